"""The page as a text: what is in it, what must not be, the same bytes, old JavaScript."""

import dataclasses
import json
import re
from pathlib import Path

import pytest

from redistrict.domain.findings import Finding
from redistrict.domain.sites import Site, SiteRule, judge
from redistrict.domain.trial import Asked, Trial
from redistrict.report.map import frame
from redistrict.report.map.curtain import compounds
from redistrict.report.map.page import render
from redistrict.report.map.wordlist import EDIT, READ
from redistrict.store.folder import Folder
from redistrict.store.trials import write_trials
from tests.map import toy


def data(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found.group(1))


def test_same_input_gives_the_same_bytes() -> None:
    assert render(toy.folder(), edges=toy.edges()) == render(toy.folder(), edges=toy.edges())


def test_page_is_small_and_asks_for_nothing() -> None:
    page = render(toy.folder(), edges=toy.edges())
    assert len(page.encode()) < 500_000
    rest = page.replace("http://www.w3.org/2000/svg", "").replace("https://leafletjs.com", "")
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", rest)
    assert "default-src 'none'" in page
    assert "'unsafe" not in page


def test_no_text_of_the_data_passes_through_the_template() -> None:
    """What folium compiles is the same for every proposal; a name with braces is not run."""
    assert frame.frame("zh") == frame.frame("zh")
    page = render(toy.folder({"u0000": "{{7*7}}", "A": "{% raise %}{# gone #}"}))
    found = data(page)
    assert "{{7*7}}" in found["units"]["name"]
    assert any(row["name"] == "{% raise %}{# gone #}" for row in found["plans"][0]["communities"])


def test_a_name_cannot_leave_the_data() -> None:
    page = render(toy.folder({"u0000": "</script><script>alert(1)</script>"}))
    assert "</script><script>alert" not in page
    assert "</script><script>alert(1)</script>" in data(page)["units"]["name"]


@pytest.mark.parametrize("name", frame.SCRIPTS)
def test_scripts_are_old_and_safe(name: str) -> None:
    """Chromium 86 reads them, and none makes elements or code from text."""
    text = frame.asset(name)
    assert len(text.splitlines()) <= 250
    bare = re.sub(r"/\*.*?\*/", "", re.sub(r"'(?:\\.|[^'\\\n])*'", "''", text), flags=re.DOTALL)
    for forbidden in (
        r"\.innerHTML", r"\.outerHTML", "insertAdjacentHTML", r"document\.write", r"\beval\b",
        r"new Function", r"bindPopup|bindTooltip", r"\?\?=|\|\|=|&&=", r"\.at\(",
        r"\.replaceAll\(",
        r"structuredClone|Object\.hasOwn|\.findLast|\.toSorted|\bstatic \{", "#private",
        r"\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|\bimport\b",
    ):  # fmt: skip
        assert not re.search(forbidden, bare), f"{name}: {forbidden}"


def test_no_script_overwrites_a_name_of_another() -> None:
    """All scripts share one object; a name given twice would silently take the first away."""
    given: dict[str, str] = {}
    for name in frame.SCRIPTS:
        for word in set(
            re.findall(r"^\s*RD\.(\w+) = (?:function|RD\.|L\.)", frame.asset(name), re.M)
        ):
            assert word not in given, f"{word} in {given[word]} and {name}"
            given[word] = name


def test_every_word_that_scripts_ask_for_exists() -> None:
    """And every composed key has its values."""
    have = READ | EDIT
    used: set[str] = set()
    for name in frame.SCRIPTS:
        text = frame.asset(name)
        used |= set(re.findall(r"RD\.t\('([^']+)'[,)]", text))
        used |= set(re.findall(r"(?:RD\.button|\btool|RD\.row)\('([^']+)'", text))
    missing = {key for key in used if key not in have and not key.endswith(".")}
    assert not missing


def test_every_word_is_chinese() -> None:
    words = data(render(toy.folder()))["words"]
    left = {
        key: text
        for key, text in words.items()
        if re.search("[A-Za-z]{3}", re.sub(r"\{\w+\}", "", text))
    }
    assert set(left) <= {"line.load", "made_with", "map.keys", "review.hint", "sheet.hint"}, left


def test_english_on_request() -> None:
    assert data(render(toy.folder(), language="en"))["words"]["tab.overview"] == "At a glance"


def test_minute_answers_in_order() -> None:
    plan = data(render(toy.folder()))["plans"][0]
    keys = [part["key"] for part in plan["minute"]]
    assert keys == [
        "streets", "where", "moves", "office", "means", "limits", "voices", "next", "source",
    ] or keys == [
        "streets", "where", "moves", "why", "office", "means", "limits", "voices", "next",
        "source",
    ]  # fmt: skip
    said = "".join(line["text"] for part in plan["minute"] for line in part["lines"])
    assert "槐安街" in said
    assert "未填报" in said, "nothing is filled in"


class TestPublic:
    """A page that leaves the house, searched as a text."""

    def page(self) -> str:
        return render(toy.folder({"u0601": "秘密大院"}), public=True, edges=toy.edges())

    def test_no_verdicts_anywhere_in_the_data(self) -> None:
        found = data(self.page())
        text = json.dumps({key: found[key] for key in found if key != "words"}, ensure_ascii=False)
        for word in ("应拆", "应并", "verdict", "should", "暂予保留", "特殊情形", "out_of_band"):
            assert word not in text
        assert found["rules"] == {}

    def test_sensitive_compound_is_nowhere(self) -> None:
        page = self.page()
        inside = render(toy.folder({"u0601": "秘密大院"}))
        assert "秘密大院" in inside
        assert "秘密大院" not in page
        assert "u0601" not in page
        found, full = data(page), data(inside)
        shapes = found["topology"]["units"]["objects"]["rows"]["geometries"]
        assert len(shapes) == len(full["topology"]["units"]["objects"]["rows"]["geometries"]) - 1

    def test_hidden_count_cannot_be_found_by_subtraction(self) -> None:
        """Every community with a hidden count has at least two."""
        found = data(self.page())
        units = found["units"]
        sensitive = {"D": 1}
        for at, row in enumerate(found["plans"][0]["communities"]):
            for column in (units["before"], found["plans"][0]["after"]):
                hidden = sum(h is None for h, c in zip(units["h"], column, strict=True) if c == at)
                assert hidden + sensitive.get(row["id"], 0) != 1

    def test_counts_of_compounds_are_those_of_the_page_inside(self) -> None:
        """But for sensitive compounds; plots without households count nowhere."""
        found, inside = data(self.page()), data(render(toy.folder()))
        for row, other in zip(
            found["plans"][0]["communities"], inside["plans"][0]["communities"], strict=True
        ):
            for side in ("before", "after"):
                if row[side] and row["id"] not in {"A", "D"}:
                    assert row[side]["compounds"] == other[side]["compounds"]
        plots = [row for row in toy.folder().record.units if not row.households]
        assert plots
        assert compounds(plots) == 0

    def test_marks_and_no_editing(self) -> None:
        found = data(self.page())
        assert found["public"] is True
        assert "edges" not in found
        assert "审图号" in found["words"]["map_approval"]
        assert "示意图，不作为划界依据" in found["words"]["sketch"]


def minute(page: str) -> dict[str, list[str]]:
    """Return the sections of the first minute of the plan shown, by key."""
    plan = data(page)["plans"][0]
    return {part["key"]: [line["text"] for line in part["lines"]] for part in plan["minute"]}


def changed(**facts: object) -> Folder:
    folder = toy.folder()
    return dataclasses.replace(folder, record=dataclasses.replace(folder.record, **facts))


def with_facts(key: str, facts: dict[str, str]) -> Folder:
    """Return the toy with other facts of one community."""
    rows = tuple(
        dataclasses.replace(row, facts=facts) if row.id == key else row
        for row in toy.folder().record.communities
    )
    return changed(communities=rows)


def test_new_limits_are_told_with_the_share_on_named_lines() -> None:
    totals = dataclasses.replace(toy.folder().record.totals, new_border=81_776,
                                 new_border_named=81_544)  # fmt: skip
    folder = changed(totals=totals)
    assert "新界线共8.2公里，其中99%沿有名称的道路、河流、铁路。" in minute(render(folder))["where"]
    assert "8.2 km, 99% of them" in " ".join(minute(render(folder, language="en"))["where"])
    assert data(render(folder))["plans"][0]["totals"]["new_border"] == 81_776
    bare = changed(totals=dataclasses.replace(totals, new_border=0, new_border_named=0))
    assert not any("新界线共" in text for text in minute(render(bare))["where"])


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "办公用房待落实"),
        ({"stage": "deferred"}, "落实前暂缓设立"),
        ({"stage": "deferred", "office_address": "槐安街8号"},
         "槐安街8号；投用时间未定，落实前暂缓设立"),
        ({"office_address": "槐安街8号", "office_area_m2": "420", "office_state": "在用"},
         "槐安街8号、420平方米、在用"),
        ({"office_area_m2": "0", "office_state": "无"}, "：办公用房待落实"),
        ({"office_area_m2": "0", "office_state": "无", "stage": "deferred"},
         "：尚无现成或已定投用时间的办公用房，待落实"),
    ],
)  # fmt: skip
def test_the_office_of_a_new_community_is_told(facts: dict[str, str], said: str) -> None:
    folder = dataclasses.replace(with_facts(toy.NEW, facts), context={})
    (line,) = minute(render(folder))["office"]
    assert line.startswith("新设社区（柳荫二）：")
    assert said in line


def test_cards_name_facts_in_words_and_leave_out_gaps_of_nothing() -> None:
    facts = {"stage": "deferred", "facility_needed": "841", "facility_gap": "841",
             "staff_gap": "0", "own_column": "x"}  # fmt: skip
    page = data(render(with_facts(toy.NEW, facts)))
    row = next(row for row in page["plans"][0]["communities"] if row["id"] == toy.NEW)
    assert row["facts"] == [
        ["按标准应有用房（平方米）", "841"], ["还缺用房（平方米）", "841"],
        ["设立时间", "暂缓，待办公用房落实"], ["own_column", "x"],
    ]  # fmt: skip


def test_cards_tell_what_changes_in_words_and_nothing_by_its_key() -> None:
    facts = {
        "index": "1959", "index_before": "1138", "facility_needed": "588",
        "facility_needed_before": "342", "facility_gap_before": "0", "walk_m": "636",
        "walk_m_before": "282", "walk_share": "84", "walk_share_before": "84",
        "forecast": "2031:2033;2036:2100", "forecast_before": "2031:1183;2036:1200",
    }  # fmt: skip
    page = data(render(with_facts("A", facts)))
    row = next(row for row in page["plans"][0]["communities"] if row["id"] == "A")
    assert row["facts"] == [
        ["按标准应有用房（平方米）", "342 → 588"],
        ["到党群服务中心平均步行距离（米）", "282 → 636"], ["一刻钟步行可到的户（%）", "84 → 84"],
        ["预计户数", "2031: 1183; 2036: 1200 → 2031: 2033; 2036: 2100"],
    ]  # fmt: skip


def test_public_cards_tell_of_the_office_alone() -> None:
    facts = {"overload_evidence": "高于核定线", "staff": "9", "office_address": "槐安街8号",
             "own_column": "x"}  # fmt: skip
    page = render(with_facts("A", facts), public=True)
    assert "高于核定线" not in page
    row = next(row for row in data(page)["plans"][0]["communities"] if row["id"] == "A")
    assert row["facts"] == [["办公用房地址", "槐安街8号"]]


def test_resources_and_sites_are_told_where_the_proposal_has_them() -> None:
    rooms = Finding("RESOURCE_ROOMS", facts={
        "needed": 900, "present": 400, "short": 2, "count": 8, "source": "某标准"})  # fmt: skip
    overload = Finding("RESOURCE_OVERLOAD", facts={"community": "柳荫社区", "evidence": "核定表"})
    site = Site("s1", "河湾安置点", 120, 300, "河湾村", "柳荫社区", False, ())
    folder = changed(
        resources=(rooms, overload), sites=(judge(site, SiteRule(50, 500, 200, "某办法")),)
    )
    said = minute(render(folder))
    assert any("应有900平方米" in text for text in said["means"])
    assert not any("核定表" in text for text in said["means"]), "told on the card"
    assert any("河湾安置点" in text for text in said["sites"])
    public = render(folder, public=True)
    assert "河湾安置点" not in public
    assert "应有900平方米" not in public


def test_trials_are_told_beside_the_alternatives(tmp_path: Path) -> None:
    trial = Trial(Asked.HOUSEHOLDS, "入住户", "1", ("柳荫社区",), 3, 0, ("望湖社区",))
    write_trials(tmp_path, [trial])
    folder = dataclasses.replace(toy.folder(), path=tmp_path)
    (line,) = data(render(folder))["firm"]
    assert "入住户" in line
    assert "望湖社区" in line
    assert "firm" not in data(render(folder, public=True))
    assert data(render(toy.folder()))["firm"] == []


def test_why_says_how_many_stay_and_tells_no_new_community_twice() -> None:
    rows = tuple(
        dataclasses.replace(row, reason=Finding("TOLERATED_LARGE", facts={
            "households": 3200, "max": 3000, "split_over": 4000})) if row.id == "D" else row
        for row in toy.folder().record.communities
    )  # fmt: skip
    record = dataclasses.replace(
        toy.folder().record, communities=rows,
        rules=dataclasses.replace(toy.RULES, max=1500),
    )  # fmt: skip
    said = minute(render(dataclasses.replace(toy.folder(), record=record)))
    assert said["why"][0] == "一般规模以外的1个暂予保留：1个超出一般规模、未到应拆标准。"
    assert not any(text.startswith("新设社区") for text in said["why"])
    assert any(text.startswith("新设社区（柳荫二）：新界线沿槐安街") for text in said["where"])
    assert not any(text.startswith("柳荫社区") for text in said["where"]), "told on the other side"


def test_a_public_page_holds_no_verdict_in_any_place() -> None:
    """Not even among the words and scripts that nobody would be shown."""
    page = render(toy.folder(), public=True)
    told = ["应拆", "应并", "暂予保留", "特殊情形", "localStorage", "redistrict-review", "条件待核"]
    assert [word for word in told if word in page] == []
    inside = render(toy.folder())
    assert [word for word in told if word not in inside] == [], "the search can find them"


def test_the_public_is_not_told_what_is_put_off() -> None:
    folder = dataclasses.replace(with_facts(toy.NEW, {"stage": "deferred"}), context={})
    assert minute(render(folder, public=True))["office"] == ["新设社区（柳荫二）：办公用房待落实"]
