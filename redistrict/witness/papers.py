"""Workbooks and Word files of a dossier read back, by their XML as any program would."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from redistrict.domain.level import LEVELS, at_level, relabel
from redistrict.witness.claimed import Line, Printed, Rows, Sheet, Shown
from redistrict.witness.summary import CODE
from redistrict.witness.table import content, malformed

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OURS = re.compile(r"=SUM\([A-Z]+\d+:[A-Z]+\d+\)|=N\([A-Z]+\d+\)-N\([A-Z]+\d+\)")
FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SEQ")
"""Word's own fields for page numbers; nothing else may be calculated when a file is opened."""
TOTAL = ("合计", "total")
COVER = re.compile(r"现有社区\d+个，调整后.*")
HOUSEHOLDS = ("户数", "households")
UNKNOWN = ("待填", "—", None)
PROVISIONAL = ("（暂名）", " (provisional)")

NO = ("序号", "No.")
PARENT = ("镇（街道）", "subdistrict")
BEFORE, AFTER = ("调整前", "before the change"), ("调整后", "after the change")
Titles = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""A column of ours, to the words of its group and of its title in either language."""
ALONE: tuple[str, ...] = ("",)
TABLES: Mapping[str, tuple[Rows, Titles]] = {
    "1": (
        Rows.COMMUNITIES,
        {
            "subdistrict": (ALONE, PARENT),
            "name": (ALONE, ("社区", "community")),
            "households_before": (BEFORE, HOUSEHOLDS),
            "population_before": (BEFORE, ("常住人口", "people")),
            "households_after": (AFTER, HOUSEHOLDS),
            "population_after": (AFTER, ("常住人口", "people")),
        },
    ),
    "2": (
        Rows.MOVED,
        {
            "unit_id": (ALONE, ("单元编号", "unit id")),
            "subdistrict": (ALONE, PARENT),
            "community_before": (ALONE, ("原社区", "community today")),
            "community_after": (ALONE, ("调整后社区", "community in the plan")),
            "households": (ALONE, HOUSEHOLDS),
            "population": (ALONE, ("常住人口", "people")),
        },
    ),
    "3": (
        Rows.PARTS,
        {
            "subdistrict": (ALONE, PARENT),
            "communities_before": (ALONE, ("调整前社区数", "communities before")),
            "communities_after": (ALONE, ("调整后社区数", "communities after")),
            "set_up": (ALONE, ("新设", "set up")),
            "abolished": (ALONE, ("撤并", "abolished")),
            "out_of_band_before": (
                ALONE,
                ("一般规模以外个数（前）", "outside the usual size before"),
            ),
            "out_of_band": (ALONE, ("一般规模以外个数（后）", "outside the usual size after")),
        },
    ),
    "6": (
        Rows.FIGURES,
        {
            "communities_after": (ALONE, ("社区数", "communities")),
            "out_of_band": (ALONE, ("一般规模以外", "outside the usual size")),
            "tolerated": (ALONE, ("其中暂予保留", "of these may stay")),
            "exceptions": (ALONE, ("其中特殊情形", "of these special cases")),
            "touched_communities": (ALONE, ("涉及社区", "communities touched")),
            "moved_compounds": (ALONE, ("变动小区", "compounds moved")),
            "moved_households": (ALONE, ("变动户数", "households moved")),
            "moved_to_new": (ALONE, ("划入新设社区户数", "to new communities")),
            "moved_to_existing": (ALONE, ("划入现有社区户数", "to existing communities")),
        },
    ),
}
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
    shown, faults = [], list(_foreign(path))
    for start, (rows, titles) in TABLES.items():
        if start not in pages:
            raise malformed(path, "PRINTED_BROKEN", part=start)
        cells, wrong = _cells(path, pages[start], titles)
        faults += wrong
        if rows is Rows.FIGURES:
            cells = [{"alternative": str(at), **row} for at, row in enumerate(cells, 1)]
        lines = tuple(Line(at, row) for at, row in enumerate(cells, 1))
        shown.append(Shown(rows, Sheet(file, lines, tuple(lines[0].cells) if lines else ())))
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


def _cells(path: Path, page: Any, titles: Titles) -> tuple[list[dict[str, str]], list[str]]:
    """Return the rows of a table by our words, and its totals that do not add up."""
    grid = [[cell.value for cell in row] for row in page.iter_rows()]
    head = grid[_FIRST - 1 : _SECOND]
    grouped = len(head) == 2 and head[1][0] is None
    places = _columns(path, head, titles, grouped=grouped)
    body = grid[_SECOND if grouped else _FIRST :]
    rows, faults = [], []
    for at, row in enumerate(body):
        if row[0] in TOTAL:
            faults = [
                f"{page.title}: {value}"
                for column, value in enumerate(row)
                if isinstance(value, int | float)
                and abs(value - sum(_number(line[column]) for line in body[:at])) > 1e-6
            ]
        if row[0] in TOTAL or len(row) < 2 or row[1] is None:
            break
        rows.append({name: _plain(row[column], name) for name, column in places.items()})
    return rows, faults


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _columns(
    path: Path, head: Sequence[Sequence[Any]], titles: Titles, *, grouped: bool
) -> dict[str, int]:
    """Return the place of every column that is wanted."""
    found: dict[tuple[str, str], int] = {}
    group = ""
    for column, top in enumerate(head[0]):
        low = head[1][column] if grouped else None
        group = str(top) if low is not None and top is not None else group if low else ""
        found[group, str(low if low is not None else top)] = column
    for level in LEVELS:
        places = {
            name: found[one, word]
            for name, (groups, words) in titles.items()
            for one in groups
            for word in _spoken(words, level)
            if (one, word) in found
        }
        if len(places) == len(titles):
            return places
    lacking = next(
        words[0]
        for groups, words in titles.values()
        if not any((one, word) in found for one in groups for word in words)
    )
    raise malformed(path, "PRINTED_BROKEN", part=lacking)


def _spoken(words: tuple[str, ...], level: str) -> Iterator[str]:
    """Yield a title in both languages, in the words of a level (grids, street offices)."""
    for language, word in zip(("zh", "en"), words, strict=True):
        yield relabel(word, at_level(language, level))


def _plain(value: Any, name: str) -> str:
    if value in UNKNOWN:
        return ""
    text = str(value)
    if name in ("name", "community_before", "community_after"):
        for word in PROVISIONAL:
            text = text.removesuffix(word)
    return text


def word(path: Path, file: str, scope: str) -> Printed:
    """Return what a Word file of the dossier says.

    Parameters
    ----------
    scope
        The subdistrict that it is about, empty for all.

    Raises
    ------
    Failure
        ``PRINTED_BROKEN`` where it is no Word file.
    """
    content(path)
    try:
        with zipfile.ZipFile(path) as archive:
            body = ElementTree.fromstring(archive.read("word/document.xml"))
            feet = [
                ElementTree.fromstring(archive.read(name))
                for name in sorted(archive.namelist())
                if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)
            ]
    except (zipfile.BadZipFile, KeyError, OSError, ElementTree.ParseError, DefusedXmlException):
        raise malformed(path, "PRINTED_BROKEN", part="docx") from None
    texts = [_text(item) for item in body.iter(f"{WORD}p")]
    printed = " ".join(_text(item) for root in feet for item in root.iter(f"{WORD}p"))
    covers = [match[0] for text in texts for match in [COVER.search(text)] if match]
    faults = [
        field
        for root in (body, *feet)
        for item in root.iter(f"{WORD}instrText")
        if (field := (item.text or "").strip()) and not field.startswith(FIELDS)
    ]
    return Printed(
        file,
        codes=tuple(CODE.findall(printed)),
        covers=tuple(("", cover.split("。")[0]) for cover in covers),
        sentences=tuple(text for text in texts if re.search(r"\d户", text)),
        counts=tuple(_counts(body)),
        scope=scope,
        faults=(*faults, *_foreign(path)),
    )


def _text(item: Any) -> str:
    return "".join(part.text or "" for part in item.iter(f"{WORD}t"))


def _counts(body: Any) -> Iterator[tuple[str, int]]:
    """Yield every number below a head that says households."""
    for table in body.iter(f"{WORD}tbl"):
        rows = [
            [" ".join(map(_text, cell.iter(f"{WORD}p"))) for cell in row.iter(f"{WORD}tc")]
            for row in table.iter(f"{WORD}tr")
        ]
        for head in rows[:1]:
            for column, title in enumerate(head):
                if not title.endswith(HOUSEHOLDS[0]):
                    continue
                for row in rows[1:]:
                    cell = row[column] if len(row) == len(head) else ""
                    if cell.isascii() and cell.isdigit():
                        yield " ".join(row[:column])[-60:], int(cell)


def _foreign(path: Path) -> Iterator[str]:
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
