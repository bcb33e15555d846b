"""Read finished documents back, the way an official's program would."""

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl

Row = list[str]


def text_of(path: Path) -> str:
    """Return all text of a Word file: paragraphs, cells, heads and feet."""
    word = docx.Document(str(path))
    parts = [paragraph.text for paragraph in word.paragraphs]
    parts += [" ".join(row) for table in tables_of(path) for row in table]
    for section in word.sections:
        for end in (section.header, section.footer, section.even_page_footer):
            parts += [paragraph.text for paragraph in end.paragraphs]
    return "\n".join(parts)


def tables_of(path: Path) -> list[list[Row]]:
    """Return the tables of a Word file as texts."""
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in docx.Document(str(path)).tables
    ]


def word_files(folder: Path) -> list[Path]:
    """Return all Word files of a dossier."""
    return sorted(folder.rglob("*.docx"))


def sheet(folder: Path, start: str, *, formulas: bool = False) -> list[list[object]]:
    """Return the rows of a worksheet whose name begins so."""
    path = next(folder.glob("*.xlsx"))
    book = openpyxl.load_workbook(path, data_only=not formulas)
    name = next(name for name in book.sheetnames if name.startswith(start))
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def add_up(formula: str, rows: list[list[object]]) -> float:
    """Return what a SUM over one column gives, from the values of the sheet."""
    match = re.fullmatch(r"=SUM\(([A-Z]+)(\d+):[A-Z]+(\d+)\)", formula)
    assert match, formula
    column = openpyxl.utils.column_index_from_string(match[1]) - 1
    return sum(_numbers(rows[int(match[2]) - 1 : int(match[3])], column))


def _numbers(rows: list[list[object]], column: int) -> Iterator[float]:
    for row in rows:
        if isinstance(row[column], int | float):
            yield float(str(row[column]))
