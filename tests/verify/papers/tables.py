"""Ways to spoil the workbook of tables."""

import re
from pathlib import Path

from tests.verify.papers.folder import TABLES, sheet, swap, zipped
from tests.verify.papers.spoil import spoil

CODE = re.compile(r"[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}")


@spoil("SHEET_CELL_DIFFERS", "tables")
def table_of_communities(folder: Path) -> None:
    zipped(folder / TABLES, sheet(folder, "1 "), swap("<v>4500</v>", "<v>4501</v>"))


@spoil("SHEET_CELL_DIFFERS", "tables")
def table_of_movers(folder: Path) -> None:
    zipped(folder / TABLES, sheet(folder, "2 "), swap("<v>900</v>", "<v>901</v>"))


@spoil("PRINTED_CHANGE", "tables")
def table_of_movers_short(folder: Path) -> None:
    zipped(folder / TABLES, sheet(folder, "2 "),
           lambda cells: re.sub(r"<row r=\"9\".*?</row>", "", cells))  # fmt: skip


@spoil("SHEET_ROW_UNKNOWN", "tables")
def table_of_movers_of_no_unit(folder: Path) -> None:
    zipped(folder / TABLES, sheet(folder, "2 "),
           lambda cells: re.sub(r'(<c r="D5"[^>]*>)<v>\d+</v>', r"\1<v>0</v>", cells))  # fmt: skip


@spoil("SHEET_CELL_DIFFERS", "tables")
def table_of_subdistricts(folder: Path) -> None:
    zipped(folder / TABLES, sheet(folder, "3 "), swap("<v>5</v>", "<v>6</v>"))


@spoil("PRINTED_FOREIGN", "faults")
def table_total(folder: Path) -> None:
    zipped(folder / TABLES, sheet(folder, "2 "), swap("<v>2400</v>", "<v>2399</v>"))


@spoil("PRINTED_FOREIGN", "faults")
def table_calls_a_program(folder: Path) -> None:
    call = "<f>cmd|'/c calc'!A0</f>"
    zipped(folder / TABLES, sheet(folder, "1 "),
           lambda cells: re.sub(r"<f>SUM[^<]*</f>", call, cells, count=1))  # fmt: skip


@spoil("PRINTED_CODE", "codes")
def table_code(folder: Path) -> None:
    zipped(folder / TABLES, sheet(folder, "1 "),
           lambda cells: CODE.sub("0-0", cells))  # fmt: skip
    zipped(folder / TABLES, sheet(folder, "2 "),
           lambda cells: CODE.sub("0000-0000-0000", cells))  # fmt: skip


@spoil("PRINTED_BROKEN")
def table_of_alternatives_in_words(folder: Path) -> None:
    zipped(folder / TABLES, sheet(folder, "6 "),
           swap('<c r="H4" s="11"><v>', '<c r="H4" s="11" t="str"><v>about '))  # fmt: skip


@spoil("PRINTED_BROKEN")
def table_no_workbook(folder: Path) -> None:
    (folder / TABLES).write_bytes(b"PK")


@spoil("PRINTED_BROKEN")
def table_without_a_sheet(folder: Path) -> None:
    zipped(folder / TABLES, r"xl/workbook\.xml", swap('name="1 ', 'name="8 '))


@spoil("PRINTED_BROKEN")
def table_without_a_column(folder: Path) -> None:
    zipped(folder / TABLES, r"xl/sharedStrings\.xml", swap(">原社区<", ">旧社区<"))
