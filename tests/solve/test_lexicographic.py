"""Tiers on one program: what is claimed when the work ends early, or with all columns in it."""

import math

import pytest

from redistrict.solve import lexicographic
from redistrict.solve import program as programs
from redistrict.solve.answer import Answer
from redistrict.solve.clock import Clock
from redistrict.solve.lexicographic import Aim, climb
from redistrict.solve.limits import Effort, Limits
from redistrict.solve.program import Program

TRIANGLES = 150


def cover() -> tuple[Program, Aim, list[float]]:
    """Return the covering of the sides of triangles by corners, and the point of all corners.

    The relaxation takes half of every corner; in whole numbers two of three are needed. All
    reduced costs are 0, so no column is ever left out.
    """
    program = Program()
    for _ in range(TRIANGLES):
        a, b, c = (program.column() for _ in range(3))
        for one, other in ((a, b), (b, c), (c, a)):
            program.row({one: 1.0, other: 1.0}, 1)
    return program, Aim(dict.fromkeys(range(3 * TRIANGLES), 1)), [1.0] * 3 * TRIANGLES


def test_the_bound_of_all_columns_is_not_cut() -> None:
    """The optimum far beyond the first gap is proven, since every column was looked at."""
    program, aim, _ = cover()
    ladder = climb(program, [aim], Clock("x", "x", Limits()), Effort())
    (level,) = ladder.levels
    assert level.value == level.bound == 2 * TRIANGLES


def test_no_bound_is_made_up_when_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver stopped before it has a bound proves nothing about the columns it was given."""
    stopped = Answer("stopped", None, -math.inf, stopped_by="time")
    monkeypatch.setattr(programs, "solve", lambda *_: stopped)
    program, aim, start = cover()
    ladder = climb(program, [aim], Clock("x", "x", Limits(time_limit_s=0)), Effort(), start)
    (level,) = ladder.levels
    assert level.value == 3 * TRIANGLES
    assert level.bound == 1.5 * TRIANGLES


@pytest.mark.parametrize(
    ("many", "nodes"), [(450, 100), (449, 99), (225, 25), (45, 1), (1, 1), (10_000, 100)]
)
def test_fewer_nodes_where_each_costs_more(
    monkeypatch: pytest.MonkeyPatch, many: int, nodes: int
) -> None:
    """100 nodes are for that many columns; with 450 of them their square decides."""
    asked = []

    def solve(*given: object) -> Answer:
        asked.append(given[2])
        return Answer("stopped", None, -math.inf, stopped_by="nodes")

    monkeypatch.setattr(lexicographic, "MANY", many)
    monkeypatch.setattr(programs, "solve", solve)
    program, aim, start = cover()
    climb(program, [aim], Clock("x", "x", Limits()), Effort(nodes=100), start)
    assert asked[-1] == Effort(nodes=nodes, probing=many >= 450 or nodes == 100)
