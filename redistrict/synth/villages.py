"""Villages around the city: land outside the plan, with limits that step along field edges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.strtree import STRtree

from redistrict.synth.blueprint import Blueprint
from redistrict.synth.ground import Ground
from redistrict.synth.names import VILLAGES, Register

RING = 3_300.0  # metres of countryside around the city
FIELD = 170.0  # length of a field's side: limits step about so often


@dataclass(frozen=True)
class Village:
    """A village committee's land (村委会辖区)."""

    name: str
    shape: BaseGeometry


def villages(
    order: Blueprint, ground: Ground, dice: np.random.Generator
) -> tuple[list[Village], BaseGeometry]:
    """Return the villages and the whole district, the city's own land included."""
    town = city_land(ground)
    limits = _limits(order, ground, dice)
    whole = shapely.union_all([town, *shapely.get_parts(shapely.polygonize(limits))])
    fields = [
        part
        for cell in shapely.get_parts(shapely.polygonize(limits))
        for part in shapely.get_parts(cell.difference(town))
        if isinstance(part, Polygon) and part.area > 1e3
    ]
    lands = _merged(sorted(fields, key=_place), order.villages)
    names = list(VILLAGES)
    register = Register(dice)
    while len(names) < len(lands):
        names.append(register.unique("{}庄"))
    made = [
        Village(f"{name}村", shapely.normalize(shapely.set_precision(land, 0.1)))
        for name, land in zip(names, sorted(lands, key=_place), strict=False)
    ]
    return made, whole


def city_land(ground: Ground) -> BaseGeometry:
    """Return the land of all communities, the streets and the river between them included."""
    built = shapely.union_all(
        [p.shape for p, c in zip(ground.parcels, ground.community, strict=True) if c >= 0]
    )
    closed = built.buffer(130, join_style="mitre").buffer(-105, join_style="mitre")
    parts = [Polygon(part.exterior) for part in shapely.get_parts(closed)]
    return shapely.simplify(shapely.union_all(parts), 2.0)


def _limits(order: Blueprint, ground: Ground, dice: np.random.Generator) -> list[BaseGeometry]:
    """Return stepping limits across the countryside, noded so that they close into areas."""
    mesh = ground.mesh
    west, east = mesh.columns[0] - RING, mesh.columns[-1] + RING
    south, north = mesh.rows[-1] - RING, mesh.rows[0] + RING
    count = max(3, round((order.villages * 1.8) ** 0.5))
    lines = []
    for start, end, low, high, flip in (
        (west, east, south, north, False),
        (south, north, west, east, True),
    ):
        stops = np.linspace(start, end, count + 1)
        stops[1:-1] += dice.uniform(-0.2, 0.2, count - 1) * (stops[1] - stops[0])
        for stop in stops:
            path = _steps(float(stop), low, high, dice)
            points = [(v, u) if flip else (u, v) for u, v in path]
            lines.append(LineString(mesh.bend(np.array(points)).round(1)))
    return list(shapely.get_parts(shapely.union_all(lines)))


def _steps(middle: float, low: float, high: float, dice: np.random.Generator) -> list[list[float]]:
    """Return a line that runs field by field: along, then a little aside, then along again."""
    aside, along = 0.0, low - 700
    path = [[middle, along]]
    while along < high + 700:
        along += FIELD * dice.uniform(0.6, 2.2)
        path.append([middle + aside, along])
        aside = 0.75 * aside + float(dice.normal(0, 75))
        path.append([middle + aside, along + float(dice.normal(0, 12))])
    return path


def _merged(fields: list[BaseGeometry], count: int) -> list[BaseGeometry]:
    """Return exactly `count` areas: the smallest joins the neighbour with the longest border."""
    left = list(fields)
    while len(left) > count:
        smallest = min(range(len(left)), key=lambda i: (left[i].area, i))
        shape = left.pop(smallest)
        tree = STRtree(left)
        around = sorted(int(i) for i in tree.query(shape, predicate="intersects"))
        best = max(around, key=lambda i: (shape.intersection(left[i]).length, -i), default=None)
        if best is not None and shape.intersection(left[best]).length > 1:
            left[best] = shape.union(left[best])
    return left


def _place(shape: BaseGeometry) -> tuple[float, float]:
    spot = shape.representative_point()
    return round(spot.x, 1), round(spot.y, 1)
