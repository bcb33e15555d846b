"""CSV files read strictly: one delimiter, no ragged row, no open quotation mark."""

import csv
import io
from pathlib import Path

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.intake.dbf import has_controls
from redistrict.intake.encodings import choose
from redistrict.intake.grid import Grid, trimmed
from redistrict.intake.safety import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TEXT_BYTES,
    finding,
    fingerprint,
    read_bytes,
    refuse,
)

_DELIMITERS = ",\t;"
_LONGEST_CELL = 32_767  # as in a workbook


def read_delimited(path: Path, encoding: str = "") -> Grid:
    """Return the cells of a CSV file.

    Parameters
    ----------
    path
        The file: UTF-8 with or without byte order mark, GB18030, Big5, or UTF-16 with its mark.
    encoding
        Stated encoding; otherwise it is found and shown.

    Raises
    ------
    Failure
        Encoding unclear, quotation marks, ragged rows, control characters: all rows at once.
    """
    data = read_bytes(path, MOST_TEXT_BYTES)
    text, codec, notices = _decode(data, path, encoding)
    if "\0" in text:
        raise refuse("FILE_CONTROL_CHARACTER", path, text.count("\n", 0, text.index("\0")) + 1,
                     value="NUL")  # fmt: skip
    delimiter = _delimiter(text, path)
    rows, numbers = _cells(text, delimiter, path)
    kept, numbered = trimmed(rows, numbers)
    faults = {
        (number, column): "FILE_CONTROL_CHARACTER"
        for number, row in zip(numbered, kept, strict=True)
        for column, cell in enumerate(row, start=1)
        if has_controls(cell)
    }
    return Grid(path, "", kept, numbered, faults=faults, sha256=fingerprint(path),
                encoding=codec, findings=notices)  # fmt: skip


def _decode(data: bytes, path: Path, given: str) -> tuple[str, str, tuple[Finding, ...]]:
    if not given and data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        try:
            notice = finding("FILE_ENCODING_TRIED", path, encoding="UTF-16", readings=("-",))
            return data.decode("utf-16").lstrip("\ufeff"), "utf-16", (notice,)
        except UnicodeDecodeError:
            raise refuse("FILE_ENCODING_UNCLEAR", path, declared="", readings=("-",)) from None
    if data.startswith(b"\xef\xbb\xbf"):
        data, given = data[3:], given or "utf-8"
    choice = choose(data.split(b"\n"), "", given)
    if not choice.encoding:
        code = "FILE_ENCODING_CONTRADICTION" if choice.declared else "FILE_ENCODING_UNCLEAR"
        raise refuse(code, path, declared=choice.declared, readings=choice.readings or ("-",))
    notices: tuple[Finding, ...] = ()
    if choice.reason == "tried" and choice.encoding != "utf-8":
        notices = (
            finding("FILE_ENCODING_TRIED", path, encoding=choice.encoding.upper(),
                    readings=choice.readings),
        )  # fmt: skip
    return data.decode(choice.encoding), choice.encoding, notices


def _delimiter(text: str, path: Path) -> str:
    """Return the sign that most often separates cells in the first lines."""
    head = text[:20_000]
    counts = {sign: head.count(sign) for sign in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda sign: counts[sign])
    if not counts[best] and any(sign in head for sign in "，；"):
        raise refuse("TABLE_DELIMITER", path)
    return best


def _cells(text: str, delimiter: str, path: Path) -> tuple[list[list[str]], list[int]]:
    """Return rows and the line where each begins; blank lines are left out."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    numbers: list[int] = []
    begin = 1
    try:
        for row in reader:
            if any(map(str.strip, row)):
                rows.append(row)
                numbers.append(begin)
            begin = reader.line_num + 1
            if len(rows) > MOST_ROWS + 100:
                raise refuse("FILE_TOO_MANY_ROWS", path, rows=len(rows), limit=MOST_ROWS)
    except csv.Error:
        raise refuse("TABLE_QUOTE", path, begin) from None
    width = max((len(row) for row in rows), default=0)
    if width > MOST_COLUMNS:
        raise refuse("FILE_TOO_MANY_COLUMNS", path, columns=width, limit=MOST_COLUMNS)
    ragged = [
        finding("TABLE_RAGGED", path, number, found=len(row), wanted=width)
        for row, number in zip(rows, numbers, strict=True)
        if len(row) != width
    ]
    if ragged:
        raise Failure(Exit.INPUT, ragged[:1000])
    return rows, numbers
