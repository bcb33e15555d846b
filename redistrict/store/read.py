"""Read a proposal's folder back."""

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from pydantic import ValidationError

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Fact, Finding
from redistrict.domain.outcome import NUMBERS
from redistrict.domain.record import Record, UnitRow
from redistrict.domain.words import lacking
from redistrict.store.comments import read_comments
from redistrict.store.folder import Folder
from redistrict.store.layers import read_layers
from redistrict.store.staging import MANIFEST
from redistrict.store.trials import read_trials
from redistrict.store.write import CHANGES, COMMUNITIES, FINDINGS, RECORD, UNITS

KEYS = ("check_code", "inputs", "outputs", "scenario", "settings", "versions")
"""What every manifest holds."""
TABLES = {"units.csv": UNITS, "communities.csv": COMMUNITIES, "changes.csv": CHANGES}
"""Tables of a folder with their columns."""
PROBLEM = (
    "subdistrict", "rules", "change", "workload_target", "communities", "locks", "edges",
)  # fmt: skip
"""What ``problem.json`` says of every subdistrict."""
_FEW = 5
"""Keys that one sentence names."""


def read_folder(path: Path) -> Folder:
    """Return one alternative's folder.

    Raises
    ------
    Failure
        ``Exit.INPUT`` where the folder is not a proposal, where a file of it cannot be read, and
        where another version wrote it, so that something is lacking.
    """
    if not (path / "proposal.json").is_file():
        raise Failure(Exit.INPUT, [Finding("FOLDER_MISSING", facts={"path": str(path)})])
    name = ""
    try:
        name = "proposal.json"
        record = RECORD.validate_python(_json(path / name)["record"], strict=False)
        _need_facts(_said(record))
        _need_numbers(record)
        name = "findings.json"
        findings = FINDINGS.validate_python(_json(path / name))
        _need_facts(findings)
        name = "sensitivity.json"
        read_trials(path)
        name = "plan.gpkg"
        layers = read_layers(path / name)
        units = tuple(_unit(row) for row in _rows(layers["units"]))
        name = "context.gpkg"
        context = read_layers(path / name)
        name = "comments.json"
        comments = read_comments(path)
    except (ValueError, KeyError, OSError, RuntimeError, ValidationError) as error:
        raise Failure(Exit.INPUT, [_unreadable(path / name, error)]) from error
    manifest = _manifest(path)
    whole: Record = dataclasses.replace(
        record, units=units, findings=findings, check_code=str(manifest.get("check_code", ""))
    )
    return Folder(path, whole, layers, context, manifest, comments)


def _unreadable(path: Path, error: Exception) -> Finding:
    """Return what is wrong with a file, by the keys that it lacks where that is it."""
    keys: list[str] = []
    if isinstance(error, KeyError):
        keys = [str(error.args[0])]
    elif isinstance(error, ValidationError):
        keys = [".".join(map(str, item["loc"])) for item in error.errors()
                if item["type"] in ("missing", "dataclass_exact_type")]  # fmt: skip
    if keys:
        return _older(path, keys)
    facts = {"path": str(path), "reason": str(error).splitlines()[0]}
    return Finding("FOLDER_UNREADABLE", facts=facts)


def _older(path: Path, keys: Sequence[str]) -> Finding:
    facts: dict[str, Fact] = {"path": str(path), "keys": tuple(keys[:_FEW])}
    return Finding("FOLDER_OLDER", facts=facts)


def _said(record: Record) -> Iterator[Finding]:
    """Yield every finding of a record that is told in words."""
    yield from record.resources
    for row in record.communities:
        yield from (item for item in (row.reason, row.cause) if item)


def _need_facts(findings: Iterable[Finding]) -> None:
    """Refuse a finding that does not hold all facts of its sentence.

    Raises
    ------
    KeyError
        The code and the fact, or the code that nobody knows.
    """
    for item in findings:
        for fact in lacking(item):
            raise KeyError(f"{item.code}.{fact}")


def _need_numbers(record: Record) -> None:
    """Refuse an exception that gives some of the numbers of its reason, and not all.

    Raises
    ------
    KeyError
        The reason and the number.
    """
    for row in record.communities:
        facts = row.exemption.facts if row.exemption else {}
        for name in NUMBERS.get(row.exemption.why, ()) if row.exemption and facts else ():
            if name not in facts:
                raise KeyError(f"{row.id}.exemption.{name}")


def read_problems(path: Path) -> list[dict[str, Any]]:
    """Return ``problem.json`` of a folder: rules, communities, locks, edges per subdistrict."""
    return list(_json(path / "problem.json")["subdistricts"])


def read_edges(path: Path) -> list[tuple[str, str]]:
    """Return the pairs of adjacent units of a folder."""
    return [
        (edge[0], edge[1])
        for problem in read_problems(path)
        for edge in problem["edges"]
        if edge[2] != "barrier"
    ]


def need_tables(path: Path) -> None:
    """Refuse a folder whose tables or problem lack what this version writes.

    Raises
    ------
    Failure
        ``Exit.INPUT`` with every file that lacks something, or cannot be read.
    """
    found = []
    for name, due in (*TABLES.items(), ("problem.json", PROBLEM)):
        try:
            if name in TABLES:
                there = [set((path / name).read_text("utf-8-sig").partition("\n")[0].split(","))]
            else:
                there = [set(problem) for problem in read_problems(path)]
            keys = [key for key in due if any(key not in one for one in there)]
            if keys:
                found.append(_older(path / name, keys))
        except (ValueError, KeyError, OSError, TypeError) as error:
            found.append(_unreadable(path / name, error))
    if found:
        raise Failure(Exit.INPUT, found)


def alternatives(path: Path) -> tuple[Path, ...]:
    """Return the folders of the other alternatives below a proposal's folder, sorted."""
    return tuple(sorted(item.parent for item in path.glob("*/proposal.json")))


def read_manifest(path: Path) -> Mapping[str, Any]:
    """Return the manifest of a proposal.

    Raises
    ------
    Failure
        ``Exit.INPUT`` where there is none or it cannot be read.
    """
    try:
        found = _json(path / MANIFEST)
    except FileNotFoundError as error:
        raise Failure(Exit.INPUT, [Finding("FOLDER_MISSING", facts={"path": str(path)})]) from error
    except (ValueError, OSError):
        found = None
    if not isinstance(found, dict):
        facts = {"path": str(path / MANIFEST), "reason": "not a manifest"}
        raise Failure(Exit.INPUT, [Finding("FOLDER_UNREADABLE", facts=facts)])
    if keys := tuple(name for name in KEYS if name not in found):
        raise Failure(Exit.INPUT, [_older(path / MANIFEST, keys)])
    return found


def _manifest(path: Path) -> Mapping[str, Any]:
    for folder in (path, path.parent):
        if (folder / MANIFEST).is_file():
            return dict(_json(folder / MANIFEST))
    return {}


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _rows(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    facts = frame.drop(columns="geometry", errors="ignore")
    return [{str(key): value for key, value in row.items()} for row in facts.to_dict("records")]


def _unit(row: Mapping[str, Any]) -> UnitRow:
    counts = json.loads(row["counts"])
    return UnitRow(
        id=row["unit_id"],
        name=row["name"],
        subdistrict=row["subdistrict"],
        group=row["group"],
        households=int(row["households"]),
        population=None if pd.isna(row["population"]) else int(row["population"]),
        workload=int(row["workload"]),
        area=int(row["area"]),
        before=row["community_before"],
        after=row["community_after"],
        sensitive=bool(row["sensitive"]),
        counts=tuple((name, int(value)) for name, value in counts),
    )
