"""Neighbours of a list without a map: the four sides of a row, and whom they join."""

import pytest

from redistrict.witness import sides


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        ("东至文苑路，南至新华街", {"east": "文苑路", "south": "新华街"}),
        (
            "东到甲，南临乙,西邻丙；北靠丁",
            {"east": "甲", "south": "乙", "west": "丙", "north": "丁"},
        ),
        (
            "东侧至甲;南边临乙。西面靠丙 北以丁",
            {"east": "甲", "south": "乙", "west": "丙", "north": "丁"},
        ),
        ("东：甲\n南:乙", {"east": "甲", "south": "乙"}),
        ("东至甲南至乙", {"east": "甲", "south": "乙"}),
        ("东至到甲", {"east": "甲"}),
        ("东至甲，东至乙", {"east": "甲"}),
        ("东至甲、", {"east": "甲"}),
        ("东至东街", {"east": "东街"}),
        ("东侧", {}),
        ("东至", {}),
        ("东", {}),
        ("至甲", {}),
        ("", {}),
        ("东街甲", {}),
        ("东边街至甲", {}),
    ],
)
def test_the_sides_of_a_text(bounds: str, told: dict[str, str]) -> None:
    assert sides.told(bounds) == told


def row(key: str, name: str = "", parent: str = "街", **cells: str) -> sides.Compound:
    return sides.Compound(key, name or key, parent, cells)


def pairs(*rows: sides.Compound) -> set[tuple[str, str]]:
    return sides.pairs(sides.Listed(rows))


@pytest.mark.parametrize(
    ("line", "joined"),
    [
        ("文苑路", True),
        ("清河路", True),
        ("清河", False),
        ("长江", False),
        ("干渠", False),
        ("大沟", False),
        ("东湖", False),
        ("京包铁路", False),
        ("京藏高速", False),
        ("北高架", False),
        ("南快速路", False),
        ("一环线", False),
    ],
)
@pytest.mark.parametrize("ways", [("east", "west", "south"), ("north", "south", "west")])
def test_a_street_joins_whom_it_parts_and_a_river_does_not(
    line: str, joined: bool, ways: tuple[str, str, str]
) -> None:
    """They face each other across it and share another line beside it."""
    side, opposite, beside = ways
    one, other = {side: line, beside: "新华街"}, {opposite: line, beside: "新华街"}
    assert pairs(row("a", **one), row("b", **other)) == ({("a", "b")} if joined else set())
    assert pairs(row("a", **one), row("b", **other | {beside: "x"})) == set()
    assert pairs(row("a", **one), row("b", parent="另街", **other)) == set()
    assert pairs(row("a", **one), row("b", **one)) == set()


def test_rows_with_the_same_four_sides_lie_in_one_block() -> None:
    block = {"east": "a 路", "south": "b", "west": "c", "north": "d"}
    same = block | {"east": "a路"}
    assert pairs(row("x", **block), row("y", **same), row("z", **same)) == {
        ("x", "y"), ("x", "z"), ("y", "z"),
    }  # fmt: skip
    assert pairs(row("x", **block), row("y", **block | {"north": "e"})) == set()
    three = {key: block[key] for key in ("east", "south", "west")}
    assert pairs(row("x", **three), row("y", **three)) == set()


@pytest.mark.parametrize("cell", ["甲园", "丙、甲园", "丙/甲园小区", "丙和甲园", "丙及甲园",
                                  "丙|甲园", "丙;甲园", "丙；甲园"])  # fmt: skip
def test_a_side_that_is_a_compound(cell: str) -> None:
    assert pairs(row("a", "甲园"), row("b", "乙园", east=cell)) == {("a", "b")}
    assert pairs(row("a", "甲园", "别街"), row("b", "乙园", east=cell)) == set()


@pytest.mark.parametrize(
    "cell", ["a", "甲园", "甲园小区", "x;a", "x,a", "x、a", "x，a", "x；a", "x|a", "x\na", " a "]
)
def test_a_neighbour_that_is_named(cell: str) -> None:
    assert pairs(row("a", "甲园"), row("b", "乙园", neighbours=cell)) == {("a", "b")}


def test_a_name_of_two_means_nobody() -> None:
    """Within the subdistrict first; an id before every name; nobody is a neighbour of itself."""
    rows = row("a", "甲园"), row("c", "甲园", "别街"), row("b", "乙园", neighbours="甲园")
    assert pairs(*rows) == {("a", "b")}
    assert pairs(*rows[:1], row("d", "甲园"), rows[2]) == set()
    assert pairs(rows[1], row("b", "乙园", neighbours="甲园")) == {("b", "c")}
    assert pairs(row("a", "b"), row("b", "x"), row("c", neighbours="b")) == {("b", "c")}
    assert pairs(row("a", neighbours="a")) == set()
    listed = sides.Listed(rows)
    assert sides.answered("b", "a;c", listed) == {("a", "b"), ("b", "c")}
    assert sides.answered("b", "甲园;b;x", listed) == set()
