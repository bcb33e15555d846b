"""What a document, a table and a figure of the dossier hold, before any file format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

Value = str | int | float | None
"""A cell: text, a number, or ``None`` for what is unknown and stays a visible blank."""

BLANK = "＿＿＿＿"
"""What is unknown: a line to write on, never a guess."""
OPEN = "待填"
"""The same in a cell of a table."""
NONE = "—"
"""What does not apply, such as the state before of a new community."""
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


class Format(StrEnum):
    """How a column's values are shown."""

    TEXT = "text"
    WHOLE = "whole"
    KM2 = "km2"
    ONE = "one"


class Style(StrEnum):
    """Kinds of paragraphs of an official document."""

    BODY = "body"
    PLAIN = "plain"
    CENTRE = "centre"
    RIGHT = "right"
    NOTE = "note"
    TIGHT = "tight"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 一、 (黑体), level 2 （一） (楷体), level 3 1. (仿宋, bold)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of text.

    Parameters
    ----------
    keep
        Stays on one page with what follows: signatures never stand alone.
    """

    text: str
    style: Style = Style.BODY
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """The centred title that begins an annex on a new page."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    group
        Text of the head above several columns; empty for a column that stands alone.
    width
        Relative width.
    total
        Whether the last row adds the column up.
    minus
        Indices of two columns whose difference this one is; a formula in a workbook.
    """

    title: str
    width: float = 1.0
    format: Format = Format.TEXT
    group: str = ""
    total: bool = False
    minus: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its notes; the same in a workbook and in a document.

    Parameters
    ----------
    sheet
        Short name of the worksheet.
    total
        Text of the first cell of the total row; empty without one.
    wide
        Stands on a landscape page.
    blank_rows
        Empty rows to fill in by hand.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    sheet: str = ""
    total: str = ""
    notes: tuple[str, ...] = ()
    wide: bool = False
    blank_rows: int = 0

    @property
    def label(self) -> int:
        """Position of the word 合计: the widest of the columns before the first total."""
        first = next(index for index, column in enumerate(self.columns) if column.total)
        before = range(first) if first else range(1, len(self.columns))
        return max(before, key=lambda index: (self.columns[index].width, -index))

    def sums(self) -> tuple[Value, ...]:
        """Return the values of the total row; columns that do not add up are ``None``."""
        return tuple(
            self._sum(index) if column.total else None for index, column in enumerate(self.columns)
        )

    def lines(self) -> list[list[str]]:
        """Return all rows below the head as texts, the total last."""
        found = [
            [OPEN if value is None else show(value, column) for value, column in pairs]
            for pairs in (list(zip(row, self.columns, strict=True)) for row in self.rows)
        ]
        found += [[""] * len(self.columns) for _ in range(self.blank_rows)]
        if self.total:
            sums = zip(self.sums(), self.columns, strict=True)
            last = [show(value, column) for value, column in sums]
            last[self.label] = self.total
            found.append(last)
        return found

    def _sum(self, index: int) -> Value:
        whole: int | float = 0
        numbers = [value for row in self.rows if not isinstance(value := row[index], str | None)]
        for value in numbers:
            whole += value
        return round(whole, 3) if numbers else None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture on a page, with its caption."""

    path: Path
    caption: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Title | Table | Figure | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the dossier.

    Parameters
    ----------
    name
        File name without suffix.
    title
        Lines of the title, broken where an official would break them.
    marks
        Words on every page: state of the draft, 示例数据, 不完整.
    check_code
        Short code of the manifest for every footer.
    """

    name: str
    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    marks: tuple[str, ...] = ()
    check_code: str = ""
    wide: bool = False


def clean(text: str) -> str:
    """Return a text without the characters that break files or reverse what a reader sees."""
    return _CONTROL.sub("", text)


def show(value: Value, column: Column) -> str:
    """Return a cell as a reader sees it in a document."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value)
    if column.format is Format.KM2:
        return f"{value:.3f}"
    if column.format is Format.ONE:
        return f"{value:.1f}"
    return str(value)


def body(*texts: str) -> tuple[Paragraph, ...]:
    """Return paragraphs of body text; empty texts are left out."""
    return tuple(Paragraph(text) for text in texts if text)


def listed(items: Sequence[str], end: str = "") -> str:
    """Return items joined as Chinese lists are."""
    return "、".join(items) + end
