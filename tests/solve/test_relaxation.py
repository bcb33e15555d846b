"""The cheapest relaxation, against the definition: the narrowest band with a plan that fits."""

import dataclasses

import pytest

from redistrict.domain.problem import Problem
from redistrict.domain.rules import ALTERNATIVES, Alternative, Lock, LockKind
from redistrict.solve.engine import solve
from redistrict.solve.limits import Limits
from tests.solve import by_definition
from tests.toys import toy

SPLIT_MERGE, LEAST = ALTERNATIVES["split-merge"], ALTERNATIVES["least-change"]


def fits(problem: Problem, alternative: Alternative, low: int, high: int) -> bool:
    """Return whether some plan has no exception under another band."""
    rules = dataclasses.replace(
        problem.rules,
        min=low, max=high, changed_min=low, changed_max=high,
        merge_under=min(problem.rules.merge_under, low), split_over=high,
    )  # fmt: skip
    best = by_definition.best(dataclasses.replace(problem, rules=rules), alternative)
    return best is not None and best[0] == 0


@pytest.mark.parametrize("alternative", [SPLIT_MERGE, LEAST], ids=lambda item: item.name)
@pytest.mark.parametrize(
    "problem",
    [
        toy("AAB", [[3035, 300, 700]]),
        toy("AAAA", [[1000, 2200, 2200, 1000]]),
        toy("AAAB\nAAAB", [[900, 900, 50, 300], [900, 900, 50, 300]]),
        toy("AB", [[3500, 900]]),
    ],
    ids=["a unit", "in the middle", "two", "alone"],
)
def test_no_narrower_band_does(problem: Problem, alternative: Alternative) -> None:
    """The band that is named fits, and one household less does not."""
    rules = problem.rules
    found = {item.code: item.facts for item in solve(problem, alternative, Limits()).findings}
    facts = next((found[code] for code in found if code.endswith("_OTHER_DOES")), None)
    if facts is None:
        assert fits(problem, alternative, rules.min, rules.max)
        return
    low, high = int(str(facts["low"])), int(str(facts["high"]))
    assert fits(problem, alternative, low, high)
    assert high == rules.max or not fits(problem, alternative, low, high - 1)
    assert low == rules.min or not fits(problem, alternative, low + 1, high)


@pytest.mark.parametrize("alternative", [SPLIT_MERGE, LEAST], ids=lambda item: item.name)
@pytest.mark.parametrize(
    ("households", "asked"),
    [([1500, 4200], set()), ([3500, 4200], {3500})],
    ids=["alone", "beside"],
)
def test_no_band_is_asked_for_what_is_frozen(
    households: list[int], asked: set[int], alternative: Alternative
) -> None:
    """A frozen community of 4200 stays an exception in every band; the others decide."""
    problem = toy("AB", [households], locks=[Lock(LockKind.FROZEN, "so", community="B")])
    found = solve(problem, alternative, Limits())
    assert any(item.community == "B" for item in found.outcome.exemptions)
    named = {item.code: item.facts for item in found.findings if item.code.endswith("_DOES")}
    assert {facts["high"] for facts in named.values()} == asked
    assert all(facts["low"] == problem.rules.min for facts in named.values())
