"""How many households each of today's communities is to have, and which of them is which class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from redistrict.synth.blueprint import BAND, Blueprint

SLACK = 45  # households left free so that later corrections by hand change no verdict


@dataclass(frozen=True)
class Seat:
    """A community as the distribution sees it."""

    capacity: float
    lowest: int
    highest: int
    unfiled: bool
    giant: bool  # may become the one that needs three
    beside: frozenset[int]


@dataclass(frozen=True)
class Target:
    """Households to reach and the class that this makes."""

    kind: str
    households: int


def draw(order: Blueprint, count: int, dice: np.random.Generator) -> list[Target]:
    """Return one target per community; those inside the band have the order's mean."""
    sizes = order.sizes
    made = [Target("halves", int(dice.integers(4120, 5580))) for _ in range(sizes.halves)]
    made += [Target("thirds", int(dice.integers(6250, 7350))) for _ in range(sizes.thirds)]
    made += [Target("heavy", int(dice.integers(4030, 4750))) for _ in range(sizes.heavy)]
    made += [Target("large", int(dice.integers(3040, 3940))) for _ in range(sizes.large)]
    made += [Target("joinable", int(dice.integers(620, 880))) for _ in range(sizes.joinable)]
    made += [Target("small", int(dice.integers(360, 940))) for _ in range(sizes.small)]
    rest = count - len(made)
    return made + [Target("band", size) for size in _middle(rest, rest * order.usual, dice)]


def _middle(count: int, total: int, dice: np.random.Generator) -> list[int]:
    """Return `count` sizes inside the band that add up to `total`, bent towards the small side."""
    low, high = BAND[0] + 60, BAND[1] - 60
    chance = np.sort(dice.uniform(0.02, 0.98, count))
    weak, strong = 0.05, 12.0
    for _ in range(60):
        power = (weak + strong) / 2
        if float(np.sum(low + (high - low) * chance**power)) > total:
            weak = power
        else:
            strong = power
    return [int(size) for size in low + (high - low) * chance**strong]


def place(
    seats: list[Seat], targets: list[Target], dice: np.random.Generator, rounds: int
) -> list[Target] | None:
    """Return the targets in the order of the seats, or None where no fitting order was found.

    A small community must have no neighbour that could take it, a joinable one must have one.
    """
    order = sorted(range(len(seats)), key=lambda i: seats[i].capacity)
    held: list[Target] = [targets[0]] * len(seats)
    for seat, target in zip(order, sorted(targets, key=lambda t: t.households), strict=True):
        held[seat] = target
    scale = sum(t.households for t in targets) / sum(s.capacity for s in seats)
    cost = [_cost(i, seats, held, scale) for i in range(len(seats))]
    for turn in range(rounds):
        heat = 0.6 * (1 - turn / rounds)
        a, b = (int(i) for i in dice.integers(0, len(seats), 2))
        if a == b:
            continue
        around = sorted({a, b} | seats[a].beside | seats[b].beside)
        held[a], held[b] = held[b], held[a]
        fresh = [_cost(i, seats, held, scale) for i in around]
        change = sum(fresh) - sum(cost[i] for i in around)
        if change <= 0 or dice.random() < np.exp(-change / max(heat, 1e-9)):
            for i, value in zip(around, fresh, strict=True):
                cost[i] = value
        else:
            held[a], held[b] = held[b], held[a]
    return held if max(cost) < 50 else None


def _cost(index: int, seats: list[Seat], held: list[Target], scale: float) -> float:
    seat, target = seats[index], held[index]
    cost = float(np.log(target.households / (seat.capacity * scale)) ** 2)
    wrong = not seat.lowest <= target.households <= seat.highest
    wrong |= target.kind == "thirds" and not seat.giant
    if seat.unfiled:
        wrong |= target.kind != "band" or not 1100 <= target.households <= 2800
    nearby = [held[i] for i in seat.beside]
    if target.kind == "small":
        wrong |= any(target.households + t.households <= BAND[1] + SLACK for t in nearby)
    if target.kind == "joinable":
        wrong |= not any(
            t.kind == "band" and target.households + t.households <= BAND[1] - SLACK for t in nearby
        )
    return cost + (50.0 if wrong else 0.0)


def allot(total: int, weights: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray | None:
    """Return whole households per compound near the weights, within bounds, adding up to total."""
    if not low.sum() <= total <= high.sum():
        return None
    weak, strong = 0.0, float(high.max() / weights.min()) + 1
    for _ in range(80):
        scale = (weak + strong) / 2
        if float(np.clip(scale * weights, low, high).sum()) < total:
            weak = scale
        else:
            strong = scale
    exact = np.clip(strong * weights, low, high)
    whole = np.floor(exact).astype(int)
    missing = total - int(whole.sum())
    ranked = np.lexsort((np.arange(len(exact)), -(exact - whole)))
    for index in [i for i in ranked if whole[i] < high[i]][:missing]:
        whole[index] += 1
    return whole if int(whole.sum()) == total else None
