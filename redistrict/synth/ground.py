"""The ground: streets, parcels, and which of today's communities each parcel lies in."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.strtree import STRtree

from redistrict.synth import blocks, streets, territory
from redistrict.synth.blocks import Cell, Parcel
from redistrict.synth.blueprint import FRINGE, MIXED, NEW, OLD, Blueprint, Office
from redistrict.synth.nearness import Graph, connected, neighbours
from redistrict.synth.streets import Grid, Street
from redistrict.synth.territory import BARRIERS, REACH_M


@dataclass(frozen=True)
class Ground:
    """Everything that has a place but no people yet."""

    mesh: Grid
    streets: tuple[Street, ...]
    cells: tuple[Cell, ...]
    parcels: tuple[Parcel, ...]
    community: tuple[int, ...]  # per parcel; -1 is land outside the plan
    home: tuple[int, ...]  # per parcel: rank as a place for a compound, -1 for other land
    office_of: tuple[Office, ...]  # per community
    graph: tuple[frozenset[int], ...]


def lay(order: Blueprint, dice: np.random.Generator) -> Ground:
    """Return the ground of a made-up city: network, cells, communities, blocks, parcels."""
    mesh = streets.grid(order, dice)
    water, *banks = streets.river(order, mesh)
    obstacles = [water, *streets.railway(order, mesh)]
    main = [*banks, *streets.arterials(order, mesh, dice), *streets.secondaries(order, mesh, dice)]
    cells = blocks.cells(order, mesh, [*obstacles, *main])
    land = territory.survey(cells, [*obstacles, *main], dice)
    home, office_of = _communities(order, cells, land, dice)
    for obstacle in obstacles:
        main = [streets.opened(street, obstacle, order, mesh) for street in main]
    for cell in cells:
        main += blocks.lanes(cell, dice)
    everything = [*main, *obstacles]
    parcels = _parcels(cells, everything, dice)
    rank = _homes([home[p.cell] for p in parcels], parcels, office_of, dice)
    parcels, rank = _joined(parcels, rank)
    barriers = [s.line for s in everything if s.kind in BARRIERS]
    graph = neighbours([p.shape for p in parcels], barriers, REACH_M)
    community = _whole([home[p.cell] for p in parcels], office_of, graph)
    return Ground(
        mesh=mesh,
        streets=tuple(everything),
        cells=tuple(cells),
        parcels=tuple(parcels),
        community=tuple(community),
        home=tuple(rank),
        office_of=office_of,
        graph=tuple(frozenset(others) for others in graph),
    )


def _communities(
    order: Blueprint, cells: list[Cell], land: territory.Land, dice: np.random.Generator
) -> tuple[list[int], tuple[Office, ...]]:
    home = [-1] * len(cells)
    office_of: list[Office] = []
    for office in order.offices:
        members = [i for i, cell in enumerate(cells) if cell.office is office]
        made = _divided(office, members, land, dice)
        made.sort(key=lambda g: (-land.place[g, 1].mean() // 900, land.place[g, 0].mean()))
        for group in made:
            for cell in group:
                home[cell] = len(office_of)
            office_of.append(office)
    return home, tuple(office_of)


def _divided(
    office: Office, members: list[int], land: territory.Land, dice: np.random.Generator
) -> list[list[int]]:
    """Return the office's communities: the first even enough result of several cuttings."""
    usual = sum(land.weight[i] for i in members) / office.communities
    for patience in range(60):
        made = territory.divide(members, office.communities, land, dice)
        lightest = min(sum(land.weight[i] for i in group) for group in made)
        if len(made) == office.communities and lightest > usual * (0.62 - 0.005 * patience):
            return made
    raise RuntimeError(f"{office.name}: these streets cannot be cut into {office.communities}")


def _parcels(
    cells: list[Cell], everything: list[Street], dice: np.random.Generator
) -> list[Parcel]:
    near = STRtree([street.line for street in everything])
    made: list[Parcel] = []
    number = 0
    for index, cell in enumerate(cells):
        for block in blocks.blocks(cell, near, everything):
            number += 1
            for shape in blocks.parcels(block, cell.office.zone, dice):
                neat = blocks.tidy(shape, cell.office.zone)
                if neat.geom_type == "Polygon" and neat.area > 0.4 * blocks.SLIVER_M2:
                    made.append(Parcel(shapely.normalize(neat), index, number))
    return made


FEWEST = {OLD.name: 10, MIXED.name: 4, NEW.name: 2, FRINGE.name: 1}
SHARE = {OLD.name: 0.90, MIXED.name: 0.80, NEW.name: 0.75, FRINGE.name: 0.6}


def _homes(
    community: list[int],
    parcels: list[Parcel],
    office_of: tuple[Office, ...],
    dice: np.random.Generator,
) -> list[int]:
    """Return per parcel its rank among its community's compounds (the most usual first), or -1."""
    rank = [-1] * len(parcels)
    for number, office in enumerate(office_of):
        zone = office.zone
        group = [i for i, c in enumerate(community) if c == number]
        odd = {
            i: abs(float(np.log(parcels[i].shape.area / zone.parcel_m2))) + dice.uniform(0, 0.9)
            for i in group
        }
        ranked = sorted(group, key=lambda i: odd[i])
        count = max(FEWEST[zone.name], round(len(group) * SHARE[zone.name]))
        for place, i in enumerate(
            ranked[: min(count, zone.compounds[1], len(group) - (len(group) > 3))]
        ):
            rank[i] = place
    return rank


def _joined(parcels: list[Parcel], rank: list[int]) -> tuple[list[Parcel], list[int]]:
    """Return the parcels with the land of no compound in one block grown together."""
    by_block: dict[int, list[int]] = {}
    for index, parcel in enumerate(parcels):
        by_block.setdefault(parcel.block, []).append(index)
    made: list[tuple[Parcel, int]] = []
    for members in by_block.values():
        other = [i for i in members if rank[i] < 0]
        made += [(parcels[i], rank[i]) for i in members if rank[i] >= 0]
        if not other:
            continue
        grown = shapely.union_all([parcels[i].shape.buffer(7, join_style="mitre") for i in other])
        whole = grown.buffer(-7, join_style="mitre")
        for part in shapely.get_parts(whole):
            neat = shapely.set_precision(shapely.simplify(part, 0.3), 0.01)
            if neat.geom_type == "Polygon" and neat.area > 1500:
                made.append((replace(parcels[other[0]], shape=shapely.normalize(neat)), -1))
    return [parcel for parcel, _ in made], [place for _, place in made]


def _whole(community: list[int], office_of: tuple[Office, ...], graph: Graph) -> list[int]:
    """Return communities in one piece each: stray pieces go to a neighbour or out of the plan."""
    fixed = list(community)
    for _ in range(4):
        changed = False
        for number in range(len(office_of)):
            members = {i for i, c in enumerate(fixed) if c == number}
            for stray in connected(members, graph)[1:]:
                changed = True
                around = sorted(
                    fixed[o]
                    for i in stray
                    for o in graph[i]
                    if fixed[o] not in (-1, number) and office_of[fixed[o]] is office_of[number]
                )
                new = max(set(around), key=lambda c: (around.count(c), -c)) if around else -1
                for i in stray:
                    fixed[i] = new
        if not changed:
            return fixed
    return fixed


def areas(ground: Ground) -> dict[int, float]:
    """Return the square kilometres of each community (whole cells, streets included)."""
    total: dict[int, float] = {}
    for parcel, number in zip(ground.parcels, ground.community, strict=True):
        total[number] = total.get(number, 0.0) + parcel.shape.area
    return {number: area / 0.8e6 for number, area in total.items()}
