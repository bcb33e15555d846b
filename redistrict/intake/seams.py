"""Borders drawn twice made one: thin overlaps and gaps closed within limits, every change measured.

Source of the method: coverage cleaning of JTS/GEOS (``shapely.coverage_clean``).
"""

from typing import Any

import numpy as np
import shapely

from redistrict.intake.draft import Draft
from redistrict.intake.outlines import polygons

SNAP_M = 0.01
SAME = 0.99
"""Share of the larger outline from which two outlines are the same ground."""
MOST_PERCENT = 1.0
"""A unit whose area would change by more is left as it is, and said."""


def close_seams(draft: Draft, width_m: float) -> None:
    """Close overlaps and gaps between outlines that are narrower than a width.

    Parameters
    ----------
    width_m
        Widest gap that is closed, and the longest way that a border may move; 0 changes nothing.

    Notes
    -----
    An overlap goes to the unit with the longer common border. Units that would change by more
    than :data:`MOST_PERCENT` of their area, or whose border would move farther than `width_m`,
    refuse the repair as a whole: nothing is half repaired.
    """
    shapes = draft.shapes
    kinds = shapely.get_type_id(shapes)
    if width_m <= 0 or len(shapes) < 2 or not bool(np.isin(kinds, (3, 6)).all()):
        return
    if not bool(shapely.is_valid(shapes).all()) or _clean(shapes, width_m):
        return
    cleaned = shapely.coverage_clean(
        shapes, gap_width=width_m, snapping_distance=SNAP_M, merge_strategy="longest_border"
    )
    cleaned = np.array([polygons(shape) for shape in cleaned], dtype=object)
    before = shapely.area(shapes)
    change = shapely.area(cleaned) - before
    moved = shapely.hausdorff_distance(shapes, cleaned)
    changed = np.flatnonzero((np.abs(change) > 0.005) | (moved > SNAP_M * 2))
    percent = 100 * np.abs(change) / np.maximum(before, 1e-9)
    beyond = [
        int(at) for at in changed if percent[at] > MOST_PERCENT or moved[at] > width_m + SNAP_M
    ]
    for at in beyond:
        if (other := _same(shapes, at)) is not None:
            draft.say("IMPORT_DRAWN_TWICE", at, other=draft.label(other))
            continue
        draft.say("IMPORT_SEAM_LIMIT", at, percent=float(percent[at]), moved_m=float(moved[at]),
                  width_m=float(width_m))  # fmt: skip
    if beyond:
        return
    draft.shapes = cleaned
    for at in map(int, changed):
        draft.say("IMPORT_SEAM_CLOSED", at, change_m2=float(change[at]), moved_m=float(moved[at]))


def _same(shapes: Any, at: int) -> int | None:
    """Return another unit that covers the same ground as this one, if any."""
    common = shapely.area(shapely.intersection(shapes, shapes[at]))
    alike = common >= SAME * np.maximum(shapely.area(shapes), shapely.area(shapes[at]))
    return next((int(other) for other in np.flatnonzero(alike) if other != at), None)


def _clean(shapes: Any, width_m: float) -> bool:
    """Whether nothing is to be closed: a valid coverage without gaps that narrow."""
    return bool(shapely.coverage_is_valid(shapes, gap_width=width_m))
