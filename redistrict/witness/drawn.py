"""The shapes of a proposal's ``plan.gpkg``, measured: where units lie, what communities cover."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely

from redistrict.domain.failure import Failure
from redistrict.witness import geopackage
from redistrict.witness.table import Table, text

LAYERS = "plan.gpkg"
LEAST = 0.5
"""Square metres that round to nothing."""
THIN_M = 0.005
"""Shapes are drawn to the millimetre: strips thinner than twice this are rounding, however long."""


@dataclass(frozen=True)
class Drawn:
    """What one alternative's map layers hold.

    Parameters
    ----------
    file
        Path of the file in the folder.
    areas
        Square metres of every unit's shape.
    away
        Metres from the point where the raw data have a unit to its shape.
    uncovered
        Square metres of its own units that lie outside a community's shape, by community.
    overlap
        Square metres that two communities cover.
    beyond
        Square metres that subdistricts cover and communities do not, or the other way round.
    """

    file: str
    areas: Mapping[str, int] = field(default_factory=dict)
    away: Mapping[str, int] = field(default_factory=dict)
    uncovered: Mapping[str, int] = field(default_factory=dict)
    overlap: int = 0
    beyond: int = 0


def read(folder: Path, points: Mapping[str, tuple[int, int]], file: str) -> Drawn | None:
    """Return what the layers of an alternative hold; ``None`` where it has no shapes.

    Parameters
    ----------
    points
        Where the raw data have every unit, in metres.

    Raises
    ------
    Failure
        ``WITNESS_*`` findings where a layer cannot be read.
    """
    parents = _layer(folder, "subdistricts")
    if parents is None:
        return None
    units = geopackage.read(folder / LAYERS, "units")
    ids = [text(cell) for cell in units.column("unit_id")]
    homes = [text(cell) for cell in units.column("community_after")]
    # Where no unit has a community yet, none is drawn: the layer is not there then.
    communities = _layer(folder, "communities_after")
    if communities is None and any(homes):
        return None
    shapes = {}
    if communities is not None:
        names = map(text, communities.column("community"))
        shapes = dict(zip(names, communities.shapes, strict=True))
    whole = shapely.union_all(list(shapes.values()))
    ground = shapely.union_all(list(parents.shapes))
    placed = [(unit, shape, points[unit]) for unit, shape in zip(ids, units.shapes, strict=True)
              if unit in points]  # fmt: skip
    away = shapely.distance([shape for _, shape, _ in placed],
                            shapely.points(np.array([point for *_, point in placed])
                                           .reshape(-1, 2)))  # fmt: skip
    return Drawn(
        file,
        areas={unit: round(shape.area) for unit, shape in zip(ids, units.shapes, strict=True)},
        away={unit: round(metres) for (unit, *_), metres in zip(placed, away, strict=True)},
        uncovered=_uncovered(homes, units.shapes, shapes),
        overlap=round(sum(shape.area for shape in shapes.values()) - whole.area),
        beyond=round(ground.symmetric_difference(whole).area) if "" not in homes else 0,
    )


def _layer(folder: Path, name: str) -> Table | None:
    try:
        return geopackage.read(folder / LAYERS, name)
    except Failure as failure:
        if failure.findings[0].code == "WITNESS_LAYER_MISSING":
            return None
        raise


_NOTHING = shapely.Polygon()


def _uncovered(
    homes: Sequence[str], units: Sequence[shapely.Geometry], shapes: Mapping[str, shapely.Geometry]
) -> dict[str, int]:
    """Return square metres of its own units outside a community's shape.

    Where the raw data draw units over one another, their ground lies in one community alone; what
    a unit of another community covers too is not missing.
    """
    members: dict[str, list[int]] = {}
    for at, home in enumerate(homes):
        members.setdefault(home, []).append(at)
    tree, found = shapely.STRtree(units), {}
    for home, own in sorted(members.items()):
        if not home:
            continue
        lack = shapely.union_all([units[at] for at in own]).difference(shapes.get(home, _NOTHING))
        if lack.area >= LEAST:
            over = [at for at in tree.query(lack, predicate="intersects") if homes[at] != home]
            lack = lack.difference(shapely.union_all([units[at] for at in over]))
            lack = lack.buffer(-THIN_M)
        found[home] = round(lack.area)
    return found
