"""Which roads part two units: across a street, along a common border, at a corner."""

import shapely

from redistrict.limits.lines import NamedLine
from redistrict.limits.parting import parting_lines

SOUTH = shapely.box(0, 0, 100, 100)
ROAD = NamedLine("Road", shapely.LineString([(-500, 110), (500, 110)]), width_m=16.0)


def between(other: shapely.Polygon, *lines: NamedLine) -> tuple[str, ...]:
    return parting_lines({"a": SOUTH, "b": other}, [("a", "b")], lines).get(("a", "b"), ())


def test_across_a_street() -> None:
    """The straight line between the two meets the road."""
    assert between(shapely.box(0, 120, 100, 220), ROAD) == ("Road",)


def test_beside_the_road_on_the_same_side() -> None:
    """Neighbours across an alley that ends at the road are not parted by it."""
    assert between(shapely.box(106, 0, 200, 100), ROAD) == ()


def test_a_road_that_ends_before() -> None:
    """A dead end parts nothing that lies beyond its end."""
    short = NamedLine("Road", shapely.LineString([(-500, 110), (-20, 110)]))
    assert between(shapely.box(0, 120, 100, 220), short) == ()


def test_across_a_crossing() -> None:
    """Diagonal neighbours at a crossing are parted by both roads."""
    way = NamedLine("Way", shapely.LineString([(110, -500), (110, 500)]))
    assert between(shapely.box(120, 120, 200, 200), ROAD, way) == ("Road", "Way")


def test_along_a_common_border() -> None:
    """Half of the border must follow the road; a road without a name counts for nothing."""
    north = shapely.box(0, 100, 100, 200)
    half = NamedLine("Half", shapely.LineString([(-10, 100), (35, 100)]))
    less = NamedLine("Less", shapely.LineString([(-10, 100), (30, 100)]))
    nameless = NamedLine("", shapely.LineString([(-10, 100), (110, 100)]))
    assert between(north, half, less, nameless) == ("Half",)


def test_parts_of_one_road_count_together() -> None:
    """A road drawn in pieces is one road."""
    pieces = [
        NamedLine("Road", shapely.LineString([(start, 100), (start + 20, 100)]))
        for start in (0, 60)
    ]
    assert between(shapely.box(0, 100, 100, 200), *pieces) == ("Road",)
