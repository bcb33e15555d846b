"""What a made-up city is asked to be: its cells, offices, and how many communities of each size.

Every number is made up. The counts follow the published figures of a real district (see `NOTE`),
the names, the geometry and the households do not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

NOTE = "示例数据：地名、图形、数字全部虚构，仿2023年玉泉区公开数据的数量关系，不对应任何真实地点"
CRS = "EPSG:4546"  # CGCS2000, three-degree zone of 111 E, metres
ORIGIN = (474_000.0, 4_684_000.0)  # open steppe: the made-up map covers no real town
PUBLISHED_SEED = 2023

BAND = (1000, 3000)
SPLIT_OVER = 4000
MERGE_UNDER = 1000


@dataclass(frozen=True)
class Zone:
    """A kind of building stock and the ranges that its compounds keep to."""

    name: str
    compound: tuple[int, int]  # households of one compound
    compounds: tuple[int, int]  # compounds of one community
    parcel_m2: float  # usual size of a parcel
    block_m: float  # longest side of a block between lanes
    people: tuple[float, float]  # persons per household
    elderly: tuple[float, float]  # share of persons of 60 and over
    lived_in: tuple[float, float]  # households per dwelling
    density: float  # households per hectare of residential land, for relative weights


OLD = Zone("老城", (20, 300), (15, 40), 7_500, 215, (2.0, 2.3), (0.25, 0.32), (0.85, 0.95), 170)
MIXED = Zone("中间", (150, 900), (6, 15), 62_000, 360, (2.25, 2.6), (0.16, 0.24), (0.70, 0.88), 62)
NEW = Zone("新区", (500, 2500), (2, 8), 200_000, 500, (2.5, 2.9), (0.10, 0.15), (0.42, 0.64), 36)
FRINGE = Zone("城郊", (200, 1600), (2, 8), 330_000, 760, (2.5, 2.9), (0.13, 0.19), (0.55, 0.80), 12)


@dataclass(frozen=True)
class Office:
    """A parent (street office, town or service centre) and its share of the city."""

    letter: str
    name: str
    zone: Zone
    communities: int
    unfiled: int = 0


@dataclass(frozen=True)
class Sizes:
    """How many communities fall into each class of the rule."""

    halves: int  # over 4,000 and overloaded, two communities after a split
    thirds: int  # so large that three are needed
    heavy: int  # over 4,000, not overloaded
    large: int  # 3,000 to 4,000
    joinable: int  # under 1,000 with a neighbour that can take it
    small: int  # under 1,000 without one

    @property
    def added(self) -> int:
        return self.halves + 2 * self.thirds


@dataclass(frozen=True)
class Blueprint:
    """The whole order: a map of cells (north on top), the offices and the classes of size."""

    city: str
    district: str
    cells: tuple[str, ...]
    offices: tuple[Office, ...]
    sizes: Sizes
    usual: int  # mean households of the communities inside the band
    staff: int
    villages: int
    river_row: int  # the river runs below this row of cells
    expressway_row: int | None
    railway: tuple[tuple[float, float], ...]  # (column, row) way points of the railway
    wide_columns: tuple[int, ...]  # arterials of 50 m and more: nobody lives "across" them
    wide_rows: tuple[int, ...]
    bridges: tuple[int, ...]  # columns whose arterial crosses the river
    old_centre: tuple[float, float]  # (column, row) about which the old town is skewed
    seed: int
    key: str = "yunquan"
    profile: str = "yuquan-2023"
    after: str = "仿2023年玉泉区公开数据的数量关系"
    giants: int = 0  # compounds of 3,500 to 5,500 households in phases


YUNQUAN_CELLS = (
    "TEEEFFFFGGY.",
    "TEEEAABDGGYY",
    "TEEECCBDGGYY",
    "TTTNNNNNNNNY",
    "TTTNNNNNNNN.",
    ".TTNNNNNNN..",
)


def published(seed: int) -> Blueprint:
    """Return the order for 示例市云泉区; other seeds than the published one vary the classes."""
    sizes = Sizes(halves=7, thirds=1, heavy=3, large=15, joinable=1, small=5)
    if seed != PUBLISHED_SEED:
        dice = np.random.default_rng([seed, 1])
        sizes = Sizes(
            halves=int(dice.integers(5, 9)),
            thirds=int(dice.integers(0, 3)),
            heavy=int(dice.integers(2, 5)),
            large=int(dice.integers(14, 17)),
            joinable=int(dice.integers(1, 3)),
            small=int(dice.integers(4, 7)),
        )
    offices = (
        Office("A", "古槐街道", OLD, 6),
        Office("B", "鼓楼坊街道", OLD, 5),
        Office("C", "南营坊街道", OLD, 7),
        Office("D", "织染街道", OLD, 6),
        Office("E", "文澜街道", MIXED, 10, 2),
        Office("F", "北关街道", MIXED, 6),
        Office("G", "铁道东街道", MIXED, 7),
        Office("N", "新泉街道", NEW, 20, 10),
        Office("T", "青杨镇", FRINGE, 5),
        Office("Y", "云谷区域服务中心", NEW, 3),
    )
    return Blueprint(
        city="示例市",
        district="云泉区",
        cells=YUNQUAN_CELLS,
        offices=offices,
        sizes=sizes,
        usual=1_700,
        staff=820,
        villages=50,
        river_row=4,
        expressway_row=5,
        railway=(
            (8.42, -1.0),
            (8.46, 1.0),
            (8.5, 2.6),
            (8.9, 3.8),
            (9.7, 5.0),
            (10.9, 6.3),
            (12.2, 9.0),
        ),
        wide_columns=(4,),
        wide_rows=(3,),
        bridges=(1, 3, 5, 7, 10),
        old_centre=(6.0, 2.0),
        seed=seed,
        giants=0,
    )


def small(seed: int) -> Blueprint:
    """Return a toy of two offices and eight communities, quick enough for test fixtures."""
    return Blueprint(
        city="示例市",
        district="云泉区",
        cells=("AAE", "AEE"),
        offices=(Office("A", "古槐街道", OLD, 4), Office("E", "文澜街道", MIXED, 4, 1)),
        sizes=Sizes(halves=1, thirds=0, heavy=0, large=1, joinable=1, small=0),
        usual=1_800,
        staff=88,
        villages=4,
        river_row=2,
        expressway_row=None,
        railway=(),
        wide_columns=(),
        wide_rows=(),
        bridges=(1,),
        old_centre=(1.0, 1.0),
        seed=seed,
    )
