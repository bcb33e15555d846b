"""Findings on the district as a whole: islands, pieces, empty units, groups, totals."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from redistrict.domain.findings import Fact, Finding, Place
from redistrict.domain.units import Community, Edge, Unit, neighbours, pieces
from redistrict.intake.gaps import Gaps
from redistrict.intake.rows import Row
from redistrict.intake.schema import Controls

SHOWN = 10
"""Ids named in one finding; the count tells the rest."""


def findings(
    units: Sequence[Unit],
    communities: Sequence[Community],
    edges: Sequence[Edge],
    controls: Controls,
    rows: Sequence[Row],
    gaps: Gaps | None = None,
) -> tuple[Finding, ...]:
    """Return what stands out once units, communities and edges are joined.

    Parameters
    ----------
    gaps
        Where units meet across streets.
    """
    place = {row.id: row.place for row in rows}
    home = {unit.id: unit.subdistrict for unit in units}
    inner = [edge for edge in edges if home[edge.a] == home[edge.b]]
    adjacent = neighbours(home, inner)
    found = [
        *_per_subdistrict(units),
        *_groups(units, place),
        *_totals(units, communities, controls),
    ]
    if edges:
        found += _islands(units, adjacent, place, gaps)
        found += _in_pieces(communities, adjacent)
    return tuple(found)


def _per_subdistrict(units: Iterable[Unit]) -> Iterator[Finding]:
    empty: dict[str, list[str]] = defaultdict(list)
    free: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        if unit.households == 0:
            empty[unit.subdistrict].append(unit.id)
        if not unit.community:
            free[unit.subdistrict].append(unit.id)
    for code, groups in (("UNITS_WITHOUT_HOUSEHOLDS", empty), ("UNITS_WITHOUT_COMMUNITY", free)):
        for name, ids in sorted(groups.items()):
            facts: dict[str, Fact] = {"count": len(ids), "units": tuple(ids[:SHOWN])}
            yield Finding(code, Place(subdistrict=name), facts)


def _groups(units: Iterable[Unit], place: Mapping[str, Place]) -> Iterator[Finding]:
    members: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.group:
            members[unit.group].append(unit)
    for name, items in sorted(members.items()):
        parents = tuple(sorted({unit.subdistrict for unit in items}))
        if len(parents) > 1:
            facts: dict[str, Fact] = {"group": name, "subdistricts": parents}
            yield Finding("GROUP_ACROSS", place[items[0].id], facts)


def _islands(
    units: Iterable[Unit],
    adjacent: Mapping[str, tuple[str, ...]],
    place: Mapping[str, Place],
    gaps: Gaps | None,
) -> Iterator[Finding]:
    by_parent: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        by_parent[unit.subdistrict].append(unit.id)
    for name, ids in sorted(by_parent.items()):
        parts = sorted(pieces(ids, adjacent), key=lambda part: (-len(part), part))
        larger = [part for part in parts[1:] if len(part) > 1]
        for part in parts[1:]:
            if len(part) == 1:
                yield Finding("UNIT_ISLAND", place[part[0]], {"id": part[0]})
        if larger:
            facts: dict[str, Fact] = {
                "pieces": len(larger) + 1,
                "largest": len(parts[0]),
                "cut_off": len(larger),
                "count": sum(map(len, larger)),
                "first": tuple(part[0] for part in larger[:SHOWN]),
            }
            gap = gaps.between([parts[0], *larger]) if gaps else None
            if gaps is None or gap is None:
                yield Finding("SUBDISTRICT_IN_PIECES", Place(subdistrict=name), facts)
            else:
                facts |= {"gap": math.ceil(gap), "reach": gaps.reach}
                yield Finding("SUBDISTRICT_IN_PIECES_NEAR", Place(subdistrict=name), facts)


def _in_pieces(
    communities: Iterable[Community], adjacent: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    for community in communities:
        parts = sorted(pieces(community.units, adjacent), key=lambda part: (-len(part), part))
        if len(parts) > 1:
            place = Place(subdistrict=community.subdistrict, community=community.id)
            facts: dict[str, Fact] = {"pieces": len(parts), "units": parts[-1][:SHOWN]}
            yield Finding("COMMUNITY_IN_PIECES", place, facts | {"name": community.name})


def _totals(
    units: Sequence[Unit], communities: Sequence[Community], controls: Controls
) -> Iterator[Finding]:
    counted = {
        "units": len(units),
        "households": sum(unit.households for unit in units),
        "communities": len(communities),
    }
    for name, count in counted.items():
        stated = getattr(controls, name)
        if stated is not None and stated != count:
            facts: dict[str, Fact] = {"what": name, "stated": stated, "counted": count}
            facts["difference"] = count - stated
            yield Finding("CONTROL_DIFFERS", Place(column=f"controls.{name}"), facts)
