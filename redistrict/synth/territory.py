"""Today's communities: groups of cells, cut apart along roads, the river and the railway."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.strtree import STRtree

from redistrict.synth.blocks import Cell
from redistrict.synth.streets import Street

REACH_M = 45.0  # widest gap across which neighbours count as neighbours
BARRIERS = ("河流", "铁路", "快速路")


@dataclass(frozen=True)
class Land:
    """Cells as the cutting sees them: weight, place, and which lie across a passable road."""

    weight: tuple[float, ...]
    place: np.ndarray  # (u, v) of each cell
    beside: tuple[frozenset[int], ...]


def survey(cells: list[Cell], streets: list[Street], dice: np.random.Generator) -> Land:
    """Return the weights (area x density x chance) of the cells and who is across whose road."""
    beside: list[set[int]] = [set() for _ in cells]
    tree = STRtree([cell.shape for cell in cells])
    lines = STRtree([street.line for street in streets])
    for first, cell in enumerate(cells):
        for second in sorted(int(i) for i in tree.query(cell.shape, predicate="intersects")):
            if second <= first or cell.office is not cells[second].office:
                continue
            shared = cell.shape.intersection(cells[second].shape)
            if shared.length < 70:
                continue
            middle = shapely.line_interpolate_point(
                shapely.line_merge(shared), 0.5, normalized=True
            )
            street = streets[int(lines.nearest(middle))]
            if street.kind not in BARRIERS and street.width < REACH_M:
                beside[first].add(second)
                beside[second].add(first)
    chance = np.exp(dice.normal(0.0, 0.16, len(cells)))
    weight = tuple(
        float(c.shape.area / 1e4 * c.office.zone.density * f)
        for c, f in zip(cells, chance, strict=True)
    )
    place = np.array([[cell.u, cell.v] for cell in cells])
    return Land(weight, place, tuple(frozenset(b) for b in beside))


def pieces(members: list[int], land: Land) -> list[list[int]]:
    """Return the connected pieces of some cells, the heaviest first."""
    left, found = set(members), []
    while left:
        seen = {min(left)}
        queue = list(seen)
        while queue:
            for other in sorted(land.beside[queue.pop()] & left - seen):
                seen.add(other)
                queue.append(other)
        left -= seen
        found.append(sorted(seen))
    return sorted(found, key=lambda piece: (-_total(piece, land), piece))


def _total(members: list[int], land: Land) -> float:
    return sum(land.weight[i] for i in members)


def divide(
    members: list[int], count: int, land: Land, dice: np.random.Generator
) -> list[list[int]]:
    """Return at most `count` connected communities of whole cells, each cut along one line.

    Small pieces behind a barrier, and pieces too many for `count`, are left out.
    """
    parts = pieces(members, land)
    if len(parts) > 1:
        return _share_out(parts, count, land, dice)
    if count <= 1 or len(members) < 2:
        return [members]
    best = min(_candidates(members, count, land, dice), default=None, key=lambda option: option[0])
    if best is None:
        return [members]
    _, first, second, number = best
    return divide(first, number, land, dice) + divide(second, count - number, land, dice)


def _share_out(
    parts: list[list[int]], count: int, land: Land, dice: np.random.Generator
) -> list[list[int]]:
    least = 0.25 * sum(_total(part, land) for part in parts) / count
    numbers = [
        1 if index == 0 or (index < count and _total(part, land) > least) else 0
        for index, part in enumerate(parts)
    ]
    for _ in range(count - sum(numbers)):
        loads = [
            _total(p, land) / (n + 0.5) if n and n < len(p) else 0.0
            for p, n in zip(parts, numbers, strict=True)
        ]
        numbers[int(np.argmax(loads))] += 1
    made: list[list[int]] = []
    for part, number in zip(parts, numbers, strict=True):
        made += divide(part, number, land, dice) if number else []
    return made


def _candidates(
    members: list[int], count: int, land: Land, dice: np.random.Generator
) -> list[tuple[float, list[int], list[int], int]]:
    """Return (cost, one side, other side, communities of the one side) per possible cut."""
    options = []
    whole = _total(members, land)
    spans = np.ptp(land.place[members], axis=0) + 1.0
    for axis in (0, 1):
        order = sorted(members, key=lambda i: (land.place[i, axis], i))
        for cut in range(1, len(order)):
            first, second = sorted(order[:cut]), sorted(order[cut:])
            if len(pieces(first, land)) > 1 or len(pieces(second, land)) > 1:
                continue
            step = land.place[order[cut], axis] - land.place[order[cut - 1], axis]
            share = _total(first, land) / whole
            for number in range(1, count):
                if number > len(first) or count - number > len(second):
                    continue
                uneven = abs(share - number / count) * count / min(number, count - number)
                cost = uneven - 0.9 * min(step, 400) / 400 - 0.5 * spans[axis] / spans.max()
                options.append((cost + dice.uniform(0, 0.15), first, second, number))
    return options
