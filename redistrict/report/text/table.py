"""Tables for a terminal; a Chinese character is two columns wide."""

import unicodedata
from collections.abc import Sequence


def width(text: str) -> int:
    """Return the columns a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return lines with aligned columns: the first to the left, the others to the right."""
    columns = list(zip(header, *rows, strict=True))
    widths = [max(width(cell) for cell in column) for column in columns]
    lines = [_line(row, widths) for row in (header, *rows)]
    return [lines[0], "-" * width(lines[0].rstrip()), *lines[1:]]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    parts = []
    for index, (cell, space) in enumerate(zip(cells, widths, strict=True)):
        gap = " " * (space - width(cell))
        parts.append(cell + gap if index == 0 else gap + cell)
    return "  ".join(parts).rstrip()
