"""Tables and texts as the witness reads them, and every way in which a file can fail its form."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.witness import (
    delimited,
    documents,
    ledgers,
    opening,
    sites,
    table,
    workbook,
)
from redistrict.witness.keys import Keys
from tests.verify import golden

KEPT = golden.Kept("formats.txt")


def refused(read: Callable[[], object]) -> tuple[str, dict[str, Any]]:
    """Return code and facts of the one finding that refuses a file."""
    with pytest.raises(Failure) as raised:
        read()
    KEPT.hold_here(raised.value.findings)
    (finding,) = raised.value.findings[:1]
    return finding.code, dict(finding.facts)


def put(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", 12), (" 12 ", 12), ("12.0", 12), ("12.", None), ("12.5", None), ("012", None),
        ("0", 0), ("-1", None), ("１２", None), ("1e3", None), ("", None), ("9" * 12, 10**12 - 1),
        ("9" * 13, None), (None, None), (True, None), (7, 7), (7.0, 7), (7.5, None), (-7, None),
    ],
)  # fmt: skip
def test_a_whole_number_is_exactly_one(cell: table.Cell, number: int | None) -> None:
    assert table.whole(cell) == number


@pytest.mark.parametrize(
    ("cell", "words"),
    [(None, ""), (True, "true"), (False, "false"), (3.0, "3"), (3.5, "3.5"), (3, "3"), ("a", "a"),
     (2.0**60, repr(2.0**60)), (2.0**53, repr(2.0**53)), (2.0**53 - 1, str(2**53 - 1))],
)  # fmt: skip
def test_a_cell_as_text(cell: table.Cell, words: str) -> None:
    assert table.text(cell) == words


def test_signs_that_break_a_text() -> None:
    broken = [sign for sign in map(chr, (0, 31, 32, 126, 127, 159, 160, 0xD7FF, 0xD800, 0xDFFF,
                                         0xE000)) if table.broken_text(f"a{sign}")]  # fmt: skip
    assert broken == ["\0", "\x1f", "\x7f", "\x9f", "\ud800", "\udfff"]


def test_what_is_no_file(tmp_path: Path) -> None:
    assert refused(lambda: table.content(tmp_path))[0] == "WITNESS_FILE_MISSING"
    assert table.sha256(tmp_path / "none") == ""
    small = table.Table("a.csv", "", ("x",), (("1",),), (2,))
    code, facts = refused(lambda: small.column("y"))
    assert (code, facts) == ("WITNESS_COLUMN_MISSING", {"wanted": "y", "columns": ("x",)})


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ('{"a": 1, "a": 2}', "WITNESS_KEY_TWICE", {"key": "a"}),
        ('{"a": NaN}', "WITNESS_NUMBER_BROKEN", {"text": "NaN"}),
        ('\n{"a": }', "WITNESS_JSON_BROKEN", {"line": 2}),
        ("[" * 100_000, "WITNESS_JSON_BROKEN", {"line": 1}),
        ("9" * 5000, "WITNESS_JSON_BROKEN", {"line": 1}),
        (b"\xff", "WITNESS_TEXT_BROKEN", {}),
    ],
)
def test_documents(tmp_path: Path, text: str | bytes, code: str, facts: dict[str, Any]) -> None:
    path = put(tmp_path / "d.json", text)
    assert refused(lambda: documents.read_json(path)) == (code, facts)
    assert documents.read_json(put(path, b'\xef\xbb\xbf{"a": 1.5}')) == {"a": 1.5}


@pytest.mark.parametrize("text", [b"a = \xff", b"a = ", b"a = 1\na = 2"])
def test_scenarios(tmp_path: Path, text: bytes) -> None:
    path = put(tmp_path / "s.toml", text)
    assert refused(lambda: documents.read_toml(path))[0] == "WITNESS_TOML_BROKEN"


def test_rows_of_csv_keep_their_numbers(tmp_path: Path) -> None:
    """Empty lines are no rows; a cell of two lines counts as two."""
    read = delimited.read(put(tmp_path / "a.csv", b'\xef\xbb\xbfa,b\n1,"x"\n\n3,4\n'))
    assert (read.columns, read.rows, read.numbers) == (("a", "b"), (("1", "x"), ("3", "4")), (2, 4))
    code, facts = refused(lambda: delimited.read(put(tmp_path / "b.csv", "a,b\n1\n")))
    assert (code, facts) == ("WITNESS_ROW_LENGTH", {"cells": 1, "columns": 2})
    assert refused(lambda: delimited.read(put(tmp_path / "c.csv", 'a\n"1\n')))[0] == (
        "WITNESS_CSV_BROKEN"
    )


KEYS = {"text": 1, "texts": ["a", 1], "pairs": [["a"]], "whole": -1, "number": True, "flag": 1,
        "table": 1, "tables": [1]}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(KEYS))
def test_a_key_of_another_kind(kind: str) -> None:
    keys = Keys(Path("s.toml"), "a", {"k": KEYS[kind]})
    ask = getattr(keys, kind)
    with pytest.raises(Failure) as raised:
        ask("k", 1.0) if kind == "number" else ask("k")
    assert raised.value.exit_code is Exit.SCENARIO
    (finding,) = raised.value.findings
    assert (finding.code, finding.place.file, finding.place.column) == (
        "WITNESS_KEY_WRONG", "s.toml", "a.k",
    )  # fmt: skip
    with pytest.raises(Failure):
        Keys(Path("s.toml"), "", {"k": "x"}).pairs("k")
    with pytest.raises(Failure):
        Keys(Path("s.toml"), "", {"k": "x"}).tables("k")


def test_keys_that_are_there_or_not() -> None:
    keys = Keys(Path("s.toml"), "", {"n": 0, "p": [["a", "b"]], "t": [{"x": "y"}], "f": False})
    assert (keys.number("n", 5.0), keys.number("m", 5.0)) == (0.0, 5.0)
    assert (keys.whole("n"), keys.whole("m"), keys.whole("m", 3)) == (0, None, 3)
    assert keys.pairs("p") == (("a", "b"),)
    assert [(item.name, item.text("x")) for item in keys.tables("t")] == [("t[1]", "y")]
    assert (keys.flag("f"), keys.flag("g")) == (False, None)
    assert (keys.texts("none", ("d",)), keys.text("none", "d")) == (("d",), "d")
    assert keys.table("u").table("v").name == "u.v"


def book(path: Path, **sheets: list[list[Any]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        page = made.create_sheet(title)
        for row in rows:
            page.append(row)
    made.save(path)
    return path


def test_workbooks(tmp_path: Path) -> None:
    path = book(tmp_path / "l.xlsx", A=[[None], ["id", "n", None], ["x", 1.5], [None], [True, 2]])
    read = workbook.read(path)
    assert (read.sheet, read.columns, read.numbers) == ("A", ("id", "n"), (3, 5))
    assert read.rows == (("x", 1.5), ("1", 2))
    two = book(tmp_path / "m.xlsx", A=[["id"], ["x"]], B=[["id"], ["y"]])
    assert refused(lambda: workbook.read(two)) == ("WITNESS_LAYER_OPEN", {"layers": ("A", "B")})
    assert workbook.read(two, "B").rows == (("y",),)
    assert opening.table(two, "B").rows == (("y",),)
    code, facts = refused(lambda: workbook.read(two, "C"))
    assert (code, facts) == ("WITNESS_LAYER_MISSING", {"layer": "C", "layers": ("A", "B")})
    empty = book(tmp_path / "e.xlsx", A=[])
    assert refused(lambda: workbook.read(empty, "A"))[0] == "WITNESS_FILE_EMPTY"
    long = book(tmp_path / "f.xlsx", A=[["id"], [440106198001012345]])
    assert refused(lambda: workbook.read(long))[0] == "WITNESS_CELL_BROKEN"
    dated = openpyxl.load_workbook(path)
    dated["A"]["B3"] = __import__("datetime").date(2026, 9, 1)
    dated.save(path)
    assert workbook.read(path).rows[0][1] == "2026-09-01 00:00:00"


def test_cells_of_raw_ledgers(tmp_path: Path) -> None:
    """Cells merged downwards hold their text in every row, those merged sideways in one."""
    made = openpyxl.Workbook()
    page: Any = made.active
    for row in (["c", "n", "x"], ["甲", 3, True], [None, 4.0, None], [None, None, "z"]):
        page.append(row)
    page.merge_cells("A2:A3")
    page.merge_cells("B4:C4")
    made.save(tmp_path / "l.xlsx")
    rows = ledgers.cells(tmp_path / "l.xlsx", "")
    assert rows == {1: ["c", "n", "x"], 2: ["甲", "3", "true"], 3: ["甲", "4", ""], 4: ["", "", ""]}
    for row in ([None, "q"], ["end"]):
        page.append(row)
    page.merge_cells("B5:C6")
    for name in ("m.xlsx", "m.xls"):  # the reader of .xls goes by content
        made.save(tmp_path / name)
        block = {5: ["", "q", ""], 6: ["end", "", ""]}
        assert ledgers.cells(tmp_path / name, "") == rows | block
    tabs = put(tmp_path / "l.tsv", 'a\tb\n"x\ny"\t 2 \nz\t3\n')
    assert ledgers.cells(tabs, "") == {1: ["a", "b"], 2: ["x\ny", "2"], 4: ["z", "3"]}
    assert ledgers.cells(put(tmp_path / "l.csv", "a;b\n1;2"), "") == {1: ["a", "b"], 2: ["1", "2"]}
    assert ledgers.cells(tmp_path / "l.pdf", "") is None
    broken = put(tmp_path / "l.xls", b"no workbook")
    assert refused(lambda: ledgers.cells(broken, ""))[0] == "WITNESS_FILE_KIND"
    assert ledgers._filled({1: ["a"]}, [(2, 3, 1), (1, 9, 2), (1, 9, 1)]) == {1: ["a"]}


@pytest.mark.parametrize(
    ("said", "number"),
    [("1,200", 1200), ("１２００户", 1200), (" 1 200 ", 1200), ("12.0", 12), ("12.5", None),
     ("-3", None), ("", None), ("约300", None), ("9" * 13, None), ("30套", 30)],
)  # fmt: skip
def test_numbers_that_people_write(said: str, number: int | None) -> None:
    assert ledgers.number(said) == number


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("和平社区居委会", "和平"), ("和平社区居民委员会", "和平"), ("和平居民委员会", "和平"),
        ("和平村民委员会", "和平"), ("和平居委会", "和平"), ("和平村", "和平"),
        ("和平 社区", "和平"), ("社区", "社区"), ("Ａ村村委会", "a"), ("社区村", "社区"),
    ],
)  # fmt: skip
def test_names_without_their_endings(said: str, name: str) -> None:
    assert ledgers.community(said) == name


def test_sites_of_a_ledger(tmp_path: Path) -> None:
    put(tmp_path / "s.csv", "id,n,v,q1,q2\na,14,是,有,有\nb,,否,有,0\nc,301, ,是,是\n")
    stated = {"path": "s.csv", "id": "id", "households": "n", "beside_village": "v",
              "qualifications": ["q1", "q2"], "group_from": 15, "own_from": 400}  # fmt: skip
    found = sites.read(Keys(tmp_path / "s.toml", "", {"sites": stated}), tmp_path)
    assert found == sites.Tiers(
        {"a": (14, True, True), "b": (0, False, False), "c": (301, False, True)}, 15, 400, 0
    )
    assert sites.read(Keys(tmp_path / "s.toml", "", {}), tmp_path) is None
    for word in ("", "0", "false", "F", "No", "n", "否", "无"):
        put(tmp_path / "s.csv", f"id,n,v,q1,q2\na,1,{word},是,{word}\n")
        found = sites.read(Keys(tmp_path / "s.toml", "", {"sites": stated}), tmp_path)
        assert found is not None
        assert found.sites == {"a": (1, False, False)}, word
