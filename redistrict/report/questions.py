"""The questions of an import as a workbook to fill in; every cell is text, so that 0012 stays."""

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

WIDTHS = (8, 22, 7, 26, 30, 26, 26, 30)
ANSWER, REASON = 5, 6
FIXED = datetime(2000, 1, 1)


def write_questions(
    path: Path, title: str, head: Sequence[str], rows: Sequence[Sequence[str]], note: str
) -> None:
    """Write the workbook: the same bytes for the same rows.

    Parameters
    ----------
    rows
        One per question; the cells of answer and reason are coloured where nothing stands in them.
    note
        How to answer, as a comment on the head of the answers.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False,
               "strings_to_urls": False}  # fmt: skip
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": FIXED})
        sheet = book.add_worksheet(title)
        text = {"num_format": "@", "text_wrap": True, "valign": "top", "border": 1}
        plain = book.add_format(text)
        asked = book.add_format({**text, "bg_color": "#FFF6D6"})
        top = book.add_format({**text, "bold": True, "bg_color": "#E8EDF4"})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width, plain)
        for column, name in enumerate(head):
            sheet.write_string(0, column, name, top)
        sheet.write_comment(0, ANSWER, note, {"x_scale": 3})
        for row, cells in enumerate(rows, start=1):
            for column, cell in enumerate(cells):
                form = asked if column in (ANSWER, REASON) else plain
                sheet.write_string(row, column, cell, form)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    path.write_bytes(buffer.getvalue())
