"""The papers about today's communities: staff, overload with its evidence, offices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from redistrict.synth import targets
from redistrict.synth.blueprint import Blueprint
from redistrict.synth.ground import Ground
from redistrict.synth.settle import Settled

STAFF = (6, 18)
HOUSEHOLDS_PER_WORKER = 300
"""Made-up line of the made-up place: above it a community counts as overloaded."""
M2_PER_100 = 30
STATES = ("in use", "fitting out", "under construction")
WORDS = {"in use": "在用", "fitting out": "装修中", "under construction": "在建"}


@dataclass(frozen=True)
class Paper:
    """One row of the ledger of communities."""

    filed: bool
    overloaded: bool | None
    evidence: str
    staff: int
    area_m2: int
    state: str
    date: str


@dataclass(frozen=True)
class Candidate:
    """A room that could become the office of a new community."""

    parcel: int
    area_m2: int
    state: str
    date: str


def papers(order: Blueprint, settled: Settled, dice: np.random.Generator) -> list[Paper]:
    """Return the row of every community; staff adds up to the order's number."""
    staff = _staff(order, settled, dice)
    states = _states(settled, dice)
    made = []
    for number, target in enumerate(settled.classes):
        heavy = target.kind in ("halves", "thirds", "heavy")
        load = target.households / staff[number]
        over = load > HOUSEHOLDS_PER_WORKER if heavy else None
        relation = "高于" if over else "未超"
        evidence = (
            f"示例数据：每名社区工作者服务{load:.0f}户，{relation}区定{HOUSEHOLDS_PER_WORKER}户的核定线"
            "（2025年度社区工作量核定表）"
            if heavy
            else ""
        )
        state, date = states[number]
        area = _area(target.households, settled.unfiled[number], dice)
        made.append(
            Paper(not settled.unfiled[number], over, evidence, staff[number], area, state, date)
        )
    return made


def _staff(order: Blueprint, settled: Settled, dice: np.random.Generator) -> list[int]:
    """Return workers per community: overloaded ones too few, heavy ones enough."""
    low, high, weight = [], [], []
    for target in settled.classes:
        least, most = STAFF
        enough = -(-target.households // HOUSEHOLDS_PER_WORKER)
        if target.kind in ("halves", "thirds"):
            most = min(most, enough - 2)
        elif target.kind == "heavy":
            least = enough
        low.append(float(least))
        high.append(float(most))
        weight.append(target.households**0.55 * float(np.exp(dice.normal(0, 0.13))))
    total = min(int(sum(high)), max(int(sum(low)), order.staff))
    counts = targets.allot(total, np.array(weight), np.array(low), np.array(high))
    if counts is None:
        raise RuntimeError(f"seed {order.seed}: {total} workers cannot be shared out")
    return [int(count) for count in counts]


def _states(settled: Settled, dice: np.random.Generator) -> list[tuple[str, str]]:
    """Return state and date of every office; of the unfiled ones five in twelve are ready."""
    unfiled = [number for number, flag in enumerate(settled.unfiled) if flag]
    made = [("in use", f"{int(dice.integers(2004, 2022))}-{int(dice.integers(1, 13)):02d}")]
    made = made + [
        ("in use", f"{int(dice.integers(2004, 2022))}-{int(dice.integers(1, 13)):02d}")
        for _ in settled.classes[1:]
    ]
    for place, number in enumerate(unfiled):
        share = place / len(unfiled)
        if share < 5 / 12:
            made[number] = ("in use", f"2025-{int(dice.integers(9, 13)):02d}")
        elif share < 10 / 12:
            made[number] = ("fitting out", f"2026-{int(dice.integers(6, 11)):02d}")
        else:
            made[number] = ("under construction", f"2027-{int(dice.integers(3, 10)):02d}")
    return made


def _area(households: int, unfiled: bool, dice: np.random.Generator) -> int:
    """Return square metres: about 40 % of the offices lie below 30 m2 per 100 households."""
    needed = households * M2_PER_100 / 100
    share = dice.uniform(0.32, 0.97) if dice.random() < 0.40 else dice.uniform(1.02, 1.7)
    if unfiled:
        share = max(share, 0.6)
    return int(np.clip(round(needed * share), 80, 1200))


def candidates(ground: Ground, settled: Settled, dice: np.random.Generator) -> list[Candidate]:
    """Return rooms for new communities, in the parts that leave: none is ready yet."""
    made: list[Candidate] = []
    for number, kept in sorted(settled.seats_of_offices.items()):
        away = sorted(
            index
            for index, c in enumerate(ground.community)
            if c == number and index not in kept and settled.households[index]
        )
        wanted = 2 if settled.classes[number].kind == "thirds" else 1
        for place in dice.permutation(len(away))[:wanted]:
            fitting = len(made) % 9 in (0, 2, 4, 6, 8)
            state = "fitting out" if fitting else "under construction"
            date = f"2026-{int(dice.integers(7, 13)):02d}" if fitting else "2027-06"
            made.append(Candidate(away[int(place)], int(dice.integers(420, 980)), state, date))
    return made


def seats(ground: Ground, settled: Settled, dice: np.random.Generator) -> list[int]:
    """Return the parcel where each community's office stands."""
    made = []
    for number in range(len(ground.office_of)):
        kept = settled.seats_of_offices.get(number)
        homes = sorted(
            index
            for index, c in enumerate(ground.community)
            if c == number and settled.households[index] and (kept is None or index in kept)
        )
        made.append(homes[int(dice.integers(len(homes)))])
    return made
