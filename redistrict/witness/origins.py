"""A clean file of ``redistrict import`` traced back to the raw files that its record names.

The record (``import.json`` beside the clean file) says from which record, rows and rule every unit,
its households and its community come. The witness reads the raw files by its own readers and looks
whether that is so: no record and no row is lost, every number and community is the raw one or an
answer, no outline grew or shrank.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from redistrict.domain.failure import Failure
from redistrict.domain.findings import Fact, Finding, Place
from redistrict.witness import documents, ground, opening
from redistrict.witness.digests import of_input
from redistrict.witness.ledgers import cells, community, number
from redistrict.witness.table import Table, sha256, text

RECORD = "import.json"
FORMAT = 2
MOST_PERCENT = 1.0


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
    file: str
    record: int
    rows: tuple[tuple[str, int], ...]
    households: int
    source: str
    community: str
    home: str


@dataclass(frozen=True)
class _Said:
    """What raw files say of units: texts by unit id, each with its place."""

    households: dict[str, list[tuple[Place, list[str]]]]
    community: dict[str, list[tuple[Place, str]]]


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
    if made.get("format") != FORMAT:
        facts: dict[str, Fact] = {"format": str(made.get("format", "-")), "known": FORMAT}
        return (Finding("WITNESS_IMPORT_FORMAT", Place(path.name), facts),)
    if made["output"].get("sha256") != sha256(clean):
        return (Finding("WITNESS_IMPORT_EDITED", Place(clean.name)),)
    units = [
        _Unit(str(item["id"]), str(item["file"]), int(item["record"]),
              tuple((str(file), int(row)) for file, row in item["rows"]),
              int(item["households"]), str(item["source"]),
              str(item["community"]), str(item["home"]))
        for item in made["units"]
    ]  # fmt: skip
    found = [
        Finding("WITNESS_IMPORT_NUMBER", Place(clean.name, unit=unit.id),
                {"clean": households[unit.id], "recorded": unit.households})
        for unit in units
        if unit.id in households and households[unit.id] != unit.households
    ]  # fmt: skip
    inputs = made["inputs"]
    for item in inputs:
        found += _changed(path.parent / item["path"], item["sha256"])
    if any(item.code in ("WITNESS_RAW_MISSING", "WITNESS_RAW_CHANGED") for item in found):
        return tuple(found)
    answers = made.get("answers", [])
    said = _Said({}, {})
    layers = [item for item in inputs if item["part"] == "layer"]
    known = {Path(item["path"]).name for item in layers}
    found += [Finding("WITNESS_RAW_RECORD", Place(unit.file, row=unit.record, unit=unit.id))
              for unit in units if unit.record and unit.file not in known]  # fmt: skip
    unread = 0
    for item in layers:
        told = list(_layer(path.parent, item, units, shapes, said))
        unread += any(finding.code == "WITNESS_RAW_UNREAD" for finding in told)
        found += told
    for item in inputs:
        if item["part"] == "ledger":
            told = list(_ledger(path.parent, item, units, answers, said))
            unread += any(finding.code == "WITNESS_RAW_UNREAD" for finding in told)
            found += told
    if not unread:
        found += _households(units, said, answers)
        found += _communities(units, said, answers)
    found += _rules(clean, units, inputs)
    return tuple(found)


def _changed(raw: Path, stated: str) -> list[Finding]:
    if not raw.is_file():
        return [Finding("WITNESS_RAW_MISSING", Place(raw.name), {"path": str(raw)})]
    if of_input(raw) != stated:
        return [Finding("WITNESS_RAW_CHANGED", Place(raw.name))]
    return []


def _rules(
    clean: Path, units: Sequence[_Unit], inputs: Sequence[Mapping[str, Any]]
) -> Iterator[Finding]:
    """Name what no raw file says and the planner's rule gave instead."""
    guessed = sum(unit.source == "estimate" for unit in units)
    if guessed:
        yield Finding("WITNESS_ESTIMATED", Place(clean.name), {"count": guessed})
    nearest = sum(unit.home == "nearest" for unit in units)
    if nearest:
        yield Finding("WITNESS_HOMES_NEAREST", Place(clean.name), {"count": nearest})
    lines = [str(item["path"]) for item in inputs if item["part"] in ("roads", "limit")]
    if lines:
        yield Finding("WITNESS_GROUND_DERIVED", Place(clean.name), {"files": tuple(lines)})


def _layer(
    folder: Path, stated: Mapping[str, Any], units: Sequence[_Unit], shapes: Mapping[str, Any],
    said: _Said,
) -> Iterator[Finding]:  # fmt: skip
    raw = folder / stated["path"]
    own = [unit for unit in units if unit.record and unit.file == raw.name]
    try:
        table = opening.layer(raw, stated.get("layer") or None, str(stated.get("encoding", "")))
    except Failure as failure:
        yield Finding("WITNESS_RAW_UNREAD", Place(raw.name), {"why": failure.findings[0].code})
        return
    taken = sorted(unit.record for unit in own)
    for row in sorted(set(range(1, len(table.rows) + 1)) ^ set(taken)):
        yield Finding("WITNESS_RAW_RECORD", Place(raw.name, row=row))
    if len(set(taken)) != len(taken):
        yield Finding("WITNESS_RAW_RECORD", Place(raw.name))
    columns = stated.get("columns", {})
    for unit in own:
        if unit.record > len(table.rows):
            continue
        place = Place(raw.name, row=unit.record, unit=unit.id)
        if str(columns.get("households", "")) in table.columns and unit.source == "layer":
            cell = text(table.column(str(columns["households"]))[unit.record - 1])
            said.households.setdefault(unit.id, []).append((place, [cell]))
        if str(columns.get("community", "")) in table.columns:
            cell = text(table.column(str(columns["community"]))[unit.record - 1])
            said.community.setdefault(unit.id, []).append((place, cell))
    yield from _areas(raw, table, stated, own, shapes)


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
    answers: Sequence[Mapping[str, Any]], said: _Said,
) -> Iterator[Finding]:  # fmt: skip
    raw, label, sheet = folder / stated["path"], str(stated["label"]), str(stated.get("sheet", ""))
    try:
        rows = cells(raw, sheet)
    except Failure as failure:
        yield Finding("WITNESS_RAW_UNREAD", Place(raw.name), {"why": failure.findings[0].code})
        return
    if rows is None:
        yield Finding("WITNESS_RAW_UNREAD", Place(raw.name), {"why": raw.suffix})
        return
    used = {row for unit in units for file, row in unit.rows if file == label}
    used |= set(stated["totals"])
    used |= {
        int(item["row"])
        for item in answers
        if (item["kind"], item["answer"], item["file"]) == ("match", "drop", label)
    }
    for at, row in sorted(rows.items()):
        if at > int(stated["heading"]) and at not in used and any(row):
            yield Finding("WITNESS_RAW_ROW", Place(raw.name, sheet, row=at))
    counted = int(stated["columns"].get("households", 0))
    homes = int(stated["columns"].get("community", 0))
    for unit in units:
        own = [row for file, row in unit.rows if file == label]
        if not own:
            continue
        place = Place(raw.name, sheet, own[0], unit=unit.id)
        if counted:
            texts = [_at(rows, row, counted) for row in own]
            said.households.setdefault(unit.id, []).append((place, texts))
        if homes:
            said.community.setdefault(unit.id, []).extend(
                (place, _at(rows, row, homes)) for row in own
            )


def _households(
    units: Sequence[_Unit], said: _Said, answers: Sequence[Mapping[str, Any]]
) -> Iterator[Finding]:
    """Look for every number in the raw cells or among the answers."""
    given = {str(item["name"]): number(str(item["answer"])) for item in answers
             if item["kind"] == "households"}  # fmt: skip
    for unit in units:
        read = said.households.get(unit.id, [])
        sums = [
            None if None in (numbers := [number(item) for item in texts])
            else sum(filter(None, numbers))
            for _, texts in read
        ]  # fmt: skip
        place = read[0][0] if read else Place(unit=unit.id)
        shown = "、".join(item for _, texts in read for item in texts) or "-"
        facts: dict[str, Fact] = {"clean": unit.households, "raw": shown}
        told = {item for item in sums if item is not None}
        if unit.source in ("layer", "ledger"):
            good = told == {unit.households}
        elif unit.source == "answer":
            good = not told and given.get(unit.id) == unit.households
        else:
            good = not told or unit.source in ("outside", "block")
        if not good:
            yield Finding("WITNESS_RAW_NUMBER", place, facts)


def _communities(
    units: Sequence[_Unit], said: _Said, answers: Sequence[Mapping[str, Any]]
) -> Iterator[Finding]:
    """Look for every community in the raw cells, whatever its ending, or among the answers."""
    given = {community(str(item["answer"])) for item in answers if item["kind"] == "community"}
    for unit in units:
        read = [(place, item) for place, item in said.community.get(unit.id, []) if item]
        raw = {community(item) for _, item in read}
        own = community(unit.community)
        if unit.home == "answer":
            good = own in given
        elif unit.home == "stated":
            good = raw == {own}
        else:
            good = not raw or unit.home == "outside"
        if not good:
            place = read[0][0] if read else Place(unit=unit.id)
            shown = "、".join(dict.fromkeys(item for _, item in read)) or "-"
            facts: dict[str, Fact] = {"clean": unit.community or "-", "raw": shown}
            yield Finding("WITNESS_RAW_COMMUNITY", place, facts)


def _at(rows: Mapping[int, Sequence[str]], row: int, column: int) -> str:
    found = rows.get(row, ())
    return found[column - 1] if 0 < column <= len(found) else ""
