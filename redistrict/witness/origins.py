"""A clean file of ``redistrict import`` traced back to the raw files that its record names.

The record (``import.json`` beside the clean file) says from which record, rows and rule every unit,
its households and its community come. The witness reads the raw files by its own readers and looks
whether that is so: no record and no row is lost, every number, subdistrict and community is the raw
one or an answer, no outline grew or shrank, and what a rule gave is what the rule gives.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from redistrict.domain.findings import Fact, Finding, Place
from redistrict.witness import derived, documents, estimates, raw, sides
from redistrict.witness.digests import of_input
from redistrict.witness.imports import FORMAT, RECORD, Cleaned, Unit, cleaned, record_of, units
from redistrict.witness.ledgers import community, number
from redistrict.witness.names import stem
from redistrict.witness.raw import Said
from redistrict.witness.table import sha256, text

GONE = "WITNESS_RAW_MISSING"
UNTRACED = frozenset({GONE, "WITNESS_RAW_UNREAD", "WITNESS_IMPORT_EDITED"})
"""Codes that say that a clean file is not followed to its raw files."""
__all__ = ["GONE", "RECORD", "UNTRACED", "record_of", "trace"]


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
    try:
        if made.get("format") != FORMAT:
            facts: dict[str, Fact] = {"format": str(made.get("format", "-")), "known": FORMAT}
            return (Finding("WITNESS_IMPORT_FORMAT", Place(path.name), facts),)
        if made["output"]["sha256"] != sha256(clean):
            return (Finding("WITNESS_IMPORT_EDITED", Place(clean.name)),)
        return _traced(clean, path.parent, made, households, shapes)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        return (Finding("WITNESS_IMPORT_BROKEN", Place(path.name, column=str(error)[:80])),)


def _traced(
    clean: Path, folder: Path, made: Mapping[str, Any], households: Mapping[str, int],
    shapes: Mapping[str, Any],
) -> tuple[Finding, ...]:  # fmt: skip
    """Return what the record and the raw files say otherwise."""
    own = units(made)
    found = [
        Finding("WITNESS_IMPORT_NUMBER", Place(clean.name, unit=unit.id),
                {"clean": households[unit.id], "recorded": unit.households})
        for unit in own
        if unit.id in households and households[unit.id] != unit.households
    ]  # fmt: skip
    inputs = made["inputs"]
    for item in inputs:
        found += _changed(folder / item["path"], item["sha256"])
    if any(item.code in (GONE, "WITNESS_RAW_CHANGED") for item in found):
        return tuple(found)
    return (*found, *_followed(folder, made, own, shapes, cleaned(clean)))


def _changed(file: Path, stated: str) -> list[Finding]:
    if not file.is_file():
        return [Finding(GONE, Place(file.name), {"path": os.path.normpath(file)})]
    if of_input(file) != stated:
        return [Finding("WITNESS_RAW_CHANGED", Place(file.name))]
    return []


def _followed(
    folder: Path, made: Mapping[str, Any], own: Sequence[Unit], shapes: Mapping[str, Any],
    clean: Cleaned,
) -> Iterator[Finding]:  # fmt: skip
    """Yield what the raw files say otherwise."""
    inputs, answers = made["inputs"], made.get("answers", [])
    known = {Path(item["path"]).name for item in inputs if item["part"] == "layer"}
    yield from (Finding("WITNESS_RAW_RECORD", Place(unit.file, row=unit.record, unit=unit.id))
                for unit in own if unit.record and unit.file not in known)  # fmt: skip
    said = Said()
    told: list[Finding] = []
    for item in inputs:
        if item["part"] == "layer":
            told += raw.layer(folder, item, own, shapes, clean.table.crs, said)
        elif item["part"] == "ledger":
            told += raw.ledger(folder, item, own, answers, said)
    yield from told
    nearest = sum(unit.home == "nearest" for unit in own)
    if nearest:
        yield Finding("WITNESS_HOMES_NEAREST", Place(clean.table.file), {"count": nearest})
    if not any(item.code == "WITNESS_RAW_UNREAD" for item in told):
        yield from _households(own, said, answers)
        yield from _communities(own, said, answers)
        yield from _parents(own, said, clean)
        yield from _neighbours(own, said, clean, answers)
    parts = {item["part"]: item for item in inputs}
    yield from _estimates(folder, parts, own, clean)
    if clean.derived:
        yield from _derived(folder, parts, made, own, said, clean)


def _estimates(
    folder: Path, parts: Mapping[str, Any], own: Sequence[Unit], clean: Cleaned
) -> Iterator[Finding]:
    """Estimate again from the raw buildings."""
    guessed = sum(unit.source == "estimate" for unit in own)
    if not guessed:
        return
    buildings = _buildings(folder, parts.get("buildings"), clean)
    if isinstance(buildings, Finding):
        yield buildings
        return
    drawn = {unit.id: shape for unit in own if (shape := clean.shape(unit.id)) is not None}
    yield from estimates.check({unit.id: unit for unit in own}, drawn, buildings)
    yield Finding("WITNESS_ESTIMATED", Place(clean.table.file), {"count": guessed})


def _buildings(
    folder: Path, stated: Mapping[str, Any] | None, clean: Cleaned
) -> estimates.Buildings | Finding:
    if stated is None:
        return estimates.Buildings(np.array([], dtype=object), ())
    table = raw.opened(folder, stated)
    if isinstance(table, Finding):
        return table
    moved = _placed(folder, stated, table, clean)
    if isinstance(moved, Finding):
        return moved
    column = stated.get("columns", {}).get("floors")
    cells = map(text, table.column(column)) if column else [""] * len(table.rows)
    return estimates.Buildings(moved, tuple(cells))


def _placed(folder: Path, stated: Mapping[str, Any], table: Any, clean: Cleaned) -> Any:
    shapes = np.array(table.shapes, dtype=object)
    moved = raw.placed(shapes, str(stated.get("crs", "")), table.crs, clean.table.crs)
    if isinstance(moved, Finding):
        return raw.unread(folder / stated["path"], moved.code)
    return raw.sound(moved)


def _derived(
    folder: Path, parts: Mapping[str, Any], made: Mapping[str, Any], own: Sequence[Unit],
    said: Said, clean: Cleaned,
) -> Iterator[Finding]:  # fmt: skip
    """Hold derived ground to points and limit."""
    points, limit = dict(said.points), None
    kind = str(made.get("settings", {}).get("points_crs", ""))
    for unit in own:
        cells = said.words.get(unit.id, {})
        if unit.id not in points and {"longitude", "latitude"} <= cells.keys():
            points[unit.id] = raw.spot(cells["longitude"], cells["latitude"], kind, clean.table.crs)
    if stated := parts.get("limit"):
        table = raw.opened(folder, stated)
        outline = table if isinstance(table, Finding) else _placed(folder, stated, table, clean)
        if isinstance(outline, Finding):
            yield outline
            return
        limit = shapely.union_all(outline)
    cells_of = {unit.id: shape for unit in own if (shape := clean.shape(unit.id)) is not None}
    yield from derived.check(cells_of, points, limit)
    files = tuple(Path(item["path"]).name for part, item in sorted(parts.items())
                  if part in ("layer", "ledger", "roads", "limit"))  # fmt: skip
    facts: dict[str, Fact] = {"files": files, "points": len(points)}
    yield Finding("WITNESS_GROUND_DERIVED", Place(clean.table.file), facts)


def _neighbours(
    own: Sequence[Unit], said: Said, clean: Cleaned, answers: Sequence[Mapping[str, Any]]
) -> Iterator[Finding]:
    """Tell the neighbours of a list without a map again from its raw cells."""
    if clean.table.shapes or "neighbours" not in clean.table.columns:
        return
    named = "name" in clean.table.columns
    listed = sides.Listed(
        [
            sides.Compound(
                unit.id,
                clean.text(unit.id, "name") if named else unit.id,
                clean.text(unit.id, "subdistrict"),
                said.words.get(unit.id, {}),
            )
            for unit in own
        ]
    )
    right = sides.pairs(listed)
    allowed = right.union(
        *(sides.answered(str(item["name"]), str(item["answer"]), listed)
          for item in answers if item["kind"] == "neighbours")
    )  # fmt: skip
    written = {
        (min(unit.id, other), max(unit.id, other))
        for unit in own
        for other in filter(None, clean.text(unit.id, "neighbours").split(";"))
    }
    for a, b in sorted((right - written) | (written - allowed)):
        code = "WITNESS_NEIGHBOUR_LOST" if (a, b) in right else "WITNESS_NEIGHBOUR_EXTRA"
        yield Finding(code, Place(clean.table.file, unit=a), {"other": b})


def _parents(own: Sequence[Unit], said: Said, clean: Cleaned) -> Iterator[Finding]:
    """Look for every subdistrict in the raw cells; a file without one is the planner's answer."""
    for unit in own:
        read = [(place, item) for place, item in said.parents.get(unit.id, []) if item]
        written = clean.text(unit.id, "subdistrict")
        if read and stem(written) not in {stem(item) for _, item in read}:
            shown = "、".join(dict.fromkeys(item for _, item in read))
            facts: dict[str, Fact] = {"clean": written or "-", "raw": shown}
            yield Finding("WITNESS_RAW_PARENT", read[0][0], facts)


def _households(
    units: Sequence[Unit], said: Said, answers: Sequence[Mapping[str, Any]]
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
        elif unit.source == "outside":
            good = told == {unit.households} or not (told or unit.households)
        else:
            good = not told and (unit.source == "estimate" or unit.households == 0)
        if not good:
            yield Finding("WITNESS_RAW_NUMBER", place, facts)


def _communities(
    units: Sequence[Unit], said: Said, answers: Sequence[Mapping[str, Any]]
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
