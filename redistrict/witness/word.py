"""Word files of a dossier read back, by their XML as any program would."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from redistrict.witness import titles
from redistrict.witness.claimed import Printed, Shown, Told
from redistrict.witness.papers import foreign, is_total, plain, sheet, unequal
from redistrict.witness.summary import CODE
from redistrict.witness.table import content, malformed

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SEQ")
"""Word's own fields for page numbers; nothing else may be calculated when a file is opened."""
COVER = re.compile(r"(?:现有社区\d+个，调整后|首次设立社区\d+个，涉及).*")
MEANS = "工作量、人员、设施和经费测算"
"""Head of the section that tells of work, staff, rooms and money, sentence by sentence."""
BURDEN = "负荷认定依据："
"""How every sentence on the evidence of burden begins."""


def read(path: Path, file: str, scope: str) -> Printed:
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
    try:
        return _printed(path, file, scope, body, feet)
    except (AttributeError, IndexError, TypeError, ValueError):
        raise malformed(path, "PRINTED_BROKEN", part="docx") from None


def _printed(path: Path, file: str, scope: str, body: Any, feet: Sequence[Any]) -> Printed:
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
        shown=tuple(_shown(body, file)),
        scope=scope,
        told=tuple(_told(texts)),
        faults=(*faults, *foreign(path), *_sums(body)),
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
                if not title.endswith(titles.HOUSEHOLDS[0]):
                    continue
                for row in rows[1:]:
                    cell = row[column] if len(row) == len(head) else ""
                    if cell.isascii() and cell.isdigit():
                        yield " ".join(row[:column])[-60:], int(cell)


def _told(texts: Sequence[str]) -> Iterator[Told]:
    """Yield the section on work, staff, rooms and money, and every evidence of burden."""
    starts = [at for at, text in enumerate(texts) if text.endswith(MEANS)]
    for start in starts:
        rest = texts[start + 1 :]
        ends = [at for at, text in enumerate(rest) if not re.match(r"\d+．", text)]
        found = rest[: min(ends, default=len(rest))]
        yield Told("", tuple(re.sub(r"^\d+．", "", text) for text in found))
    burden = tuple(text for text in texts if text.startswith(BURDEN))
    if burden:
        yield Told("", burden, whole=False)


def _sums(body: Any) -> Iterator[str]:
    """Yield the numbers of last rows that are not the sums of those above."""
    for table in body.iter(f"{WORD}tbl"):
        rows = [[_number(cell) for cell in _cells(row)] for row in table.iter(f"{WORD}tr")]
        if rows and is_total(rows[-1]):
            yield from map(str, unequal(rows[-1], rows[:-1]))


def _number(cell: str | None) -> str | float | None:
    return float(cell) if cell and re.fullmatch(r"-?\d+(\.\d+)?", cell) else cell


def _shown(body: Any, file: str) -> Iterator[Shown]:
    """Yield every table that the dossier's workbook holds, too."""
    for table in body.iter(f"{WORD}tbl"):
        rows = [_cells(row) for row in table.iter(f"{WORD}tr")]
        height = sum(row.find(f".//{WORD}tblHeader") is not None
                     for row in table.iter(f"{WORD}tr"))  # fmt: skip
        for kind, wanted in titles.LETTERS if height else ():
            places = titles.columns(rows[:height], wanted)
            if isinstance(places, str):
                continue
            lines = [row for row in rows[height:] if not is_total(row)]
            cells = [{name: plain(row[column], name) for name, column in places.items()}
                     for row in lines]  # fmt: skip
            yield Shown(kind, sheet(file, kind, cells))
            break


def _cells(row: Any) -> list[str | None]:
    """Return the cells of a row, one that spans columns once for each; ``None`` under another."""
    found: list[str | None] = []
    for cell in row.iter(f"{WORD}tc"):
        span = cell.find(f".//{WORD}gridSpan")
        below = cell.find(f".//{WORD}vMerge")
        hidden = below is not None and below.get(f"{WORD}val") != "restart"
        text = None if hidden else " ".join(map(_text, cell.iter(f"{WORD}p")))
        found += [text] * (1 if span is None else int(span.get(f"{WORD}val")))
    return found
