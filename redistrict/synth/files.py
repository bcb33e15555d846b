"""Write a made-up place: layers, ledgers and the scenario that names them."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from redistrict.store.layers import write_layers
from redistrict.store.text import write_csv
from redistrict.synth import grids, sites
from redistrict.synth.places import CRS, Made

LAYERS, BUILDINGS = "layers.gpkg", "buildings.zip"
COMPOUNDS, COMMUNITIES, GRIDS = "compounds.csv", "communities.csv", "grids.csv"
SITES = "sites.csv"
PEOPLE = {
    "常住户数": "households",
    "常住人口": "residents",
    "60岁以上": "elderly",
    "低保户": "low_income",
    "残疾人": "disabled",
    "流动人口": "floating",
    "商户": "shops",
    "无物业老旧小区": "unmanaged",
}


def write(made: Made, data: Path, scenario: Path) -> Path:
    """Write the data into folder `data` and the scenario to its own path; return the latter."""
    data.mkdir(parents=True, exist_ok=True)
    scenario.parent.mkdir(parents=True, exist_ok=True)
    for name in (LAYERS, BUILDINGS):
        (data / name).unlink(missing_ok=True)
    if made.order.buildings:
        _buildings(made, data)
    else:
        write_layers(data / LAYERS, {"units": _units(made), **_surroundings(made)})
        _table(data / COMPOUNDS, _compounds(made))
        _table(data / COMMUNITIES, _communities(made))
    if made.order.key == "yinling":
        _table(data / SITES, sites.draw(made))
    folder = os.path.relpath(data, scenario.parent).replace(os.sep, "/")
    prefix = "" if folder == "." else f"{folder}/"
    text = (Path(__file__).parent / "scenarios" / f"{made.order.key}.toml").read_text("utf-8")
    text = text.replace("{data}", prefix).replace("{controls}", _controls(made))
    scenario.write_text(text, encoding="utf-8", newline="\n")
    return scenario


def _controls(made: Made) -> str:
    """Return the totals that the scenario states about its own data."""
    count = sum(len(item.lot.slabs) or 1 for item in made.compounds)
    numbers = {
        "units": count if made.order.buildings else len(made.compounds),
        "households": sum(item.households for item in made.compounds),
        "communities": len(grids.draw(made)[1])
        if made.order.buildings
        else sum(item.kind != "loose" for item in made.communities),
    }
    return "\n".join(f"{name} = {number}" for name, number in numbers.items())


def _table(path: Path, rows: list[dict[str, Any]]) -> None:
    write_csv(path, tuple(rows[0]), [tuple(row.values()) for row in rows])


def _id(number: int) -> str:
    return f"{number + 1:04d}"


def _units(made: Made) -> gpd.GeoDataFrame:
    seats = {place: made.communities[number].name for number, place in enumerate(made.seats)}
    loose = {n for n, item in enumerate(made.communities) if item.kind == "loose"}
    rows = [
        {
            "unit_id": _id(number),
            "unit_name": item.name,
            "kind": item.lot.kind,
            "parent_name": made.communities[item.community].office,
            "community_name": ""
            if item.community in loose
            else made.communities[item.community].name,
            "office": "" if item.community in loose else seats.get(number, ""),
            "note": "示例数据",
        }
        for number, item in enumerate(made.compounds)
    ]
    return gpd.GeoDataFrame(rows, geometry=[item.lot.shape for item in made.compounds], crs=CRS)


def _surroundings(made: Made) -> dict[str, gpd.GeoDataFrame]:
    roads = gpd.GeoDataFrame(
        {
            "name": [name for _, name in made.roads],
            "class": ["主干路" if road.width > 30 else "支路" for road, _ in made.roads],
            "width_m": [road.width for road, _ in made.roads],
            "state": ["在用"] * len(made.roads),
        },
        geometry=[road.line for road, _ in made.roads],
        crs=CRS,
    )
    rows: list[dict[str, Any]] = []
    spots = []
    for number, paper in enumerate(made.papers):
        if made.communities[number].kind != "loose":
            rows.append(
                {
                    "community": paper["社区名称"],
                    "name": f"{paper['社区名称']}党群服务中心",
                    "area_m2": paper["办公用房面积"],
                    "state": paper["办公用房状态"],
                    "date": paper["启用年月"],
                }
            )
            spots.append(made.seats[number])
    for item in made.candidates:
        name = made.compounds[item["compound"]].name
        rows.append(
            {
                "community": "",
                "name": f"{name}拟用办公用房",
                "area_m2": item["area_m2"],
                "state": item["state"],
                "date": item["date"],
            }
        )
        spots.append(item["compound"])
    points = [made.compounds[place].lot.shape.representative_point() for place in spots]
    offices = gpd.GeoDataFrame(
        rows, geometry=[shapely.set_precision(spot, 0.1) for spot in points], crs=CRS
    )
    return {"roads": roads, "offices": offices}


def _compounds(made: Made) -> list[dict[str, Any]]:
    return [
        {"单元编号": _id(number), "小区名称": item.name}
        | {column: getattr(item, key) for column, key in PEOPLE.items()}
        for number, item in enumerate(made.compounds)
    ]


def _communities(made: Made) -> list[dict[str, Any]]:
    return [
        paper
        for paper, item in zip(made.papers, made.communities, strict=True)
        if item.kind != "loose"
    ]


def _buildings(made: Made, data: Path) -> None:
    """Write one layer of buildings, packed, and the ledger of today's grids."""
    of, all_grids = grids.draw(made)
    rows, shapes = [], []
    for number, item in enumerate(made.compounds):
        home = made.communities[item.community]
        parts = enumerate(item.lot.slabs) if item.lot.slabs else [(-1, item.lot.shape)]
        for place, shape in parts:
            grid = of.get((number, place))
            rows.append(
                {
                    "building": f"{_id(number)}-{place + 1:02d}",
                    "name": item.name if place < 0 else f"{item.name}{place + 1}号楼",
                    "kind": item.lot.kind,
                    "compound": _id(number) if item.lot.slabs else "",
                    "community": home.name,
                    "street": home.office,
                    "grid": grid.name if grid else "",
                    "households": item.slabs[place] if place >= 0 else 0,
                }
            )
            shapes.append(shapely.set_precision(shape, 0.1))
    frame = gpd.GeoDataFrame(rows, geometry=shapes, crs=CRS)
    plain = data / "buildings.gpkg"
    plain.unlink(missing_ok=True)
    write_layers(plain, {"buildings": frame})
    with zipfile.ZipFile(data / BUILDINGS, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        member = zipfile.ZipInfo("buildings.gpkg", (2000, 1, 1, 0, 0, 0))
        member.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(member, plain.read_bytes())
    plain.unlink()
    _table(
        data / GRIDS,
        [
            {
                "网格名称": grid.name,
                "社区": made.communities[grid.community].name,
                "专属网格": grid.special,
                "网格员": 1,
                "备注": "示例数据",
            }
            for grid in all_grids
        ],
    )
