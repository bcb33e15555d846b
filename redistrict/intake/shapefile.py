"""Shapefiles: every record checked in the bytes before GDAL reads the geometry."""

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.errors
import pyogrio.raw
import shapely

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Fact, Finding, Place
from redistrict.intake import dbf
from redistrict.intake.encodings import Choice, choose
from redistrict.intake.raw import RawLayer
from redistrict.intake.safety import MOST_POINTS, MOST_ROWS, finding, read_bytes, refuse

_CODE = 9994
_KINDS = {
    0: "null", 1: "point", 3: "line", 5: "polygon", 8: "multipoint", 11: "point", 13: "line",
    15: "polygon", 18: "multipoint", 21: "point", 23: "line", 25: "polygon", 28: "multipoint",
}  # fmt: skip
SIDE_SUFFIXES = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def side_file(path: Path, suffix: str) -> Path | None:
    """Return the file beside a shapefile with a suffix in any case, if it exists."""
    for candidate in (path.with_suffix(suffix), path.with_suffix(suffix.upper())):
        if candidate.is_file():
            return candidate
    return None


def read_shapefile(path: Path, encoding: str = "") -> RawLayer:
    """Return geometry by GDAL and attributes by our own reader, counts agreeing.

    Raises
    ------
    Failure
        Missing side files, records that do not fit the bytes, deleted or null records, counts
        that differ, an encoding that contradicts itself.
    """
    parts = {suffix: side_file(path, suffix) for suffix in SIDE_SUFFIXES}
    missing = [suffix for suffix in (".shx", ".dbf") if parts[suffix] is None]
    if missing:
        raise Failure(
            Exit.INPUT, [finding("FILE_SIDE_MISSING", path, missing=suffix) for suffix in missing]
        )
    count, notices = _check_records(path, parts[".shx"])
    table = dbf.open_dbf(_required(parts[".dbf"]))
    if len(table.records) != count:
        raise refuse("FILE_COUNT_DIFFERS", path, shapes=count, rows=len(table.records))
    choice = choose_encoding(table, parts[".cpg"], encoding)
    names, rows = dbf.read_cells(table, choice)
    geometry = _geometry(path, count)
    prj = parts[".prj"]
    wkt = read_bytes(prj, 1 << 16).decode("utf-8", "replace").strip("\ufeff\0 \r\n") if prj else ""
    present = tuple(part for part in parts.values() if part is not None)
    return RawLayer(
        names, rows, geometry, wkt, "ESRI Shapefile", choice.encoding, present,
        (*notices, *table.findings, *_encoding_notice(path, choice, table)),
    )  # fmt: skip


def choose_encoding(table: dbf.Dbf, cpg: Path | None, given: str) -> Choice:
    """Return the encoding of a dBASE table or refuse with the readings side by side."""
    declared = ""
    if cpg is not None and cpg.stat().st_size:
        declared = read_bytes(cpg, 1 << 12).decode("latin-1").split("\n")[0].strip("\0 \r\ufeff")
    source = declared or table.language
    choice = choose(table.texts(), source, given)
    if choice.encoding:
        return choice
    raise Failure(Exit.INPUT, [encoding_fault(table.path, choice)])


def encoding_fault(path: Path, choice: Choice) -> Finding:
    """Return the finding for a file whose encoding cannot be told."""
    code = "FILE_ENCODING_CONTRADICTION" if choice.declared else "FILE_ENCODING_UNCLEAR"
    return finding(code, path, declared=choice.declared, readings=choice.readings or ("-",))


def _encoding_notice(path: Path, choice: Choice, table: dbf.Dbf) -> tuple[Finding, ...]:
    if choice.reason != "tried":
        return ()
    return (
        finding(
            "FILE_ENCODING_TRIED", table.path, encoding=choice.encoding.upper(),
            readings=choice.readings,
        ),
    )  # fmt: skip


def _required(path: Path | None) -> Path:
    if path is None:
        raise AssertionError("side files were checked before")
    return path


def _check_records(path: Path, index: Path | None) -> tuple[int, tuple[Finding, ...]]:
    """Return the number of records after comparing .shp and .shx byte by byte."""
    data, offsets = read_bytes(path), read_bytes(_required(index))
    for name, content in ((path, data), (_required(index), offsets)):
        if len(content) < 100 or struct.unpack(">i", content[:4])[0] != _CODE:
            raise refuse("FILE_NOT_SHAPEFILE", name)
    claimed = struct.unpack(">i", data[24:28])[0] * 2
    if claimed > len(data):
        raise refuse("FILE_SHP_SHORT", path, header=claimed, found=len(data))
    notices = []
    if claimed < len(data):
        notices.append(finding("FILE_TRAILING_BYTES", path, bytes=len(data) - claimed))
    kind = struct.unpack("<i", data[32:36])[0]
    if kind not in _KINDS or kind == 0:
        raise refuse("FILE_SHAPE_KIND", path, kind=kind)
    size = struct.unpack(">i", offsets[24:28])[0] * 2
    if size > len(offsets) or (size - 100) % 8:
        raise refuse("FILE_SHX_DIFFERS", path, row=0)
    pairs = np.frombuffer(offsets[100:size], dtype=">i4").reshape(-1, 2)
    if len(pairs) > MOST_ROWS:
        raise refuse("FILE_TOO_MANY_ROWS", path, rows=len(pairs), limit=MOST_ROWS)
    faults = _record_faults(path, data[:claimed], pairs, kind)
    if faults:
        raise Failure(Exit.INPUT, faults)
    used = 100 + sum(8 + int(length) * 2 for _, length in pairs)
    if used < claimed:
        raise refuse("FILE_SHP_UNLISTED", path, bytes=claimed - used)
    return len(pairs), tuple(notices)


def _record_faults(path: Path, data: bytes, pairs: Any, kind: int) -> list[Finding]:
    faults = []
    for number, (offset, length) in enumerate(pairs.tolist(), start=1):
        start, size = offset * 2, length * 2
        if start < 100 or size < 4 or start + 8 + size > len(data):
            faults.append(finding("FILE_SHX_DIFFERS", path, number))
            continue
        _, words = struct.unpack(">ii", data[start : start + 8])
        if words != length:
            faults.append(finding("FILE_SHX_DIFFERS", path, number))
            continue
        fault = _content_fault(data[start + 8 : start + 8 + size], kind)
        if fault:
            code, facts = fault
            faults.append(Finding(code, Place(path.name, row=number), facts))
    return faults


def _content_fault(content: bytes, kind: int) -> tuple[str, dict[str, Fact]] | None:
    """Return code and facts of what is wrong with one record's claims about itself."""
    claim: tuple[str, dict[str, Fact]] = ("FILE_SHAPE_CLAIM", {})
    own = struct.unpack("<i", content[:4])[0]
    if own == 0:
        return "FILE_SHAPE_NULL", {}
    if own != kind:
        return claim
    family = _KINDS[kind]
    if family == "point":
        return None if len(content) >= 20 and _finite(content[4:20]) else claim
    head = 40 if family == "multipoint" else 44
    if len(content) < head:
        return claim
    parts = 0 if family == "multipoint" else struct.unpack("<i", content[36:40])[0]
    points = struct.unpack("<i", content[head - 4 : head])[0]
    if parts < 0 or points < 1 or head + 4 * parts + 16 * points > len(content):
        return claim
    if points > MOST_POINTS:
        return "FILE_TOO_MANY_POINTS", {"points": points, "limit": MOST_POINTS}
    starts = np.frombuffer(content[head : head + 4 * parts], dtype="<i4")
    if parts and (starts[0] != 0 or (np.diff(starts) <= 0).any() or starts[-1] >= points):
        return claim
    body = content[head + 4 * parts : head + 4 * parts + 16 * points]
    return None if _finite(body) else ("FILE_COORDINATE", {"where": "coordinates"})


def _finite(body: bytes) -> bool:
    values = np.frombuffer(body, dtype="<f8")
    return bool(np.isfinite(values).all() and (np.abs(values) < 1e12).all())


def _geometry(path: Path, count: int) -> Any:
    """Return GDAL's geometries in file order; the file's kind was checked in its bytes."""
    try:
        _, _, blobs, _ = pyogrio.raw.read(
            path, columns=[], read_geometry=True, force_2d=True, encoding="ISO-8859-1"
        )
        found = shapely.from_wkb(blobs)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError,
            shapely.errors.GEOSException, ValueError, RuntimeError) as error:  # fmt: skip
        raise refuse("FILE_UNREADABLE", path, reason=str(error).split("\n")[0][:200]) from None
    if len(found) != count:
        raise refuse("FILE_COUNT_DIFFERS", path, shapes=len(found), rows=count)
    return found
