"""Staff by residents, ways that rounding decides, grids that a standard publishes."""

import dataclasses
from types import SimpleNamespace
from typing import Any

import pytest

from redistrict.domain.outcome import Exemption, Why
from redistrict.domain.problem import Problem
from redistrict.domain.rules import Duty
from redistrict.verify import supply
from redistrict.verify.case import Case, Ground
from redistrict.verify.resources import Means
from redistrict.verify.told import _covers, _fits, rooms
from redistrict.witness.facts import Witnessed
from redistrict.witness.paths import Paths
from redistrict.witness.supply import Supply
from tests.toys import BAND, toy


def case(problem: Problem) -> Case:
    return Case(Ground(problem), tuple(problem.today.items()))


def row(problem: Problem, **known: Any) -> supply.Row:
    witnessed = Witnessed((problem,), supply=Supply(**known), shaped=True)
    (found,) = supply.rows(witnessed, [case(problem)])
    return found


def test_staff_by_residents() -> None:
    """18 for 10,000 residents, at least 2; nothing where one number of residents is missing."""
    problem = toy("AA", [[1000, 501]])
    ratios = {"staff_per_10000_residents": 18, "minimum_staff": 2}
    assert row(problem, staff=ratios)["staff_needed_after"] == "6"
    assert row(problem, staff=ratios | {"minimum_staff": 7})["staff_needed_after"] == "7"
    for residents, staff in ((10_000, "18"), (10_001, "19"), (9_999, "18")):
        unit = dataclasses.replace(problem.units[0], population=residents)
        one = dataclasses.replace(toy("A"), units=(unit,))
        assert row(one, staff=ratios)["staff_needed_after"] == staff
    unknown = dataclasses.replace(problem.units[0], population=None)
    some = dataclasses.replace(problem, units=(unknown, *problem.units[1:]))
    assert row(some, staff=ratios)["staff_needed_after"] == ""
    both = ratios | {"households_per_worker_max": 200}
    assert row(some, staff=both)["staff_needed_after"] == "8"


@pytest.mark.parametrize(("households", "visits"), [(1499, 12), (1500, 6), (1501, 6)])
def test_a_small_community_is_visited_more_often(households: int, visits: int) -> None:
    """Beside 1 for each household and 50 for the items that every community has."""
    duty = Duty(items=50, small_under=1500, small=12, other=6)
    problem = toy("A", households, rules=dataclasses.replace(BAND, duty=duty))
    assert row(problem)["index_after"] == str(households + 50 + visits * households)


def test_the_years_of_a_forecast_in_one_cell() -> None:
    plain = toy("AA", [[700, 800]])
    units = tuple(
        dataclasses.replace(unit, counts=(("h1", 900), ("h2", 1000))) for unit in plain.units
    )
    rules = dataclasses.replace(BAND, forecast={"2030": "h1", "2035": "h2"})
    found = row(dataclasses.replace(plain, units=units, rules=rules))
    assert found["forecast_before"] == found["forecast_after"] == "2030:1800;2035:2000"


def test_a_way_of_half_a_metre_is_left_open() -> None:
    """100.5 m is 100 or 101 as the planner rounds; a unit without households walks nowhere."""
    problem = toy("AAA", [[10, 0, 10]], anchors={"A": "a1"})
    places = {"a1": (0.0, 0.0), "a3": (101.0, 0.0), "a2": (9000.5, 0.0)}
    sure = row(problem, paths=Paths(places))
    assert (sure["walk_m_after"], sure["walk_share_after"]) == ("51", "100")
    assert row(problem, paths=Paths(places | {"a3": (101.5, 0.0)})).keys() < sure.keys()
    doubtful = row(problem, paths=Paths(places | {"a3": (100.5, 0.0)}))
    assert not [key for key in doubtful if key.startswith("walk_")]
    assert not [key for key in row(problem) if key.startswith("walk_")]


@pytest.mark.parametrize(("metres", "share"), [(1000.0, "100"), (1001.0, "50")])
def test_near_is_a_kilometre(metres: float, share: str) -> None:
    problem = toy("AA", 10, anchors={"A": "a1"})
    paths = Paths({"a1": (0.0, 0.0), "a2": (metres, 0.0)})
    assert row(problem, paths=paths)["walk_share_after"] == share


def test_a_way_of_half_a_metre_leaves_one_percent_open() -> None:
    problem = toy("AA", 10, anchors={"A": "a1"})
    for easting, away in ((100.0, 0), (100.5, 1)):
        paths = Paths({"a1": (0.0, 0.0), "a2": (easting, 0.0)})
        known = Witnessed((problem,), supply=Supply(source="x", paths=paths), shaped=True)
        claimed: Any = SimpleNamespace(communities=(None, SimpleNamespace(lines=())))
        facts = Means(known, claimed, [case(problem)]).due()["RESOURCE_WALK_STRAIGHT", ""]
        for side in ("before", "after"):
            assert (facts[side].low, facts[side].high) == (100 - away, 100 + away)


@pytest.mark.parametrize(("level", "told"), [("community", True), ("grid", False)])
def test_ways_are_told_of_communities_alone(level: str, told: bool) -> None:
    problem = toy("AA", 500, anchors={"A": "a1"})
    known = Supply(paths=Paths({"a1": (0.0, 0.0), "a2": (101.0, 0.0)}), source="x")
    statement = {"level": level}
    witnessed = Witnessed((problem,), supply=known, shaped=True, statement=statement)
    claimed: Any = SimpleNamespace(communities=(None, SimpleNamespace(lines=())))
    found = Means(witnessed, claimed, [case(problem)]).due()
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
    return due([case(toy("AABB", 400))], staff, source, **statement)


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
    plan = means([case(toy("A", 1500))])
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
    plan = means([case(problem)], level="street")
    plan.names = {"A": "East", "B": "West"}
    found = plan.due()
    rooms_due = found["RESOURCE_ROOMS", ""]
    assert (rooms_due["needed"], rooms_due["short"]) == (3000, 1)
    assert rooms_due["source"] == "of the rooms"
    assert found["RESOURCE_ROOMS_EACH", ""]["names"] == ("West 300",)


def test_a_plan_that_divides_for_the_first_time_has_a_cover_line_of_its_own() -> None:
    land = toy("..", [[600, 700]])
    first = Case(Ground(land), (("a1", "NEW-Toy-1"), ("a2", "NEW-Toy-1")))
    paper: Any = SimpleNamespace(cases=lambda _: [first])
    assert list(_covers(paper, "least-change"))[1] == [1, 1, 1300, 2600]
    paper.cases = lambda _: []
    assert list(_covers(paper, "least-change")) == []


@pytest.mark.parametrize(
    ("drawing", "sizes", "told"),
    [("AA", [1850, 1850], True), ("AA", [3100, 600], False), ("AA", [1500, 1500], False),
     ("A A", [1850, 0, 1850], False)],
)  # fmt: skip
def test_evidence_of_overload_is_told_where_it_decides(
    drawing: str, sizes: list[int], told: bool
) -> None:
    """Not of one with a unit above the maximum, one that fits as it is, or one in two pieces."""
    plain = toy(drawing, [sizes], overloaded={"A": True})
    proof = (dataclasses.replace(plain.communities[0], overload_evidence="two grids"),)
    plan = means([case(dataclasses.replace(plain, communities=proof))])
    plan.names = {"A": "East"}
    assert (("RESOURCE_OVERLOAD", "East") in plan.due()) is told


@pytest.mark.parametrize(("households", "visits"), [(1499, 12), (1500, 6), (1501, 6)])
def test_visits_of_a_year(households: int, visits: int) -> None:
    known = Supply(visits=(1500, 12, 6), visits_source="visits")
    plan = means([case(toy("A", households))])
    plan.known = known
    facts = plan.due()["RESOURCE_VISITS", ""]
    assert facts["before"] == facts["after"] == visits * households


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
    found = due([case(dataclasses.replace(plain, units=units))])["RESOURCE_WORKLOAD"]
    assert found["ratio"] == ratio


def test_grids_have_no_rooms_on_the_map() -> None:
    paper: Any = SimpleNamespace(
        proposal=SimpleNamespace(witnessed=SimpleNamespace(statement={"level": "grid"}))
    )
    assert list(rooms(paper)) == []


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
    one = case(toy("AABB", 400))
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
    found = {key: facts for key, facts in means([case(problem)]).due().items() if key[1]}
    assert found == {
        ("RESOURCE_OVERLOAD", "B"): {"evidence": "two grids"},
        ("RESOURCE_OVERLOAD_LOAD", "D"): {"load": 3500, "threshold": 3400},
    }


@pytest.mark.parametrize(("area", "reached"), [("599", 0), ("600", 1), ("600.5", 1), ("601", 1)])
def test_the_aim_is_reached_by_exactly_its_size(area: str, reached: int) -> None:
    plain = toy("AABB", 400)
    first = dataclasses.replace(plain.communities[0], facts=(("office_area_m2", area),))
    problem = dataclasses.replace(plain, communities=(first, *plain.communities[1:]))
    found = due([case(problem)])["RESOURCE_ROOMS_AIM"]
    assert found == {
        "reached": reached, "count": 2, "share": 50.0 * reached, "aim": 600, "percent": 80,
    }  # fmt: skip


DATED = {"office_state": "在建", "office_area_m2": "300"}
ROOMS = {
    "a1": DATED | {"office_date": "2028-01"},
    "a2": DATED | {"office_date": "2027-01"},
    "a3": {"office_state": "无", "office_date": "2026-01", "office_area_m2": "9"},
    "a4": {"office_state": "在用", "office_area_m2": "400"},
    "a5": {"office_state": "在建", "office_area_m2": "500"},
    "a6": {"office_date": "2026-01", "office_area_m2": "600"},
    "a7": {"office_state": " In Use ", "office_area_m2": "700"},
}


@pytest.mark.parametrize(
    ("offers", "area", "stage"),
    [
        (("a1", "a2", "a3", "a4"), "300", ""),
        (("a3", "a4"), "400", ""),
        (("a1", "a2", "a3"), "300", ""),
        (("a1", "a2"), "300", ""),
        (("a3",), "9", "deferred"),
        (("a5",), "500", "deferred"),
        (("a6",), "600", "deferred"),
        (("a7",), "700", ""),
        ((), "", "deferred"),
    ],
)
def test_the_best_room_for_a_new_community(offers: tuple[str, ...], area: str, stage: str) -> None:
    """In use or with a date before the rest, of these the earliest date; else it has to wait."""
    problem = toy("AAAAAAAB", 400)
    plan = dict.fromkeys(problem.unit, "NEW-Toy-1") | {"a8": "B"}
    known = Supply(offers={unit: ROOMS[unit] for unit in offers})
    witnessed = Witnessed((problem,), supply=known, shaped=True)
    found = {row["community"]: row for row in
             supply.rows(witnessed, [Case(Ground(problem), tuple(plan.items()))])}  # fmt: skip
    assert (found["NEW-Toy-1"]["office_area_m2"], found["NEW-Toy-1"]["stage"]) == (area, stage)
    if "a2" in offers:
        assert found["NEW-Toy-1"]["office_date"] == "2027-01"
    assert (found["B"]["stage"], found["A"]["stage"]) == ("", "")


@pytest.mark.parametrize(
    ("level", "stage", "staff"),
    [("community", "deferred", "8"), ("street", "service centre first", ""), ("grid", "", "")],
)
def test_what_a_new_one_of_another_level_waits_for(level: str, stage: str, staff: str) -> None:
    """Workers are counted of communities alone."""
    problem = toy("AB", 1500)
    known = Supply(staff={"households_per_worker_max": 200}, offers={})
    witnessed = Witnessed((problem,), supply=known, statement={"level": level})
    plan = Case(Ground(problem), (("a1", "NEW-Toy-1"), ("a2", "B")))
    found = {row["community"]: row for row in supply.rows(witnessed, [plan])}
    assert (found["NEW-Toy-1"]["stage"], found["B"]["stage"]) == (stage, "")
    assert found["B"]["staff_needed_after"] == staff
    claimed: Any = SimpleNamespace(communities=(None, SimpleNamespace(lines=())))
    waiting = {key: facts for (key, _), facts in Means(witnessed, claimed, [plan]).due().items()
               if key in ("RESOURCE_DEFERRED", "RESOURCE_SERVICE_CENTRE")}  # fmt: skip
    codes = {"deferred": "RESOURCE_DEFERRED", "service centre first": "RESOURCE_SERVICE_CENTRE"}
    assert waiting == ({codes[stage]: {"names": ("NEW-Toy-1",)}} if stage else {})


def test_a_new_community_whose_room_cannot_be_seen() -> None:
    """What it has, and so what it lacks and who walks how far, may be anything."""
    problem = toy("AAAA", 1000)
    plan = dict.fromkeys(("a1", "a2"), "A") | dict.fromkeys(("a3", "a4"), "NEW-Toy-1")
    known = Supply(staff={"households_per_worker_max": 300}, offers=None)
    witnessed = Witnessed((problem,), supply=known, shaped=True)
    old, new = supply.rows(witnessed, [Case(Ground(problem), tuple(plan.items()))])
    gaps = {"staff_gap_after", "facility_gap_after", "walk_m_after", "walk_share_after"}
    assert (old["staff_gap_after"], new["staff_needed_after"]) == ("7", "7")
    assert gaps.isdisjoint(new)
    assert "stage" not in {*old, *new}
    assert new["index_after"]


@pytest.mark.parametrize(
    ("found", "expected", "fits"),
    [
        ([3, 5], [3, 0, 5], True),
        ([3, 5], [3, 2, 5], False),
        ([3], [3, 1, 0], True),
        ([3], [3, 1, 2], False),
        ([5], [1], False),
        ([3, 5], [3], False),
        ([], [], True),
    ],
)
def test_numbers_of_a_cover_line_in_their_order(
    found: list[int], expected: list[int], fits: bool
) -> None:
    """Nothing but zeros and ones may be left out, and nothing added."""
    assert _fits(found, expected) is fits


@pytest.mark.parametrize(
    ("state", "date", "ready"),
    [
        ("在用", "", True),
        ("in use", "", True),
        (" In Use ", "", True),
        ("在建", "2027-06", True),
        ("building", "2027-06", True),
        ("在建", "", False),
        ("在建", "  ", False),
        ("", "2027-06", False),
        ("无", "2027-06", False),
        ("none", "2027-06", False),
        ("No", "2027-06", False),
        ("", "", False),
    ],
)
def test_a_room_in_use_or_with_a_date_is_ready(state: str, date: str, ready: bool) -> None:
    assert supply.ready({"office_state": state, "office_date": date}) is ready
    assert supply.ready({}) is False


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("12", 12), ("12.9", 12), (".5", 0), ("", 0), ("12人", 0), ("-3", 0), ("1e3", 0),
        ("0", 0), ("²", 0),
    ],
)  # fmt: skip
def test_the_whole_part_of_a_number_in_a_ledger(text: str, whole: int) -> None:
    assert supply.number(text) == whole
