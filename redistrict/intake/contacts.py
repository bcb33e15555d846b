"""Which units meet, and how: along a border, in a corner, across a gap."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from redistrict.domain.units import Contact, Edge
from redistrict.intake.facing import facing
from redistrict.intake.inputs import Adjacency

TOUCHED_M = 0.01
"""A straight line that runs less than this inside a unit does not cross it."""


@dataclass
class Link:
    """Two units, by position, that meet: ``a < b``.

    Parameters
    ----------
    course
        The common border; the shortest straight line where there is a gap.
    shared
        Metres of common border.
    """

    a: int
    b: int
    contact: Contact
    course: Any = None
    shared: float = 0.0
    reasons: list[str] = field(default_factory=list)

    def edge(self, ids: Sequence[str]) -> Edge:
        """Return the link as an edge between ids."""
        return Edge(
            ids[self.a],
            ids[self.b],
            contact=self.contact,
            shared=int(self.shared * 10 + 0.5),
            reason="; ".join(dict.fromkeys(self.reasons)),
        )


Links = dict[tuple[int, int], Link]


def links(shapes: Any, adjacency: Adjacency) -> Links:
    """Return all pairs of units that meet, before barriers and bridges.

    Parameters
    ----------
    shapes
        Valid polygons in metres, in the order of their ids; ``None`` meets nothing.
    """
    tree = shapely.STRtree(shapes)
    near = adjacency.contact == "near"
    reach = adjacency.max_gap_m if near else 0.0
    a, b = tree.query(shapes, predicate="dwithin", distance=reach)
    order = np.lexsort((b, a))
    a, b = a[order][a[order] < b[order]], b[order][a[order] < b[order]]
    course = shapely.intersection(shapes[a], shapes[b])
    shared = border_length(course)
    along = shared >= max(adjacency.min_shared_m, 1e-6)
    found = _linked(a, b, along, course, shared, Contact.BORDER)
    if adjacency.contact == "queen":
        corner = ~along & ~shapely.is_empty(course)
        found |= _linked(a, b, corner, course, shared, Contact.CORNER)
    if near:
        course = np.where(along, course, shapely.shortest_line(shapes[a], shapes[b]))
        clear = ~along & ~_crossing(tree, shapes, a, b, course, ~along)
        rows = np.flatnonzero(clear)
        clear[rows] = facing(shapes, a[rows], b[rows], course[rows], adjacency)
        found |= _linked(a, b, clear, course, shared, Contact.NEAR)
    return dict(sorted(found.items()))


def border_length(common: Any) -> Any:
    """Return the metres along which two units meet, from what they have in common.

    Where they overlap a little, the border is half the outline of the overlap.
    """
    kinds = shapely.get_type_id(common)
    length = shapely.length(common)
    for index in np.flatnonzero((kinds == 3) | (kinds >= 6)):
        parts = shapely.get_parts(common[index])
        areal = parts[shapely.get_dimensions(parts) == 2]
        length[index] -= shapely.length(areal).sum() / 2
    return length


def _linked(a: Any, b: Any, chosen: Any, course: Any, shared: Any, contact: Contact) -> Links:
    rows = np.flatnonzero(chosen)
    return {
        (one, other): Link(one, other, contact, line, metres)
        for one, other, line, metres in zip(
            a[rows].tolist(), b[rows].tolist(), course[rows], shared[rows].tolist(), strict=True
        )
    }


def _crossing(tree: Any, shapes: Any, a: Any, b: Any, course: Any, asked: Any) -> Any:
    """Whether each straight line runs through a third unit."""
    crossed = np.zeros(len(a), dtype=bool)
    rows = np.flatnonzero(asked)
    line, unit = tree.query(course[rows], predicate="intersects")
    row = rows[line]
    third = (unit != a[row]) & (unit != b[row])
    row, unit = row[third], unit[third]
    inside = shapely.length(shapely.intersection(course[row], shapes[unit])) > TOUCHED_M
    crossed[row[inside]] = True
    return crossed
