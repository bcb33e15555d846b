"""A clean file of ``redistrict import`` traced back to the raw files that its record names.

The record (``import.json`` beside the clean file) says from which record, rows and rule every unit
and its households come. The witness reads the raw files by its own readers and looks whether that
is so: no record and no row is lost, every number is the raw one or an answer, no outline grew or
shrank.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import shapely

from redistrict.domain.failure import Failure
from redistrict.domain.findings import Fact, Finding, Place
from redistrict.witness import delimited, documents, ground, opening
from redistrict.witness.digests import of_input
from redistrict.witness.table import Table, content, sha256, text

RECORD = "import.json"
MOST_PERCENT = 1.0
_UNIT = re.compile(r"[户套]$")


def record_of(clean: Path) -> Path | None:
    """Return the record of the import that wrote a file, if one stands beside it."""
    path = clean.parent / RECORD
    if not path.is_file():
        return None
    made = documents.read_json(path)
    output = made.get("output", {}) if isinstance(made, dict) else {}
    return path if isinstance(output, dict) and output.get("file") == clean.name else None


@dataclass(frozen=True)
class _Unit:
    """What the record says of one unit."""

    id: str
    record: int
    rows: tuple[int, ...]
    households: int
    source: str


def trace(
    clean: Path, households: Mapping[str, int], shapes: Mapping[str, Any]
) -> tuple[Finding, ...]:
    """Return what does not agree between a clean file and the raw files behind it.

    Parameters
    ----------
    households
        Of every unit of the plan, as the clean file says.
    shapes
        Outline of every unit as the clean file has it; empty without a map.
    """
    path = record_of(clean)
    if path is None:
        return ()
    made = documents.read_json(path)
    if made["output"].get("sha256") != sha256(clean):
        return (Finding("WITNESS_IMPORT_EDITED", Place(clean.name)),)
    units = [
        _Unit(str(item["id"]), int(item["record"]), tuple(item["rows"]), int(item["households"]),
              str(item["source"]))
        for item in made["units"]
    ]  # fmt: skip
    found = [
        Finding("WITNESS_IMPORT_NUMBER", Place(clean.name, unit=unit.id),
                {"clean": households[unit.id], "recorded": unit.households})
        for unit in units
        if unit.id in households and households[unit.id] != unit.households
    ]  # fmt: skip
    inputs = made["inputs"]
    for part in sorted(inputs):
        found += _changed(path.parent / inputs[part]["path"], inputs[part]["sha256"])
    if any(item.code in ("WITNESS_RAW_MISSING", "WITNESS_RAW_CHANGED") for item in found):
        return tuple(found)
    found += _answers(units, made.get("answers", []))
    if "layer" in inputs:
        found += _layer(path.parent, inputs["layer"], units, shapes)
    if "ledger" in inputs:
        found += _ledger(path.parent, inputs["ledger"], units, made.get("answers", []))
    guessed = sum(unit.source == "estimate" for unit in units)
    if guessed:
        found.append(Finding("WITNESS_ESTIMATED", Place(clean.name), {"count": guessed}))
    return tuple(found)


def _changed(raw: Path, stated: str) -> list[Finding]:
    if not raw.is_file():
        return [Finding("WITNESS_RAW_MISSING", Place(raw.name), {"path": str(raw)})]
    if of_input(raw) != stated:
        return [Finding("WITNESS_RAW_CHANGED", Place(raw.name))]
    return []


def _answers(units: Sequence[_Unit], answers: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """Look for the answer behind every number that is said to be one."""
    given = {str(item["name"]): _number(str(item["answer"])) for item in answers
             if item["kind"] == "households"}  # fmt: skip
    for unit in units:
        if unit.source == "answer" and given.get(unit.id) != unit.households:
            facts: dict[str, Fact] = {"clean": unit.households, "raw": str(given.get(unit.id, "-"))}
            yield Finding("WITNESS_RAW_NUMBER", Place(unit=unit.id), facts)


def _layer(
    folder: Path, stated: Mapping[str, Any], units: Sequence[_Unit], shapes: Mapping[str, Any]
) -> Iterator[Finding]:
    raw = folder / stated["path"]
    try:
        table = opening.layer(raw, stated.get("layer") or None, str(stated.get("encoding", "")))
    except Failure as failure:
        yield Finding("WITNESS_RAW_UNREAD", Place(raw.name), {"why": failure.findings[0].code})
        return
    taken = sorted(unit.record for unit in units if unit.record)
    for number in sorted(set(range(1, len(table.rows) + 1)) ^ set(taken)):
        yield Finding("WITNESS_RAW_RECORD", Place(raw.name, row=number))
    if len(set(taken)) != len(taken):
        yield Finding("WITNESS_RAW_RECORD", Place(raw.name))
    column = str(stated.get("columns", {}).get("households", ""))
    for unit in units:
        if unit.source == "layer" and column in table.columns and unit.record <= len(table.rows):
            cell = text(table.column(column)[unit.record - 1])
            if _number(cell) != unit.households:
                yield _differs(raw, "", unit, cell)
    yield from _areas(raw, table, stated, units, shapes)


def _areas(
    raw: Path, table: Table, stated: Mapping[str, Any], units: Sequence[_Unit],
    shapes: Mapping[str, Any],
) -> Iterator[Finding]:  # fmt: skip
    """Compare the area of every outline with the raw one; raw ones that cross themselves have none.

    Points have no area, and layers that the witness cannot place by itself are left alone.
    """
    own = [unit for unit in units if unit.id in shapes and 0 < unit.record <= len(table.shapes)]
    if not own:
        return
    drawn = np.array([table.shapes[unit.record - 1] for unit in own], dtype=object)
    settled = ground.settle(drawn, str(stated.get("crs", "")), table.crs)
    if isinstance(settled, Finding):
        return
    before = shapely.area(settled.shapes)
    after = shapely.area(np.array([shapes[unit.id] for unit in own], dtype=object))
    sound = shapely.is_valid(settled.shapes) & (shapely.get_dimensions(settled.shapes) == 2)
    for at in np.flatnonzero(sound & (np.abs(after - before) * 100 > MOST_PERCENT * before)):
        facts: dict[str, Fact] = {
            "clean_m2": round(float(after[at])),
            "raw_m2": round(float(before[at])),
        }
        yield Finding("WITNESS_RAW_SHAPE", Place(raw.name, unit=own[int(at)].id), facts)


def _ledger(
    folder: Path, stated: Mapping[str, Any], units: Sequence[_Unit],
    answers: Sequence[Mapping[str, Any]],
) -> Iterator[Finding]:  # fmt: skip
    raw = folder / stated["path"]
    try:
        cells = _cells(raw, str(stated.get("sheet", "")))
    except Failure as failure:
        yield Finding("WITNESS_RAW_UNREAD", Place(raw.name), {"why": failure.findings[0].code})
        return
    if cells is None:
        yield Finding("WITNESS_RAW_UNREAD", Place(raw.name), {"why": raw.suffix})
        return
    dropped = {int(item["row"]) for item in answers
               if item["kind"] == "match" and item["answer"] == "drop"}  # fmt: skip
    used = {row for unit in units for row in unit.rows} | set(stated["totals"]) | dropped
    for number, row in sorted(cells.items()):
        if number > int(stated["heading"]) and number not in used and any(row):
            yield Finding("WITNESS_RAW_ROW", Place(raw.name, row=number))
    column = int(stated["columns"].get("households", 0))
    for unit in units:
        texts = [_at(cells, row, column) for row in unit.rows] if column else []
        numbers = [_number(item) for item in texts]
        if unit.source == "ledger":
            if None in numbers or sum(filter(None, numbers)) != unit.households:
                yield _differs(raw, str(stated.get("sheet", "")), unit, "、".join(texts))
        elif unit.source in ("zero", "answer", "estimate") and texts and None not in numbers:
            yield _differs(raw, str(stated.get("sheet", "")), unit, "、".join(texts))


def _at(cells: Mapping[int, Sequence[str]], row: int, column: int) -> str:
    found = cells.get(row, ())
    return found[column - 1] if 0 < column <= len(found) else ""


def _differs(raw: Path, sheet: str, unit: _Unit, said: str) -> Finding:
    place = Place(raw.name, sheet, unit.rows[0] if unit.rows else None, unit=unit.id)
    return Finding("WITNESS_RAW_NUMBER", place, {"clean": unit.households, "raw": said or "-"})


def _cells(path: Path, sheet: str) -> dict[int, list[str]] | None:
    """Return the cells of a raw table by row number; ``None`` where the witness has no reader."""
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        book = openpyxl.load_workbook(io.BytesIO(content(path)), data_only=True)
        page = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
        return {
            number: [_shown(value) for value in row]
            for number, row in enumerate(page.iter_rows(values_only=True), start=1)
        }
    if suffix not in (".csv", ".txt", ".tsv"):
        return None
    whole = delimited.decode(path, content(path))
    sign = max(",\t;", key=whole[:20_000].count)
    reader = csv.reader(io.StringIO(whole, newline=""), delimiter=sign)
    found, begin = {}, 1
    for row in reader:
        found[begin] = [cell.strip() for cell in row]
        begin = reader.line_num + 1
    return found


def _shown(value: Any) -> str:
    """Return a cell of a workbook as text."""
    return text(value if isinstance(value, str | int | float | None) else str(value)).strip()


def _number(said: str) -> int | None:
    """Return the whole number that people mean by a cell: 1,200 and １２００ and 1200户."""
    plain = unicodedata.normalize("NFKC", said)
    plain = "".join(plain.split()).replace(",", "")
    plain = _UNIT.sub("", plain)
    head, point, tail = plain.partition(".")
    if point and tail.strip("0"):
        return None
    return int(head) if head.isascii() and head.isdigit() and len(head) <= 12 else None
