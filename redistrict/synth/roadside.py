"""Whether a community could be split along one street, as officials split."""

from __future__ import annotations

import numpy as np
import shapely

from redistrict.intake.contacts import links
from redistrict.synth.blueprint import BAND
from redistrict.synth.ground import Ground
from redistrict.synth.nearness import connected, near
from redistrict.synth.territory import REACH_M


def halves(members: list[int], ground: Ground) -> list[tuple[set[int], set[int]]]:
    """Return the ways in which one street parts some parcels in two connected sides."""
    inside = set(members)
    shapes = np.array([ground.parcels[i].shape for i in members], dtype=object)
    met = [
        link
        for link in links(shapes, near(REACH_M)).values()
        if members[link.b] in ground.graph[members[link.a]]
    ]
    courses = np.array([link.course for link in met], dtype=object)
    found = []
    for street in ground.streets:
        apart = shapely.intersects(courses, street.line)
        if not apart.any():
            continue
        graph: list[set[int]] = [set() for _ in members]
        for link, crossed in zip(met, apart, strict=True):
            if not crossed:
                graph[link.a].add(link.b)
                graph[link.b].add(link.a)
        sides = connected(set(range(len(inside))), graph)
        if len(sides) == 2:
            first, second = ({members[i] for i in side} for side in sides)
            found.append((first, second))
    return found


def parted(
    halves: list[tuple[set[int], set[int]]], households: dict[int, int], groups: dict[int, str]
) -> bool:
    """Return whether some two sides both lie in the band and cut no compound."""
    for sides in halves:
        totals = [sum(households[i] for i in side) for side in sides]
        whole = [{groups[i] for i in side if i in groups} for side in sides]
        if BAND[0] <= min(totals) and max(totals) <= BAND[1] and not whole[0] & whole[1]:
            return True
    return False
