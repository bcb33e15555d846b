"""Which of today's names a set of units may carry, and the one naming that counts.

A community of today may name a set that holds its anchor (its office) or, where the anchor is
unknown, one of its households. The naming is the one-to-one matching with most households kept,
then most units, then lowest ids. It decides the figures: with equal names instead of the best
matching a real plan (Tainan North, 2018) moves 23,461 households instead of 15,173.
"""

from collections.abc import Iterable, Mapping, Sequence

from redistrict.domain.plan import Plan, provisional
from redistrict.domain.problem import Problem
from redistrict.domain.rules import LockKind
from redistrict.domain.units import Community, Unit

Kept = tuple[int, int]


def may_name(community: Community, members: frozenset[str], unit: Mapping[str, Unit]) -> bool:
    """Return whether a community of today may name a set of units."""
    if community.anchor:
        return community.anchor in members
    own = [unit[item] for item in community.units]
    bearers = [item for item in own if item.households > 0] or own
    return any(item.id in members for item in bearers)


def kept(community: Community, members: frozenset[str], unit: Mapping[str, Unit]) -> Kept:
    """Return households and units of a community that stay if it names the set."""
    stay = [item for item in community.units if item in members]
    return sum(unit[item].households for item in stay), len(stay)


def name_sets(problem: Problem, sets: Iterable[Iterable[str]]) -> Plan:
    """Return the plan in which every set carries the name that is due to it.

    Parameters
    ----------
    sets
        A partition of the problem's units.

    Notes
    -----
    ``keeps`` locks are honoured first: the set that holds most of the community's households
    (and that it may name) goes by its name.
    """
    ordered = sorted(tuple(sorted(members)) for members in sets)
    members = [frozenset(items) for items in ordered]
    weights: dict[tuple[int, int], Kept] = {}
    for row, community in enumerate(problem.communities):
        for column, items in enumerate(members):
            if may_name(community, items, problem.unit):
                weights[row, column] = kept(community, items, problem.unit)
    names = match(weights, _forced(problem, weights))
    assignment: dict[str, str] = {}
    number = 0
    for column, units in enumerate(ordered):
        if column in names:
            name = problem.communities[names[column]].id
        else:
            number += 1
            name = provisional(problem.subdistrict, number)
        assignment.update(dict.fromkeys(units, name))
    return Plan(problem.subdistrict, dict(sorted(assignment.items())))


def _forced(problem: Problem, weights: Mapping[tuple[int, int], Kept]) -> dict[int, int]:
    """Return the columns that ``keeps`` locks give to communities (row to column)."""
    keeps = {lock.community for lock in problem.locks if lock.kind is LockKind.KEEPS}
    forced: dict[int, int] = {}
    for row, community in enumerate(problem.communities):
        choices = [(weight, -column) for (r, column), weight in weights.items() if r == row]
        if community.id in keeps and choices:
            column = -max(choices)[1]
            if column not in forced.values():
                forced[row] = column
    return forced


def match(
    weights: Mapping[tuple[int, int], Kept], forced: Mapping[int, int] | None = None
) -> dict[int, int]:
    """Return the heaviest one-to-one matching as column to row.

    Parameters
    ----------
    weights
        ``(row, column)`` to households and units kept; pairs left out cannot be matched.
    forced
        Pairs decided beforehand, row to column.

    Notes
    -----
    Pairs are compared by households, then units; among equal matchings the one that matches the
    lower rows, to the lower columns, wins. Exact in whole numbers: the three aims are packed into
    one, and each connected part is solved by the Hungarian method (Kuhn 1955).
    """
    taken = dict(forced or {})
    result = {column: row for row, column in taken.items()}
    columns = set(taken.values())
    free = {
        pair: weight
        for pair, weight in weights.items()
        if pair[0] not in taken and pair[1] not in columns
    }
    for pairs in _parts(sorted(free)):
        rows = sorted({row for row, _ in pairs})
        cols = sorted({column for _, column in pairs})
        packed = _pack({pair: free[pair] for pair in pairs}, rows, cols)
        for row, column in _hungarian(packed, len(rows), len(cols)):
            result[cols[column]] = rows[row]
    return result


def _parts(pairs: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return the pairs by connected part of the bipartite graph."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for row, column in pairs:
        parent[root(("row", row))] = root(("column", column))
    parts: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for pair in pairs:
        parts.setdefault(root(("row", pair[0])), []).append(pair)
    return [parts[key] for key in sorted(parts)]


def _pack(
    weights: Mapping[tuple[int, int], Kept], rows: Sequence[int], columns: Sequence[int]
) -> dict[tuple[int, int], int]:
    """Return one whole number per pair that orders matchings by households, units, ids."""
    base = len(columns) + 1
    ties = {
        (row, column): base ** (len(rows) - rank) * (len(columns) - order)
        for rank, row in enumerate(rows)
        for order, column in enumerate(columns)
    }
    tie_limit = base ** (len(rows) + 1) * len(rows) + 1
    unit_limit = sum(units for _, units in weights.values()) + 1
    return {
        (rows.index(row), columns.index(column)): (
            (households * unit_limit + units) * tie_limit + ties[row, column]
        )
        for (row, column), (households, units) in weights.items()
    }


def _hungarian(
    profit: Mapping[tuple[int, int], int], rows: int, columns: int
) -> list[tuple[int, int]]:
    """Return the pairs of a most profitable matching; pairs without profit stay unmatched."""
    width = max(rows, columns)
    cost = [[-profit.get((i, j), 0) for j in range(width)] for i in range(rows)]
    row_price = [0] * (rows + 1)
    column_price = [0] * (width + 1)
    owner = [0] * (width + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        column = 0
        slack: list[int | None] = [None] * (width + 1)
        came = [0] * (width + 1)
        done = [False] * (width + 1)
        while True:
            done[column] = True
            current = owner[column]
            step: int | None = None
            following = 0
            for j in range(1, width + 1):
                if done[j]:
                    continue
                reduced = cost[current - 1][j - 1] - row_price[current] - column_price[j]
                known = slack[j]
                if known is None or reduced < known:
                    slack[j] = known = reduced
                    came[j] = column
                if step is None or known < step:
                    step, following = known, j
            for j in range(width + 1):
                if done[j]:
                    row_price[owner[j]] += step or 0
                    column_price[j] -= step or 0
                elif (value := slack[j]) is not None:
                    slack[j] = value - (step or 0)
            column = following
            if owner[column] == 0:
                break
        while column:
            owner[column] = owner[came[column]]
            column = came[column]
    return sorted(
        (owner[j] - 1, j - 1)
        for j in range(1, width + 1)
        if owner[j] and (owner[j] - 1, j - 1) in profit
    )
