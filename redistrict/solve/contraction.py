"""What locks and compounds make of units: classes that move together, pairs kept apart."""

from redistrict.domain.problem import Problem
from redistrict.domain.rules import LockKind


def classes(problem: Problem, held: set[str]) -> list[list[str]]:
    """Return the units that move together: groups and ``together`` locks, overlaps joined."""
    parent = {unit.id: unit.id for unit in problem.units if unit.id not in held}

    def root(item: str) -> str:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    first: dict[str, str] = {}
    for unit in problem.units:
        if unit.group and unit.id in parent:
            parent[root(unit.id)] = root(first.setdefault(unit.group, unit.id))
    for lock in problem.locks:
        if lock.kind is LockKind.TOGETHER:
            present = [item for item in lock.units if item in parent]
            for item in present[1:]:
                parent[root(item)] = root(present[0])
    found: dict[str, list[str]] = {}
    for item in parent:
        found.setdefault(root(item), []).append(item)
    return [found[key] for key in sorted(found)]


def apart(problem: Problem, node_of: dict[str, int]) -> tuple[tuple[int, int], ...]:
    """Return the pairs of nodes that locks put into different communities."""
    pairs: set[tuple[int, int]] = set()
    for lock in problem.locks:
        if lock.kind is LockKind.APART:
            nodes = [node_of[item] for item in sorted(lock.units) if item in node_of]
            for position, a in enumerate(nodes):
                pairs.update((min(a, b), max(a, b)) for b in nodes[position + 1 :])
    return tuple(sorted(pairs))


def fixed(problem: Problem, node_of: dict[str, int]) -> tuple[tuple[int, str], ...]:
    """Return the nodes that locks give to a community."""
    pairs = {
        (node_of[item], lock.community)
        for lock in problem.locks
        if lock.kind is LockKind.FIXED
        for item in lock.units
        if item in node_of
    }
    return tuple(sorted(pairs))
