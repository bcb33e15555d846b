"""The page in a real Chromium without a network."""

import io
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from redistrict.intake.review import match, read_review
from redistrict.report.map.page import render
from tests.map import toy
from tests.map.conftest import Opened

pytestmark = pytest.mark.browser
Show = Callable[..., Opened]
NASTY = (
    "{{7*7}}", "{%raise%}", "${alert(1)}", "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)",
    '"><svg onload=alert(1)>', "'};alert(1);//", "`${1}`", "\u202eabc", "<!--", "]]>", "\\u003cb",
    "&lt;b&gt;", "<b>bold</b>", "javascript:alert(1)", "#{7*7}", "%s%n", "长" * 5000,
)  # fmt: skip


def plain(text: str) -> str:
    """Return text of a PDF with the usual letters instead of radicals."""
    return unicodedata.normalize("NFKC", text)


def clean(opened: Opened) -> None:
    assert opened.errors == []
    assert opened.requests == []


def test_opens_in_silence_on_every_tab_and_side(show: Show) -> None:
    opened = show(render(toy.folder(), edges=toy.edges()))
    page = opened.page
    for tab in page.query_selector_all("#tabs button"):
        tab.click()
        assert page.inner_text("#panel").strip()
    for side in page.query_selector_all("#sides button"):
        side.click()
    clean(opened)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (390, 844)])
def test_nothing_is_wider_than_the_screen(show: Show, width: int, height: int) -> None:
    opened = show(render(toy.folder()), width, height)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert "示例数据" in opened.page.inner_text("#top")
    assert "工作稿" in opened.page.inner_text("#top")
    assert "7F3A-91C2" in opened.page.inner_text("#top")


def test_hostile_names_stay_text_in_every_place(show: Show) -> None:
    """Units, communities, roads, offices, land outside, title and note: at least 200 of them."""
    ids = [f"u{row:02d}{column:02d}" for row in range(8) for column in range(10)]
    places = [*ids, "A", "B", "C", "D", "E", "F", "G", toy.NEW, "road", "office", "outside"]
    shown = 0
    for turn in range(3):
        names = {key: NASTY[(at + 7 * turn) % len(NASTY)] for at, key in enumerate(places)}
        said = {"title": NASTY[turn], "made_up_note": NASTY[turn + 3], "source": NASTY[turn + 6]}
        opened = show(render(toy.folder(names, statement=said), edges=toy.edges()))
        page = opened.page
        page.evaluate(
            "RD.quiet = true; RD.sheets.street([0, 1]); RD.show('table'); RD.show('lookup');"
        )
        for at in range(0, 80, 5):
            page.evaluate(f"RD.showUnit({at}, true)")
        for at in range(8):
            page.evaluate(f"RD.showCommunity({at}, true)")
            shown_name = page.evaluate("document.querySelector('#card h2 .name').textContent")
            assert shown_name in names.values()
        assert page.evaluate("document.querySelectorAll('img, iframe, object').length") == 0
        assert page.evaluate("document.querySelector('#title').textContent") == NASTY[turn]
        clean(opened)
        shown += len(names)
    assert shown >= 200


def test_look_up_says_old_and_new_community(show: Show) -> None:
    opened = show(render(toy.folder()))
    opened.page.click("#tab-lookup")
    opened.page.fill("input.search", "榆一")
    row = opened.page.inner_text("#panel tbody tr")
    assert "柳荫社区" in row
    assert "新设社区（柳荫二）" in row
    clean(opened)


def test_table_sorts_filters_and_zooms(show: Show) -> None:
    page = show(render(toy.folder())).page
    page.click("#tab-table")
    assert len(page.query_selector_all("#panel tbody tr")) == 6
    page.select_option("#panel select >> nth=0", "all")
    assert len(page.query_selector_all("#panel tbody tr")) == 8
    page.click("#panel th:nth-child(5) button")
    cells = page.query_selector_all("#panel tbody tr td:nth-child(5)")
    numbers = [int("".join(filter(str.isdigit, cell.inner_text())) or 10**9) for cell in cells]
    assert numbers == sorted(numbers)
    page.click("#panel tbody tr:nth-child(1) .link")
    assert page.is_visible("#card")


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


def test_change_comment_save_and_read_back(show: Show, tmp_path: Path) -> None:
    """What an official saves is what the planner reads, and the page takes it in again."""
    folder = toy.folder()
    made = render(folder, edges=toy.edges())
    page = show(made).page
    page.evaluate("RD.showUnit(36, false)")
    page.click(".whatif button")
    page.fill("#card textarea", "离新社区太远")
    page.fill("#card .comment input", "居民代表")
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


def test_a_line_drawn_by_hand_is_judged(show: Show) -> None:
    page = show(render(toy.folder(), edges=toy.edges())).page
    line = {"type": "LineString", "coordinates": [
        [toy.EAST - 10, toy.NORTH - 200], [toy.EAST + 410, toy.NORTH - 200]]}  # fmt: skip
    said = page.evaluate(f"RD.judgeLine({json.dumps(json.dumps(line))})")
    assert "柳荫社区" in said
    assert "不切开小区" in said
    through = {"type": "LineString", "coordinates": [
        [toy.EAST - 10, toy.NORTH - 150], [toy.EAST + 410, toy.NORTH - 150]]}  # fmt: skip
    assert "会切开" in page.evaluate(f"RD.judgeLine({json.dumps(json.dumps(through))})")
    assert "没有找到线" in page.evaluate("RD.judgeLine('nothing')")


def test_sheets_print_on_the_paper_they_are_made_for(show: Show) -> None:
    page = show(render(toy.folder())).page
    page.evaluate("RD.quiet = true; RD.sheets.street([0, 1])")
    broad = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(broad.pages) == 2
    assert round(float(broad.pages[0].mediabox.width) / 72 * 25.4) == 420
    for sheet in broad.pages:
        text = plain(sheet.extract_text())
        assert "7F3A-91C2" in text
        assert "工作稿" in text
        assert "示例数据" in text
    page.evaluate("RD.sheets.community([0])")
    small = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(small.pages) == 1
    assert round(float(small.pages[0].mediabox.width) / 72 * 25.4) == 297


def test_incomplete_is_said_on_every_page(show: Show) -> None:
    page = show(render(toy.folder(complete=False))).page
    assert "不完整" in page.inner_text("#top")
    page.evaluate("RD.quiet = true; RD.sheets.street([0])")
    page.emulate_media(media="print")
    assert "不完整" in page.inner_text(".sheet")


def test_public_page_opens_without_editing(show: Show) -> None:
    opened = show(render(toy.folder(), public=True))
    page = opened.page
    assert page.query_selector("#tab-edit") is None
    for tab in page.query_selector_all("#tabs button"):
        tab.click()
    page.evaluate("RD.showUnit(3, true); RD.showCommunity(1, true)")
    assert page.query_selector(".whatif, .comment") is None
    assert page.evaluate("window.localStorage.length") == 0
    assert "审图号" in page.inner_text("#foot")
    clean(opened)


def test_opens_without_a_map(show: Show) -> None:
    """A plan from a ledger alone has tables and look-up, and says that there is no map."""
    folder = toy.folder()
    bare = type(folder)(
        folder.path, folder.record,
        {"units": folder.layers["units"].drop(columns="geometry")}, {}, folder.manifest,
    )  # fmt: skip
    opened = show(render(bare))
    assert "没有地图" in opened.page.inner_text("#maps")
    clean(opened)
