"""The story of ``init``: a commented scenario for the planner's own files."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Fact, Finding
from redistrict.intake import profiles
from redistrict.intake.first_look import Look, look
from redistrict.intake.meanings import NEEDED
from redistrict.report.text.starter import Beginning, starter

FILE = "scenario.toml"


@dataclass(frozen=True, slots=True)
class Start:
    """What the planner says at the start.

    Parameters
    ----------
    units
        The layer of units, or a table of compounds where there is no map.
    ledger
        A table joined to the layer by id.
    columns
        Meaning to column, over what is recognised.
    """

    units: Look
    profile: str
    title: str
    households_definition: str
    as_of: str
    source: str
    language: str
    ledger: Look | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Begun:
    """What ``init`` wrote: where, the columns taken with their file, the meanings still open."""

    path: Path
    taken: Mapping[str, tuple[str, str]]
    missing: tuple[str, ...]


def need_room(folder: Path) -> Path:
    """Return where the scenario goes.

    Raises
    ------
    Failure
        There is one already.
    """
    path = folder / FILE
    if path.exists():
        raise Failure(Exit.WRITE, [Finding("INIT_THERE", facts={"path": str(path)})])
    return path


def init(folder: Path, start: Start) -> Begun:
    """Write a scenario.

    Raises
    ------
    Failure
        A column is not there, the profile is not known, or there is a scenario already.
    """
    profiles.load(start.profile)
    path = need_room(folder)
    units, ledger = _columns(start)
    beginning = Beginning(
        stated={
            "title": start.title,
            "lang": start.language,
            "profile": start.profile,
            "households_definition": start.households_definition,
            "as_of": start.as_of,
            "source": start.source,
        },
        units={} if start.units.table else _source(start.units, folder, "layer") | units,
        ledger=_ledger(start, folder, units, ledger),
        context={
            key: {"path": _relative(start.units.path, folder), **layer}
            for key, layer in (start.units.context or {}).items()
        },
        apart=start.units.apart,
    )
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(starter(beginning, start.language), encoding="utf-8", newline="\n")
    taken = {meaning: (column, start.units.path.name) for meaning, column in units.items()}
    if start.ledger is not None:
        taken |= {name: (column, start.ledger.path.name) for name, column in ledger.items()}
    missing = tuple(name for name in NEEDED if name not in taken)
    return Begun(path, taken, missing)


def _columns(start: Start) -> tuple[dict[str, str], dict[str, str]]:
    """Return the columns of the layer and of the ledger by meaning; the planner's word first."""
    units = dict(start.units.taken)
    ledger = dict(start.ledger.taken) if start.ledger else {}
    known = [*start.units.samples, *(start.ledger.samples if start.ledger else ())]
    wrong = []
    for meaning, column in start.columns.items():
        if column not in known:
            facts: dict[str, Fact] = {"column": column, "known": tuple(known)}
            wrong.append(Finding("INIT_COLUMN", facts=facts))
        elif start.ledger and column in start.ledger.samples:
            ledger[meaning] = column
        if column in start.units.samples:
            units[meaning] = column
    if wrong:
        raise Failure(Exit.SCENARIO, wrong)
    for meaning in ("name", "subdistrict", "community"):  # the layer's are in the map already
        if meaning in units and meaning in ledger and meaning not in start.columns:
            del ledger[meaning]
    return units, ledger


def _ledger(
    start: Start, folder: Path, units: Mapping[str, str], ledger: Mapping[str, str]
) -> dict[str, str]:
    if start.units.table:
        return _source(start.units, folder, "sheet") | dict(units)
    if start.ledger is None:
        return {}
    return _source(start.ledger, folder, "sheet") | dict(ledger)


def _source(seen: Look, folder: Path, word: str) -> dict[str, str]:
    named = {word: seen.layer} if seen.layer else {}
    return {"path": _relative(seen.path, folder), **named}


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive of a Windows machine
        return path.resolve().as_posix()


__all__ = ["Begun", "Look", "Start", "init", "look", "need_room"]
