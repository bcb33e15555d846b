"""Tables whose heads repeat, whose rows stay whole and whose columns fit the page."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Text

from redistrict.report.dossier.content import Format, Paragraph, Style, Table
from redistrict.report.dossier.word.fonts import BODY, HEI, TABLE_PT, set_font
from redistrict.report.dossier.word.text import add_paragraph, free_of_grid

_SMALL_PT, _MANY = 9.0, 9
"""Size of the letters in a table with more than so many columns."""
_MARGIN_TWIPS = "40"
"""Space beside the text of a cell, 0.7 mm: many columns share a page."""
_FEW_ROWS, _WITH_NOTES = 5, 2
"""A table of so few rows stands on one page; so many rows stay with the notes."""
_WIDTH_MM = {False: 156.0, True: 225.0}


def add_table(word: Any, table: Table, titled: bool = False) -> None:
    """Write a table with its title above and its notes below.

    Parameters
    ----------
    titled
        A title stands right above already: the table's own would say it twice.
    """
    caption = word.add_paragraph()
    caption.paragraph_format.keep_with_next = True
    if titled:
        caption.paragraph_format.line_spacing = Pt(4)
        free_of_grid(caption)
    else:
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        set_font(caption.add_run(table.title), HEI, 14)
    size = _SMALL_PT if len(table.columns) > _MANY else TABLE_PT
    heads = _heads(table)
    bottom = table.lines()
    grid = word.add_table(rows=len(heads), cols=len(table.columns))
    _lines(grid)
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    widths = _widths(table)
    for index, texts in enumerate(heads):
        for position, text in enumerate(texts):
            _fill(grid.cell(index, position), text, HEI, size=size)
        _repeat(grid.rows[index])
    _merge_heads(grid, table, len(heads), size)
    for texts in bottom:
        cells = grid.add_row().cells
        for position, text in enumerate(texts):
            left = table.columns[position].format is Format.TEXT and len(text) > 8
            _fill(cells[position], text, BODY, left, size)
    _hold_together(grid, len(heads), noted=bool(table.notes))
    for row in grid.rows:
        _keep_whole(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    for at, note in enumerate(table.notes, 1):
        add_paragraph(word, Paragraph(note, Style.NOTE))
        word.paragraphs[-1].paragraph_format.keep_with_next = at < len(table.notes)


def _lines(grid: Any) -> None:
    """Draw all lines of a table, whatever styles the file knows."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), _MARGIN_TWIPS)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = grid._tbl.tblPr  # noqa: SLF001 - python-docx knows borders by styles alone
    # The schema has an order, and Word refuses files that do not keep to it.
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(margins, "w:tblLook")


def _heads(table: Table) -> list[list[str]]:
    titles = [column.title for column in table.columns]
    if not any(column.group for column in table.columns):
        return [titles]
    return [[column.group or column.title for column in table.columns], titles]


def _widths(table: Table) -> list[float]:
    whole = sum(column.width for column in table.columns)
    return [column.width / whole * _WIDTH_MM[table.wide] for column in table.columns]


def _merge_heads(grid: Any, table: Table, levels: int, size: float) -> None:
    if levels == 1:
        return
    start = 0
    while start < len(table.columns):
        group = table.columns[start].group
        end = start
        while group and end + 1 < len(table.columns) and table.columns[end + 1].group == group:
            end += 1
        if group:
            _join(grid.cell(0, start), grid.cell(0, end), group, size)
        else:
            _join(grid.cell(0, start), grid.cell(1, start), table.columns[start].title, size)
        start = end + 1


def _join(first: Any, last: Any, text: str, size: float) -> None:
    cell = first.merge(last) if first is not last else first
    for extra in cell.paragraphs[1:]:
        extra._element.getparent().remove(extra._element)  # noqa: SLF001
    for run in cell.paragraphs[0].runs:
        run._element.getparent().remove(run._element)  # noqa: SLF001
    _fill(cell, text, HEI, size=size)


def _fill(cell: Any, text: str, font: str, left: bool = False, size: float = TABLE_PT) -> None:
    old = cell.paragraphs[0]._element  # noqa: SLF001
    new = deepcopy(_pattern(font, left, size))
    Text(new, None).runs[0].text = text  # type: ignore[arg-type]
    old.getparent().replace(old, new)
    properties = cell._element.get_or_add_tcPr()  # noqa: SLF001
    if properties.find(qn("w:vAlign")) is None:
        middle = OxmlElement("w:vAlign")
        middle.set(qn("w:val"), "center")
        properties.append(middle)


@cache
def _pattern(font: str, left: bool, size: float) -> Any:
    """Return the paragraph of a cell without its text: a table has thousands that are alike."""
    made = OxmlElement("w:p")
    paragraph = Text(made, None)  # type: ignore[arg-type]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
    layout = paragraph.paragraph_format
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.line_spacing = Pt(size + 3.5)
    layout.space_before = layout.space_after = Pt(1)
    free_of_grid(paragraph)
    set_font(paragraph.add_run(""), font, size)
    return made


def _repeat(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001


def _hold_together(grid: Any, heads: int, *, noted: bool) -> None:
    """Keep the head with the first row, and the last rows with the notes.

    A head alone at the foot of a page swallows the table in LibreOffice, and notes alone make a
    page of one line.
    """
    rows = list(grid.rows)
    short = len(rows) - heads <= _FEW_ROWS
    first = rows if short else rows[: heads + 1]
    last = rows[-_WITH_NOTES:] if noted else []
    for row in (*first, *last) if noted else first[: len(rows) - 1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
