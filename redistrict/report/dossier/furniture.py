"""What stands around a figure: title, legend, scale bar, north arrow, maker, date, check code."""

from __future__ import annotations

from typing import Any

from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from redistrict.report.dossier.case import Case
from redistrict.report.dossier.content import clean

FURNITURE = ((0.0, 0.0, 0.25, 0.07), (0.94, 0.88, 1.0, 1.0))
"""Where scale bar and north arrow stand, in shares of the drawing: west, south, east, north."""


def furnish(case: Case, title: str, side: str, canvas: Any, axes: Any) -> None:
    """Write everything around the drawing."""
    _ = case.say
    canvas.text(0.40, 0.945, _plain(title), ha="center", va="center", fontsize=17)
    canvas.text(0.98, 0.975, " · ".join(case.marks()), ha="right", va="center", fontsize=9)
    _legend(case, side, canvas)
    _scale(axes)
    axes.annotate(
        _("N"), xy=(0.965, 0.975), xytext=(0.965, 0.90), xycoords="axes fraction", ha="center",
        va="center", fontsize=12, zorder=30, arrowprops={"arrowstyle": "-|>", "color": "black"},
    )  # fmt: skip
    foot = [
        _("Maker: {name}").format(name=clean(case.issuer)) if case.official else "",
        _("Date: {date}").format(date=clean(case.date)) if case.official else "",
        _("Sketch only; no evidence of limits or rights."),
    ]
    code = case.record.check_code
    foot += [_("Check code {code}").format(code=code)] if code else []
    for index, line in enumerate(line for line in foot if line):
        canvas.text(0.795, 0.16 - 0.032 * index, _plain(line), fontsize=8, va="center")
    for index, note in enumerate(case.notes):
        canvas.text(0.02, 0.022 - 0.013 * index, _plain(note), fontsize=6.5, va="center")


def _legend(case: Case, side: str, canvas: Any) -> None:
    _ = case.say
    items: list[Any] = [
        Line2D([], [], color="#111111", linestyle=(0, (6, 3)), linewidth=1.4,
               label=_("limit of a community before")),
    ]  # fmt: skip
    if side == "after":
        items.append(
            Line2D([], [], color="#000000", linewidth=2.0, label=_("limit of a community after"))
        )
    items += [
        Line2D([], [], color="#000000", alpha=0.45, linewidth=3.2,
               label=_("limit of a subdistrict")),
        Patch(facecolor="#CFCFCF", edgecolor="#444444", hatch="////",
              label=_("compounds that change")),
        Patch(facecolor="#E9E9E9", edgecolor="#A8A8A8", label=_("compounds")),
    ]  # fmt: skip
    lines: dict[str, dict[str, Any]] = {
        "roads": {"color": "#BBBBBB", "linewidth": 1.6, "label": _("road")},
        "rivers": {"color": "#7A9CB8", "linewidth": 3.0, "label": _("river")},
        "railways": {"color": "#333333", "linewidth": 1.0, "linestyle": (0, (8, 2, 1, 2)),
                     "label": _("railway")},
    }  # fmt: skip
    items += [Line2D([], [], **style) for name, style in lines.items() if _there(case, name)]
    star: dict[str, Any] = {"marker": "*", "linestyle": "", "markersize": 11}
    if _there(case, "offices"):
        items.append(Line2D([], [], color="black", **star, label=_("service centre")))
        if side == "after" and any(row.before is None for row in case.changed):
            items.append(
                Line2D([], [], color="white", markeredgecolor="black", **star,
                       label=_("rooms of a new community"))
            )  # fmt: skip
    canvas.legend(
        handles=items, title=_("Legend"), loc="upper left", bbox_to_anchor=(0.785, 0.90),
        fontsize=9, title_fontsize=11, frameon=True, edgecolor="black", labelspacing=0.9,
        handlelength=3.0,
    )  # fmt: skip


def _there(case: Case, name: str) -> bool:
    layer = case.folder.context.get(name)
    return layer is not None and len(layer) > 0


def _scale(axes: Any) -> None:
    """Draw a bar of a round length, about a fifth of the drawing."""
    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    aim = (east - west) / 5
    power = 10 ** (len(str(int(aim))) - 1)
    length = max(step for step in (1, 2, 5) if step * power <= max(aim, 1)) * power
    x, y = west + 0.03 * (east - west), south + 0.03 * (north - south)
    height = 0.008 * (north - south)
    for part in range(4):
        axes.fill_between(
            [x + part * length / 4, x + (part + 1) * length / 4], y, y + height, zorder=30,
            facecolor="black" if part % 2 == 0 else "white", edgecolor="black", linewidth=0.8,
        )  # fmt: skip
    paper = {"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"}
    text = f"{length // 1000} km" if length >= 1000 and length % 1000 == 0 else f"{length} m"
    axes.text(x + length, y + 1.6 * height, text, fontsize=8, ha="right", va="bottom", zorder=30,
              bbox=paper)  # fmt: skip
    axes.text(x, y + 1.6 * height, "0", fontsize=8, ha="left", va="bottom", zorder=30, bbox=paper)


def _plain(text: str) -> str:
    return text.replace("$", r"\$")
