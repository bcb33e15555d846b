"""Made-up places follow the published arithmetic of the real ones."""

from collections import Counter
from pathlib import Path

import pytest

from redistrict.domain.sites import Becomes, Site, SiteRule, judge
from redistrict.intake import profiles
from redistrict.intake import scenario as intake_scenario
from redistrict.run.propose import Wish, propose
from redistrict.synth import grids, make, places, sites
from redistrict.synth.offices import KEY
from redistrict.synth.orders import HANMIAN, ORDERS, YINLING

SCENARIOS = Path(__file__).parents[2] / "scenarios"
RULE = SiteRule(group_from=15, own_from=400, group_most=300, source="toy")


@pytest.mark.parametrize(
    ("key", "parents", "communities"),
    [("heichuan", 5, 67), ("suquan", 4, 21), ("lixi", 8, 99), ("hanmian", 20, 293)],
)
def test_the_published_numbers_of_communities(key: str, parents: int, communities: int) -> None:
    offices = [office for _, own in ORDERS[key].towns for office in own]
    assert (len(offices), sum(count for _, count in offices)) == (parents, communities)


def test_the_order_after_baiyin() -> None:
    """Eleven too large, one piece of land without a community: twelve more, as published.

    A part of a community beside that land could join it, and there would be eleven: the street
    office with the land has none to split, and all its communities together have no room.
    """
    assert (YINLING.sizes.over, YINLING.loose) == (11, 1)
    assert profiles.load("baiyin-2020").rules == {"min": 1500, "max": 3000}
    made = places.build(YINLING).communities
    (loose,) = (item for item in made if item.kind == "loose")
    beside = [item for item in made if item.office == loose.office and item is not loose]
    assert 1500 <= loose.households <= 3000
    assert {item.kind for item in beside} == {"full"}
    assert sum(3000 - item.households for item in beside) < loose.households


def test_where_land_has_no_community_one_is_set_up(tmp_path: Path) -> None:
    """The street office with the loose land: one more, and nothing else changes."""
    (loose,) = (item for item in places.build(YINLING).communities if item.kind == "loose")
    wish = Wish(subdistricts=(loose.office,))
    record = propose(SCENARIOS / "yinling.toml", tmp_path / "out", wish)
    totals = record.totals
    assert (totals.communities_before, totals.set_up, totals.abolished) == (5, 1, 0)
    assert totals.touched_communities == 0
    assert totals.out_of_band == 0


QUICK = ("heichuan", "lixi", "suquan", "yinling")


@pytest.mark.parametrize(
    "key",
    [*QUICK, *(pytest.param(key, marks=pytest.mark.acceptance) for key in ("hanmian", KEY))],
)
def test_the_bundled_files_are_what_synth_makes(key: str, tmp_path: Path) -> None:
    """Data and scenario, byte by byte."""
    data = tmp_path / "data" / "boundaries" / key
    made = make(data, like=key, scenario=tmp_path / "scenarios" / f"{key}.toml")
    assert made.read_bytes() == (SCENARIOS / f"{key}.toml").read_bytes()
    bundled = SCENARIOS.parent / "data" / "boundaries" / key
    names = sorted(path.name for path in bundled.iterdir())
    assert sorted(path.name for path in data.iterdir()) == names
    for name in names:
        assert (data / name).read_bytes() == (bundled / name).read_bytes(), name


def test_108_sites_make_101_groups_6_communities_and_2_stations() -> None:
    """Baiyin's published outcome: 109 for 108 sites, not one per site."""
    rows = sites.draw(places.build(YINLING))
    assert (len(rows), sum(row["户数"] for row in rows)) == (108, 13_969)
    assert sum(row["人数"] for row in rows) == 58_858
    found = [judge(site(row), RULE) for row in rows]
    count = Counter(item.becomes for item in found)
    assert (count[Becomes.OWN], count[Becomes.STATION], count[Becomes.NEIGHBOUR]) == (6, 2, 0)
    assert sum(item.groups for item in found) == 101


def site(row: dict[str, object]) -> Site:
    lacking = tuple(name for name in ("党员人数达标", "服务用房达标") if row[name] == "否")
    return Site("x", "x", int(str(row["户数"])), 0, "", "", row["与原村相邻"] == "是", lacking)


@pytest.mark.parametrize(
    ("households", "beside", "lacking", "becomes", "groups"),
    [
        (14, False, (), Becomes.NEIGHBOUR, 0),
        (15, False, (), Becomes.GROUP, 1),
        (301, False, (), Becomes.GROUP, 2),
        (14, True, (), Becomes.VILLAGE, 1),
        (399, True, (), Becomes.VILLAGE, 2),
        (400, True, (), Becomes.OWN, 0),
        (400, False, ("room",), Becomes.STATION, 0),
    ],
)
def test_the_tiers_at_their_edges(
    households: int, beside: bool, lacking: tuple[str, ...], becomes: Becomes, groups: int
) -> None:
    found = judge(Site("x", "x", households, 0, "", "", beside, lacking), RULE)
    assert (found.becomes, found.groups) == (becomes, groups)


def test_the_city_of_grids() -> None:
    """About 16,000 buildings in 293 communities; today's grids near the published 1,623."""
    made = places.build(HANMIAN)
    buildings = sum(len(item.lot.slabs) for item in made.compounds)
    assert len(made.communities) == 293
    assert 14_500 <= buildings <= 17_500
    assert 1_400 <= len(grids.draw(made)[1]) <= 1_750


@pytest.mark.parametrize("key", sorted(ORDERS))
def test_every_place_comes_with_a_scenario(key: str) -> None:
    """The scenario is in order and its band is known."""
    read = intake_scenario.read(SCENARIOS / f"{key}.toml")
    band = read.rules(read.standard())
    assert (band.min, band.max) in {(1000, 3000), (1500, 3000), (300, 500)}
    assert read.made_up
