"""Why a community stays outside the band: what the planner states, the verifier accepts."""

import dataclasses

import pytest

from redistrict.domain.identity import name_sets
from redistrict.domain.outcome import Why
from redistrict.domain.rules import ALTERNATIVES, Action
from redistrict.solve.result import exemptions
from redistrict.verify.band import reasons_true
from redistrict.verify.case import Case, Ground
from tests.toys import BAND, toy

NARROW = dataclasses.replace(BAND, changed_min=1200, changed_max=2800, tolerate=False)
MERGE, SPLIT = frozenset({Action.MERGE}), frozenset({Action.SPLIT})


@pytest.mark.parametrize(
    ("drawing", "sets", "size", "actions", "why"),
    [
        # A touched community is measured against the narrower band.
        ("ABZ", ("a1 a2", "a3"), 550, MERGE, Why.OPEN),
        ("ABZ", ("a1 a2", "a3"), 550, SPLIT, Why.ACTION),
        ("ABZ", ("a1 a2", "a3"), 1450, MERGE, Why.ACTION),
        ("ABZ", ("a1 a2", "a3"), 1450, SPLIT, Why.OPEN),
        # An untouched one against the wider.
        ("AZ", ("a1", "a2"), 999, MERGE, Why.OPEN),
        ("AZ", ("a1", "a2"), 999, SPLIT, Why.ACTION),
    ],
)
def test_the_action_that_would_help_is_that_of_the_band_that_counts(
    drawing: str, sets: tuple[str, ...], size: int, actions: frozenset[Action], why: Why
) -> None:
    problem = toy(drawing, {"A": size, "B": size, "Z": 1500}, rules=NARROW)
    plan = name_sets(problem, [part.split() for part in sets])
    alternative = dataclasses.replace(ALTERNATIVES["split-merge"], actions=actions)
    said = exemptions(problem, alternative, plan, ())
    assert {item.community: item.why for item in said} == {"A": why}
    case = Case(Ground(problem), tuple(plan.assignment.items()), actions, said)
    assert list(reasons_true(case)) == []
