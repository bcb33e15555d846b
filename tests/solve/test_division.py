"""Land without communities in a fixed number: against a listing of every division."""

from dataclasses import replace

import pytest

from redistrict.domain.goals import tier_value
from redistrict.domain.rules import ALTERNATIVES, Alternative, Tier
from redistrict.solve import division
from redistrict.solve.clock import Clock
from redistrict.solve.costs import SCALE, Costs
from redistrict.solve.instance import instance
from redistrict.solve.limits import Limits
from tests.solve import by_definition
from tests.toys import BAND, toy

TOYS = {
    "square": toy("...\n...\n...", [[600, 500, 700], [400, 900, 800], [500, 600, 1000]]),
    "ring": toy("...\n. .\n...", [[600, 900, 700], [400, 0, 800], [500, 600, 1000]]),
    "path": toy("........", [[500, 900, 400, 600, 700, 300, 800, 600]]),
}
GOALS = [Tier.CUT_EDGES, Tier.INERTIA]


@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("name", ["square", "ring", "path"])
def test_best_of_all_divisions(name: str, count: int, goal: Tier) -> None:
    """Value and bound are the least over all divisions; none is made where none fits."""
    rules = replace(BAND, communities=count, min=1200, changed_min=1200, merge_under=0)
    problem = replace(TOYS[name], rules=rules)
    wanted = Alternative(
        "oracle", ALTERNATIVES["least-change"].actions, (Tier.EXCEPTIONS, Tier.EXCESS, goal)
    )
    plans = [plan for plan in by_definition.plans(problem, wanted) if len(plan.sets) == count]
    best = min(tuple(tier_value(problem, plan, tier) for tier in wanted.order) for plan in plans)
    model = instance(problem)
    choice = division.solve(model, Costs(model, wanted.order), Clock("", "", Limits()))
    if best[0] > 0:
        assert choice is None
        return
    assert choice is not None
    assert choice.levels[2].value == best[2] * SCALE.get(goal, 1)
    assert choice.levels[2].bound is not None
    assert choice.levels[2].bound <= choice.levels[2].value
    assert choice.levels[2].bound >= choice.levels[2].value * (1 - 1e-6)
