"""CSV read strictly: every row as long as the header, every text whole."""

import csv
import io
from pathlib import Path

from redistrict.domain.findings import Finding
from redistrict.witness.table import (
    Table,
    all_or_refuse,
    broken_text,
    content,
    malformed,
    unique_columns,
)


def read(path: Path) -> Table:
    """Return a CSV file in UTF-8 (with or without BOM) or, where it is not that, GB18030.

    Raises
    ------
    Failure
        ``WITNESS_*`` findings; nothing is repaired.
    """
    return parse(path, decode(path, content(path)))


def parse(path: Path, text: str) -> Table:
    """Return the table of a text in CSV form."""
    if "\0" in text:
        raise malformed(path, "WITNESS_TEXT_BROKEN")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    start = 1
    try:
        for record in reader:
            if record:
                rows.append(tuple(record))
                numbers.append(start)
            start = reader.line_num + 1
    except csv.Error:
        raise malformed(path, "WITNESS_CSV_BROKEN", line=reader.line_num) from None
    if not rows:
        raise malformed(path, "WITNESS_FILE_EMPTY")
    columns = unique_columns(path, rows[0])
    table = Table(path.name, "", columns, tuple(rows[1:]), tuple(numbers[1:]))
    all_or_refuse(
        Finding(
            "WITNESS_ROW_LENGTH",
            table.place(row),
            {"cells": len(cells), "columns": len(columns)},
        )
        for row, cells in enumerate(rows[1:])
        if len(cells) != len(columns)
    )
    all_or_refuse(
        Finding("WITNESS_CELL_BROKEN", table.place(row, column), {"text": repr(cell)})
        for row, cells in enumerate(rows[1:])
        for column, cell in zip(columns, cells, strict=True)
        if broken_text(cell)
    )
    return table


def decode(path: Path, data: bytes) -> str:
    """Return bytes as text: UTF-8 strictly, else GB18030 strictly."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise malformed(path, "WITNESS_TEXT_BROKEN")
