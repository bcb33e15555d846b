"""The files themselves: same bytes, hashes, and names that mean harm."""

import dataclasses
import hashlib
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from redistrict.domain.level import at_level
from redistrict.report import dossier
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.figure import draw, views
from redistrict.report.dossier.write import safe
from redistrict.store.folder import Folder
from redistrict.witness.claimed import Rows
from redistrict.witness.papers import workbook
from tests.dossier import reading
from tests.dossier.conftest import official, without_map

HOSTILE = {
    "u0000": '=HYPERLINK("http://x","y")', "u0001": "+1+1", "u0002": "-2+3", "u0003": "@SUM(A1)",
    "u0200": "=1+1", "u0201": "+cmd|' /C calc'!A0", "u0202": "-1", "u0203": "@x",
    "u0206": "<b>&amp;{{7*7}}</b>\x07\u202e", "A": "=A1社区", "road": "$x^2$<i>",
}  # fmt: skip


@pytest.mark.usefixtures("undrawn")
def test_same_plan_same_bytes(city: Folder, tmp_path: Path) -> None:
    one, two = (_files(city, tmp_path / name) for name in ("one", "two"))
    assert set(one) == set(two)
    for name, path in one.items():
        assert path.read_bytes() == two[name].read_bytes(), name


def _files(city: Folder, out: Path) -> dict[Path, Path]:
    dossier.write(city, (), out, "zh")
    return {path.relative_to(out): path for path in out.rglob("*") if path.is_file()}


def test_same_view_same_picture(city: Folder, papers: Path, tmp_path: Path) -> None:
    case = Case(city, scope="东关街道")
    first = views(case)[-1]
    drawn = draw(case, first, tmp_path / "one.png").read_bytes()
    assert drawn == draw(case, first, tmp_path / "two.png").read_bytes()
    place = next(path for path in papers.iterdir() if path.name.endswith("东关街道"))
    assert drawn == next(place.rglob(f"{first.name}.png")).read_bytes()


def test_names_of_data_are_no_code_in_a_picture(tmp_path: Path) -> None:
    case = Case(official(HOSTILE), scope="东关街道")
    assert draw(case, views(case)[0], tmp_path / "one.png").stat().st_size > 10_000


def test_hashes_and_archive_hold_every_file(papers: Path) -> None:
    lines = (papers / "SHA256SUMS.txt").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    archive = next(papers.glob("*.zip"))
    files = {
        path.relative_to(papers).as_posix()
        for path in papers.rglob("*")
        if path.is_file() and path not in (archive, papers / "SHA256SUMS.txt")
    }
    assert set(sums) == files
    with zipfile.ZipFile(archive) as packed:
        assert set(packed.namelist()) == files | {"SHA256SUMS.txt"}
        for name in files:
            content = packed.read(name)
            assert hashlib.sha256(content).hexdigest() == sums[name]
            assert content == (papers / name).read_bytes()


@pytest.mark.parametrize("level", ["stairwell", "group", "grid", "community", "street"])
def test_tables_of_every_level_are_read_back(city: Folder, level: str, tmp_path: Path) -> None:
    statement = dataclasses.replace(city.record.statement, level=level, file={})
    record = dataclasses.replace(city.record, statement=statement)
    made = without_map(dataclasses.replace(city, record=record))
    dossier.write(made, (), tmp_path, at_level("zh", level))
    path = next(tmp_path.glob("*.xlsx"))
    shown = {item.rows: item.sheet.lines for item in workbook(path, path.name).shown}
    assert len(shown[Rows.COMMUNITIES]) == len(record.communities)
    first = shown[Rows.COMMUNITIES][0].cells
    assert first["name"] in {row.name for row in record.communities}
    assert first["subdistrict"] in {part.subdistrict for part in record.parts}


@pytest.mark.parametrize(("language", "said"), [("en", "to fill in"), ("zh", "待填")])
def test_what_is_not_known_is_said_in_the_language_of_the_workbook(
    city: Folder, language: str, said: str, tmp_path: Path
) -> None:
    statement = dataclasses.replace(city.record.statement, file={})
    made = without_map(
        dataclasses.replace(city, record=dataclasses.replace(city.record, statement=statement))
    )
    dossier.write(made, (), tmp_path, language)
    path = next(tmp_path.glob("*.xlsx"))
    cells = {cell.value for row in openpyxl.load_workbook(path).worksheets[1] for cell in row}
    assert cells & {"to fill in", "待填"} == {said}
    for sheet in openpyxl.load_workbook(path).worksheets:
        for column in range(1, sheet.max_column + 1):
            title = str(sheet.cell(4 if sheet.title.startswith("1") else 3, column).value or "")
            longest = max(map(len, re.findall("[A-Za-z]+", title)), default=0)
            assert sheet.column_dimensions[get_column_letter(column)].width > longest, title


@pytest.mark.usefixtures("undrawn")
def test_hostile_names_stay_text(tmp_path: Path) -> None:
    dossier.write(official(HOSTILE), (), tmp_path, "zh")
    book = openpyxl.load_workbook(next(tmp_path.glob("*.xlsx")))
    texts = set()
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            texts.add(str(cell.value))
            if cell.data_type == "f":
                assert str(cell.value).startswith(("=SUM(", "=N("))
            elif isinstance(cell.value, str) and cell.value[:1] in "=+-@":
                assert cell.number_format == "@"
    assert {"=1+1", "+cmd|' /C calc'!A0", "-1", "@x", "<b>&amp;{{7*7}}</b>"} <= texts
    listed = "".join(
        reading.text_of(path) for path in reading.word_files(tmp_path) if "名录" in path.name
    )
    assert '=HYPERLINK("http://x","y")' in listed
    assert "{{7*7}}" in listed
    assert "\u202e" not in listed


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("../../x", "x"), ("a/b\\c", "a_b_c"), ("..", "_"), ("", "_"), ("CON:1", "CON_1")],
)
def test_names_of_data_never_become_paths(name: str, wanted: str) -> None:
    assert safe(name) == wanted
