"""Units face each other across a street, not aslant across a crossing; both readers agree."""

import numpy as np
import pytest
import shapely
import shapely.affinity
from hypothesis import given, settings
from hypothesis import strategies as st

from redistrict.domain.units import Contact
from redistrict.intake.contacts import links
from redistrict.intake.inputs import Adjacency
from redistrict.witness.contacts import meetings


def draw(plan: str, across: float = 1.0, down: float = 1.0) -> dict[str, shapely.Geometry]:
    """Return a polygon for each letter of a drawing; one character is ``across`` x ``down`` m."""
    cells: dict[str, list[shapely.Geometry]] = {}
    rows = [row for row in plan.split("\n") if row.strip()]
    for y, row in enumerate(rows):
        for x, letter in enumerate(row):
            if letter.isalpha():
                box = shapely.box(x * across, -(y + 1) * down, (x + 1) * across, -y * down)
                cells.setdefault(letter, []).append(box)
    return {letter: shapely.union_all(cells[letter]) for letter in sorted(cells)}


def pairs(shapes: dict[str, shapely.Geometry], gap: float = 60.0, least: float = 1.0) -> str:
    """Return the pairs of letters that meet, after both readers have said the same."""
    names, polygons = sorted(shapes), np.array([shapes[name] for name in sorted(shapes)])
    choice = Adjacency(contact="near", max_gap_m=gap, min_shared_m=least)
    mine = {pair for pair, link in links(polygons, choice).items()
            if link.contact in (Contact.NEAR, Contact.BORDER)}  # fmt: skip
    theirs = meetings(polygons, "near", least, gap)
    doubtful = {pair for pair, meeting in theirs.items() if meeting.doubtful}
    assert mine ^ theirs.keys() <= doubtful
    return " ".join(sorted(names[a] + names[b] for a, b in mine))


CROSSING = """
AAAAA..BBBBB
AAAAA..BBBBB
AAAAA..BBBBB
............
............
CCCCC..DDDDD
CCCCC..DDDDD
CCCCC..DDDDD
"""


@pytest.mark.parametrize("across", [2.0, 5.0, 10.0])
@pytest.mark.parametrize("down", [2.0, 5.0, 10.0])
def test_four_compounds_round_a_crossing(across: float, down: float) -> None:
    """Only who stands across one street is adjacent, be the streets wide or narrow."""
    assert pairs(draw(CROSSING, across, down)) == "AB AC BD CD"


@pytest.mark.parametrize("lean", [-0.5, -0.3, -0.1, 0.1, 0.3, 0.5])
def test_an_oblique_crossing(lean: float) -> None:
    """Where streets cross at 63 degrees, the blunt corners are no nearer to be neighbours."""
    shapes = {
        name: shapely.affinity.affine_transform(shape, [1, lean, 0, 1, 0, 0])
        for name, shape in draw(CROSSING, 10, 10).items()
    }
    assert pairs(shapes) == "AB AC BD CD"


def test_units_that_touch_in_a_corner() -> None:
    """Without a gap it is the same: four units that meet in one point."""
    assert pairs(draw("AB\nCD", 50, 50)) == "AB AC BD CD"


STAGGERED = """
AAAAAAA..BBBBB
AAAAAAA..BBBBB
..............
..............
CCC..DDDDDDDDD
CCC..DDDDDDDDD
"""


def test_a_staggered_crossing() -> None:
    """The street in the south sets in 40 m farther west: A and D look at each other."""
    assert pairs(draw(STAGGERED, 10, 10)) == "AB AC AD BD CD"


@pytest.mark.parametrize(("least", "met"), [(5.0, True), (15.0, True), (25.0, False)])
def test_how_much_of_the_outline_faces(least: float, met: bool) -> None:
    """A and D look at each other along 20 m; min_shared_m says whether that is enough."""
    shapes = draw(STAGGERED.replace("AAAAAAA..", "AAAAA...."), 10, 10)
    assert ("AD" in pairs(shapes, least=least)) == met


def test_no_least_length() -> None:
    """With min_shared_m = 0 a corner is enough."""
    assert pairs(draw(CROSSING, 10, 10), least=0.0) == "AB AC AD BC BD CD"


def test_a_junction() -> None:
    """A street that ends at another one: all three meet."""
    junction = "AAAAAAAAAAAA\n............\nCCCCC..DDDDD\nCCCCC..DDDDD"
    assert pairs(draw(junction, 10, 20)) == "AC AD CD"


def test_a_corner_without_a_third() -> None:
    """Two units that stand corner to corner meet where nobody stands in the other corners."""
    lonely = "AAA..\nAAA..\n.....\n...DD\n...DD"
    assert pairs(draw(lonely, 10, 10)) == "AD"


def test_two_rows_of_small_buildings() -> None:
    """Buildings 8 m wide, 4 m apart, meet beside and across a street of 20 m, not askew."""
    rows = "AA.BB.CC\nAA.BB.CC\n........\n" + "........\n" * 4 + "DD.EE.FF\nDD.EE.FF"
    assert pairs(draw(rows, 4, 4)) == "AB AD BC BE CF DE EF"


def test_buildings_that_stand_in_the_gaps() -> None:
    """Set off by half, a building stands across from two."""
    rows = "AA..BB..CC\n..........\n..........\n..DD..EE"
    assert pairs(draw(rows, 4, 8)) == "AB AD BC BD BE CE DE"


def test_a_building_set_forward() -> None:
    """B stands a metre nearer to the street; A still faces its own opposite neighbour D."""
    shapes = draw("AA.BB\nAA.BB\n.....\n.....\nDD.EE\nDD.EE", 4, 8)
    shapes["B"] = shapely.affinity.translate(shapes["B"], 0, -1)
    assert pairs(shapes) == "AB AD BE DE"


def test_a_courtyard_and_separate_parts() -> None:
    """A unit in a hole of another one meets it; of several parts the nearest counts."""
    shapes = draw("AAAAA\nA...A\nA.B.A\nA...A\nAAAAA..CC", 10, 10)
    shapes["C"] = shapely.union_all([shapes["C"], shapely.box(300, 0, 320, 20)])
    assert pairs(shapes) == "AB AC"


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_whoever_hung_together_still_does(data: st.DataObject) -> None:
    """Without corners, towns of blocks with crooked streets fall into no more parts."""
    number = st.integers(-8, 8)
    shapes = {}
    for x in range(4):
        for y in range(4):
            if data.draw(st.integers(0, 5)):
                corners = [
                    (x + i, y + j) for i, j in ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))
                ]
                ring = [(50 * i + data.draw(number) / 2, 50 * j + data.draw(number) / 2)
                        for i, j in corners]  # fmt: skip
                shapes[f"{x}{y}"] = shapely.Polygon(ring)
    polygons = np.array([shapes[name] for name in sorted(shapes)], dtype=object)
    parts = []
    for least in (0.0, 1.0):
        found = links(polygons, Adjacency(contact="near", max_gap_m=60, min_shared_m=least))
        parts.append(_parts(len(polygons), list(found)))
    assert parts[0] == parts[1]
    if len(shapes):
        pairs(shapes)


def _parts(count: int, met: list[tuple[int, int]]) -> int:
    part = list(range(count))
    for a, b in met:
        part = [part[a] if other == part[b] else other for other in part]
    return len(set(part))
