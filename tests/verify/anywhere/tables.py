"""Ways to spoil tables of communities and moves, and the map layers."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from redistrict.witness.claimed import Claimed, Sheet
from tests.verify.anywhere.draw import Draw, Rows, kind
from tests.verify.forge import edit


def _table(draw: Draw, name: str, at: int, change: Callable[[Rows], Any]) -> Claimed:
    sheets: list[Sheet] = list(getattr(draw.claimed, name))
    sheets[at] = edit(sheets[at], change)
    if not sheets[at].lines:
        raise LookupError
    return replace(draw.claimed, **{name: tuple(sheets)})  # type: ignore[arg-type]  # by name


def _more(column: str, dice: random.Random) -> Callable[[Rows], Any]:
    def change(items: Rows) -> None:
        item = dice.choice([item for item in items if item[column]])
        item[column] = str(int(item[column]) + 1)

    return change


@kind("SHEET_CELL_DIFFERS")
def total_of_a_community(draw: Draw) -> Claimed:
    return _table(draw, "communities", 0, _more("households_after", draw.dice))


@kind("SHEET_CELL_DIFFERS")
def count_of_units(draw: Draw) -> Claimed:
    return _table(draw, "communities", 0, _more("units_after", draw.dice))


@kind("SHEET_CELL_DIFFERS")
def total_in_the_record(draw: Draw) -> Claimed:
    return _table(draw, "communities", 1, _more("households_before", draw.dice))


@kind("SHEET_ROW_MISSING")
def community_row_missing(draw: Draw) -> Claimed:
    return _table(draw, "communities", draw.dice.randrange(2),
                  lambda items: items.pop(draw.dice.randrange(len(items))))  # fmt: skip


@kind("SHEET_ROW_TWICE")
def community_row_twice(draw: Draw) -> Claimed:
    return _table(draw, "communities", draw.dice.randrange(2),
                  lambda items: items.append(dict(draw.dice.choice(items))))  # fmt: skip


@kind("SHEET_ROW_MISSING")
def community_of_another_parent(draw: Draw) -> Claimed:
    def change(items: Rows) -> None:
        draw.dice.choice(items)["subdistrict"] = "Elsewhere"

    return _table(draw, "communities", 0, change)


@kind("SHEET_CELL_DIFFERS")
def kind_of_change(draw: Draw) -> Claimed:
    return _table(draw, "communities", 0,
                  lambda items: draw.dice.choice(items).update(kind="reshapen"))  # fmt: skip


@kind("SHEET_CELL_DIFFERS")
def move_of_more(draw: Draw) -> Claimed:
    return _table(draw, "changes", draw.dice.randrange(2), _more("households", draw.dice))


@kind("SHEET_ROW_MISSING")
def move_missing(draw: Draw) -> Claimed:
    return _table(draw, "changes", 0, lambda items: items.append(items.pop() | {"subdistrict": ""}))


@kind("SHEET_CELL_DIFFERS")
def layer_moved(draw: Draw) -> Claimed:
    return _table(draw, "copies", 0,
                  lambda items: draw.dice.choice(items).update(community_after="2"))  # fmt: skip


@kind("SHEET_CELL_DIFFERS")
def layer_households(draw: Draw) -> Claimed:
    return _table(draw, "copies", 0, _more("households", draw.dice))


@kind("SHEET_ROW_MISSING")
def layer_unit_missing(draw: Draw) -> Claimed:
    return _table(draw, "copies", 0, lambda items: items.pop(draw.dice.randrange(len(items))))
