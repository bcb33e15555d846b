"""Resettlement sites of a made-up district, after the totals that Baiyin has published.

108 sites with 13,969 households and 58,858 people; the published outcome is 101 groups of villagers
or residents, 6 villages or communities and 2 stations: not one per site.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from redistrict.synth.names import VILLAGES
from redistrict.synth.places import Made
from redistrict.synth.targets import allot

OWN, STATIONS, DOUBLE, GROUPS = 6, 2, 1, 99
HOUSEHOLDS, PEOPLE = 13_969, 58_858
COLUMNS = (
    "编号",
    "安置点名称",
    "原行政村",
    "相邻社区",
    "与原村相邻",
    "户数",
    "人数",
    "党员人数达标",
    "服务用房达标",
    "备注",
)


def draw(made: Made) -> list[dict[str, Any]]:
    """Return the ledger of sites: one row per site."""
    dice = np.random.default_rng([made.order.seed, 80])
    kinds = ["own"] * OWN + ["station"] * STATIONS + ["double"] * DOUBLE + ["group"] * GROUPS
    kinds = [kinds[int(n)] for n in dice.permutation(len(kinds))]
    limits = {"own": (620, 1180), "station": (430, 900), "double": (310, 395), "group": (16, 290)}
    low = np.array([limits[kind][0] for kind in kinds], dtype=float)
    high = np.array([limits[kind][1] for kind in kinds], dtype=float)
    weights = (low + high) / 2 * np.exp(dice.normal(0, 0.5, len(kinds)))
    households = allot(HOUSEHOLDS, weights, low, high)
    if households is None:
        raise RuntimeError("the sites cannot be settled")
    people = allot(
        PEOPLE,
        households * np.exp(dice.normal(0, 0.05, len(kinds))),
        households * 3.2,
        households * 5.4,
    )
    if people is None:
        raise RuntimeError("the sites cannot be peopled")
    homes = [item.name for item in made.communities if item.kind != "loose"]
    rows = []
    for number, kind in enumerate(kinds):
        village = VILLAGES[int(dice.integers(len(VILLAGES)))]
        ready = kind != "station"
        values = (
            f"AZ{number + 1:03d}",
            f"{village}{'新村' if number % 2 else '安置小区'}{number // len(VILLAGES) + 1}号点",
            f"{village}村",
            homes[int(dice.integers(len(homes)))],
            "是" if kind != "own" and dice.random() < 0.55 else "否",
            int(households[number]),
            int(people[number]),
            "是" if ready or dice.random() < 0.5 else "否",
            "是" if ready else "否",
            "示例数据",
        )
        rows.append(dict(zip(COLUMNS, values, strict=True)))
    return rows
