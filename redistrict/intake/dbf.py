"""dBASE tables read strictly from their bytes: every record counted, every cell as written."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.intake.encodings import LANGUAGE_BYTES, Choice
from redistrict.intake.safety import MOST_ROWS, finding, read_bytes, refuse

_DELETED = 0x2A
_PRESENT = 0x20
_END = b"\x1a"
_CUT_NAME_BYTES = 10
_FULL_TEXT_BYTES = 254
_PLAIN = re.compile(r"[+-]?\d+(\.\d*)?|[+-]?\.\d+")
_FLOAT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
_DATE = re.compile(r"\d{8}|0{8}|")


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a dBASE table; `name` is still in bytes."""

    name: bytes
    kind: str
    width: int
    decimals: int
    offset: int


@dataclass(frozen=True, slots=True)
class Dbf:
    """A dBASE table in bytes.

    Parameters
    ----------
    path
        The file.
    fields
        Columns in file order.
    records
        Raw records without the deletion mark, in file order; none is deleted.
    language
        Codec named by the language byte, or empty.
    findings
        Notices about the structure.
    """

    path: Path
    fields: tuple[Field, ...]
    records: tuple[bytes, ...]
    language: str
    findings: tuple[Finding, ...]

    def texts(self) -> Iterator[bytes]:
        """Yield the raw text cells and field names: what an encoding must be able to read."""
        for field in self.fields:
            name = field.name
            yield name if len(name) < _CUT_NAME_BYTES else whole_part(name)
        for field in self.fields:
            if field.kind == "C":
                for record in self.records:
                    cell = record[field.offset : field.offset + field.width].rstrip(b" \0")
                    yield cell if len(cell) < _FULL_TEXT_BYTES else whole_part(cell)


def whole_part(text: bytes) -> bytes:
    """Return a text that was cut at a byte limit without a character cut in the middle.

    UTF-8 shows where a character begins; in the two-byte encodings an odd tail is dropped.
    """
    for cut in range(4):
        kept = text[: len(text) - cut]
        try:
            kept.decode("utf-8")
        except UnicodeDecodeError:
            continue
        return kept
    position = 0
    while position < len(text):
        step = 1 if text[position] < 0x80 else 2
        if position + step > len(text):
            return text[:position]
        position += step
    return text


def open_dbf(path: Path) -> Dbf:
    """Return the raw table.

    Raises
    ------
    Failure
        Header, record count or deletion marks do not fit the bytes of the file.
    """
    data = read_bytes(path)
    if len(data) < 33:
        raise refuse("FILE_DBF_HEADER", path, bytes=len(data))
    count, header, width = struct.unpack("<IHH", data[4:12])
    fields = _fields(data, header)
    if not fields or width != 1 + sum(field.width for field in fields) or header > len(data):
        raise refuse("FILE_DBF_HEADER", path, bytes=len(data))
    if count > MOST_ROWS:
        raise refuse("FILE_TOO_MANY_ROWS", path, rows=count, limit=MOST_ROWS)
    body = data[header:]
    if len(body) < count * width:
        raise refuse("FILE_DBF_COUNT", path, header=count, found=len(body) // width)
    rest = body[count * width :]
    notices = []
    if rest.rstrip(b"\x1a\0 \r\n"):
        if len(rest) >= width and rest[:1] in {b" ", b"*"}:
            raise refuse("FILE_DBF_COUNT", path, header=count, found=len(body) // width)
        notices.append(finding("FILE_TRAILING_BYTES", path, bytes=len(rest)))
    elif rest.count(b" ") >= width:
        raise refuse("FILE_DBF_COUNT", path, header=count, found=len(body) // width)
    records = [body[row * width : (row + 1) * width] for row in range(count)]
    _require_present(path, records)
    language = LANGUAGE_BYTES.get(data[29], "")
    stripped = tuple(record[1:] for record in records)
    return Dbf(path, fields, stripped, language, tuple(notices))


def read_cells(table: Dbf, encoding: Choice) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return column names and the text of every cell.

    Parameters
    ----------
    table
        The raw table.
    encoding
        A choice that names an encoding.

    Raises
    ------
    Failure
        Cells that are no number in number columns, unknown column kinds, equal column names,
        control characters; all of them at once.
    """
    names = tuple(_name(field.name, encoding.encoding) for field in table.fields)
    faults = _name_faults(table.path, names)
    rows: list[list[str]] = []
    for number, record in enumerate(table.records, start=1):
        row = []
        for name, field in zip(names, table.fields, strict=True):
            raw = record[field.offset : field.offset + field.width]
            text, fault = _cell(raw, field, encoding.encoding)
            if fault:
                faults.append(finding(fault, table.path, number, name, value=text))
            row.append(text)
        rows.append(row)
    if faults:
        raise Failure(Exit.INPUT, faults[:1000])
    return names, rows


def _fields(data: bytes, header: int) -> tuple[Field, ...]:
    fields: list[Field] = []
    position, offset = 32, 0
    while position + 32 <= min(header, len(data)) and data[position] != 0x0D:
        name = data[position : position + 11].split(b"\0")[0]
        kind = chr(data[position + 11])
        width, decimals = data[position + 16], data[position + 17]
        if kind not in "CNFLDMIOB@+YTGVWQ0P" or (not width and kind != "C"):
            return ()
        if kind == "C":
            width += decimals << 8  # long text fields keep their high byte in the decimals
            decimals = 0
        fields.append(Field(name, kind, width, decimals, offset))
        offset += width
        position += 32
    return tuple(fields)


def _require_present(path: Path, records: list[bytes]) -> None:
    faults = [
        finding("FILE_DBF_DELETED", path, number, value=_glimpse(record))
        for number, record in enumerate(records, start=1)
        if record[0] == _DELETED
    ]
    faults += [
        finding("FILE_DBF_MARK", path, number, value=f"0x{record[0]:02X}")
        for number, record in enumerate(records, start=1)
        if record[0] not in {_DELETED, _PRESENT}
    ]
    if faults:
        raise Failure(Exit.INPUT, faults)


def _glimpse(record: bytes) -> str:
    return " ".join(record[1:61].decode("gb18030", "replace").split())


def _name(raw: bytes, codec: str) -> str:
    kept = raw if len(raw) < _CUT_NAME_BYTES else whole_part(raw)
    return kept.decode(codec, "replace").strip()


def _name_faults(path: Path, names: tuple[str, ...]) -> list[Finding]:
    seen: set[str] = set()
    faults = []
    for position, name in enumerate(names, start=1):
        if not name:
            faults.append(finding("FILE_COLUMN_UNNAMED", path, position=position))
        elif name.casefold() in seen:
            faults.append(finding("FILE_COLUMN_TWICE", path, column=name, name=name))
        seen.add(name.casefold())
    return faults


def _cell(raw: bytes, field: Field, codec: str) -> tuple[str, str]:
    """Return the text of a cell and the code of its fault, if any."""
    if field.kind == "C":
        cell = raw.rstrip(b" \0")
        if len(cell) >= _FULL_TEXT_BYTES:
            cell = whole_part(cell)
        text = cell.decode(codec, "replace").rstrip()
        return text, "FILE_CONTROL_CHARACTER" if has_controls(text) else ""
    text = raw.strip(b" \0").decode("latin-1")
    if field.kind in "NF":
        return _number(text, exponent=field.kind == "F" or field.decimals > 0)
    if field.kind == "L":
        return ("" if text == "?" else text), "" if text in {*"TtFfYyNn?", ""} else "FILE_DBF_CELL"
    if field.kind == "D":
        return text, "" if _DATE.fullmatch(text) else "FILE_DBF_CELL"
    return "", "FILE_DBF_KIND"


def _number(text: str, exponent: bool) -> tuple[str, str]:
    if not text:
        return "", ""
    if not (_FLOAT if exponent else _PLAIN).fullmatch(text):
        return text, "FILE_DBF_CELL"
    value = Decimal(text)
    if value == value.to_integral_value() and value.adjusted() <= 20:
        # As written where it is a plain integer, so that 001 stays 001.
        return (text if text.isdigit() else str(int(value))), ""
    return text, ""


def has_controls(text: str) -> bool:
    """Whether a text holds control characters or halves of surrogate pairs."""
    return any(
        (letter < " " and letter not in "\t\n\r")
        or "\x7f" <= letter <= "\x9f"
        or "\ud800" <= letter <= "\udfff"
        for letter in text
    )
