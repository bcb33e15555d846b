"""HiGHS, CBC and the listing of every plan agree on small random districts."""

import random

import pytest

from redistrict.domain.outcome import Status
from redistrict.domain.problem import Problem
from redistrict.domain.rules import ALTERNATIVES, Change, Rules
from redistrict.solve.engine import solve
from redistrict.solve.limits import Limits
from tests.solve import by_definition
from tests.toys import toy

SHAPES = ((2, 3), (3, 2), (1, 6), (2, 2), (1, 5))
BATCHES = 20
EACH = 15


def district(seed: int) -> Problem:
    """Return a small district drawn at random, most of them with something to mend."""
    draw = random.Random(seed)
    rows, columns = draw.choice(SHAPES)
    letters = "ABC."[: draw.choice((2, 3, 4))]
    drawing = "\n".join("".join(draw.choice(letters) for _ in range(columns)) for _ in range(rows))
    counts = [[draw.choice((0, 200, 400, 700, 1300)) for _ in range(columns)] for _ in range(rows)]
    low = draw.choice((500, 800, 1000))
    high = draw.choice((1500, 2000))
    rules = Rules(low, high, low, high, draw.choice((low, low - 200)), draw.choice((high, 2500)))
    change = Change(1, draw.choice((0, 100)), draw.choice((0, 200)), draw.choice((0, 200)))
    cut = [("a1", "a2")] if draw.random() < 0.3 else []
    anchors = {}
    if draw.random() < 0.5:
        cells = [
            (r, c, x) for r, line in enumerate(drawing.split("\n")) for c, x in enumerate(line)
        ]
        draw.shuffle(cells)
        anchors = {x: f"{chr(97 + r)}{c + 1}" for r, c, x in cells if x != "."}
    return toy(drawing, counts, rules=rules, change=change, cut=cut, anchors=anchors)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_solvers_agree_with_the_listing(batch: int) -> None:
    """Same tier values from HiGHS, CBC (a few of each batch) and the definitions."""
    for seed in range(batch * EACH, (batch + 1) * EACH):
        problem = district(seed)
        name = "least-change" if seed % 3 else "split-merge"
        best = by_definition.best(problem, ALTERNATIVES[name])
        solvers = ("highs", "cbc") if seed % EACH < 2 else ("highs",)
        for solver in solvers:
            solved = solve(problem, ALTERNATIVES[name], Limits(solver=solver))
            if best is None:
                assert solved.outcome.status is Status.IMPOSSIBLE, seed
                continue
            assert solved.outcome.status is not Status.IMPOSSIBLE, seed
            found = tuple(tier.value for tier in solved.outcome.tiers)
            assert found[:2] == best[:2], (seed, solver)
            if solved.outcome.status is Status.PROVEN:
                assert found == best, (seed, solver)
            for tier, truth in zip(solved.outcome.tiers, best, strict=True):
                assert tier.bound is None or tier.bound <= truth, (seed, solver)
                if tier.value != truth:
                    break
