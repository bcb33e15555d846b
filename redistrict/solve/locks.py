"""Which locks contradict each other, found without a solver: a smallest set of them."""

from collections.abc import Callable, Sequence
from itertools import combinations

from redistrict.domain.problem import Problem
from redistrict.domain.rules import Lock, LockKind
from redistrict.domain.units import pieces

LARGEST = 3
"""Sets of locks of up to this size are tried in full; a larger one is minimal, not smallest."""


def consistent(problem: Problem, locks: Sequence[Lock]) -> bool:
    """Return whether locks and compounds leave room for a plan, as far as logic alone can tell.

    ``False`` is a proof: what must be in one community is also kept apart, given to two
    communities, cut off by a barrier, or belongs to a frozen community in part.
    """
    ties = _ties(problem, locks)
    names: dict[str, set[str]] = {}
    for lock in locks:
        if lock.kind is LockKind.FIXED:
            if lock.community not in problem.community:
                return False
            for unit in lock.units:
                names.setdefault(ties.get(unit, unit), set()).add(lock.community)
    if any(len(given) > 1 for given in names.values()):
        return False
    return (
        not _parted(locks, ties, names)
        and not _cut_off(problem, ties)
        and not _thawed(problem, locks, ties, names)
    )


def _ties(problem: Problem, locks: Sequence[Lock]) -> dict[str, str]:
    """Return for every unit the first of those that must be in its community."""
    parent = {unit.id: unit.id for unit in problem.units}

    def root(item: str) -> str:
        while parent[item] != item:
            item = parent[item]
        return item

    def join(items: Sequence[str]) -> None:
        for item in items[1:]:
            a, b = sorted((root(items[0]), root(item)))
            parent[b] = a

    for members in _bundles(problem, locks):
        join(members)
    return {unit: root(unit) for unit in parent}


def _bundles(problem: Problem, locks: Sequence[Lock]) -> list[list[str]]:
    """Return the units that compounds and locks each put into one community."""
    known = problem.unit
    found: dict[tuple[str, str], list[str]] = {}
    for unit in problem.units:
        if unit.group:
            found.setdefault(("group", unit.group), []).append(unit.id)
    for number, lock in enumerate(locks):
        home = problem.community.get(lock.community)
        members = [unit for unit in lock.units if unit in known]
        if lock.kind is LockKind.TOGETHER:
            found[("lock", str(number))] = members
        elif lock.kind is LockKind.FIXED:
            office = [home.anchor] if home is not None and home.anchor else []
            found.setdefault(("fixed", lock.community), office).extend(members)
        elif lock.kind is LockKind.FROZEN and home is not None:
            found[("lock", str(number))] = list(home.units)
    return list(found.values())


def _parted(locks: Sequence[Lock], ties: dict[str, str], names: dict[str, set[str]]) -> bool:
    """Return whether units that must be apart must also be together."""
    for lock in locks:
        if lock.kind is not LockKind.APART:
            continue
        roots = [ties[unit] for unit in lock.units if unit in ties]
        given = [name for root in roots for name in names.get(root, ())]
        if len(set(roots)) < len(roots) or len(set(given)) < len(given):
            return True
    return False


def _cut_off(problem: Problem, ties: dict[str, str]) -> bool:
    """Return whether units that must be together lie on land that is not connected."""
    held = {
        unit
        for lock in problem.locks
        if lock.kind is LockKind.FROZEN and lock.community in problem.community
        for unit in problem.community[lock.community].units
    }
    at: dict[str, int] = {}
    for number, piece in enumerate(pieces(problem.unit.keys() - held, problem.adjacent)):
        at.update(dict.fromkeys(piece, number))
    land: dict[str, set[int]] = {}
    for unit, root in ties.items():
        if unit in at:
            land.setdefault(root, set()).add(at[unit])
    return any(len(found) > 1 for found in land.values())


def _thawed(
    problem: Problem,
    locks: Sequence[Lock],
    ties: dict[str, str],
    names: dict[str, set[str]],
) -> bool:
    """Return whether a frozen community would have to give or take units."""
    for lock in locks:
        if lock.kind is not LockKind.FROZEN or lock.community not in problem.community:
            continue
        own = frozenset(problem.community[lock.community].units)
        roots = {ties[unit] for unit in own}
        tied = {unit for unit, root in ties.items() if root in roots}
        given = {name for root in roots for name in names.get(root, ())}
        fixed = {
            unit for other in locks
            if other.kind is LockKind.FIXED and other.community == lock.community
            for unit in other.units
        }  # fmt: skip
        if not tied <= own or not given <= {lock.community} or not fixed <= own:
            return True
    return False


def contradiction(
    locks: Sequence[Lock], possible: Callable[[Sequence[Lock]], bool]
) -> tuple[Lock, ...]:
    """Return a set of locks that cannot be kept together; all but one of them could.

    Parameters
    ----------
    possible
        Whether a set of locks leaves room for a plan; ``False`` for ``locks`` themselves.
    """
    for size in range(1, LARGEST + 1):
        for chosen in combinations(locks, size):
            if not possible(chosen):
                return chosen
    needed = list(locks)
    for lock in locks:
        without = [item for item in needed if item is not lock]
        if not possible(without):
            needed = without
    return tuple(needed)
