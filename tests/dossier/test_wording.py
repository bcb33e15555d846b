"""What papers never say, and what they always say."""

import dataclasses
from itertools import pairwise
from pathlib import Path

import pytest

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.report import dossier
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.changes import changes
from redistrict.report.dossier.compounds import number_ranges
from redistrict.report.dossier.decision import questions
from redistrict.report.dossier.law import legal_basis, naming_rule, procedure, span, street_limits
from redistrict.report.dossier.reservations import not_considered, other_counts
from redistrict.report.dossier.statements import describe
from redistrict.report.dossier.word import write_word
from redistrict.report.dossier.wording import title_lines
from redistrict.store.folder import Folder
from tests.dossier import reading
from tests.dossier.conftest import official, without_map
from tests.map import toy

NEVER = (
    "违法", "不合法", "群众普遍支持", "已备案", "调界", "机密", "秘密", "签发人", "低风险",
    "整数规划", "最优", "HiGHS", "应拆", "应并", "户籍登记地址", "不动产权", "更换门牌",
)  # fmt: skip
TECHNICAL = {"整数规划", "最优", "HiGHS"}


def test_no_paper_says_what_is_never_said(papers: Path) -> None:
    for path in reading.word_files(papers):
        text = reading.text_of(path)
        for word in NEVER:
            allowed = word in TECHNICAL and "技术附件" in path.name
            assert allowed or word not in text, f"{path.name}: {word}"


def test_every_paper_carries_its_marks_and_the_check_code(city: Folder, papers: Path) -> None:
    files = reading.word_files(papers)
    assert len(files) >= 20
    for path in files:
        text = reading.text_of(path)
        assert "征求意见稿 · 内部工作稿 · 示例数据" in text
        assert f"校验码 {city.record.check_code}" in text


@pytest.mark.parametrize("name", ["审核报告", "批复", "公告", "解读"])
def test_papers_of_others_are_drafts(papers: Path, name: str) -> None:
    found = [path for path in reading.word_files(papers) if name in path.name]
    assert found
    for path in found:
        assert "（代拟稿）" in reading.text_of(path)


def test_schools_are_named_because_a_bureau_confirmed(papers: Path) -> None:
    path = next(path for path in reading.word_files(papers) if "解读" in path.name)
    assert "学区划分（区教育局 2026-10-01确认）" in reading.text_of(path)


def test_schools_are_not_named_without_a_date(tmp_path: Path) -> None:
    city = official(**{"confirmed_by.schools": "区教育局"})
    path = write_word(questions(Case(city, scope="东关街道")), tmp_path, None)
    assert "学区" not in reading.text_of(path)


def test_what_is_unknown_is_a_visible_blank(papers: Path) -> None:
    path = next(path for path in reading.word_files(papers) if "审核报告" in path.name)
    assert "【待填：审核部门】" in reading.text_of(path)


def test_households_definition_stands_in_every_sheet(papers: Path) -> None:
    for name in ("1", "2", "3", "4", "6"):
        text = str(reading.sheet(papers, name))
        assert "按常住户口径，数据截至2026年9月，来源：示例统计。" in text


@pytest.mark.parametrize(
    ("date", "article"),
    [
        ("2026-01-01", "第三条"),
        ("2026-01", "第三条"),
        ("2025-12-31", "第六条"),
        ("2025-12", "第六条"),
    ],
)
def test_legal_basis_follows_the_date(date: str, article: str) -> None:
    assert article in legal_basis(date).article


def test_without_a_date_both_rules_are_shown() -> None:
    text = legal_basis("").article
    assert "第三条" in text
    assert "第六条" in text


@pytest.mark.parametrize("why", ["no file", "not chinese", "english"])
def test_no_mainland_paper_for_other_places(tmp_path: Path, why: str) -> None:
    city = toy.folder() if why == "no file" else official()
    if why == "not chinese":
        city = dataclasses.replace(
            city, record=dataclasses.replace(city.record, profile_facts={"chinese": ""})
        )
    files = dossier.write(without_map(city), (), tmp_path, "en" if why == "english" else "zh")
    assert not [path for path in files if path.suffix == ".docx"]
    assert [path for path in files if path.suffix == ".xlsx"]
    text = str([reading.sheet(tmp_path, name) for name in "1236"])
    assert "暂予保留，" not in text
    assert "与标准对照" not in text


def test_an_incomplete_proposal_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Failure) as caught:
        dossier.write(toy.folder(complete=False), (), tmp_path, "zh")
    assert caught.value.exit_code is Exit.STOPPED
    assert caught.value.findings[0].facts["subdistricts"] == ("西营街道",)
    assert not list(tmp_path.iterdir())


def test_number_ranges_are_compacted() -> None:
    names = [f"武威东路888弄{n}号" for n in (1, 2, 3, 5, 6, 12, 7)] + ["桃园"]
    assert number_ranges(names) == ("桃园", "武威东路888弄1-3号、5-7号、12号")


@pytest.mark.parametrize(
    ("pieces", "lines"),
    [
        (("关于分设甲社区", "的请示"), ("关于分设甲社区的请示",)),
        (
            ("关于征求", "云谷区域服务中心", "社区调整意见", "的公示"),
            ("关于征求云谷区域服务中心", "社区调整意见的公示"),
        ),
        (
            ("鼓楼坊街道", "分设铜器巷社区、", "驼道口社区方案"),
            ("鼓楼坊街道分设铜器巷社区、", "驼道口社区方案"),
        ),
        (("关于" + "长" * 20, "的批复"), ("关于" + "长" * 20 + "的批复",)),
    ],
)
def test_a_title_breaks_between_its_words(pieces: tuple[str, ...], lines: tuple[str, ...]) -> None:
    assert title_lines(*pieces) == lines


def test_sides_without_a_turn_are_not_written_twice(papers: Path) -> None:
    path = next(path for path in reading.word_files(papers) if "四至" in path.name)
    lines = reading.text_of(path).splitlines()
    for sides, turns in pairwise(lines):
        if sides.startswith("四至：") and turns.startswith("四至（含转折）："):
            assert sides.removeprefix("四至：") != turns.removeprefix("四至（含转折）：")


def test_what_the_ledgers_counted_is_not_called_unconsidered(city: Folder) -> None:
    case = Case(city)
    assert "其他口径（住宅套数、户籍户等）" in not_considered(case)[-1]
    units = tuple(
        dataclasses.replace(unit, counts=(("住宅套数", unit.households),))
        for unit in city.record.units
    )
    counted = Case(dataclasses.replace(city, record=dataclasses.replace(city.record, units=units)))
    assert dict(other_counts(counted)) == {"住宅套数": city.record.totals.out_of_band}
    assert not_considered(counted)[-1].startswith("按住宅套数以外的其他口径")


@pytest.mark.parametrize(
    ("date", "names", "steps"),
    [
        ("2019-08", "（2022年修订前）", "按当地"),
        ("2019-09-01", "（2022年修订前）", "《重大行政决策程序暂行条例》"),
        ("2022-04-30", "（2022年修订前）", "《重大行政决策程序暂行条例》"),
        ("2022-05-01", "第九条至第十一条", "《重大行政决策程序暂行条例》"),
        ("", "第九条至第十一条", "《重大行政决策程序暂行条例》"),
    ],
)
def test_names_and_procedure_follow_the_rule_of_the_date(date: str, names: str, steps: str) -> None:
    assert naming_rule(date).endswith(names)
    assert procedure(date).startswith(steps)
    assert bool(span(date, "30日")) is steps.startswith("《")


@pytest.mark.parametrize(
    ("date", "cited"),
    [("2018-12-31", False), ("2018", False), ("2019", True), ("2019-01-01", True), ("", True)],
)
def test_street_limits_follow_the_rule_of_the_date(date: str, cited: bool) -> None:
    assert ("《行政区划管理条例》" in street_limits(date)) is cited


def test_open_land_that_joins_is_named(city: Folder) -> None:
    target = next(row for row in city.record.communities if row.before is None)
    first = next(unit.id for unit in city.record.units if unit.after == target.id)
    units = tuple(
        dataclasses.replace(unit, before="") if unit.id == first else unit
        for unit in city.record.units
    )
    case = Case(dataclasses.replace(city, record=dataclasses.replace(city.record, units=units)))
    change = next(item for item in changes(case) if target.id in item.communities)
    unit = case.unit[first]
    text = f"将目前未划定社区的{unit.name}（共{unit.households}户）划入{case.name(target.id)}。"
    assert text in describe(case, change)
