"""The record of a plan: every figure against a count by hand."""

import pytest

from redistrict.diagnosis import diagnose
from redistrict.domain.outcome import Outcome, Status, TierResult, Why
from redistrict.domain.plan import Kind, Plan
from redistrict.domain.rules import Tier
from redistrict.domain.scenario import Statement
from redistrict.measure.case import Case
from redistrict.measure.outcomes import join
from redistrict.measure.record import compose
from tests.toys import BAND, toy

STATEMENT = Statement("Toy", "en", "households", "2026-09", "made up", "", made_up=True)
DONE = Outcome(Status.PROVEN)


def record(problem, plan, *, sought=True):
    verdicts = {item.community: (item.verdict, item.finding) for item in diagnose(problem)}
    case = Case(problem, plan, DONE, verdicts, sought)
    return compose(
        [case], statement=STATEMENT, rules=BAND, alternative="least-change", recommended="x"
    )


def plan(problem, letters):
    return Plan("Toy", dict(zip([unit.id for unit in problem.units], letters, strict=True)))


def test_a_split_counts_all_households_that_leave():
    problem = toy("AAAB", [[1500, 1000, 1100, 1500]])
    found = record(problem, plan(problem, ["A", "NEW-Toy-1", "NEW-Toy-1", "B"]))
    totals = found.totals
    assert (totals.communities_before, totals.communities_after, totals.set_up) == (2, 3, 1)
    assert (totals.moved_households, totals.moved_to_new, totals.moved_to_existing) == (
        2100, 2100, 0,
    )  # fmt: skip
    assert totals.concerned_households == 3600
    assert totals.moved_compounds == 2
    assert totals.moved_population == 4200
    assert (totals.out_of_band_before, totals.out_of_band) == (1, 0)
    assert [row.kind for row in found.communities] == [Kind.SPLIT, Kind.UNTOUCHED, Kind.SET_UP]
    assert [row.name for row in found.communities] == ["A", "B", "A · new 1"]
    assert [(move.before, move.after, move.households) for move in found.moves] == [
        ("A", "NEW-Toy-1", 2100)
    ]


NEW = "NEW-Toy-1"
CAUSES = {
    # Today, households, plan; the cause of each community that the plan touches.
    "split": ("AAAB", [1500, 1000, 1100, 1500], ["A", NEW, NEW, "B"],
              {"A": "CAUSE_SPLIT", NEW: "CAUSE_SET_UP"}),
    "divided_without_need": ("AAAB", [1500, 400, 1000, 1500], ["A", NEW, NEW, "B"],
                             {"A": "CAUSE_DIVIDED", NEW: "CAUSE_SET_UP"}),
    "merged": ("AB", [500, 1500], ["B", "B"], {"A": "CAUSE_MERGED_IN", "B": "CAUSE_TAKES_IN"}),
    "abolished_without_need": ("AB", [1000, 1500], ["B", "B"],
                               {"A": "CAUSE_ABOLISHED", "B": "CAUSE_JOINED"}),
    "grown": ("AB", [1500, 500], ["B", "B"], {"A": "CAUSE_ABOLISHED", "B": "CAUSE_TOO_SMALL"}),
    "land_of_no_community": ("AA.", [700, 700, 200], ["A", "A", "A"], {"A": "CAUSE_TAKES_LOOSE"}),
    "set_up_on_land_of_no_community": ("A..", [1200, 700, 600], ["A", NEW, NEW],
                                       {NEW: "CAUSE_SET_UP_LOOSE"}),
    "a_border_moved": ("AABB", [1000, 600, 1000, 700], ["A", "A", "A", "B"],
                       {"A": "CAUSE_TAKES_FROM", "B": "CAUSE_GIVES_TO"}),
    "passed_on": ("AABBCC", [900, 200, 900, 200, 900, 200], ["A", "A", "A", "B", "B", "C"],
                  {"A": "CAUSE_TAKES_FROM", "B": "CAUSE_EXCHANGES", "C": "CAUSE_GIVES_TO"}),
}  # fmt: skip


@pytest.mark.parametrize("case", CAUSES)
def test_why_a_community_is_touched(case):
    drawing, households, letters, causes = CAUSES[case]
    problem = toy(drawing, [households])
    found = record(problem, plan(problem, letters)).communities
    assert {row.id: row.cause.code for row in found if row.cause} == causes


def test_a_split_along_a_road_names_it():
    problem = toy("AAAB", [[1500, 1000, 1100, 1500]], roads={"中街": "a1-a2"})
    found = record(problem, plan(problem, ["A", NEW, NEW, "B"])).communities
    cause = found[0].cause
    assert cause is not None
    assert (cause.code, cause.facts["roads"]) == ("CAUSE_SPLIT_ALONG", ("中街",))


def test_a_merge_keeps_every_household():
    problem = toy("AB", {"A": 500, "B": 1500})
    found = record(problem, plan(problem, ["B", "B"]))
    assert found.totals.abolished == 1
    assert sum(row.after.households for row in found.communities if row.after) == 2000
    assert found.totals.touched_communities == 2


def test_a_unit_without_community_is_not_moved():
    problem = toy("AA.", [[700, 700, 200]])
    found = record(problem, plan(problem, ["A", "A", "A"]))
    assert found.totals.moved_households == 0
    assert found.totals.touched_communities == 1


def test_without_a_plan_failing_communities_stay_open():
    problem = toy("AAB", [[2000, 2000, 1500]])
    found = record(problem, None)
    assert not found.complete
    assert [row.exemption.why for row in found.communities if row.exemption] == [Why.OPEN]
    assert record(problem, None, sought=False).complete


def test_outcomes_of_subdistricts_add_up():
    first = Outcome(
        Status.PROVEN, (TierResult(Tier.EXCEPTIONS, 0, 0), TierResult(Tier.CHANGE, 9, 9))
    )
    second = Outcome(
        Status.FEASIBLE, (TierResult(Tier.EXCEPTIONS, 1, 0), TierResult(Tier.CHANGE, 5, None))
    )
    whole = join([first, second])
    assert whole.status is Status.FEASIBLE
    assert [(tier.value, tier.bound) for tier in whole.tiers] == [(1, 0), (14, None)]
