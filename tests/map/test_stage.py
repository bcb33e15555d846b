"""The map by mouse, finger and keys: curtain, card, ring, charts, areas of others, base map."""

import dataclasses
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route
from pyproj import Transformer

from redistrict.report.map.page import Tiles, render
from tests.map import toy
from tests.map.conftest import Opened
from tests.map.test_overlays import folder as overlaid

pytestmark = pytest.mark.browser
Show = Callable[..., Opened]
IDS = sorted(row.id for row in toy.folder().record.units)


def spot(page: Page, x: float, y: float) -> tuple[float, float]:
    """Return the pixel of the window for metres from the upper left corner of the toy."""
    height = page.evaluate("RD.data.grid.height")
    found = page.evaluate(
        "([x, y]) => { var p = RD.maps.after.latLngToContainerPoint([y, x]),"
        " b = document.querySelector('#map_main').getBoundingClientRect();"
        " return [b.left + p.x, b.top + p.y]; }",
        [x, height - y],
    )
    return found[0], found[1]


def colour(page: Page, x: float, y: float) -> tuple[int, ...]:
    picture = Image.open(io.BytesIO(page.screenshot()))
    return tuple(picture.convert("RGB").getpixel((round(x), round(y))))


def test_curtain_shows_before_on_its_left_and_after_on_its_right(show: Show) -> None:
    opened = show(render(toy.folder(), edges=toy.edges()))
    page = opened.page
    page.click("#sides >> text=卷帘对照")
    x, y = spot(page, 208, 345)
    page.mouse.move(0, 0)
    left, right = spot(page, -60, 345)[0], spot(page, 1060, 345)[0]
    box = page.query_selector("#handle").bounding_box()
    middle = box["x"] + box["width"] / 2
    seen = []
    for goal in (right, left):
        page.mouse.move(middle, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(goal, box["y"] + 80, steps=3)
        page.mouse.up()
        middle = goal
        page.wait_for_timeout(100)
        seen.append(colour(page, x, y))
    kinds = page.evaluate("[RD.VERDICT.split, RD.KIND['set up']]")
    for found, wanted in zip(seen, kinds, strict=True):
        want = tuple(int(wanted[at : at + 2], 16) for at in (1, 3, 5))
        assert sum(abs(a - b) for a, b in zip(found, want, strict=True)) < 130, (seen, kinds)
    assert seen[0][0] > seen[0][2], "the colour of a community that should split is warm"
    assert seen[1][2] > seen[1][0], "that of a new community is cold"
    assert opened.errors == []


def test_curtain_moves_by_keys_and_says_where_it_is(show: Show) -> None:
    page = show(render(toy.folder())).page
    page.click("#sides >> text=卷帘对照")
    page.focus("#handle")
    for key, value in (("ArrowLeft", "48"), ("PageUp", "58"), ("End", "100"), ("Home", "0")):
        page.keyboard.press(key)
        assert page.get_attribute("#handle", "aria-valuenow") == value
    assert "0%" in page.get_attribute("#handle", "aria-valuetext")
    page.click("#sides >> text=调整后")
    assert page.evaluate("document.querySelector('#map_main').style.clipPath") == ""


def test_curtain_follows_a_finger(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_text(render(toy.folder()), encoding="utf-8")
    context = browser.new_context(
        offline=True, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    page.tap("#sides >> text=卷帘对照")
    page.evaluate("document.querySelector('#handle').scrollIntoView({ block: 'center' })")
    box = page.query_selector("#handle").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = context.new_cdp_session(page)
    for kind, points in (
        ("touchStart", [{"x": x, "y": y}]),
        ("touchMove", [{"x": x + 60, "y": y}]),
        ("touchMove", [{"x": 312, "y": y}]),
        ("touchEnd", []),
    ):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert page.get_attribute("#handle", "aria-valuenow") == "80"
    context.close()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_a_card_on_a_narrow_stage_leaves_the_map_in_sight(
    show: Show, width: int, height: int
) -> None:
    """It comes from below, at most half as high as the map, and folds away."""
    page = show(render(toy.folder(), edges=toy.edges()), width, height).page
    page.click("#tab-table")
    page.click("#panel tbody tr:nth-child(3) .link")
    card, maps = (page.query_selector(key).bounding_box() for key in ("#card", "#maps"))
    assert card["width"] >= maps["width"] * 0.95
    assert card["y"] - max(0.0, maps["y"]) >= 0.45 * maps["height"]
    place = page.evaluate("RD.state.focus")
    shown = page.evaluate(
        f"(function () {{ var b = RD.model.boxOf({place});"
        " var p = RD.maps.after.latLngToContainerPoint([(b[1] + b[3]) / 2, (b[0] + b[2]) / 2]);"
        " return p.y + document.querySelector('#map_main').getBoundingClientRect().top; })()"
    )
    assert shown < card["y"], "what the card speaks of stands above it"
    page.click("#card .fold")
    assert page.query_selector("#card").bounding_box()["height"] < 90
    assert page.get_attribute("#card .fold", "aria-expanded") == "false"


def test_the_map_answers_to_keys(show: Show) -> None:
    opened = show(render(toy.folder(), edges=toy.edges()))
    page = opened.page
    page.focus("#map_main")
    page.keyboard.press("Enter")
    first = page.evaluate("RD.state.selected[0]")
    assert page.is_visible("#card")
    row, column = int(IDS[first][1:3]), int(IDS[first][3:5])
    page.keyboard.press("ArrowRight")
    assert IDS[page.evaluate("RD.state.selected[0]")] == f"u{row:02d}{column + 1:02d}"
    page.keyboard.press("ArrowDown")
    assert IDS[page.evaluate("RD.state.selected[0]")] == f"u{row + 1:02d}{column + 1:02d}"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "card"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#card').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert not page.is_visible("#card")
    assert page.evaluate("document.activeElement.id") == "map_main"
    assert page.get_attribute("#map_main", "aria-label").startswith("地图")
    assert opened.errors == []


def test_the_map_is_edited_by_keys(show: Show) -> None:
    """Arrows only stand on a compound there; Enter takes it."""
    page = show(render(toy.folder(), edges=toy.edges())).page
    page.click("#tab-edit")
    page.focus("#map_main")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("RD.state.selected.length") == 1
    page.keyboard.press("Enter")
    assert page.evaluate("RD.state.selected.length") == 2
    assert page.evaluate("document.activeElement.id") == "map_main"


def test_a_table_row_opens_by_keys_and_gives_the_focus_back(show: Show) -> None:
    page = show(render(toy.folder(), edges=toy.edges())).page
    page.click("#tab-table")
    page.focus("#panel tbody tr:nth-child(2) .link")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "card"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "link"
    page.focus("#panel th.after button")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentNode.className") == "after number" or (
        page.evaluate("document.activeElement.closest('th') !== null")
    )


def test_a_ring_selects_what_lies_in_it(show: Show) -> None:
    opened = show(render(toy.folder(), edges=toy.edges()))
    page = opened.page
    page.click("#tab-edit")
    page.click("text=圈选")
    for x, y in ((702, 2), (998, 2), (998, 198), (702, 198)):
        page.mouse.click(*spot(page, x, y))
    page.click("text=完成圈选")
    chosen = sorted(IDS[at] for at in page.evaluate("RD.state.selected"))
    assert chosen == [f"u{row:02d}{column:02d}" for row in (0, 1) for column in (7, 8, 9)]
    size = {row.id: row.households for row in toy.folder().record.units}
    assert f"{sum(size[key] for key in chosen):,}" in page.inner_text("#panel .edit")
    assert opened.errors == []


def test_charts_show_every_community_at_its_height(show: Show) -> None:
    folder = toy.folder()
    page = show(render(folder, edges=toy.edges())).page
    page.click("#tab-compare")
    bars = page.evaluate(
        "Array.from(document.querySelectorAll('.bar')).map(function (bar) { return"
        " [bar.querySelector('title').textContent,"
        "  Number(bar.querySelector('rect').getAttribute('height'))]; })"
    )
    rows = {row.name: row for row in folder.record.communities}
    assert len(bars) == len(rows)
    heights = {}
    for title, height in bars:
        name, old, new = re.fullmatch(r"(.*) ([\d,]+) → ([\d,]+)", title).groups()
        before, after = rows[name].before, rows[name].after
        assert int(old.replace(",", "")) == (before.households if before else 0)
        assert int(new.replace(",", "")) == (after.households if after else 0)
        heights[name] = height, after.households if after else 0
    tallest, most = max(heights.values())
    for height, households in heights.values():
        assert height == pytest.approx(tallest * households / most, abs=0.01)
    ticks = page.evaluate("document.querySelectorAll('.chart:last-of-type line').length")
    assert ticks == 2 + sum((row.before is not None) + (row.after is not None) for row in
                            rows.values())  # fmt: skip
    page.evaluate("document.querySelector('.bar').dispatchEvent(new MouseEvent('click'))")
    assert page.is_visible("#card")


@pytest.mark.parametrize(
    ("key", "word"),
    [("police", "警务区"), ("schools", "学区"), ("grids", "网格"), ("property", "物业"),
     ("collectives", "集体经济")],
)  # fmt: skip
def test_areas_of_others_are_drawn_and_counted(show: Show, key: str, word: str) -> None:
    folder = overlaid()
    context = {name: layer for name, layer in folder.context.items() if name != "police"}
    opened = show(render(dataclasses.replace(
        folder, context={**context, key: folder.context["police"]}
    ), edges=toy.edges()))  # fmt: skip
    page = opened.page
    assert f"{word}" in page.inner_text("#panel")
    before = page.evaluate("document.querySelector('#map_main canvas').toDataURL()")
    page.click("#layer-opener")
    box = page.query_selector(f"#layers label:has-text('{word}') input")
    assert not box.is_checked()
    box.check()
    page.wait_for_timeout(100)
    assert page.evaluate("document.querySelector('#map_main canvas').toDataURL()") != before
    page.click("#tab-compare")
    row = page.inner_text(f"#panel tr:has-text('{word}')").split()
    assert row[-2:] == ["1", "2"] or "2" in row
    assert opened.errors == []


def png(shade: tuple[int, int, int]) -> bytes:
    """Return a tile of one colour."""
    made = io.BytesIO()
    Image.new("RGB", (256, 256), shade).save(made, "PNG")
    return made.getvalue()


def shade(x: int, y: int) -> tuple[int, int, int]:
    return (40 + 60 * (x % 3), 40 + 60 * (y % 3), 200)


def test_base_map_lies_where_it_belongs(browser: Browser, tmp_path: Path) -> None:
    """Tiles of a made-up server in the manner of Tianditu; each colour stands for one tile."""
    url = ("https://t0.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&TILEMATRIX={z}&TILEROW={y}"
           "&TILECOL={x}&tk=KEY")  # fmt: skip
    path = tmp_path / "map.html"
    made = render(toy.folder(), edges=toy.edges(), tiles=Tiles(url, "天地图 GS(2024)0650号"))
    path.write_text(made, encoding="utf-8")
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    asked = []

    def answer(route: Route) -> None:
        found = re.search(r"TILEMATRIX=(\d+)&TILEROW=(\d+)&TILECOL=(\d+)", route.request.url)
        z, y, x = (int(part) for part in found.groups())
        asked.append((z, x, y))
        route.fulfill(body=png(shade(x, y)), content_type="image/png")

    context.route(re.compile("^https://"), answer)
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    assert asked == []
    page.click("#layer-opener")
    page.click("#layers label:has-text('在线底图')")
    page.click("#layer-opener")
    page.wait_for_timeout(600)
    assert asked
    turn = Transformer.from_crs(toy.CRS, 4326, always_xy=True)
    zoom = asked[0][0]
    right = 0
    for x, y in ((-150, 100), (-150, 700), (1150, 500), (-90, 400)):
        lon, lat = turn.transform(toy.EAST + x, toy.NORTH - y)
        tile = mercator(lon, lat, zoom)
        right += colour(page, *spot(page, x, y)) == shade(*tile)
    assert right >= 3, "a spot on a seam may show its neighbour"
    context.close()


def mercator(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """Return column and row of the tile that holds a place."""
    x, y = Transformer.from_crs(4326, 3857, always_xy=True).transform(lon, lat)
    half = 20037508.342789244
    return (
        int((x + half) / (2 * half) * 2**zoom),
        int((half - y) / (2 * half) * 2**zoom),
    )


def test_a_base_map_that_does_not_answer_is_said(show: Show) -> None:
    opened = show(render(toy.folder(), tiles=Tiles("https://tiles.example/{z}/{x}/{y}.png")))
    page = opened.page
    page.click("#layer-opener")
    page.click("#layers label:has-text('在线底图')")
    page.wait_for_selector("#layers label:has-text('未取到')")


def test_a_card_beside_two_maps_covers_neither_side_more_than_the_other(show: Show) -> None:
    page = show(render(toy.folder(), edges=toy.edges()), 1920, 1080).page
    page.click("#sides >> text=前后对照")
    page.evaluate("RD.showCommunity(RD.model.place.A, true)")
    card, maps = (page.query_selector(key).bounding_box() for key in ("#card", "#maps"))
    assert card["width"] >= maps["width"] * 0.95
    assert card["height"] <= maps["height"] / 2


def test_a_trial_and_a_comment_say_what_to_do_next(show: Show) -> None:
    """The card tells what the trial breaks, takes it back, and hands the file over."""
    opened = show(render(toy.folder(), edges=toy.edges()))
    page = opened.page
    page.evaluate("RD.showUnit(30, false)")
    page.click(".whatif .button")
    note = page.inner_text("#card .note")
    assert "试调整" in note
    assert "不相连" in note
    with page.expect_download() as waited:
        page.click("#card .note >> text=保存意见文件")
    assert waited.value.suggested_filename == "review.json"
    page.click("#card .note >> text=撤回")
    assert page.evaluate("RD.draft.count()") == 0
    assert page.query_selector("#card .note") is None
    page.fill("#card textarea", "离学校太远")
    page.click("#card .comment .button.main")
    assert "保存意见文件" in page.inner_text("#card .comment")
    page.evaluate("RD.draft.lock([30], true)")
    page.evaluate("RD.showUnit(30, false)")
    page.click(".whatif .button")
    assert "锁定" in page.inner_text("#card .warning"), "a refusal is said where it happens"
    assert opened.errors == []
