"""Lines that a limit may follow: roads, rivers, railways and walls, with their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import geopandas as gpd
import numpy as np
import shapely


class LineKind(StrEnum):
    """What a line is."""

    ROAD = "road"
    RIVER = "river"
    RAILWAY = "railway"
    WALL = "wall"


class LineState(StrEnum):
    """Whether a line exists on the ground; the words mark what does not (规划中, 在建)."""

    BUILT = "built"
    UNDER_CONSTRUCTION = "under construction"
    PLANNED = "planned"


STATES = {
    "在建": LineState.UNDER_CONSTRUCTION,
    "under construction": LineState.UNDER_CONSTRUCTION,
    "construction": LineState.UNDER_CONSTRUCTION,
    "规划中": LineState.PLANNED,
    "规划": LineState.PLANNED,
    "planned": LineState.PLANNED,
    "proposed": LineState.PLANNED,
}
"""Spellings in a layer's `state` column; anything else is built."""


@dataclass(frozen=True)
class NamedLine:
    """One line or part of a line.

    Attributes
    ----------
    name
        As written in the layer; empty when it has none.
    course
        LineString or MultiLineString of the centreline, in metres.
    width_m
        Full width; 0 when unknown.
    """

    name: str
    course: Any
    kind: LineKind = LineKind.ROAD
    width_m: float = 0.0
    state: LineState = LineState.BUILT


def named_lines(frame: gpd.GeoDataFrame, kind: LineKind = LineKind.ROAD) -> tuple[NamedLine, ...]:
    """Take lines from a layer.

    Parameters
    ----------
    frame
        Column `geometry`; optional columns `name`, `kind` (one of :class:`LineKind`; other words
        count as the default), `width_m` (metres) and `state` (规划中, 在建).
    kind
        Kind of the lines whose layer does not tell.
    """
    rows = len(frame)
    names = _texts(frame, "name", rows)
    kinds = _texts(frame, "kind", rows)
    states = _texts(frame, "state", rows)
    widths = [0.0] * rows
    if "width_m" in frame.columns:
        widths = frame["width_m"].astype(float).fillna(0.0).clip(lower=0.0).tolist()
    known = {item.value for item in LineKind}
    return tuple(
        NamedLine(
            names[row],
            course,
            LineKind(kinds[row]) if kinds[row] in known else kind,
            widths[row],
            STATES.get(states[row], LineState.BUILT),
        )
        for row, course in enumerate(frame.geometry.values)
        if course is not None and not course.is_empty
    )


@dataclass(frozen=True)
class Segments:
    """The straight pieces of many lines.

    Attributes
    ----------
    ends
        Array of shape (n, 2, 2): start and end of each piece.
    line
        Position of the line that each piece belongs to.
    """

    ends: Any
    line: Any


def segments(courses: Sequence[Any]) -> Segments:
    """Cut lines at their vertices."""
    parts, line_of_part = shapely.get_parts(np.asarray(courses, dtype=object), return_index=True)
    points, part = shapely.get_coordinates(parts, return_index=True)
    within = part[1:] == part[:-1]
    ends = np.stack([points[:-1][within], points[1:][within]], axis=1)
    return Segments(ends, line_of_part[part[:-1][within]])


def _texts(frame: gpd.GeoDataFrame, column: str, rows: int) -> list[str]:
    if column not in frame.columns:
        return [""] * rows
    return [value.strip() if isinstance(value, str) else "" for value in frame[column].tolist()]
