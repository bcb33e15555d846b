"""Walks along roads, and in a straight line where there are none."""

import pytest
import shapely

from redistrict.limits.ways import walks

ROADS = [
    shapely.LineString([(0, 0), (1000, 0)]),
    shapely.LineString([(1000, -50), (1000, 1000)]),
]


@pytest.mark.parametrize(("lines", "metres"), [((), 1414), (ROADS, 2000)])
def test_a_walk_follows_the_roads(lines: list[shapely.LineString], metres: int) -> None:
    """Around the corner it is 2,000 m, across the fields 1,414 m."""
    assert walks({"u": (0, 0)}, {"u": (1000, 1000)}, lines) == {"u": metres}


def test_a_neighbour_is_reached_directly() -> None:
    """Two doors away nobody walks to the next crossing first."""
    assert walks({"u": (500, 10)}, {"u": (530, 10)}, ROADS) == {"u": 30}


def test_a_unit_without_an_office_is_left_out() -> None:
    assert walks({"u": (0, 0), "v": (3, 4)}, {"v": (0, 0)}) == {"v": 5}


def test_an_island_is_reached_in_a_straight_line() -> None:
    """Roads that do not meet give no way."""
    lines = [*ROADS, shapely.LineString([(5000, 0), (5100, 0)])]
    assert walks({"u": (5000, 0)}, {"u": (1000, 0)}, lines) == {"u": 4000}
