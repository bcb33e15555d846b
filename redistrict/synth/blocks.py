"""Blocks between the streets, and the parcels (compounds and other land) inside the blocks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.strtree import STRtree

from redistrict.synth.blueprint import NEW, OLD, Blueprint, Office, Zone
from redistrict.synth.streets import RAIL_WIDTH, RIVERSIDE, Grid, Street

SLIVER_M2 = 4_000.0


@dataclass(frozen=True)
class Cell:
    """A piece of land between arterials, secondary roads, river and railway."""

    shape: Polygon
    office: Office
    u: float
    v: float


@dataclass(frozen=True)
class Parcel:
    """A future unit: a polygon inside a block inside a cell."""

    shape: Polygon
    cell: int
    block: int


def cells(order: Blueprint, mesh: Grid, streets: list[Street]) -> list[Cell]:
    """Return the land between the given streets with its office, from west to east."""
    offices = {office.letter: office for office in order.offices}
    lines = shapely.union_all([street.line for street in streets])
    rivers = [s.line for s in streets if s.kind == "河流"]
    made = []
    for shape in shapely.get_parts(shapely.polygonize([*shapely.get_parts(lines)])):
        spot = shape.representative_point()
        u, v = mesh.straighten(np.array([[spot.x, spot.y]]))[0]
        column, row = mesh.cell(u, v)
        if not (0 <= column < len(order.cells[0]) and 0 <= row < len(order.cells)):
            continue
        if shape.area < 12_000 or any(spot.distance(r) < RIVERSIDE - 5 for r in rivers):
            continue
        middle = mesh.straighten(np.array([[shape.centroid.x, shape.centroid.y]]))[0]
        letter = order.cells[row][column]
        if letter not in offices:
            continue
        made.append(Cell(shape, offices[letter], float(middle[0]), float(middle[1])))
    return sorted(made, key=lambda cell: (round(cell.u, 1), round(cell.v, 1)))


def lanes(cell: Cell, dice: np.random.Generator) -> list[Street]:
    """Return the lanes that cut a cell into blocks no longer than its zone allows."""
    made: list[Street] = []
    queue = [cell.shape]
    while queue:
        shape = queue.pop(0)
        zone = cell.office.zone
        longest, angle = _long_side(shape)
        if longest <= zone.block_m * dice.uniform(0.85, 1.35) or shape.area < 9_000:
            continue
        tilt = dice.normal(0, 7 if zone is OLD else 2)
        cut = _cut(shape, angle + tilt, dice.uniform(0.36, 0.64))
        if cut is None:
            continue
        made.append(_lane(cut, angle, zone, dice))
        queue += _polygons(shape.difference(cut.buffer(0.01)))
    return made


def _lane(cut: BaseGeometry, angle: float, zone: Zone, dice: np.random.Generator) -> Street:
    eastwest = abs(((angle + 90) % 180) - 90) >= 45
    if zone is OLD and cut.length < 260:
        return Street(cut, "巷", float(dice.choice([9, 11, 13])), eastwest=eastwest)
    return Street(cut, "支路", float(dice.choice([16, 18, 20, 22])), eastwest=eastwest)


def _long_side(shape: BaseGeometry) -> tuple[float, float]:
    """Return length (m) and direction (degrees) of the long side of the smallest rectangle."""
    corners = shapely.get_coordinates(shapely.minimum_rotated_rectangle(shape))
    sides = np.diff(corners[:3], axis=0)
    lengths = np.hypot(sides[:, 0], sides[:, 1])
    side = sides[int(np.argmax(lengths))]
    return float(lengths.max()), float(np.degrees(np.arctan2(side[1], side[0])) % 180)


def _cut(shape: BaseGeometry, angle: float, share: float) -> BaseGeometry | None:
    """Return the stretch inside `shape` of the line across it at a share of its long side."""
    turned = affinity.rotate(shape, -angle, origin=(0, 0))
    west, south, east, north = turned.bounds
    u = west + share * (east - west)
    line = LineString([(u, south - 5), (u, north + 5)])
    inside = affinity.rotate(line, angle, origin=(0, 0)).intersection(shape)
    parts = [part for part in shapely.get_parts(inside) if part.length > 20]
    return parts[0] if len(parts) == 1 else None


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    parts = [
        part for part in shapely.get_parts(shape) if isinstance(part, Polygon) and part.area > 1
    ]
    return sorted(parts, key=lambda part: (round(part.centroid.x, 1), round(part.centroid.y, 1)))


def blocks(cell: Cell, near: STRtree, streets: list[Street]) -> list[Polygon]:
    """Return what the streets leave of a cell: its blocks, without strips too thin to build on."""
    touched = sorted(int(i) for i in near.query(cell.shape.buffer(60)))
    taken = [streets[i].line.buffer(half_width(streets[i]), cap_style="flat") for i in touched]
    free = cell.shape.difference(shapely.union_all(taken)) if taken else cell.shape
    opened = free.buffer(-9, join_style="mitre").buffer(9, join_style="mitre")
    kept = opened.intersection(free)
    return [part for part in _polygons(kept) if part.area >= SLIVER_M2]


def half_width(street: Street) -> float:
    """Return the metres that a street takes on each side of its centre line."""
    if street.kind == "河流":
        return RIVERSIDE - 14
    if street.kind == "铁路":
        return RAIL_WIDTH / 2
    return street.width / 2


def parcels(block: Polygon, zone: Zone, dice: np.random.Generator) -> list[Polygon]:
    """Return the parcels of a block: cut across the long side, a lane or wall strip between."""
    done: list[Polygon] = []
    queue = [block]
    while queue:
        shape = queue.pop(0)
        goal = zone.parcel_m2 * float(np.exp(dice.normal(0.0, 0.45)))
        if shape.area < 1.6 * goal or shape.area < 2 * SLIVER_M2:
            done.append(shape)
            continue
        _, angle = _long_side(shape)
        cut = _cut(shape, angle + dice.normal(0, 2.5), dice.uniform(0.34, 0.66))
        gap = float(dice.choice([3, 4, 6, 8, 12]))
        pieces = [] if cut is None else _polygons(shape.difference(_strip(cut, gap)))
        if len(pieces) != 2 or min(p.area for p in pieces) < SLIVER_M2 * 0.5:
            done.append(shape)
        else:
            queue += pieces
    return done


def _strip(cut: BaseGeometry, gap: float) -> BaseGeometry:
    longer = affinity.scale(cut, 1.2, 1.2)
    return longer.buffer(gap / 2, cap_style="flat")


def tidy(shape: Polygon, zone: Zone) -> Polygon:
    """Return the parcel with centimetre coordinates, and slightly cut corners in new estates."""
    if zone is NEW:
        shape = shape.buffer(-6, join_style="mitre").buffer(6, quad_segs=2)
    return shapely.set_precision(shapely.simplify(shape, 0.3), 0.01)
