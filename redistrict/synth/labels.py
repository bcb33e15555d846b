"""Names of streets, communities and units, chosen by what they are and where they lie."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from redistrict.synth.blueprint import FRINGE, MIXED, NEW, OLD, Zone
from redistrict.synth.ground import Ground
from redistrict.synth.names import (
    ARTERIAL_ROADS,
    ARTERIAL_STREETS,
    BUREAUS,
    COMMUNITIES,
    HOMES,
    NEW_HOMES,
    OTHER_LAND,
    SPECIAL,
    WORKS,
    Register,
)
from redistrict.synth.settle import Settled
from redistrict.synth.streets import Street

UNNAMED = 0.07
UNDER_CONSTRUCTION = 2
LAND = {  # weights of what lies between the compounds
    OLD: {"学校": 6, "公园绿地": 5, "医院": 2, "市场": 3, "商业": 4, "机关单位": 4, "空地": 2},
    MIXED: {
        "学校": 6,
        "公园绿地": 4,
        "医院": 2,
        "市场": 3,
        "商业": 3,
        "厂区": 5,
        "机关单位": 3,
        "空地": 2,
    },
    NEW: {
        "学校": 5,
        "公园绿地": 4,
        "医院": 1,
        "市场": 1,
        "商业": 4,
        "厂区": 2,
        "机关单位": 2,
        "空地": 7,
    },
    FRINGE: {"学校": 3, "公园绿地": 2, "医院": 1, "市场": 2, "厂区": 7, "空地": 5},
}


def streets(ground: Ground, dice: np.random.Generator) -> list[Street]:
    """Return the streets with names: 街 and 大街 east-west, 路 north-south, 巷 for lanes."""
    register = Register(dice)
    across, along = list(ARTERIAL_STREETS), list(ARTERIAL_ROADS)
    made = []
    for street in ground.streets:
        if street.kind in ("河流", "铁路", "快速路"):
            key = {"河流": "river", "铁路": "railway", "快速路": "expressway"}[street.kind]
            name = SPECIAL[key]
        elif street.kind == "主干路" and (across if street.eastwest else along):
            name = across.pop(0) + "大街" if street.eastwest else along.pop(0) + "路"
        elif street.kind in ("支路", "巷") and dice.random() < UNNAMED * 1.3:
            name = ""
        else:
            ending = "巷" if street.kind == "巷" else ("街" if street.eastwest else "路")
            name = register.unique("{}" + ending)
        made.append(replace(street, name=name))
    return _under_construction(made, ground)


def _under_construction(made: list[Street], ground: Ground) -> list[Street]:
    """Mark the two southernmost secondary roads of the growing part as being built (在建)."""
    spots = [
        (ground.mesh.straighten(np.array([s.line.centroid.coords[0]]))[0][1], index)
        for index, s in enumerate(made)
        if s.kind == "次干路" and s.line.length > 700
    ]
    for _, index in sorted(spots)[:UNDER_CONSTRUCTION]:
        made[index] = replace(made[index], state="在建")
    return made


def communities(ground: Ground, dice: np.random.Generator) -> list[str]:
    """Return one name per community, without the ending 社区; further ones are put together."""
    names = list(COMMUNITIES)
    register = Register(dice)
    while len(names) < len(ground.office_of):
        fresh = register.unique("{}")
        if fresh not in names:
            names.append(fresh)
    return [f"{name}社区" for name in names[: len(ground.office_of)]]


def units(
    ground: Ground, settled: Settled, dice: np.random.Generator
) -> tuple[list[str], list[str]]:
    """Return the name and the kind of every parcel; phases of one compound share a name."""
    register = Register(dice)
    names = [""] * len(ground.parcels)
    kinds = ["住宅小区"] * len(ground.parcels)
    _phased(names, ground, settled, register)
    for index, count in enumerate(settled.households):
        number = ground.community[index]
        zone = ground.office_of[number].zone if number >= 0 else FRINGE
        if count and not names[index]:
            names[index], kinds[index] = _home(zone, count, register, dice)
        elif not count:
            names[index], kinds[index] = _land(zone, register, dice)
    return names, kinds


def _phased(names: list[str], ground: Ground, settled: Settled, register: Register) -> None:
    together: dict[str, list[int]] = {}
    for index, key in sorted(settled.groups.items()):
        together.setdefault(key, []).append(index)
    sets = [*settled.giants, *(tuple(members) for members in together.values())]
    for members in sets:
        zone = ground.office_of[ground.community[members[0]]].zone
        ending = (
            "城"
            if members in settled.giants
            else register.pick(NEW_HOMES if zone is NEW else HOMES)
        )
        stem = register.unique("{}" + ending)
        parts = "一二三四" if zone is not NEW or members in settled.giants else "AB"
        suffix = "期" if parts != "AB" else "区"
        for place, index in enumerate(members):
            names[index] = f"{stem}{parts[place]}{suffix}"


def _home(zone: Zone, count: int, register: Register, dice: np.random.Generator) -> tuple[str, str]:
    throw = dice.random()
    if zone is OLD:
        if throw < 0.34:
            return register.unique(register.pick(WORKS) + "厂家属院", "-"), "家属院"
        if throw < 0.60:
            return register.unique(register.pick(BUREAUS) + "局宿舍", "-"), "宿舍"
        if throw < 0.72 and count < 140:
            return register.unique("{}巷平房区"), "平房区"
        return register.unique("{}" + register.pick(["小区", "里", "楼", "院", "新村"])), "住宅小区"
    if zone is NEW:
        return register.unique("{}" + register.pick(NEW_HOMES)), "住宅小区"
    if zone is MIXED and throw < 0.15:
        return register.unique(register.pick(WORKS) + "厂新村", "-"), "家属院"
    return register.unique("{}" + register.pick(HOMES)), "住宅小区"


def _land(zone: Zone, register: Register, dice: np.random.Generator) -> tuple[str, str]:
    weights = LAND[zone]
    chance = np.array(list(weights.values()), dtype=float)
    kind = list(weights)[int(dice.choice(len(weights), p=chance / chance.sum()))]
    form = register.pick(OTHER_LAND[kind])
    if "{n}" in form:
        number = "一二三四五六七八九"[int(dice.integers(9))]
        return register.unique("{}" + form.replace("{n}", number)), kind
    return register.unique("{}" + form), kind
