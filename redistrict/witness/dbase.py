"""dBASE tables from their bytes: no record passed over, no number guessed."""

import struct
from pathlib import Path

from redistrict.domain.findings import Finding, Place
from redistrict.witness.table import Cell, all_or_refuse, broken_text, content, malformed

_LANGUAGES = {0x4D: "gb18030", 0x7A: "gb18030", 0x4F: "cp950", 0x78: "cp950"}
_TEXT, _NUMBERS = "C", "NF"
_CUT = 10
"""Bytes of a column's name, after which it was cut, even within a sign."""


def read(path: Path, encoding: str = "") -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Return columns and records of a table.

    Parameters
    ----------
    encoding
        As the scenario or the ``.cpg`` file states it; else the language byte, UTF-8, GB18030.

    Raises
    ------
    Failure
        Header, count, deletion marks, numbers or texts that do not fit the bytes.
    """
    data = content(path)
    if len(data) < 33:
        raise malformed(path, "WITNESS_DBF_BROKEN")
    count, header, width = struct.unpack("<IHH", data[4:12])
    fields = _fields(data[32:header])
    if not fields or width != 1 + sum(size for _, _, size in fields):
        raise malformed(path, "WITNESS_DBF_BROKEN")
    records = [data[header + row * width : header + (row + 1) * width] for row in range(count)]
    rest = data[header + count * width :].strip(b"\x1a\0 \r\n")
    if rest or any(len(record) != width for record in records):
        raise malformed(path, "WITNESS_COUNT_DIFFERS", stated=count, rows=count + bool(rest))
    all_or_refuse(
        Finding("WITNESS_RECORD_DELETED", Place(path.name, row=row))
        for row, record in enumerate(records, 1)
        if record[:1] != b" "
    )
    names = [name for name, _, _ in fields]
    texts = [b"".join(_parts(record, fields, _TEXT)) for record in records]
    codec = _codec(path, names, texts, encoding or _LANGUAGES.get(data[29], ""))
    columns = tuple(_named(name, codec) for name, _, _ in fields)
    return columns, [_cells(path, row, record, fields, codec) for row, record in enumerate(records)]


def _fields(head: bytes) -> list[tuple[bytes, str, int]]:
    fields = []
    for start in range(0, len(head) - 31, 32):
        if head[start] == 0x0D:
            break
        entry = head[start : start + 32]
        fields.append((entry[:11].split(b"\0")[0], chr(entry[11]), entry[16]))
    return fields


def _named(name: bytes, codec: str) -> str:
    """Return a column's name, without the rest of a sign within which it was cut."""
    for cut in range(4 if len(name) >= _CUT else 1):
        try:
            return name[: len(name) - cut].decode(codec)
        except UnicodeDecodeError:
            continue
    return name.decode(codec)


def _parts(record: bytes, fields: list[tuple[bytes, str, int]], kinds: str) -> list[bytes]:
    found, start = [], 1
    for _, kind, size in fields:
        if kind in kinds:
            found.append(record[start : start + size])
        start += size
    return found


def _codec(path: Path, names: list[bytes], texts: list[bytes], stated: str) -> str:
    for codec in filter(None, (stated, "utf-8", "gb18030")):
        try:
            for name in names:
                _named(name, codec)
            for text in texts:
                text.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
        return codec
    raise malformed(path, "WITNESS_TEXT_BROKEN")


def _cells(
    path: Path, row: int, record: bytes, fields: list[tuple[bytes, str, int]], codec: str
) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    start = 1
    for name, kind, size in fields:
        raw = record[start : start + size].strip(b" \0").decode(codec, "replace")
        start += size
        plain = raw.removeprefix("-").replace(".", "", 1)
        number = plain.isascii() and plain.isdigit()
        wrong = kind in _NUMBERS and raw and not number and set(raw) != {"*"}
        unread = kind not in _TEXT and "\ufffd" in raw  # by the texts the codec was chosen
        if wrong or unread or broken_text(raw):
            place = Place(path.name, row=row + 1, column=_named(name, codec))
            all_or_refuse([Finding("WITNESS_CELL_BROKEN", place, {"text": repr(raw)})])
        cells.append(raw)
    return tuple(cells)
