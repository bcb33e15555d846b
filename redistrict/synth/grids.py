"""Today's grids of a made-up city: drawn some years ago, so that some no longer fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from redistrict.synth.places import Compound, Made

NO_GRIDS = 0.08
"""Share of communities, set up lately, that have none yet."""
SPECIAL = ("学校", "园区", "商圈")
SPECIAL_SHARE = 0.25
MOST = 480


@dataclass(frozen=True)
class Grid:
    """A grid of today; ``special`` says why it stands for itself (专属网格)."""

    name: str
    community: int
    special: str = ""


def draw(made: Made) -> tuple[dict[tuple[int, int], Grid], tuple[Grid, ...]]:
    """Return the grid of every building (compound and place in it; -1: the land) and all grids."""
    dice = np.random.default_rng([made.order.seed, 70])
    inside: dict[int, list[int]] = {}
    for number, item in enumerate(made.compounds):
        inside.setdefault(item.community, []).append(number)
    of: dict[tuple[int, int], Grid] = {}
    grids: list[Grid] = []
    for community, numbers in sorted(inside.items()):
        if dice.random() < NO_GRIDS:
            continue
        for place, group in enumerate(_groups(made.compounds, numbers, dice), 1):
            grid = Grid(f"{made.communities[community].name}第{place}网格", community)
            grids.append(grid)
            of |= dict.fromkeys(group, grid)
        for number in numbers:
            item = made.compounds[number]
            if item.lot.kind in SPECIAL and dice.random() < SPECIAL_SHARE:
                grid = Grid(f"{item.name}专属网格", community, f"{item.lot.kind}专属网格")
                grids.append(grid)
                of[number, -1] = grid
    return of, tuple(grids)


def _groups(
    compounds: tuple[Compound, ...], numbers: list[int], dice: np.random.Generator
) -> list[list[tuple[int, int]]]:
    """Return groups of neighbouring buildings, as somebody drew them by hand."""
    centre = {n: np.array(compounds[n].lot.shape.centroid.coords[0]) for n in numbers}
    left = [n for n in numbers if compounds[n].households]
    at = min((centre[n] for n in left), key=lambda point: (point[0] + point[1], point[0]))
    made: list[list[tuple[int, int]]] = []
    group: list[tuple[int, int]] = []
    total, wanted = 0, float(dice.uniform(330, 450))
    while left:
        number = min(left, key=lambda n: (float(np.hypot(*(centre[n] - at))), n))
        left.remove(number)
        slabs = compounds[number].slabs
        if total and total + sum(slabs) > MOST:
            made.append(group)
            group, total, wanted = [], 0, float(dice.uniform(310, 460))
        for place, households in enumerate(slabs):
            if total and total + households > MOST:
                made.append(group)
                group, total, wanted = [], 0, float(dice.uniform(310, 460))
            group.append((number, place))
            total += households
        at = centre[number]
        if total >= wanted:
            made.append(group)
            group, total, wanted = [], 0, float(dice.uniform(310, 460))
    if group:
        made = [*made, group] if total > 150 or not made else [*made[:-1], made[-1] + group]
    return _with_land(compounds, numbers, made)


def _with_land(
    compounds: tuple[Compound, ...], numbers: list[int], made: list[list[tuple[int, int]]]
) -> list[list[tuple[int, int]]]:
    """Return the groups with the land where nobody lives, each with the nearest building's."""
    of = {number: group for group in made for number, _ in group}
    for number in numbers:
        if not compounds[number].slabs:
            shape = compounds[number].lot.shape
            near = min(
                of, key=lambda n: (float(shapely.distance(compounds[n].lot.shape, shape)), n)
            )
            of[near].append((number, -1))
    return made
