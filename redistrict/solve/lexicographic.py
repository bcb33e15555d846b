"""Tiers one after the other on one program, each with the better tiers' values as ceilings.

Where there are many columns, most are left out before the integer program is built: the dual
prices of the linear relaxation, as whole numbers, prove that they are in no point that is as good
as the one in hand.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from redistrict.solve import program as programs
from redistrict.solve.answer import Answer
from redistrict.solve.clock import Clock
from redistrict.solve.limits import Effort
from redistrict.solve.program import Program
from redistrict.solve.sieve import Sieve

FEW = 400
"""Columns up to which the integer program is solved as it is."""
MANY = 4_000
"""Columns up to which a gap is searched in one go."""


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


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one tier before it is solved.

    Parameters
    ----------
    tier
        Its position.
    floor
        No point has a smaller value.
    enough
        What points are looked for up to at first.
    """

    tier: int
    floor: int
    enough: int


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
    start: list[float] | None = None,
    known: Known | None = None,
) -> Ladder:
    """Minimise the aims in order over binary columns.

    After the first tier that stays open no bound is given, but the later ones are still improved.

    Parameters
    ----------
    start
        A point to begin from.
    """
    work = _Climb(program, clock, effort, start)
    levels: list[Level] = []
    open_tier = False
    for position, aim in enumerate(aims):
        if not aim.terms and (work.best is not None or position + 1 < len(aims)):
            # Every point has the same value; whether there is one, a later tier tells.
            levels.append(Level(aim.base, None if open_tier else aim.base))
            continue
        bound = work.step(aim, known if known and known.tier == position else None)
        if work.best is None:
            return Ladder(None, infeasible=work.infeasible, solver=work.solver)
        value = work.value(aim)
        if open_tier:
            bound = None
        elif bound is not None:
            bound = min(value, bound + aim.base)
        open_tier = bound is None or bound < value
        levels.append(Level(value, bound))
        program.row({c: float(f) for c, f in aim.terms.items()}, high=value - aim.base)
    return Ladder(work.best, tuple(levels), solver=work.solver)


@dataclass
class _Climb:
    """The best point so far and the columns that may still be in a better one."""

    program: Program
    clock: Clock
    effort: Effort
    best: list[float] | None = None
    infeasible: bool = False
    solver: str = ""
    active: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.active = list(range(len(self.program.costs)))

    def value(self, aim: Aim) -> int:
        """Return the value of the best point without the base."""
        point = self.best or []
        return aim.base + sum(factor * round(point[at]) for at, factor in aim.terms.items())

    def step(self, aim: Aim, given: Known | None = None) -> int | None:
        """Improve one tier and return its bound, without the base."""
        if len(self.active) <= FEW or self.clock.limits.solver == "cbc":
            return self._integer(aim, self.active)
        sieve = Sieve(self.program, self.active, aim.terms)
        if sieve.infeasible:
            self.infeasible = self.best is None
            return None
        if sieve.bound is None:
            return self._integer(aim, self.active)
        return self._sift(aim, sieve, given)

    def _sift(self, aim: Aim, sieve: Sieve, given: Known | None) -> int | None:
        """Solve over ever more columns until none that is left out can matter."""
        least = sieve.bound or 0
        step = max(1, abs(least) // 400)
        if given is not None:
            least = max(least, given.floor - aim.base)
            wide = given.enough - aim.base
            if len(sieve.within(wide)) <= MANY:
                step = max(step, wide - least)
        while True:
            known = None if self.best is None else self.value(aim) - aim.base
            if known is not None and known <= least:
                self.active = sieve.within(known)
                return known
            most = least + step if known is None else min(known, least + step)
            columns = sieve.within(most)
            bound = self._integer(aim, columns)
            found = None if self.best is None else self.value(aim) - aim.base
            whole = len(columns) == len(self.active)
            if self.clock.over or whole or (found is not None and found <= most):
                # Without all columns there may be points that were not looked at.
                self.infeasible = self.infeasible and whole
                if found is not None and (found <= most or whole):
                    self.active = sieve.within(found)
                if bound is None:
                    return least
                return max(least, bound if whole else min(bound, most + 1))
            self.infeasible = False
            step *= 3

    def _integer(self, aim: Aim, columns: Sequence[int]) -> int | None:
        """Solve the integer program over some columns; return its bound, ``None`` if unknown."""
        part, place = self.program.part(columns)
        if any(low > 0 and not terms for terms, low, _ in part.rows):
            self.infeasible = self.best is None
            return None if self.best is None else self.value(aim) - aim.base
        for at, factor in aim.terms.items():
            if at in place:
                part.costs[place[at]] = float(factor)
        start = None
        if self.best is not None and all(
            at in place for at, value in enumerate(self.best) if value > 0.5
        ):
            start = [self.best[at] for at in columns]
        answer = programs.solve(part, self.clock, self._effort(len(columns)), start)
        self.solver = answer.solver or self.solver
        self.clock.stop(answer.stopped_by)
        self._keep(answer, columns, aim)
        self.infeasible = answer.state == "infeasible" and self.best is None
        if answer.state == "infeasible":
            return None if self.best is None else self.value(aim) - aim.base
        return whole_bound(answer.bound)

    def _effort(self, columns: int) -> Effort:
        """Return fewer nodes where each costs more: its work grows faster than the columns.

        Probing takes most of the time there: 13 instead of 87 seconds with 19,000 columns.
        """
        nodes = self.effort.nodes
        if nodes is None or columns <= MANY:
            return self.effort
        return replace(self.effort, nodes=max(1, nodes * MANY**2 // columns**2), probing=False)

    def _keep(self, answer: Answer, columns: Sequence[int], aim: Aim) -> None:
        if answer.values is None:
            return
        point = [0.0] * len(self.program.costs)
        for at, value in zip(columns, answer.values, strict=True):
            point[at] = float(round(value))
        old, before = self.best, None if self.best is None else self.value(aim)
        self.best = point
        if before is not None and self.value(aim) > before:
            self.best = old
