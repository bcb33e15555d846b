"""Tables for a terminal; a Chinese character is two columns wide."""

import re
import unicodedata
from collections.abc import Sequence

TERMINAL = 100
"""Columns that a terminal is taken to have."""
NARROWEST = 8
"""Columns of a terminal below which no heading is broken."""
_WORDS = re.compile("(?:[!-~]+|[^!-~])[，。；：、！？）”》]* ?")
"""What is not broken: words and Chinese characters, each with the marks after it."""


def width(text: str) -> int:
    """Return the columns a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return lines with aligned columns: the first to the left, the others to the right.

    Where the table is wider than a terminal, headings are broken into several lines.
    """
    columns = list(zip(header, *rows, strict=True))
    whole = [max(width(cell) for cell in column) for column in columns]
    narrow = sum(whole) + 2 * len(whole) <= TERMINAL
    broken = [
        [heading] if narrow else _broken(heading, max([NARROWEST, *map(width, cells)]))
        for heading, *cells in columns
    ]
    height = max(len(lines) for lines in broken)
    top = list(zip(*([""] * (height - len(lines)) + lines for lines in broken), strict=True))
    widths = [max(width(cell) for cell in column) for column in zip(*top, *rows, strict=True)]
    headings = [_line(row, widths) for row in top]
    rule = "-" * max(width(line) for line in headings)
    return [*headings, rule, *(_line(row, widths) for row in rows)]


def clipped(text: str, most: int) -> str:
    """Return a text in at most so many columns, its middle left out where it is longer."""
    if width(text) <= most:
        return text
    head, tail = "", ""
    for char in text:
        if width(head + char) > most // 2 - 1:
            break
        head += char
    for char in reversed(text):
        if width(head + char + tail) > most - 1:
            break
        tail = char + tail
    return f"{head}…{tail}"


def wrapped(text: str, indent: str = "") -> list[str]:
    """Return a text in lines that fit a terminal; Chinese breaks anywhere but before a mark."""
    lines = [indent]
    for word in _WORDS.findall(text):
        if lines[-1] != indent and width(lines[-1] + word.rstrip()) > TERMINAL:
            lines.append(indent)
        lines[-1] += word if lines[-1] != indent else word.lstrip()
    return [line.rstrip() for line in lines]


def _broken(heading: str, space: int) -> list[str]:
    """Return a heading in lines no wider than a space, words whole; Chinese breaks anywhere."""
    lines = [""]
    for word in re.findall(r"[ -~]+?(?= |$|[^ -~])|（?[^ -~]）?| +", heading):
        if lines[-1] and width(lines[-1] + word.rstrip()) > space:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return [line.rstrip() for line in lines]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    parts = []
    for index, (cell, space) in enumerate(zip(cells, widths, strict=True)):
        gap = " " * (space - width(cell))
        parts.append(cell + gap if index == 0 else gap + cell)
    return "  ".join(parts).rstrip()
