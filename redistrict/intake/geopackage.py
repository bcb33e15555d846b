"""GeoPackages read through SQLite, read-only, with every cell's stored type checked."""

import re
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.intake.dbf import has_controls
from redistrict.intake.raw import RawLayer
from redistrict.intake.safety import (
    MOST_COLUMNS,
    MOST_POINTS,
    MOST_ROWS,
    finding,
    refuse,
    require_file,
)

_MAGIC = b"SQLite format 3\0"
_IDS = {b"GPKG", b"GP10", b"GP11"}
_WHOLE = re.compile(r"(TINY|SMALL|MEDIUM|BIG)?INT(EGER)?|BOOLEAN", re.IGNORECASE)
_REAL = re.compile(r"FLOAT|DOUBLE|REAL|NUMERIC.*|DECIMAL.*", re.IGNORECASE)
_TEXT = re.compile(r"TEXT(\(\d+\))?|VARCHAR.*|CHAR.*|DATE|DATETIME", re.IGNORECASE)
_STANDARD_TRIGGERS = re.compile(
    r"(rtree|gpkg|ggi|ggu|fgi|fgu|fgti|trigger_(insert|delete)_feature_count)_", re.IGNORECASE
)
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_EXACT = 2**53
_STEPS_BEFORE_CHECK = 10_000_000


def read_geopackage(path: Path, layer: str = "") -> RawLayer:
    """Return one feature table of a GeoPackage.

    Parameters
    ----------
    path
        The file.
    layer
        Table name; may be empty where the file has one feature table.

    Raises
    ------
    Failure
        No GeoPackage, several layers and none named, a view, unsaved changes beside it, counts
        that differ, cells of another type than their column, geometry that cannot be read.
    """
    _require_geopackage(path)
    try:
        with _open(path) as base:
            return _read(base, path, layer)
    except sqlite3.DatabaseError as error:
        raise refuse("FILE_UNREADABLE", path, reason=str(error)[:200]) from None


def list_layers(path: Path) -> tuple[str, ...]:
    """Return the feature tables of a GeoPackage, sorted."""
    _require_geopackage(path)
    try:
        with _open(path) as base:
            return _tables(base)
    except sqlite3.DatabaseError as error:
        raise refuse("FILE_UNREADABLE", path, reason=str(error)[:200]) from None


def _require_geopackage(path: Path) -> None:
    with require_file(path).open("rb") as file:
        head = file.read(100)
    if not head.startswith(_MAGIC) or len(head) < 100:
        raise refuse("FILE_DISGUISED", path, expected="GeoPackage")
    for suffix in ("-wal", "-journal"):
        side = path.with_name(path.name + suffix)
        if side.exists() and side.stat().st_size:
            raise refuse("FILE_GPKG_UNSAVED", path, side=side.name)


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    steps = 0

    def watch() -> int:
        nonlocal steps
        steps += 1
        return int(steps > 1000)  # ten thousand million steps: some minutes

    try:
        base.set_progress_handler(watch, _STEPS_BEFORE_CHECK)
        base.execute("PRAGMA trusted_schema = OFF")
        base.execute("PRAGMA cell_size_check = ON")
        base.text_factory = bytes
        yield base
    finally:
        base.close()


def _tables(base: sqlite3.Connection) -> tuple[str, ...]:
    rows = base.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")
    return tuple(sorted(_plain(name) for (name,) in rows))


def _plain(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _read(base: sqlite3.Connection, path: Path, layer: str) -> RawLayer:
    table = _pick(_tables(base), path, layer)
    quoted = '"' + table.replace('"', '""') + '"'
    notices = _check_schema(base, path, table)
    shape, srs = _geometry_column(base, path, table)
    count = base.execute(f"SELECT count(*) FROM {quoted}").fetchone()[0]  # noqa: S608 - quoted
    _check_count(base, path, table, count)
    if count > MOST_ROWS:
        raise refuse("FILE_TOO_MANY_ROWS", path, rows=count, limit=MOST_ROWS)
    columns = [
        (_plain(name), _plain(kind))
        for _, name, kind, *_ in base.execute(f"PRAGMA table_info({quoted})")
    ]
    if len(columns) > MOST_COLUMNS:
        raise refuse("FILE_TOO_MANY_COLUMNS", path, columns=len(columns), limit=MOST_COLUMNS)
    chosen = ", ".join('"' + name.replace('"', '""') + '"' for name, _ in columns)
    key = _key(base, quoted)
    query = f"SELECT {chosen} FROM {quoted} ORDER BY {key}"  # noqa: S608 - quoted
    names = [name for name, _ in columns if name != shape]
    faults: list[Finding] = []
    rows: list[list[str]] = []
    blobs: list[Any] = []
    for number, values in enumerate(base.execute(query), start=1):
        row = []
        for (name, kind), value in zip(columns, values, strict=True):
            if name == shape:
                blobs.append(_shape(value, path, number, table, faults))
                continue
            text, code = _cell(value, kind)
            if code:
                faults.append(finding(code, path, number, name, table, value=text, kind=kind))
            row.append(text)
        rows.append(row)
    if faults:
        raise Failure(Exit.INPUT, faults[:1000])
    shapes = np.empty(len(blobs), dtype=object)
    shapes[:] = blobs
    return RawLayer(
        tuple(names), rows, shapes, _crs(base, srs), "GPKG", "utf-8", (path,), notices
    )  # fmt: skip


def _pick(tables: tuple[str, ...], path: Path, layer: str) -> str:
    if layer:
        if layer not in tables:
            raise refuse("FILE_LAYER_UNKNOWN", path, layer=layer, layers=tables or ("-",))
        return layer
    if not tables:
        raise refuse("FILE_NO_LAYER", path)
    if len(tables) > 1:
        raise refuse("FILE_SEVERAL_LAYERS", path, layers=tables)
    return tables[0]


def _check_schema(base: sqlite3.Connection, path: Path, table: str) -> tuple[Finding, ...]:
    kinds = base.execute("SELECT type FROM sqlite_master WHERE name = ?", (table,)).fetchall()
    if [_plain(kind) for (kind,) in kinds] != ["table"]:
        raise refuse("FILE_GPKG_VIEW", path, layer=table)
    triggers = base.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
    ).fetchall()
    odd = sorted(
        name for (raw,) in triggers if not _STANDARD_TRIGGERS.match(name := _plain(raw))
    )  # fmt: skip
    return (finding("FILE_GPKG_TRIGGER", path, sheet=table, names=tuple(odd)),) if odd else ()


def _key(base: sqlite3.Connection, quoted: str) -> str:
    """Return what orders the rows as GIS programs number them: the integer key, or the row."""
    for _, name, kind, _, _, key in base.execute(f"PRAGMA table_info({quoted})"):
        if key == 1 and _plain(kind).upper() == "INTEGER":
            return '"' + _plain(name).replace('"', '""') + '"'
    return "rowid"


def _geometry_column(base: sqlite3.Connection, path: Path, table: str) -> tuple[str, int]:
    row = base.execute(
        "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?", (table,)
    ).fetchone()
    if row is None:
        raise refuse("FILE_NO_LAYER", path)
    return _plain(row[0]), int(row[1])


def _check_count(base: sqlite3.Connection, path: Path, table: str, count: int) -> None:
    known = base.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'gpkg_ogr_contents'"
    ).fetchone()
    if not known:
        return
    row = base.execute(
        "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?", (table,)
    ).fetchone()
    if row and row[0] is not None and row[0] != count:
        raise refuse("FILE_COUNT_DIFFERS", path, shapes=int(row[0]), rows=count)


def _crs(base: sqlite3.Connection, srs: int) -> str:
    if srs in {-1, 0}:
        return ""
    row = base.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys "
        "WHERE srs_id = ?",
        (srs,),
    ).fetchone()
    if row is None:
        return ""
    if _plain(row[0]).upper() == "EPSG":
        return f"EPSG:{int(row[1])}"
    return "" if _plain(row[2]) == "undefined" else _plain(row[2])


def _cell(value: Any, kind: str) -> tuple[str, str]:
    """Return the text of a cell and the code of its fault: type and column must agree."""
    if value is None:
        return "", ""
    if isinstance(value, int):
        text = _TEXT.fullmatch(kind)
        return str(value), "FILE_GPKG_CELL" if text else ""
    if isinstance(value, float):
        if value.is_integer() and abs(value) < _EXACT:
            return str(int(value)), "" if _REAL.fullmatch(kind) else "FILE_GPKG_CELL"
        good = _REAL.fullmatch(kind) and np.isfinite(value)
        return repr(value), "" if good else "FILE_GPKG_CELL"
    if _WHOLE.fullmatch(kind) or _REAL.fullmatch(kind):
        return _plain(value)[:80], "FILE_GPKG_CELL"
    if kind.upper().startswith("BLOB"):
        return "", ""
    try:
        found = value.decode("utf-8")
    except UnicodeDecodeError:
        return _plain(value)[:80], "FILE_GPKG_CELL"
    return found, "FILE_CONTROL_CHARACTER" if has_controls(found) else ""


def _shape(value: Any, path: Path, number: int, table: str, faults: list[Finding]) -> Any:
    """Return the geometry of a cell; write down what cannot be read."""
    if value is None:
        faults.append(finding("FILE_SHAPE_NULL", path, number, sheet=table))
        return None
    if isinstance(value, bytes) and len(value) >= 8 and value[:2] == b"GP":
        start = 8 + _ENVELOPES.get(value[3] >> 1 & 7, 0)
        body = value[start:]
        if len(body) > 16 * MOST_POINTS * 2:
            faults.append(finding("FILE_TOO_MANY_POINTS", path, number, sheet=table,
                                  points=len(body) // 16, limit=MOST_POINTS))  # fmt: skip
            return None
        if value[3] & 0x20:
            faults.append(finding("FILE_GEOMETRY_CELL", path, number, sheet=table))
            return None
        try:
            shape = shapely.from_wkb(body)
        except (shapely.errors.GEOSException, struct.error, NotImplementedError):
            shape = None
        if shape is not None and np.isfinite(shapely.get_coordinates(shape)).all():
            return shapely.force_2d(shape)
    faults.append(finding("FILE_GEOMETRY_CELL", path, number, sheet=table))
    return None
