"""Streets first: the arterials, secondary roads, river and railway of a made-up city.

The network is thought out on a straight grid (`u` east, `v` north, metres) and then bent into the
plane, so that roads curve a little everywhere and the old town lies askew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from redistrict.synth.blueprint import FRINGE, MIXED, NEW, OLD, ORIGIN, Blueprint, Zone

RIVER_WIDTH = 70.0
RIVERSIDE = 80.0  # centre of the river to the centre of the riverside road
RAIL_WIDTH = 44.0
STEP = 60.0


@dataclass(frozen=True)
class Street:
    """A centre line with its class (主干路, 次干路, 支路, 巷 ...) and full width in metres."""

    line: BaseGeometry
    kind: str
    width: float
    name: str = ""
    eastwest: bool = True
    state: str = "已建成"


@dataclass(frozen=True)
class Grid:
    """Where the arterials of the straight plane run, and how that plane is bent."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]  # from north to south, falling
    phases: tuple[float, ...]
    skew: float
    centre: tuple[float, float]

    def bend(self, points: np.ndarray) -> np.ndarray:
        """Return the plane's coordinates (metres, EPSG:4546) of straight coordinates."""
        u, v = points[:, 0], points[:, 1]
        a, b, c, d = self.phases
        x = u + 95 * np.sin(v / 2300 + a) + 34 * np.sin(v / 690 + b) + 0.035 * v
        y = v + 105 * np.sin(u / 2700 + c) + 30 * np.sin(u / 760 + d) - 0.02 * u
        dx, dy = u - self.centre[0], v - self.centre[1]
        angle = self.skew * np.exp(-((dx * dx + dy * dy) / 1750.0**2))
        x += dx * (np.cos(angle) - 1) - dy * np.sin(angle)
        y += dx * np.sin(angle) + dy * (np.cos(angle) - 1)
        return np.column_stack([x + ORIGIN[0], y + ORIGIN[1]])

    def straighten(self, points: np.ndarray) -> np.ndarray:
        """Return the straight coordinates of points in the plane (fixed-point iteration)."""
        guess = points - np.array(ORIGIN)
        for _ in range(25):
            guess = guess + points - self.bend(guess)
        return np.asarray(guess)

    def cell(self, u: float, v: float) -> tuple[int, int]:
        """Return the (column, row) of the arterial cell that holds a straight point."""
        column = int(np.searchsorted(self.columns, u, side="right")) - 1
        row = int(np.searchsorted([-r for r in self.rows], -v, side="right")) - 1
        return column, row

    def at(self, column: float, row: float) -> tuple[float, float]:
        """Return the straight point at a fractional (column, row)."""
        return _along(self.columns, column), _along(self.rows, row)


def _along(stops: tuple[float, ...], place: float) -> float:
    first = min(max(int(np.floor(place)), 0), len(stops) - 2)
    return stops[first] + (place - first) * (stops[first + 1] - stops[first])


def grid(order: Blueprint, dice: np.random.Generator) -> Grid:
    """Draw the spacing of the arterials (850 to 1,180 m) and the bending of the plane."""
    columns = np.concatenate([[0], np.cumsum(dice.uniform(860, 1130, len(order.cells[0])))])
    gaps = dice.uniform(850, 1120, len(order.cells)) + np.linspace(0, 90, len(order.cells))
    rows = np.concatenate([[0], -np.cumsum(gaps)]) + float(np.sum(gaps))
    straight = Grid(tuple(columns.round(1)), tuple(rows.round(1)), (0, 0, 0, 0), 0.0, (0, 0))
    return replace(
        straight,
        phases=tuple(dice.uniform(0, 2 * np.pi, 4)),
        skew=-0.21,
        centre=straight.at(*order.old_centre),
    )


def bent(mesh: Grid, points: list[tuple[float, float]]) -> BaseGeometry:
    """Return the bent centre line through straight points, sampled and thinned to one metre."""
    line = shapely.segmentize(LineString(points), STEP)
    return shapely.simplify(LineString(mesh.bend(shapely.get_coordinates(line))), 1.0)


def river(order: Blueprint, mesh: Grid) -> list[Street]:
    """Return the river and the two roads along it."""
    middle = mesh.rows[order.river_row]
    reach = np.arange(mesh.columns[0] - 1800, mesh.columns[-1] + 900, 80.0)
    sway = 150 * np.sin(reach / 1250 + mesh.phases[0]) + 60 * np.sin(reach / 560 + mesh.phases[1])
    course = [(float(u), float(middle + s)) for u, s in zip(reach, sway, strict=True)]
    inside = [(u, v) for u, v in course if mesh.columns[0] <= u <= mesh.columns[-1]]
    made = [Street(bent(mesh, course), "河流", RIVER_WIDTH)]
    for side in (1, -1):
        bank = [(u, v + side * RIVERSIDE) for u, v in inside]
        made.append(Street(bent(mesh, bank), "次干路", 26.0))
    return made


def railway(order: Blueprint, mesh: Grid) -> list[Street]:
    """Return the railway as a smooth line through the order's way points, or nothing."""
    if not order.railway:
        return []
    knots = np.array([mesh.at(*point) for point in order.railway])
    smooth = _rounded(knots)
    return [Street(bent(mesh, [tuple(p) for p in smooth]), "铁路", RAIL_WIDTH)]


def _rounded(knots: np.ndarray) -> np.ndarray:
    for _ in range(4):  # Chaikin's corner cutting
        near = 0.75 * knots[:-1] + 0.25 * knots[1:]
        far = 0.25 * knots[:-1] + 0.75 * knots[1:]
        inner = np.empty((2 * len(near), 2))
        inner[0::2], inner[1::2] = near, far
        knots = np.vstack([knots[:1], inner, knots[-1:]])
    return knots


def arterials(order: Blueprint, mesh: Grid, dice: np.random.Generator) -> list[Street]:
    """Return the arterial roads; those without a bridge stop at the riverside roads."""
    west, east, north, south = mesh.columns[0], mesh.columns[-1], mesh.rows[0], mesh.rows[-1]
    made = []
    for index, u in enumerate(mesh.columns):
        width = 54.0 if index in order.wide_columns else float(dice.choice([38, 40, 42, 44]))
        line = bent(mesh, [(u, south - 140), (u, north + 140)])
        made.append(Street(line, "主干路", width, eastwest=False))
    for index, v in enumerate(mesh.rows):
        if index == order.river_row and index < len(mesh.rows) - 1:
            continue
        width = 56.0 if index in order.wide_rows else float(dice.choice([38, 40, 42, 44]))
        kind = "主干路"
        if index == order.expressway_row:
            kind, width = "快速路", 70.0
        made.append(Street(bent(mesh, [(west - 140, v), (east + 140, v)]), kind, width))
    return made


GAPS = {OLD.name: 0.04, MIXED.name: 0.08, NEW.name: 0.38, FRINGE.name: 0.55}
SHARES = {True: ((0.26, 0.40), (0.60, 0.74)), False: ((0.38, 0.62),)}  # is it the old town?


def secondaries(order: Blueprint, mesh: Grid, dice: np.random.Generator) -> list[Street]:
    """Return roads between the arterials: runs of one to four cells, jogging where they restart.

    The old town has two between a pair of arterials, the rest of the city one.
    """
    made: list[Street] = []
    for old, shares in SHARES.items():
        for reach in shares:
            for column in range(len(order.cells[0])):
                stock = [_stock(order, row[column], old) for row in order.cells]
                for first, last, share in _runs(stock, reach, dice):
                    u = _along(mesh.columns, column + share)
                    ends = [(u, mesh.rows[last]), (u, mesh.rows[first])]
                    made.append(Street(bent(mesh, ends), *_class(old, dice), eastwest=False))
            for row, letters in enumerate(order.cells):
                stock = [_stock(order, letter, old) for letter in letters]
                for first, last, share in _runs(stock, reach, dice):
                    v = _along(mesh.rows, row + share)
                    ends = [(mesh.columns[first], v), (mesh.columns[last], v)]
                    made.append(Street(bent(mesh, ends), *_class(old, dice)))
    return made


def _stock(order: Blueprint, letter: str, old: bool) -> Zone | None:
    found = [o.zone for o in order.offices if o.letter == letter and (o.zone is OLD) == old]
    return found[0] if found else None


def _class(old: bool, dice: np.random.Generator) -> tuple[str, float]:
    if old and dice.random() < 0.6:
        return "支路", float(dice.choice([16, 18, 20]))
    return "次干路", _width(dice)


def _width(dice: np.random.Generator) -> float:
    return float(dice.choice([24, 26, 28, 30, 32]))


def _runs(
    stock: list[Zone | None], reach: tuple[float, float], dice: np.random.Generator
) -> list[tuple[int, int, float]]:
    """Return (first, past-the-last, share of the gap) of the stretches of one secondary road."""
    runs: list[tuple[int, int, float]] = []
    start, share = None, 0.5
    for index, zone in enumerate(stock):
        absent = dice.random() < (GAPS[zone.name] if zone else 1.0)
        restart = dice.random() < 0.4
        fresh = float(dice.uniform(*reach))
        if start is not None and (absent or restart):
            runs.append((start, index, share))
            start = None
        if start is None and not absent:
            start, share = index, fresh
    if start is not None:
        runs.append((start, len(stock), share))
    return runs


def opened(street: Street, obstacle: Street, order: Blueprint, mesh: Grid, **_: Any) -> Street:
    """Return the street cut open where it meets a river or railway that it does not cross."""
    gap = RIVERSIDE - 1 if obstacle.kind == "河流" else RAIL_WIDTH / 2 + 3
    if not street.line.intersects(obstacle.line) or crosses(street, obstacle, order, mesh):
        return street
    return replace(street, line=street.line.difference(obstacle.line.buffer(gap)))


def crosses(street: Street, obstacle: Street, order: Blueprint, mesh: Grid) -> bool:
    """Return whether a street has a bridge over the river or an underpass below the railway."""
    if street.kind == "快速路":
        return True
    if street.kind != "主干路":
        return False
    if obstacle.kind != "河流":
        return True
    spot = street.line.intersection(obstacle.line)
    here = mesh.straighten(shapely.get_coordinates(spot)[:1])[0]
    nearest = int(np.argmin([abs(here[0] - u) for u in mesh.columns]))
    return nearest in order.bridges


def crossing_points(streets: list[Street], obstacle: Street) -> list[tuple[Street, Point]]:
    """Return where streets go over or under a river or railway."""
    found = []
    for street in streets:
        spot = street.line.intersection(obstacle.line)
        if not spot.is_empty:
            found.append((street, Point(shapely.get_coordinates(spot)[0])))
    return found
