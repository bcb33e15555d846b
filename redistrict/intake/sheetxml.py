"""What a worksheet's XML says beside its values: hidden rows, row order, formulas without value."""

import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from redistrict.intake.grid import letters
from redistrict.intake.safety import refuse

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_LINK = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class Marks:
    """Hidden rows and columns of a sheet, and faults by row and column from 1."""

    hidden: frozenset[int]
    hidden_columns: tuple[str, ...]
    faults: Mapping[tuple[int, int], str]


def check_parts(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuse a workbook whose XML is encoded oddly or defines entities.

    Raises
    ------
    Failure
        ``TABLE_XML`` with the name of the part.
    """
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        raise refuse("FILE_DISGUISED", path, expected="Excel")
    for name in sorted(names):
        if not name.lower().endswith((".xml", ".rels")):
            continue
        try:
            with archive.open(name) as part:
                head = part.read(1 << 12)
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError):
            raise refuse("FILE_ZIP_BROKEN", path) from None
        plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if head and (not plain.startswith(b"<") or b"<!" in plain.replace(b"<!--", b"")):
            raise refuse("TABLE_XML", path, member=name[:120])


def sheet_marks(archive: zipfile.ZipFile, path: Path, title: str) -> Marks:
    """Return the marks of the sheet with a title.

    Raises
    ------
    Failure
        Rows or cells out of order or given twice: readers would disagree on them.
    """
    part = _part(archive, path, title)
    hidden: set[int] = set()
    columns: list[str] = []
    faults: dict[tuple[int, int], str] = {}
    last = 0
    try:
        with archive.open(part) as stream:
            for tag, element in _elements(stream, {"row", "col"}):
                if tag == "col":
                    columns += _hidden_columns(element)
                    continue
                number = int(element.get("r") or last + 1)
                if number <= last:
                    raise refuse("TABLE_ROW_ORDER", path, number)
                last = number
                if _true(element.get("hidden")):
                    hidden.add(number)
                _check_cells(element, number, path, faults)
                element.clear()
    except (ParseError, DefusedXmlException, KeyError, ValueError, zipfile.BadZipFile, EOFError):
        raise refuse("TABLE_XML", path, member=part[:120]) from None
    return Marks(frozenset(hidden), tuple(columns), faults)


def _elements(stream: IO[bytes], wanted: set[str]) -> Any:
    for _, element in iterparse(stream, events=("end",), forbid_dtd=True):
        name = element.tag.removeprefix(_MAIN).removeprefix(_STRICT)
        if name in wanted:
            yield name, element


def _check_cells(row: Any, number: int, path: Path, faults: dict[tuple[int, int], str]) -> None:
    last = 0
    for cell in row:
        reference = cell.get("r")
        if reference:
            name, own = coordinate_from_string(reference)
            column = column_index_from_string(name)
            if own != number or column <= last:
                raise refuse("TABLE_ROW_ORDER", path, number)
        else:
            column = last + 1
        last = column
        parts = {part.tag.rpartition("}")[2]: part.text for part in cell}
        if "f" in parts and parts.get("v") is None and cell.get("t") != "str":
            faults[number, column] = "TABLE_FORMULA_EMPTY"


def _hidden_columns(element: Any) -> list[str]:
    if not _true(element.get("hidden")):
        return []
    first, last = int(element.get("min", "1")), int(element.get("max", "1"))
    return [letters(column) for column in range(first, min(last, first + 20) + 1)]


def _true(value: str | None) -> bool:
    return value in {"1", "true"}


def _part(archive: zipfile.ZipFile, path: Path, title: str) -> str:
    """Return the name of the part that holds a sheet."""
    try:
        with archive.open("xl/workbook.xml") as stream:
            links = {
                sheet.get("name"): sheet.get(_LINK) or sheet.get(_STRICT_LINK)
                for _, sheet in _elements(stream, {"sheet"})
            }
        with archive.open("xl/_rels/workbook.xml.rels") as stream:
            targets = {
                link.get("Id"): link.get("Target", "")
                for _, link in iterparse(stream, events=("end",), forbid_dtd=True)
            }
        target = targets[links[title]]
    except (ParseError, DefusedXmlException, KeyError):
        raise refuse("TABLE_XML", path, member="xl/workbook.xml") from None
    name = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
    return posixpath.normpath(name)
