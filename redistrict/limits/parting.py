"""Which named lines part two neighbouring units: a road between them, or along their border.

A limit "along one road" is then a matter of the graph alone: every two neighbours on its two
sides have that road between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from redistrict.limits.lines import NamedLine

BESIDE_M = 15.0
"""A common border this near to the centreline (or within the road's width) follows the road."""
MEETS_M = 1.0
"""The straight line across a gap comes this near to the centreline where the road is crossed."""
SHARE = 0.5
"""Share of a common border that must follow the road."""


def parting_lines(
    shapes: Mapping[str, Any], pairs: Sequence[tuple[str, str]], lines: Sequence[NamedLine]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the names of the lines that part the two units of each pair, sorted.

    Parameters
    ----------
    shapes
        The units' own polygons in metres.
    lines
        Roads, rivers, railways and walls; those without a name part nothing.

    Notes
    -----
    Units that touch are parted by a line if at least half of their common border (or the corner
    they share) lies within half its width, at least fifteen metres, of the centreline. Units
    across a gap are parted if the shortest straight line between them meets the centreline.
    """
    named: dict[str, list[NamedLine]] = {}
    for line in lines:
        if line.name:
            named.setdefault(line.name, []).append(line)
    if not pairs or not named:
        return {}
    a = np.array([shapes[one] for one, _ in pairs], dtype=object)
    b = np.array([shapes[other] for _, other in pairs], dtype=object)
    touching = shapely.intersects(a, b)
    courses = np.where(
        touching,
        shapely.intersection(shapely.boundary(a), shapely.boundary(b)),
        shapely.shortest_line(a, b),
    )
    tree = shapely.STRtree(courses)
    found: list[list[str]] = [[] for _ in pairs]
    for name in sorted(named):
        for row in _parted(tree, courses, touching, named[name]):
            found[row].append(name)
    return {pair: tuple(names) for pair, names in zip(pairs, found, strict=True) if names}


def _parted(tree: Any, courses: Any, touching: Any, lines: Sequence[NamedLine]) -> list[int]:
    """Return the positions of the pairs that one line parts."""
    whole = shapely.union_all([line.course for line in lines])
    reach = max([BESIDE_M, *(line.width_m / 2 for line in lines)])
    near = np.unique(tree.query(whole, predicate="dwithin", distance=reach))
    across = near[~touching[near]]
    met = across[shapely.dwithin(courses[across], whole, MEETS_M)]
    beside = near[touching[near]]
    length = shapely.length(courses[beside])
    inside = shapely.length(shapely.intersection(courses[beside], shapely.buffer(whole, reach)))
    follows = beside[inside >= SHARE * length]
    return sorted([*met.tolist(), *follows.tolist()])
