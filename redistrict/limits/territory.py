"""The ground of every unit: land between units goes to the nearest one, up to the roads.

Compounds stand 16-40 m apart across streets, and a plan has to say where in between the limit
runs. Land is cut by the centrelines of roads, rivers, railways and walls first, so that limits
follow them; what is left between several units of one block is cut half-way between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from redistrict.limits.halfway import halfway
from redistrict.limits.mesh import (
    Geometries,
    Indices,
    Lengths,
    Mesh,
    container,
    largest,
    mesh,
    outlines,
)

DRAWING_NOISE = 0.1
"""Share of a unit outside its subdistrict up to which it is clipped, not an enclave."""
CLAIM_SHARE = 0.1
"""Share of a unit's outline that must face a block before the unit claims land in it."""
SLIVER_M2 = 25.0
"""Land up to this area is not divided but goes to the unit it touches most."""
REACH_M = 100.0
"""Without subdistrict limits, gaps up to twice this width are land between units."""


@dataclass(frozen=True)
class Territory:
    """The ground of one unit, in the CRS of the unit.

    Attributes
    ----------
    unit_id
        The unit.
    ground
        Polygon (or MultiPolygon for a unit in several parts) that holds the unit.
    derived_m2
        Square metres of the ground that lie outside the unit itself: made here, not surveyed.
    """

    unit_id: str
    ground: Any
    derived_m2: float


@dataclass(frozen=True)
class Division:
    """Territories by unit id, and land that no unit of its subdistrict can take."""

    territories: tuple[Territory, ...]
    unclaimed: tuple[Any, ...]


@dataclass(frozen=True)
class _Units:
    ids: list[str]
    polygons: Geometries
    homes: Indices
    lands: Geometries


def divide_land(
    units: Mapping[str, Any],
    subdistrict_of: Mapping[str, str] | None = None,
    land: Mapping[str, Any] | None = None,
    lines: Sequence[Any] = (),
) -> Division:
    """Divide land between units so that the territories tile it.

    Parameters
    ----------
    units
        Unit id to valid polygon, in metres. Units that tile already keep their shapes and take
        in slivers only. Where two units overlap, the first id keeps the ground.
    subdistrict_of
        Unit id to subdistrict; needed with `land`.
    land
        Subdistrict to polygon. Land is given to units of the same subdistrict only. Without it,
        the ground within reach of the units is divided, up to the outermost roads. Land outside
        the plan (villages) is left out by the caller.
    lines
        Centrelines of roads, rivers, railways and walls that limits shall follow.

    Returns
    -------
    Division
        One territory per unit, in the order of ids; the grounds are a valid coverage. A unit
        with more than a tenth of its area outside its subdistrict (an enclave) keeps all of it.
    """
    if not units:
        return Division((), tuple(land[name] for name in sorted(land or {}) if land))
    known = _known(units, subdistrict_of, land)
    first = mesh([*outlines(known.polygons), *outlines(known.lands), *lines])
    of_unit, of_land = _first_owners(first, known)
    bounded = bool(land)
    if not bounded:
        of_land = _without_margin(first, of_unit, of_land)
    claims = _claims(first, of_unit, of_land, known, bounded)
    cuts = [
        cut
        for face, group in claims.items()
        for cut in halfway(first.faces[face], known.polygons[group])
    ]
    if cuts:
        second = mesh([*outlines(first.faces), *cuts])
        parent = container(second.insides, first.faces)
        inside = parent >= 0
        of_unit = np.where(inside, of_unit[parent], -1)
        of_land = np.where(inside, of_land[parent], -1)
    else:
        second, parent = first, np.arange(len(first.faces))
    wanted = _wanted(second, parent, of_unit, claims, known)
    owner = _grow(second, _connected(second, wanted, of_unit), of_land, known, bounded)
    return _division(second, owner, of_unit, of_land, known)


def _known(
    units: Mapping[str, Any],
    subdistrict_of: Mapping[str, str] | None,
    land: Mapping[str, Any] | None,
) -> _Units:
    ids = sorted(units)
    polygons = np.array([units[unit_id] for unit_id in ids], dtype=object)
    if not land:
        near = shapely.union_all(shapely.buffer(polygons, REACH_M, quad_segs=2))
        hull = shapely.buffer(near, -REACH_M / 2, quad_segs=2)
        return _Units(ids, polygons, np.zeros(len(ids), dtype=np.int64), np.array([hull]))
    names = sorted(land)
    position = {name: index for index, name in enumerate(names)}
    home = [position.get((subdistrict_of or {}).get(unit_id, ""), -1) for unit_id in ids]
    lands = np.array([land[name] for name in names], dtype=object)
    return _Units(ids, polygons, np.array(home, dtype=np.int64), lands)


def _first_owners(net: Mesh, known: _Units) -> tuple[Indices, Indices]:
    of_unit = container(net.insides, known.polygons)
    of_land = container(net.insides, known.lands)
    away = np.flatnonzero((of_unit >= 0) & (of_land != known.homes[of_unit]))
    count = len(known.ids)
    outside = np.bincount(of_unit[away], shapely.area(net.faces[away]), count)
    noise = outside <= DRAWING_NOISE * shapely.area(known.polygons)
    of_unit[away[noise[of_unit[away]]]] = -1
    return of_unit, of_land


def _without_margin(net: Mesh, of_unit: Indices, of_land: Indices) -> Indices:
    """Leave out the strips beyond the outermost roads where no limits are known."""
    _, facing, _ = _contacts(net, of_unit, of_land)
    empty = (of_unit < 0) & (net.open_metres > 0)
    empty[facing] = False
    return np.where(empty, -1, of_land)


def _contacts(net: Mesh, of_unit: Indices, of_land: Indices) -> tuple[Indices, Indices, Lengths]:
    """Return (unit, land face, metres) for each border of a unit with free land."""
    one = np.concatenate([net.left, net.right])
    other = np.concatenate([net.right, net.left])
    free = (of_unit[one] >= 0) & (of_unit[other] < 0) & (of_land[other] >= 0)
    return of_unit[one][free], other[free], np.tile(net.metres, 2)[free]


def _claims(
    net: Mesh, of_unit: Indices, of_land: Indices, known: _Units, bounded: bool
) -> dict[int, list[int]]:
    unit, face, metres = _contacts(net, of_unit, of_land)
    if bounded:
        native = known.homes[unit] == of_land[face]
        unit, face, metres = unit[native], face[native], metres[native]
    sliver = np.isin(face, np.flatnonzero(shapely.area(net.faces) < SLIVER_M2))
    claims = {int(f): [int(u)] for f, u in zip(*largest(face, unit, metres), strict=True)}
    pair, member = np.unique(np.column_stack([face, unit]), axis=0, return_inverse=True)
    facing = np.bincount(member.ravel(), weights=metres, minlength=len(pair))
    strong = facing >= CLAIM_SHARE * shapely.length(known.polygons[pair[:, 1]])
    strong &= ~np.isin(pair[:, 0], face[sliver])
    for block in pair[strong, 0].tolist():
        claims[block] = []
    for block, claimant in pair[strong].tolist():
        claims[block].append(claimant)
    return claims


def _wanted(
    net: Mesh, parent: Indices, of_unit: Indices, claims: dict[int, list[int]], known: _Units
) -> Indices:
    wanted = of_unit.copy()
    for face in np.flatnonzero(of_unit < 0).tolist():
        group = claims.get(int(parent[face]), [])
        if len(group) == 1:
            wanted[face] = group[0]
        elif group:
            away = shapely.distance(net.insides[face], known.polygons[group])
            wanted[face] = group[int(np.argmin(away))]
    return wanted


def _connected(net: Mesh, wanted: Indices, of_unit: Indices) -> Indices:
    """Take from units the pieces that do not reach them over their own ground."""
    same = wanted[net.left] == wanted[net.right]
    size = len(wanted)
    links = coo_array(
        (np.ones(int(same.sum())), (net.left[same], net.right[same])), shape=(size, size)
    )
    piece = connected_components(links, directed=False)[1]
    rooted = np.zeros(size, dtype=bool)
    rooted[piece[of_unit >= 0]] = True
    return np.where(rooted[piece] & (wanted >= 0), wanted, -1)


def _grow(net: Mesh, owner: Indices, of_land: Indices, known: _Units, bounded: bool) -> Indices:
    """Give every piece left over to the neighbour with the longest border, round by round."""
    owner = owner.copy()
    one = np.concatenate([net.left, net.right])
    other = np.concatenate([net.right, net.left])
    metres = np.tile(net.metres, 2)
    while True:
        open_side = (owner[other] < 0) & (of_land[other] >= 0) & (owner[one] >= 0)
        if bounded:
            open_side &= known.homes[owner[one]] == of_land[other]
        face, unit = largest(other[open_side], owner[one][open_side], metres[open_side])
        if not len(face):
            break
        owner[face] = unit
    for lost in np.flatnonzero((owner < 0) & (of_land >= 0)).tolist():
        group = np.flatnonzero((known.homes == of_land[lost]) | (not bounded))
        if len(group):
            away = shapely.distance(net.faces[lost], known.polygons[group])
            owner[lost] = group[int(np.argmin(away))]
    return owner


def _division(
    net: Mesh, owner: Indices, of_unit: Indices, of_land: Indices, known: _Units
) -> Division:
    order = np.argsort(owner, kind="stable")
    bounds = np.searchsorted(owner[order], np.arange(len(known.ids) + 1))
    own = np.bincount(
        owner[owner >= 0],
        weights=(shapely.area(net.faces) * (of_unit != owner))[owner >= 0],
        minlength=len(known.ids),
    )
    territories = tuple(
        Territory(
            unit_id,
            shapely.coverage_union_all(net.faces[order[bounds[index] : bounds[index + 1]]]),
            float(own[index]),
        )
        for index, unit_id in enumerate(known.ids)
    )
    return Division(territories, tuple(net.faces[(owner < 0) & (of_land >= 0)]))


def dissolve(division: Division, group_of: Mapping[str, str]) -> dict[str, Any]:
    """Return the ground of each group (community) of units, by name; a valid coverage.

    Parameters
    ----------
    division
        The territories.
    group_of
        Unit id to group; units without a group are left out.
    """
    parts: dict[str, list[Any]] = {}
    for territory in division.territories:
        if territory.unit_id in group_of:
            parts.setdefault(group_of[territory.unit_id], []).append(territory.ground)
    return {name: shapely.coverage_union_all(parts[name]) for name in sorted(parts)}
