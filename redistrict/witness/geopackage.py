"""GeoPackage by ``sqlite3`` alone: counts, types and geometry blobs as they are stored.

The settings follow sqlite.org/security for files from elsewhere; GDAL's own reading trusts
``feature_count`` and turns text in an integer column into 1 without a word.
"""

import sqlite3
import struct
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import shapely

from redistrict.domain.findings import Finding
from redistrict.witness.table import Cell, Table, all_or_refuse, malformed, refusal

_PRAGMAS = ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "query_only = ON")
_ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_EMPTY_FLAG = 0x10


def read(path: Path, layer: str | None = None, *, shapes: bool = True) -> Table:
    """Return a layer of a GeoPackage.

    Parameters
    ----------
    layer
        Its name; may be left out where the file has one layer of features.
    shapes
        Whether its shapes are wanted; a table without any is accepted where not.

    Raises
    ------
    Failure
        ``WITNESS_*`` findings; nothing is repaired.
    """
    for suffix in ("-wal", "-journal"):
        beside = Path(f"{path}{suffix}")
        if beside.is_file() and beside.stat().st_size:
            raise malformed(path, "WITNESS_DATABASE_OPEN", other=beside.name)
    uri = f"file:{quote(str(path))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.text_factory = bytes
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            if connection.execute("PRAGMA quick_check").fetchone() != (b"ok",):
                raise malformed(path, "WITNESS_DATABASE_DAMAGED")
            return _layer(connection, path, layer, shapes)
    except (sqlite3.Error, UnicodeDecodeError):
        raise malformed(path, "WITNESS_DATABASE_DAMAGED") from None


def _layer(
    connection: sqlite3.Connection, path: Path, layer: str | None, wanted_shapes: bool
) -> Table:
    found = connection.execute(
        "SELECT table_name FROM gpkg_contents WHERE data_type = 'features' OR ? ORDER BY 1",
        (not wanted_shapes,),
    )
    names = [str(name, "utf-8") for (name,) in found]
    if layer is None and len(names) != 1:
        raise malformed(path, "WITNESS_LAYER_OPEN", layers=tuple(names))
    name = names[0] if layer is None else layer
    if name not in names:
        raise malformed(path, "WITNESS_LAYER_MISSING", layer=name, layers=tuple(names))
    kind = connection.execute("SELECT type FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    if kind != (b"table",):
        raise malformed(path, "WITNESS_LAYER_IS_VIEW", layer=name)
    geometry, crs = _geometry_column(connection, path, name) if wanted_shapes else ("geom", "")
    described = connection.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()
    columns = [str(row[1], "utf-8") for row in described]
    primary = [str(row[1], "utf-8") for row in described if row[5]]
    order = _quoted(primary[0]) if primary else "rowid"
    wanted = ", ".join(_quoted(column) for column in columns)
    records = connection.execute(f"SELECT {wanted} FROM {_quoted(name)} ORDER BY {order}")  # noqa: S608 - quoted names of the file itself
    cells = [tuple(record) for record in records]
    _check_count(connection, path, name, len(cells))
    position = columns.index(geometry) if geometry in columns else None
    kept = [index for index in range(len(columns)) if index != position]
    table = Table(
        file=path.name,
        sheet=name,
        columns=tuple(columns[index] for index in kept),
        rows=tuple(tuple(_cell(record[index]) for index in kept) for record in cells),
        numbers=tuple(range(1, len(cells) + 1)),
        crs=crs,
    )
    _check_types(table, described, primary)
    if not wanted_shapes or position is None:
        return table
    shapes = [_shape(record[position]) for record in cells]
    all_or_refuse(
        Finding("WITNESS_GEOMETRY_BROKEN", table.place(row))
        for row, shape in enumerate(shapes)
        if shape is None
    )
    return Table(**{**vars(table), "shapes": tuple(shapes)})


def _geometry_column(connection: sqlite3.Connection, path: Path, name: str) -> tuple[str, str]:
    row = connection.execute(
        "SELECT g.column_name, s.organization, s.organization_coordsys_id, s.definition"
        " FROM gpkg_geometry_columns g"
        " LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id WHERE g.table_name = ?",
        (name,),
    ).fetchone()
    if row is None:
        raise malformed(path, "WITNESS_LAYER_MISSING", layer=name, layers=())
    if row[1] is not None and row[1].upper() == b"EPSG":
        return str(row[0], "utf-8"), f"EPSG:{row[2]}"
    definition = str(row[3] or b"", "utf-8")
    return str(row[0], "utf-8"), "" if definition == "undefined" else definition


def _check_count(connection: sqlite3.Connection, path: Path, name: str, rows: int) -> None:
    known = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE name = 'gpkg_ogr_contents'"
    ).fetchone()
    if not known:
        return
    stated = connection.execute(
        "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?", (name,)
    ).fetchone()
    if stated and stated[0] is not None and stated[0] != rows:
        raise malformed(path, "WITNESS_COUNT_DIFFERS", stated=stated[0], rows=rows)


def _check_types(table: Table, described: list[Any], primary: list[str]) -> None:
    """Refuse text or real numbers in a column declared as whole numbers."""
    whole = {
        str(row[1], "utf-8")
        for row in described
        if b"INT" in (row[2] or b"").upper() and str(row[1], "utf-8") not in primary
    }
    wrong = [
        Finding("WITNESS_TYPE_DIFFERS", table.place(row, column), {"text": repr(cell)})
        for column in table.columns
        if column in whole
        for row, cell in enumerate(table.column(column))
        if not isinstance(cell, int | None)
    ]
    if wrong:
        raise refusal(*wrong[:50])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _cell(value: bytes | int | float | None) -> Cell:
    return value.decode("utf-8") if isinstance(value, bytes) else value


def _shape(blob: bytes | None) -> Any | None:
    """Return the geometry of a GeoPackage blob, ``None`` where it is missing or broken."""
    if blob is None or len(blob) < 8 or blob[:2] != b"GP":
        return None
    flags = blob[3]
    skipped = _ENVELOPE_BYTES.get((flags >> 1) & 7)
    if skipped is None or flags & _EMPTY_FLAG:
        return None
    try:
        return shapely.force_2d(shapely.from_wkb(blob[8 + skipped :]))
    except (shapely.errors.GEOSException, struct.error):
        return None
