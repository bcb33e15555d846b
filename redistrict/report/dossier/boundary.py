"""A community's limits in words, from its shape after the change and the named lines around it.

Unnamed stretches are never guessed: they stay blanks with their length, and are listed with
their position for the planner.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import shapely

from redistrict.limits.lines import LineKind, LineState, NamedLine, named_lines
from redistrict.limits.stretches import Stretch, name_border
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.compounds import names_of
from redistrict.report.dossier.content import Column, Format, Table, Value, clean
from redistrict.report.dossier.wording import to_fill
from redistrict.store.folder import Folder

FORMS = {"sides": "四至", "walk": "走向", "members": "范围（小区、楼栋）"}
"""Forms of the limits by name, with the word that introduces them."""
_KINDS = {
    "roads": LineKind.ROAD, "rivers": LineKind.RIVER, "railways": LineKind.RAILWAY,
    "walls": LineKind.WALL,
}  # fmt: skip
_SIDES = ("东", "南", "西", "北")
_EIGHT = ("北", "东北", "东", "东南", "南", "西南", "西", "西北")
_STATES = {LineState.UNDER_CONSTRUCTION: "（在建）", LineState.PLANNED: "（规划中）"}
_LEAST_SHARE = 0.1
"""A line is named on a side if it makes up so much of that side."""
_LEAST_M = 20.0
"""Shorter unnamed stretches are corners, not gaps."""
_DIVIDING_SHARE = 0.8
"""One line divides a community if so much of the new limit runs along it."""


def describe(case: Case, community: str, form: str) -> str:
    """Return the limits of a community after the change in one form; blanks stay visible.

    Parameters
    ----------
    form
        A key of :data:`FORMS`.
    """
    if form == "members":
        return names_of(case.compounds_after(community)) or "无人居住"
    stretches = _stretches(case.folder, community)
    if not stretches:
        return to_fill("界线文字（没有图形）")
    if form == "sides":
        return four_sides(stretches)
    return walk(stretches)


def _stretches(folder: Folder, community: str) -> tuple[Stretch, ...]:
    shape = _shape(folder, community)
    if shape is None or shape.is_empty:
        return ()
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    ring = shapely.orient_polygons(largest, exterior_cw=True).exterior
    return name_border(ring, _lines(_Known(folder)))


def _shape(folder: Folder, community: str) -> Any | None:
    layer = folder.layers.get("communities_after")
    if layer is None or "geometry" not in layer:
        return None
    found = layer[layer["community"] == community]
    return found.geometry.iloc[0] if len(found) else None


class _Known:
    """A folder as the key of a cache: its lines are read once per proposal."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.folder.context is self.folder.context

    def __hash__(self) -> int:
        return id(self.folder.context)


@lru_cache(maxsize=2)
def _lines(known: _Known) -> tuple[NamedLine, ...]:
    context = known.folder.context
    return tuple(
        line
        for name, kind in _KINDS.items()
        if name in context and len(context[name])
        for line in named_lines(context[name], kind)
    )


def _called(stretch: Stretch) -> str:
    if not stretch.name:
        return to_fill(f"约{round(stretch.metres)}米的界线名称")
    return clean(stretch.name) + (_STATES.get(stretch.state, "") if stretch.state else "")


def four_sides(stretches: Sequence[Stretch]) -> str:
    """Return 东至…，南至…，西至…，北至… for stretches that run clockwise around an area."""
    lengths: dict[str, dict[str, float]] = {side: {} for side in _SIDES}
    for stretch in stretches:
        for (x1, y1), (x2, y2) in pairwise(stretch.course.coords):
            # Clockwise, the land outside lies to the left of the way.
            side = _outside(x2 - x1, y2 - y1)
            names = lengths[side]
            key = _called(stretch) if stretch.name else ""
            names[key] = names.get(key, 0.0) + math.hypot(x2 - x1, y2 - y1)
    return "，".join(f"{side}至{_side_words(lengths[side])}" for side in _SIDES)


def _outside(east: float, north: float) -> str:
    outward = math.degrees(math.atan2(-north, east)) % 360  # left of the way, from north
    return ("北", "东", "南", "西")[round(outward / 90) % 4]


def _side_words(names: dict[str, float]) -> str:
    whole = sum(names.values())
    if not whole:
        return to_fill("界线名称")
    shown = [name for name, metres in names.items() if metres >= _LEAST_SHARE * whole]
    ordered = sorted(shown, key=lambda name: (-names[name], name))
    words = [name or to_fill(f"约{round(names[name])}米的界线名称") for name in ordered]
    return "、".join(words)


def walk(stretches: Sequence[Stretch]) -> str:
    """Return the way around an area, clockwise from its north-west corner, line by line."""
    legs = [item for item in stretches if item.name or item.metres >= _LEAST_M]
    if len(legs) == 1:
        return f"沿{_called(legs[0])}闭合"
    starts = [leg.course.coords[0] for leg in legs]
    first = max(range(len(legs)), key=lambda index: starts[index][1] - starts[index][0])
    ordered = [*legs[first:], *legs[:first]]
    words = [f"自{_called(ordered[-1])}与{_called(ordered[0])}交汇处起"]
    for leg, after in zip(ordered, [*ordered[1:], ordered[0]], strict=True):
        words.append(f"沿{_called(leg)}向{_toward(leg)}至{_called(after)}")
    return "，".join(words) + "，回到起点"


def _toward(leg: Stretch) -> str:
    (x1, y1), (x2, y2) = leg.course.coords[0], leg.course.coords[-1]
    return _direction(x2 - x1, y2 - y1)


def _direction(east: float, north: float) -> str:
    return _EIGHT[round(math.degrees(math.atan2(east, north)) / 45) % 8]


def dividing(case: Case, kept: str, new: str) -> str:
    """Return the one line between a community and the one split off, empty if there is none.

    Such as 以槐安街为界，槐安街以南为新设社区.
    """
    one, two = _shape(case.folder, kept), _shape(case.folder, new)
    if one is None or two is None:
        return ""
    common = shapely.line_merge(shapely.intersection(one.boundary, two.boundary))
    parts = [part for part in shapely.get_parts(common) if part.length > 0]
    if not parts:
        return ""
    stretches = name_border(parts, _lines(_Known(case.folder)))
    whole = sum(item.metres for item in stretches)
    lengths: dict[str, float] = {}
    for item in stretches:
        if item.name:
            lengths[_called(item)] = lengths.get(_called(item), 0.0) + item.metres
    best = max(sorted(lengths), key=lambda name: lengths[name], default="")
    if not best or lengths[best] < _DIVIDING_SHARE * whole:
        return ""
    middle, other = shapely.line_interpolate_point(parts[0], 0.5, normalized=True), two.centroid
    side = _direction(other.x - middle.x, other.y - middle.y)
    return f"以{best}为界，{best}以{side}为{case.name(new)}"


def gaps(case: Case) -> Table:
    """Return the stretches of changed communities that no named line explains."""
    rows: list[tuple[Value, ...]] = []
    for community in _changed(case):
        for item in _stretches(case.folder, community):
            if not item.name and item.metres >= _LEAST_M:
                rows.append(
                    (
                        str(len(rows) + 1), case.name(community), round(item.metres),
                        f"{item.middle[0]:.0f}, {item.middle[1]:.0f}", None,
                    )
                )  # fmt: skip
    return Table(
        title="没有名称的界线段（待补充）",
        columns=(
            Column("序号", 0.5), Column("社区", 1.8), Column("长度（米）", 0.8, Format.WHOLE),
            Column("中点坐标（东，北，米）", 1.8), Column("名称", 1.6),
        ),
        rows=tuple(rows),
        sheet="无名界线",
        notes=("注：坐标为规划图形所用平面坐标；名称由承办单位实地核实后填写。",),
    )  # fmt: skip


def named_share(case: Case) -> tuple[float, float]:
    """Return metres on named lines and metres in all, of the limits of changed communities."""
    named = whole = 0.0
    for community in _changed(case):
        for item in _stretches(case.folder, community):
            whole += item.metres
            named += item.metres if item.name else 0.0
    return named, whole


def _changed(case: Case) -> Iterable[str]:
    return (row.id for row in case.changed if row.after is not None)
