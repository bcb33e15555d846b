"""Households per community before and after, with the band, and what each plan costs."""

import io
from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager

from redistrict.domain.record import CommunityRow, Record
from redistrict.domain.sweep import Sweep
from redistrict.domain.words import translator
from redistrict.report import fonts
from redistrict.report.overview.lines import GAPS, deviation, gap
from redistrict.report.text.labels import TIERS
from redistrict.report.text.table import clipped

WIDTH, HEIGHT, DPI = 12.0, 2.6, 110
TITLE, BAR = 80, 24
"""Columns of text that fit above a panel and beside a bar; longer names lose their middle."""
BEFORE, AFTER, OUT, BAND = "#8a8a8a", "#1f5f8b", "#b3261e", "#dfeadd"


def draw(plans: Sequence[tuple[str, Record]], language: str) -> bytes:
    """Return the picture as PNG; the same plans give the same bytes."""
    fontManager.addfont(str(fonts.REGULAR))
    family = FontProperties(fname=str(fonts.REGULAR)).get_name()
    with mpl.rc_context({"font.family": family, "axes.unicode_minus": False}):
        rows = len(plans)
        figure = Figure(figsize=(WIDTH, HEIGHT * max(2, rows)), dpi=DPI, layout="constrained")
        FigureCanvasAgg(figure)
        halves: Any = figure.subfigures(1, 2, width_ratios=(2, 1))
        left, right = halves
        panels = left.subplots(rows, 1, squeeze=False)[:, 0]
        top = 1.06 * max(_highest(record) for _label, record in plans)
        for axes, (label, record) in zip(panels, plans, strict=True):
            _communities(axes, label, record, top, language)
        measures = _measures(plans, language)
        columns = right.subplots(len(measures), 1, squeeze=False)[:, 0]
        for axes, (words, values) in zip(columns, measures, strict=True):
            _bars(axes, words, [label for label, _record in plans], values)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def front(sweep: Sweep, language: str) -> bytes:
    """Return the chart of a sweep as PNG: change against the goal, proven points filled."""
    _ = translator(language)
    fontManager.addfont(str(fonts.REGULAR))
    family = FontProperties(fname=str(fonts.REGULAR)).get_name()
    with mpl.rc_context({"font.family": family, "axes.unicode_minus": False}):
        figure = Figure(figsize=(WIDTH / 2, 1.3 * HEIGHT), dpi=DPI, layout="constrained")
        FigureCanvasAgg(figure)
        axes: Any = figure.subplots()
        across, up = [point.change for point in sweep.points], [p.value for p in sweep.points]
        axes.step(across, up, where="post", color=BEFORE, linewidth=1, zorder=1)
        last, wide = float("-inf"), (max(across) - min(across)) / 12
        for point in sweep.points:
            axes.plot(point.change, point.value, "o", markersize=6, zorder=2, mec=AFTER,
                      mfc=AFTER if point.gap == 0 else "white")  # fmt: skip
            if point.change - last < wide:
                continue  # its percentage would cover the one before
            last = point.change
            axes.annotate(f"{point.change / max(1, sweep.least):.0%}", (point.change, point.value),
                          xytext=(6, 6), textcoords="offset points", fontsize=8)  # fmt: skip
        axes.set_xlabel(_("weighted change"), fontsize=9)
        axes.set_ylabel(_(TIERS[sweep.goal]), fontsize=9)
        axes.margins(0.12)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _at: f"{value:,.0f}")
        axes.tick_params(labelsize=8)
        axes.spines[["top", "right"]].set_visible(False)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def _highest(record: Record) -> int:
    sides = [side for row in record.communities for side in (row.before, row.after) if side]
    return max([record.rules.max, *(side.households for side in sides)])


def _size(row: CommunityRow) -> tuple[int, str]:
    side = row.after or row.before
    return (side.households if side else 0, row.id)


def _communities(axes: Any, label: str, record: Record, top: float, language: str) -> None:
    _ = translator(language)
    rows = sorted(record.communities, key=_size)
    axes.axhspan(record.rules.min, record.rules.max, color=BAND, zorder=0)
    for at, row in enumerate(rows):
        before = row.before.households if row.before else None
        after = row.after.households if row.after else None
        if before is not None and after is not None and before != after:
            axes.plot([at, at], [before, after], color=BEFORE, linewidth=0.7, zorder=1)
        if before is not None and before != after:
            axes.plot(at, before, "o", mfc="white", mec=BEFORE, markersize=4, zorder=2)
        if after is not None:
            inside = record.rules.min <= after <= record.rules.max
            axes.plot(at, after, "o" if inside else "D", color=AFTER if inside else OUT,
                      markersize=4, zorder=3)  # fmt: skip
    axes.set_title(clipped(label, TITLE), loc="left", fontsize=10, fontweight="bold")
    axes.set_xlim(-1, len(rows))
    axes.set_ylim(0, top)
    axes.set_xticks([])
    axes.set_ylabel(_("households"), fontsize=8)
    axes.yaxis.set_major_formatter(lambda value, _at: f"{value:,.0f}")
    axes.tick_params(labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)


def _measures(
    plans: Sequence[tuple[str, Record]], language: str
) -> list[tuple[str, list[int | None]]]:
    _ = translator(language)
    records = [record for _label, record in plans]
    found: list[tuple[str, list[int | None]]] = [
        (_("households moved"), [record.totals.moved_households for record in records]),
        (_("communities touched"), [record.totals.touched_communities for record in records]),
        (_("outside the range"), [record.totals.out_of_band for record in records]),
        (_("workload deviation, all communities"), [deviation(record) for record in records]),
    ]
    for words, have, need in GAPS:
        gaps = [gap(record, have, need) for record in records]
        if any(gaps):
            found.append((_(words), [item.missing if item else None for item in gaps]))
    return found


def _beside(label: str) -> str:
    """Return a label for a bar: the folder, its middle left out, over the name of the plan."""
    folder, mark, name = label.replace("：", ": ").rpartition(": ")
    return f"{clipped(folder, BAR)}\n{name}" if mark else clipped(name, BAR)


def _bars(axes: Any, words: str, names: list[str], values: list[int | None]) -> None:
    places = list(range(len(names)))[::-1]
    axes.barh(places, [value or 0 for value in values], color=AFTER, height=0.6)
    widest = max([value or 0 for value in values] + [1])
    for place, value in zip(places, values, strict=True):
        text = "—" if value is None else f"{value:,}"
        axes.text((value or 0) + widest * 0.02, place, text, va="center", fontsize=8)
    axes.set_yticks(places, [_beside(name) for name in names], fontsize=8, linespacing=1.5)
    axes.set_xlim(0, widest * 1.25)
    axes.set_xticks([])
    axes.set_title(words, loc="left", fontsize=9)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
