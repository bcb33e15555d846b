"""The street offices of 云泉区: its communities as units, for the step from community to office."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from redistrict.limits.territory import divide_land
from redistrict.store.layers import write_layers
from redistrict.store.text import write_csv
from redistrict.synth import frames
from redistrict.synth.blueprint import CRS, PUBLISHED_SEED, published
from redistrict.synth.city import City, build

LEDGER = (
    "镇街", "区", "保持稳定的理由", "过渡形式", "街道中心面积", "街道中心状态", "启用年月", "备注",
)  # fmt: skip
ROOM_M2 = (560, 1680)
"""Least and most square metres of a street office's centre; the published floor is 1,000."""
LINES = ("roads", "rivers", "railways")
HELD = {"古槐街道": "老城历史街区，保持稳定", "鼓楼坊街道": "重点商业街区，保持稳定"}
KEY = "yunquan-streets"


def write(seed: int | None, data: Path, scenario: Path) -> Path:
    """Write communities, street offices and the scenario; return the path of the latter."""
    data.mkdir(parents=True, exist_ok=True)
    scenario.parent.mkdir(parents=True, exist_ok=True)
    city = build(published(PUBLISHED_SEED if seed is None else seed))
    communities = _communities(city)
    (data / "communities.gpkg").unlink(missing_ok=True)
    drawn = frames.layers(city)
    lines = {name: drawn[name] for name in LINES if name in drawn}
    write_layers(data / "communities.gpkg", {"communities": communities, **lines})
    offices = sorted(set(communities["street"]))
    dice = np.random.default_rng([city.order.seed, 70])
    write_csv(data / "streets.csv", LEDGER, [_office(name, dice) for name in offices])
    folder = Path(__file__).parent / "scenarios" / f"{KEY}.toml"
    prefix = _prefix(data, scenario)
    totals = {
        "units": len(communities),
        "households": int(communities["people"].sum()),
        "communities": len(offices),
    }
    stated = "\n".join(f"{name} = {number}" for name, number in totals.items())
    text = folder.read_text("utf-8").replace("{data}", prefix).replace("{controls}", stated)
    scenario.write_text(text, encoding="utf-8", newline="\n")
    return scenario


def _office(name: str, dice: np.random.Generator) -> tuple[str | int, ...]:
    """Return the row of a street office in the ledger."""
    area = int(dice.integers(*ROOM_M2))
    stage = "区域服务中心" if "中心" in name else ""
    return (name, "云泉区", HELD.get(name, ""), stage, area, "在用", "", "示例数据")


def _prefix(data: Path, scenario: Path) -> str:
    folder = os.path.relpath(data, scenario.parent).replace(os.sep, "/")
    return "" if folder == "." else f"{folder}/"


def _communities(city: City) -> gpd.GeoDataFrame:
    """Return one polygon per community, the streets divided between them, with its counts."""
    units = frames.units(city)
    people = pd.DataFrame(frames.compounds(city)).set_index("单元编号")
    units["people"] = units["unit_id"].map(people["常住人口"])
    units["households"] = units["unit_id"].map(people["常住户数"])
    shapes_of = dict(zip(units["unit_id"], units.geometry, strict=True))
    division = divide_land(shapes_of, dict.fromkeys(shapes_of, "云泉区"), lines=[])
    land = {item.unit_id: item.ground for item in division.territories}
    rows: list[dict[str, Any]] = []
    shapes = []
    for number, (name, part) in enumerate(units.groupby("community_name", sort=True), 1):
        whole = shapely.union_all([land[unit] for unit in part["unit_id"]])
        rows.append(
            {
                "community": f"{number:03d}",
                "name": name,
                "street": part["parent_name"].iloc[0],
                "district": "云泉区",
                "people": int(part["people"].sum()),
                "households": int(part["households"].sum()),
                "area_m2": round(whole.area),
            }
        )
        shapes.append(whole)
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=CRS)
