"""The story of ``init``: a commented scenario for the planner's own files."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.intake import layers, profiles, tables
from redistrict.intake.guess import NEEDED, guess
from redistrict.report.text.starter import starter

TABLES = frozenset({".csv", ".xlsx", ".xls", ".txt"})
FILE = "scenario.toml"


@dataclass(frozen=True, slots=True)
class Start:
    """What the planner says at the start.

    Parameters
    ----------
    columns
        Meaning to column, over what is recognised.
    """

    units: Path
    profile: str
    title: str
    households_definition: str
    as_of: str
    source: str
    language: str
    columns: Mapping[str, str]


def init(folder: Path, start: Start) -> tuple[Path, dict[str, str], tuple[str, ...]]:
    """Write a scenario; return its path, the columns taken, and the meanings still open.

    Raises
    ------
    Failure
        The layer cannot be read, the profile is not known, or there is a scenario already.
    """
    profiles.load(start.profile)
    path = folder / FILE
    if path.exists():
        raise Failure(Exit.WRITE, [Finding("INIT_THERE", facts={"path": str(path)})])
    columns = _columns(start.units)
    unknown = [column for column in start.columns.values() if column not in columns]
    if unknown:
        wrong = [_not_there(column, columns) for column in unknown]
        raise Failure(Exit.SCENARIO, wrong)
    taken = {**guess(columns), **start.columns}
    open_meanings = tuple(name for name in NEEDED if name not in taken)
    stated = {
        "title": start.title,
        "lang": start.language,
        "profile": start.profile,
        "households_definition": start.households_definition,
        "as_of": start.as_of,
        "source": start.source,
    }
    table = start.units.suffix.lower() in TABLES
    text = starter(stated, _relative(start.units, folder), taken, table, start.language)
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path, taken, open_meanings


def _not_there(column: str, known: list[str]) -> Finding:
    return Finding("INIT_COLUMN", facts={"column": column, "known": tuple(known)})


def _columns(path: Path) -> list[str]:
    if path.suffix.lower() in TABLES:
        return list(tables.read_table(path).frame.columns)
    frame = layers.read_layer(path).frame
    return [str(column) for column in frame.columns if column != frame.geometry.name]


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive of a Windows machine
        return path.resolve().as_posix()
