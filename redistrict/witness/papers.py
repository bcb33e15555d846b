"""Workbook and archive of a dossier read back, as any program would."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from redistrict.witness import titles
from redistrict.witness.claimed import Line, Printed, Rows, Sheet, Shown
from redistrict.witness.summary import CODE
from redistrict.witness.table import content, malformed

OURS = re.compile(r"=SUM\([A-Z]+\d+:[A-Z]+\d+\)|=N\([A-Z]+\d+\)-N\([A-Z]+\d+\)")
TOTAL = ("合计", "total")
UNKNOWN = ("待填", "to fill in", "—", "", None)
PROVISIONAL = ("（暂名）", " (provisional)")
NAMES = frozenset({"name", "community_before", "community_after"})
DECIMAL = frozenset({"mean", "deviation", "new_km", "new_named"})
SUMS = "SHA256SUMS.txt"
_FIRST, _SECOND = 3, 4
"""Rows of the head: groups and titles, or titles alone."""


def workbook(path: Path, file: str) -> Printed:
    """Return what the dossier's tables say.

    Raises
    ------
    Failure
        ``PRINTED_BROKEN`` where a table or one of its columns is missing.
    """
    content(path)
    try:
        values = openpyxl.load_workbook(path, data_only=True)
        formulas = openpyxl.load_workbook(path)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError):
        raise malformed(path, "PRINTED_BROKEN", part="xlsx") from None
    pages = {page.title[:1]: page for page in values.worksheets}
    shown, faults = [], list(foreign(path))
    for start, (rows, wanted) in titles.sheets(pages.keys()).items():
        if start not in pages:
            raise malformed(path, "PRINTED_BROKEN", part=start)
        try:
            cells, wrong = _cells(path, pages[start], wanted)
        except (IndexError, TypeError, ValueError):
            raise malformed(path, "PRINTED_BROKEN", part=start) from None
        faults += wrong
        shown.append(Shown(rows, sheet(file, rows, cells)))
    for page in formulas.worksheets:
        for row in page.iter_rows():
            faults += [
                f"{page.title}!{cell.coordinate} {cell.value}"
                for cell in row
                if cell.data_type == "f" and not OURS.fullmatch(str(cell.value))
            ]
    feet: Any = [page.oddFooter for page in values.worksheets]
    codes = CODE.findall(" ".join(str(foot.right.text) for foot in feet))
    return Printed(file, tuple(codes), tuple(shown), faults=tuple(faults))


def sheet(file: str, rows: Rows, cells: Sequence[dict[str, str]]) -> Sheet:
    """Return rows as a table; alternatives are told by their place."""
    if rows is Rows.FIGURES:
        cells = [{"alternative": str(at), **row} for at, row in enumerate(cells, 1)]
    lines = tuple(Line(at, row) for at, row in enumerate(cells, 1))
    return Sheet(file, lines, tuple(lines[0].cells) if lines else ())


def _cells(path: Path, page: Any, wanted: titles.Titles) -> tuple[list[dict[str, str]], list[str]]:
    """Return the rows of a table by our words, and its totals that do not add up."""
    grid = [[cell.value for cell in row] for row in page.iter_rows()]
    head = grid[_FIRST - 1 : _SECOND]
    grouped = len(head) == 2 and head[1][0] is None
    places = titles.columns(head if grouped else head[:1], wanted)
    if isinstance(places, str):
        raise malformed(path, "PRINTED_BROKEN", part=places)
    body = grid[_SECOND if grouped else _FIRST :]
    rows, faults = [], []
    for at, row in enumerate(body):
        if last := is_total(row):
            faults = [f"{page.title}: {value}" for value in unequal(row, body[:at])]
        if last or len(row) < 2 or row[1] is None:
            break
        rows.append({name: plain(row[column], name) for name, column in places.items()})
    return rows, faults


def is_total(row: Sequence[Any]) -> bool:
    """Return whether a row adds up those above."""
    return row[0] in ("", None, *TOTAL) and bool(set(TOTAL) & set(row))


def unequal(total: Sequence[Any], rows: Sequence[Sequence[Any]]) -> Iterator[Any]:
    """Yield the numbers of a last row that are not the sums of those above."""
    for column, value in enumerate(total):
        if isinstance(value, int | float):
            numbers = (row[column] for row in rows if isinstance(row[column], int | float))
            if abs(value - sum(numbers)) > 1e-6:
                yield value


def plain(value: Any, name: str) -> str:
    """Return a cell as the folder's own tables write it; what is to be filled in is empty."""
    if value in UNKNOWN:
        return ""
    text = f"{float(value):.1f}" if name in DECIMAL else str(value)
    if name in NAMES:
        for word in PROVISIONAL:
            text = text.removesuffix(word)
    return text


def foreign(path: Path) -> Iterator[str]:
    """Yield parts that would run something or reach out when the file is opened."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.search(r"vbaProject|externalLink|activeX|embeddings|oleObject", name):
                yield name
            if name.endswith(".rels") and b'TargetMode="External"' in archive.read(name):
                yield name


def unlike(path: Path) -> Iterator[str]:
    """Yield the members of the dossier's archive that are not the files beside it, and the rest.

    Raises
    ------
    Failure
        ``PRINTED_BROKEN`` where it is no archive.
    """
    content(path)
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            held = {name: archive.read(name) for name in names if name != SUMS}
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError):
        raise malformed(path, "PRINTED_BROKEN", part="zip") from None
    there = {
        item.relative_to(path.parent).as_posix(): item
        for item in path.parent.rglob("*")
        if item.is_file() and item != path and item.name != SUMS
    }
    for name in sorted({*names, *there} - {SUMS}):
        if names.count(name) != 1 or name not in there or there[name].read_bytes() != held[name]:
            yield name
