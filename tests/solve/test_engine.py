"""The engine against a listing of every plan of toy districts."""

from dataclasses import replace

import pytest

from redistrict.domain.goals import tier_value
from redistrict.domain.outcome import Status, Why
from redistrict.domain.problem import Problem
from redistrict.domain.rules import ALTERNATIVES, Alternative, Change, Lock, LockKind, Rules
from redistrict.report.text.labels import reason
from redistrict.solve.engine import solve
from redistrict.solve.limits import Limits
from redistrict.verify import verify_plan
from redistrict.verify.case import Ground
from tests.solve import by_definition
from tests.toys import toy

SPLIT_MERGE, LEAST = ALTERNATIVES["split-merge"], ALTERNATIVES["least-change"]
TIGHT = Rules(1000, 1500, 1000, 1500, 1000, 1500)

TOYS = {
    "in band": toy("AABB\nAABB", 500),
    "split or reshape": toy("AAAB\nAAAB", 700),
    "merge": toy("AABC\nAABC", {"A": 500, "B": 500, "C": 200}),
    "loose units": toy("A.B\nA.B", 500),
    "office known": toy("AAB\nAAB", 800, anchors={"A": "a1", "B": "a3"}),
    "unit over the maximum": toy("AAB", [[4000, 300, 300]]),
    "path": toy("AAAABBB", 600, rules=TIGHT),
    "star": toy("| A |\n|ABA|\n| C |", 600),
    "no households": toy("AABB\nAABB", [[0, 500, 500, 0], [600, 0, 0, 700]]),
    "two parts today": toy("ABA\nABB", 600),
    "small by the river": toy("AAB\nAAB", {"A": 500, "B": 200}, cut=[("a2", "a3"), ("b2", "b3")]),
    "compound whole": toy("AAAB\nAAAB", 700, groups={"a3": "g", "b3": "g"}),
    "compound in two communities": toy("AABB\nAABB", 500, groups={"a2": "g", "a3": "g"}),
    "together": toy(
        "AAAB\nAAAB", 700, locks=[Lock(LockKind.TOGETHER, "one estate", units=("a3", "b4"))]
    ),
    "apart": toy("AAAB\nAAAB", 700, locks=[Lock(LockKind.APART, "two", units=("a1", "b1"))]),
    "fixed": toy("AAAB\nAAAB", 700, locks=[Lock(LockKind.FIXED, "so", ("a3",), "A")]),
    "frozen": toy("AABC\nAABC", 300, locks=[Lock(LockKind.FROZEN, "so", community="B")]),
    "weights": toy("AAAB\nAAAB", 700, change=Change(1, 0, 0, 0)),
    "equal households": toy("AAAA\nAAAA", 800),
}


def values(problem: Problem, alternative: Alternative) -> tuple[int, ...] | None:
    solved = solve(problem, alternative, Limits())
    if solved.plan is None:
        assert solved.outcome.status is Status.IMPOSSIBLE
        return None
    assert set(solved.plan.assignment) == set(problem.unit)
    found = tuple(tier_value(problem, solved.plan, tier) for tier in alternative.order)
    assert found == tuple(tier.value for tier in solved.outcome.tiers)
    return found


@pytest.mark.parametrize("name", TOYS)
@pytest.mark.parametrize("alternative", [SPLIT_MERGE, LEAST], ids=lambda item: item.name)
def test_best_of_all_plans(name: str, alternative: Alternative) -> None:
    """The plan is the best of all that the definitions allow, and called proven."""
    problem = TOYS[name]
    assert values(problem, alternative) == by_definition.best(problem, alternative)


@pytest.mark.parametrize("name", TOYS)
def test_bounds_hold(name: str) -> None:
    """No bound is above the best value of its tier."""
    for alternative in (SPLIT_MERGE, LEAST):
        solved = solve(TOYS[name], alternative, Limits())
        best = by_definition.best(TOYS[name], alternative)
        for tier, truth in zip(solved.outcome.tiers, best or (), strict=False):
            assert tier.bound is None or tier.bound <= truth
            if not tier.proven:
                break


def test_exception_names_the_barrier() -> None:
    """Two small communities beyond a river are too few; what cuts them off is named."""
    problem = toy("AABC", {"A": 600, "B": 200, "C": 300}, cut=[("a2", "a3")])
    solved = solve(problem, LEAST, Limits())
    assert solved.plan is not None
    (exemption,) = solved.outcome.exemptions
    assert exemption.why is Why.PIECE
    assert exemption.facts["barriers"] == ("river",)
    assert "cut off by river" in reason(exemption, "en")
    plan, ground = solved.plan.assignment, Ground(problem)
    assert verify_plan(ground, plan, exemptions=[exemption], closed=True) == ()
    forged = replace(exemption, facts={**exemption.facts, "barriers": ("wall",)})
    (finding,) = verify_plan(ground, plan, exemptions=[forged], closed=True)
    assert finding.code == "PLAN_EXEMPTION_FACT"


def test_exception_names_the_unit() -> None:
    """A unit over the maximum is the reason, with its numbers."""
    (exemption,) = solve(TOYS["unit over the maximum"], LEAST, Limits()).outcome.exemptions
    assert exemption.why is Why.UNIT
    assert exemption.facts["unit"] == "a1"
    assert exemption.facts["unit_households"] == 4000
