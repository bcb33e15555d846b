"""The limit of communities touched: counted over all subdistricts, and as a reason."""

from dataclasses import replace

import pytest

from redistrict.domain.outcome import Exemption, Why
from redistrict.domain.rules import Action
from redistrict.verify.band import reasons_true
from redistrict.verify.case import EVERYTHING, Case, Ground
from redistrict.verify.whole import limit, room
from tests.toys import BAND, toy

LARGE = toy("AAABBB", {"A": 1200, "B": 500}, rules=replace(BAND, touched_max=2))
SMALL = toy("AAABBB", {"A": 200, "B": 500}, rules=replace(BAND, touched_max=2))
SPLIT = {"a1": "A", "a2": "A", "a3": "N", "a4": "B", "a5": "B", "a6": "B"}
RESHAPED = SPLIT | {"a3": "B"}


def case(problem, assignment, **more) -> Case:
    return Case(Ground(problem), tuple(assignment.items()), **more)


def test_touched_communities_of_all_subdistricts_are_counted() -> None:
    split, reshaped = case(LARGE, SPLIT), case(LARGE, RESHAPED)
    assert room([split]) == 1
    assert room([split, split]) == 0
    assert list(limit([split, split])) == []
    (finding,) = limit([split, reshaped])
    assert finding.code == "PLAN_TOO_MANY_TOUCHED"
    assert finding.facts == {"limit": 2, "touched": 3}
    assert list(limit([replace(split, planned=False), replace(reshaped, planned=False)])) == []
    assert len(list(limit([replace(split, planned=False), reshaped]))) == 1
    free = replace(LARGE, rules=BAND)
    assert room([case(free, RESHAPED)]) is None
    assert list(limit([case(free, RESHAPED)] * 9)) == []


@pytest.mark.parametrize(
    ("problem", "left", "actions", "true"),
    [
        (LARGE, 0, EVERYTHING, True),
        (LARGE, 1, EVERYTHING, False),
        (LARGE, 1, frozenset({Action.MERGE}), True),
        (SMALL, 1, EVERYTHING, True),
        (SMALL, 2, EVERYTHING, False),
        (SMALL, None, EVERYTHING, False),
    ],
)
def test_the_limit_as_a_reason(problem, left, actions, true) -> None:
    """A division touches one community, anything else two."""
    today = {unit: community for unit, community in problem.today.items() if community}
    exempt = (Exemption("A", Why.LIMIT),)
    claimed = case(problem, today, actions=actions, exemptions=exempt, room=left)
    assert (list(reasons_true(claimed)) == []) == true


def test_a_touched_community_has_no_such_reason() -> None:
    problem = replace(LARGE, rules=replace(LARGE.rules, changed_max=1200))
    claimed = case(problem, SPLIT, exemptions=(Exemption("A", Why.LIMIT),), room=0)
    assert [finding.code for finding in reasons_true(claimed)] == ["PLAN_EXEMPTION_FALSE"]
