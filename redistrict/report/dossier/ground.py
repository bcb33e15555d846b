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
    home = {row.id: row.subdistrict for row in folder.record.communities}
    found: dict[str, dict[str, float]] = {}
    for community, area in zip(layer["community"], layer.geometry.area, strict=True):
        found.setdefault(home.get(community, ""), {})[str(community)] = float(area)
    return {key: size for sizes in found.values() for key, size in _thousandths(sizes).items()}


def _thousandths(sizes: dict[str, float]) -> dict[str, float]:
    """Return areas in km² of three places that add up to the rounded whole of their subdistrict.

    Rounded one by one they would not: the same land would have another area after the change.
    Largest remainders are rounded up.
    """
    whole = round(sum(sizes.values()) / 1000)
    floors = {key: int(size // 1000) for key, size in sizes.items()}
    spare = sorted(sizes, key=lambda key: (floors[key] - sizes[key] / 1000, key))
    for key in spare[: whole - sum(floors.values())]:
        floors[key] += 1
    return {key: count / 1000 for key, count in floors.items()}


def has_map(folder: Folder) -> bool:
    """Return whether the plan has shapes at all; one made from a ledger alone has none."""
    units = folder.layers.get("units")
    return bool(areas(folder, "after")) and units is not None and "geometry" in units


def office(folder: Folder, community: str) -> Any | None:
    """Return the row of a community's office, ``None`` where it is not known.

    A new community has the rooms whose address it was given, on its own land.
    """
    offices = folder.context.get("offices")
    if offices is None or "community" not in offices:
        return None
    found = offices[offices["community"] == community]
    if not len(found) and "address" in offices:
        found = _offered(folder, offices, community)
    return found.iloc[0] if len(found) else None


def _offered(folder: Folder, offices: Any, community: str) -> Any:
    """Return the rooms of no community at the address that a new community was given."""
    row = next((row for row in folder.record.communities if row.id == community), None)
    layer = folder.layers.get("communities_after")
    address = row.facts.get("office_address", "") if row and row.before is None else ""
    if not address or layer is None or "geometry" not in layer:
        return offices.iloc[:0]
    free = offices["community"].fillna("").astype(str).str.strip() == ""
    there = offices[free & (offices["address"] == address)]
    land = layer[layer["community"] == community].geometry
    return there[there.within(land.union_all())]


def walk_m(folder: Folder, units: Sequence[str], community: str) -> int | None:
    """Return the straight way in metres from the middle of some units to a community's office."""
    place = office(folder, community)
    layer = folder.layers.get("units")
    if place is None or layer is None or "geometry" not in layer:
        return None
    shapes = layer[layer["unit_id"].isin(list(units))].geometry
    middle = shapely.union_all(shapes.array).centroid
    return round(float(middle.distance(place.geometry))) if not middle.is_empty else None
