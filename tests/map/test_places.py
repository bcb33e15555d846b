"""Towns far apart in wide land: what the map opens on, and the way to the others."""

import dataclasses

import pytest
from shapely.affinity import translate

from redistrict.report.map.page import render
from redistrict.store.folder import Folder
from tests.map import toy
from tests.map.conftest import Show, clean

pytestmark = pytest.mark.browser
APART = 30_000


def apart(folder: Folder) -> Folder:
    """Return the toy with its last subdistrict thirty kilometres away."""
    last = max(row.subdistrict for row in folder.record.units)
    layers = {}
    for name, layer in folder.layers.items():
        if "subdistrict" in layer:
            moved = [translate(shape, APART) if home == last else shape for shape, home
                     in zip(layer.geometry, layer["subdistrict"], strict=True)]  # fmt: skip
            layer = layer.set_geometry(moved, crs=layer.crs)
        layers[name] = layer
    return dataclasses.replace(folder, layers=layers)


def test_the_map_opens_on_one_town_and_the_whole_shows_all(show: Show) -> None:
    opened = show(render(apart(toy.folder()), edges=toy.edges()))
    page = opened.page
    wide = "RD.maps.after.getBounds().getEast() - RD.maps.after.getBounds().getWest()"
    assert page.evaluate(wide) < APART / 2
    assert page.evaluate("model => RD.model.places.length") == 2
    links = page.query_selector_all(".places button")
    assert len(links) == 2
    page.click(".whole button")
    assert page.evaluate(wide) > APART
    spot = page.evaluate(
        "() => { var b = RD.model.places[1].box, p = RD.maps.after.latLngToContainerPoint("
        "[(b[1] + b[3]) / 2, (b[0] + b[2]) / 2]), h = document.querySelector('#map_main')"
        ".getBoundingClientRect(); return [h.left + p.x, h.top + p.y]; }"
    )
    page.mouse.click(*spot)
    assert page.evaluate(wide) < APART / 2
    assert page.evaluate("RD.state.selected.length") == 0
    links[0].click()
    assert page.evaluate(wide) < APART / 2
    clean(opened)


def test_towns_beside_one_another_are_shown_as_a_whole(show: Show) -> None:
    page = show(render(toy.folder(), edges=toy.edges())).page
    assert page.evaluate("RD.model.places.length") == 0
    assert page.query_selector(".places") is None
