"""Border stretches and the named lines they run along.

A piece of border runs along a line when its middle lies within half the line's width plus a
tolerance of it and the two are roughly parallel; the nearest such line names it. Nothing else is
guessed: a piece without such a line has no name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from redistrict.limits.lines import LineKind, LineState, NamedLine, Segments, segments

TOLERANCE_M = 5.0
"""Distance beyond half the width at which a border still runs along a line."""
PARALLEL_DEGREES = 30.0
PIECE_M = 5.0
"""Longest piece of border that is named at once: the error at each end of a stretch."""
CROSSING_M = 15.0
"""An unnamed gap up to this length between two stretches of one line is a crossing."""


@dataclass(frozen=True)
class Stretch:
    """A part of a border on one named line, or on none.

    Attributes
    ----------
    name
        Name of the line; empty when the border follows no named line here.
    kind, state
        Of the line; None when it has no name.
    metres
        Length of the stretch.
    middle
        Easting and northing half-way along it.
    course
        The stretch itself, in the direction of the border.
    """

    name: str
    kind: LineKind | None
    state: LineState | None
    metres: float
    middle: tuple[float, float]
    course: Any


def name_border(
    border: Any, lines: Sequence[NamedLine], tolerance_m: float = TOLERANCE_M
) -> tuple[Stretch, ...]:
    """Divide a border into stretches along named lines.

    Parameters
    ----------
    border
        A line, a ring or a list of lines (borders between units), in metres; parts that meet are
        joined first. A closed border starts where its name changes.
    lines
        Lines of the same CRS; those without a name are left out of account.
    tolerance_m
        Metres beyond half the width of a line.

    Returns
    -------
    tuple of Stretch
        In the order of the border, part after part; lengths add up to that of the border.
    """
    parts = _joined(border)
    pieces = segments(shapely.segmentize(parts, PIECE_M))
    if not len(pieces.ends):
        return ()
    line_of_piece = _follow(pieces, lines, tolerance_m)
    keys = _keys(lines)
    key_of_piece = np.where(line_of_piece >= 0, keys[line_of_piece], -1)
    stretches: list[Stretch] = []
    for part in range(len(parts)):
        here = pieces.line == part
        ends, key = pieces.ends[here], key_of_piece[here]
        if shapely.is_closed(parts[part]):
            ends, key = _turned(ends, key)
        key = _across(ends, key)
        stretches += _runs(ends, key, lines)
    return tuple(stretches)


def named_decimetres(
    borders: Sequence[Any], lines: Sequence[NamedLine], tolerance_m: float = TOLERANCE_M
) -> tuple[int, ...]:
    """Measure how much of each border runs along some named line.

    Parameters
    ----------
    borders
        One (multi)line per edge, in metres; None or an empty line counts 0.
    lines, tolerance_m
        As in :func:`name_border`.

    Returns
    -------
    tuple of int
        Whole decimetres, one per border.
    """
    courses = [shapely.LineString() if border is None else border for border in borders]
    if not courses:
        return ()
    pieces = segments(shapely.segmentize(np.asarray(courses, dtype=object), PIECE_M))
    if not len(pieces.ends):
        return (0,) * len(courses)
    named = _follow(pieces, lines, tolerance_m) >= 0
    metres = np.bincount(pieces.line[named], _lengths(pieces.ends)[named], len(courses))
    return tuple(np.floor(metres * 10 + 0.5).astype(int).tolist())


def _joined(border: Any) -> Any:
    given = list(border) if isinstance(border, Sequence) else [border]
    rings = [shapely.boundary(item) if item.geom_type.endswith("gon") else item for item in given]
    if len(rings) == 1 and rings[0].geom_type in ("LineString", "LinearRing"):
        return np.array([shapely.LineString(rings[0].coords)], dtype=object)
    return shapely.get_parts(shapely.line_merge(shapely.union_all(rings)))


def _lengths(ends: Any) -> Any:
    return np.hypot(ends[:, 1, 0] - ends[:, 0, 0], ends[:, 1, 1] - ends[:, 0, 1])


def _follow(pieces: Segments, lines: Sequence[NamedLine], tolerance_m: float) -> Any:
    """Return for each piece the position of the line it runs along, or -1."""
    found = np.full(len(pieces.ends), -1, dtype=np.int64)
    named = [position for position, line in enumerate(lines) if line.name]
    if not named:
        return found
    known = segments([lines[position].course for position in named])
    line = np.asarray(named)[known.line]
    width = np.array([item.width_m for item in lines])
    middles = shapely.points(pieces.ends.mean(axis=1))
    ways = shapely.linestrings(known.ends)
    reach = width[line] / 2 + tolerance_m
    way, piece = shapely.STRtree(middles).query(ways, predicate="dwithin", distance=reach)
    parallel = _parallel(known.ends[way], pieces.ends[piece])
    way, piece = way[parallel], piece[parallel]
    away = shapely.distance(middles[piece], ways[way]).round(1)
    names = np.unique([item.name for item in lines], return_inverse=True)[1]
    # Of lines equally near, the widest gives the name, then the first name in order.
    order = np.lexsort((line[way], names[line[way]], -width[line[way]], away, piece))
    first = np.unique(piece[order], return_index=True)[1]
    found[piece[order][first]] = line[way][order][first]
    return found


def _parallel(one: Any, other: Any) -> Any:
    a, b = one[:, 1] - one[:, 0], other[:, 1] - other[:, 0]
    along = np.abs((a * b).sum(axis=1))
    across = np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])
    return across <= np.tan(np.radians(PARALLEL_DEGREES)) * along


def _keys(lines: Sequence[NamedLine]) -> Any:
    """Return for each line the first line that is the same to a reader."""
    first: dict[tuple[str, str, str], int] = {}
    keys = [first.setdefault((x.name, x.kind, x.state), at) for at, x in enumerate(lines)]
    return np.array([*keys, -1], dtype=np.int64)


def _turned(ends: Any, key: Any) -> tuple[Any, Any]:
    """Start a closed border at a change of name, so that no stretch is cut by its first point."""
    changes = np.flatnonzero(key != np.roll(key, 1))
    start = int(changes[0]) if len(changes) else 0
    return np.roll(ends, -start, axis=0), np.roll(key, -start)


def _across(ends: Any, key: Any) -> Any:
    """Close unnamed gaps where a line crosses another and goes on."""
    starts, stops = _bounds(key)
    length = _lengths(ends)
    key = key.copy()
    for run in range(1, len(starts) - 1):
        before, after = key[starts[run] - 1], key[starts[run + 1]]
        gap = slice(starts[run], stops[run])
        if key[starts[run]] < 0 and before == after and length[gap].sum() <= CROSSING_M:
            key[gap] = before
    return key


def _bounds(key: Any) -> tuple[Any, Any]:
    edges = np.flatnonzero(np.diff(key)) + 1
    return np.concatenate([[0], edges]), np.concatenate([edges, [len(key)]])


def _runs(ends: Any, key: Any, lines: Sequence[NamedLine]) -> list[Stretch]:
    stretches = []
    for start, stop in zip(*_bounds(key), strict=True):
        course = shapely.LineString(np.vstack([ends[start:stop, 0], ends[stop - 1 : stop, 1]]))
        middle = shapely.line_interpolate_point(course, 0.5, normalized=True)
        line = lines[key[start]] if key[start] >= 0 else None
        stretches.append(
            Stretch(
                line.name if line else "",
                line.kind if line else None,
                line.state if line else None,
                float(course.length),
                (float(middle.x), float(middle.y)),
                course,
            )
        )
    return stretches
