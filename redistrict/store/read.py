"""Read a proposal's folder back."""

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from pydantic import ValidationError

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.domain.record import Record, UnitRow
from redistrict.store.comments import read_comments
from redistrict.store.folder import Folder
from redistrict.store.layers import read_layers
from redistrict.store.staging import MANIFEST
from redistrict.store.write import FINDINGS, RECORD


def read_folder(path: Path) -> Folder:
    """Return one alternative's folder.

    Raises
    ------
    Failure
        ``Exit.INPUT`` where the folder is not a proposal or a file of it cannot be read.
    """
    if not (path / "proposal.json").is_file():
        raise Failure(Exit.INPUT, [Finding("FOLDER_MISSING", facts={"path": str(path)})])
    name = ""
    try:
        name = "proposal.json"
        record = RECORD.validate_python(_json(path / name)["record"], strict=False)
        name = "findings.json"
        findings = FINDINGS.validate_python(_json(path / name))
        name = "plan.gpkg"
        layers = read_layers(path / name)
        units = tuple(_unit(row) for row in _rows(layers["units"]))
        name = "context.gpkg"
        context = read_layers(path / name)
        name = "comments.json"
        comments = read_comments(path)
    except (ValueError, KeyError, OSError, RuntimeError, ValidationError) as error:
        facts = {"path": str(path / name), "reason": str(error).splitlines()[0]}
        raise Failure(Exit.INPUT, [Finding("FOLDER_UNREADABLE", facts=facts)]) from error
    manifest = _manifest(path)
    whole: Record = dataclasses.replace(
        record, units=units, findings=findings, check_code=str(manifest.get("check_code", ""))
    )
    return Folder(path, whole, layers, context, manifest, comments)


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
        whole = all(name in found for name in ("inputs", "outputs", "scenario", "check_code"))
    except FileNotFoundError as error:
        raise Failure(Exit.INPUT, [Finding("FOLDER_MISSING", facts={"path": str(path)})]) from error
    except (ValueError, OSError, TypeError):
        whole = False
    if not whole:
        facts = {"path": str(path / MANIFEST), "reason": "not a manifest"}
        raise Failure(Exit.INPUT, [Finding("FOLDER_UNREADABLE", facts=facts)])
    return dict(found)


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
