"""What lies under the limits of a plan: roads they follow, lines that communities cross."""

from __future__ import annotations

from typing import Any

import shapely

from redistrict.limits.lines import LineKind, NamedLine, named_lines
from redistrict.limits.stretches import name_border
from redistrict.store.folder import Folder

LAYERS = {
    "roads": LineKind.ROAD, "rivers": LineKind.RIVER,
    "railways": LineKind.RAILWAY, "walls": LineKind.WALL,
}  # fmt: skip
SAME_M = 3.0
"""A limit nearer than this to one of today is today's."""
STRETCH_M = 60.0
"""New limits shorter than this along a line are not worth a name."""
INSIDE_M = 40.0
CROSSED_M = 150.0
"""A line counts as crossed if so much of it runs deeper inside than ``INSIDE_M``."""
BROAD_M = 30.0
"""Roads at least this wide divide a community; all rivers and railways do."""


def new_limits(folder: Folder, community: str) -> list[str]:
    """Return the names of the lines that the new limits of a community follow, longest first."""
    after = _shape(folder, "communities_after", community)
    today = folder.layers.get("communities_before")
    if after is None or today is None:
        return []
    near = today.geometry[today.intersects(after)]
    old = shapely.union_all(near.boundary.array) if len(near) else shapely.LineString()
    fresh = shapely.difference(after.boundary, shapely.buffer(old, SAME_M))
    if fresh.is_empty:
        return []
    metres: dict[str, float] = {}
    for stretch in name_border(fresh, _lines(folder)):
        if stretch.name:
            metres[stretch.name] = metres.get(stretch.name, 0.0) + stretch.metres
    kept = [name for name, length in metres.items() if length >= STRETCH_M]
    return sorted(kept, key=lambda name: (-metres[name], name))


def crossings(folder: Folder) -> list[tuple[str, str]]:
    """Return (line, community id) where a changed community lies on both sides of a barrier."""
    layer = folder.layers.get("communities_after")
    if layer is None:
        return []
    broad = [
        line for line in _lines(folder)
        if line.name and (line.kind.value in {"river", "railway"} or line.width_m >= BROAD_M)
    ]  # fmt: skip
    found: dict[tuple[str, str], float] = {}
    for community, shape, kind in zip(
        layer["community"], layer.geometry, layer["kind"], strict=True
    ):
        if kind == "untouched":
            continue
        core = shape.buffer(-INSIDE_M)
        for line in broad:
            length = shapely.length(shapely.intersection(line.course, core))
            key = (line.name, str(community))
            found[key] = found.get(key, 0.0) + float(length)
    return sorted(key for key, length in found.items() if length >= CROSSED_M)


def _shape(folder: Folder, layer: str, community: str) -> Any:
    rows = folder.layers.get(layer)
    if rows is None:
        return None
    found = rows.geometry[rows["community"] == community]
    return None if found.empty else found.iloc[0]


def _lines(folder: Folder) -> list[NamedLine]:
    found: list[NamedLine] = []
    for layer, kind in LAYERS.items():
        if layer in folder.context:
            found += named_lines(folder.context[layer], kind)
    return found
