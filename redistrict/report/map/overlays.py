"""Areas of others that a plan should not cut: police, schools, grids, property, collectives.

They are counted against, never optimised: an area is cut if its inhabited units belong to more
than one community.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from redistrict.domain.catalogue.entry import N_
from redistrict.domain.words import translator
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


@dataclass(frozen=True, slots=True)
class Cuts:
    """How many areas of an overlay are cut today and by the plan; names of those cut anew."""

    overlay: str
    areas: int
    before: int
    after: int
    fresh: tuple[str, ...]


def cuts(folder: Folder) -> list[Cuts]:
    """Return the count of every overlay of a folder, in the order of :data:`OVERLAYS`.

    A unit lies in the area that holds its inner point; areas without inhabited units count too.
    """
    units = folder.layers.get("units")
    if not isinstance(units, gpd.GeoDataFrame):
        return []
    lived = units[(units["households"] > 0) & ~units.geometry.isna()]
    spots = shapely.point_on_surface(lived.geometry.to_numpy())
    tree = shapely.STRtree(spots)
    before, after = (lived[f"community_{side}"].to_numpy() for side in ("before", "after"))
    found = []
    for key in OVERLAYS:
        layer = folder.context.get(key)
        if layer is None:
            continue
        sides: list[tuple[int, int]] = []
        for shape in layer.geometry:
            inside = tree.query(shape, predicate="intersects") if shape is not None else []
            sides.append((_count(before, inside), _count(after, inside)))
        fresh = tuple(
            str(name) for name, (old, new) in zip(layer["name"], sides, strict=True)
            if new > max(1, old)
        )  # fmt: skip
        found.append(
            Cuts(
                key, len(layer), sum(old > 1 for old, _ in sides), sum(new > 1 for _, new in sides),
                fresh,
            )
        )  # fmt: skip
    return found


def _count(communities: np.ndarray, inside: Sequence[int]) -> int:
    return len({str(communities[at]) for at in inside if communities[at]})


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
