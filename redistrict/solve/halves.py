"""All ways to part a community in two that move few households and units, listed.

Once it is known how little must move, few connected sets move as little: the search of column
generation finds them all in whole numbers, and the later tiers are decided by comparing.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from redistrict.domain.rules import Tier
from redistrict.solve.clock import Sets
from redistrict.solve.parts import Parts
from redistrict.solve.reach import FREE, REFUSED, between
from redistrict.solve.search import search

SLOTS = 20_000
"""Most sets that are listed."""
STEPS = 60_000_000
"""Most branches of one search: a few seconds."""
ORDER = (Tier.EXCEPTIONS, Tier.EXCESS, Tier.CHANGE, Tier.UNITS)
Array = np.ndarray[Any, Any]


def fit(parts: Parts) -> bool:
    """Return whether the splits can be listed: two parts in the band, change first."""
    return parts.count == 2 and parts.candidates.exact and parts.costs.tiers[:4] == ORDER


def halves(parts: Parts, moved: int, units: int) -> list[Sets] | None:
    """Return every split in two that costs so little in tiers 1a and 1b, or less.

    Parameters
    ----------
    moved, units
        What a known split costs in these two tiers.

    Returns
    -------
    list of sets, or None
        What is left comes first and the part that is taken off second. ``None`` if there are too
        many or the search is too long.
    """
    instance, candidates = parts.instance, parts.candidates
    rules, change = instance.problem.rules, instance.problem.change
    # A household weighs more than all units together.
    scale = 1 + sum(instance.owned[node][1] for node in parts.nodes)
    weight = np.zeros(instance.size, np.int64)
    state = np.full(instance.size, REFUSED, np.int64)
    stays = {node for node, _ in instance.fixed} | {parts.office}
    for node in parts.nodes:
        owned, count = instance.owned[node]
        weight[node] = scale * change.moved * owned + count
        state[node] = REFUSED if node in stays else FREE
    total = instance.total(parts.nodes)
    low, high = max(rules.changed_min, total - candidates.ceiling), candidates.ceiling
    if change.moved and all(instance.kept[node] for node in parts.nodes):
        # All households of the part that is taken off move.
        high = min(high, (moved - parts.constant()) // change.moved)
    limit = scale * (moved - parts.constant()) + units
    zeros, none = np.zeros(instance.size + 1, np.int64), np.zeros(0, np.int64)
    start, near, lengths, households = _graph(parts)
    ways = between(start, near, households, state, high)
    members, begins, ends, _, met, complete, _ = search(
        start, near, ways, lengths, households, households, weight.reshape(1, -1),
        *_groups(parts), zeros, none, zeros[1:] + 1, zeros[1:], 0,
        state, np.array(parts.nodes, np.int64), True, low, high, low, high, 0, 0, 0, 0, 0, 0,
        limit, 0, SLOTS, STEPS, STEPS,
    )  # fmt: skip
    if not complete or met > SLOTS:
        return None
    taken = (tuple(sorted(members[begins[at] : ends[at]].tolist())) for at in range(met))
    return list(_fitting(parts, taken))


def _fitting(parts: Parts, taken: Iterable[tuple[int, ...]]) -> Iterator[Sets]:
    """Yield the parts where what is left is connected, no lock is broken and none is today's."""
    whole = parts.instance.core[parts.label] if parts.instance.whole[parts.label] else ()
    for nodes in taken:
        inside = frozenset(nodes)
        rest = tuple(node for node in parts.nodes if node not in inside)
        joined = len(parts.instance.pieces(rest)) == 1
        lawful = all(map(parts.candidates.lawful, (frozenset(rest), inside)))
        if joined and lawful and whole not in (rest, nodes):
            yield rest, nodes


def _graph(parts: Parts) -> tuple[Array, Array, Array, Array]:
    adjacent = parts.instance.adjacent
    start = np.cumsum([0, *(len(others) for others in adjacent)], dtype=np.int64)
    ends = np.array([other for others in adjacent for other in others], np.int64)
    households = np.array(parts.instance.households, np.int64)
    return start, ends, np.zeros(len(ends), np.int64), households


def _groups(parts: Parts) -> tuple[Array, Array]:
    group = np.full(parts.instance.size, -1, np.int64)
    for number, nodes in enumerate(parts.instance.links):
        group[list(nodes)] = number
    return group, np.array([len(nodes) for nodes in parts.instance.links], np.int64)
