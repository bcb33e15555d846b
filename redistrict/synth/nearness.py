"""Which units are neighbours: across at most 45 metres, no third unit and no barrier between."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.strtree import STRtree

Graph = list[set[int]]


def neighbours(shapes: list[Any], barriers: list[Any], reach: float) -> Graph:
    """Return for every polygon the polygons that it faces within `reach` metres."""
    tree = STRtree(shapes)
    first, second = tree.query(shapes, predicate="dwithin", distance=reach)
    keep = first < second
    first, second = first[keep], second[keep]
    array = np.array(shapes, dtype=object)
    sight = shapely.shortest_line(array[first], array[second])
    blocked = np.zeros(len(sight), dtype=bool)
    if barriers:
        hit, _ = STRtree(barriers).query(sight, predicate="intersects")
        blocked[np.unique(hit)] = True
    rows, others = tree.query(sight, predicate="intersects")
    third = (others != first[rows]) & (others != second[rows])
    blocked[np.unique(rows[third])] = True
    graph: Graph = [set() for _ in shapes]
    for a, b in zip(first[~blocked], second[~blocked], strict=True):
        graph[int(a)].add(int(b))
        graph[int(b)].add(int(a))
    return graph


def connected(members: set[int], graph: Graph) -> list[set[int]]:
    """Return the connected pieces of some units, the one with most units first."""
    left, found = set(members), []
    while left:
        seen = {min(left)}
        queue = list(seen)
        while queue:
            fresh = graph[queue.pop()] & left - seen
            seen |= fresh
            queue += sorted(fresh)
        left -= seen
        found.append(seen)
    return sorted(found, key=lambda piece: (-len(piece), min(piece)))
