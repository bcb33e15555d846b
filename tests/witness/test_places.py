"""Which units meet, what parts and joins them, where they lie and how far it is to walk."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import affinity

from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.domain.units import Contact
from redistrict.witness import contacts, crossings, facing, ground, parting, supply
from redistrict.witness.contacts import Meeting, Meetings
from redistrict.witness.keys import Keys
from redistrict.witness.paths import Paths

CRS = "EPSG:4547"
OLD = (
    'GEOGCS["Beijing1954",DATUM["Beijing1954",SPHEROID["Krassowsky_1940",6378245,298.3]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
)
NOWHERE = 'LOCAL_CS["site",UNIT["metre",1]]'
LEFT = shapely.box(0, 0, 10, 10)


def met(contact: str, *others: Any, least: float = 1.0, gap: float = 5.0) -> Meetings:
    shapes = np.array([LEFT, *others], dtype=object)
    return contacts.meetings(shapes, contact, least, gap)


@pytest.mark.parametrize(
    ("metres", "kind", "doubtful"),
    [(1.0, Contact.BORDER, True), (1.04, Contact.BORDER, True), (0.96, Contact.BORDER, True),
     (1.06, Contact.BORDER, False), (0.94, None, False)],
)  # fmt: skip
def test_a_border_near_the_least_is_doubtful(
    metres: float, kind: Contact | None, doubtful: bool
) -> None:
    found = met("rook", shapely.box(10, 10 - metres, 20, 20))
    if kind is None:
        assert found == {}
        return
    assert (found[0, 1].contact, found[0, 1].doubtful) == (kind, doubtful)
    assert found[0, 1].metres == pytest.approx(metres)


def test_corners_count_for_queens_alone() -> None:
    corner = shapely.box(10, 10, 20, 20)
    assert met("rook", corner) == {}
    assert met("queen", corner)[0, 1].contact is Contact.CORNER
    short = met("queen", shapely.box(10, 9, 20, 20))[0, 1]
    assert (short.contact, short.doubtful) == (Contact.BORDER, False)
    assert met("rook", corner, least=0.0) == {}
    assert met("rook", shapely.box(10, 9.99, 20, 20), least=0.0)[0, 1].doubtful is False


def test_units_that_overlap_meet_with_half_the_outline_of_it() -> None:
    (found,) = met("rook", shapely.box(8, 0, 20, 10)).values()
    assert found.metres == pytest.approx(12.0)
    course, metres = contacts.common(np.array([LEFT]), np.array([shapely.box(10, 2, 20, 5)]))
    assert (metres[0], course[0].length) == (3.0, 3.0)


@pytest.mark.parametrize(
    ("gap", "kind", "doubtful"),
    [(4.9, Contact.NEAR, False), (4.97, Contact.NEAR, True), (5.03, Contact.NEAR, True),
     (5.06, None, False)],
)  # fmt: skip
def test_a_gap_near_the_widest_is_doubtful(
    gap: float, kind: Contact | None, doubtful: bool
) -> None:
    found = met("near", shapely.box(10 + gap, 0, 30, 10))
    assert [(item.contact, item.doubtful) for item in found.values()] == (
        [(kind, doubtful)] if kind else []
    )


@pytest.mark.parametrize(
    ("thick", "met_across", "doubtful"),
    [(3.0, False, False), (0.07, False, False), (0.011, True, True), (0.002, True, False)],
)
def test_a_third_unit_in_the_gap(thick: float, met_across: bool, doubtful: bool) -> None:
    """What lies between parts them; a sliver of a centimetre may be rounding for corners."""
    third = shapely.box(11, -50, 11 + thick, 50)
    found = met("near", shapely.box(14, 0, 30, 10), third, least=0.0)
    assert ((0, 1) in found) is met_across
    if met_across:
        assert found[0, 1].doubtful is doubtful
    assert (0, 1) not in met("near", shapely.box(14, 0, 30, 10), third)  # a sliver is opposite


def line(*points: tuple[float, float]) -> Any:
    return shapely.LineString(points)


def across(folder: Path, adjacency: dict[str, Any], *shapes: Any, **columns: Sequence[Any]) -> Any:
    """Return how four units in a square of 200 m meet after barriers and bridges."""
    units = [shapely.box(x, y, x + 100, y + 100) for x in (0, 100) for y in (0, 100)]
    found = contacts.meetings(np.array(units, dtype=object), "rook", 1.0, 0.0)
    if shapes:
        frame = gpd.GeoDataFrame(columns, geometry=list(shapes), crs=CRS)
        frame.to_file(folder / "l.gpkg", layer="l", engine="pyogrio")
    place = crossings.Place(["sw", "nw", "se", "ne"], np.array(units, dtype=object),
                            ground._system(CRS), folder)  # fmt: skip
    crossings.apply(found, Keys(folder / "s.toml", "adjacency", adjacency), place)
    names = place.ids
    return {f"{names[a]}-{names[b]}": meeting for (a, b), meeting in found.items()}


def parted(found: dict[str, Meeting]) -> list[str]:
    return sorted(key for key, item in found.items() if item.contact is Contact.BARRIER)


LAYER = {"path": "l.gpkg", "reason": "river"}
NORTH_SOUTH = line((100, -10), (100, 210))


def test_a_barrier_parts_what_it_runs_along(tmp_path: Path) -> None:
    found = across(tmp_path, {"barriers": [LAYER]}, NORTH_SOUTH)
    assert parted(found) == ["nw-ne", "sw-se"]
    half = across(tmp_path, {"barriers": [LAYER]}, line((100, -10), (100, 50)))
    assert parted(half) == []
    almost = across(tmp_path, {"barriers": [LAYER]}, line((100, -10), (100, 94.02)))
    assert (parted(almost), almost["sw-se"].doubtful) == (["sw-se"], True)
    beside = line((105.5, -10), (105.5, 210))
    assert parted(across(tmp_path, {"barriers": [LAYER]}, beside)) == []
    wide = {"barriers": [LAYER], "barrier_within_m": 6}
    assert parted(across(tmp_path, wide, beside)) == ["nw-ne", "sw-se"]


def test_features_that_a_barrier_chooses(tmp_path: Path) -> None:
    """By words of a column, and by a width; what has no number is not wide."""
    east_west = line((-10, 100), (210, 100))
    chosen = {**LAYER, "where": {"kind": ["river", "canal"]}}
    shapes = (NORTH_SOUTH, east_west)
    found = across(tmp_path, {"barriers": [chosen]}, *shapes, kind=["river", "path"])
    assert parted(found) == ["nw-ne", "sw-se"]
    wide = {**LAYER, "width": "w", "min_width_m": 20}
    found = across(tmp_path, {"barriers": [wide]}, *shapes, w=["20", "wide"])
    assert parted(found) == ["nw-ne", "sw-se"]
    found = across(tmp_path, {"barriers": [{**wide, "min_width_m": 0}]}, *shapes, w=["20", "wide"])
    assert parted(found) == ["nw-ne", "se-ne", "sw-nw", "sw-se"]
    none = across(tmp_path, {"barriers": [{**LAYER, "min_width_m": 1}]}, *shapes)
    assert parted(none) == []


def test_pairs_that_are_stated(tmp_path: Path) -> None:
    wall = {"pairs": [["ne", "nw"], ["sw", "sw"], ["sw", "ne"]]}
    ferry = {"pairs": [["sw", "ne"], ["sw", "nw"]]}
    found = across(tmp_path, {"barriers": [wall], "bridges": [ferry]})
    assert parted(found) == ["nw-ne"]
    assert found["sw-ne"].contact is Contact.BRIDGE
    assert found["sw-nw"].contact is Contact.BORDER
    with pytest.raises(Failure):
        across(tmp_path, {"bridges": [{"pairs": [["sw", "gone"]]}]})


@pytest.mark.parametrize(
    ("bridge", "joined"),
    [
        (line((80, 50), (120, 50)), "sw-se"),
        (line((80, 50), (90, 50)), ""),
        (line((-60, 50), (120, 50)), ""),
        (shapely.Point(100, 40), "sw-se"),
        (shapely.Point(100, -80), ""),
    ],
)
def test_a_bridge_joins_the_units_at_its_ends(tmp_path: Path, bridge: Any, joined: str) -> None:
    wall = {"pairs": [["sw", "se"], ["nw", "ne"]]}
    found = across(tmp_path, {"barriers": [wall], "bridges": [{"path": "l.gpkg"}],
                              "bridge_reach_m": 55}, bridge)  # fmt: skip
    assert [key for key, item in found.items() if item.contact is Contact.BRIDGE] == (
        [joined] * bool(joined)
    )


@pytest.mark.parametrize(("over", "joined"), [("清河", True), ("白河", False), ("", True)])
def test_a_bridge_over_a_named_barrier(tmp_path: Path, over: str, joined: bool) -> None:
    folder = tmp_path / "bridges"
    folder.mkdir()
    shape = gpd.GeoDataFrame({"over": [over]}, geometry=[line((80, 50), (120, 50))], crs=CRS)
    shape.to_file(tmp_path / "b.gpkg", layer="b", engine="pyogrio")
    river = {**LAYER, "name": "name"}
    bridge = {"path": "b.gpkg", "over": "over"}
    found = across(tmp_path, {"barriers": [river], "bridges": [bridge]}, NORTH_SOUTH,
                   name=["清河"])  # fmt: skip
    assert (found["sw-se"].contact is Contact.BRIDGE) is joined
    assert found["sw-se"].barriers == {"清河"}
    assert found["nw-ne"].contact is Contact.BARRIER


def test_a_line_across_a_gap_parts(tmp_path: Path) -> None:
    found = met("near", shapely.box(14, 0, 30, 10))
    frame = gpd.GeoDataFrame({"name": ["r"]}, geometry=[line((12, -50), (12, 50))], crs=CRS)
    frame.to_file(tmp_path / "l.gpkg", layer="l", engine="pyogrio")
    keys = Keys(tmp_path / "s.toml", "adjacency", {"barriers": [{**LAYER, "name": "name"}]})
    shapes = np.array([LEFT, shapely.box(14, 0, 30, 10)], dtype=object)
    for system, kind in ((ground._system(CRS), Contact.BARRIER),):
        crossings.apply(found, keys, crossings.Place("ab", shapes, system, tmp_path))
        assert found[0, 1].contact is kind
        assert found[0, 1].barriers == {"r"}
    beside = gpd.GeoDataFrame({"name": ["r"]}, geometry=[line((12, 11), (12, 50))], crs=CRS)
    beside.to_file(tmp_path / "l.gpkg", layer="l", engine="pyogrio")
    free = met("near", shapely.box(14, 0, 30, 10))
    crossings.apply(free, keys, crossings.Place("ab", shapes, ground._system(CRS), tmp_path))
    assert free[0, 1].contact is Contact.NEAR


def test_a_border_left_free_by_exactly_the_doubt_stays() -> None:
    """9.95 m and the doubt of 5 cm are the whole border; a barrier that only touches parts none."""
    barrier = crossings.Features(np.array([shapely.Point(1, 5)], dtype=object), ["r"])
    for least, kind in ((9.95, Contact.BORDER), (9.96, Contact.BARRIER)):
        found = {(0, 1): Meeting(Contact.BORDER, line((0, 0), (0, 10)), 10.0)}
        crossings._part_along(found, barrier, 1.0, least)
        assert found[0, 1].contact is kind


@pytest.mark.filterwarnings("error")
def test_a_corner_that_is_drawn_twice_is_one_for_facing() -> None:
    corners = [(103, 0), (103, 100), (200, 100), (200, 0)]
    twice = [corner for corner in corners for _ in range(2)]
    for ring in (corners, twice):
        shapes = np.array([shapely.box(0, 0, 100, 100), shapely.Polygon(ring)], dtype=object)
        faces, doubt = facing.facing(shapes, np.array([[0, 1]]), 10.0, 5.0)
        assert (faces.tolist(), doubt.tolist()) == ([True], [False])


def test_a_layer_that_cannot_be_placed_parts_nothing(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"name": ["r"]}, geometry=[NORTH_SOUTH], crs=NOWHERE)
    frame.to_file(tmp_path / "l.gpkg", layer="l", engine="pyogrio")
    keys = Keys(tmp_path / "s.toml", "adjacency", {"barriers": [LAYER]})
    shapes = np.array([shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)], dtype=object)
    found = contacts.meetings(shapes, "rook", 1.0, 0.0)
    crossings.apply(found, keys, crossings.Place("ab", shapes, ground._system(CRS), tmp_path))
    assert found[0, 1].contact is Contact.BORDER
    crossings.apply(found, keys, crossings.Place("ab", None, None, tmp_path))
    assert found[0, 1].contact is Contact.BORDER


def settled(stated: str, own: str, *point: float) -> Any:
    return ground.settle(np.array([shapely.Point(point)], dtype=object), stated, own)


@pytest.mark.parametrize(
    ("stated", "own", "point", "code"),
    [
        ("", "EPSG:4547", (500_000, 3_400_000), 4547),
        ("4547", "EPSG:4326", (500_000, 3_400_000), 4547),
        ("", "EPSG:4326", (114.2, 30.5), 4547),
        ("", "EPSG:4326", (112.6, 30.5), 4547),
        ("", "EPSG:4326", (112.4, 30.5), 4546),
        ("", "EPSG:4326", (73.1, 39.0), 4534),
        ("", "EPSG:4326", (135.9, 48.0), 4554),
        ("", "EPSG:4326", (-74.0, 40.7), 32618),
        ("", "EPSG:4326", (179.9, -40.0), 32760),
        ("", "EPSG:3857", (-8_237_642, 4_970_241), 32618),
        ("", "EPSG:2263", (980_000, 200_000), 32618),
    ],
)
def test_where_a_layer_lies(stated: str, own: str, point: tuple[float, float], code: int) -> None:
    found = settled(stated, own, *point)
    assert found.crs.to_epsg() == code


def test_systems_by_word() -> None:
    local = settled("local", "", 3, 4)
    assert (local.crs, local.shapes[0].coords[0]) == (None, (3.0, 4.0))
    swapped = settled("EPSG:4326, swap", "", 30.5, 114.2)
    right = settled("EPSG:4326", "", 114.2, 30.5)
    assert swapped.shapes[0] == right.shapes[0]
    old = ["EPSG:4214", "EPSG:4610", "EPSG:2334", "EPSG:4555", OLD]
    for name in ("GCJ-02", "bd_09", "nonsense", "", NOWHERE, *old):
        found = settled(name, "", 114.2, 30.5)
        assert isinstance(found, Finding)
        assert (found.code, found.facts["crs"]) == ("WITNESS_GROUND_STATED", name[:60] or "-")


def test_middles_and_areas_are_whole() -> None:
    shapes = np.array([shapely.box(0, 0, 3, 5), shapely.box(-1, -1, 0, 0.5)], dtype=object)
    assert ground.middles(shapes).tolist() == [[2, 3], [0, 0]]
    assert ground.areas(shapes).tolist() == [15, 2]


def test_ways_along_roads() -> None:
    """A road that leads nowhere near is no way; of two equally near ends the western one counts."""
    loop = line((0, 0), (0, 0))
    roads = [line((0, 0), (100, 0)), line((100, 0), (100, 100)), line((0, 0), (0, 300), (100, 100)),
             line((900, 900), (900, 950)), loop]  # fmt: skip
    places = {"a": (0.0, -3.0), "b": (104.0, 100.0), "c": (904.0, 950.0), "d": (50.0, 1.0)}
    paths = Paths(places, roads)
    assert paths.metres("a", "b") == 3 + 200 + 4
    assert paths.metres("b", "a") == 207
    assert paths.metres("a", "c") == pytest.approx(float(np.hypot(904, 953)))
    assert paths._nearest("d") == ((0.0, 0.0), pytest.approx(float(np.hypot(50, 1))))
    assert paths.metres("a", "a") == 0.0
    # A longer way found first is passed over, and what lies behind it is still reached.
    direct = [line((0, 0), (0, 10)), line((0, 0), (1, 0)), line((1, 0), (1, 1), (0, 10)),
              line((0, 0), (-20, 0)), line((-20, 0), (-21, 0))]  # fmt: skip
    near = Paths({"a": (0.0, 0.0), "e": (-21.0, 0.0), "f": (0.0, 10.0)},
                 [*direct, line((0, 0), (30, 0), (0, 10))])  # fmt: skip
    assert near.metres("e", "a") == 21.0
    assert near.metres("f", "a") == 10.0


def offices(folder: Path, crs: str | None, **more: str) -> Any:
    rooms = gpd.GeoDataFrame(
        {"community": ["", "A", "", "", ""], "m2": ["420.5", "9", "x", "7", "8"],
         "state": ["在用", "", "", "", ""]},
        geometry=[shapely.Point(500_010, 3_400_010), shapely.Point(500_010, 3_400_010),
                  shapely.Point(500_110, 3_400_010), shapely.Point(500_120, 3_400_010),
                  shapely.Point(900_000, 3_400_010)],
        crs=crs,
    )  # fmt: skip
    rooms.to_file(folder / "o.gpkg", layer="o", engine="pyogrio")
    stated = {"path": "o.gpkg", "community": "community", "area": "m2", "state": "state", **more}
    keys = Keys(folder / "s.toml", "", {"context": {"offices": stated}})
    shapes = [shapely.box(x, 3_400_000, x + 100, 3_400_100) for x in (500_000, 500_100)]
    land = ground.settle(np.array(shapes, dtype=object), "", CRS)
    assert isinstance(land, ground.Ground)
    return *supply._offices(keys, folder, ["a", "b"], land), supply._paths(
        Keys(folder / "s.toml", "", {"context": {"roads": {"path": "o.gpkg"}}}),
        folder, ["a", "b"], land,
    )  # fmt: skip


def test_rooms_for_new_communities(tmp_path: Path) -> None:
    """The first room in each unit that belongs to no community; a size that is none counts 0."""
    offers, held, paths = offices(tmp_path, CRS)
    assert {key: room["office_area_m2"] for key, room in held.items()} == {"A": "9"}
    assert offers == {
        "a": {"office_address": "", "office_state": "在用", "office_date": "",
              "office_area_m2": "420.5"},
        "b": {"office_address": "", "office_state": "", "office_date": "", "office_area_m2": "0"},
    }  # fmt: skip
    assert len(paths.lines) == 5
    assert offices(tmp_path, NOWHERE) == (None, None, None)
    assert offices(tmp_path, CRS, community="")[0] == {}


@pytest.mark.parametrize(
    ("metres", "width", "sure", "unsure"),
    [
        (14, "10", True, False), (16, "10", False, False), (16, "wide", False, False),
        (19, "40", True, False), (21, "40", False, False), (39, "40", False, False),
        (19.97, "40", False, True), (20.03, "40", False, True), (-19, "40", True, False),
    ],
)  # fmt: skip
def test_a_road_parts_whom_it_runs_between_within_half_its_width(
    tmp_path: Path, metres: float, width: str, sure: bool, unsure: bool
) -> None:
    """At least 15 m beside its course; what rounding decides is told as unsure."""
    road = line((100 + metres, -50), (100 + metres, 150))
    frame = gpd.GeoDataFrame({"name": ["Road"], "w": [width]}, geometry=[road], crs=CRS)
    frame.to_file(tmp_path / "r.gpkg", layer="r", engine="pyogrio")
    roads = {"path": "r.gpkg", "name": "name", "width": "w"}
    keys = Keys(tmp_path / "s.toml", "", {"context": {"roads": roads}})
    shapes = np.array([shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)], dtype=object)
    land = ground.Ground(shapes, ground._system(CRS))
    found, notices = parting.parted({(0, 1): Meeting(Contact.BORDER)}, land, keys, tmp_path)
    assert notices == ()
    said = found.get((0, 1), parting.Parted())
    assert (said.lines, said.unsure) == ({"Road"} if sure else set(), {"Road"} if unsure else set())


@pytest.mark.parametrize(
    ("thick", "kind", "doubtful"),
    [(0.002, Contact.NEAR, False), (0.012, Contact.NEAR, True), (0.03, None, False)],
)
def test_a_sliver_of_a_third_unit_parts_whom_a_gap_joins(
    thick: float, kind: Contact | None, doubtful: bool
) -> None:
    """It lies across the shortest way; elsewhere the two face each other freely."""
    right = shapely.box(14, 0, 30, 10)
    _, south, _, north = shapely.shortest_line(LEFT, right).bounds
    found = met("near", right, shapely.box(12, south - 1, 12 + thick, north + 1))
    said = found.get((0, 1))
    assert (said and said.contact, bool(said and said.doubtful)) == (kind, doubtful)


@pytest.mark.parametrize(
    ("free", "faces"), [(1, True), (2.6, False), (4, True), (8, False), (16, True), (17.5, False)]
)
@pytest.mark.parametrize("angle", [0, 30, 45, 100, 200, 300])
def test_two_units_are_looked_at_after_1_4_and_16_steps(
    free: float, faces: bool, angle: float
) -> None:
    """All between is built up but for two metres that far from the corner, whatever the way."""
    built = [shapely.box(10.5, low, 11.5, high) for low, high in (
        (-5, free - 1.05), (free + 1.05, 105))]  # fmt: skip
    shapes = np.array(
        [affinity.rotate(shape, angle, origin=(0, 0)) for shape in (
            shapely.box(0, 0, 10, 100), shapely.box(12, 0, 22, 100), *built)], dtype=object
    )  # fmt: skip
    found, doubt = facing.facing(shapes, np.array([[0, 1]]), 1.0, 20.0)
    assert (found.tolist(), doubt.any()) == ([faces], doubt.any())


@pytest.mark.parametrize(
    ("stated", "own", "told"),
    [("", "", "-"), ("nowhere" * 20, "EPSG:4326", ("nowhere" * 20)[:60]), ("", "here", "here"),
     ("gcj02", "EPSG:4326", "gcj02"), ("BD-09", "", "BD-09"), ("there,swap", "", "there")],
)  # fmt: skip
def test_a_system_that_is_not_known_is_named(stated: str, own: str, told: str) -> None:
    found = ground.settle(np.array([LEFT], dtype=object), stated, own)
    assert isinstance(found, Finding)
    assert (found.code, found.facts) == ("WITNESS_GROUND_STATED", {"crs": told})


@pytest.mark.parametrize(("least", "doubtful"), [(0.0, False), (0.05, False), (0.06, True)])
def test_a_least_border_within_the_doubt_leaves_none(least: float, doubtful: bool) -> None:
    """Five centimetres are asked of rounding itself: then every border counts for sure."""
    found = met("rook", shapely.box(10, 9.93, 20, 20), least=least)
    assert found[0, 1].doubtful is doubtful
