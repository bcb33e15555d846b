"""Districts for benchmarks: real ones from the shared data, generated ones from a seed."""

import csv
import math
import random
from pathlib import Path

import pyogrio
from scipy.spatial import Voronoi

from redistrict.domain.problem import Problem
from redistrict.domain.rules import Change, Rules
from redistrict.domain.units import Community, Edge, Unit

BAND = Rules(
    min=1000, max=3000, changed_min=1000, changed_max=3000, merge_under=1000, split_over=3000
)
SIDE_M = 3000


def real(folder: Path, change: Change) -> dict[str, Problem]:
    """Return the districts of a shared data set by name; the rook graph with 1 m of border."""
    frame = pyogrio.read_dataframe(folder / "units.gpkg")
    points = frame.geometry.representative_point()
    units: dict[str, list[Unit]] = {}
    homes: dict[str, tuple[str, str]] = {}
    for row, x, y in zip(frame.itertuples(), points.x, points.y, strict=True):
        unit = Unit(
            id=row.unit_id, households=int(row.households), subdistrict=row.parent_name,
            community=row.community_id, workload=int(row.population),
            easting=int(x), northing=int(y),
        )  # fmt: skip
        units.setdefault(row.parent_name, []).append(unit)
        homes[row.unit_id] = (row.parent_name, row.community_id)
    edges: dict[str, list[Edge]] = {}
    with (folder / "adjacency.csv").open(encoding="utf-8-sig") as file:
        for line in csv.DictReader(file):
            a, b = sorted((line["unit_a"], line["unit_b"]))
            if homes[a][0] == homes[b][0] and float(line["shared_m"]) >= 1:
                shared = int(float(line["shared_m"]) * 10)
                edges.setdefault(homes[a][0], []).append(Edge(a, b, shared=shared))
    return {
        name: _problem(name, units[name], edges.get(name, []), change) for name in sorted(units)
    }


def _problem(name: str, units: list[Unit], edges: list[Edge], change: Change) -> Problem:
    members: dict[str, list[str]] = {}
    for unit in units:
        members.setdefault(unit.community, []).append(unit.id)
    communities = tuple(
        Community(id=key, name=key, subdistrict=name, units=tuple(sorted(members[key])))
        for key in sorted(members)
    )
    load = sum(unit.workload for unit in units)
    return Problem(
        subdistrict=name,
        units=tuple(sorted(units, key=lambda unit: unit.id)),
        edges=tuple(sorted(edges, key=lambda edge: (edge.a, edge.b))),
        communities=communities,
        rules=BAND,
        change=change,
        workload_target=round(load / len(communities)),
    )


def generated(count: int, seed: int, mean: int = 350) -> Problem:
    """Return a district of Voronoi blocks with lognormal households.

    Today's communities grow block by block from seeds until they hold about 1,900 households, so
    that some lie outside the band.
    """
    draw = random.Random(f"{count}-{seed}")
    points = [(draw.uniform(0, SIDE_M), draw.uniform(0, SIDE_M)) for _ in range(count)]
    mirrored = [
        (fx(x), fy(y))
        for fx, fy in (
            (lambda x: -x, lambda y: y), (lambda x: 2 * SIDE_M - x, lambda y: y),
            (lambda x: x, lambda y: -y), (lambda x: x, lambda y: 2 * SIDE_M - y),
        )
        for x, y in points
    ]  # fmt: skip
    diagram = Voronoi(points + mirrored)
    edges = []
    near: dict[int, set[int]] = {index: set() for index in range(count)}
    for (a, b), ends in zip(diagram.ridge_points, diagram.ridge_vertices, strict=True):
        if a < count and b < count and -1 not in ends:
            length = math.dist(*(diagram.vertices[end] for end in ends))
            if length >= 1:
                low, high = sorted((int(a), int(b)))
                edges.append(Edge(f"u{low:04d}", f"u{high:04d}", shared=int(length * 10)))
                near[low].add(high)
                near[high].add(low)
    sizes = [max(1, round(draw.lognormvariate(math.log(mean) - 0.18, 0.6))) for _ in range(count)]
    home = _grow(near, sizes, draw)
    units = [
        Unit(
            id=f"u{index:04d}", households=sizes[index], subdistrict=f"{count}-{seed}",
            community=f"k{home[index]:03d}", workload=sizes[index],
            easting=int(points[index][0]), northing=int(points[index][1]),
        )
        for index in range(count)
    ]  # fmt: skip
    return _problem(f"{count}-{seed}", units, edges, Change())


def _grow(near: dict[int, set[int]], sizes: list[int], draw: random.Random) -> dict[int, int]:
    home: dict[int, int] = {}
    for start in sorted(near):
        if start in home:
            continue
        label, total, front = len(set(home.values())), 0, [start]
        wanted = draw.uniform(900, 2900)
        while front and total < wanted:
            node = front.pop(0)
            if node in home:
                continue
            home[node] = label
            total += sizes[node]
            front += sorted(near[node] - home.keys())
    return home
