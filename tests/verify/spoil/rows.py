"""Faults in the rows of units."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from redistrict.witness.claimed import Claimed
from redistrict.witness.facts import Witnessed
from tests.verify.corruption import corruption
from tests.verify.forge import edit, forge, reassign


def units(claimed: Claimed, change: Callable[[list[dict[str, str]]], Any]) -> Claimed:
    return replace(claimed, units=edit(claimed.units, change))


def cell(items: list[dict[str, str]], unit: str) -> dict[str, str]:
    return next((cells for cells in items if cells.get("unit_id") == unit), {})


@corruption("PLAN_UNIT_MISSING")
def drop_unit(claimed: Claimed, _: Witnessed) -> Claimed:
    return units(claimed, lambda items: items.pop(3))


@corruption("PLAN_UNIT_MISSING", "present")
def drop_unit_and_forge(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    def change(items: list[dict[str, str]]) -> None:
        items[:] = [cells for cells in items if cells["unit_id"] != "a1"]

    return forge(units(claimed, change), witnessed)


@corruption("PLAN_UNIT_TWICE", "once")
def same_unit_twice(claimed: Claimed, _: Witnessed) -> Claimed:
    return units(claimed, lambda items: items.append(dict(items[0])))


@corruption("PLAN_UNIT_TWICE")
def unit_in_two_communities(claimed: Claimed, _: Witnessed) -> Claimed:
    return units(claimed, lambda items: items.append(items[0] | {"community_after": "C"}))


@corruption("PLAN_UNIT_UNKNOWN", "known")
def ghost_unit(claimed: Claimed, _: Witnessed) -> Claimed:
    ghost = {"unit_id": "z9", "subdistrict": "Toy", "households": "0", "community_before": "A"}
    return units(claimed, lambda items: items.append(ghost | {"community_after": "A"}))


@corruption("PLAN_UNIT_MISSING")
def id_with_blank(claimed: Claimed, _: Witnessed) -> Claimed:
    return units(claimed, lambda items: cell(items, "a2").update(unit_id="a2 "))


@corruption("PLAN_UNIT_MISSING")
def id_full_width(claimed: Claimed, _: Witnessed) -> Claimed:
    return units(claimed, lambda items: cell(items, "a3").update(unit_id="ａ3"))


@corruption("PLAN_UNIT_MISSING")
def id_in_capitals(claimed: Claimed, _: Witnessed) -> Claimed:
    return units(claimed, lambda items: cell(items, "a4").update(unit_id="A4"))


@corruption("PLAN_COMMUNITY_BLANK", "settled")
def blank_community(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return forge(reassign(claimed, {"a1": ""}), witnessed)


@corruption("PLAN_COMMUNITY_UNKNOWN")
def community_with_blank(claimed: Claimed, _: Witnessed) -> Claimed:
    def change(items: list[dict[str, str]]) -> None:
        for cells in items:
            if cells["community_after"] == "A":
                cells["community_after"] = "A "

    return units(claimed, change)


@corruption("PLAN_COMMUNITY_UNKNOWN", "named")
def community_invented(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    members = [line.cells["unit_id"] for line in claimed.units.lines
               if line.cells["community_after"].startswith("NEW-Toy")]  # fmt: skip
    return forge(reassign(claimed, dict.fromkeys(members, "Harmony")), witnessed)


@corruption("PLAN_NUMBER_NOT_DUE", "named")
def provisional_number(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    members = [line.cells["unit_id"] for line in claimed.units.lines
               if line.cells["community_after"].startswith("NEW-Toy")]  # fmt: skip
    return forge(reassign(claimed, dict.fromkeys(members, "NEW-Toy-7")), witnessed)


@corruption("PLAN_NAME_NOT_DUE", "named")
def names_swapped(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    swap = {"A": "D", "D": "A"}
    moves = {
        line.cells["unit_id"]: swap.get(line.cells["community_after"],
                                        line.cells["community_after"])
        for line in claimed.units.lines
    }  # fmt: skip
    return forge(reassign(claimed, moves), witnessed)


@corruption("PLAN_ACROSS", "named")
def across_subdistricts(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    moves = {line.cells["unit_id"]: "A" for line in claimed.units.lines
             if line.cells["community_after"] == "X"}  # fmt: skip
    return forge(reassign(claimed, moves), witnessed)


@corruption("SHEET_ORDER", "units")
def rows_shuffled(claimed: Claimed, _: Witnessed) -> Claimed:
    return units(claimed, lambda items: items.insert(0, items.pop(2)))


@corruption("SHEET_CELL_DIFFERS", "units")
def households_of_a_unit(claimed: Claimed, _: Witnessed) -> Claimed:
    return units(claimed, lambda items: cell(items, "b2").update(households="401"))


@corruption("SHEET_CELL_DIFFERS", "units")
def households_as_decimal(claimed: Claimed, _: Witnessed) -> Claimed:
    return units(claimed, lambda items: cell(items, "b1").update(households="400.0"))


@corruption("SHEET_CELL_DIFFERS", "units")
def households_shifted(claimed: Claimed, _: Witnessed) -> Claimed:
    def change(items: list[dict[str, str]]) -> None:
        cell(items, "b1").update(households="399")
        cell(items, "b2").update(households="401")

    return units(claimed, change)


@corruption("SHEET_CELL_DIFFERS", "units")
def community_of_today(claimed: Claimed, _: Witnessed) -> Claimed:
    return units(claimed, lambda items: cell(items, "b3").update(community_before="C"))


@corruption("SHEET_CELL_DIFFERS", "units")
def parent_of_a_unit(claimed: Claimed, _: Witnessed) -> Claimed:
    return units(claimed, lambda items: cell(items, "c1").update(subdistrict="Other"))


@corruption("SHEET_CELL_DIFFERS")
def moved_in_one_file(claimed: Claimed, _: Witnessed) -> Claimed:
    return reassign(claimed, {"b3": "A"})
