"""What must be told of work, staff, rooms, walks, money and grids of a whole plan."""

import dataclasses
from types import SimpleNamespace
from typing import Any

import pytest

from redistrict.domain.outcome import Exemption, Why
from redistrict.verify.case import Case, Ground
from redistrict.verify.resources import Means
from redistrict.witness.facts import Witnessed
from redistrict.witness.paths import Paths
from redistrict.witness.supply import Supply
from tests.toys import BAND, toy
from tests.verify.cases import unchanged


def test_a_way_of_half_a_metre_leaves_one_percent_open() -> None:
    problem = toy("AA", 10, anchors={"A": "a1"})
    for easting, away in ((100.0, 0), (100.5, 1)):
        paths = Paths({"a1": (0.0, 0.0), "a2": (easting, 0.0)})
        known = Witnessed((problem,), supply=Supply(source="x", paths=paths), shaped=True)
        claimed: Any = SimpleNamespace(communities=(None, SimpleNamespace(lines=())))
        facts = Means(known, claimed, [unchanged(problem)]).due()["RESOURCE_WALK_STRAIGHT", ""]
        for side in ("before", "after"):
            assert (facts[side].low, facts[side].high) == (100 - away, 100 + away)


@pytest.mark.parametrize(("level", "told"), [("community", True), ("grid", False)])
def test_ways_are_told_of_communities_alone(level: str, told: bool) -> None:
    problem = toy("AA", 500, anchors={"A": "a1"})
    known = Supply(paths=Paths({"a1": (0.0, 0.0), "a2": (101.0, 0.0)}), source="x")
    statement = {"level": level}
    witnessed = Witnessed((problem,), supply=known, shaped=True, statement=statement)
    claimed: Any = SimpleNamespace(communities=(None, SimpleNamespace(lines=())))
    found = Means(witnessed, claimed, [unchanged(problem)]).due()
    assert (("RESOURCE_WALK_STRAIGHT", "") in found) is told


def due(
    cases: list[Case], staff: dict[str, Any] | None = None, source: str | None = "x",
    **statement: Any,
) -> dict[str, Any]:  # fmt: skip
    """Return what must be told of a whole plan under a standard with every ratio."""
    found = means(cases, staff, source, **statement).due()
    return {code: facts for (code, community), facts in found.items() if not community}


def means(
    cases: list[Case], staff: dict[str, Any] | None = None, source: str | None = "x",
    **statement: Any,
) -> Means:  # fmt: skip
    known = Supply(
        staff={"households_per_worker_max": 80, "committee_min": 5, "committee_max": 9}
        | (staff or {}),
        facilities={"m2_per_100_households": 30, "aim_m2": 600, "aim_percent": 80,
                    "street_centre_m2": 1500, "source": "of the rooms"},
        money={"yuan_per_community": 250_000}, place="Somewhere", source=source,
    )  # fmt: skip
    problems = tuple(item.ground.problem for item in cases)
    witnessed = Witnessed(problems, supply=known, statement=statement)
    claimed: Any = SimpleNamespace(communities=(None, SimpleNamespace(lines=())))
    return Means(witnessed, claimed, cases)


def told(staff: dict[str, Any], source: str | None = "x", **statement: Any) -> dict[str, Any]:
    return due([unchanged(toy("AABB", 400))], staff, source, **statement)


def test_needs_are_told_of_communities_under_a_standard_alone() -> None:
    needs = {"RESOURCE_STAFF", "RESOURCE_COMMITTEE", "RESOURCE_ROOMS", "RESOURCE_ROOMS_AIM",
             "RESOURCE_MONEY"}  # fmt: skip
    assert set(told({})) == needs | {"RESOURCE_WORKLOAD"}
    assert needs.isdisjoint(told({}, None))
    assert needs.isdisjoint(told({}, level="grid"))


def test_half_a_range_asks_for_nothing() -> None:
    assert "RESOURCE_COMMITTEE" not in told({"committee_max": None})
    assert "RESOURCE_COMMITTEE" not in told({"committee_min": None})
    assert "RESOURCE_GRID_WORKERS" not in told({"grid_households_min": 300})
    assert "RESOURCE_GRID_WORKERS" not in told({"grid_households_max": 500})


def test_money_has_a_source_of_its_own_or_that_of_the_standard() -> None:
    plan = means([unchanged(toy("A", 1500))])
    assert plan.due()["RESOURCE_MONEY", ""]["source"] == "x"
    money = {"yuan_per_community": 250_000, "source": "of the money"}
    plan.known = dataclasses.replace(plan.known, money=money)
    assert plan.due()["RESOURCE_MONEY", ""]["source"] == "of the money"


def test_street_offices_have_a_procedure_of_their_own() -> None:
    found = told({}, level="street")
    assert {"RESOURCE_STAFF", "RESOURCE_ROOMS_AIM", "RESOURCE_MONEY"}.isdisjoint(found)
    assert found["LEVEL_STREET_PROCEDURE"] == {}


def test_street_offices_without_a_centre_are_named() -> None:
    """1,500 m² each: one has them, the other lacks 300."""
    plain = toy("AABB", 400)
    rooms = {"A": "1500", "B": "1200"}
    held = tuple(dataclasses.replace(item, facts=(("office_area_m2", rooms[item.id]),))
                 for item in plain.communities)  # fmt: skip
    problem = dataclasses.replace(plain, communities=held)
    plan = means([unchanged(problem)], level="street")
    plan.names = {"A": "East", "B": "West"}
    found = plan.due()
    rooms_due = found["RESOURCE_ROOMS", ""]
    assert (rooms_due["needed"], rooms_due["short"]) == (3000, 1)
    assert rooms_due["source"] == "of the rooms"
    assert found["RESOURCE_ROOMS_EACH", ""]["names"] == ("West 300",)


@pytest.mark.parametrize(
    ("drawing", "sizes", "told"),
    [("AA", [1850, 1850], True), ("AA", [3100, 600], False), ("AA", [1500, 1500], False),
     ("A A", [1850, 0, 1850], False), ("AA", [3000, 700], True)],
)  # fmt: skip
def test_evidence_of_overload_is_told_where_it_decides(
    drawing: str, sizes: list[int], told: bool
) -> None:
    """Not of one with a unit above the maximum, one that fits as it is, or one in two pieces."""
    plain = toy(drawing, [sizes], overloaded={"A": True})
    proof = (dataclasses.replace(plain.communities[0], overload_evidence="two grids"),)
    plan = means([unchanged(dataclasses.replace(plain, communities=proof))])
    plan.names = {"A": "East"}
    assert (("RESOURCE_OVERLOAD", "East") in plan.due()) is told


@pytest.mark.parametrize(("households", "visits"), [(1499, 12), (1500, 6), (1501, 6)])
def test_visits_of_a_year(households: int, visits: int) -> None:
    known = Supply(visits=(1500, 12, 6), visits_source="visits")
    plan = means([unchanged(toy("A", households))])
    plan.known = known
    facts = plan.due()["RESOURCE_VISITS", ""]
    assert facts["before"] == facts["after"] == visits * households


def test_one_household_near_its_office_is_all_of_them() -> None:
    paths = Paths({"a1": (0.0, 0.0)})
    problem = toy("A", 1, anchors={"A": "a1"})
    known = Witnessed((problem,), supply=Supply(source="x", paths=paths), shaped=True)
    claimed: Any = SimpleNamespace(communities=(None, SimpleNamespace(lines=())))
    facts = Means(known, claimed, [unchanged(problem)]).due()["RESOURCE_WALK_STRAIGHT", ""]
    assert (facts["before"].low, facts["before"].high) == (100, 100)


def test_no_community_has_no_workload() -> None:
    assert "RESOURCE_WORKLOAD" not in due([])
    assert due([])["RESOURCE_MONEY"]["after"] == 0


@pytest.mark.parametrize(
    ("loads", "ratio"), [([1, 0], 2.0), ([0, 0], 0.0), ([3, 1], 1.5), ([2, 2], 1.0)]
)
def test_the_spread_of_workload_is_the_largest_over_the_mean(
    loads: list[int], ratio: float
) -> None:
    plain = toy("AB", 400)
    units = tuple(dataclasses.replace(unit, workload=load)
                  for unit, load in zip(plain.units, loads, strict=True))  # fmt: skip
    found = due([unchanged(dataclasses.replace(plain, units=units))])["RESOURCE_WORKLOAD"]
    assert found["ratio"] == ratio


@pytest.mark.parametrize("made_up", [True, False])
def test_grids_beside_the_published_number(made_up: bool) -> None:
    """A made-up city says how many grids its standard's city published; a real one says nothing."""
    found = told({"published_grids": 1840}, level="grid", made_up=made_up)
    facts = {"place": "Somewhere", "published": 1840, "grids": 2}
    assert found.get("RESOURCE_GRIDS_PUBLISHED") == (facts if made_up else None)
    assert found["RESOURCE_GRIDS"] == {
        "grids": 2, "parents": 1, "each": 2.0, "special": 0, "present": 0,
    }  # fmt: skip
    assert found["RESOURCE_GRIDS_EACH"] == {"names": ("Toy 2",)}
    one = unchanged(toy("AABB", 400))
    two = due([one, one], level="grid")["RESOURCE_GRIDS"]
    assert (two["grids"], two["parents"], two["each"]) == (4, 2, 2.0)


@pytest.mark.parametrize(
    ("why", "plan", "special"),
    [(Why.LOCK, "AABB", 1), (Why.PIECE, "AABB", 0), (Why.LOCK, "AAAB", 0)],
)
def test_special_grids_are_those_that_a_lock_leaves_as_they_are(
    why: Why, plan: str, special: int
) -> None:
    problem = toy("AABB", 400)
    rows = tuple(zip(problem.unit, plan, strict=True))
    one = Case(Ground(problem), rows, exemptions=(Exemption("A", why),))
    assert due([one], level="grid")["RESOURCE_GRIDS"]["special"] == special


def test_the_burden_of_every_community_is_told() -> None:
    """B and D are overloaded, by the ledger's word and the threshold; A is one unit alone."""
    rules = dataclasses.replace(BAND, overload_over=3400)
    plain = toy("EBBCDDA", [[1500, 1600, 1600, 1500, 1750, 1750, 3600]], rules=rules)
    said = {"B": {"overloaded": True, "overload_evidence": "two grids"}}
    communities = tuple(
        dataclasses.replace(item, **said.get(item.id, {})) for item in plain.communities
    )
    problem = dataclasses.replace(plain, communities=communities)
    found = {key: facts for key, facts in means([unchanged(problem)]).due().items() if key[1]}
    assert found == {
        ("RESOURCE_OVERLOAD", "B"): {"evidence": "two grids"},
        ("RESOURCE_OVERLOAD_LOAD", "D"): {"load": 3500, "threshold": 3400},
    }


@pytest.mark.parametrize(("area", "reached"), [("599", 0), ("600", 1), ("600.5", 1), ("601", 1)])
def test_the_aim_is_reached_by_exactly_its_size(area: str, reached: int) -> None:
    plain = toy("AABB", 400)
    first = dataclasses.replace(plain.communities[0], facts=(("office_area_m2", area),))
    problem = dataclasses.replace(plain, communities=(first, *plain.communities[1:]))
    found = due([unchanged(problem)])["RESOURCE_ROOMS_AIM"]
    assert found == {
        "reached": reached, "count": 2, "share": 50.0 * reached, "aim": 600, "percent": 80,
    }  # fmt: skip
