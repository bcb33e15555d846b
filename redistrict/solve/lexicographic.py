"""Tiers one after the other on one program, each with the better tiers' values as ceilings."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from redistrict.solve import program as programs
from redistrict.solve.answer import Answer
from redistrict.solve.clock import Clock
from redistrict.solve.limits import Effort
from redistrict.solve.program import Program

ROUNDS = 200
"""Most rounds of lazily added rows for one tier."""

Mend = Callable[[Sequence[float]], int]
"""Adds the rows that a point breaks and returns how many; 0 accepts the point."""


@dataclass(frozen=True, slots=True)
class Aim:
    """One tier as a row over the columns: ``base + terms``, whole numbers."""

    terms: Mapping[int, int]
    base: int = 0


@dataclass(frozen=True, slots=True)
class Level:
    """How one tier ended: value of the point, and a bound given the better tiers' values."""

    value: int
    bound: int | None


@dataclass(frozen=True)
class Ladder:
    """Outcome of all tiers.

    Parameters
    ----------
    values
        The last point accepted, ``None`` without one.
    infeasible
        Whether it is proven that there is none.
    """

    values: list[float] | None
    levels: tuple[Level, ...] = ()
    infeasible: bool = False
    solver: str = ""


def whole_bound(bound: float) -> int | None:
    """Return a solver's bound rounded up to a whole number, with its tolerance taken off."""
    if not math.isfinite(bound):
        return None
    return math.ceil(bound - 1e-6 - 1e-9 * abs(bound))


def climb(
    program: Program,
    aims: Sequence[Aim],
    clock: Clock,
    effort: Effort,
    start: Sequence[float] | None = None,
    mend: Mend | None = None,
) -> Ladder:
    """Minimise the aims in order.

    After the first tier that stays open no bound is given, but the later ones are still improved.
    """
    best = list(start) if start is not None else None
    levels: list[Level] = []
    open_tier, solver = False, ""
    for position, aim in enumerate(aims):
        if not aim.terms and (best is not None or position + 1 < len(aims)):
            # Every point has the same value; whether there is one, a later tier tells.
            levels.append(Level(aim.base, None if open_tier else aim.base))
            continue
        program.costs = [0.0] * len(program.costs)
        for column, factor in aim.terms.items():
            program.costs[column] = float(factor)
        answer = _solve(program, clock, effort, best, mend)
        solver = answer.solver or solver
        if answer.state == "infeasible" and best is None:
            return Ladder(None, infeasible=True, solver=solver)
        best = answer.values or best
        if best is None:
            return Ladder(None, solver=solver)
        value = aim.base + sum(factor * round(best[column]) for column, factor in aim.terms.items())
        bound = None
        if not open_tier:
            found = whole_bound(answer.bound)
            if answer.state == "optimal":
                bound = value
            elif found is not None:
                bound = min(value, found + aim.base)
            open_tier = bound is None or bound < value
        levels.append(Level(value, bound))
        program.row({c: float(f) for c, f in aim.terms.items()}, high=value - aim.base + 0.25)
    return Ladder(best, tuple(levels), solver=solver)


def _solve(
    program: Program,
    clock: Clock,
    effort: Effort,
    start: Sequence[float] | None,
    mend: Mend | None,
) -> Answer:
    """Solve one tier, adding rows until the point stands.

    Every round's bound is valid, since rows are only left out; the best bound counts.
    """
    bound = -math.inf
    for _ in range(ROUNDS):
        answer = programs.solve(program, clock, effort, start)
        if answer.state == "infeasible":
            return answer
        bound = max(bound, answer.bound)
        clock.stop(answer.stopped_by)
        if answer.values is None:
            return Answer("stopped", None, bound, answer.stopped_by, answer.solver)
        if mend is None or not mend(answer.values):
            return Answer(answer.state, answer.values, bound, answer.stopped_by, answer.solver)
        if clock.over:
            break
    return Answer("stopped", None, bound, "nodes", answer.solver)
