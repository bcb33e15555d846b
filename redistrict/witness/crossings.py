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
                _part(found[pair], {""})
        _part_along(found, _features(barrier, place, "name"), within, least)
    for bridge in keys.tables("bridges"):
        for pair in _pairs(bridge, place):
            _join(found, pair)
        _join_ends(found, _features(bridge, place, "over"), place, reach)


def _pairs(crossing: Keys, place: Place) -> list[tuple[int, int]]:
    at = {key: position for position, key in enumerate(place.ids)}
    found = []
    for one, other in crossing.pairs("pairs"):
        if one not in at or other not in at:
            raise crossing.wrong("pairs")
        if one != other:
            found.append((min(at[one], at[other]), max(at[one], at[other])))
    return found


@dataclass(frozen=True)
class Features:
    """Shapes of a crossing, and the text of one column beside each (empty where not stated)."""

    shapes: Any
    words: tuple[str, ...]


def _features(crossing: Keys, place: Place, meaning: str) -> Features:
    """Return the features that the scenario chooses, in the working system."""
    nothing = Features(np.array([], dtype=object), ())
    if not crossing.text("path") or place.shapes is None:
        return nothing
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
        return nothing
    column = crossing.text(meaning)
    words = tuple(text(table.column(column)[row]).strip() if column else "" for row in chosen)
    return Features(ground.move(settled.shapes, settled.crs, place.crs), words)


def _wide_enough(crossing: Keys, table: Table, row: int) -> bool:
    least, column = crossing.number("min_width_m", 0.0), crossing.text("width")
    try:
        return least <= (float(text(table.column(column)[row])) if column else 0.0)
    except ValueError:
        return least <= 0.0


def _part(meeting: Meeting, names: set[str], *, doubtful: bool = False) -> None:
    meeting.contact = Contact.BARRIER
    meeting.barriers |= names
    meeting.doubtful = meeting.doubtful or doubtful


def _part_along(found: Meetings, features: Features, within: float, least: float) -> None:
    """Part what a barrier runs along (less than ``least`` metres stay free of it) or across."""
    barriers = features.shapes
    if not len(barriers):
        return
    tree = shapely.STRtree(barriers)
    pairs = sorted(pair for pair in found if found[pair].course is not None)
    courses = np.array([found[pair].course for pair in pairs], dtype=object)
    near, line = tree.query(courses, predicate="dwithin", distance=within)
    for row in np.unique(near).tolist():
        meeting = found[pairs[row]]
        others = line[near == row]
        beside = barriers[others]
        if meeting.contact is Contact.NEAR:
            across = shapely.intersects(meeting.course, beside)
            if across.any():
                _part(meeting, {features.words[at] for at in others[across].tolist()})
            continue
        free = meeting.course
        for barrier in beside:
            free = shapely.difference(free, shapely.buffer(barrier, within))
        metres = shapely.length(free)
        if metres < least + DOUBT_M:
            names = {features.words[at] for at in others.tolist()}
            _part(meeting, names, doubtful=abs(metres - least) < DOUBT_M)


def _join(found: Meetings, pair: tuple[int, int]) -> None:
    meeting = found.setdefault(pair, Meeting(Contact.BARRIER))
    if meeting.contact is Contact.BARRIER or meeting.doubtful:
        meeting.contact, meeting.doubtful = Contact.BRIDGE, False


def _join_ends(found: Meetings, features: Features, place: Place, reach: float) -> None:
    """Join the units nearest to both ends of a line; at a point, what was parted there.

    A bridge that names what it is over joins only what this alone has parted.
    """
    if not len(features.shapes):
        return
    units = shapely.STRtree(place.shapes)
    parted = [pair for pair in found if found[pair].contact is Contact.BARRIER]
    for bridge, over in zip(features.shapes, features.words, strict=True):
        if shapely.get_dimensions(bridge) == 1:
            for line in shapely.get_parts(shapely.line_merge(bridge)):
                ends = [shapely.get_point(line, 0), shapely.get_point(line, -1)]
                near = units.query_nearest(ends, max_distance=reach, all_matches=False)[1]
                pair = (int(min(near)), int(max(near))) if len(near) == 2 else (0, 0)
                if pair[0] != pair[1] and _over(found, pair, over):
                    _join(found, pair)
        else:
            for pair in parted:
                course = found[pair].course
                near_it = course is not None and shapely.dwithin(course, bridge, reach)
                if near_it and _over(found, pair, over):
                    _join(found, pair)


def _over(found: Meetings, pair: tuple[int, int], name: str) -> bool:
    return not name or (pair in found and found[pair].barriers == {name})
