"""Borders take the names of the lines they run along, and no others."""

import geopandas as gpd
import pytest
import shapely

from redistrict.limits.lines import LineKind, LineState, NamedLine, named_lines
from redistrict.limits.stretches import name_border, named_decimetres

SQUARE = shapely.box(0, 0, 200, 100)


def road(name: str, *points: tuple[float, float], width_m: float = 0.0) -> NamedLine:
    return NamedLine(name, shapely.LineString(points), width_m=width_m)


def names(border, lines, **options):
    return [(s.name, round(s.metres, 1)) for s in name_border(border, lines, **options)]


def test_a_square_takes_the_names_of_its_sides_and_leaves_a_blank():
    lines = [
        road("North Road", (-50, 100), (250, 100)),
        road("East Road", (200, -50), (200, 150)),
        road("West Road", (0, -50), (0, 150)),
    ]
    found = name_border(SQUARE, lines)
    assert sorted((s.name, s.metres) for s in found) == [
        ("", 200.0),
        ("East Road", 100.0),
        ("North Road", 200.0),
        ("West Road", 100.0),
    ]
    blank = next(s for s in found if not s.name)
    assert blank.middle == (100.0, 0.0)
    assert blank.kind is None
    assert blank.state is None


def test_lengths_add_up_to_the_border():
    lines = [road("A", (-50, 103), (120, 103)), road("B", (130, 98), (300, 98))]
    assert sum(s.metres for s in name_border(SQUARE, lines)) == pytest.approx(SQUARE.length)


@pytest.mark.parametrize(("away", "name"), [(14.9, "Wide"), (15.1, "")])
def test_half_the_width_and_the_tolerance_decide(away: float, name: str):
    border = shapely.LineString([(0, 0), (100, 0)])
    line = road("Wide", (0, away), (100, away), width_m=20.0)
    assert names(border, [line]) == [(name, 100.0)]
    assert names(border, [line], tolerance_m=6.0) == [("Wide", 100.0)]


def test_a_line_that_only_crosses_does_not_name_the_border():
    border = shapely.LineString([(0, 0), (100, 0)])
    assert names(border, [road("Across", (50, -50), (50, 50), width_m=40.0)]) == [("", 100.0)]


def test_the_nearest_line_names_the_border_and_the_wider_one_of_two_equally_near():
    border = shapely.LineString([(0, 0), (100, 0)])
    near, far = road("Lane", (0, 1), (100, 1)), road("Main", (0, 4), (100, 4), width_m=30)
    assert names(border, [far, near]) == [("Lane", 100.0)]
    beside = road("Main", (0, -1), (100, -1), width_m=30)
    assert names(border, [near, beside]) == [("Main", 100.0)]


def test_a_road_that_goes_on_behind_a_crossing_is_one_stretch():
    border = shapely.LineString([(0, 0), (100, 0)])
    halves = [road("Long", (0, 0), (45, 0)), road("Long", (55, 0), (100, 0))]
    assert names(border, halves, tolerance_m=1.0) == [("Long", 100.0)]
    assert names(border, [halves[0], road("Long", (75, 0), (100, 0))], tolerance_m=1.0) == [
        ("Long", 45.0),
        ("", 30.0),
        ("Long", 25.0),
    ]


def test_a_closed_border_is_not_cut_at_its_first_point():
    ring = shapely.LineString([(100, 0), (200, 0), (200, 100), (0, 100), (0, 0), (100, 0)])
    lines = [road("South", (-9, 0), (209, 0)), road("North", (-9, 100), (209, 100))]
    assert sorted(names(ring, lines)) == [("", 100), ("", 100), ("North", 200), ("South", 200)]


def test_borders_between_units_are_joined_first():
    parts = [shapely.LineString([(40, 0), (100, 0)]), shapely.LineString([(0, 0), (40, 0)])]
    assert names(parts, [road("A", (0, 0), (100, 0))]) == [("A", 100.0)]


def test_states_and_kinds_come_from_the_layer():
    frame = gpd.GeoDataFrame(
        {
            "name": ["规划路", "清河", None],
            "kind": ["main", "river", "wall"],
            "width_m": [20, None, 1],
            "state": ["规划中", None, "在建"],
        },
        geometry=[shapely.LineString([(0, y), (100, y)]) for y in (0, 50, 100)],
    )
    lines = named_lines(frame)
    assert [(x.name, x.kind, x.width_m, x.state) for x in lines] == [
        ("规划路", LineKind.ROAD, 20.0, LineState.PLANNED),
        ("清河", LineKind.RIVER, 0.0, LineState.BUILT),
        ("", LineKind.WALL, 1.0, LineState.UNDER_CONSTRUCTION),
    ]
    border = shapely.LineString([(0, 0), (100, 0)])
    assert [s.state for s in name_border(border, lines)] == [LineState.PLANNED]


def test_an_unnamed_line_names_nothing():
    border = shapely.LineString([(0, 0), (100, 0)])
    assert names(border, [road("", (0, 0), (100, 0))]) == [("", 100.0)]


def test_decimetres_of_borders_on_named_lines():
    lines = [road("A", (0, 0), (100, 0)), road("B", (0, 30), (20, 30))]
    borders = [
        shapely.LineString([(0, 0), (60, 0)]),
        shapely.LineString([(0, 30), (60, 30)]),
        shapely.LineString([(0, 60), (60, 60)]),
        shapely.MultiLineString([[(0, 1), (10.04, 1)], [(50, 80), (90, 80)]]),
        None,
    ]
    assert named_decimetres(borders, lines, tolerance_m=2.0) == (600, 200, 0, 100, 0)
    assert named_decimetres([], lines) == ()
    assert named_decimetres(borders, []) == (0, 0, 0, 0, 0)
