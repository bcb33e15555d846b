"""Adjacency: borders, corners, gaps, barriers, bridges, each with its reason."""

import csv
import time
from pathlib import Path

import numpy as np
import pytest
import shapely
import shapely.affinity
from hypothesis import given
from hypothesis import strategies as st

from redistrict import witness
from redistrict.domain.units import Contact
from redistrict.intake import scenario
from redistrict.intake.contacts import links
from redistrict.intake.district import read
from redistrict.intake.inputs import Adjacency
from tests.intake.town import EAST, NORTH, codes, district, lines, refused, square, write


def _pairs(shapes, **choice):
    found = links(np.array(shapes, dtype=object), Adjacency(**choice))
    return {pair: link.contact.value for pair, link in found.items()}


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=20))
def test_grid_neighbours(cells) -> None:
    """On a grid, rook links are the cells side by side, and queen adds the corners."""
    order = sorted(cells)
    shapes = [square(*cell) for cell in order]
    away = {
        (one, other): (abs(a[0] - b[0]), abs(a[1] - b[1]))
        for one, a in enumerate(order)
        for other, b in enumerate(order)
        if one < other
    }
    sides = {pair for pair, step in away.items() if sum(step) == 1}
    corners = {pair for pair, step in away.items() if step == (1, 1)}
    assert set(_pairs(shapes)) == sides
    queen = _pairs(shapes, contact="queen")
    assert {pair for pair, kind in queen.items() if kind == "corner"} == corners
    assert set(queen) == sides | corners


def test_short_borders_do_not_count() -> None:
    """A common border of 0.9 m is not adjacent, one of 1 m is; min_shared_m decides."""
    shapes = [square(0, 0), square(1, 0.991)], [square(0, 0), square(1, 0.99)]
    assert _pairs(shapes[0]) == {}
    assert _pairs(shapes[1], min_shared_m=0.999) == {(0, 1): "border"}
    assert _pairs(shapes[1], min_shared_m=1.1) == {}


def test_near_across_a_street() -> None:
    """Near units meet up to max_gap_m; a third unit between them stops it."""
    across = [square(0, 0), square(1.3, 0)]
    assert _pairs(across, contact="near", max_gap_m=30.5) == {(0, 1): "near"}
    assert _pairs(across, contact="near", max_gap_m=29) == {}
    between = [*across, square(1.1, 0, 0.1)]
    assert (0, 1) not in _pairs(between, contact="near", max_gap_m=30.5)


def _river(tmp_path: Path, name: str = "river.gpkg", width: float = 30.0) -> None:
    west, y = EAST - 50, NORTH - 101
    line = shapely.LineString([(west, y), (west + 250, y)])
    lines(tmp_path, name, [line], name=["清河"], kind=["river"], w=[width])


BARRIER = '[[adjacency.barriers]]\npath = "river.gpkg"\nname = "name"\nreason = "river"\n'


def test_barrier_along_borders(tmp_path: Path) -> None:
    """The river in the west cuts what lies on both sides of it and says so."""
    _river(tmp_path)
    found = district(write(tmp_path, more=BARRIER))
    cut = {(e.a, e.b): e.reason for e in found.edges if e.contact is Contact.BARRIER}
    assert cut == {("001", "003"): "river: 清河", ("002", "004"): "river: 清河"}


@pytest.mark.parametrize(
    ("choice", "cuts"),
    [('where = { kind = ["river"] }', True), ('where = { kind = ["canal"] }', False),
     ('width = "w"\nmin_width_m = 30', True), ('width = "w"\nmin_width_m = 31', False)],
)  # fmt: skip
def test_barriers_by_class_and_width(choice: str, cuts: bool, tmp_path: Path) -> None:
    _river(tmp_path)
    found = district(write(tmp_path, more=BARRIER + choice + "\n"))
    assert any(edge.contact is Contact.BARRIER for edge in found.edges) == cuts
    assert ("BARRIER_CUTS_NOTHING" in codes(found.findings)) != cuts


def test_bridges_join_what_a_river_cut(tmp_path: Path) -> None:
    """A bridge line joins the units at its ends; a point what was cut there; pairs as stated."""
    _river(tmp_path)
    x = EAST + 50
    bridge = shapely.LineString([(x, NORTH - 90), (x, NORTH - 110)])
    lines(tmp_path, "bridge.gpkg", [bridge], name=["石桥"])
    lines(tmp_path, "point.gpkg", [shapely.Point(EAST + 150, NORTH - 101)], name=["underpass"])
    more = BARRIER + (
        '[[adjacency.bridges]]\npath = "bridge.gpkg"\nname = "name"\nreason = "bridge"\n'
        '[[adjacency.bridges]]\npath = "point.gpkg"\nreason = "underpass"\n'
        '[[adjacency.bridges]]\npairs = [["001", "004"]]\nreason = "footway"\n'
    )
    found = district(write(tmp_path, more=more))
    joined = {(e.a, e.b): e.reason for e in found.edges if e.contact is Contact.BRIDGE}
    assert joined == {
        ("001", "003"): "bridge: 石桥; river: 清河",
        ("002", "004"): "underpass; river: 清河",
        ("001", "004"): "footway",
    }
    assert found.findings == ()


def named(tmp_path: Path) -> Path:
    """A river below all four units; a railway 3 m beside it in the east; one bridge at each end.

    Both bridges name the river as what they are over.
    """
    _river(tmp_path)
    track = shapely.LineString([(EAST + 100, NORTH - 98), (EAST + 250, NORTH - 98)])
    lines(tmp_path, "rail.gpkg", [track], name=["铁路甲"])
    spots = [shapely.Point(EAST + 50, NORTH - 101), shapely.Point(EAST + 150, NORTH - 101)]
    lines(tmp_path, "bridges.gpkg", spots, name=["西桥", "东桥"], river=["清河", "清河"])
    rail = '[[adjacency.barriers]]\npath = "rail.gpkg"\nname = "name"\nreason = "rail"\n'
    over = (
        '[[adjacency.bridges]]\npath = "bridges.gpkg"\nname = "name"\nover = "river"\n'
        'reason = "bridge"\n'
    )
    return write(tmp_path, more="[adjacency]\nbridge_reach_m = 20\n" + BARRIER + rail + over)


def test_a_bridge_joins_over_the_barrier_that_it_names(tmp_path: Path) -> None:
    """In the east the railway is still in the way; in the west only the river was."""
    path = named(tmp_path)
    found = district(path)
    kinds = {(e.a, e.b): (e.contact, e.reason) for e in found.edges if e.reason}
    assert kinds == {
        ("001", "003"): (Contact.BRIDGE, "bridge: 西桥; river: 清河"),
        ("002", "004"): (Contact.BARRIER, "river: 清河; rail: 铁路甲"),
    }
    edges = {(e.a, e.b): e.contact for item in witness.read(path).problems for e in item.edges}
    assert {pair: edges[pair] for pair in kinds} == {pair: kinds[pair][0] for pair in kinds}


def test_a_bridge_over_another_barrier_joins_nothing(tmp_path: Path) -> None:
    path = named(tmp_path)
    spots = [shapely.Point(EAST + 50, NORTH - 101)]
    lines(tmp_path, "bridges.gpkg", spots, name=["西桥"], river=["浊河"])
    found = district(path)
    assert "BRIDGE_JOINS_NOTHING" in codes(found.findings)
    assert not [edge for edge in found.edges if edge.contact is Contact.BRIDGE]
    edges = [e.contact for item in witness.read(path).problems for e in item.edges]
    assert Contact.BRIDGE not in edges


def test_pairs_cut_and_unknown_units(tmp_path: Path) -> None:
    """Pairs cut too; an id that is no unit is refused."""
    more = '[[adjacency.barriers]]\npairs = [["003", "001"]]\nreason = "wall"\n'
    found = district(write(tmp_path, more=more))
    assert [(e.a, e.b) for e in found.edges if e.contact is Contact.BARRIER] == [("001", "003")]
    more = '[[adjacency.barriers]]\npairs = [["1", "003"]]\nreason = "wall"\n'
    assert codes(refused(write(tmp_path, more=more))[1]) == {"CROSSING_UNIT_UNKNOWN"}


def test_barrier_across_a_gap(tmp_path: Path) -> None:
    """A railway between compounds cuts them."""
    track = shapely.LineString([(EAST - 300, NORTH + 50), (EAST - 300, NORTH - 300)])
    lines(tmp_path, "river.gpkg", [track], name=["rail"])
    near = '[adjacency]\ncontact = "near"\nmax_gap_m = 35\n'

    def apart(frame):
        frame["geometry"] = [shapely.affinity.scale(shape, 0.8, 0.8) for shape in frame.geometry]

    found = district(write(tmp_path, apart, more=near))
    assert sum(edge.contact is Contact.NEAR for edge in found.edges) >= 10
    aside = district(write(tmp_path, apart, more=near + BARRIER))
    assert "BARRIER_CUTS_NOTHING" in codes(aside.findings)
    track = shapely.LineString([(EAST + 200, NORTH + 50), (EAST + 200, NORTH - 300)])
    lines(tmp_path, "river.gpkg", [track], name=["rail"])
    cut = district(write(tmp_path, apart, more=near + BARRIER)).edges
    across = {(e.a, e.b) for e in cut if e.contact is Contact.BARRIER}
    assert {("002", "005"), ("004", "007")} <= across
    assert all(a in {"002", "004"} and b in {"005", "007"} for a, b in across)


@pytest.mark.acceptance
@pytest.mark.parametrize(("name", "folder"), [("taipei", "taipei"), ("tainan", "tainan_north")])
def test_published_borders(name: str, folder: str, shared_data: Path) -> None:
    """The rook graph equals the published one, length by length; read in four seconds of CPU."""
    path = Path(__file__).parents[2] / "scenarios" / f"{name}.toml"
    stated = scenario.read(path)
    start = time.process_time()
    found = read(stated)
    seconds = time.process_time() - start
    with (shared_data / folder / "adjacency.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    wanted = {
        tuple(sorted((row["unit_a"], row["unit_b"]))): float(row["shared_m"])
        for row in rows
        if float(row["shared_m"]) >= 1.0
    }
    got = {(edge.a, edge.b): edge.shared / 10 for edge in found.edges}
    both = wanted | got
    close = {pair for pair in set(got) ^ set(wanted) if 0.99 <= both[pair] <= 1.01}
    assert set(got) ^ set(wanted) == close
    assert all(abs(got[pair] - wanted[pair]) <= 0.06 for pair in set(got) & set(wanted))
    assert seconds <= 4
