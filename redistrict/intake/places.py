"""Points of a ledger laid over units: where they fall, and whether they are shifted as a whole.

Map services of China shift coordinates (GCJ-02 by some 300-700 m, BD-09 once more). Inside a
district the shift is nearly constant, so that single points look plausible; only many points whose
unit is known by name tell it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
import shapely

from redistrict.intake import gcj
from redistrict.intake.crs import CHINA

READINGS = ("true", "gcj02", "bd09", "layer")
"""Points as they stand; undone from a service's shift; or the layer itself is in GCJ-02."""
FEWEST = 5
CLEAR = 0.3
ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Shift:
    """How well points fall into their own units under each reading.

    Parameters
    ----------
    inside
        Share of the points that lie in their own unit, by reading.
    east, north
        Median way in whole metres from the points as they stand to the reading that fits best.
    count
        Points compared.
    """

    inside: Mapping[str, float]
    east: int
    north: int
    count: int

    @property
    def best(self) -> str:
        """The reading that fits best; ``true`` unless another is clearly better."""
        name = max(READINGS, key=lambda item: self.inside[item])
        clear = self.inside[name] - self.inside["true"] >= CLEAR and self.inside[name] >= ENOUGH
        return name if clear and self.count >= FEWEST else "true"


def degrees(longitude: str, latitude: str) -> tuple[float, float] | None:
    """Return a point that two cells spell, or None where they spell none inside China."""
    try:
        east, north = float(longitude), float(latitude)
    except ValueError:
        return None
    west, south, most_east, most_north = CHINA
    return (east, north) if west <= east <= most_east and south <= north <= most_north else None


def laid(points: Any, reading: str, crs: Any) -> Any:
    """Return points (n x 2, degrees) in the system of the units, read in one of the ways."""
    turned = {"gcj02": lambda: gcj.undo(points, "gcj02"), "bd09": lambda: gcj.undo(points, "bd09"),
              "layer": lambda: gcj.apply(points)}.get(reading, lambda: points)()  # fmt: skip
    mover = pyproj.Transformer.from_crs(4490, crs, always_xy=True)
    return np.column_stack(mover.transform(*np.asarray(turned, dtype=float).T))


def shift(points: Any, shapes: Any, crs: Any) -> Shift:
    """Compare points with the unit that each belongs to by name.

    Parameters
    ----------
    points
        Degrees, n x 2, longitude first.
    shapes
        The outline of each point's own unit, in `crs`.
    """
    placed = {name: laid(points, name, crs) for name in READINGS}
    inside = {
        name: float(np.mean(shapely.dwithin(shapely.points(xy), shapes, 1.0)))
        for name, xy in placed.items()
    }
    found = Shift(inside, 0, 0, len(points))
    way = np.median(placed[found.best] - placed["true"], axis=0)
    return Shift(inside, round(float(way[0])), round(float(way[1])), len(points))


def off_limit(shapes: Any, limit: Any, crs: Any) -> Mapping[str, float]:
    """Return how far outlines and a district's limit differ, as they stand and shift undone.

    Parameters
    ----------
    shapes
        Outlines of all units, in `crs`.
    limit
        The district's outline from another source, in `crs`.

    Returns
    -------
    mapping
        Square metres of the symmetric difference: ``true`` as they stand; ``layer`` with the
        outlines brought back from GCJ-02, ``limit`` with the limit brought back.
    """
    mover = pyproj.Transformer.from_crs(crs, 4490, always_xy=True)
    whole = shapely.union_all(shapes, grid_size=0.01)

    def back(shape: Any) -> Any:
        def turned(points: Any) -> Any:
            placed = np.column_stack(mover.transform(*points.T))
            true = gcj.undo(placed, "gcj02")
            return np.column_stack(mover.transform(true[:, 0], true[:, 1], direction="INVERSE"))

        return shapely.transform(shape, turned)

    pairs = {"true": (whole, limit), "layer": (back(whole), limit), "limit": (whole, back(limit))}
    return {name: float(shapely.area(shapely.symmetric_difference(*pair)))
            for name, pair in pairs.items()}  # fmt: skip


def units_at(points: Any, shapes: Any, within: float = 30.0) -> list[int]:
    """Return the unit in which each point lies, or the nearest one within metres, else -1."""
    tree = shapely.STRtree(shapes)
    found = np.full(len(points), -1)
    near = tree.query_nearest(shapely.points(points), max_distance=within, all_matches=False)
    found[near[0]] = near[1]
    return [int(at) for at in found]
