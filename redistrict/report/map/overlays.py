"""Areas of others over the map: police, schools, grids, property, collectives."""

from __future__ import annotations

from typing import Any

import geopandas as gpd

from redistrict.domain.catalogue.entry import N_
from redistrict.domain.words import translator
from redistrict.limits.areas import Cuts, cut_areas
from redistrict.report.map.geometry import Frame, points, polygons
from redistrict.store.folder import Folder

Json = dict[str, Any]
OVERLAYS = {
    "police": N_("police areas"),
    "schools": N_("school areas"),
    "grids": N_("grids"),
    "property": N_("areas of property management"),
    "collectives": N_("collective economic bodies"),
}
"""Layers of ``context.gpkg`` by what they are called."""


def cuts(folder: Folder) -> list[Cuts]:
    """Return the count of every overlay of a folder, in the order of :data:`OVERLAYS`."""
    units = folder.layers.get("units")
    if not isinstance(units, gpd.GeoDataFrame):
        return []
    lived = units[(units["households"] > 0) & ~units.geometry.isna()]
    before, after = (lived[f"community_{side}"].to_numpy() for side in ("before", "after"))
    return [
        cut_areas(key, folder.context[key], lived.geometry, before, after)
        for key in OVERLAYS
        if key in folder.context
    ]


def overlays(folder: Folder, grid: Frame, language: str) -> list[Json]:
    """Return the overlays as the page draws them: label, names, shapes, places for the names."""
    _ = translator(language)
    made = []
    for key, label in OVERLAYS.items():
        layer = folder.context.get(key)
        if layer is not None:
            shapes = gpd.GeoDataFrame(geometry=layer.geometry.reset_index(drop=True))
            made.append(
                {
                    "key": key, "label": _(label), "names": [str(name) for name in layer["name"]],
                    "shapes": polygons(shapes, grid), "spots": points(shapes, grid),
                }
            )  # fmt: skip
    return made
