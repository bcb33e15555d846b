"""The land of collective economic bodies, and which units lie on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from redistrict.witness import ground, opening
from redistrict.witness.keys import Keys
from redistrict.witness.table import text

DOUBT_M = 1.0
"""How near to the limit of the land rounding may decide on which side a unit lies."""


@dataclass(frozen=True)
class Body:
    """One body: the units whose inner point lies on its land.

    Parameters
    ----------
    doubtful
        Whether rounding decides on one of them.
    """

    name: str
    units: frozenset[str]
    doubtful: bool = False


def read(
    keys: Keys, base: Path, ids: Sequence[str], land: ground.Ground | None
) -> tuple[Body, ...] | None:
    """Return the bodies of a scenario in the order of the layer.

    ``None`` where the witness cannot place the layer by itself.
    """
    stated = keys.table("context").table("collectives")
    if not stated.text("path"):
        return ()
    if land is None:
        return None
    table = opening.layer(base / stated.text("path"), stated.text("layer") or None)
    settled = ground.settle(np.array(table.shapes, dtype=object), "", table.crs)
    if not isinstance(settled, ground.Ground):
        return None
    shapes = ground.move(settled.shapes, settled.crs, land.crs)
    points = shapely.point_on_surface(land.shapes)
    column = stated.text("name")
    names = table.column(column) if column else [""] * len(table.rows)
    found = []
    for name, shape in zip(names, shapes, strict=True):
        if shape.is_empty:
            continue
        inside = shapely.intersects(shape, points)
        near = shapely.dwithin(shapely.boundary(shape), points, DOUBT_M)
        units = frozenset(ids[at] for at in np.flatnonzero(inside).tolist())
        found.append(Body(text(name).strip(), units, bool(near.any())))
    return tuple(found)
