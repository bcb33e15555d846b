"""Named lines as ways: where two of them meet, and the shortest way along one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra

from redistrict.limits.lines import NamedLine

GAP_M = 30.0
"""Lines that end this close to each other are taken to meet, and a line to go on."""
APART_M = 1.0
"""Meeting points closer than this are one."""

Point = tuple[float, float]


class Network:
    """All named lines of a place, by name.

    Parameters
    ----------
    lines
        Lines in metres; parts with the same name are one way, unnamed lines are left out.
    """

    def __init__(self, lines: Sequence[NamedLine]) -> None:
        parts: dict[str, list[Any]] = {}
        for line in lines:
            if line.name:
                parts.setdefault(line.name, []).append(line.course)
        self.lines = tuple(line for line in lines if line.name)
        self.names = tuple(sorted(parts))
        self.ways = {name: shapely.union_all(parts[name]) for name in self.names}
        self._tree = shapely.STRtree([self.ways[name] for name in self.names])
        self._meetings: dict[tuple[str, str], tuple[Point, ...]] = {}
        self._graphs: dict[str, tuple[Any, Any]] = {}

    def others(self, name: str) -> tuple[str, ...]:
        """Return the names of the lines that meet a line."""
        near = self._tree.query(self.ways[name], predicate="dwithin", distance=GAP_M)
        return tuple(self.names[index] for index in sorted(near) if self.names[index] != name)

    def meetings(self, one: str, other: str) -> tuple[Point, ...]:
        """Return the points where two lines cross or touch, from west to east.

        Lines that share a stretch meet at its ends; lines that do not touch meet where they are
        nearest, if that is within :data:`GAP_M`.
        """
        key = (min(one, other), max(one, other))
        if key not in self._meetings:
            self._meetings[key] = _meetings(self.ways[key[0]], self.ways[key[1]])
        return self._meetings[key]

    def way(self, name: str, start: Point, end: Point) -> Any:
        """Return the shortest way along one line, or None where it does not lead there.

        Parameters
        ----------
        start, end
            Points on the line or beside it: the nearest points of the line count.
        """
        if name not in self._graphs:
            self._graphs[name] = _graph(self.ways[name])
        nodes, edges = self._graphs[name]
        nodes, edges = _insert(nodes, edges, [start, end])
        size = len(nodes)
        length = np.hypot(*(nodes[edges[:, 0]] - nodes[edges[:, 1]]).T)
        # A sparse matrix has no edges of length 0.
        matrix = coo_array((np.maximum(length, 1e-6), edges.T), shape=(size, size)).tocsr()
        reach, previous = dijkstra(
            matrix, directed=False, indices=size - 2, return_predecessors=True
        )
        if not np.isfinite(reach[size - 1]):
            return None
        trail = [size - 1]
        while trail[-1] != size - 2:
            trail.append(int(previous[trail[-1]]))
        return shapely.LineString(nodes[trail[::-1]])


def _meetings(one: Any, other: Any) -> tuple[Point, ...]:
    shared = shapely.intersection(one, other)
    if shared.is_empty:
        link = shapely.shortest_line(one, other)
        if link.length > GAP_M:
            return ()
        found = [link.coords[0]]
    else:
        found = []
        for part in shapely.get_parts(shared):
            ends = [part] if part.geom_type == "Point" else list(shapely.boundary(part).geoms)
            found += [end.coords[0] for end in ends]
        lines = [part for part in shapely.get_parts(shared) if part.geom_type != "Point"]
        if lines:
            merged = shapely.line_merge(shapely.union_all(lines))
            inner = [p for p in found if not _inside(merged, p)]
            found = inner
    kept: list[Point] = []
    for point in sorted({(round(x, 2), round(y, 2)) for x, y in found}):
        if all(np.hypot(point[0] - x, point[1] - y) >= APART_M for x, y in kept):
            kept.append(point)
    return tuple(kept)


def _inside(merged: Any, point: Point) -> bool:
    place = shapely.Point(point)
    ends = shapely.boundary(merged)
    return bool(merged.distance(place) < 1e-6 and ends.distance(place) > 1e-6)


def _graph(way: Any) -> tuple[Any, Any]:
    parts = shapely.get_parts(way)
    points, part = shapely.get_coordinates(parts, return_index=True)
    nodes, node = np.unique(points.round(3), axis=0, return_inverse=True)
    node = node.ravel()
    within = part[1:] == part[:-1]
    edges = np.unique(np.sort(np.column_stack([node[:-1], node[1:]])[within], axis=1), axis=0)
    edges = edges[edges[:, 0] != edges[:, 1]]
    return nodes, np.vstack([edges, _bridges(nodes, edges)])


def _bridges(nodes: Any, edges: Any) -> Any:
    """Join loose ends of different pieces of one line across short gaps."""
    size = len(nodes)
    links = coo_array((np.ones(len(edges)), edges.T), shape=(size, size))
    piece = connected_components(links, directed=False)[1]
    loose = np.flatnonzero(np.bincount(edges.ravel(), minlength=size) == 1)
    if not len(loose):
        return np.empty((0, 2), dtype=np.int64)
    ends = shapely.points(nodes[loose])
    one, other = shapely.STRtree(ends).query(ends, predicate="dwithin", distance=GAP_M)
    pairs = np.column_stack([loose[one], loose[other]])
    return pairs[(pairs[:, 0] < pairs[:, 1]) & (piece[pairs[:, 0]] != piece[pairs[:, 1]])]


def _insert(nodes: Any, edges: Any, points: Sequence[Point]) -> tuple[Any, Any]:
    """Add points to the nearest edges of a graph, as its last nodes."""
    for point in points:
        ways = shapely.linestrings(nodes[edges])
        place = shapely.Point(point)
        nearest = int(np.argmin(shapely.distance(ways, place)))
        along = shapely.line_interpolate_point(
            ways[nearest], shapely.line_locate_point(ways[nearest], place)
        )
        fresh = len(nodes)
        nodes = np.vstack([nodes, shapely.get_coordinates(along)])
        start, end = edges[nearest]
        edges = np.vstack([np.delete(edges, nearest, axis=0), [[start, fresh], [end, fresh]]])
    return nodes, edges
