"""The raw files that the record of an import names, and what they say of every unit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import pyproj.exceptions
import shapely

from redistrict.domain.failure import Failure
from redistrict.domain.findings import Fact, Finding, Place
from redistrict.witness import ground, opening, shifted, sides
from redistrict.witness.imports import Unit
from redistrict.witness.ledgers import cells
from redistrict.witness.table import Table, text

MOST_PERCENT = 1.0
DEGREES = "EPSG:4490"
_POINT = 0
_WORDS = ("subdistrict", "longitude", "latitude", *sides.MEANINGS)


@dataclass(frozen=True)
class Said:
    """What raw files say of units, by unit id; numbers and communities with their place.

    Parameters
    ----------
    words
        Cells of other columns by their meaning.
    points
        Where units of points stand, in the system of the clean file.
    """

    households: dict[str, list[tuple[Place, list[str]]]] = field(default_factory=dict)
    community: dict[str, list[tuple[Place, str]]] = field(default_factory=dict)
    parents: dict[str, list[tuple[Place, str]]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    points: dict[str, Any] = field(default_factory=dict)


def unread(raw: Path, why: str) -> Finding:
    """Return the finding of a raw file that the witness cannot follow."""
    return Finding("WITNESS_RAW_UNREAD", Place(raw.name), {"why": why})


def opened(folder: Path, stated: Mapping[str, Any]) -> Table | Finding:
    """Return a raw layer, or why the witness cannot read it."""
    raw = folder / stated["path"]
    try:
        return opening.layer(raw, stated.get("layer") or None, str(stated.get("encoding", "")))
    except Failure as failure:
        return unread(raw, failure.findings[0].code)


def spot(east: str, north: str, kind: str, crs: str) -> Any:
    """Return the point that two cells of a ledger spell, in the system of the clean file."""
    true = shifted.true([(float(east), float(north))], kind)
    return placed(shapely.points(true), DEGREES, "", crs)[0]


def placed(shapes: Any, stated: str, own: str, crs: str) -> Any:
    """Return shapes of a raw layer in the system of the clean file, or why they cannot be.

    Parameters
    ----------
    stated, own, crs
        System as the planner stated it, as the file says it, and of the clean file.
    """
    kind = stated.strip().lower().replace("-", "").replace("_", "")
    if kind in shifted.KINDS:
        shapes = shapely.transform(shapes, lambda points: shifted.true(points, kind))
        stated = DEGREES
    settled = ground.settle(shapes, stated, own)
    if isinstance(settled, Finding):
        return settled
    if settled.crs is None or not crs:  # a local grid, the same as that of the clean file
        return settled.shapes
    try:
        return ground.move(settled.shapes, settled.crs, pyproj.CRS.from_user_input(crs))
    except pyproj.exceptions.ProjError:
        return Finding("WITNESS_GROUND_STATED", Place(), {"crs": crs[:60]})


def sound(shapes: Any) -> Any:
    """Return outlines made valid where they cross themselves."""
    wrong = (shapely.get_dimensions(shapes) == 2) & ~shapely.is_valid(shapes)
    made = shapely.make_valid(shapes[wrong], method="structure", keep_collapsed=False)
    shapes = shapes.copy()
    shapes[wrong] = made
    return shapes


def layer(
    folder: Path, stated: Mapping[str, Any], units: Sequence[Unit], shapes: Mapping[str, Any],
    crs: str, said: Said,
) -> Iterator[Finding]:  # fmt: skip
    """Note what a raw layer says; yield where records and units do not agree."""
    raw = folder / stated["path"]
    table = opened(folder, stated)
    if isinstance(table, Finding):
        yield table
        return
    own = [unit for unit in units if unit.record and unit.file == raw.name]
    taken = sorted(unit.record for unit in own)
    for row in sorted(set(range(1, len(table.rows) + 1)) ^ set(taken)):
        yield Finding("WITNESS_RAW_RECORD", Place(raw.name, row=row))
    if len(set(taken)) != len(taken):
        yield Finding("WITNESS_RAW_RECORD", Place(raw.name))
    own = [unit for unit in own if unit.record <= len(table.rows)]
    columns = {meaning: str(name) for meaning, name in stated.get("columns", {}).items()
               if name in table.columns}  # fmt: skip
    for unit in own:
        place = Place(raw.name, row=unit.record, unit=unit.id)
        cell = dict(zip(table.columns, map(text, table.rows[unit.record - 1]), strict=True))
        if "households" in columns and unit.source == "layer":
            texts = [cell[columns["households"]]]
            said.households.setdefault(unit.id, []).append((place, texts))
        for meaning, kept in (("community", said.community), ("subdistrict", said.parents)):
            if meaning in columns:
                kept.setdefault(unit.id, []).append((place, cell[columns[meaning]]))
    kinds = {int(shapely.get_type_id(shape)) for shape in table.shapes}
    if kinds == {_POINT} and own:
        spots = np.array([table.shapes[unit.record - 1] for unit in own], dtype=object)
        moved = placed(spots, str(stated.get("crs", "")), table.crs, crs)
        if isinstance(moved, Finding):
            yield unread(raw, moved.code)
        else:
            said.points.update(zip((unit.id for unit in own), moved, strict=True))
    else:
        yield from _areas(raw, table, stated, own, shapes)


def _areas(
    raw: Path, table: Table, stated: Mapping[str, Any], units: Sequence[Unit],
    shapes: Mapping[str, Any],
) -> Iterator[Finding]:  # fmt: skip
    """Compare the area of every outline with the raw one; raw ones that cross themselves have none.

    Layers that the witness cannot place by itself are left alone.
    """
    own = [unit for unit in units if unit.id in shapes and table.shapes]
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


def ledger(
    folder: Path, stated: Mapping[str, Any], units: Sequence[Unit],
    answers: Sequence[Mapping[str, Any]], said: Said,
) -> Iterator[Finding]:  # fmt: skip
    """Note what a raw ledger says; yield the rows that are lost."""
    raw, label, sheet = folder / stated["path"], str(stated["label"]), str(stated.get("sheet", ""))
    try:
        rows = cells(raw, sheet)
    except Failure as failure:
        yield unread(raw, failure.findings[0].code)
        return
    if rows is None:
        yield unread(raw, raw.suffix)
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
    columns = {meaning: int(column) for meaning, column in stated["columns"].items()}
    for unit in units:
        own = [row for file, row in unit.rows if file == label]
        if not own:
            continue
        place = Place(raw.name, sheet, own[0], unit=unit.id)
        if column := columns.get("households", 0):
            texts = [_at(rows, row, column) for row in own]
            said.households.setdefault(unit.id, []).append((place, texts))
        for meaning, kept in (("community", said.community), ("subdistrict", said.parents)):
            if column := columns.get(meaning, 0):
                kept.setdefault(unit.id, []).extend((place, _at(rows, row, column)) for row in own)
        told = {name: _at(rows, own[0], columns[name]) for name in _WORDS if name in columns}
        said.words.setdefault(unit.id, {}).update(told)


def _at(rows: Mapping[int, Sequence[str]], row: int, column: int) -> str:
    found = rows.get(row, ())
    return found[column - 1] if 0 < column <= len(found) else ""
