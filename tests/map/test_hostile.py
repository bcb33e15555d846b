"""Hostile text in every field of data and reviews, in a real Chromium."""

import dataclasses
import json
from pathlib import Path

import pytest

from redistrict.domain.comment import Comment
from redistrict.report.map.frame import assemble
from redistrict.report.map.page import payload, render
from tests.map import toy
from tests.map.conftest import Show, clean
from tests.map.test_overlays import folder as overlaid

pytestmark = pytest.mark.browser
NASTY = (
    "{{7*7}}", "{%raise%}", "${alert(1)}", "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)",
    '"><svg onload=alert(1)>', "'};alert(1);//", "`${1}`", "\u202eabc", "<!--", "]]>", "\\u003cb",
    "&lt;b&gt;", "<b>bold</b>", "javascript:alert(1)", "#{7*7}", "%s%n", "长" * 5000,
)  # fmt: skip
KEPT = frozenset(
    {"kind", "key", "stance", "answer", "verdict", "language", "words", "name_of", "type",
     "community"}
)  # fmt: skip
"""Values that are words of the program, not of the data."""


def spoiled(value: object, count: list[int], key: str = "") -> object:
    """Return data of a page in which every text that came from data is hostile."""
    if isinstance(value, dict):
        return {
            name: item if name in KEPT else spoiled(item, count, name)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [spoiled(item, count, key) for item in value]
    if not isinstance(value, str) or key == "id":
        return value
    count[0] += 1
    return NASTY[count[0] % len(NASTY)]


def test_hostile_text_stays_text_in_every_place(show: Show) -> None:
    """Every text of the data is replaced, and every view, card, tip and sheet is opened."""
    folder = dataclasses.replace(
        overlaid(),
        comments=tuple(
            Comment("unit", key, "x", stance, "role", "text", "partly", "because")
            for key, stance in (("u0306", "object"), ("A", "agree"), ("3,4", "remark"))
        ),
    )
    made = payload(folder, [], "zh", public=False, edges=toy.edges())
    made["firm"] = ["trials of the plan"]
    count = [0]
    opened = show(assemble(spoiled(made, count), "zh"))
    assert count[0] >= 200
    page = opened.page
    page.evaluate("RD.quiet = true; RD.sheets.street([0, 1]); RD.sheets.community([0, 1, 7])")
    for tab in page.query_selector_all("#tabs button"):
        tab.click()
        page.evaluate("document.querySelectorAll('#panel .more').forEach(b => b.click())")
    page.evaluate("document.querySelectorAll('#layers input').forEach(b => b.click())")
    for side in page.query_selector_all("#sides button"):
        side.click()
    page.evaluate("RD.maps.show('after')")
    page.click("#tab-lookup")
    page.fill("input.search", "<img src=x onerror=alert(1)>")
    page.click("#tab-overview")
    for at in range(len(folder.record.units)):
        page.evaluate(f"RD.showUnit({at}, false)")
    for at in range(8):
        page.evaluate(f"RD.showCommunity({at}, true)")
        assert page.evaluate("document.querySelector('#card h2 .name').textContent") in NASTY
    page.mouse.move(900, 400)
    page.wait_for_timeout(100)
    assert page.evaluate("document.querySelectorAll('img, iframe, object, embed').length") == 0
    assert page.evaluate("document.querySelectorAll('script').length") == 4
    clean(opened)


def test_hostile_review_stays_text(show: Show, tmp_path: Path) -> None:
    """A file that a stranger hands in is shown, never run."""
    folder = toy.folder()
    opened = show(render(folder, edges=toy.edges()))
    page = opened.page
    review = {
        "format": "redistrict-review/1", "proposal": folder.record.check_code,
        "alternative": "split-merge", "locks": [],
        "communities": [
            {"id": f"NEW-{text}"[:900], "name": text, "subdistrict": "东关街道"} for text in NASTY
        ],
        "moves": [{"unit": "u0306", "from": "B", "to": f"NEW-{NASTY[3]}"}],
        "comments": [
            {"target": {"kind": "unit", "id": "u0306", "name": text}, "stance": "object",
             "role": text[:60], "text": text, "answer": "taken", "answer_reason": text}
            for text in NASTY
        ],
    }  # fmt: skip
    assert page.evaluate(f"RD.takeReview({json.dumps(review)})") == ""
    for tab in ("edit", "table", "overview"):
        page.click(f"#tab-{tab}")
    page.evaluate("RD.showUnit(36, true)")
    assert page.evaluate("document.querySelectorAll('img, iframe, svg svg').length") == 0
    clean(opened)
