"""A community's limits in words, from its shape after the change and the named lines around it.

Unnamed stretches are never guessed: they stay blanks with their length, and are listed with
their position for the planner.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import shapely

from redistrict.limits.bearing import bearing, sector
from redistrict.limits.course import Network
from redistrict.limits.lines import LineKind, NamedLine, named_lines
from redistrict.limits.stretches import Stretch, name_border
from redistrict.limits.walk import Fault, Walk, walk_around
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.compounds import names_of
from redistrict.report.dossier.content import Column, Format, Table, Value
from redistrict.report.dossier.limitwords import (
    EIGHT,
    called,
    four_sides,
    four_sides_with_turns,
    walk_words,
)
from redistrict.report.dossier.wording import to_fill
from redistrict.store.folder import Folder

FORMS = {
    "sides": "四至",
    "turns": "四至（含转折）",
    "walk": "界线走向",
    "members": "范围（小区、楼栋）",
}
"""Forms of the limits by name, with the word that introduces them."""
_KINDS = {
    "roads": LineKind.ROAD, "rivers": LineKind.RIVER, "railways": LineKind.RAILWAY,
    "walls": LineKind.WALL,
}  # fmt: skip
_LEAST_M = 20.0
"""Shorter unnamed stretches are corners, not gaps."""
_DIVIDING_SHARE = 0.8
"""One line divides a community if so much of the new limit runs along it."""


@dataclass(frozen=True)
class Rim:
    """One closed line of a community's limit.

    Parameters
    ----------
    kind
        ``main`` for the outline of the largest part, ``part`` for another part that does not touch
        it, ``hole`` for what lies inside and does not belong to it.
    """

    kind: str
    stretches: tuple[Stretch, ...]
    walk: Walk


def describe(case: Case, community: str, form: str) -> str:
    """Return the limits of a community after the change in one form; blanks stay visible.

    Parameters
    ----------
    form
        A key of :data:`FORMS`.
    """
    if form == "members":
        return names_of(case.compounds_after(community)) or "无人居住"
    rims = rims_of(case.folder, community)
    if not rims:
        return to_fill("界线文字（没有图形）")
    main, *others = rims
    if form == "sides":
        return four_sides(main.stretches)
    if form == "turns":
        return four_sides_with_turns(main.stretches, main.walk)
    words = [walk_words(main.walk)]
    for rim in others:
        before = "另有不相连的一块：" if rim.kind == "part" else "其中不含以下范围："
        words.append(before + walk_words(rim.walk))
    return "；".join(words)


def doubts(case: Case, community: str) -> list[str]:
    """Return why the walk of a community cannot be drawn again from its words, if it cannot.

    Blanks speak for themselves and are not told again.
    """
    found: list[str] = []
    for rim in rims_of(case.folder, community):
        for fault, names in rim.walk.faults:
            lines = "、".join(f"“{name}”" for name in names)
            said = {
                Fault.UNNAMED: "",
                Fault.NO_MEETING: f"{lines}在图上没有交汇，交汇处需核实",
                Fault.AMBIGUOUS: f"{lines}有多处交汇，需补充是哪一处",
                Fault.PARALLEL: f"沿{lines}的一段有不止一条走法，需补充途经点",
                Fault.APART: "按文字重绘的范围与图形不一致，需核实",
            }[fault]
            if said and said not in found:
                found.append(said)
    return found


def redrawn(case: Case) -> tuple[int, int]:
    """Return how many changed communities can be drawn again from their walks, and how many are.

    A community counts where every closed line of its limit, drawn again from the words alone,
    differs from the map by at most one hundredth of its area.
    """
    rims = [rims_of(case.folder, community) for community in _changed(case)]
    good = [all(not rim.walk.faults for rim in found) for found in rims if found]
    return sum(good), len(good)


def rims_of(folder: Folder, community: str) -> tuple[Rim, ...]:
    """Return the closed lines of a community's limit after the change; empty without a map."""
    return _rims(_Known(folder), community)


class _Known:
    """A folder as the key of a cache: lines and limits are worked out once per proposal."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Known)
            and other.folder.context is self.folder.context
            and other.folder.layers is self.folder.layers
        )

    def __hash__(self) -> int:
        return hash((id(self.folder.context), id(self.folder.layers)))


@lru_cache(maxsize=2)
def _network(known: _Known) -> Network:
    return Network(_lines(known))


@lru_cache(maxsize=2)
def _lines(known: _Known) -> tuple[NamedLine, ...]:
    context = known.folder.context
    return tuple(
        line
        for name, kind in _KINDS.items()
        if name in context and len(context[name])
        for line in named_lines(context[name], kind)
    )


@lru_cache(maxsize=512)
def _rims(known: _Known, community: str) -> tuple[Rim, ...]:
    shape = _shape(known.folder, community)
    if shape is None or shape.is_empty:
        return ()
    parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
    rings = [("main" if index == 0 else "part", part.exterior) for index, part in enumerate(parts)]
    rings += [("hole", ring) for part in parts for ring in part.interiors]
    found = []
    for kind, ring in rings:
        clockwise = shapely.orient_polygons(shapely.Polygon(ring), exterior_cw=True).exterior
        stretches = name_border(clockwise, _lines(known))
        found.append(Rim(kind, stretches, walk_around(ring, _network(known))))
    return tuple(found)


def _shape(folder: Folder, community: str) -> Any | None:
    layer = folder.layers.get("communities_after")
    if layer is None or "geometry" not in layer:
        return None
    found = layer[layer["community"] == community]
    return found.geometry.iloc[0] if len(found) else None


def dividing(case: Case, kept: str, new: str) -> str:
    """Return the one line between a community and the one split off, empty if there is none.

    Such as 以槐安街为界，槐安街以南为新设社区; 主要以 where a part of the limit does not follow it.
    """
    name, side, whole = _divider(_Known(case.folder), kept, new)
    along = "以" if whole else "主要以"
    return f"{along}{name}为界，{name}以{side}为{case.name(new)}" if name else ""


@lru_cache(maxsize=512)
def _divider(known: _Known, kept: str, new: str) -> tuple[str, str, bool]:
    """Return the line between two communities, the side of the new one, and whether it is all."""
    one, two = _shape(known.folder, kept), _shape(known.folder, new)
    if one is None or two is None:
        return "", "", False
    common = shapely.line_merge(shapely.intersection(one.boundary, two.boundary))
    parts = [part for part in shapely.get_parts(common) if part.length > 0]
    if not parts:
        return "", "", False
    stretches = name_border(parts, _lines(known))
    whole = sum(item.metres for item in stretches)
    lengths: dict[str, float] = {}
    for item in stretches:
        if item.name:
            name = called(item.name, item.state, item.metres)
            lengths[name] = lengths.get(name, 0.0) + item.metres
    best = max(sorted(lengths), key=lambda name: lengths[name], default="")
    if not best or lengths[best] < _DIVIDING_SHARE * whole:
        return "", "", False
    middle, other = shapely.line_interpolate_point(parts[0], 0.5, normalized=True), two.centroid
    side = EIGHT[sector(bearing((middle.x, middle.y), (other.x, other.y)))]
    return best, side, whole - lengths[best] < _LEAST_M


def gaps(case: Case) -> Table:
    """Return the stretches of changed communities that no named line explains.

    A stretch between two of them is one row.
    """
    found: dict[tuple[int, int, int], list[str]] = {}
    for community in _changed(case):
        for item in _all_stretches(case, community):
            if not item.name and item.metres >= _LEAST_M:
                east, north = item.middle
                key = (round(item.metres), round(east), round(north))
                found.setdefault(key, []).append(case.name(community))
    rows: list[tuple[Value, ...]] = [
        (str(number), "、".join(names), metres, f"{east}, {north}", None)
        for number, ((metres, east, north), names) in enumerate(found.items(), 1)
    ]
    return Table(
        title="没有名称的界线段（待补充）",
        columns=(
            Column("序号", 0.5), Column("社区", 1.8), Column("长度（米）", 0.8, Format.WHOLE),
            Column("中点坐标（东，北，米）", 1.8), Column("名称", 1.6),
        ),
        rows=tuple(rows),
        sheet="无名界线",
        notes=(
            "注：坐标为规划图形所用平面坐标；名称由承办单位实地核实后填写。",
            f"不足{_LEAST_M:g}米的转角不列；四至按方位分段，一段跨两个方位的，长度分别计列。",
        ),
    )  # fmt: skip


def named_share(case: Case) -> tuple[float, float]:
    """Return metres on named lines and metres in all, of the limits of changed communities."""
    named = whole = 0.0
    for community in _changed(case):
        for item in _all_stretches(case, community):
            whole += item.metres
            named += item.metres if item.name else 0.0
    return named, whole


def _all_stretches(case: Case, community: str) -> list[Stretch]:
    return [item for rim in rims_of(case.folder, community) for item in rim.stretches]


def _changed(case: Case) -> Iterable[str]:
    return (row.id for row in case.changed if row.after is not None)
