"""Limits in words on the toy city, whose streets everybody can see."""

import dataclasses

import pytest
import shapely

from redistrict.report.dossier.boundary import describe, dividing, gaps
from redistrict.report.dossier.case import Case
from redistrict.store.folder import Folder
from tests.dossier.conftest import without_map
from tests.map import toy


def test_four_sides_name_the_lines_and_leave_blanks(city: Folder) -> None:
    said = describe(Case(city), "A", "sides")
    east, south, west, north = said.split("，")
    assert east == "东至永宁路"
    assert south == "南至槐安街"
    assert west == "西至清浅河"
    assert north == "北至【待填：约400米的界线名称】"


def test_a_walk_goes_clockwise_from_the_north_west(city: Folder) -> None:
    said = describe(Case(city), toy.NEW, "walk")
    assert said == (
        "自清浅河与槐安街交汇处起，沿槐安街向东至永宁路，沿永宁路向南至中兴大街，"
        "沿中兴大街向西至清浅河，沿清浅河向北至槐安街，回到起点"
    )


def test_one_street_divides_what_is_split(city: Folder) -> None:
    said = dividing(Case(city), "A", toy.NEW)
    assert said.startswith("以槐安街为界，槐安街以南为")


@pytest.mark.parametrize(("missing", "said"), [(10, "以"), (60, "主要以"), (100, "")])
def test_a_part_without_the_street_is_not_kept_silent(
    city: Folder, missing: int, said: str
) -> None:
    """Less than a corner is nothing; beyond a fifth the street does not divide any more."""
    roads = city.context["roads"].copy()
    beyond = shapely.box(toy.EAST + missing, toy.NORTH - 900, toy.EAST + 1200, toy.NORTH + 100)
    street = roads["name"] == "槐安街"
    roads.loc[street, "geometry"] = roads.loc[street, "geometry"].intersection(beyond)
    folder = dataclasses.replace(city, context={**city.context, "roads": roads})
    assert dividing(Case(folder), "A", toy.NEW).partition("槐安街")[0] == said


def test_roads_under_construction_are_marked(city: Folder) -> None:
    assert "翠微路（在建）" in describe(Case(city), "C", "sides")


def test_unnamed_stretches_are_listed_with_length_and_place(city: Folder) -> None:
    rows = [row for row in gaps(Case(city)).rows if row[1] == "柳荫社区"]
    assert [(row[2], row[4]) for row in rows] == [(400, None)]
    assert rows[0][3] == "500200, 4500000"


def test_without_a_map_the_words_stay_blank(city: Folder) -> None:
    assert describe(Case(without_map(city)), "A", "sides").startswith("【待填：")
