"""A folder as bureaus keep it, made up: every fault of it is written down here.

``redistrict synth --messy`` writes it for a trial by hand. Places, names and numbers are
fictional (示例市示例区). The folder holds

- ``小区边界.shp``: GBK without .cpg and without a language byte, CGCS2000 zone 35 with prefix,
  one outline that crosses itself, one border drawn twice, one village, one looked-after plot;
- ``小区台账.xlsx``: a title, names in two merged rows, merged streets, 小计 and 合计 rows,
  full-width digits and thousands separators, 7 % of the households missing, other endings of
  community names, one compound and one community misspelt, contact persons with mobile numbers,
  and longitudes and latitudes in GCJ-02;
- ``路网.geojson``: the roads between the blocks.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyogrio
import pyproj
import shapely
import xlsxwriter

from redistrict.intake import gcj

CRS = "EPSG:4523"  # CGCS2000, 3-degree zone 35 (105 E), eastings with the zone's prefix
EAST, NORTH = 35_420_000.0, 4_045_000.0
SIDE = 260.0
COLUMNS, ROWS = 10, 6
NAMES = (
    "阳光", "文苑", "和平", "翠湖", "金桥", "丽景", "春晖", "锦绣", "东苑", "西苑", "南苑", "北苑",
    "紫荆", "玉兰", "银杏", "梧桐", "海棠", "清河", "学府", "新城",
)  # fmt: skip
PHASES = ("小区", "花园", "家属院")
STREETS = ("城关街道", "河东街道")
COMMUNITIES = {
    "城关街道": ("东山社区", "西湖社区", "南门社区", "北塔社区"),
    "河东街道": ("新海社区", "滨河社区", "站前社区", "园林社区"),
}
MISSING = (7, 19, 33, 51)
"""Positions of units without households in the ledger: 4 of 58."""
BOWTIE, VILLAGE, LOOKED_AFTER, TWO_BORDERS = 25, 9, 50, 14
SLIP_COMMUNITY, SLIP_NAME = 15, 21


@dataclass(frozen=True)
class Plot:
    """One made-up compound (or the village)."""

    at: int
    name: str
    street: str
    community: str
    households: int
    shape: Any

    @property
    def lives(self) -> bool:
        """Whether it stands in the ledger."""
        return self.at != VILLAGE


def plots() -> list[Plot]:
    """Return the truth behind the folder, in the order of the layer."""
    dice = np.random.default_rng(20260907)
    made = []
    for at in range(COLUMNS * ROWS):
        row, column = divmod(at, COLUMNS)
        street = STREETS[column >= COLUMNS // 2]
        own = COMMUNITIES[street]
        community = own[2 * (row >= ROWS // 2) + (column % 5 >= 3)]
        if at == LOOKED_AFTER:  # lies in another street's community and is looked after for it
            community = own[1]
        name = NAMES[at % len(NAMES)] + PHASES[at // len(NAMES)]
        west, south = EAST + column * SIDE, NORTH + row * SIDE
        shape = shapely.box(west, south, west + SIDE, south + SIDE)
        if at == BOWTIE:  # the pen went back over the corner: a tail that crosses itself
            shape = shapely.Polygon(
                [(west, south), (west + SIDE, south), (west + SIDE, south + SIDE),
                 (west, south + SIDE), (west, south + 3), (west + 2, south + 1),
                 (west + 2, south + 3), (west, south + 1)]
            )  # fmt: skip
        if at == TWO_BORDERS:  # its east border was drawn twice, 0.4 m apart
            shape = shapely.box(west, south, west + SIDE + 0.4, south + SIDE)
        households = 0 if at == VILLAGE else int(dice.integers(18, 62)) * 10
        made.append(Plot(at, name, street, community, households, shape))
    return made


def layer(folder: Path, made: list[Plot]) -> Path:
    """Write the shapefile."""
    state = {VILLAGE: "村委会辖区", LOOKED_AFTER: "代管"}
    frame = gpd.GeoDataFrame(
        {
            "小区编号": [f"{item.at + 1:04d}" for item in made],
            "小区名称": ["上河村" if item.at == VILLAGE else item.name for item in made],
            "所属街道": [item.street for item in made],
            "所属社区": ["" if item.at == VILLAGE else item.community for item in made],
            "地块状态": [state.get(item.at, "") for item in made],
        },
        geometry=[item.shape for item in made],
        crs=CRS,
    )
    path = folder / "小区边界.shp"
    pyogrio.write_dataframe(frame, path, driver="ESRI Shapefile", encoding="GBK")
    path.with_suffix(".cpg").unlink()
    data = bytearray(path.with_suffix(".dbf").read_bytes())
    data[29] = 0  # no language byte either
    data[1:4] = bytes((126, 9, 7))  # the day of its last change: the same bytes on every day
    path.with_suffix(".dbf").write_bytes(data)
    return path


def _spelled(at: int, households: int) -> object:
    """Return a number as people type it."""
    if at in MISSING:
        return None
    if at % 11 == 3:
        return str(households).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if at % 13 == 5:
        return f"{households}户"
    return households


def _community(at: int, name: str) -> str:
    """Return a community's name with another ending, once misspelt."""
    if at == SLIP_COMMUNITY:
        return name.replace("新海", "新每")
    return (name, name.replace("社区", "社区居委会"), name.replace("社区", "居委会"))[at % 3]


def _name(item: Plot) -> str:
    """Return a compound's name, once misspelt."""
    return item.name.replace("文苑", "文宛") if item.at == SLIP_NAME else item.name


def ledger(folder: Path, made: list[Plot]) -> Path:
    """Write the workbook."""
    rows: list[list[object]] = [
        ["示例区小区（院落）基本情况台账（示例数据）"],
        ["填报单位：示例区民政局", None, None, None, None, None, None, "2026年9月"],
        [
            "街道",
            "小区名称",
            "社区",
            "户数人口情况",
            None,
            "坐标",
            None,
            "联系人",
            "手机号",
            "备注",
        ],
        [None, None, None, "常住户数", "常住人口", "经度", "纬度", None, None, None],
    ]
    merged = ["A1:J1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3", "H3:H4", "I3:I4", "J3:J4"]
    points = _gcj(made)
    stated = dict.fromkeys(STREETS, 0)
    for street in STREETS:
        own = [item for item in made if item.lives and item.street == street]
        first = len(rows) + 1
        for item in own:
            longitude, latitude = points[item.at]
            if item.at not in MISSING:
                stated[street] += item.households
            rows.append([
                street, _name(item), _community(item.at, item.community),
                _spelled(item.at, item.households), round(item.households * 2.4),
                round(float(longitude), 6), round(float(latitude), 6), "张三",
                f"138{item.at:08d}", "",
            ])  # fmt: skip
        merged.append(f"A{first}:A{len(rows)}")
        rows.append(["小计", None, None, stated[street]])
    rows.append(["合计", None, None, f"{sum(stated.values()):,}"])
    path = folder / "小区台账.xlsx"
    _save(path, rows, merged)
    return path


def _save(path: Path, rows: list[list[object]], merged: list[str]) -> None:
    """Write rows as they are, texts as text, and merge areas; the same bytes every time."""
    with xlsxwriter.Workbook(path, {"in_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"created": datetime(2026, 9, 7)})
        page = book.add_worksheet("2026年9月")
        middle = book.add_format({"align": "center", "valign": "vcenter"})
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    page.write(at, column, cell)
        for area in merged:
            first = area.partition(":")[0]
            cell = rows[int(first[1:]) - 1][ord(first[0]) - ord("A")]
            page.merge_range(area, cell, middle)


def _gcj(made: list[Plot]) -> Any:
    centres = [shapely.box(*item.shape.bounds).centroid for item in made]
    mover = pyproj.Transformer.from_crs(CRS, 4490, always_xy=True)
    true = np.column_stack(mover.transform([p.x for p in centres], [p.y for p in centres]))
    return gcj.apply(true)


def roads(folder: Path) -> Path:
    """Write the roads along the blocks' borders, in degrees."""
    mover = pyproj.Transformer.from_crs(CRS, 4490, always_xy=True)
    features = []
    for row in range(0, ROWS + 1, 2):
        line = [(EAST, NORTH + row * SIDE), (EAST + COLUMNS * SIDE, NORTH + row * SIDE)]
        features.append((f"示例{row // 2 + 1}路", line))
    for column in range(0, COLUMNS + 1, 5):
        line = [(EAST + column * SIDE, NORTH), (EAST + column * SIDE, NORTH + ROWS * SIDE)]
        features.append((f"示例{column // 5 + 1}街", line))
    document = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": name, "class": "主干路"},
                "geometry": {"type": "LineString",
                             "coordinates": [list(mover.transform(*point)) for point in line]},
            }
            for name, line in features
        ],
    }  # fmt: skip
    path = folder / "路网.geojson"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def write(folder: Path) -> list[Plot]:
    """Write the folder and return the truth behind it."""
    folder.mkdir(parents=True, exist_ok=True)
    made = plots()
    layer(folder, made)
    ledger(folder, made)
    roads(folder)
    return made
