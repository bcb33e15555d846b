"""JSON and CSV as the folder holds them: UTF-8, one order, the same bytes everywhere."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON that people can read and compare line by line."""
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def write_csv(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]], *, verbatim: bool = False
) -> None:
    """Write a table as CSV with a byte order mark, so that Excel and WPS read the Chinese.

    Parameters
    ----------
    verbatim
        Keep text as it is; otherwise a text that a spreadsheet would calculate gets a leading
        apostrophe (OWASP, CSV injection).
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([value if verbatim else _neutral(value) for value in row])
    path.write_bytes("\ufeff".encode() + buffer.getvalue().encode())


def _neutral(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
