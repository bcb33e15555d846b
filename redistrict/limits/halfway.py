"""Lines half-way between the polygons that share a face."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from scipy.spatial import Voronoi

from redistrict.limits.mesh import Geometries, Indices, Lengths

STEP_M = 3.0
FINEST_M = 0.25
SMOOTH_M = 0.5


def halfway(face: Any, polygons: Geometries) -> list[Any]:
    """Return the lines inside a face that lie half-way between two of its polygons.

    Parameters
    ----------
    face
        Ground between the polygons, in metres.
    polygons
        The polygons at its border; only the parts that face it count.

    Returns
    -------
    list
        Edges of the Voronoi diagram of the outlines, smoothed by at most half a metre and a
        centimetre longer than the face, so that they surely meet its border.
    """
    if len(polygons) < 2:
        return []
    width = 2 * face.area / face.length
    places, owner = _facing_places(face, polygons, min(STEP_M, max(FINEST_M, width / 2)))
    edges = _edges_between(places, owner) if len(places) > 1 else np.array([])
    if not len(edges):
        return []
    merged = shapely.line_merge(shapely.multilinestrings(edges))
    smooth = shapely.simplify(merged, min(SMOOTH_M, width / 4))
    return [shapely.intersection(smooth, shapely.buffer(face, 0.01, quad_segs=1))]


def _facing_places(face: Any, polygons: Geometries, step: float) -> tuple[Lengths, Indices]:
    rings, owner_of_ring = shapely.get_rings(polygons, return_index=True)
    points, ring = shapely.get_coordinates(shapely.segmentize(rings, step), return_index=True)
    owner = owner_of_ring[ring]
    shapely.prepare(face)
    facing = shapely.dwithin(face, shapely.points(points), 0.01)
    points, owner = points[facing].round(3), owner[facing]
    places, place = np.unique(points, axis=0, return_inverse=True)
    pairs = np.unique(np.column_stack([place.ravel(), owner]), axis=0)
    # A place where two polygons touch is nearest to both: the edge must start there.
    single = np.bincount(pairs[:, 0], minlength=len(places)) == 1
    kept = pairs[single[pairs[:, 0]]]
    return places[kept[:, 0]], kept[:, 1]


def _edges_between(places: Lengths, owner: Indices) -> Geometries:
    """Return the Voronoi edges between places of different owners."""
    centre = places.mean(axis=0)
    spread = float(np.ptp(places, axis=0).max()) * 20 + 1000.0
    # Four far points close every cell, so that no edge runs to infinity.
    frame = spread * np.array([[-1.0, -1], [-1, 1], [1, -1], [1, 1]])
    diagram = Voronoi(np.vstack([places - centre, frame]))
    label = np.concatenate([owner, [-1] * 4])
    one, other = label[diagram.ridge_points[:, 0]], label[diagram.ridge_points[:, 1]]
    between = np.flatnonzero((one != other) & (one >= 0) & (other >= 0))
    ends = [diagram.ridge_vertices[ridge] for ridge in between.tolist()]
    finite = np.array([pair for pair in ends if -1 not in pair], dtype=np.int64).reshape(-1, 2)
    edges: Geometries = shapely.linestrings(diagram.vertices[finite] + centre)
    return edges
