"""Staff by residents, ways that rounding decides, grids that a standard publishes."""

import dataclasses
from types import SimpleNamespace
from typing import Any

import pytest

from redistrict.domain.problem import Problem
from redistrict.domain.rules import Duty
from redistrict.verify import supply
from redistrict.verify.case import Case, Ground
from redistrict.verify.resources import Means
from redistrict.witness.facts import Witnessed
from redistrict.witness.paths import Paths
from redistrict.witness.supply import Supply
from tests.toys import BAND, toy
from tests.verify.cases import unchanged


def row(problem: Problem, **known: Any) -> supply.Row:
    witnessed = Witnessed((problem,), supply=Supply(**known), shaped=True)
    (found,) = supply.rows(witnessed, [unchanged(problem)])
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
