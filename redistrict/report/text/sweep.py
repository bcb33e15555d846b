"""The table of a Pareto sweep."""

from redistrict.domain.sweep import Point, Sweep
from redistrict.domain.words import translator
from redistrict.report.text.labels import TIERS
from redistrict.report.text.table import table


def sweep_lines(sweep: Sweep, language: str) -> list[str]:
    """Return the table as lines of text."""
    header, *rows = sweep_table(sweep, language)
    return [*(f"  {line}" for line in table(header, rows)), *sweep_notes(sweep, language)]


def sweep_table(sweep: Sweep, language: str) -> list[list[str]]:
    """Return a header and a row per point, the least change first."""
    _ = translator(language)
    header = [
        _("weighted change"), _("of the least change"), _(TIERS[sweep.goal]),
        _("communities touched"), _("households moved"), _("special cases"), _("status"),
    ]  # fmt: skip
    return [header, *(_row(sweep, point, language) for point in sweep.points)]


def sweep_notes(sweep: Sweep, language: str) -> list[str]:
    """Return what the table leaves out."""
    _ = translator(language)
    if not sweep.left_out:
        return []
    names = ("、" if language == "zh" else ", ").join(sweep.left_out)
    return [_("Without a plan and not counted: {names}.").format(names=names)]


def _row(sweep: Sweep, point: Point, language: str) -> list[str]:
    return [
        f"{point.change:,}",
        f"{point.change / max(1, sweep.least):.0%}",
        f"{point.value:,}",
        f"{point.touched:,}",
        f"{point.moved:,}",
        f"{point.exceptions:,}",
        proof(point, language),
    ]


def proof(point: Point, language: str) -> str:
    """Return whether a point is the best there is, else how far it may be from it."""
    _ = translator(language)
    if point.gap is None:
        return _("no bound")
    return _("proven") if point.gap == 0 else _("within {gap}").format(gap=f"{point.gap:.2%}")
