"""A road divides a community, or does not."""

import shapely
from shapely.affinity import rotate

from redistrict.limits.halves import halves

BOXES = {
    f"{column}{row}": shapely.box(100 * column, 100 * row, 100 * column + 100, 100 * row + 100)
    for column in range(4)
    for row in range(2)
}


def test_a_through_road_divides():
    found = halves(BOXES, BOXES, shapely.LineString([(200, -50), (200, 250)]))
    assert found is not None
    assert {found.left, found.right} == {("00", "01", "10", "11"), ("20", "21", "30", "31")}
    assert found.cut == ()


def test_a_road_divides_at_any_angle():
    """Computed points of a slanted line miss the limit by a hair; that hides no division."""
    for degrees in range(90):
        turned = {unit: rotate(box, degrees, origin=(0, 0)) for unit, box in BOXES.items()}
        road = rotate(shapely.LineString([(200, -50), (200, 250)]), degrees, origin=(0, 0))
        found = halves(turned, turned, road)
        assert found is not None, degrees
        assert {found.left, found.right} == {("00", "01", "10", "11"), ("20", "21", "30", "31")}


def test_a_road_that_ends_just_before_the_limit_divides():
    found = halves(BOXES, BOXES, shapely.LineString([(200, 20), (200, 185)]))
    assert found is not None


def test_a_dead_end_does_not_divide():
    assert halves(BOXES, BOXES, shapely.LineString([(200, -50), (200, 120)])) is None


def test_a_road_along_the_limit_does_not_divide():
    assert halves(BOXES, BOXES, shapely.LineString([(-50, 1), (450, 1)])) is None


def test_units_across_the_road_are_named():
    found = halves(BOXES, BOXES, shapely.LineString([(160, -50), (160, 250)]))
    assert found is not None
    assert found.cut == ("10", "11")


def test_a_road_elsewhere_does_not_divide():
    assert halves(BOXES, BOXES, shapely.LineString([(900, 0), (900, 200)])) is None
