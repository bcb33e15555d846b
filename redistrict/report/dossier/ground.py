"""What the papers need from the map: areas of communities and the way to an office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import shapely

from redistrict.store.folder import Folder


def areas(folder: Folder, when: Literal["before", "after"]) -> dict[str, float]:
    """Return the area of every community in km², its land included; empty without a map."""
    before, after = _sizes(folder, "before"), _sizes(folder, "after")
    if when == "before":
        return {community: round(size) / 1000 for community, size in before.items()}
    found: dict[str, int] = {}
    for part in {row.subdistrict for row in folder.record.communities}:
        inside = _inside(folder, part)
        found |= _settled(
            {key: before[key] for key in inside if key in before},
            {key: after[key] for key in inside if key in after},
        )
    return {community: size / 1000 for community, size in found.items()}


def _inside(folder: Folder, subdistrict: str) -> list[str]:
    return sorted(row.id for row in folder.record.communities if row.subdistrict == subdistrict)


def _sizes(folder: Folder, when: Literal["before", "after"]) -> dict[str, float]:
    """Return the areas as the map has them, in thousandths of a km²."""
    layer = folder.layers.get(f"communities_{when}")
    if layer is None or not len(layer) or "geometry" not in layer:
        return {}
    return {
        str(community): float(area) / 1000
        for community, area in zip(layer["community"], layer.geometry.area, strict=True)
    }


def _settled(before: dict[str, float], after: dict[str, float]) -> dict[str, int]:
    """Return areas after the change that agree with those before, both rounded.

    A community that stays keeps its number; the others share what is left, so that the same land
    is not larger after the change than before. Largest remainders are rounded up.
    """
    stay = {key for key, size in after.items() if abs(size - before.get(key, -1.0)) < 0.001}
    open_land = round(sum(after.values()) - sum(before.values()))
    spare = open_land + sum(round(size) for key, size in before.items() if key not in stay)
    found = {key: round(after[key]) if key in stay else int(after[key]) for key in after}
    others = sorted(set(after) - stay, key=lambda key: (found[key] - after[key], key))
    spare -= sum(found[key] for key in others)
    for number, key in enumerate(others):
        found[key] += spare // len(others) + (number < spare % len(others))
    return found


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
