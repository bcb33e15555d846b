"""Areas of others: counted, drawn on demand, never in public."""

import dataclasses

import geopandas as gpd
from shapely.geometry import box

from redistrict.report.map.overlays import cuts
from redistrict.report.map.page import render
from redistrict.store.folder import Folder
from tests.map import toy
from tests.map.test_page import data


def folder() -> Folder:
    """Return the toy with three police areas.

    The first two rows of A, which the plan leaves whole; all of A, which it splits; and A with a
    column of B, cut today already and once more by the plan.
    """
    shapes = [
        box(toy.EAST, toy.NORTH - 200, toy.EAST + 400, toy.NORTH),
        box(toy.EAST, toy.NORTH - 400, toy.EAST + 400, toy.NORTH),
        box(toy.EAST, toy.NORTH - 400, toy.EAST + 500, toy.NORTH),
    ]
    layer = gpd.GeoDataFrame({"name": ["一警区", "二警区", "三警区"]}, geometry=shapes, crs=toy.CRS)
    made = toy.folder()
    return dataclasses.replace(made, context={**made.context, "police": layer})


def test_cuts_are_counted_before_and_after() -> None:
    (found,) = cuts(folder())
    assert (found.areas, found.before, found.after) == (3, 1, 2)
    assert found.fresh == ("二警区", "三警区")


def test_page_says_and_holds_them() -> None:
    page = data(render(folder()))
    said = [line["text"] for part in page["plans"][0]["minute"] for line in part["lines"]]
    assert any("警务区" in text and "二警区" in text for text in said)
    assert page["plans"][0]["cuts"] == {"police": [1, 2]}
    assert [one["key"] for one in page["overlays"]] == ["police"]


def test_public_page_has_none() -> None:
    page = render(folder(), public=True)
    assert "警区" not in page
    assert data(page)["overlays"] == []


def test_without_overlays_nothing_is_said() -> None:
    assert cuts(toy.folder()) == []
    assert data(render(toy.folder()))["plans"][0]["cuts"] == {}
