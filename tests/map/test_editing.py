"""Trying changes on the page, and what is saved of them, in a real Chromium."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from redistrict.intake.review import match, read_review
from redistrict.report.map.page import render
from tests.map import toy
from tests.map.conftest import Show, clean

pytestmark = pytest.mark.browser


def test_what_if_shows_both_totals_at_one_click(show: Show) -> None:
    folder = toy.folder()
    page = show(render(folder, edges=toy.edges())).page
    at = sorted(row.id for row in folder.record.units).index("u0306")
    spot = page.evaluate(
        f"(function () {{ var b = RD.model.shapes[{at}].box;"
        " var p = RD.maps.after.latLngToContainerPoint([(b[1] + b[3]) / 2, (b[0] + b[2]) / 2]);"
        " return [p.x, p.y]; })()"
    )
    page.click("#map_main", position={"x": spot[0], "y": spot[1] + 8})
    rows = {row.id: row for row in folder.record.communities}
    size = next(row.households for row in folder.record.units if row.id == "u0306")
    text = page.inner_text(".whatif").replace(",", "")
    assert str(rows["B"].after.households - size) in text
    assert str(rows["C"].after.households + size) in text


def test_what_if_warns_of_pieces_and_always_offers_home(show: Show) -> None:
    """A compound inside a new community may go home, and the page says what that breaks."""
    folder = toy.folder()
    page = show(render(folder, edges=toy.edges())).page
    ids = sorted(row.id for row in folder.record.units)
    inside = ids.index("u0300")
    page.evaluate(f"RD.showUnit({inside}, false)")
    rows = page.query_selector_all(".whatif tbody tr")
    home = next(row for row in rows if "柳荫社区" in row.inner_text())
    assert "不成一片" in home.inner_text()
    page.evaluate(f"RD.showUnit({ids.index('u0200')}, false)")
    edge = next(
        row for row in page.query_selector_all(".whatif tbody tr") if "柳荫社区" in row.inner_text()
    )
    assert "不成一片" not in edge.inner_text()


def test_change_comment_save_and_read_back(show: Show, tmp_path: Path) -> None:
    """What an official saves is what the planner reads, and the page takes it in again."""
    folder = toy.folder()
    made = render(folder, edges=toy.edges())
    page = show(made).page
    page.evaluate("RD.showUnit(36, false)")
    page.click(".whatif button")
    page.fill("#card textarea", "离新社区太远")
    page.fill("#card .comment input", "居民代表")
    assert page.input_value("#card .comment select") == "remark", "nobody objects unasked"
    page.select_option("#card .comment select", "object")
    page.click("#card .comment .button.main")
    page.click("#tab-edit")
    assert "离新社区太远" in page.inner_text("#panel")
    with page.expect_download() as waited:
        page.click("text=保存意见文件")
    path = tmp_path / "review.json"
    waited.value.save_as(path)
    review = read_review(path)
    match(review, folder.record, path)
    assert len(review.moves) == 1
    assert review.moves[0].unit == sorted(row.id for row in folder.record.units)[36]
    assert [(one.stance, one.role, one.text) for one in review.comments] == [
        ("object", "居民代表", "离新社区太远")
    ]
    fresh = show(made)
    answer = fresh.page.evaluate(f"RD.takeReview({path.read_text(encoding='utf-8')})")
    assert answer == ""
    assert fresh.page.evaluate("RD.draft.count()") == 1
    clean(fresh)
    other = json.loads(path.read_text(encoding="utf-8")) | {"proposal": "0000-0000"}
    assert "另一份方案" in fresh.page.evaluate(f"RD.takeReview({json.dumps(other)})")


def test_files_of_several_readers_come_together(show: Show) -> None:
    page = show(render(toy.folder(), edges=toy.edges())).page
    base = {"format": "redistrict-review/1", "proposal": "7F3A-91C2", "alternative": "split-merge",
            "communities": [], "locks": []}  # fmt: skip

    def said(text: str, answer: str = "") -> dict[str, object]:
        return {"target": {"kind": "unit", "id": "u0306", "name": "x"}, "stance": "object",
                "role": "r", "text": text, "answer": answer, "answer_reason": ""}  # fmt: skip

    one = base | {"moves": [{"unit": "u0206", "from": "C", "to": "B"}], "comments": [said("a")]}
    two = base | {"moves": [{"unit": "u0306", "from": "B", "to": "C"}],
                  "comments": [said("a", "taken"), said("b")]}  # fmt: skip
    for made in (one, two, two):
        assert page.evaluate(f"RD.takeReview({json.dumps(made)}, true)") == ""
    review = page.evaluate("RD.review()")
    assert [move["unit"] for move in review["moves"]] == ["u0206", "u0306"]
    assert [(item["text"], item["answer"]) for item in review["comments"]] == [
        ("a", "taken"), ("b", ""),
    ]  # fmt: skip


def test_nothing_is_lost_by_closing(show: Show) -> None:
    page = show(render(toy.folder(), edges=toy.edges())).page
    page.evaluate("RD.draft.assign([36], RD.draft.choices([36])[0])")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate("RD.draft.count()") == 1


def test_undo_redo_lock_and_limits(show: Show) -> None:
    page = show(render(toy.folder(), edges=toy.edges())).page
    page.evaluate("RD.draft.assign([36], RD.draft.choices([36])[0])")
    page.evaluate("RD.draft.undo()")
    assert page.evaluate("RD.draft.count()") == 0
    page.evaluate("RD.draft.redo()")
    assert page.evaluate("RD.draft.count()") == 1
    page.evaluate("RD.draft.lock([5], true)")
    assert page.evaluate("RD.draft.assign([5], RD.model.place.C)") == [5]
    assert page.evaluate("RD.draft.assign([0], RD.model.place.F)") == [0], "another subdistrict"


def test_warns_of_pieces_and_of_the_band(show: Show) -> None:
    page = show(render(toy.folder(), edges=toy.edges())).page
    page.evaluate("RD.draft.assign([0], RD.model.place.C)")
    assert "不相连" in " ".join(page.evaluate("RD.draft.warnings()"))
    page.evaluate("RD.draft.assign(RD.model.unitsOf(RD.model.place.B, 'after'), RD.model.place.C)")
    said = " ".join(page.evaluate("RD.draft.warnings()"))
    assert "超过3,000户" in said
    assert "已没有小区" in said


def test_works_with_local_storage_blocked(show: Show, browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "blocked.html"
    path.write_text(render(toy.folder(), edges=toy.edges()), encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " { get: function () { throw new Error('blocked'); } })"
    )
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    page.click("#tab-edit")
    assert "不能暂存" in page.inner_text("#panel .hint")
    page.evaluate("RD.draft.assign([36], RD.draft.choices([36])[0])")
    assert errors == []
    context.close()
