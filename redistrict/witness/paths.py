"""How far it is to walk, found once more from the raw roads: one search per office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import hypot, inf
from typing import Any

import shapely

Point = tuple[float, float]


@dataclass
class Paths:
    """The network of roads and the places of the units, in metres.

    Parameters
    ----------
    points
        Of every unit.
    lines
        Roads; none where ways are straight.
    """

    points: Mapping[str, Point]
    lines: Sequence[Any] = ()
    _near: dict[str, tuple[Point, float]] = field(default_factory=dict)
    _reach: dict[Point, dict[Point, float]] = field(default_factory=dict)
    _ways: dict[Point, dict[Point, float]] = field(default_factory=dict)
    _tree: Any = None

    def metres(self, unit: str, office: str) -> float:
        """Return the way from a unit to the unit of an office.

        Straight to the nearest crossing or end of a road (of equally near ones the one farthest
        west, then south), along the roads and straight on; the straight line where that is no
        longer than the two ends, or where no road leads there.
        """
        (x, y), (u, v) = self.points[unit], self.points[office]
        straight = hypot(x - u, y - v)
        if not len(self.lines):
            return straight
        here, first = self._nearest(unit)
        there, last = self._nearest(office)
        along = self._from(there).get(here, inf)
        return straight if straight <= first + last or along == inf else first + along + last

    def _network(self) -> dict[Point, dict[Point, float]]:
        """Return the length to every next crossing, from every crossing and end of a road."""
        if not self._ways:
            parts = shapely.get_parts(shapely.get_parts(shapely.union_all(list(self.lines))))
            for part in parts:
                if part.geom_type != "LineString" or part.length == 0:
                    continue
                ends = [(round(x, 2), round(y, 2)) for x, y in (part.coords[0], part.coords[-1])]
                for a, b in (ends, ends[::-1]):
                    known = self._ways.setdefault(a, {})
                    known[b] = min(part.length, known.get(b, inf))
        return self._ways

    def _nearest(self, unit: str) -> tuple[Point, float]:
        if unit not in self._near:
            places = sorted(self._network())
            if self._tree is None:
                self._tree = shapely.STRtree([shapely.Point(place) for place in places])
            found = self._tree.query_nearest(shapely.Point(self.points[unit]))
            place = places[min(found)]
            x, y = self.points[unit]
            self._near[unit] = place, hypot(x - place[0], y - place[1])
        return self._near[unit]

    def _from(self, start: Point) -> dict[Point, float]:
        """Return the shortest way along the roads from a crossing to every other."""
        if start not in self._reach:
            ways, found = self._network(), {start: 0.0}
            queue = [(0.0, start)]
            while queue:
                length, place = heappop(queue)
                for other, more in ways[place].items():
                    if length + more < found.get(other, inf):
                        found[other] = length + more
                        heappush(queue, (length + more, other))
            self._reach[start] = found
        return self._reach[start]
