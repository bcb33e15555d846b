"""TOML files as planners write them: byte order marks, wrong encodings, Windows paths."""

import re
import tomllib
from pathlib import Path
from typing import Any

from redistrict.domain.catalogue.entry import N_
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.fault import reason
from redistrict.domain.findings import Finding, Place

NEAR = 5
"""Most scenarios of a folder that are named."""
LARGEST = 1 << 20
"""A scenario file is a page or two; beyond a mebibyte it is something else."""


def decode(path: Path) -> str:
    """Return the text of a TOML file (UTF-8, with or without byte order mark).

    Raises
    ------
    Failure
        The file cannot be opened, is too long or is not UTF-8.
    """
    place = Place(path.name)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        if path.is_dir():
            raise _other(path, N_("a folder")) from None
        facts = {"path": str(path), "why": reason(error)}
        raise _failure("SCENARIO_UNREADABLE", place, facts) from None
    if path.suffix.lower() != ".toml" and b"\0" in data:
        raise _other(path, N_("a file of another kind"))
    if len(data) > LARGEST:
        raise _failure("SCENARIO_TOO_LONG", place, {"limit": LARGEST})
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise _failure("SCENARIO_NOT_UTF8", Place(path.name, row=row), {}) from None


def _other(path: Path, what: str) -> Failure:
    """Return the refusal of what is no text at all, with the scenarios that lie there."""
    folder = path if path.is_dir() else path.parent
    near = sorted(item.name for item in folder.glob("*.toml")) or ["—"]
    facts = {"what": what, "near": tuple(near[:NEAR])}
    return _failure("SCENARIO_OTHER_FILE", Place(path.name), facts)


def parse(text: str, file: str) -> dict[str, Any]:
    """Return the tables of a TOML text.

    Raises
    ------
    Failure
        Not TOML; a backslash inside double quotes, as in Windows paths, is explained.
    """
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        said = re.search(r"at line (\d+)", str(error))
        lines = text.splitlines()
        row = int(said[1]) if said else len(lines)
        line = lines[row - 1].strip() if 0 < row <= len(lines) else ""
        windows = re.search(r'"[^"]*\\[^"]*"?', line)
        code = "SCENARIO_BACKSLASH" if windows else "SCENARIO_NOT_TOML"
        why = re.sub(r" \(at (line|end)[^)]*\)", "", str(error))
        raise _failure(code, Place(file, row=row or None), {"why": why, "line": line}) from None


def _failure(code: str, place: Place, facts: dict[str, Any]) -> Failure:
    return Failure(Exit.SCENARIO, [Finding(code, place, facts)])
