"""Where people live: which parcels are compounds, and how many households each of them has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from redistrict.synth import halving, roadside, targets
from redistrict.synth.blueprint import FRINGE, MIXED, NEW, OLD, Blueprint
from redistrict.synth.ground import FEWEST, Ground
from redistrict.synth.targets import Seat, Target

THROWS = 40
THROWS_FOR_A_STREET = 400


@dataclass(frozen=True)
class Settled:
    """Households per parcel (0 for other land) with the classes of the communities."""

    households: tuple[int, ...]
    groups: dict[int, str]  # parcel -> compound kept whole
    giants: tuple[tuple[int, ...], ...]  # phases of the two giant compounds
    classes: tuple[Target, ...]
    unfiled: tuple[bool, ...]
    seats_of_offices: dict[int, set[int]]  # split communities: parcels where the office may stand


def settle(order: Blueprint, ground: Ground, attempts: int = 12) -> Settled:
    """Return a population that meets the order; a failed throw of the dice is thrown again.

    Raises
    ------
    RuntimeError
        When no throw met the order: the geometry of this seed cannot carry it.
    """
    for attempt in range(attempts):
        dice = np.random.default_rng([order.seed, 20, attempt])
        settled = _attempt(order, ground, attempt, dice)
        if settled is not None:
            return settled
    raise RuntimeError(f"seed {order.seed}: no population fits these streets; take another seed")


def _attempt(
    order: Blueprint, ground: Ground, attempt: int, dice: np.random.Generator
) -> Settled | None:
    members = [
        [i for i, c in enumerate(ground.community) if c == number]
        for number in range(len(ground.office_of))
    ]
    homes = [
        sorted((i for i in group if ground.home[i] >= 0), key=lambda i: ground.home[i])
        for group in members
    ]
    unfiled = _unfiled(order, ground, dice)
    seats = _seats(homes, unfiled, ground)
    wanted = targets.draw(order, len(seats), dice)
    held = targets.place(seats, wanted, dice, rounds=400 * len(seats))
    if held is None:
        return None
    households = [0] * len(ground.parcels)
    groups: dict[int, str] = {}
    offices: dict[int, set[int]] = {}
    for number, target in enumerate(held):
        made = _fill(number, target, homes[number], members[number], ground, dice)
        if target.kind == "halves" and made is not None:
            # Dice of its own: a community thrown again for its streets changes no other.
            own = np.random.default_rng([order.seed, 21, attempt, number])
            made = _along_a_street(
                made, number, target, homes[number], members[number], ground, own
            )
        if made is None:
            return None
        counts, phases, kept = made
        for parcel, count in counts.items():
            households[parcel] = count
        groups |= phases
        if kept:
            offices[number] = kept
    giants = _giants(held, members, households, groups, ground)
    if len(giants) < order.giants:
        return None
    return Settled(tuple(households), groups, giants, tuple(held), tuple(unfiled), offices)


def _unfiled(order: Blueprint, ground: Ground, dice: np.random.Generator) -> list[bool]:
    flags = [False] * len(ground.office_of)
    for office in order.offices:
        numbers = [i for i, o in enumerate(ground.office_of) if o is office]
        for index in dice.permutation(len(numbers))[: office.unfiled]:
            flags[numbers[index]] = True
    return flags


def _seats(homes: list[list[int]], unfiled: list[bool], ground: Ground) -> list[Seat]:
    beside = beside_today(ground)
    seats = []
    for number, parcels in enumerate(homes):
        zone = ground.office_of[number].zone
        low, high = zone.compound
        natural = sum(
            float(np.clip(ground.parcels[p].shape.area / 1e4 * zone.density, low, high))
            for p in parcels
        )
        lowest = int(FEWEST[zone.name] * low * 1.25)
        highest = int(len(parcels) * high * 0.75) if zone is not OLD else len(parcels) * 130
        giant = zone is NEW and len(parcels) >= 6
        seats.append(Seat(natural, lowest, highest, unfiled[number], giant, beside[number]))
    return seats


def beside_today(ground: Ground) -> list[frozenset[int]]:
    """Return the neighbouring communities of each community inside its own office."""
    beside: list[set[int]] = [set() for _ in ground.office_of]
    for parcel, others in enumerate(ground.graph):
        here = ground.community[parcel]
        for other in others:
            there = ground.community[other]
            if -1 in (here, there) or here == there:
                continue
            if ground.office_of[here] is ground.office_of[there]:
                beside[here].add(there)
    return [frozenset(numbers) for numbers in beside]


Filled = tuple[dict[int, int], dict[int, str], set[int]]


def _fill(
    number: int,
    target: Target,
    homes: list[int],
    members: list[int],
    ground: Ground,
    dice: np.random.Generator,
) -> Filled | None:
    """Return households per compound, compounds in phases, and where the office may stand."""
    zone = ground.office_of[number].zone
    low, high = zone.compound
    most = max(FEWEST[zone.name], int(target.households / (low * 1.15)))
    for _ in range(THROWS):
        chosen = sorted(homes[: min(len(homes), most)])
        hectares = np.array([ground.parcels[p].shape.area / 1e4 for p in chosen])
        weights = hectares**0.75 * np.exp(dice.normal(0.0, 0.42, len(chosen)))
        size = np.ones(len(chosen))
        counts = targets.allot(target.households, weights, low * size, high * size)
        if counts is None:
            return None
        households = dict.fromkeys(members, 0)
        households |= dict(zip(chosen, (int(c) for c in counts), strict=True))
        phases = _phases(number, chosen, households, ground, dice)
        if target.kind not in ("halves", "thirds"):
            return households, phases, set()
        kept = _splittable(target, members, households, phases, ground, dice)
        if kept:
            return households, phases, kept
    return None


def _along_a_street(
    made: Filled,
    number: int,
    target: Target,
    homes: list[int],
    members: list[int],
    ground: Ground,
    dice: np.random.Generator,
) -> Filled | None:
    """Return a filling that one street parts in two communities, the given one if it does."""
    halves = roadside.halves(members, ground)
    found: Filled | None = made
    for _ in range(THROWS_FOR_A_STREET):
        if found is None or roadside.parted(halves, found[0], found[1]):
            return found
        found = _fill(number, target, homes, members, ground, dice)
    return None


def _splittable(
    target: Target,
    members: list[int],
    households: dict[int, int],
    phases: dict[int, str],
    ground: Ground,
    dice: np.random.Generator,
) -> set[int] | None:
    """Return the larger part of some split that no split into more parts can beat, if any."""
    parts = 2 if target.kind == "halves" else 3
    graph = [set(others) for others in ground.graph]
    found = halving.largest_kept(members, households, phases, graph, parts, dice)
    if found is None:
        return None
    moved = target.households - found[0]
    least = max(2000 if parts == 2 else 3000, target.households - 3000)
    return found[1] if moved <= least + 150 else None


def _phases(
    number: int,
    chosen: list[int],
    households: dict[int, int],
    ground: Ground,
    dice: np.random.Generator,
) -> dict[int, str]:
    """Return compounds of two phases: neighbours in one block that stay together."""
    zone = ground.office_of[number].zone
    chance = {OLD.name: 0.02, MIXED.name: 0.10, NEW.name: 0.22, FRINGE.name: 0.1}[zone.name]
    made: dict[int, str] = {}
    for parcel in chosen:
        for other in sorted(ground.graph[parcel]):
            free = other in chosen and other > parcel and other not in made and parcel not in made
            together = households[parcel] + households.get(other, 0) <= 2_300
            same = ground.parcels[parcel].block == ground.parcels[other].block
            if free and together and same and dice.random() < chance:
                made[parcel] = made[other] = f"{number}-{parcel}"
    return made


def _giants(
    held: list[Target],
    members: list[list[int]],
    households: list[int],
    groups: dict[int, str],
    ground: Ground,
) -> tuple[tuple[int, ...], ...]:
    """Return the phases of two compounds of 3,500 to 5,500 households that lie side by side."""
    found: list[tuple[int, ...]] = []
    ranked = sorted(range(len(held)), key=lambda n: (-held[n].households, n))
    for number in ranked:
        if ground.office_of[number].zone is not NEW or len(found) == 2:
            continue
        homes = [p for p in members[number] if households[p] and p not in groups]
        for start in homes:
            phases, total = [start], households[start]
            for other in homes:
                near = any(other in ground.graph[p] for p in phases)
                if other not in phases and near and total + households[other] <= 5_500:
                    phases.append(other)
                    total += households[other]
                if total >= 3_500:
                    break
            if 3_500 <= total <= 5_500 and 2 <= len(phases) <= 4:
                found.append(tuple(sorted(phases)))
                break
    return tuple(found)
