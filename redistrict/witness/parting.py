"""Which named lines part two neighbouring units, found once more from the raw layers.

The planner measures per line how much of a border it runs along; the witness takes every border
and asks what of it stays free of a line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from redistrict.domain.findings import Finding, Place
from redistrict.domain.units import Contact
from redistrict.witness import ground, opening
from redistrict.witness.contacts import DOUBT_M, Meetings
from redistrict.witness.keys import Keys
from redistrict.witness.table import Table, text

LAYERS = ("roads", "rivers", "railways", "walls")
BESIDE_M, MEETS_M = 15.0, 1.0


@dataclass
class Parted:
    """Names of the lines between two units; ``unsure`` are those that rounding decides."""

    lines: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)


def parted(
    met: Meetings, land: ground.Ground | None, keys: Keys, base: Path
) -> tuple[Mapping[tuple[int, int], Parted], tuple[Finding, ...]]:
    """Return the lines of every pair of units that meet, by the positions of the units.

    With them what the witness could not look at: layers that it cannot place by itself.

    Parameters
    ----------
    keys
        The whole scenario; its ``[context]`` names the layers.

    Notes
    -----
    Units that touch: half of what their outlines have in common lies within half the line's
    width, at least 15 m, of its course. Units across a gap: the shortest straight line between
    them comes within a metre of it.
    """
    if land is None:
        return {}, ()
    lines, notices = _lines(keys.table("context"), base, land.crs)
    pairs = sorted(pair for pair in met if met[pair].contact is not Contact.BARRIER)
    if not lines or not pairs:
        return {}, notices
    a, b = (land.shapes[[pair[side] for pair in pairs]] for side in (0, 1))
    apart = ~shapely.intersects(a, b)
    courses = shapely.intersection(shapely.boundary(a), shapely.boundary(b))
    courses[apart] = shapely.shortest_line(a[apart], b[apart])
    names = sorted(lines)
    tree = shapely.STRtree([lines[name].course for name in names])
    farthest = max(line.reach for line in lines.values()) + DOUBT_M
    found: dict[tuple[int, int], Parted] = {}
    for row, at in tree.query(courses, predicate="dwithin", distance=farthest).T.tolist():
        name = names[at]
        sure, maybe = _parts(courses[row], lines[name], across=bool(apart[row]))
        if sure or maybe:
            here = found.setdefault(pairs[row], Parted())
            (here.lines if sure and maybe else here.unsure).add(name)
    return found, notices


@dataclass(frozen=True)
class _Line:
    course: Any
    reach: float


def _lines(context: Keys, base: Path, crs: Any) -> tuple[dict[str, _Line], tuple[Finding, ...]]:
    """Return the named lines of the scenario's layers in the working system."""
    courses: dict[str, list[Any]] = {}
    reach: dict[str, float] = {}
    notices: list[Finding] = []
    for layer in LAYERS:
        keys = context.table(layer)
        if not keys.text("path") or not keys.text("name"):
            continue
        table = opening.layer(base / keys.text("path"), keys.text("layer") or None)
        settled = ground.settle(np.array(table.shapes, dtype=object), "", table.crs)
        if isinstance(settled, Finding):
            notices.append(Finding("WITNESS_LINES_STATED", Place(), {"layer": layer}))
            continue
        shapes = ground.move(settled.shapes, settled.crs, crs)
        widths = _widths(keys, table)
        for row, cell in enumerate(table.column(keys.text("name"))):
            name = text(cell).strip()
            if name and not shapes[row].is_empty:
                courses.setdefault(name, []).append(shapes[row])
                reach[name] = max(reach.get(name, BESIDE_M), widths[row] / 2)
    lines = {name: _Line(shapely.union_all(courses[name]), reach[name]) for name in courses}
    return lines, tuple(notices)


def _widths(keys: Keys, table: Table) -> list[float]:
    column = keys.text("width")
    if not column:
        return [0.0] * len(table.rows)
    found = []
    for cell in table.column(column):
        try:
            found.append(max(0.0, float(text(cell))))
        except ValueError:
            found.append(0.0)
    return found


def _parts(course: Any, line: _Line, *, across: bool) -> tuple[bool, bool]:
    """Return whether a line parts two units by the narrow and by the generous reading.

    Both readings agree but where rounding decides; then exactly one of them holds.
    """
    if across:
        away = shapely.distance(course, line.course)
        return away <= MEETS_M - DOUBT_M, away <= MEETS_M + DOUBT_M
    half = shapely.length(course) / 2
    readings = []
    for reach, slack in ((line.reach - DOUBT_M, -DOUBT_M), (line.reach + DOUBT_M, DOUBT_M)):
        if half == 0.0:
            readings.append(bool(shapely.dwithin(course, line.course, reach)))
            continue
        free = shapely.length(shapely.difference(course, shapely.buffer(line.course, reach)))
        readings.append(bool(free <= half + slack))
    return readings[0], readings[1]
