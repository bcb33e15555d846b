"""What the papers need from the map: areas of communities and the way to an office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import shapely

from redistrict.store.folder import Folder


def areas(folder: Folder, when: Literal["before", "after"]) -> dict[str, float]:
    """Return the area of every community in km², its land included; empty without a map."""
    layer = folder.layers.get(f"communities_{when}")
    if layer is None or not len(layer) or "geometry" not in layer:
        return {}
    return {
        str(community): round(float(area) / 1e6, 3)
        for community, area in zip(layer["community"], layer.geometry.area, strict=True)
    }


def has_map(folder: Folder) -> bool:
    """Return whether the plan has shapes at all; one made from a ledger alone has none."""
    units = folder.layers.get("units")
    return bool(areas(folder, "after")) and units is not None and "geometry" in units


def office(folder: Folder, community: str) -> Any | None:
    """Return the row of a community's office, ``None`` where it is not known."""
    offices = folder.context.get("offices")
    if offices is None or "community" not in offices:
        return None
    found = offices[offices["community"] == community]
    return found.iloc[0] if len(found) else None


def walk_m(folder: Folder, units: Sequence[str], community: str) -> int | None:
    """Return the straight way in metres from the middle of some units to a community's office."""
    place = office(folder, community)
    layer = folder.layers.get("units")
    if place is None or layer is None or "geometry" not in layer:
        return None
    shapes = layer[layer["unit_id"].isin(list(units))].geometry
    middle = shapely.union_all(shapes.array).centroid
    return round(float(middle.distance(place.geometry))) if not middle.is_empty else None
