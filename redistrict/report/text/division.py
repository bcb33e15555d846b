"""Splits along roads as a table."""

from collections.abc import Sequence

from redistrict.domain.division import Division, Half
from redistrict.domain.words import translator
from redistrict.report.text.table import table


def division_text(divisions: Sequence[Division], language: str) -> str:
    """Return one line per road: both halves, the office's side, what it would cut."""
    _ = translator(language)
    if not divisions:
        return _("No named road goes through this community.") + "\n"
    header = [
        _("road"), _("households"), _("compounds"), _("office on side"), _("pieces"),
        _("compounds cut"), _("both sides fit"),
    ]  # fmt: skip
    rows = [_row(item, language) for item in divisions]
    return "\n".join(table(header, rows)) + "\n"


def _row(item: Division, language: str) -> list[str]:
    _ = translator(language)
    halves = (item.first, item.second)
    return [
        item.road,
        " + ".join(f"{half.households:,}" for half in halves),
        " + ".join(str(half.compounds) for half in halves),
        _office(halves, language),
        " + ".join(str(half.pieces) for half in halves),
        "、".join(item.cut) or "0",
        _("yes") if item.fits else _("no"),
    ]


def _office(halves: tuple[Half, Half], language: str) -> str:
    _ = translator(language)
    if halves[0].office is None:
        return _("not known")
    return "1" if halves[0].office else "2"
