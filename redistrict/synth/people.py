"""Residents, elderly and dwellings of every compound, and what is expected five years on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from redistrict.synth.blueprint import NEW, Zone
from redistrict.synth.ground import Ground
from redistrict.synth.settle import Settled

FRESH = 5
"""Estates handed over within the last 24 months, where the city has that many new ones."""


@dataclass(frozen=True)
class People:
    """Counts of one unit; `moved_in` is the month of hand-over (empty for other land)."""

    households: int
    residents: int
    elderly: int
    dwellings: int
    expected: int
    moved_in: str


NOBODY = People(0, 0, 0, 0, 0, "")
BUILT = {"老城": (1962, 1998), "中间": (1990, 2012), "新区": (2011, 2020), "城郊": (2004, 2018)}


def people(ground: Ground, settled: Settled, dice: np.random.Generator) -> list[People]:
    """Return the counts of every parcel, from the ranges of its zone."""
    estates = [
        index
        for index, count in enumerate(settled.households)
        if count and _zone(ground, index) is NEW
    ]
    picked = dice.permutation(len(estates))[:FRESH] if len(estates) > 3 * FRESH else np.array([])
    fresh = {estates[int(i)] for i in picked}
    return [
        _counts(count, _zone(ground, index), index in fresh, dice) if count else NOBODY
        for index, count in enumerate(settled.households)
    ]


def _zone(ground: Ground, parcel: int) -> Zone:
    return ground.office_of[ground.community[parcel]].zone


def _counts(households: int, zone: Zone, fresh: bool, dice: np.random.Generator) -> People:
    residents = round(households * dice.uniform(*zone.people))
    elderly = round(residents * dice.uniform(*zone.elderly))
    low, high = zone.lived_in
    share = dice.uniform(low, low + 0.08) if fresh else dice.uniform(low, high)
    dwellings = round(households / share)
    filled = min(0.92, share + (0.3 if fresh else 0.12 * (1 - share)))
    expected = max(round(dwellings * filled), round(households * 0.97))
    first, last = BUILT[zone.name]
    year = int(dice.integers(2024, 2026)) if fresh else int(dice.integers(first, last + 1))
    moved_in = f"{year}-{int(dice.integers(3, 13)):02d}"
    return People(households, residents, elderly, dwellings, expected, moved_in)
