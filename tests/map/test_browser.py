"""The page in a real Chromium without a network."""

import dataclasses
import io
import json
import math
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser

from redistrict.domain.comment import Comment
from redistrict.intake.review import match, read_review
from redistrict.report.map.frame import assemble
from redistrict.report.map.page import AddressError, Tiles, payload, render
from tests.map import toy
from tests.map.conftest import Opened
from tests.map.test_overlays import folder as overlaid

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


def test_a_drawn_line_stands_beside_road_and_plan(show: Show) -> None:
    """Halves, cuts and pieces of the line, of the road that runs nearest, and of the plan."""
    opened = show(render(toy.folder(), edges=toy.edges()))
    page = opened.page
    line = {"type": "LineString", "coordinates": [
        [toy.EAST - 10, toy.NORTH - 140], [toy.EAST + 410, toy.NORTH - 140]]}  # fmt: skip
    page.click("#tab-edit")
    page.evaluate(f"RD.judgeLine({json.dumps(json.dumps(line))}); RD.show('edit')")
    rows = page.evaluate(
        "Array.from(RD.lineTable().querySelectorAll('tbody tr'))"
        ".map(r => Array.from(r.cells).map(c => c.textContent))"
    )
    units = {row.id: row.households for row in toy.folder().record.units}
    own = [sum(units[f"u{r:02d}{c:02d}"] for r in rows_ for c in range(4))
           for rows_ in ((0,), (1, 2, 3))]  # fmt: skip
    assert len(rows) == 3
    first = sorted(int(part.strip(" ▲▼").replace(",", "")) for part in rows[0][1].split("+"))
    assert first == sorted(own)
    assert rows[0][2] == "4", "the line runs through a row of four compounds"
    assert "槐安街" in rows[1][0]
    assert rows[1][2] == "0", "a road cuts none"
    assert rows[2][3] == "1 + 1"
    page.click("text=把较小一边试作新设社区")
    assert page.evaluate("RD.draft.count()") == 4
    clean(opened)


def test_kml_in_degrees_is_placed(show: Show) -> None:
    page = show(render(toy.folder(), edges=toy.edges())).page
    key = page.evaluate("RD.data.grid.degrees")
    step = 1 / 111_000
    text = "<kml><coordinates>" + " ".join(
        f"{key['lon'] + dx * step},{key['lat']}" for dx in (-900, 0, 900)
    )
    text += "</coordinates></kml>"
    assert "一边" in page.evaluate(f"RD.judgeLine({json.dumps(text)})")


def test_what_is_pointed_at_is_outlined_on_the_map(show: Show) -> None:
    """Blue appears on the canvas with a card, for a compound and a community, and goes with it."""
    page = show(render(toy.folder(), edges=toy.edges())).page
    blue = (
        "(function () { var c = document.querySelector('#map_main canvas'), n = 0;"
        " var d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " for (var i = 0; i < d.length; i += 4) {"
        " if (d[i] === 11 && d[i + 1] === 99 && d[i + 2] === 197) { n += 1; } } return n; })()"
    )
    for script in ("RD.showUnit(36, true)", "RD.showCommunity(1, true)"):
        page.evaluate(script)
        page.wait_for_timeout(200)
        assert page.evaluate(blue) > 100, script
        page.evaluate("RD.close()")
        page.wait_for_timeout(200)
        assert page.evaluate(blue) == 0


def test_first_view_shows_what_changes_and_names_it(show: Show) -> None:
    opened = show(render(toy.folder()))
    seen = opened.page.evaluate(
        "(function () { var b = RD.maps.after.getBounds(), s = RD.model.scope();"
        " return [b.getWest() <= s[0], b.getEast() >= s[2], b.getSouth() <= s[1],"
        " b.getNorth() >= s[3], (b.getEast() - b.getWest()) / (s[2] - s[0])]; })()"
    )
    assert seen[:4] == [True] * 4
    assert seen[4] < 3
    assert opened.page.evaluate("RD.mapName({ name: '信号楼社区（新设1）' }, 20)") == "信号楼 新1"


def test_every_printed_page_is_marked(show: Show) -> None:
    """Working draft, made-up data, date, check code and version stand on every sheet of paper."""
    page = show(render(toy.folder(), edges=toy.edges())).page
    page.evaluate("RD.quiet = true")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) >= 1
    for sheet in printed.pages:
        text = plain(sheet.extract_text())
        for mark in ("工作稿", "示例数据", "7F3A-91C2", "2026-09", "redistrict", "示意图"):
            assert mark in text, mark


def test_tabs_follow_the_arrow_keys(show: Show) -> None:
    page = show(render(toy.folder())).page
    page.focus("#tab-overview")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#tab-table", "aria-selected") == "true"
    assert page.evaluate("document.activeElement.id") == "tab-table"
    page.keyboard.press("End")
    assert page.get_attribute("#tab-print", "aria-selected") == "true"


CONTRAST = """
(function () {
  function parse(text) { return text.match(/[\\d.]+/g).map(Number); }
  function light(c) {
    return [0, 1, 2].map(i => c[i] / 255)
      .map(v => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4))
      .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  }
  var found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    var node = walker.currentNode, own = node.parentElement;
    if (!node.textContent.trim() || !own.getClientRects().length || own.closest('script')) {
      continue;
    }
    if (own.closest('[disabled]') || own.closest('svg')) { continue; }
    var ground = [255, 255, 255], up = own;
    while (up) {
      var back = parse(getComputedStyle(up).backgroundColor);
      if (back.length < 4 || back[3] > 0.85) { ground = back; break; }
      up = up.parentElement;
    }
    var a = light(parse(getComputedStyle(own).color)), b = light(ground);
    var ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) { found.push([node.textContent.trim().slice(0, 30), ratio.toFixed(2)]); }
  }
  return found;
})()
"""
"""Every visible text with less than 4.5:1 against its ground (WCAG 2.1, AA)."""


def test_contrast_is_enough_on_every_tab(show: Show) -> None:
    page = show(render(toy.folder(), edges=toy.edges())).page
    page.evaluate("RD.draft.assign([0], RD.model.place.C)")
    for tab in page.query_selector_all("#tabs button"):
        tab.click()
        page.evaluate("RD.showUnit(36, false)")
        assert page.evaluate(CONTRAST) == []
    page.evaluate("document.querySelector('#title').style.color = '#4a6a8a'")
    assert page.evaluate(CONTRAST), "the check can fail"


def test_colours_differ_for_the_colour_blind_and_on_grey_paper(show: Show) -> None:
    """Brettel-type projections (Viénot 1999) of what stands side by side stay apart.

    Where two fills come near in grey, hatching or a limit tells them apart; the kinds that an
    official must not confuse (untouched, set up, merged, reshaped) differ in lightness or hue.
    """
    page = show(render(toy.folder())).page
    kinds, verdicts = page.evaluate("[RD.KIND, RD.VERDICT]")
    for fills, pairs in (
        (kinds, [("untouched", "set up"), ("untouched", "split"), ("set up", "merged"),
                 ("set up", "split"), ("untouched", "merged"), ("set up", "reshaped"),
                 ("split", "reshaped")]),
        (verdicts, [("fits", "split"), ("fits", "merge"), ("split", "merge"),
                    ("split", "tolerated"), ("merge", "tolerated")]),
    ):  # fmt: skip
        for one, other in pairs:
            for blind in (SEEING, DEUTAN, PROTAN):
                assert apart(fills[one], fills[other], blind) > 12, (one, other)


SEEING = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
DEUTAN = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))
PROTAN = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))


def apart(one: str, other: str, blind: tuple[tuple[float, ...], ...]) -> float:
    """Return the distance of two colours in CIE L*a*b* as somebody with that sight sees them."""
    first, second = lab(one, blind), lab(other, blind)
    return sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5


def lab(colour: str, blind: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """Return a colour in CIE L*a*b* after a projection of linear RGB."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    seen = [max(0.0, sum(k * c for k, c in zip(row, linear, strict=True))) for row in blind]
    r, g, b = seen
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    f = [t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


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


def test_base_map_asks_its_host_only_when_switched_on(show: Show) -> None:
    tiles = Tiles("https://tiles.example/{z}/{x}/{y}.png?key=1", "底图示例")
    opened = show(render(toy.folder(), edges=toy.edges(), tiles=tiles))
    page = opened.page
    for tab in page.query_selector_all("#tabs button"):
        tab.click()
    clean(opened)
    page.evaluate("console.error = console.warn = function () {}")
    page.click("#layer-opener")
    page.click("#layers label:has-text('在线底图')")
    page.wait_for_timeout(500)
    assert opened.requests
    assert all(url.startswith("https://tiles.example/") for url in opened.requests)
    key = page.evaluate("RD.data.grid.degrees")
    z, x, y = (int(part.split(".")[0]) for part in opened.requests[0].split("/")[3:6])
    assert x == pytest.approx((key["lon"] + 180) / 360 * 2**z, abs=4)
    lat = math.radians(key["lat"])
    assert y == pytest.approx((1 - math.asinh(math.tan(lat)) / math.pi) / 2 * 2**z, abs=4)


@pytest.mark.parametrize(
    "url",
    ["ftp://a/{x}{y}{z}", "https://a/{x}/{y}", "https://a b/{x}{y}{z}",
     "https://a; script-src *;/{x}{y}{z}", "javascript:{x}{y}{z}"],
)  # fmt: skip
def test_base_map_address_cannot_widen_the_policy(url: str) -> None:
    with pytest.raises(AddressError):
        render(toy.folder(), tiles=Tiles(url))


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
