"""How far it is to walk: along the roads where they are given, else in a straight line."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

Point = tuple[float, float]


def walks(
    points: Mapping[str, Point], goals: Mapping[str, Point], lines: Sequence[Any] = ()
) -> dict[str, int]:
    """Return whole metres from every point to its goal.

    Parameters
    ----------
    points
        By unit, in metres.
    goals
        The office of every unit; units without one are left out.
    lines
        Roads in the same system. A walk goes straight to the nearest crossing or end of a road,
        along the roads, and straight to the goal, unless the straight line is shorter than both
        ends of that; without roads it is the straight line. Of crossings equally near the one
        with the lowest easting, then northing, counts.

    Notes
    -----
    Roads are cut where they cross (also where a real one may pass above another).
    """
    wanted = [unit for unit in sorted(points) if unit in goals]
    if not wanted:
        return {}
    a = np.array([points[unit] for unit in wanted], dtype=float)
    b = np.array([goals[unit] for unit in wanted], dtype=float)
    straight = np.hypot(*(a - b).T)
    found = _along(a, b, straight, lines) if len(lines) else straight
    return {unit: int(metres) for unit, metres in zip(wanted, np.floor(found + 0.5), strict=True)}


def _along(a: Any, b: Any, straight: Any, lines: Sequence[Any]) -> Any:
    pieces = shapely.get_parts(shapely.node(shapely.multilinestrings(_simple(lines))))
    ends = np.array([(line.coords[0], line.coords[-1]) for line in pieces])
    nodes, index = np.unique(np.round(ends.reshape(-1, 2), 2), axis=0, return_inverse=True)
    pairs = index.reshape(-1, 2)
    weights = shapely.length(pieces)
    size = len(nodes)
    network = coo_matrix((weights, (pairs[:, 0], pairs[:, 1])), shape=(size, size)).tocsr()
    tree = shapely.STRtree(shapely.points(nodes))
    near_a, near_b = (_nearest(tree, where) for where in (a, b))
    to_a = np.hypot(*(a - nodes[near_a]).T)
    to_b = np.hypot(*(b - nodes[near_b]).T)
    sources, row = np.unique(near_b, return_inverse=True)
    between = dijkstra(network, directed=False, indices=sources)[row, near_a]
    whole = to_a + between + to_b
    return np.where((straight <= to_a + to_b) | ~np.isfinite(whole), straight, whole)


def _nearest(tree: Any, where: Any) -> Any:
    """Return the nearest crossing of every point; of equally near ones the first by its place."""
    found, at = tree.query_nearest(shapely.points(where), all_matches=True)
    order = np.lexsort((at, found))
    _, first = np.unique(found[order], return_index=True)
    return at[order][first]


def _simple(lines: Sequence[Any]) -> list[Any]:
    parts = shapely.get_parts(np.asarray(lines, dtype=object))
    return [part for part in parts if part.geom_type == "LineString" and part.length > 0]
