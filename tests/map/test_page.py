"""The page as a text: what is in it, what must not be, the same bytes, old JavaScript."""

import json
import re

import pytest

from redistrict.report.map import frame
from redistrict.report.map.curtain import compounds
from redistrict.report.map.page import render
from redistrict.report.map.wordlist import EDIT, READ
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
    assert set(left) <= {"line.load", "made_with", "review.hint", "sheet.hint"}, left


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
