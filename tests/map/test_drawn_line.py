"""A line drawn by hand and what the page says of it, in a real Chromium."""

import json

import pytest

from redistrict.report.map.page import render
from tests.map import toy
from tests.map.conftest import Show, clean

pytestmark = pytest.mark.browser


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
