"""What a review asks of the solver: its moves and locks as locks of the scenario."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from redistrict.domain.problem import Problem
from redistrict.domain.rules import Lock, LockKind
from redistrict.intake.review import Review

REASON = "审议意见 / review"


@dataclass(frozen=True)
class Wishes:
    """The locks of a review, and the subdistricts it speaks of by moves or locks."""

    locks: tuple[Lock, ...]
    subdistricts: frozenset[str]


def wishes(review: Review, problems: Sequence[Problem], plan: Mapping[str, str]) -> Wishes:
    """Return what a review fixes.

    Units for a community of today are ``fixed`` to it. A community that the plan or the reviewer
    founds has no name a lock could use: its units are tied ``together``, with the largest unit
    that stands there anyway, and set ``apart`` from the largest unit they leave behind.

    Parameters
    ----------
    plan
        Community of every unit after the review's moves.
    """
    asked = {move.unit: move.after for move in review.moves}
    asked |= {lock.unit: lock.community for lock in review.locks if lock.community}
    left = {move.unit: move.before for move in review.moves}
    locks: list[Lock] = []
    touched = set()
    for problem in problems:
        own = {unit: home for unit, home in asked.items() if unit in problem.unit}
        if own:
            touched.add(problem.subdistrict)
        for community in sorted(set(own.values())):
            units = tuple(sorted(unit for unit, home in own.items() if home == community))
            if community in problem.community:
                locks.append(Lock(LockKind.FIXED, REASON, units, community))
            else:
                locks += _founded(problem, community, units, plan, left)
    return Wishes(tuple(locks), frozenset(touched))


def _founded(
    problem: Problem,
    community: str,
    units: tuple[str, ...],
    plan: Mapping[str, str],
    left: Mapping[str, str],
) -> Iterable[Lock]:
    here = [unit.id for unit in problem.units if plan.get(unit.id) == community]
    core = _largest(problem, (unit for unit in here if unit not in units))
    tied = tuple(sorted({*units, *core}))
    if len(tied) > 1:
        yield Lock(LockKind.TOGETHER, REASON, tied)
    for source in sorted({left[unit] for unit in units if left.get(unit)} - {community}):
        rest = (unit.id for unit in problem.units if plan.get(unit.id) == source)
        for other in _largest(problem, rest):
            yield Lock(LockKind.APART, REASON, tuple(sorted((tied[0], other))))


def _largest(problem: Problem, units: Iterable[str]) -> tuple[str, ...]:
    ordered = sorted(units, key=lambda unit: (-problem.unit[unit].households, unit))
    return tuple(ordered[:1])
