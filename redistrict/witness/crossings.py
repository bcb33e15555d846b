"""Barriers that part units and bridges that join them, applied to what the shapes say."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from redistrict.domain.units import Contact
from redistrict.witness import ground, opening
from redistrict.witness.contacts import DOUBT_M, Meeting, Meetings
from redistrict.witness.keys import Keys
from redistrict.witness.table import Table, text


@dataclass(frozen=True)
class Place:
    """Where the units stand: ids by position, shapes and system (``None`` without a map)."""

    ids: Sequence[str]
    shapes: Any
    crs: Any
    base: Path


def apply(found: Meetings, keys: Keys, place: Place) -> None:
    """Part and join units in place, in the order of the scenario.

    Parameters
    ----------
    keys
        The table ``[adjacency]``.
    """
    within = keys.number("barrier_within_m", 5.0)
    least = max(keys.number("min_shared_m", 1.0), 1e-6)
    reach = keys.number("bridge_reach_m", 50.0)
    for barrier in keys.tables("barriers"):
        for pair in _pairs(barrier, place):
            if pair in found:
                _part(found[pair])
        _part_along(found, _features(barrier, place), within, least)
    for bridge in keys.tables("bridges"):
        for pair in _pairs(bridge, place):
            _join(found, pair)
        _join_ends(found, _features(bridge, place), place, reach)


def _pairs(crossing: Keys, place: Place) -> list[tuple[int, int]]:
    at = {key: position for position, key in enumerate(place.ids)}
    found = []
    for one, other in crossing.pairs("pairs"):
        if one not in at or other not in at:
            raise crossing.wrong("pairs")
        if one != other:
            found.append((min(at[one], at[other]), max(at[one], at[other])))
    return found


def _features(crossing: Keys, place: Place) -> Any:
    """Return the shapes of a crossing that the scenario chooses, in the working system."""
    if not crossing.text("path") or place.shapes is None:
        return np.array([], dtype=object)
    table = opening.layer(place.base / crossing.text("path"), crossing.text("layer") or None)
    where = crossing.table("where")
    wanted = {name: where.texts(name) for name in where.values}
    chosen = [
        row
        for row in range(len(table.rows))
        if all(text(table.column(name)[row]).strip() in words for name, words in wanted.items())
        and _wide_enough(crossing, table, row)
        and not table.shapes[row].is_empty
    ]
    shapes = np.array([table.shapes[row] for row in chosen], dtype=object)
    settled = ground.settle(shapes, "", table.crs) if len(shapes) else None
    if not isinstance(settled, ground.Ground):
        return np.array([], dtype=object)
    return ground.move(settled.shapes, settled.crs, place.crs)


def _wide_enough(crossing: Keys, table: Table, row: int) -> bool:
    least, column = crossing.number("min_width_m", 0.0), crossing.text("width")
    try:
        return least <= (float(text(table.column(column)[row])) if column else 0.0)
    except ValueError:
        return least <= 0.0


def _part(meeting: Meeting, *, doubtful: bool = False) -> None:
    meeting.contact = Contact.BARRIER
    meeting.doubtful = meeting.doubtful or doubtful


def _part_along(found: Meetings, barriers: Any, within: float, least: float) -> None:
    """Part what a barrier runs along (less than ``least`` metres stay free of it) or across."""
    if not len(barriers):
        return
    tree = shapely.STRtree(barriers)
    pairs = sorted(pair for pair in found if found[pair].course is not None)
    courses = np.array([found[pair].course for pair in pairs], dtype=object)
    near, line = tree.query(courses, predicate="dwithin", distance=within)
    for row in np.unique(near).tolist():
        meeting = found[pairs[row]]
        beside = barriers[line[near == row]]
        if meeting.contact is Contact.NEAR:
            if shapely.intersects(meeting.course, beside).any():
                _part(meeting)
            continue
        free = meeting.course
        for barrier in beside:
            free = shapely.difference(free, shapely.buffer(barrier, within))
        metres = shapely.length(free)
        if metres < least + DOUBT_M:
            _part(meeting, doubtful=abs(metres - least) < DOUBT_M)


def _join(found: Meetings, pair: tuple[int, int]) -> None:
    meeting = found.setdefault(pair, Meeting(Contact.BARRIER))
    if meeting.contact is Contact.BARRIER or meeting.doubtful:
        meeting.contact, meeting.doubtful = Contact.BRIDGE, False


def _join_ends(found: Meetings, bridges: Any, place: Place, reach: float) -> None:
    """Join the units nearest to both ends of a line; at a point, what was parted there."""
    if not len(bridges):
        return
    units = shapely.STRtree(place.shapes)
    parted = [pair for pair in found if found[pair].contact is Contact.BARRIER]
    for bridge in bridges:
        if shapely.get_dimensions(bridge) == 1:
            for line in shapely.get_parts(shapely.line_merge(bridge)):
                ends = [shapely.get_point(line, 0), shapely.get_point(line, -1)]
                near = units.query_nearest(ends, max_distance=reach, all_matches=False)[1]
                if len(near) == 2 and near[0] != near[1]:
                    _join(found, (int(min(near)), int(max(near))))
        else:
            for pair in parted:
                course = found[pair].course
                if course is not None and shapely.dwithin(course, bridge, reach):
                    _join(found, pair)
