"""A folder without a map drawn by its sketch: for the page alone, never for words about limits."""

import dataclasses

import geopandas as gpd

from redistrict.report.layers import plan_layers
from redistrict.store.folder import Folder

LAYER = "sketch"
"""Layer of ``plan.gpkg``: ``unit_id`` and a shape that stands for no true place."""


def is_sketched(folder: Folder) -> bool:
    """Whether a folder has no map, but a sketch of its units."""
    return not isinstance(folder.layers.get("units"), gpd.GeoDataFrame) and LAYER in folder.layers


def sketched(folder: Folder) -> Folder:
    """Return a folder whose layers are made from its sketch; one without stays as it is."""
    if not is_sketched(folder):
        return folder
    drawn = folder.layers[LAYER].set_index("unit_id").geometry.set_crs(None, allow_override=True)
    layers = plan_layers(folder.record, drawn, drawn)
    return dataclasses.replace(folder, layers={**folder.layers, **layers})
