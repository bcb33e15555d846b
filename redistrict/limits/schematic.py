"""A drawing of who is adjacent to whom, where there is no map: places and shapes mean nothing.

Units that are few steps apart lie close together: places from multidimensional scaling of the steps
between units (SMACOF; De Leeuw 1977), then a cell around each place (Voronoi).
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import shortest_path

STEP_M = 200.0
ROUNDS = 60
MOST = 2_500
"""Units of one subdistrict that are drawn; more would be no drawing any more."""


def schematic(parents: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return a polygon for every unit, subdistricts side by side; none where there are too many.

    Parameters
    ----------
    parents
        Subdistrict of every unit by id.
    pairs
        Adjacent units.
    """
    groups: dict[str, list[str]] = {}
    for unit in sorted(parents):
        groups.setdefault(parents[unit], []).append(unit)
    if max(map(len, groups.values()), default=0) > MOST:
        return {}
    edges = sorted(pairs)
    found: dict[str, Any] = {}
    columns = int(np.ceil(np.sqrt(len(groups))))
    size = STEP_M * (np.sqrt(max(map(len, groups.values()), default=1)) * 1.6 + 4)
    for number, name in enumerate(sorted(groups)):
        units = groups[name]
        cells = _cells(_places(units, edges))
        row, column = divmod(number, columns)
        for unit, cell in zip(units, cells, strict=True):
            found[unit] = shapely.transform(
                cell, lambda xy, at=(column * size, -row * size): xy + np.array(at)
            )
    return found


def _places(units: list[str], edges: list[tuple[str, str]]) -> Any:
    """Return a place for every unit in metres, the middle at zero."""
    count = len(units)
    if count == 1:
        return np.zeros((1, 2))
    at = {unit: position for position, unit in enumerate(units)}
    own = [(at[a], at[b]) for a, b in edges if a in at and b in at]
    rows, columns = zip(*own, strict=True) if own else ((), ())
    graph = csr_matrix((np.ones(len(own)), (rows, columns)), shape=(count, count))
    steps = shortest_path(graph, directed=False, unweighted=True)
    reached = np.isfinite(steps)
    steps[~reached] = steps[reached].max(initial=1.0) + 2.0
    xy = _first(steps)
    for _ in range(ROUNDS):
        gaps = np.linalg.norm(xy[:, None] - xy[None], axis=2)
        ratio = np.divide(steps, gaps, out=np.zeros_like(steps), where=gaps > 1e-9)
        xy = (ratio.sum(axis=1)[:, None] * xy - ratio @ xy) / count
    return (xy - xy.mean(axis=0)) * STEP_M


def _first(steps: Any) -> Any:
    """Return classical scaling of the steps; equal places are spread on a spiral, without dice."""
    count = len(steps)
    centring = np.eye(count) - 1.0 / count
    values, vectors = np.linalg.eigh(-0.5 * centring @ steps**2 @ centring)
    xy = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0))
    sign = np.sign(xy[np.argmax(np.abs(xy), axis=0), [0, 1]])
    steps_out = np.arange(count)
    turns, away = steps_out * 2.399963, np.sqrt(steps_out + 1)  # the golden angle
    spiral = np.column_stack([np.cos(turns) * away, np.sin(turns) * away])
    return xy * np.where(sign == 0, 1, sign) + spiral * 1e-3


def _cells(places: Any) -> Any:
    """Return a cell around every place, clipped to the neighbourhood of all places."""
    points = shapely.points(np.round(places, 2))
    land = shapely.buffer(shapely.MultiPoint(list(points)).convex_hull, STEP_M * 0.6)
    if len(points) == 1:
        return np.array([land], dtype=object)
    faces = shapely.get_parts(
        shapely.voronoi_polygons(shapely.MultiPoint(list(points)), extend_to=land, ordered=True)
    )
    return shapely.intersection(faces, land)
