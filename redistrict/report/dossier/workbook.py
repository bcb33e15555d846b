"""Tables as an Excel file: totals as formulas with their values, texts that stay texts."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from redistrict.report.dossier.archive import stable_zip
from redistrict.report.dossier.content import OPEN, Column, Format, Table, Value, clean

_EPOCH = datetime(2000, 1, 1)
"""a fixed date of the file, so that bytes repeat"""
_SHAPE = {Format.WHOLE: "0", Format.KM2: "0.000", Format.ONE: "0.0", Format.TEXT: "@"}
_WIDTH = 10
"""Letters of half width in a column of relative width 1."""
_LINE_PT = 14.0
_WORD = re.compile(r"[A-Za-z]+")
_BOLD = 1.4
"""Width of a bold letter and its share of the margin; no title breaks within a word."""
_TOP = 3
"""Title, marks, then the two lines of the head."""


def write_workbook(
    tables: Sequence[Table], path: Path, marks: Sequence[str], check_code: str, lacking: str = OPEN
) -> Path:
    """Write tables as worksheets of one workbook; the same tables always give the same bytes.

    Text cells carry the text format: no value from data ever becomes a formula, neither when the
    file is opened nor when somebody edits the cell.

    Parameters
    ----------
    lacking
        What a cell says whose value is not known.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": _EPOCH, "author": "", "comments": ""})
        book.set_calc_mode("auto")
        sheet_writer = _Writer(book, lacking)
        for table in tables:
            sheet = book.add_worksheet(table.sheet)
            sheet_writer.write(sheet, table, " · ".join(marks))
            sheet.set_footer(f"&C&P / &N&R{check_code}")
    path.write_bytes(stable_zip(buffer.getvalue()))
    return path


class _Writer:
    """Writes one table at a time with the workbook's formats."""

    def __init__(self, book: Any, lacking: str) -> None:
        self.lacking = lacking
        base = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}
        cell = base | {"border": 1, "text_wrap": True}
        self.title = book.add_format(base | {"bold": True, "font_size": 14, "align": "center"})
        self.mark = book.add_format(base | {"align": "right", "font_color": "#555555"})
        self.head = book.add_format(cell | {"bold": True, "align": "center", "bg_color": "#EEEEEE"})
        self.open = book.add_format(cell | {"align": "center", "bg_color": "#FFF2CC"})
        self.note = book.add_format(base | {"text_wrap": True, "valign": "top"})
        self.cell = {
            kind: book.add_format(
                cell | {"num_format": shape, "align": "left" if kind is Format.TEXT else "right"}
            )
            for kind, shape in _SHAPE.items()
        }
        self.sum = {
            kind: book.add_format(cell | {"num_format": shape, "bold": True, "align": "right"})
            for kind, shape in _SHAPE.items()
        }

    def write(self, sheet: Any, table: Table, marks: str) -> None:
        """Write title, head, rows, total and notes."""
        last = len(table.columns) - 1
        sheet.merge_range(0, 0, 0, last, "", self.title)
        sheet.write_string(0, 0, table.title, self.title)
        sheet.merge_range(1, 0, 1, last, "", self.mark)
        sheet.write_string(1, 0, marks, self.mark)
        first = self._heads(sheet, table)
        for number, row in enumerate(table.rows):
            for position, value in enumerate(row):
                self._value(sheet, first + number, position, value, table.columns[position])
            texts = [self.lacking if value is None else str(value) for value in row]
            sheet.set_row(first + number, _height(texts, table.columns))
        bottom = first + len(table.rows)
        for extra in range(table.blank_rows):
            for position in range(last + 1):
                sheet.write_blank(bottom + extra, position, None, self.cell[Format.TEXT])
        bottom += table.blank_rows
        if table.total:
            bottom = self._total(sheet, table, first, bottom)
        for number, note in enumerate(table.notes):
            sheet.merge_range(bottom + number, 0, bottom + number, last, "", self.note)
            sheet.write_string(bottom + number, 0, note, self.note)
            across = Column("", sum(column.width for column in table.columns))
            sheet.set_row(bottom + number, _height([note], [across]))
        self._page(sheet, table, first)

    def _heads(self, sheet: Any, table: Table) -> int:
        """Write the head and return the first row of data."""
        height = _height([column.title for column in table.columns], table.columns)
        if not any(column.group for column in table.columns):
            sheet.set_row(_TOP - 1, height)
            for position, column in enumerate(table.columns):
                sheet.write_string(_TOP - 1, position, column.title, self.head)
            return _TOP
        sheet.set_row(_TOP, height)
        start = 0
        for position, column in enumerate(table.columns):
            after = table.columns[position + 1].group if position + 1 < len(table.columns) else ""
            if not column.group:
                sheet.merge_range(_TOP - 1, position, _TOP, position, column.title, self.head)
                start = position + 1
                continue
            sheet.write_string(_TOP, position, column.title, self.head)
            if after != column.group:
                sheet.merge_range(_TOP - 1, start, _TOP - 1, position, column.group, self.head)
                start = position + 1
        return _TOP + 1

    def _value(self, sheet: Any, row: int, position: int, value: Value, column: Column) -> None:
        style = self.cell[column.format]
        if value is None:
            sheet.write_string(row, position, self.lacking, self.open)
        elif isinstance(value, str):
            sheet.write_string(row, position, clean(value), self.cell[Format.TEXT])
        elif column.minus:
            more, less = (xl_rowcol_to_cell(row, item) for item in column.minus)
            sheet.write_formula(row, position, f"=N({more})-N({less})", style, value)
        else:
            sheet.write_number(row, position, value, style)

    def _total(self, sheet: Any, table: Table, first: int, bottom: int) -> int:
        for position, (column, value) in enumerate(zip(table.columns, table.sums(), strict=True)):
            if position == table.label:
                sheet.write_string(bottom, position, table.total, self.head)
            elif value is None:
                sheet.write_blank(bottom, position, None, self.head)
            else:
                top, end = (xl_rowcol_to_cell(item, position) for item in (first, bottom - 1))
                sheet.write_formula(
                    bottom, position, f"=SUM({top}:{end})", self.sum[column.format], value
                )
        return bottom + 1

    def _page(self, sheet: Any, table: Table, first: int) -> None:
        for position, column in enumerate(table.columns):
            words = (len(word) for word in _WORD.findall(column.title))
            least = _BOLD * max(words, default=0)
            sheet.set_column(position, position, max(_WIDTH * column.width, least))
        if table.wide:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_TOP - 1, first - 1)
        sheet.freeze_panes(first, 0)


def _height(texts: Sequence[str], columns: Sequence[Column]) -> float:
    """Return the height of a row in points: wrapped texts are not measured by every office suite.

    A Chinese character is as wide as two Latin letters.
    """
    lines = 1
    for text, column in zip(texts, columns, strict=True):
        wide = sum(2 if east_asian_width(letter) in "FWA" else 1 for letter in clean(text))
        lines = max(lines, ceil(wide / max(2, _WIDTH * column.width - 1)))
    return _LINE_PT * lines + 3
