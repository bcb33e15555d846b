"""Closed walks are drawn again from their words alone and compared with the area."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from redistrict.limits.course import Network
from redistrict.limits.lines import NamedLine, named_lines
from redistrict.limits.stretches import name_border
from redistrict.limits.walk import Fault, walk_around
from redistrict.report.dossier.limitwords import four_sides_with_turns, walk_words
from tests.dossier.redraw import draw

AT_MOST = 0.01


def apart(area: Any, drawn: Any) -> float:
    return float(shapely.symmetric_difference(area, drawn).area / area.area)


def road(name: str, *points: tuple[float, float]) -> NamedLine:
    return NamedLine(name, shapely.LineString(points))


TOWN = (
    road("北大街", (-50, 300), (450, 300)),
    road("南大街", (-50, 0), (450, 0)),
    road("东关路", (400, -50), (400, 350)),
    road("西关路", (0, -50), (0, 350)),
    # A crescent that meets 北大街 twice.
    road("月牙路", (100, 300), (100, 200), (300, 200), (300, 300)),
)


def test_a_street_that_is_met_twice_says_which_crossing() -> None:
    network = Network(TOWN)
    area = shapely.Polygon(
        [(0, 0), (400, 0), (400, 300), (300, 300), (300, 200), (100, 200), (100, 300), (0, 300)]
    )
    walk = walk_around(area.exterior, network)
    words = walk_words(walk)
    assert walk.faults == ()
    assert "月牙路（两线最西端的交汇处）" in words
    assert "北大街（两线最东端的交汇处）" in words
    assert apart(area, draw(words, network)) < 1e-6


def test_the_four_sides_tell_every_turn() -> None:
    network = Network(TOWN)
    area = shapely.Polygon(
        [(0, 0), (400, 0), (400, 300), (300, 300), (300, 200), (100, 200), (100, 300), (0, 300)]
    )
    walk = walk_around(area.exterior, network)
    stretches = name_border(shapely.orient_polygons(area, exterior_cw=True).exterior, network.lines)
    assert four_sides_with_turns(stretches, walk) == (
        "东至东关路，南至南大街，西至西关路，北至北大街、至月牙路折东、至北大街折东"
    )


def test_a_border_without_a_name_is_a_fault_and_a_blank() -> None:
    network = Network(TOWN[:3])
    walk = walk_around(shapely.box(0, 0, 400, 300).exterior, network)
    assert (Fault.UNNAMED, ()) in walk.faults
    assert walk.apart is None
    assert "沿【待填：约300米的界线名称】向北至北大街" in walk_words(walk)


def test_lines_that_do_not_meet_are_a_fault() -> None:
    lines = (
        *TOWN[1:4],
        road("北大街", (60, 300), (340, 300)),
    )
    walk = walk_around(shapely.box(0, 0, 400, 300).exterior, Network(lines))
    assert walk.faults


def _joined(blocks: Any, wanted: int) -> Iterator[Any]:
    """Join neighbouring blocks at random into made-up communities of 2 to 8 blocks."""
    dice = random.Random(20260101)
    tree = shapely.STRtree(blocks)
    one, other = tree.query(blocks, predicate="touches")
    shared = shapely.length(shapely.intersection(blocks[one], blocks[other])) > 20
    near: dict[int, set[int]] = {index: set() for index in range(len(blocks))}
    for a, b in zip(one[shared].tolist(), other[shared].tolist(), strict=True):
        near[a].add(b)
    seen = set()
    while len(seen) < wanted:
        members = {dice.randrange(len(blocks))}
        size = dice.choice((2, 3, 4, 5, 6, 8))
        while len(members) < size:
            beside = sorted(set().union(*(near[item] for item in members)) - members)
            if not beside:
                break
            members.add(dice.choice(beside))
        area = shapely.union_all(blocks[sorted(members)], grid_size=0.001)
        if (
            len(members) == size
            and area.geom_type == "Polygon"
            and not area.interiors
            and frozenset(members) not in seen
        ):
            seen.add(frozenset(members))
            yield area


def test_communities_of_real_blocks_are_drawn_again_from_their_words(shared_data: Path) -> None:
    source = shared_data / "osm_cn/shanghai_huangpu.gpkg"
    network = Network(named_lines(gpd.read_file(source, layer="roads")))
    blocks = gpd.read_file(source, layer="blocks_derived").geometry.to_numpy()
    good = blank = told = 0
    for area in _joined(blocks, 200):
        walk = walk_around(area.exterior, network)
        if not walk.faults:
            assert apart(area, draw(walk_words(walk), network)) <= AT_MOST
            good += 1
        elif any(fault is Fault.UNNAMED for fault, _names in walk.faults):
            assert "【待填" in walk_words(walk)
            blank += 1
        else:
            told += 1
    assert good >= 130
    assert good + blank + told == 200
    assert told <= 30


@pytest.mark.parametrize("wanted", [40])
def test_words_never_claim_what_they_cannot_draw(shared_data: Path, wanted: int) -> None:
    """A walk whose lines lose their names must be told as faulty, not drawn wrongly."""
    source = shared_data / "osm_cn/shanghai_huangpu.gpkg"
    lines = named_lines(gpd.read_file(source, layer="roads"))
    kept = tuple(line for index, line in enumerate(lines) if index % 7)
    network = Network(kept)
    blocks = gpd.read_file(source, layer="blocks_derived").geometry.to_numpy()
    faulty = 0
    for area in _joined(blocks, wanted):
        walk = walk_around(area.exterior, network)
        if walk.faults:
            faulty += 1
        else:
            assert apart(area, draw(walk_words(walk), network)) <= AT_MOST
    assert faulty
