"""Outlines made valid within a limit, and brought to metres; every change is measured."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from redistrict.domain.findings import Finding
from redistrict.intake.metric import project, working
from redistrict.intake.safety import finding

MOST_PERCENT = 1.0
MOST_CROSSINGS = 20_000
"""Parts of an outline that meet; beyond this a repair could take all memory."""
_CHUNK = 256


def mend(
    shapes: Any, crs: Any, names: Sequence[str], path: Path
) -> tuple[Any, Any, list[Finding], list[Finding]]:
    """Return outlines in metres, their system, the repairs and the faults.

    An outline that is not valid is rebuilt from its rings; the change in area is measured against
    the sum of its rings' even-odd area and refused above :data:`MOST_PERCENT`.
    """
    system = working(shapes, crs)
    mended = np.array(project(shapes, crs, system), dtype=object)
    repairs: list[Finding] = []
    faults: list[Finding] = []
    wrong = ~shapely.is_missing(mended) & ~shapely.is_valid(mended)
    for index in np.flatnonzero(wrong):
        before = mended[index]
        if _tangled(before):
            points = int(shapely.get_num_coordinates(before))
            faults.append(
                finding("IMPORT_SHAPE_HUGE", path, int(index) + 1, unit=names[int(index)],
                        points=points, limit=MOST_CROSSINGS)
            )  # fmt: skip
            continue
        after = polygons(shapely.make_valid(before, method="structure"))
        change = abs(float(after.area) - float(before.area))
        percent = 100 * change / max(float(before.area), 1e-9)
        where = int(index) + 1
        if after.is_empty or percent > MOST_PERCENT:
            faults.append(
                finding("IMPORT_SHAPE_LIMIT", path, where, unit=names[int(index)], percent=percent)
            )
            continue
        mended[index] = after
        repairs.append(
            finding("IMPORT_SHAPE_REPAIRED", path, where, unit=names[int(index)], change_m2=change)
        )
    return mended, system, repairs, faults


def _tangled(shape: Any) -> bool:
    """Whether an outline crosses itself so often that its repair would be out of proportion.

    Segments whose boxes meet are counted, in pieces, without building any crossing; segments that
    follow each other always meet and are taken off.
    """
    lines = []
    for ring in shapely.get_parts(shapely.get_parts(shape)):
        xy = shapely.get_coordinates(ring)
        lines.append(shapely.linestrings(np.stack([xy[:-1], xy[1:]], axis=1)))
    segments = np.concatenate(lines) if lines else np.array([], dtype=object)
    tree = shapely.STRtree(segments)
    count = -3 * len(segments)
    for start in range(0, len(segments), _CHUNK):
        count += tree.query(segments[start : start + _CHUNK]).shape[1]
        if count > 2 * MOST_CROSSINGS:
            return True
    return False


def polygons(shape: Any) -> Any:
    """Return the areal part of a shape, an empty polygon where it has none."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    if shape.geom_type in {"Polygon", "MultiPolygon"}:
        return shape
    return shapely.union_all(parts) if parts else shapely.Polygon()
