"""The layers and tables of a made-up city, as they are written."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from redistrict.synth.blueprint import CRS
from redistrict.synth.city import City
from redistrict.synth.papers import WORDS
from redistrict.synth.streets import Street, crossing_points

LINES = {"rivers": ("河流",), "railways": ("铁路",)}


def unit_ids(city: City) -> list[str]:
    """Return the id of every parcel: four digits or more with leading zeros."""
    width = max(4, len(str(len(city.names))))
    return [f"{number + 1:0{width}d}" for number in range(len(city.names))]


def layers(city: City) -> dict[str, gpd.GeoDataFrame]:
    """Return the layers by name."""
    lined = tuple(kind for kinds in LINES.values() for kind in kinds)
    made = {
        "units": units(city),
        "villages": gpd.GeoDataFrame(
            {
                "name": [v.name for v in city.villages],
                "kind": ["村委会辖区"] * len(city.villages),
                "note": ["示例数据"] * len(city.villages),
            },
            geometry=[v.shape for v in city.villages],
            crs=CRS,
        ),
        "roads": _lines([s for s in city.streets if s.kind not in lined]),
        "bridges": _crossings(city),
        "offices": _offices(city),
    }
    for name, kinds in LINES.items():
        made[name] = _lines([s for s in city.streets if s.kind in kinds])
    return {name: frame for name, frame in made.items() if len(frame)}


def units(city: City) -> gpd.GeoDataFrame:
    """Return the layer of units, compounds and other land alike."""
    ground, settled = city.ground, city.settled
    inside = [i for i, c in enumerate(ground.community) if c >= 0]
    ids = unit_ids(city)
    home = ground.community
    seat = {parcel: city.communities[number] for number, parcel in enumerate(city.seats)}
    columns: dict[str, list[Any]] = {
        "unit_id": [ids[i] for i in inside],
        "unit_name": [city.names[i] for i in inside],
        "kind": [city.kinds[i] for i in inside],
        "parent_name": [ground.office_of[home[i]].name for i in inside],
        "community_name": [city.communities[home[i]] for i in inside],
        "compound": [settled.groups.get(i, "") for i in inside],
        "office": [seat.get(i, "") for i in inside],
        "sensitive": [city.kinds[i] == "其他用地" for i in inside],
        "note": ["示例数据"] * len(inside),
    }
    return gpd.GeoDataFrame(columns, geometry=[ground.parcels[i].shape for i in inside], crs=CRS)


def compounds(city: City) -> list[dict[str, object]]:
    """Return the ledger of compounds: one row per unit, in the words of an office's table."""
    ids = unit_ids(city)
    dice = np.random.default_rng([city.order.seed, 40])
    rows: list[dict[str, object]] = []
    for index, counts in enumerate(city.people):
        if city.ground.community[index] < 0:
            continue
        rows.append(
            {
                "单元编号": ids[index],
                "小区名称": _spelling(city.names[index], dice)
                if counts.households
                else city.names[index],
                "常住户数": counts.households,
                "常住人口": counts.residents,
                "60岁以上": counts.elderly,
                "住宅套数": counts.dwellings,
                "交付年月": counts.moved_in,
                "2031年预计户数": counts.expected,
            }
        )
    return rows


def _spelling(name: str, dice: np.random.Generator) -> str:
    """Return the name, one in twenty-five written another way (as ledgers do)."""
    if dice.random() > 0.04:
        return name
    for written, other in (
        ("一期", "1期"),
        ("小区", "住宅小区"),
        ("家属院", "家属楼"),
        ("苑", "园"),
    ):
        if written in name:
            return name.replace(written, other)
    return f"{name} "


def communities(city: City) -> list[dict[str, object]]:
    """Return the ledger of communities."""
    rows: list[dict[str, object]] = []
    for number, paper in enumerate(city.papers):
        over = "" if paper.overloaded is None else ("是" if paper.overloaded else "否")
        rows.append(
            {
                "社区名称": city.communities[number],
                "镇街": city.ground.office_of[number].name,
                "是否备案": "是" if paper.filed else "否",
                "管理负荷过重": over,
                "负荷认定依据": paper.evidence,
                "社区工作者": paper.staff,
                "办公用房地址": _address(city, city.seats[number]),
                "办公用房面积": paper.area_m2,
                "办公用房状态": WORDS[paper.state],
                "启用年月": paper.date,
                "备注": "示例数据",
            }
        )
    return rows


def _address(city: City, parcel: int) -> str:
    """Return street and number of a parcel: the nearest named road, odd numbers on one side."""
    shape = city.ground.parcels[parcel].shape
    named = [s for s in city.streets if s.name and s.kind not in ("河流", "铁路", "快速路")]
    near = min(named, key=lambda s: (round(s.line.distance(shape), 1), s.name))
    line = shapely.line_merge(near.line)
    along = (
        shapely.line_locate_point(line, shape.centroid) if line.geom_type == "LineString" else 0.0
    )
    return f"{near.name}{int(along // 12) * 2 + 1 + parcel % 2}号"


def _lines(streets: list[Street]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "name": [s.name for s in streets],
            "class": [s.kind for s in streets],
            "width_m": [float(s.width) for s in streets],
            "state": [s.state for s in streets],
        },
        geometry=[shapely.set_precision(s.line, 0.1) for s in streets],
        crs=CRS,
    )


def _crossings(city: City) -> gpd.GeoDataFrame:
    rows = []
    for obstacle in city.streets:
        if obstacle.kind not in ("河流", "铁路"):
            continue
        roads = [s for s in city.streets if s.kind in ("主干路", "快速路")]
        for street, spot in crossing_points(roads, obstacle):
            word, kind = ("桥", "桥梁") if obstacle.kind == "河流" else ("下穿通道", "下穿铁路")
            if street.kind == "快速路":
                kind = "高架"
            rows.append((f"{street.name}{word}", kind, spot))
    rows.sort(key=lambda row: (row[1], round(row[2].x), row[0]))
    return gpd.GeoDataFrame(
        {"name": [r[0] for r in rows], "kind": [r[1] for r in rows]},
        geometry=[shapely.set_precision(r[2], 0.1) for r in rows],
        crs=CRS,
    )


def _offices(city: City) -> gpd.GeoDataFrame:
    rows: list[tuple[str, str, int, int, str, str]] = []
    for number, paper in enumerate(city.papers):
        name = city.communities[number]
        title = f"{name}党群服务中心"
        rows.append(
            (name, title, city.seats[number], paper.area_m2, WORDS[paper.state], paper.date)
        )
    for item in city.candidates:
        title = f"{city.names[item.parcel]}拟用办公用房"
        rows.append(("", title, item.parcel, item.area_m2, WORDS[item.state], item.date))
    spots = [city.ground.parcels[row[2]].shape.representative_point() for row in rows]
    return gpd.GeoDataFrame(
        {
            "community": [row[0] for row in rows],
            "name": [row[1] for row in rows],
            "address": [_address(city, row[2]) for row in rows],
            "area_m2": [row[3] for row in rows],
            "state": [row[4] for row in rows],
            "date": [row[5] for row in rows],
        },
        geometry=[shapely.set_precision(spot, 0.1) for spot in spots],
        crs=CRS,
    )
