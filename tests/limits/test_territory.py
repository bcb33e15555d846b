"""Land between units goes to the nearest unit, up to the roads."""

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from redistrict.limits.territory import Division, dissolve, divide_land
from tests.limits.drawing import polygons, sheet


def grounds(division: Division) -> dict[str, Any]:
    return {territory.unit_id: territory.ground for territory in division.territories}


def one_street(drawing: str, lines: list[Any] | None = None) -> Division:
    units = polygons(drawing)
    names = dict.fromkeys(units, "S")
    return divide_land(units, names, {"S": sheet(drawing)}, lines or [])


def assert_tiles(division: Division, land: Any) -> None:
    shapes = [territory.ground for territory in division.territories]
    assert shapely.coverage_is_valid(shapes)
    whole = shapely.union_all(shapes)
    assert shapely.symmetric_difference(whole, land).area < 0.01
    assert sum(shape.area for shape in shapes) == pytest.approx(land.area, abs=0.01)


TWO_ACROSS_A_STREET = """
    aaaa....bbbb
    aaaa....bbbb
    aaaa....bbbb
"""


def test_a_limit_runs_along_the_centreline_that_is_not_half_way():
    road = shapely.LineString([(50, -5), (50, 35)])
    division = one_street(TWO_ACROSS_A_STREET, [road])
    assert_tiles(division, sheet(TWO_ACROSS_A_STREET))
    assert grounds(division)["a"].equals(shapely.box(0, 0, 50, 30))
    assert grounds(division)["b"].equals(shapely.box(50, 0, 120, 30))
    assert [t.derived_m2 for t in division.territories] == pytest.approx([300, 900])


def test_without_a_road_the_limit_runs_half_way():
    division = one_street(TWO_ACROSS_A_STREET)
    assert_tiles(division, sheet(TWO_ACROSS_A_STREET))
    assert grounds(division)["a"].equals(shapely.box(0, 0, 60, 30))


def test_a_road_that_ends_inside_a_block_does_not_divide_it():
    dead_end = shapely.LineString([(50, -5), (50, 12)])
    division = one_street(TWO_ACROSS_A_STREET, [dead_end])
    assert grounds(division)["a"].equals(shapely.box(0, 0, 60, 30))


def test_a_compound_across_the_road_stays_whole():
    drawing = """
        aaaa.bbb
        aaaa.bbb
        aaaa.bbb
    """
    road = shapely.LineString([(20, -5), (20, 35)])
    division = one_street(drawing, [road])
    assert_tiles(division, sheet(drawing))
    assert grounds(division)["a"].equals(shapely.box(0, 0, 45, 30))


def test_a_block_without_units_goes_whole_to_the_longest_neighbour():
    drawing = """
        aaa...bb
        aaa...bb
        aaa...bb
        aaa...cc
    """
    roads = [shapely.LineString([(x, -5), (x, 45)]) for x in (35, 55)]
    division = one_street(drawing, roads)
    assert_tiles(division, sheet(drawing))
    assert grounds(division)["a"].equals(shapely.box(0, 0, 55, 40))


def test_four_quarters_of_a_crossing_meet_in_its_middle():
    drawing = """
        aaa..bbb
        aaa..bbb
        ........
        ccc..ddd
        ccc..ddd
    """
    roads = [shapely.LineString([(40, -5), (40, 55)]), shapely.LineString([(-5, 22), (85, 22)])]
    division = one_street(drawing, roads)
    assert_tiles(division, sheet(drawing))
    assert {name: shape.bounds for name, shape in grounds(division).items()} == {
        "a": (0, 22, 40, 50),
        "b": (40, 22, 80, 50),
        "c": (0, 0, 40, 22),
        "d": (40, 0, 80, 22),
    }


def test_land_stays_in_its_subdistrict():
    """The strip between the units belongs to the west although b is nearer to half of it."""
    units = polygons(TWO_ACROSS_A_STREET)
    land = {"west": shapely.box(0, 0, 75, 30), "east": shapely.box(75, 0, 120, 30)}
    division = divide_land(units, {"a": "west", "b": "east"}, land)
    assert_tiles(division, sheet(TWO_ACROSS_A_STREET))
    assert grounds(division)["a"].equals(land["west"])


def test_drawing_noise_at_a_subdistrict_limit_is_clipped_but_an_enclave_is_kept():
    units = {
        "a": shapely.box(0, 0, 41, 30),
        "b": shapely.box(60, 0, 100, 30),
        "x": shapely.box(80, 40, 90, 50),
    }
    land = {"west": shapely.box(0, 0, 40, 60), "east": shapely.box(40, 0, 120, 60)}
    division = divide_land(units, {"a": "west", "b": "east", "x": "west"}, land)
    assert_tiles(division, shapely.box(0, 0, 120, 60))
    shapes = grounds(division)
    assert shapes["a"].equals(land["west"])
    assert shapes["x"].equals(units["x"])
    assert shapes["b"].equals(land["east"].difference(units["x"]))


def test_land_of_a_subdistrict_without_units_is_reported():
    division = divide_land(
        {"a": shapely.box(0, 0, 10, 10)},
        {"a": "west"},
        {"west": shapely.box(0, 0, 20, 20), "east": shapely.box(20, 0, 30, 20)},
    )
    assert [shape.bounds for shape in division.unclaimed] == [(20, 0, 30, 20)]
    assert grounds(division)["a"].bounds == (0, 0, 20, 20)


def test_units_that_tile_keep_their_shapes_and_take_slivers():
    units = {
        "a": shapely.box(0, 0, 100, 100),
        "b": shapely.box(100.4, 0, 200, 100),
        "c": shapely.Polygon([(0, 100), (100, 100.2), (200, 100), (200, 200), (0, 200)]),
    }
    land = {"S": shapely.box(0, 0, 200, 200)}
    division = divide_land(units, dict.fromkeys(units, "S"), land)
    assert_tiles(division, land["S"])
    for name, shape in grounds(division).items():
        assert shape.symmetric_difference(units[name]).area < 50
        assert units[name].difference(shape).area < 0.05


def test_overlapping_units_are_given_to_the_first_id():
    units = {"b": shapely.box(10, 0, 30, 10), "a": shapely.box(0, 0, 20, 10)}
    division = divide_land(units, {"a": "S", "b": "S"}, {"S": shapely.box(0, 0, 30, 10)})
    assert grounds(division)["a"].equals(shapely.box(0, 0, 20, 10))
    assert grounds(division)["b"].equals(shapely.box(20, 0, 30, 10))


def test_without_subdistrict_limits_the_ground_ends_at_the_outermost_roads():
    units = polygons(TWO_ACROSS_A_STREET)
    ring = shapely.box(-12, -12, 132, 42)
    division = divide_land(units, lines=[ring.exterior, shapely.LineString([(50, -20), (50, 50)])])
    assert_tiles(division, ring)
    assert grounds(division)["a"].equals(shapely.box(-12, -12, 50, 42))


def test_a_piece_cut_off_from_its_unit_goes_to_the_unit_it_touches():
    """In the U-shaped block the tip of the far arm is nearest to a but reached only past b."""
    land = shapely.Polygon(
        [(0, 0), (100, 0), (100, 60), (60, 60), (60, 20), (40, 20), (40, 60), (0, 60)]
    )
    units = {"a": shapely.box(20, 30, 40, 60), "b": shapely.box(40, 0, 60, 20)}
    division = divide_land(units, {"a": "S", "b": "S"}, {"S": land})
    assert_tiles(division, land)
    assert all(shape.geom_type == "Polygon" for shape in grounds(division).values())
    assert shapely.contains_xy(grounds(division)["b"], 65, 55)


def test_communities_are_dissolved_without_seams():
    drawing = """
        aa..bb..cc
        aa..bb..cc
    """
    division = one_street(drawing)
    shapes = dissolve(division, {"a": "x", "b": "x", "c": "y"})
    assert shapely.coverage_is_valid(list(shapes.values()))
    assert shapes["x"].equals(shapely.box(0, 0, 70, 20))
    assert len(shapes["x"].interiors) == 0


@settings(max_examples=25)
@given(st.integers(0, 10**6))
def test_any_scattered_compounds_tile_their_land(seed: int):
    """Turned rectangles in cells of a grid, a road through it: always a coverage of the land."""
    random = np.random.default_rng(seed)
    units = {}
    for row in range(4):
        for column in range(5):
            box = shapely.box(0, 0, *random.uniform(20, 50, 2))
            turned = shapely.affinity.rotate(box, random.uniform(0, 90), origin="centroid")
            centre = (column * 70 + 35, row * 70 + 35)
            centroid = turned.centroid
            moved = shapely.affinity.translate(
                turned, centre[0] - centroid.x, centre[1] - centroid.y
            )
            units[f"{row}{column}"] = moved
    land = {"S": shapely.box(-3, -3, 353, 283)}
    road = shapely.LineString([(-10, random.uniform(-10, 290)), (370, random.uniform(-10, 290))])
    division = divide_land(units, dict.fromkeys(units, "S"), land, [road])
    assert_tiles(division, land["S"])
    for territory in division.territories:
        assert units[territory.unit_id].difference(territory.ground.buffer(0.002)).is_empty
        assert territory.ground.geom_type == "Polygon"


def test_same_input_same_bytes_in_any_order():
    units = polygons(TWO_ACROSS_A_STREET)
    road = shapely.LineString([(50, -5), (50, 35)])
    again = dict(reversed(units.items()))
    land = {"S": sheet(TWO_ACROSS_A_STREET)}
    homes = {"a": "S", "b": "S"}
    first = divide_land(units, homes, land, [road])
    second = divide_land(again, homes, land, [road])
    assert [shapely.to_wkb(t.ground) for t in first.territories] == [
        shapely.to_wkb(t.ground) for t in second.territories
    ]
