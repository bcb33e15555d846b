"""Which units are neighbours: the intake's own answer, across at most 45 metres and no barrier."""

from __future__ import annotations

from typing import Any

import numpy as np
from shapely.strtree import STRtree

from redistrict.intake.contacts import links
from redistrict.intake.inputs import Adjacency

Graph = list[set[int]]


def neighbours(shapes: list[Any], barriers: list[Any], reach: float) -> Graph:
    """Return for every polygon the polygons that it meets within `reach` metres.

    A link whose straight line meets a barrier does not count, as in a scenario's barriers.
    """
    met = list(links(np.array(shapes, dtype=object), near(reach)).values())
    cut: set[int] = set()
    if barriers and met:
        courses = np.array([link.course for link in met], dtype=object)
        hit, _ = STRtree(barriers).query(courses, predicate="intersects")
        cut = {int(row) for row in hit}
    graph: Graph = [set() for _ in shapes]
    for row, link in enumerate(met):
        if row not in cut:
            graph[link.a].add(link.b)
            graph[link.b].add(link.a)
    return graph


def near(reach: float) -> Adjacency:
    """Return the contact rule with which cities are made: a corner is enough.

    The scenarios are stricter, and the communities of the bundled cities are in one piece there.
    """
    return Adjacency(contact="near", max_gap_m=reach, min_shared_m=0.0)


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
