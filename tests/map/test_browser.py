"""The page in a real Chromium without a network."""

import math

import pytest

from redistrict.report.map.page import AddressError, Tiles, render
from tests.map import toy
from tests.map.conftest import Show, clean

pytestmark = pytest.mark.browser


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


def test_tabs_follow_the_arrow_keys(show: Show) -> None:
    page = show(render(toy.folder())).page
    page.focus("#tab-overview")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#tab-table", "aria-selected") == "true"
    assert page.evaluate("document.activeElement.id") == "tab-table"
    page.keyboard.press("End")
    assert page.get_attribute("#tab-print", "aria-selected") == "true"


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
