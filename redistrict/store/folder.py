"""A proposal's folder as it stands on disk, read back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd

from redistrict.domain.comment import Comment
from redistrict.domain.record import Record


@dataclass(frozen=True)
class Folder:
    """One alternative's folder: its record and its maps' layers.

    Parameters
    ----------
    record
        All numbers; nothing is left to compute.
    layers
        From ``plan.gpkg``, all in one projected CRS (metres):

        - ``units``: unit_id, name, subdistrict, group, households, population, workload, area,
          community_before, community_after, moved (0/1), sensitive (0/1), counts (JSON); the
          planner's own polygons, or no geometry where the plan was made from a ledger alone
        - ``communities_before``: community, name, subdistrict, households, verdict
        - ``communities_after``: community, name, subdistrict, households, kind
        - ``land``: community_before, community_after; land between units given to the nearest
          unit's community (derived)
        - ``subdistricts``: subdistrict
        - ``outside``: name; villages and other land outside the plan

        The two community layers include their land, and tile the subdistricts.
    context
        From ``context.gpkg``: roads, rivers, railways, walls (name, kind, width_m, state), bridges
        (name), offices (community, name, address, area_m2, state, date), and areas of others
        (police, schools, grids, property, collectives: name); absent layers are left out.
    manifest
        As written: inputs, outputs, versions, settings.
    comments
        What readers of earlier proposals said, with the answers; objections first.
    """

    path: Path
    record: Record
    layers: Mapping[str, gpd.GeoDataFrame]
    context: Mapping[str, gpd.GeoDataFrame]
    manifest: Mapping[str, Any] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
