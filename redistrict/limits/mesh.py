"""Faces closed by lines: the one noded network on which ground is divided.

Every face comes from the same noded linework, so that neighbours share their vertices exactly:
whatever is put together from faces is a valid coverage by construction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

GRID_M = 0.001
"""Spacing of the grid that all vertices are rounded to (metres)."""

Geometries: TypeAlias = NDArray[Any]
Indices: TypeAlias = NDArray[Any]
Lengths: TypeAlias = NDArray[Any]


@dataclass(frozen=True)
class Mesh:
    """Faces, a point inside each, and the borders between them.

    Attributes
    ----------
    faces
        Polygons that touch but never overlap.
    insides
        One point inside each face.
    left, right
        Positions of the two faces of each border, ``left < right``, one row per pair.
    metres
        Length of the border of the two faces.
    open_metres
        Length of each face's border that no other face shares.
    """

    faces: Geometries
    insides: Geometries
    left: Indices
    right: Indices
    metres: Lengths
    open_metres: Lengths


def mesh(lines: Sequence[Any] | Geometries) -> Mesh:
    """Node lines on a millimetre grid and close faces from them.

    Parameters
    ----------
    lines
        Lines or rings in metres; loose ends are ignored.
    """
    noded = shapely.union_all(np.asarray(lines, dtype=object), grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    insides = shapely.point_on_surface(faces)
    order = np.lexsort((shapely.get_y(insides), shapely.get_x(insides)))
    faces, insides = faces[order], insides[order]
    left, right, metres, open_metres = _borders(faces)
    return Mesh(faces, insides, left, right, metres, open_metres)


def outlines(polygons: Sequence[Any] | Geometries) -> Geometries:
    """Return the rings of polygons as lines."""
    rings: Geometries = shapely.get_rings(np.asarray(polygons, dtype=object))
    return rings


def container(points: Geometries, polygons: Sequence[Any] | Geometries) -> Indices:
    """Return for each point the first polygon that holds it, or -1."""
    holder = np.full(len(points), len(polygons), dtype=np.int64)
    if len(polygons) and len(points):
        tree = shapely.STRtree(np.asarray(polygons, dtype=object))
        point, polygon = tree.query(points, predicate="intersects")
        np.minimum.at(holder, point, polygon)
    return np.where(holder == len(polygons), -1, holder)


def largest(group: Indices, choice: Indices, weight: Lengths) -> tuple[Indices, Indices]:
    """Return for each group the choice with most weight in total, ties to the lowest choice."""
    if not len(group):
        return group, choice
    pair, member = np.unique(np.column_stack([group, choice]), axis=0, return_inverse=True)
    total = np.bincount(member.ravel(), weights=weight)
    order = np.lexsort((pair[:, 1], -total, pair[:, 0]))
    first = np.unique(pair[order, 0], return_index=True)[1]
    return pair[order][first, 0], pair[order][first, 1]


def _borders(faces: Geometries) -> tuple[Indices, Indices, Lengths, Lengths]:
    rings, face_of_ring = shapely.get_rings(faces, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    within = ring[1:] == ring[:-1]
    start, end = points[:-1][within], points[1:][within]
    face = face_of_ring[ring[:-1][within]]
    length = np.hypot(*(end - start).T)
    swap = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    key = np.where(swap[:, None], np.hstack([end, start]), np.hstack([start, end]))
    order = np.lexsort(key.T[::-1])
    twin = np.flatnonzero((key[order][1:] == key[order][:-1]).all(axis=1))
    one, other = face[order][twin], face[order][twin + 1]
    alone = np.ones(len(face), dtype=bool)
    alone[order[twin]] = alone[order[twin + 1]] = False
    open_metres = np.bincount(face[alone], weights=length[alone], minlength=len(faces))
    pairs = np.column_stack([np.minimum(one, other), np.maximum(one, other)]).reshape(-1, 2)
    pair, member = np.unique(pairs, axis=0, return_inverse=True)
    metres = np.bincount(member.ravel(), weights=length[order][twin], minlength=len(pair))
    return pair[:, 0], pair[:, 1], metres, open_metres
