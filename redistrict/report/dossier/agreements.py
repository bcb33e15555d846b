"""协商事项清单: what a street office has to agree on with its neighbours.

Compounds that stand on both sides of a limit, small communities whose only partner lies across
it, and parts of communities that do not touch. Nothing here is part of the plan: a change of a
subdistrict's limit is another procedure with papers of its own.
"""

from __future__ import annotations

import re

import shapely

from redistrict.domain.record import CommunityRow
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.content import Column, Table, Value, clean
from redistrict.report.dossier.law import street_limits

_PHASE = re.compile(r"(?:[一二三四五六七八九十\d]+(?:期|组团)|[A-Z东西南北]区)$")
_BESIDE_M = 60.0
"""Compounds this close across a limit can be one compound that a road divides."""


def agreements(case: Case) -> Table:
    """Return the matters that concern two subdistricts, for the scope."""
    found = [*_shared_compounds(case), *_small_beside(case), *_apart(case)]
    rows: list[tuple[Value, ...]] = [
        (str(number), *cells, None) for number, cells in enumerate(found, 1)
    ]
    return Table(
        title="协商事项清单",
        columns=(
            Column("序号", 0.5), Column("事项", 1.2), Column("涉及单位", 1.8),
            Column("情况", 3.2), Column("协商结果", 1.2),
        ),
        rows=tuple(rows),
        sheet="协商事项",
        notes=(f"注：清单所列事项均未列入本方案。{street_limits(case.stated('date'))}",),
    )  # fmt: skip


def _inside(case: Case, *subdistricts: str) -> bool:
    return not case.scope or case.scope in subdistricts


def _shared_compounds(case: Case) -> list[tuple[str, str, str]]:
    """Compounds of one name, or of one group, on both sides of a limit and close to it."""
    groups: dict[str, list[str]] = {}
    for unit in case.record.units:
        name = _PHASE.sub("", clean(unit.name))
        if unit.households and not unit.sensitive and len(name) >= 2:
            groups.setdefault(unit.group or name, []).append(unit.id)
    layer = case.folder.layers.get("units")
    if layer is None or "geometry" not in layer:
        return []
    shape = dict(zip(layer["unit_id"], layer.geometry, strict=True))
    found = []
    for name, members in sorted(groups.items()):
        homes = sorted({case.unit[unit].subdistrict for unit in members})
        if len(homes) < 2 or not _inside(case, *homes):
            continue
        one, other = (
            [unit for unit in members if case.unit[unit].subdistrict == home] for home in homes[:2]
        )
        gap = min(shape[a].distance(shape[b]) for a in one for b in other)
        if gap <= _BESIDE_M:
            text = f"{clean(name)}分处两侧，相距约{round(gap)}米，社区归属分别由两个单位管理"
            found.append(("跨界小区", "、".join(homes[:2]), text))
    return found


def _small_beside(case: Case) -> list[tuple[str, str, str]]:
    """Communities below the usual size that could join one across the limit, as a what-if."""
    layer = case.folder.layers.get("communities_after")
    if layer is None or "geometry" not in layer or not len(layer):
        return []
    shape = dict(zip(layer["community"], layer.geometry, strict=True))
    found = []
    for row in case.record.communities:
        if row.after is None or row.in_band or row.after.households >= case.rules.min:
            continue
        if not _inside(case, row.subdistrict) or row.id not in shape:
            continue
        for other in _across(case, row, shape):
            beside = other.after.households if other.after else 0
            text = (
                f"假设：{case.label(row.id)}现有{row.after.households}户，界线另一侧的"
                f"{case.label(other.id)}有{beside}户，合计未超过一般规模上限"
            )
            found.append(("跨界合并（假设）", f"{row.subdistrict}、{other.subdistrict}", text))
            break
    return found


def _across(case: Case, row: CommunityRow, shape: dict[str, object]) -> list[CommunityRow]:
    """Return communities of other subdistricts with a common border and room, longest first."""
    own = shapely.boundary(shape[row.id])
    size = row.after.households if row.after else 0
    rated = []
    for other in case.record.communities:
        if other.after is None or other.subdistrict == row.subdistrict or other.id not in shape:
            continue
        if size + other.after.households > case.rules.max:
            continue
        shared = shapely.length(shapely.intersection(own, shapely.boundary(shape[other.id])))
        if shared > 0:
            rated.append((-float(shared), other.id))
    return [case.row[item] for _length, item in sorted(rated)]


def _apart(case: Case) -> list[tuple[str, str, str]]:
    """Communities of today in several pieces: enclaves and land looked after for others (代管)."""
    layer = case.folder.layers.get("communities_before")
    if layer is None or "geometry" not in layer:
        return []
    found = []
    for community, area in sorted(zip(layer["community"], layer.geometry, strict=True)):
        row = case.row.get(community)
        parts = len(shapely.get_parts(area)) if area is not None else 0
        if row is not None and parts > 1 and _inside(case, row.subdistrict):
            text = f"{case.label(community)}现有范围在图上由{parts}块组成，需核实是否为插花地或代管"
            found.append(("插花地、代管", clean(row.subdistrict), text))
    return found
