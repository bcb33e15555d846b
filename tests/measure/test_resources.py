"""Staff, rooms, walks and money of a plan: published ratios give the published numbers."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from redistrict.domain.findings import Fact
from redistrict.intake.profiles import load
from redistrict.measure.case import Case
from redistrict.measure.record import compose
from redistrict.measure.resources import Means, _visits, resources
from redistrict.measure.sides import side
from redistrict.measure.supply import Supply, ready
from redistrict.report.overview.lines import deviation
from redistrict.report.text.summary import comparison
from tests.measure.test_record import DONE, STATEMENT, plan
from tests.toys import BAND, toy


def case() -> Case:
    """Return a toy of two communities, nothing changed."""
    problem = toy("AABB\nAABB", 510)
    return Case(problem, plan(problem, "AABBAABB"), DONE, {})


def found(profile: str, means: Means | None = None) -> Mapping[str, Mapping[str, Fact]]:
    """Return the facts by code for a toy of two communities of 2,040 households each."""
    standard = load(profile)
    one = case()
    asked = Supply(standard).facts([one])
    record = compose(
        [one],
        statement=STATEMENT,
        rules=one.problem.rules,
        alternative="x",
        recommended="x",
        needs=asked,
    )
    return {item.code: item.facts for item in resources(record, standard, means or Means())}


def test_one_worker_per_80_households() -> None:
    """Karamay's ratio: every community is rounded up by itself."""
    facts = found("karamay-2018")
    total = sum(
        -(-sum(one.problem.unit[unit].households for unit in units) // 80)
        for one in [case()]
        for units in one.after.values()
    )
    assert facts["RESOURCE_STAFF"]["after"] == total
    assert facts["RESOURCE_MONEY"]["after"] == 250_000 * len(case().after)
    assert facts["RESOURCE_COMMITTEE"]["least"] == 5 * len(case().after)


@pytest.mark.parametrize("scale", [1, 10])
def test_what_is_said_of_workload_is_weighed_as_the_scenario_states(scale: int) -> None:
    """Weights of 0.1 count workloads ten times within; nobody reads them so."""
    problem = toy("AABB", [[510, 510, 400, 300]])
    scaled = (replace(unit, workload=scale * unit.households) for unit in problem.units)
    problem = replace(problem, units=tuple(scaled), workload_target=scale * problem.workload_target)
    one = Case(problem, plan(problem, "AABB"), DONE, {})
    rules = replace(problem.rules, scale=scale)
    asked = Supply().facts([one])
    record = compose([one], statement=STATEMENT, rules=rules, alternative="x", recommended="x",
                     needs=asked)  # fmt: skip
    record = replace(record, alternatives=(("x", record.totals, DONE),))
    means = Means(weights={"households": scale}, scale=scale)
    (work,) = resources(record, load("cn-2026"), means)
    assert work.facts["weights"] == ("households×1",)
    assert (work.facts["least"], work.facts["mean"], work.facts["most"]) == (700, 860, 1020)
    assert deviation(record) == record.totals.workload_deviation // scale == 320
    assert "   160 " in comparison(record, "en")


@pytest.mark.parametrize(("load", "expected"), [(94_700, 9_470), (94_701, 9_470.1)])
def test_a_load_is_said_exactly(load: int, expected: float) -> None:
    assert replace(BAND, scale=10).stated(load) == expected


@pytest.mark.parametrize(
    ("households", "visits"), [(1499, 1499 * 12), (1500, 1500 * 6)], ids=["small", "other"]
)
def test_visits_by_size(households: int, visits: int) -> None:
    """Small communities monthly, the others every two months (Karamay)."""
    size = replace(side(()), households=households)
    means = Means(small_under=1500, small_per_year=12, other_per_year=6, visits_source="x")
    assert _visits(size, means) == visits


def test_items_and_walks() -> None:
    """Baiyin's list has 78 items; the share within a walk is of the households measured."""
    items = {"法定": 16, "协助": 28, "挂牌": 17, "达标": 2, "考核": 1, "活动": 14}
    means = Means(items=items, items_source="x", near_after=3, measured_after=4, roads=True)
    facts = found("cn-2026", means)
    assert facts["RESOURCE_ITEMS"]["total"] == 78
    assert facts["RESOURCE_WALK_ROADS"]["after"] == 75
    assert "RESOURCE_STAFF" not in facts


@pytest.mark.parametrize(
    ("state", "date", "expected"),
    [("在用", "", True), ("装修中", "2026-12", True), ("在建", "", False), ("无", "", False)],
)
def test_an_office_exists_or_has_a_date(state: str, date: str, expected: bool) -> None:
    assert ready({"office_state": state, "office_date": date}) is expected
