"""Made-up towns by the hundred: streets, blocks, compounds and their buildings, quickly drawn.

Drawn flat as blocks between streets and then bent, so that nothing is square and limits follow
streets. :mod:`redistrict.synth.city` draws one district in far more detail; this draws a whole
prefecture down to its buildings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely

Dice = np.random.Generator
Bend = Callable[[Any], Any]

BLOCKS = 8.9
"""Blocks of a community, on average."""
ARTERIAL_M, STREET_M = 40.0, 18.0
EVERY = 5
"""Every fifth street is an arterial."""


@dataclass(frozen=True)
class Stock:
    """A kind of housing: its slabs, and the households of one of them."""

    kind: str
    pitch: float
    deep: float
    households: int
    built: tuple[int, int]
    people: tuple[float, float]
    elderly: tuple[float, float]
    managed: float


STOCKS = (
    Stock("老旧小区", 23.0, 10.5, 26, (1978, 1999), (2.0, 2.4), (0.24, 0.33), 0.35),
    Stock("住宅小区", 28.0, 12.0, 40, (2000, 2012), (2.3, 2.7), (0.15, 0.24), 0.85),
    Stock("高层小区", 44.0, 15.0, 84, (2010, 2021), (2.5, 2.9), (0.09, 0.16), 1.0),
)
OTHER = ("学校", "园区", "商圈", "公园绿地", "空地")
OTHER_CHANCE = (0.34, 0.10, 0.12, 0.24, 0.20)


@dataclass(frozen=True)
class Lot:
    """A compound or other land: part of a block.

    Parameters
    ----------
    community
        Position among all communities of the place.
    stock
        ``None`` for land where nobody lives; ``kind`` says what it is.
    slabs
        Outlines of its buildings.
    """

    community: int
    kind: str
    stock: Stock | None
    shape: Any
    slabs: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Road:
    """A street: its line, its width, whether it runs east to west."""

    line: Any
    width: float
    eastwest: bool


@dataclass(frozen=True)
class Town:
    """Streets and lots of one town."""

    roads: tuple[Road, ...]
    lots: tuple[Lot, ...]


@dataclass(frozen=True)
class _Rect:
    """Blocks from row ``top`` up to ``bottom``, column ``left`` up to ``right``."""

    top: int
    bottom: int
    left: int
    right: int


def draw(
    offices: Sequence[int], first: int, origin: tuple[float, float], dice: Dice, mix: float
) -> Town:
    """Return a town.

    Parameters
    ----------
    offices
        Communities of each street office.
    first
        Number of the town's first community.
    origin
        South-west corner in metres.
    mix
        0 for an old town, 1 for a new one: which housing prevails.
    """
    total = sum(offices)
    columns = max(3, round(np.sqrt(total * BLOCKS * 1.1)))
    rows = max(3, -(-round(total * BLOCKS) // columns))
    across = np.concatenate([[0.0], np.cumsum(dice.uniform(118, 212, columns))])
    along = np.concatenate([[0.0], np.cumsum(dice.uniform(104, 166, rows))])
    bend = _bend(origin, float(dice.uniform(-0.35, 0.35)), dice.uniform(0, 6.28, 4))
    community = np.full((rows, columns), -1)
    number = first
    districts = _divided(_Rect(0, rows, 0, columns), list(offices), dice)
    for rect, count in zip(districts, offices, strict=True):
        for part in _divided(rect, [1] * count, dice):
            community[part.top : part.bottom, part.left : part.right] = number
            number += 1
    lots = tuple(_lots(community, across, along, bend, dice, mix))
    return Town(tuple(_roads(across, along, bend)), lots)


def _bend(origin: tuple[float, float], turn: float, phases: Any) -> Bend:
    cosine, sine = np.cos(turn), np.sin(turn)

    def bend(points: Any) -> Any:
        x, y = points[:, 0], points[:, 1]
        u = x + 46 * np.sin(y / 640 + phases[0]) + 17 * np.sin(y / 231 + phases[1])
        v = y + 52 * np.sin(x / 710 + phases[2]) + 15 * np.sin(x / 263 + phases[3])
        return np.column_stack(
            [origin[0] + cosine * u - sine * v, origin[1] + sine * u + cosine * v]
        )

    return bend


def _divided(rect: _Rect, weights: list[int], dice: Dice) -> list[_Rect]:
    """Return parts of some blocks, in the order of their weights, cut along whole streets."""
    if len(weights) == 1:
        return [rect]
    half = int(np.clip(round(len(weights) * dice.uniform(0.38, 0.62)), 1, len(weights) - 1))
    share = sum(weights[:half]) / sum(weights)
    tall, wide = rect.bottom - rect.top, rect.right - rect.left
    size = max(tall, wide)
    cut = int(np.clip(round(size * share + dice.uniform(-0.45, 0.45)), 1, size - 1))
    if tall > wide:
        parts = (
            _Rect(rect.top, rect.top + cut, rect.left, rect.right),
            _Rect(rect.top + cut, rect.bottom, rect.left, rect.right),
        )
    else:
        parts = (
            _Rect(rect.top, rect.bottom, rect.left, rect.left + cut),
            _Rect(rect.top, rect.bottom, rect.left + cut, rect.right),
        )
    made = []
    for part, own in zip(parts, (weights[:half], weights[half:]), strict=True):
        if (part.bottom - part.top) * (part.right - part.left) < 2 * len(own):
            return _divided(rect, weights, dice)
        made += _divided(part, own, dice)
    return made


def _lots(
    community: Any, across: Any, along: Any, bend: Bend, dice: Dice, mix: float
) -> Iterator[Lot]:
    rows, columns = community.shape
    for row in range(rows):
        for column in range(columns):
            left = across[column] + _width(column) / 2 + 4
            right = across[column + 1] - _width(column + 1) / 2 - 4
            low = along[row] + _width(row) / 2 + 4
            high = along[row + 1] - _width(row + 1) / 2 - 4
            count = int(np.clip(round((right - left) / dice.uniform(58, 120)), 1, 3))
            cuts = np.linspace(left, right, count + 1)
            cuts[1:-1] += dice.uniform(-12, 12, count - 1)
            for west, east in pairwise(cuts):
                box = (west + 3, low, east - 3, high)
                yield _lot(int(community[row, column]), box, bend, dice, mix)


def _width(number: int) -> float:
    return ARTERIAL_M if number % EVERY == 2 else STREET_M


def _lot(
    community: int, box: tuple[float, float, float, float], bend: Bend, dice: Dice, mix: float
) -> Lot:
    west, low, east, high = box
    shape = _bent(box, bend, 30.0)
    if dice.random() < 0.14:
        kind = OTHER[int(dice.choice(len(OTHER), p=OTHER_CHANCE))]
        return Lot(community, kind, None, shape)
    tone = float(np.clip(mix + dice.normal(0, 0.28), 0, 0.999))
    stock = STOCKS[int(tone * 3)]
    # Rows stand at most one and a half times the usual distance apart: a compound hangs together.
    lines = max(1, int((high - low - stock.deep) / stock.pitch + 0.5) + 1)
    number = max(1, int((east - west) // 62))
    long = (east - west - 9 * (number - 1)) / number
    slabs = []
    for line in range(lines):
        south = low + line * (high - low - stock.deep) / max(1, lines - 1)
        for place in range(number):
            start = west + place * (long + 9)
            slabs.append(_bent((start, south, start + long, south + stock.deep), bend))
    return Lot(community, stock.kind, stock, shape, tuple(slabs))


def _bent(box: tuple[float, float, float, float], bend: Bend, step: float = 1e9) -> Any:
    west, low, east, high = box
    corners = [(west, low), (east, low), (east, high), (west, high), (west, low)]
    points: list[Any] = []
    for (x, y), (u, v) in pairwise(corners):
        count = max(1, int(np.hypot(u - x, v - y) // step))
        share = np.arange(count) / count
        points += list(np.column_stack([x + share * (u - x), y + share * (v - y)]))
    return shapely.Polygon(np.round(bend(np.array(points)), 2))


def _roads(across: Any, along: Any, bend: Bend) -> Iterator[Road]:
    for number, x in enumerate(across):
        y = np.linspace(along[0], along[-1], 2 * len(along))
        yield _road(np.column_stack([np.full(len(y), x), y]), number, bend, eastwest=False)
    for number, y in enumerate(along):
        x = np.linspace(across[0], across[-1], 2 * len(across))
        yield _road(np.column_stack([x, np.full(len(x), y)]), number, bend, eastwest=True)


def _road(points: Any, number: int, bend: Bend, *, eastwest: bool) -> Road:
    line = shapely.LineString(np.round(bend(points), 1))
    return Road(line, _width(number), eastwest)
