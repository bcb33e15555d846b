"""How far the parts of a subdistrict that do not meet lie apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from redistrict.intake.inputs import Adjacency


@dataclass(frozen=True)
class Gaps:
    """Gaps between units that meet across streets.

    Parameters
    ----------
    shapes
        Polygon of every unit by id, in metres.
    reach
        Metres across which two units still meet.
    """

    shapes: Mapping[str, Any]
    reach: float

    def between(self, parts: Sequence[Sequence[str]]) -> float | None:
        """Return the metres of gap at which all parts would hang together.

        ``None`` where some lie no farther apart than ``reach``, as something else cuts those off,
        or where a unit has no shape.
        """
        if any(self.shapes[unit] is None for part in parts for unit in part):
            return None
        trees = [shapely.STRtree([self.shapes[unit] for unit in part]) for part in parts]
        apart = [
            min(_distance(tree, self.shapes, parts[0])) if tree is not trees[0] else 0.0
            for tree in trees
        ]
        joined, widest = {0}, 0.0
        while len(joined) < len(parts):
            chosen = min(set(range(len(parts))) - joined, key=lambda at: (apart[at], at))
            if apart[chosen] <= self.reach:
                return None
            widest = max(widest, apart[chosen])
            joined.add(chosen)
            for at in set(range(len(parts))) - joined:
                apart[at] = min(apart[at], *_distance(trees[at], self.shapes, parts[chosen]))
        return widest


def gaps_of(adjacency: Adjacency, ids: Sequence[str], shapes: Any) -> Gaps | None:
    """Return the gaps of a district; ``None`` where units do not meet across streets."""
    if shapes is None or adjacency.contact != "near":
        return None
    return Gaps(dict(zip(ids, shapes, strict=True)), adjacency.max_gap_m)


def _distance(tree: Any, shapes: Mapping[str, Any], part: Sequence[str]) -> list[float]:
    others = np.array([shapes[unit] for unit in part])
    return list(tree.query_nearest(others, return_distance=True, all_matches=False)[1])
