"""The plan as map layers: units, communities before and after, land in between."""

import json
from collections.abc import Mapping

import geopandas as gpd
import pandas as pd
import shapely

from redistrict.domain.plan import Kind
from redistrict.domain.record import Record


def plan_layers(
    record: Record,
    shapes: gpd.GeoSeries | None,
    ground: gpd.GeoSeries | None,
    outside: gpd.GeoDataFrame | None = None,
) -> dict[str, gpd.GeoDataFrame]:
    """Return the layers of ``plan.gpkg`` as :class:`redistrict.store.folder.Folder` lists them.

    Parameters
    ----------
    shapes
        The planner's polygon of every unit, indexed by unit id; ``None`` without a map.
    ground
        Ground of every unit (its polygon and the land given to it), a valid coverage, same index.
    outside
        Land outside the plan, with a ``name``.
    """
    units = _units(record)
    if shapes is None or ground is None:
        return {"units": units}
    ids = units["unit_id"]
    crs = shapes.crs
    own = shapes.reindex(ids).array
    land = ground.reindex(ids).array
    grounds = gpd.GeoDataFrame(units, geometry=land, crs=crs)
    layers = {
        "units": gpd.GeoDataFrame(units, geometry=own, crs=crs),
        "communities_before": _communities(record, grounds, before=True),
        "communities_after": _communities(record, grounds, before=False),
        "land": _land(units, own, land, crs),
        "subdistricts": _dissolve(grounds, "subdistrict"),
    }
    if outside is not None and len(outside):
        layers["outside"] = outside
    return layers


def _units(record: Record) -> pd.DataFrame:
    rows = sorted(record.units, key=lambda unit: (unit.subdistrict, unit.id))
    return pd.DataFrame(
        {
            "unit_id": [row.id for row in rows],
            "name": [row.name for row in rows],
            "subdistrict": [row.subdistrict for row in rows],
            "group": [row.group for row in rows],
            "households": [row.households for row in rows],
            "population": pd.array([row.population for row in rows], dtype="Int64"),
            "workload": [row.workload for row in rows],
            "area": [row.area for row in rows],
            "community_before": [row.before for row in rows],
            "community_after": [row.after for row in rows],
            "moved": [int(row.moved) for row in rows],
            "sensitive": [int(row.sensitive) for row in rows],
            "counts": [json.dumps(row.counts, ensure_ascii=False) for row in rows],
        }
    )


def _communities(record: Record, grounds: gpd.GeoDataFrame, *, before: bool) -> gpd.GeoDataFrame:
    column = "community_before" if before else "community_after"
    merged = _dissolve(grounds[grounds[column] != ""], column)
    rows = {row.id: row for row in record.communities}
    found = [rows[item] for item in merged[column]]
    sides = [row.before if before else row.after for row in found]
    frame = gpd.GeoDataFrame(
        {
            "community": [row.id for row in found],
            "name": [row.name for row in found],
            "subdistrict": [row.subdistrict for row in found],
            "households": [side.households if side else 0 for side in sides],
            "verdict": [row.verdict.value if row.verdict else "" for row in found],
            "kind": [_kind(row.kind, before=before) for row in found],
        },
        geometry=merged.geometry.array,
        crs=grounds.crs,
    )
    return frame.drop(columns="kind" if before else "verdict")


def _kind(kind: Kind, *, before: bool) -> str:
    return "" if before else kind.value


def _land(units: pd.DataFrame, own: object, land: object, crs: object) -> gpd.GeoDataFrame:
    rest = shapely.difference(land, own)
    frame = gpd.GeoDataFrame(
        units[["community_before", "community_after"]].copy(), geometry=rest, crs=crs
    )
    kept = frame[shapely.area(rest) > 1.0]
    return kept.reset_index(drop=True)


def _dissolve(frame: gpd.GeoDataFrame, column: str) -> gpd.GeoDataFrame:
    """Return one shape per value of a column, sorted; shared borders vanish."""
    merged = frame[[column, "geometry"]].dissolve(by=column, method="coverage", sort=True)
    return merged.reset_index()


def community_names(record: Record) -> Mapping[str, str]:
    """Return the name of every community of a record by id."""
    return {row.id: row.name for row in record.communities}
