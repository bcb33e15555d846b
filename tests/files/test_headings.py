"""One list of headings serves import and init."""

from pathlib import Path

import pytest

from redistrict.intake.answers import Answers, Question, read_answers, rows
from redistrict.intake.meanings import HEADINGS, meanings, of_units


def test_no_heading_means_two_things() -> None:
    words = [word for own in HEADINGS.values() for word in own]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["序号", "楼盘", "街镇", "村居", "户籍户"],
         {"id": "序号", "name": "楼盘", "subdistrict": "街镇", "community": "村居",
          "households": "户籍户"}),
        (["序号", "小区编号"], {"id": "小区编号"}),
        (["XQMC", "JDMC", "SQMC", "HH", "RK"],
         {"name": "XQMC", "subdistrict": "JDMC", "community": "SQMC", "households": "HH",
          "population": "RK"}),
        (["老年人数", "层数"], {}),
    ],
)  # fmt: skip
def test_columns_of_units(headings: list[str], found: dict[str, str]) -> None:
    assert of_units(headings) == found


def test_a_planner_answers_in_own_words(tmp_path: Path) -> None:
    """The workbook shows and takes usual headings; a column called 总数 is no row of totals."""
    asked = Question("column", "台账.xlsx", 0, "总数", "households")
    head, (row,) = rows([asked], Answers(), "zh")
    assert (head[4], row[4]) == ("建议", "常住户数")
    text = ",".join(head) + "\n" + ",".join([*row[:5], "住宅套数", "", ""])
    (tmp_path / "answers.csv").write_text(text, encoding="utf-8-sig")
    assert read_answers(tmp_path / "answers.csv").columns("台账.xlsx") == {"总数": "households"}


def test_an_import_takes_no_serial_number_for_an_id() -> None:
    assert meanings(["序号", "户数"]) == {"households": "户数"}
