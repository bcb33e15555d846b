"""What the made-up places are asked to be, and the households, offices and papers in them.

Counts follow the published figures of a real place each (``after``); names, geometry and
households do not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from redistrict.synth import towns
from redistrict.synth.names import COMMUNITIES, HOMES, NEW_HOMES, OTHER_LAND, Register
from redistrict.synth.targets import allot
from redistrict.synth.towns import Lot, Road, Town

Dice = np.random.Generator

CRS = "EPSG:4546"  # CGCS2000, three-degree zone of 111 E, metres
ORIGIN = (474_000.0, 4_684_000.0)  # open steppe: the made-up map covers no real town


@dataclass(frozen=True)
class Sizes:
    """Households of today's communities: how many of which kind, else in ``usual``.

    Parameters
    ----------
    over
        So large that two are needed, and overloaded; ``heavy`` are as large and not overloaded.
    small
        Under the band, and without a neighbour that could take them.
    joinable
        Under the band, beside one that can take them.
    """

    usual: tuple[int, int]
    over: int = 0
    over_range: tuple[int, int] = (4_150, 5_600)
    heavy: int = 0
    small: int = 0
    joinable: int = 0


@dataclass(frozen=True)
class Order:
    """A place to be made up.

    Parameters
    ----------
    after
        Which published figures it follows.
    towns
        Per town its name and its street offices with their numbers of communities.
    loose
        Areas (counted among the communities of the last office) that have no community yet.
    buildings
        Whether single buildings are the units, and grids are planned.
    m2
        Square metres of an office per 100 households, least and most.
    per_worker
        Households per worker today, least and most.
    """

    key: str
    title: str
    subtitle: str
    after: str
    as_of: str
    profile: str
    towns: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    sizes: Sizes
    seed: int
    loose: int = 0
    buildings: bool = False
    m2: tuple[float, float] = (14.0, 46.0)
    per_worker: tuple[int, int] = (150, 330)
    extra: str = ""


@dataclass
class Compound:
    """A lot with its people."""

    lot: Lot
    name: str
    community: int
    households: int = 0
    residents: int = 0
    elderly: int = 0
    low_income: int = 0
    disabled: int = 0
    floating: int = 0
    shops: int = 0
    unmanaged: int = 0
    slabs: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Neighbourhood:
    """A community of today."""

    name: str
    office: str
    town: str
    kind: str
    households: int


@dataclass(frozen=True)
class Made:
    """A whole made-up place."""

    order: Order
    roads: tuple[tuple[Road, str], ...]
    compounds: tuple[Compound, ...]
    communities: tuple[Neighbourhood, ...]
    papers: tuple[dict[str, Any], ...]
    seats: tuple[int, ...]
    candidates: tuple[dict[str, Any], ...]


def build(order: Order) -> Made:
    """Return the place of an order: the same order gives the same place."""
    dice = np.random.default_rng([order.seed, 60])
    drawn = _towns(order, dice)
    lots = [lot for town in drawn for lot in town.lots]
    communities = _communities(order, lots, dice)
    compounds = _settle(order, lots, communities, dice)
    seats = tuple(_seat(compounds, number, dice) for number in range(len(communities)))
    papers = tuple(_paper(order, item, dice) for item in communities)
    return Made(
        order=order,
        roads=tuple(_named(drawn, dice)),
        compounds=tuple(compounds),
        communities=tuple(communities),
        papers=papers,
        seats=seats,
        candidates=tuple(_candidates(communities, compounds, seats, dice)),
    )


def _towns(order: Order, dice: Dice) -> list[Town]:
    made, first = [], 0
    for place, (_, offices) in enumerate(order.towns):
        counts = [count for _, count in offices]
        origin = (ORIGIN[0] + 26_000.0 * (place % 4), ORIGIN[1] + 24_000.0 * (place // 4))
        mix = float(dice.uniform(0.25, 0.6))
        made.append(towns.draw(counts, first, origin, dice, mix))
        first += sum(counts)
    return made


def _communities(order: Order, lots: list[Lot], dice: Dice) -> list[Neighbourhood]:
    homes = [
        (office, town) for town, offices in order.towns for office, n in offices for _ in range(n)
    ]
    count = len(homes)
    names = list(dict.fromkeys(COMMUNITIES))
    register = Register(dice)
    while len(names) < count:
        fresh = register.unique("{}")
        if fresh not in names:
            names.append(fresh)
    room = np.zeros(count)
    for lot in lots:
        room[lot.community] += lot.stock.households * len(lot.slabs) if lot.stock else 0
    kinds = _kinds(order, count, room)
    low, high = order.sizes.usual
    scale = np.median(room)
    result = []
    for number, (office, town) in enumerate(homes):
        kind = kinds[number]
        if kind == "usual":
            wish = (low + high) / 2 * (room[number] / scale) ** 0.7 * np.exp(dice.normal(0, 0.1))
            size = int(np.clip(wish, low + dice.uniform(0, 150), high - dice.uniform(0, 150)))
        else:
            size = int(dice.integers(*_range(order.sizes, kind)))
        result.append(Neighbourhood(f"{names[number]}社区", office, town, kind, size))
    return result


def _range(sizes: Sizes, kind: str) -> tuple[int, int]:
    return {
        "over": sizes.over_range,
        "heavy": (4_060, 4_700),
        "small": (sizes.usual[0] // 3, sizes.usual[0] - 90),
        "joinable": (sizes.usual[0] // 2, sizes.usual[0] - 120),
        "full": (sizes.usual[1] - 240, sizes.usual[1]),
        "loose": (sizes.usual[0] + 260, sizes.usual[0] + 900),
    }[kind]


def _kinds(order: Order, count: int, room: Any) -> list[str]:
    """Return the class of every community: the roomiest are the largest."""
    kinds = ["usual"] * count
    for number in range(count - order.loose, count):
        kinds[number] = "loose"
    if order.loose:  # none beside it may be split or have room: parts would go there, or come
        near = order.towns[-1][1][-1][1]
        kinds[count - near : count - order.loose] = ["full"] * (near - order.loose)
    ranked = [int(n) for n in np.argsort(-room, kind="stable") if kinds[int(n)] == "usual"]
    sizes = order.sizes
    for kind, number in (("over", sizes.over), ("heavy", sizes.heavy)):
        for place in ranked[:number]:
            kinds[place] = kind
        ranked = ranked[number:]
    for kind, number in (("small", sizes.small), ("joinable", sizes.joinable)):
        for place in ranked[len(ranked) - number :] if number else []:
            kinds[place] = kind
        ranked = ranked[: len(ranked) - number]
    return kinds


def _settle(
    order: Order, lots: list[Lot], communities: list[Neighbourhood], dice: Dice
) -> list[Compound]:
    register = Register(dice)
    made = [Compound(lot, _lot_name(lot, register, dice), lot.community) for lot in lots]
    by_community: dict[int, list[Compound]] = {}
    for item in made:
        by_community.setdefault(item.community, []).append(item)
    for number, items in sorted(by_community.items()):
        weights = [
            lot.stock.households * float(np.exp(dice.normal(0, 0.22)))
            for item in items
            if (lot := item.lot).stock
            for _ in lot.slabs
        ]
        one = np.ones(len(weights))
        counts = allot(communities[number].households, np.array(weights), 6 * one, 260 * one)
        if counts is None:
            raise RuntimeError(f"seed {order.seed}: {communities[number]} cannot be settled")
        left = [int(count) for count in counts]
        for item in items:
            taken, left = left[: len(item.lot.slabs)], left[len(item.lot.slabs) :]
            item.slabs = taken
            _people(item, sum(taken), dice)
    return made


def _lot_name(lot: Lot, register: Register, dice: Dice) -> str:
    if lot.stock is None:
        kind = {"园区": "厂区", "商圈": "商业"}.get(lot.kind, lot.kind)
        form = register.pick(OTHER_LAND[kind])
        return register.unique(
            "{}" + form.replace("{n}", "一二三四五六七八九"[int(dice.integers(9))])
        )
    return register.unique("{}" + register.pick(NEW_HOMES if lot.kind == "高层小区" else HOMES))


def _people(item: Compound, households: int, dice: Dice) -> None:
    stock = item.lot.stock
    item.households = households
    if stock is None or not households:
        item.shops = int(dice.integers(20, 160)) if item.lot.kind == "商圈" else 0
        return
    item.residents = round(households * dice.uniform(*stock.people))
    item.elderly = round(item.residents * dice.uniform(*stock.elderly))
    old = stock.kind == "老旧小区"
    item.low_income = round(households * dice.uniform(0.01, 0.05 if old else 0.02))
    item.disabled = round(item.residents * dice.uniform(0.008, 0.022))
    item.floating = round(item.residents * dice.uniform(0.04, 0.22))
    item.shops = round(households * dice.uniform(0.01, 0.06))
    item.unmanaged = int(old and dice.random() > stock.managed)


def _seat(compounds: list[Compound], community: int, dice: Dice) -> int:
    homes = [
        n for n, item in enumerate(compounds) if item.community == community and item.households
    ]
    return homes[int(dice.integers(len(homes)))]


STATES = ("在用", "装修中", "在建", "无")


def _paper(order: Order, item: Neighbourhood, dice: Dice) -> dict[str, Any]:
    staff = max(5, round(item.households / dice.uniform(*order.per_worker)))
    over = {"over": "是", "heavy": "否"}.get(item.kind, "")
    if item.kind == "over":
        staff = max(5, item.households // 340)
    evidence = (
        f"示例数据：每名社区工作者服务{item.households / staff:.0f}户，"
        + ("高于" if over == "是" else "未超")
        + "当地300户的核定线（虚构）"
        if over
        else ""
    )
    if item.kind == "heavy":
        staff = -(-item.households // 290)
        evidence = (
            f"示例数据：每名社区工作者服务{item.households / staff:.0f}户，"
            "未超当地300户的核定线（虚构）"
        )
    return {
        "社区名称": item.name,
        "镇街": item.office,
        "是否备案": "是",
        "管理负荷过重": over,
        "负荷认定依据": evidence,
        "两委成员": int(dice.integers(5, 10)),
        "社区工作者": staff,
        "办公用房面积": round(item.households / 100 * dice.uniform(*order.m2)),
        "办公用房状态": "在用",
        "启用年月": f"{int(dice.integers(2003, 2020))}-{int(dice.integers(1, 13)):02d}",
        "备注": "示例数据",
    }


def _candidates(
    communities: list[Neighbourhood], compounds: list[Compound], seats: tuple[int, ...], dice: Dice
) -> list[dict[str, Any]]:
    """Return rooms for new communities, far from today's office; one in four has no date yet."""
    made: list[dict[str, Any]] = []
    for number, item in enumerate(communities):
        if item.kind not in ("over", "loose"):
            continue
        seat = compounds[seats[number]].lot.shape
        homes = [n for n, c in enumerate(compounds) if c.community == number and c.households >= 60]
        far = sorted(homes, key=lambda n: -float(shapely.distance(compounds[n].lot.shape, seat)))
        state = STATES[1 + len(made) % 3]
        date = {"装修中": "2026-12", "在建": "2027-06", "无": ""}[state]
        made.append(
            {
                "compound": far[0],
                "area_m2": int(dice.integers(420, 1_150)) if state != "无" else 0,
                "state": state,
                "date": date,
            }
        )
    return made


def _named(drawn: list[Town], dice: Dice) -> list[tuple[Road, str]]:
    register = Register(dice)
    made = []
    for town in drawn:
        for road in town.roads:
            wide = road.width == towns.ARTERIAL_M
            ending = ("大街" if wide else "街") if road.eastwest else ("大道" if wide else "路")
            made.append((road, register.unique("{}" + ending)))
    return made
