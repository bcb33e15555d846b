"""The story of ``import``: a raw layer and ledger become one clean GeoPackage and a report."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding, Place, Severity, sort_findings
from redistrict.domain.words import severity
from redistrict.intake import whole
from redistrict.intake.layers import Layer, read_layer
from redistrict.intake.ledger import NUMBERS, Ledger, clean
from redistrict.intake.matching import match
from redistrict.intake.meanings import meanings
from redistrict.intake.outlines import mend
from redistrict.intake.privacy import refused
from redistrict.intake.safety import finding
from redistrict.intake.tables import read_grid
from redistrict.store.layers import write_layers
from redistrict.store.text import write_csv, write_json

FILES = ("units.gpkg", "repairs.csv", "import.json")
ALL = "all"


@dataclass(frozen=True)
class Imported:
    """What an import found and, where nothing stands against it, wrote."""

    findings: tuple[Finding, ...]
    units: int
    households: int
    columns: tuple[str, ...]
    written: bool


def run(
    layer: Path, ledger: Path | None, out: Path, *, accept: Collection[str] = (),
    missing: str = "refuse", crs: str = "", encoding: str = "", name: str = "", sheet: str = "",
) -> Imported:  # fmt: skip
    """Clean a layer and its ledger.

    ``repairs.csv`` and ``import.json`` are written always, ``units.gpkg`` only where no error is
    left and every repair is confirmed by its code or by ``all``. The raw files are only read.

    Raises
    ------
    Failure
        A file that cannot be read at all, or a folder that holds other files.
    """
    _check_folder(out)
    read = read_layer(layer, name, encoding, crs)
    columns, findings = _columns(read, layer)
    digests = dict(read.files)
    if ledger is not None:
        grid = read_grid(ledger, sheet)
        digests[ledger.name] = grid.sha256
        findings += [*grid.findings, *_join(columns, clean(grid), ledger)]
    names = columns.get("id") or columns.get("name") or [""] * len(read.frame)
    _households(columns, names, layer, missing, findings)
    shapes = np.asarray(read.frame.geometry.array, dtype=object)
    shapes, system, repairs, faults = mend(shapes, read.frame.crs, names, layer)
    findings += [*repairs, *faults, *(item for item in read.findings if not _told(item, repairs))]
    _ask(findings, accept)
    ordered = sort_findings(findings)
    good = not any(severity(item) is Severity.ERROR for item in ordered)
    out.mkdir(parents=True, exist_ok=True)
    (out / "units.gpkg").unlink(missing_ok=True)
    if good:
        write_layers(out / "units.gpkg", {"units": _frame(columns, shapes, system)})
    _report(out, ordered, digests, good)
    total = sum(whole.parse(text) or 0 for text in columns.get("households", []))
    return Imported(ordered, len(shapes), total, tuple(sorted(columns)), good)


def _check_folder(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise Failure(Exit.WRITE, [Finding("FOLDER_IS_FILE", Place(), {"path": str(out)})])
    if out.is_dir() and any(path.name not in FILES for path in out.iterdir()):
        raise Failure(Exit.WRITE, [Finding("FOLDER_NOT_OURS", Place(), {"path": str(out)})])


def _columns(read: Layer, path: Path) -> tuple[dict[str, list[str]], list[Finding]]:
    """Return the layer's columns by meaning without the refused ones, numbers as digits."""
    frame = read.frame.drop(columns=read.frame.geometry.name)
    found: list[Finding] = []
    kept = []
    for name in map(str, frame.columns):
        if name.casefold() == "fid":
            continue  # the row number that GeoPackage itself gives, not the planner's
        reason = refused(name, frame[name])
        if reason:
            found.append(finding("IMPORT_COLUMN_REFUSED", path, column=name, reason=reason))
        else:
            kept.append(name)
    own = {name: meaning for meaning, name in meanings(kept).items()}
    columns = {own.get(name, name): list(frame[name]) for name in kept}
    for name in NUMBERS:
        for at, text in enumerate(columns.get(name, [])):
            if not text.strip() or whole.parse(text) is not None:
                continue
            value = whole.suggest(text)
            code = "IMPORT_NUMBER" if value else "IMPORT_NUMBER_WRONG"
            found.append(
                finding(code, path, at + 1, name, before=text, after=value, value=text[:60])
            )
            columns[name][at] = value
    return columns, found


def _join(columns: dict[str, list[str]], ledger: Ledger, path: Path) -> list[Finding]:
    """Put the ledger's cells beside the layer's; a filled cell of the ledger wins."""
    if not ledger.rows:
        return [*ledger.repairs, *ledger.faults]
    found = match(ledger, path, columns)
    count = len(next(iter(columns.values()), []))
    for name, cells in ledger.cells.items():
        if name in {"id", "name"} and name in columns:
            continue
        own = columns.setdefault(name, [""] * count)
        for unit, row in found.rows.items():
            own[unit] = cells[row] if cells[row].strip() else own[unit]
    return [*ledger.repairs, *ledger.faults, *found.repairs, *found.faults]


def _households(
    columns: dict[str, list[str]], names: Sequence[str], path: Path, missing: str,
    findings: list[Finding],
) -> None:  # fmt: skip
    cells = columns.setdefault("households", [""] * len(names))
    code = "IMPORT_HOUSEHOLDS_ZERO" if missing == "zero" else "IMPORT_HOUSEHOLDS_MISSING"
    for at, text in enumerate(cells):
        if not text.strip():
            findings.append(finding(code, path, at + 1, unit=names[at] or str(at + 1)))
            cells[at] = "0" if missing == "zero" else ""


def _told(item: Finding, repairs: Sequence[Finding]) -> bool:
    """Whether an outline that a reader found not valid was repaired since."""
    rows = {repair.place.row for repair in repairs}
    return item.code == "FILE_SHAPE_INVALID" and item.place.row in rows


def _ask(findings: list[Finding], accept: Collection[str]) -> None:
    """Add an error where repairs are not confirmed yet."""
    open_codes = [
        item.code
        for item in findings
        if item.code.startswith("IMPORT_")
        and severity(item) is Severity.WARNING
        and not {item.code, ALL} & set(accept)
    ]
    if open_codes:
        facts: dict[str, Any] = {"count": len(open_codes), "codes": tuple(sorted(set(open_codes)))}
        findings.append(Finding("IMPORT_ACCEPT", Place(), facts))


def _frame(columns: Mapping[str, list[str]], shapes: Any, crs: Any) -> gpd.GeoDataFrame:
    """Return the clean layer; counts are whole numbers, everything else is text."""
    data: dict[str, Any] = {}
    for name in sorted(columns):
        cells = columns[name]
        if name in NUMBERS:
            data[name] = (
                np.array([whole.parse(text) or 0 for text in cells], dtype="int64")
                if all(map(str.strip, cells))
                else cells
            )
        else:
            data[name] = cells
    frame = gpd.GeoDataFrame(data, geometry=list(shapes), crs=crs)
    key = "id" if "id" in frame else "name" if "name" in frame else None
    return frame.sort_values(key, kind="stable").reset_index(drop=True) if key else frame


def _report(out: Path, findings: Sequence[Finding], digests: Mapping[str, str], good: bool) -> None:
    """Write every repair with what stood there before, and the digests of the raw files."""
    write_csv(
        out / "repairs.csv", ("code", "file", "sheet", "row", "column", "facts"),
        [
            (item.code, item.place.file, item.place.sheet, item.place.row or "",
             item.place.column, "; ".join(f"{k} = {v}" for k, v in sorted(item.facts.items())))
            for item in findings
        ],
    )  # fmt: skip
    write_json(out / "import.json", {"clean": good, "inputs": dict(sorted(digests.items()))})
