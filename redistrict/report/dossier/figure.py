"""Figures of a community or a subdistrict before and after, drawn to survive a photocopier."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import geopandas as gpd
import matplotlib as mpl
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.font_manager import FontProperties, fontManager

from redistrict.report import fonts
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.content import clean
from redistrict.report.dossier.furniture import FURNITURE, furnish
from redistrict.report.dossier.ground import office
from redistrict.report.dossier.placement import Labels

Side = Literal["before", "after"]
_SIZE = (11.0, 7.8)
_DPI = 150
_DASHED: dict[str, Any] = {"linestyle": (0, (6, 3)), "linewidth": 1.4, "color": "#111111"}
_SOLID: dict[str, Any] = {"linestyle": "-", "linewidth": 2.0, "color": "#000000"}
_MOST_COMPOUNDS = 90
"""Above it only the compounds that move carry their names; the others would not be legible."""


@dataclass(frozen=True)
class View:
    """What a figure shows.

    Parameters
    ----------
    communities
        Ids in the middle of the figure.
    """

    title: str
    side: Side
    communities: frozenset[str]
    name: str


def draw(case: Case, view: View, path: Path) -> Path:
    """Draw a figure as PNG; the same proposal always gives the same bytes."""
    fontManager.addfont(str(fonts.REGULAR))
    with mpl.rc_context(
        {"font.family": FontProperties(fname=str(fonts.REGULAR)).get_name(), "hatch.linewidth": 0.6}
    ):
        canvas = Canvas(figsize=_SIZE, dpi=_DPI)
        # Every layer that is added asks for a new drawing; one at the end is enough.
        FigureCanvasAgg(canvas).draw_idle = lambda *_a, **_k: None  # type: ignore[method-assign]
        axes = canvas.add_axes((0.02, 0.03, 0.76, 0.87))
        _paint(case, view, axes)
        furnish(case, view.title, view.side, canvas, axes)
        buffer = io.BytesIO()
        canvas.savefig(buffer, format="png", metadata={"Software": None})
    path.write_bytes(buffer.getvalue())
    return path


def _paint(case: Case, view: View, axes: Any) -> None:
    layers, context = case.folder.layers, case.folder.context
    units = layers["units"]
    column = f"community_{view.side}"
    shown = units[units["community_before"].isin(view.communities)
                  | units["community_after"].isin(view.communities)]  # fmt: skip
    frame = _frame(layers, view)
    axes.set_xlim(frame[0], frame[2])
    axes.set_ylim(frame[1], frame[3])
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    labels = Labels(axes)
    for corner in FURNITURE:
        labels.reserve(*corner)
    _lines(context, axes)
    _fill(
        units[~units["unit_id"].isin(shown["unit_id"])],
        axes,
        facecolor="#FAFAFA",
        edgecolor="#DDDDDD",
    )
    _fill(shown, axes, facecolor="#E9E9E9", edgecolor="#A8A8A8")
    moved = shown[shown["moved"] == 1]
    _fill(moved, axes, facecolor="#CFCFCF", edgecolor="#444444", hatch="////")
    _limits(layers, view, axes)
    _offices(case, view, axes, labels)
    _communities(case, _zones(layers, view.side), view, column, labels)
    _roads(context, frame, labels)
    _compounds(shown, moved, labels)
    axes.set_xlabel("")
    axes.set_ylabel("")


def _zones(layers: Any, side: Side) -> gpd.GeoDataFrame:
    """Return the communities on one side; where none are yet, there is no such layer."""
    layer = layers.get(f"communities_{side}")
    return layers["communities_after"].iloc[:0] if layer is None else layer


def _frame(layers: Any, view: View) -> tuple[float, float, float, float]:
    both = [_zones(layers, "before"), _zones(layers, "after")]
    parts = [layer[layer["community"].isin(view.communities)].total_bounds for layer in both]
    parts = [part for part in parts if part[0] == part[0]]  # an empty layer has bounds of NaN
    west, south = min(part[0] for part in parts), min(part[1] for part in parts)
    east, north = max(part[2] for part in parts), max(part[3] for part in parts)
    margin = 0.06 * max(east - west, north - south)
    width, height = east - west + 2 * margin, north - south + 2 * margin
    ratio = _SIZE[0] * 0.76 / (_SIZE[1] * 0.87)
    width, height = max(width, height * ratio), max(height, width / ratio)
    x, y = (west + east) / 2, (south + north) / 2
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _fill(frame: gpd.GeoDataFrame, axes: Any, **style: Any) -> None:
    kept = frame[~(frame.geometry.is_empty | frame.geometry.isna())]
    if len(kept):
        kept.plot(ax=axes, linewidth=0.5, aspect=None, **style)


def _lines(context: Any, axes: Any) -> None:
    for name, style in (
        ("rivers", {"color": "#7A9CB8", "linewidth": 3.0}),
        ("roads", {"color": "#BBBBBB", "linewidth": 1.6}),
        ("railways", {"color": "#333333", "linewidth": 1.0, "linestyle": (0, (8, 2, 1, 2))}),
        ("walls", {"color": "#888888", "linewidth": 0.8, "linestyle": ":"}),
    ):
        layer = context.get(name)
        if layer is not None and len(layer):
            layer.plot(ax=axes, aspect=None, zorder=1.5, **style)


def _limits(layers: Any, view: View, axes: Any) -> None:
    before, after = _zones(layers, "before"), _zones(layers, "after")
    for frame, style in ((before, _DASHED), (after, _SOLID)):
        if not len(frame) or (view.side == "before" and frame is after):
            continue
        frame.boundary.plot(ax=axes, aspect=None, zorder=5 if frame is before else 4, **style)
    if "subdistricts" in layers:
        layers["subdistricts"].boundary.plot(
            ax=axes, aspect=None, zorder=6, color="#000000", linewidth=3.2, alpha=0.45
        )


def _communities(
    case: Case, layer: gpd.GeoDataFrame, view: View, column: str, labels: Labels
) -> None:
    for community, shape in sorted(zip(layer["community"], layer.geometry, strict=True)):
        row = case.row[community]
        side = row.before if view.side == "before" else row.after
        if community not in view.communities or side is None:
            continue
        text = case.say("{name}\n{households} households").format(
            name=case.label(community), households=side.households
        )
        labels.must(shapely.maximum_inscribed_circle(shape).coords[0], text, 11, bold=True)


def _offices(case: Case, view: View, axes: Any, labels: Labels) -> None:
    for community in sorted(view.communities):
        row = case.row[community]
        place = office(case.folder, community)
        if place is None or (row.before if view.side == "before" else row.after) is None:
            continue
        inside, edge = ("black", "white") if row.before is not None else ("white", "black")
        point = place.geometry
        axes.plot(point.x, point.y, marker="*", color=inside, markersize=11, zorder=9,
                  markeredgecolor=edge)  # fmt: skip
        labels.block(point.x, point.y)


def _roads(context: Any, frame: tuple[float, float, float, float], labels: Labels) -> None:
    window = shapely.box(*frame)
    for kind in ("roads", "rivers", "railways"):
        layer = context.get(kind)
        if layer is None or not len(layer) or "name" not in layer:
            continue
        named = layer[layer["name"].fillna("") != ""]
        for name, part in sorted(named.groupby("name"), key=lambda item: str(item[0])):
            state = _state(part)
            inside = shapely.union_all(part.geometry.array).intersection(window)
            merged = shapely.line_merge(inside) if "Line" in inside.geom_type else inside
            labels.along(merged, clean(str(name)) + state)


def _state(part: gpd.GeoDataFrame) -> str:
    states = {str(item) for item in part["state"]} if "state" in part else set()
    marks = [item for item in ("在建", "规划中") if item in states]
    return f"（{marks[0]}）" if marks else ""


def _compounds(shown: gpd.GeoDataFrame, moved: gpd.GeoDataFrame, labels: Labels) -> None:
    wanted = shown if len(shown) <= _MOST_COMPOUNDS else moved
    first = set(moved["unit_id"])
    rows = sorted(
        zip(wanted["unit_id"], wanted["name"], wanted.geometry, wanted["sensitive"], strict=True),
        key=lambda row: (row[0] not in first, -row[2].area, row[0]),
    )
    seen: set[str] = set()
    for _unit, name, shape, sensitive in rows:
        text = clean(str(name))
        if not text or text in seen or sensitive or shape is None or shape.is_empty:
            continue
        seen.add(text)
        labels.maybe(shape.representative_point().coords[0], text, 6.5)


def views(case: Case) -> Sequence[View]:
    """Return the figures of a scope: the subdistrict, then each group of changed communities."""
    from redistrict.report.dossier.changes import changes

    found = []
    for part in case.touched_parts:
        whole = frozenset(row.id for row in case.communities if row.subdistrict == part.subdistrict)
        found += _pair(case, clean(part.subdistrict), whole, "00")
    for number, change in enumerate(changes(case), 1):
        names = [case.label(item) for item in change.communities]
        label = (
            case.say("{name} and others").format(name=names[0])
            if len(names) > 3
            else ("、".join(names) if case.language.startswith("zh") else ", ".join(names))
        )
        found += _pair(case, label, frozenset(change.communities), f"{number:02d}")
    return found


def _pair(case: Case, label: str, communities: frozenset[str], number: str) -> list[View]:
    _ = case.say
    titles: tuple[tuple[Side, str], ...] = (
        ("before", _("{name}: sketch before the change")),
        ("after", _("{name}: sketch after the change")),
    )
    return [
        View(title.format(name=label), side, communities, f"{number}-{side}")
        for side, title in titles
    ]
