"""Whether two units face each other across a gap: the witness's own way.

The planner starts from one shortest line and shrinks circles until they touch. The witness
starts from every corner of the two outlines that lies at the nearest place, and computes for
each stretch of outline around how large the circle is that touches it: the unit with the smallest
circle is the one that lies opposite.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

WALKS = (1, 4, 16)
NEAREST_M = 0.02
"""Places so much farther apart than the nearest ones are as good as these."""
BACK_M = 0.005
BEND_M = 0.02
"""So near to a corner of the outline its direction hangs on rounding."""
DOUBT_M = 0.05
GRAZED_M = 0.01
"""A circle that enters a third unit by less than this, or misses it by less, may touch it."""


@dataclass(frozen=True)
class _Outlines:
    """Stretches of all outlines, those of one ring in a row, what is outside on their right.

    Parameters
    ----------
    start, along
        Where each stretch begins, and its direction (length 1).
    metres, before
        Length of each stretch, and of the ring's stretches before it.
    unit, ring
        Of each stretch.
    rings
        First stretch of every ring, and the end of the last one.
    units
        First stretch of every unit, and the end of the last one.
    round
        Length of every ring.
    """

    start: Any
    along: Any
    metres: Any
    before: Any
    unit: Any
    ring: Any
    rings: Any
    units: Any
    round: Any


@dataclass(frozen=True)
class _Spots:
    """Places on the outline of one unit of a pair from which to walk."""

    pair: Any
    unit: Any
    other: Any
    stretch: Any
    at: Any


def facing(shapes: Any, pairs: Any, least_m: float, gap_m: float) -> tuple[Any, Any]:
    """Return whether each pair of units faces each other, and whether rounding decides it.

    Parameters
    ----------
    shapes
        Polygons in metres.
    pairs
        Shape (n, 2): positions of two units with a gap between them.
    least_m
        First distance walked along the outline; 0: everything faces.
    gap_m
        Largest radius of a circle.
    """
    faces, doubt = np.full(len(pairs), least_m <= 0), np.zeros(len(pairs), dtype=bool)
    if not len(pairs) or least_m <= 0:
        return faces, doubt
    lines = _outlines(shapes)
    tree = shapely.STRtree(shapes)
    spots = _spots(shapes, pairs, lines)
    sure = np.zeros(len(spots.pair), dtype=bool)  # this start surely finds both opposite
    likely = sure.copy()
    furthest = np.minimum(gap_m, lines.round[lines.ring[spots.stretch]] / 4)
    for times in WALKS:
        walked = np.minimum(times * least_m, furthest)
        for way in (1, -1):
            todo = np.flatnonzero(~sure)
            places, outward, bent = _walk(lines, spots, todo, way * walked[todo])
            meets, clear = _opposite(lines, tree, spots, todo, places, outward, gap_m)
            sure[todo] |= meets & clear & ~bent
            likely[todo] |= meets | ~clear | bent
    found, certain, possible = (
        np.bincount(spots.pair, weights=mask, minlength=len(pairs))
        for mask in (np.ones(len(sure)), sure, likely)
    )
    faces = certain > 0
    return faces, (possible > 0) & (certain < found)


def _outlines(shapes: Any) -> _Outlines:
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(shapely.orient_polygons(parts), return_index=True)
    unit = owner[part]
    points, ring = shapely.get_coordinates(rings, return_index=True)
    steps = np.diff(points, axis=0)
    metres = np.hypot(*steps.T)
    kept = (ring[1:] == ring[:-1]) & (metres > 0)
    start, metres, ring = points[:-1][kept], metres[kept], ring[:-1][kept]
    first = np.searchsorted(ring, np.arange(len(rings) + 1))
    total = np.concatenate([[0.0], np.cumsum(metres)])
    before = total[:-1] - total[first[ring]]
    return _Outlines(
        start,
        steps[kept] / metres[:, None],
        metres,
        before,
        unit[ring],
        ring,
        first,
        np.searchsorted(unit[ring], np.arange(len(shapes) + 1)),
        np.bincount(ring, weights=metres, minlength=len(rings)),
    )


def _each(first: Any, last: Any) -> tuple[Any, Any]:
    """Return for every row the numbers from its first to before its last: row and number."""
    count = last - first
    row = np.repeat(np.arange(len(first)), count)
    return row, np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + first[row]


def _spots(shapes: Any, pairs: Any, lines: _Outlines) -> _Spots:
    """Return the nearest places of each pair: where two outlines come nearest, one has a corner."""
    wide = shapely.distance(shapes[pairs[:, 0]], shapes[pairs[:, 1]])
    own = np.concatenate([pairs[:, 0], pairs[:, 1]])
    facing_it = np.concatenate([pairs[:, 1], pairs[:, 0]])
    side, stretch = _each(lines.units[own], lines.units[own + 1])
    corner = lines.start[stretch]
    away = shapely.distance(shapely.points(corner), shapes[facing_it[side]])
    near = away <= wide[side % len(pairs)] + NEAREST_M
    side, stretch, corner = side[near], stretch[near], corner[near]
    # the corner itself, and the place of the other outline that is nearest to it
    across, other_stretch = _each(lines.units[facing_it[side]], lines.units[facing_it[side] + 1])
    offset, at = _nearest(lines, other_stretch, corner[across])
    order = np.lexsort((other_stretch, offset, across))
    best = order[np.unique(across[order], return_index=True)[1]]
    return _Spots(
        np.concatenate([side, side]) % len(pairs),
        np.concatenate([own[side], facing_it[side]]),
        np.concatenate([facing_it[side], own[side]]),
        np.concatenate([stretch, other_stretch[best]]),
        np.concatenate([lines.before[stretch], at[best]]),
    )


def _nearest(lines: _Outlines, stretch: Any, places: Any) -> tuple[Any, Any]:
    """Return how far places lie from stretches, and the metres along the ring of the foot."""
    away = places - lines.start[stretch]
    foot = np.clip((away * lines.along[stretch]).sum(axis=1), 0, lines.metres[stretch])
    offset = np.hypot(*(away - foot[:, None] * lines.along[stretch]).T)
    return offset, lines.before[stretch] + foot


def _walk(lines: _Outlines, spots: _Spots, rows: Any, metres: Any) -> tuple[Any, Any, Any]:
    """Return where one comes to, the direction outwards there, and whether a corner is near."""
    ring = lines.ring[spots.stretch[rows]]
    stop = (spots.at[rows] + metres) % lines.round[ring]
    just_before = (stop - np.sign(metres) * BACK_M) % lines.round[ring]
    first = lines.rings[ring]
    # all rings one after the other: a search in one long line finds the stretch
    offset = np.concatenate([[0.0], np.cumsum(lines.round)])
    everywhere = offset[lines.ring] + lines.before
    found = np.searchsorted(everywhere, offset[ring] + just_before, side="right") - 1
    found = np.clip(found, first, lines.rings[ring + 1] - 1)
    into = just_before - lines.before[found]
    bent = np.where(metres > 0, into, lines.metres[found] - into) < BEND_M
    along = lines.along[found]
    places = lines.start[found] + (into + np.sign(metres) * BACK_M)[:, None] * along
    return places, np.column_stack([along[:, 1], -along[:, 0]]), bent


def _opposite(
    lines: _Outlines, tree: Any, spots: _Spots, rows: Any, places: Any, outward: Any, gap_m: float
) -> tuple[Any, Any]:
    """Return whether the other unit lies opposite each place, and whether that is beyond doubt."""
    other = spots.other[rows]
    at, stretch = _each(lines.units[other], lines.units[other + 1])
    radius = _smallest(len(rows), at, _radii(lines, stretch, places[at], outward[at]))
    reached = radius <= gap_m
    clear = np.abs(radius - gap_m) > DOUBT_M
    near = np.flatnonzero(radius <= gap_m + DOUBT_M)
    centres = shapely.points(places[near] + radius[near, None] * outward[near])
    spot, unit = tree.query(centres, predicate="dwithin", distance=radius[near] + GRAZED_M)
    row = near[spot]
    third = (unit != other[row]) & (unit != spots.unit[rows[row]])
    entered = radius[row] - shapely.distance(centres[spot], tree.geometries[unit])
    blocked, unsure = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    blocked[row[third & (entered > GRAZED_M)]] = True
    unsure[row[third & (np.abs(entered) <= GRAZED_M)]] = True
    return reached & ~blocked & ~unsure, clear & (blocked | ~unsure)


def _smallest(count: int, at: Any, values: Any) -> Any:
    found = np.full(count, np.inf)
    np.minimum.at(found, at, values)
    return found


def _radii(lines: _Outlines, stretch: Any, places: Any, outward: Any) -> Any:
    """Return the radius of the smallest circle that touches each place and its stretch.

    The circle's centre lies ``outward`` of the place. It touches the stretch at one end (chord d:
    radius d² / 2 d·n) or where the stretch is its tangent (line at height h with normal m:
    radius h / (1 + m·n)). Infinite where the stretch lies behind.
    """
    begin = lines.start[stretch] - places
    along, metres = lines.along[stretch], lines.metres[stretch]
    radius = np.minimum(_by_end(begin, outward), _by_end(begin + metres[:, None] * along, outward))
    normal = np.column_stack([-along[:, 1], along[:, 0]])
    height = (begin * normal).sum(axis=1)
    cosine = (outward * normal).sum(axis=1) * np.where(height < 0, -1.0, 1.0)
    tangent = np.abs(height) / np.maximum(1 + cosine, 1e-12)
    foot = ((tangent[:, None] * outward - begin) * along).sum(axis=1)
    on_it = (foot > 0) & (foot < metres) & (1 + cosine > 1e-9)
    return np.where(on_it, np.minimum(radius, tangent), radius)


def _by_end(chord: Any, outward: Any) -> Any:
    ahead = (chord * outward).sum(axis=1)
    square = (chord**2).sum(axis=1)
    return np.where(ahead > 1e-9, square / (2 * np.maximum(ahead, 1e-9)), np.inf)
