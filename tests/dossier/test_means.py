"""Cost, Party organisations, rights, matters to agree and opinions: from facts or blank."""

import dataclasses
from pathlib import Path

import docx
import openpyxl
import pytest

from redistrict.domain.comment import Comment
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.domain.sites import Site, SiteRule, judge
from redistrict.domain.trial import Asked, Trial
from redistrict.intake.opinions import read_opinions
from redistrict.report import dossier
from redistrict.report.dossier.agreements import agreements
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.consultation import comments
from redistrict.report.dossier.content import Column, Paragraph, Table
from redistrict.report.dossier.cost import ten_years
from redistrict.report.dossier.decision import address, questions, reply
from redistrict.report.dossier.request import rights
from redistrict.report.dossier.sites import site_paper, sites
from redistrict.report.dossier.statements import deferred, said
from redistrict.report.dossier.supply import party, supply
from redistrict.report.dossier.technical import technical
from redistrict.report.dossier.word import write_word
from redistrict.report.dossier.word.table import add_table
from redistrict.store.folder import Folder
from redistrict.store.trials import write_trials
from tests.dossier import reading
from tests.dossier.conftest import official, without_map
from tests.map import toy


def test_cost_without_prices_stays_blank(city: Folder) -> None:
    for row in ten_years(Case(city)).rows:
        assert row[3:] == (None, None, None, None)


def test_cost_is_once_plus_ten_years_of_what_the_scenario_states() -> None:
    city = official(
        **{"cost.community_yuan_per_year": "100000", "cost.worker_yuan_per_year": "50000"}
    )
    lacking = tuple(
        dataclasses.replace(row, facts={**row.facts, "staff_gap": "1"})
        for row in city.record.communities
    )
    city = dataclasses.replace(city, record=dataclasses.replace(city.record, communities=lacking))
    rows = {row[0]: row for row in ten_years(Case(city, scope="东关街道")).rows}
    assert rows["社区数量增减"][1:] == (1, "个", 100000, 0, 100000, 1000000)
    workers = rows["社区工作者缺额"]
    assert workers[1] == 4  # four communities, each lacks one of ten
    assert workers[6] == 4 * 50000 * 10


@pytest.mark.parametrize(
    ("members", "form"),
    [
        (100, "党的基层委员会"),
        (99, "党总支部委员会"),
        (50, "党总支部委员会"),
        (49, "党支部委员会"),
        (3, "党支部委员会"),
        (2, "与邻近社区联合设置"),
    ],
)
def test_the_form_of_a_party_organisation_follows_its_members(members: int, form: str) -> None:
    city = official()
    first = {unit.after: unit.id for unit in reversed(city.record.units)}
    units = tuple(
        dataclasses.replace(
            unit, counts=(("党员", members if first[unit.after] == unit.id else 0),)
        )
        for unit in city.record.units
    )
    record = dataclasses.replace(city.record, units=units)
    rows = party(Case(dataclasses.replace(city, record=record))).rows
    assert {row[2] for row in rows} == {members}
    assert {row[3] for row in rows} == {form}


def test_without_members_the_form_is_open(city: Folder) -> None:
    assert {row[3] for row in party(Case(city)).rows} == {None}


def test_rights_are_told_by_a_bureau_or_blank(city: Folder) -> None:
    said = {row[1]: row[3:] for row in rights(Case(city)).rows}
    assert said["入学划片"] == (None, "区教育局 2026-10-01")
    assert said["土地承包、集体资产和收益分配"] == (None, None)


def test_a_compound_on_both_sides_of_a_limit_is_to_be_agreed() -> None:
    # u0300 (东关街道) and u0400 (西营街道) lie across the street 中兴大街.
    city = official({"u0300": "跨街花园一期", "u0400": "跨街花园二期"})
    rows = [row for row in agreements(Case(city)).rows if row[1] == "跨界小区"]
    assert len(rows) == 1
    assert rows[0][2] == "东关街道、西营街道"
    assert str(rows[0][3]).startswith("跨街花园分处两侧，相距约16米")


def test_matters_to_agree_name_the_separate_procedure(city: Folder) -> None:
    note = agreements(Case(city)).notes[0]
    assert "《行政区划管理条例》第十条、第十三条" in note
    assert "专家论证报告" in note


def sheet(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "5 意见征集"
    page.append(["表5  意见征集汇总表"])
    page.append([])
    page.append([*TITLES])
    for row in rows:
        page.append(list(row))
    page.append(["注：据实填写"])
    book.save(path)
    return path


TITLES = (
    "意见来源",
    "时间",
    "方式",
    "人（户）次",
    "同意",
    "不同意",
    "其他",
    "主要意见",
    "采纳情况及理由",
)
GOOD = ("居民会议", "2026-10", "会议", 40, 30, 6, 4, "担心办事远", "采纳：设便民点")


def test_opinions_of_a_tally_sheet_stand_in_table_5(tmp_path: Path) -> None:
    tally = sheet(tmp_path / "汇总.xlsx", GOOD, ("问卷", "2026-10", "问卷", 100, 90, 5, 5, "", ""))
    found = read_opinions(tally)
    dossier.write(without_map(official()), (), tmp_path / "out", "zh", opinions=found)
    rows = reading.sheet(tmp_path / "out", "5")[3:]
    assert tuple(rows[0]) == GOOD
    assert rows[1][8] == "待填"
    assert rows[2][3:7] == [140, 120, 11, 9]
    assert found[0].digest[:12] in str(rows)
    brief = next(path for path in reading.word_files(tmp_path / "out") if "一页纸" in path.name)
    assert "140人（户）次，同意120、不同意11、其他9" in reading.text_of(brief)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("会议", "", "会议", 40, 30, 6, 5, "", ""), "OPINION_SUM"),
        (("会议", "", "会议", "约40", 30, 6, 4, "", ""), "OPINION_COUNT"),
        (("会议", "", "会议", 40, 30, 6, 4, "电话13812345678", ""), "OPINION_PERSON"),
    ],
)
def test_a_wrong_tally_sheet_is_refused(tmp_path: Path, row: tuple[object, ...], code: str) -> None:
    with pytest.raises(Failure) as caught:
        read_opinions(sheet(tmp_path / "x.xlsx", row))
    assert caught.value.exit_code is Exit.INPUT
    assert [item.code for item in caught.value.findings] == [code]


def test_a_sheet_without_our_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(Failure) as caught:
        read_opinions(path)
    assert [item.code for item in caught.value.findings] == ["OPINION_COLUMNS"]


def test_what_readers_said_stands_in_the_papers_of_their_subdistrict() -> None:
    said = (
        Comment("unit", "u0200", "桑一小区", "object", "街道", "太远", "taken", "改设便民点"),
        Comment("community", "F", "栖霞社区", "agree", "社区", "可行"),
    )
    case = Case(dataclasses.replace(official(), comments=said))
    assert [row[4] for row in comments(case.within("东关街道")).rows] == ["太远"]
    rows = comments(case).rows
    assert rows[0][2:] == ("不同意", "街道", "太远", "采纳", "改设便民点")
    assert rows[1][5] is None
    inside = comments(case, internal=True)
    assert inside.columns[-1].title == "事项分类（大事／小事／私事）"
    assert {row[-1] for row in inside.rows} == {""}, "nobody but the office sorts them"
    assert all("小事" not in column.title for column in comments(case).columns)


def test_the_choice_is_told_in_numbers_of_the_alternatives(city: Folder, papers: Path) -> None:
    path = next(path for path in reading.word_files(papers) if "技术附件" in path.name)
    text = reading.text_of(path)
    assert "维持现状：" in text
    totals = {name: totals for name, totals, _outcome in city.record.alternatives}
    own = totals[city.record.alternative]
    for name, other in totals.items():
        if name not in (city.record.alternative, "today"):
            assert f"变动户数{other.moved_households}户" in text
    assert f"{own.moved_households}户，需新增办公用房" in text


def test_a_plan_keeps_its_data_beside_the_papers(tmp_path: Path) -> None:
    home = tmp_path / "plan"
    home.mkdir()
    (home / "units.csv").write_text("unit_id\n", encoding="utf-8")
    city = dataclasses.replace(without_map(toy.folder()), path=home)
    dossier.write(city, (), tmp_path / "out", "zh")
    assert (tmp_path / "out/方案数据/units.csv").read_text(encoding="utf-8") == "unit_id\n"


def test_a_published_price_is_taken_where_the_scenario_states_none(city: Folder) -> None:
    facts = {**city.record.profile_facts, "money.yuan_per_community": "250000"}
    made = dataclasses.replace(city, record=dataclasses.replace(city.record, profile_facts=facts))
    table = ten_years(Case(made, scope="东关街道"))
    assert table.rows[1][3:] == (250000, 0, 250000, 2500000)
    assert "取所用标准（示例标准）" in table.notes[0]


def test_what_lacks_is_added_up_and_blank_where_one_is_not_known(city: Folder) -> None:
    rows = tuple(
        dataclasses.replace(row, facts={"staff_gap": "2", "facility_gap": "150"})
        for row in city.record.communities
    )
    made = dataclasses.replace(city, record=dataclasses.replace(city.record, communities=rows))
    case = Case(made, scope="东关街道")
    alive = sum(row.after is not None for row in case.changed)
    new = sum(row.before is None for row in case.changed)
    assert [row[1] for row in ten_years(case).rows] == [150 * new, case.totals.set_up, 2 * alive]
    first, *others = rows
    assert first.subdistrict == "东关街道"
    record = dataclasses.replace(
        city.record, communities=(dataclasses.replace(first, facts={}), *others)
    )
    case = Case(dataclasses.replace(city, record=record), scope="东关街道")
    assert ten_years(case).rows[2][1] is None


def test_a_new_community_without_rooms_waits_for_them(city: Folder) -> None:
    assert deferred(Case(city)) == ""
    rows = tuple(
        dataclasses.replace(row, facts={"stage": "deferred"}) if row.before is None else row
        for row in city.record.communities
    )
    made = dataclasses.replace(city, record=dataclasses.replace(city.record, communities=rows))
    assert deferred(Case(made)).endswith("列为暂缓，用房落实后再设立。")


def with_office(city: Folder, facts: dict[str, str]) -> Case:
    """Return the toy's subdistrict with other facts of its new communities, and no map."""
    rows = tuple(
        dataclasses.replace(row, facts=facts) if row.before is None else row
        for row in city.record.communities
    )
    record = dataclasses.replace(city.record, communities=rows)
    return Case(dataclasses.replace(city, record=record, context={}), scope="东关街道")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "【待填：办公地址】"),
        ({"office_state": "在建"}, "【待填：办公地址】"),
        ({"office_address": "庆义巷10号"}, "庆义巷10号"),
        ({"office_address": "庆义巷10号", "office_state": "在用", "office_date": "2012-07"},
         "庆义巷10号"),
        ({"office_address": "庆义巷10号", "office_state": "in use"}, "庆义巷10号"),
        ({"office_address": "庆义巷10号", "office_state": "在建", "office_date": "2027-06"},
         "庆义巷10号（在建，2027年6月投用）"),
        ({"office_address": "庆义巷10号", "office_state": "fitting out"}, "庆义巷10号（装修中）"),
    ],
)  # fmt: skip
def test_nobody_is_sent_to_an_office_that_is_being_built(
    city: Folder, facts: dict[str, str], said: str
) -> None:
    case = with_office(city, facts)
    (new,) = [row for row in case.changed if row.before is None]
    assert address(case, new) == said
    told = [item.text for item in questions(case).blocks if isinstance(item, Paragraph)]
    assert f"{case.name(new.id)}：{said}。" in told
    until = f"{case.name(new.id)}办公用房投用之前：【待填：临时办理地点】。"
    assert (until in told) is said.endswith("）")


@pytest.mark.parametrize("state", ["无", "none"])
def test_no_office_yet_is_told_as_the_map_tells_it(city: Folder, state: str) -> None:
    case = with_office(city, {"office_area_m2": "0", "office_state": state})
    (new,) = [row for row in supply(case).rows if row[0] == case.label(toy.NEW)]
    assert (new[3], new[5]) == (None, "待落实")


def test_a_signature_never_stands_alone_on_a_page(city: Folder, tmp_path: Path) -> None:
    path = write_word(reply(Case(city, scope="东关街道")), tmp_path, None)
    lines = docx.Document(str(path)).paragraphs
    at = next(number for number, line in enumerate(lines) if line.text == "此复。")
    assert [line.text for line in lines[at + 1 : at + 2]] == [""]
    assert [line.paragraph_format.keep_with_next for line in lines[at : at + 3]] == [True] * 3


def test_notes_of_a_table_stand_together(city: Folder, tmp_path: Path) -> None:
    path = write_word(reply(Case(city, scope="东关街道")), tmp_path, None)
    word = docx.Document(str(path))
    notes = ("one", "two", "three")
    add_table(word, Table("x", (Column("a"),), (("1",),), notes=notes))
    assert [line.text for line in word.paragraphs[-3:]] == list(notes)
    assert [line.paragraph_format.keep_with_next for line in word.paragraphs[-3:]] == [
        True, True, False,
    ]  # fmt: skip


def test_what_the_plan_means_is_said_without_a_real_government(city: Folder) -> None:
    finding = Finding(
        "RESOURCE_MONEY",
        facts={"before": 1000, "after": 2000, "more": 1000, "each": 10, "source": "某区"},
    )
    text = said(Case(city), finding)
    assert "1000元" in text
    assert "示例标准" in text
    assert "某区" not in text


def test_sites_stand_in_a_paper_and_a_sheet_of_their_own(tmp_path: Path) -> None:
    rule = SiteRule(15, 400, 300, "示例")
    found = tuple(
        judge(
            Site(key, f"{key}号点", households, 3 * households, "甲村", "乙社区", False, ()), rule
        )
        for key, households in (("A", 10), ("B", 500))
    )
    city = without_map(official())
    made = dataclasses.replace(city, record=dataclasses.replace(city.record, sites=found))
    paper = write_word(site_paper(Case(made)), tmp_path, None)
    text = reading.text_of(paper)
    assert "共有易地搬迁安置点2个" in text
    assert [row[3] for row in sites(Case(made)).rows] == [10, 500]
    assert sites(Case(made)).sums()[3:5] == (510, 1530)


@pytest.mark.parametrize("level", ["grid", "street"])
def test_other_levels_get_no_papers_of_communities(level: str) -> None:
    city = official()
    statement = dataclasses.replace(city.record.statement, level=level)
    record = dataclasses.replace(city.record, statement=statement)
    assert Case(city).official
    assert not Case(dataclasses.replace(city, record=record)).official


def test_the_annex_says_how_firm_the_plan_is(city: Folder, tmp_path: Path) -> None:
    tried = (
        Trial(Asked.WEIGHT, "touched", "0.5", (), 0, 0, ()),
        Trial(Asked.WEIGHT, "new", "2", ("甲社区",), 3, 0, ()),
        Trial(Asked.HOUSEHOLDS, "住宅套数", "1", ("甲社区",), 3, 1, ("乙社区",)),
    )
    write_trials(tmp_path, tried)
    made = without_map(dataclasses.replace(city, path=tmp_path))
    text = reading.text_of(write_word(technical(Case(made)), tmp_path, None))
    assert "按其他权重和其他口径试算：" in text
    assert "甲社区" in text
    assert "住宅套数" in text
    assert "乙社区" in text
