"""Ways to spoil a proposal, each with the code of the finding that must tell it.

The base is a toy of two subdistricts: its plan is sound, and has one exception with its reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from redistrict.domain.outcome import Exemption, Status, Why
from redistrict.domain.units import Contact, Edge
from redistrict.verify.folder import Checks
from redistrict.verify.folder import verify as verify_claimed
from redistrict.witness.claimed import Claimed, Echo
from redistrict.witness.facts import Witnessed
from tests.verify.forge import edit, forge, join, reassign, with_part, with_tier

__all__ = ["CORRUPTIONS", "Base", "Checks", "Corruption", "verify_claimed"]


@dataclass(frozen=True)
class Base:
    """A sound proposal with the facts it was made from."""

    witnessed: Witnessed
    claimed: Claimed


Spoil = Callable[[Claimed, Witnessed], Claimed]


@dataclass(frozen=True)
class Corruption:
    """One way to spoil a claim.

    Parameters
    ----------
    sole
        Name of the check that alone can tell it, empty where several can.
    forged
        Whether everything that follows from the fault is made to agree with it.
    """

    name: str
    code: str
    spoil: Spoil
    sole: str = ""
    forged: bool = False


CORRUPTIONS: list[Corruption] = []


def corruption(code: str, sole: str = "") -> Callable[[Spoil], Spoil]:
    def add(spoil: Spoil) -> Spoil:
        forged = "witnessed" in spoil.__code__.co_varnames
        CORRUPTIONS.append(Corruption(spoil.__name__, code, spoil, sole, forged))
        return spoil

    return add


def units(claimed: Claimed, change: Callable[[list[dict[str, str]]], Any]) -> Claimed:
    return replace(claimed, units=edit(claimed.units, change))


def cell(items: list[dict[str, str]], unit: str) -> dict[str, str]:
    return next((cells for cells in items if cells.get("unit_id") == unit), {})


# Rows of units


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


# Rules, with everything else forged


@corruption("PLAN_NOT_CONTIGUOUS", "contiguous")
def in_two_pieces(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return forge(reassign(claimed, {"d5": "A"}), witnessed)


@corruption("PLAN_GROUP_CUT", "compounds_whole")
def compound_cut(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return forge(reassign(claimed, {"c3": "B"}), witnessed)


@corruption("PLAN_LOCK_TOGETHER", "locks_kept")
def together_apart(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return forge(reassign(claimed, {"c2": "A"}), witnessed)


@corruption("PLAN_LOCK_APART", "locks_kept")
def apart_together(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return forge(reassign(claimed, {"b3": "A"}), witnessed)


@corruption("PLAN_LOCK_FIXED", "locks_kept")
def fixed_elsewhere(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return forge(reassign(claimed, {"a4": "A"}), witnessed)


@corruption("PLAN_LOCK_FROZEN")
def frozen_changed(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return forge(reassign(claimed, {"d2": "E"}), witnessed)


@corruption("PLAN_OUT_OF_BAND", "in_band")
def exception_hidden(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    bare = replace(claimed, exemptions=())
    return forge(bare, witnessed, exempt=False)


@corruption("PLAN_EXEMPTION_NEEDLESS", "needed")
def exception_needless(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    more = (*claimed.exemptions, Exemption("A", Why.PROVEN))
    return forge(replace(claimed, exemptions=more), witnessed, exempt=False)


@corruption("PLAN_EXEMPTION_TWICE")
def exception_twice(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    more = (*claimed.exemptions, *claimed.exemptions)
    return forge(replace(claimed, exemptions=more), witnessed, exempt=False)


def _because(claimed: Claimed, witnessed: Witnessed, why: Why) -> Claimed:
    made = tuple(replace(item, why=why, facts={}) for item in claimed.exemptions)
    return forge(replace(claimed, exemptions=made), witnessed, exempt=False)


@corruption("PLAN_EXEMPTION_FALSE", "reasons_true")
def no_such_unit(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return _because(claimed, witnessed, Why.UNIT)


@corruption("PLAN_EXEMPTION_FALSE", "reasons_true")
def no_such_piece(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return _because(claimed, witnessed, Why.PIECE)


@corruption("PLAN_EXEMPTION_FALSE", "reasons_true")
def no_such_lock(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return _because(claimed, witnessed, Why.LOCK)


@corruption("PLAN_EXEMPTION_FALSE", "reasons_true")
def actions_could(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return _because(claimed, witnessed, Why.ACTION)


@corruption("PLAN_EXEMPTION_FALSE", "reasons_true")
def open_though_closed(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return _because(claimed, witnessed, Why.OPEN)


@corruption("PLAN_EXEMPTION_FACT", "facts_true")
def fact_of_exception(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    made = tuple(replace(item, facts={"households": 1}) for item in claimed.exemptions)
    return forge(replace(claimed, exemptions=made), witnessed, exempt=False)


@corruption("PLAN_EXEMPTIONS_DIFFER", "exemptions")
def exception_in_one_place(claimed: Claimed, _: Witnessed) -> Claimed:
    return join(with_part(claimed, 0, exemptions=()))


@corruption("PLAN_ACTION_NOT_ALLOWED", "allowed")
def reshaped_without_leave(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    moved = reassign(claimed, {"d3": "C"})
    return forge(replace(moved, alternative="split-merge"), witnessed)


# Figures


@corruption("SHEET_CELL_DIFFERS", "communities")
def households_of_a_community(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.communities[0], lambda items: items[0].update(households_after="1"))
    return replace(claimed, communities=(table, claimed.communities[1]))


@corruption("SHEET_CELL_DIFFERS", "communities")
def two_communities_shifted(claimed: Claimed, _: Witnessed) -> Claimed:
    def change(items: list[dict[str, str]]) -> None:
        for cells, step in zip(items, (1, -1), strict=False):
            cells["households_after"] = str(int(cells["households_after"] or 0) + step)

    both = tuple(edit(table, change) for table in claimed.communities)
    return replace(claimed, communities=both)


@corruption("SHEET_CELL_DIFFERS", "communities")
def kind_of_a_community(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.communities[0], lambda items: items[0].update(kind="merged"))
    return replace(claimed, communities=(table, claimed.communities[1]))


@corruption("SHEET_CELL_DIFFERS", "communities")
def parent_renamed(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.communities[0], lambda items: items[0].update(area_m2_before="5"))
    return replace(claimed, communities=(table, claimed.communities[1]))


@corruption("SHEET_ROW_MISSING", "communities")
def community_row_missing(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.communities[0], lambda items: items.pop(1))
    return replace(claimed, communities=(table, claimed.communities[1]))


@corruption("SHEET_ROW_TWICE", "communities")
def community_row_twice(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.communities[0], lambda items: items.append(dict(items[1])))
    return replace(claimed, communities=(table, claimed.communities[1]))


@corruption("SHEET_ROW_UNKNOWN", "communities")
def community_row_unknown(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.communities[0], lambda items: items.append(items[1] | {"community": "Q"}))
    return replace(claimed, communities=(table, claimed.communities[1]))


@corruption("SHEET_ROW_MISSING", "changes")
def change_row_missing(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.changes[0], lambda items: items.pop(0))
    return replace(claimed, changes=(table, claimed.changes[1]))


@corruption("SHEET_CELL_DIFFERS", "changes")
def change_row_smaller(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.changes[1], lambda items: items[0].update(households="1"))
    return replace(claimed, changes=(claimed.changes[0], table))


@corruption("SHEET_CELL_DIFFERS", "copies")
def layer_differs(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.copies[0], lambda items: items[0].update(community_after="C"))
    return replace(claimed, copies=(table,))


@corruption("SHEET_ROW_MISSING", "copies")
def layer_lacks_a_unit(claimed: Claimed, _: Witnessed) -> Claimed:
    return replace(claimed, copies=(edit(claimed.copies[0], lambda items: items.pop(0)),))


def _totals(claimed: Claimed, at: int, **changes: Any) -> Claimed:
    return with_part(claimed, at, totals={**claimed.parts[at].totals, **changes})


@corruption("PLAN_FIGURE_DIFFERS", "figures")
def moved_households_less(claimed: Claimed, _: Witnessed) -> Claimed:
    return _totals(claimed, 0, moved_households=claimed.parts[0].totals["moved_households"] - 1)


@corruption("PLAN_FIGURE_DIFFERS", "figures")
def figure_as_decimal(claimed: Claimed, _: Witnessed) -> Claimed:
    return _totals(claimed, 0, households=float(claimed.parts[0].totals["households"]))


@corruption("PLAN_FIGURE_DIFFERS")
def subdistricts_shifted(claimed: Claimed, _: Witnessed) -> Claimed:
    first, second = (part.totals["households"] for part in claimed.parts)
    return _totals(_totals(claimed, 0, households=first + 7), 1, households=second - 7)


@corruption("PLAN_FIGURE_DIFFERS", "sums")
def whole_households(claimed: Claimed, _: Witnessed) -> Claimed:
    totals = {**claimed.whole.totals, "households": claimed.whole.totals["households"] + 1}
    return replace(claimed, whole=replace(claimed.whole, totals=totals))


@corruption("PLAN_FIGURE_DIFFERS", "sums")
def whole_units(claimed: Claimed, _: Witnessed) -> Claimed:
    totals = {**claimed.whole.totals, "units": claimed.whole.totals["units"] - 1}
    return replace(claimed, whole=replace(claimed.whole, totals=totals))


@corruption("PLAN_FIGURE_DIFFERS", "figures")
def figure_left_out(claimed: Claimed, _: Witnessed) -> Claimed:
    totals = {key: value for key, value in claimed.parts[0].totals.items() if key != "tolerated"}
    return with_part(claimed, 0, totals=totals)


@corruption("PLAN_TIER_VALUE", "values")
def objective_less(claimed: Claimed, _: Witnessed) -> Claimed:
    value = claimed.parts[0].tiers[2].result.value - 1
    return join(with_tier(claimed, 2, value=value, bound=value))


@corruption("PLAN_BOUND_ABOVE", "bounds")
def bound_above_value(claimed: Claimed, _: Witnessed) -> Claimed:
    value = claimed.parts[0].tiers[2].result.value
    return join(with_tier(claimed, 2, bound=value + 1))


@corruption("PLAN_BOUND_AFTER_OPEN")
def bound_after_open(claimed: Claimed, _: Witnessed) -> Claimed:
    value = claimed.parts[0].tiers[2].result.value
    opened = with_tier(claimed, 2, bound=value - 1)
    return with_part(opened, 0, status=Status.FEASIBLE)


@corruption("PLAN_GAP_FALSE", "bounds")
def no_gap_claimed(claimed: Claimed, _: Witnessed) -> Claimed:
    opened = _opened(claimed)
    tiers = list(opened.parts[0].tiers)
    tiers[-1] = replace(tiers[-1], gap=0.0)
    return with_part(opened, 0, tiers=tuple(tiers))


def _opened(claimed: Claimed) -> Claimed:
    """Return the claim with the last tier of the first subdistrict open: still sound."""
    value = claimed.parts[0].tiers[-1].result.value
    opened = with_tier(claimed, -1, bound=value - 1)
    gap = opened.parts[0].tiers[-1].gap
    return join(with_part(opened, 0, status=Status.FEASIBLE, gap=gap))


@corruption("PLAN_STATUS_FALSE", "status")
def proven_with_a_gap(claimed: Claimed, _: Witnessed) -> Claimed:
    return join(with_part(_opened(claimed), 0, status=Status.PROVEN))


@corruption("PLAN_STATUS_FALSE")
def impossible_with_a_plan(claimed: Claimed, _: Witnessed) -> Claimed:
    return join(with_part(claimed, 0, status=Status.IMPOSSIBLE))


@corruption("PLAN_STATUS_FALSE", "sums")
def whole_proven(claimed: Claimed, _: Witnessed) -> Claimed:
    opened = _opened(claimed)
    return replace(opened, whole=replace(opened.whole, status=Status.PROVEN))


@corruption("PLAN_WHOLE_TIERS", "sums")
def whole_objective(claimed: Claimed, _: Witnessed) -> Claimed:
    tiers = tuple(reversed(claimed.whole.tiers))
    return replace(claimed, whole=replace(claimed.whole, tiers=tiers))


@corruption("PLAN_WHOLE_EXEMPTIONS", "sums")
def whole_exceptions(claimed: Claimed, _: Witnessed) -> Claimed:
    return replace(claimed, whole=replace(claimed.whole, exemptions=()))


@corruption("PLAN_TIERS_OTHER", "order")
def tiers_reordered(claimed: Claimed, _: Witnessed) -> Claimed:
    both = [with_part(claimed, at, tiers=tuple(reversed(part.tiers))).parts[at]
            for at, part in enumerate(claimed.parts)]  # fmt: skip
    return join(replace(claimed, parts=tuple(both)))


@corruption("PLAN_PART_MISSING")
def subdistrict_missing(claimed: Claimed, _: Witnessed) -> Claimed:
    return replace(claimed, parts=claimed.parts[:1])


@corruption("PLAN_PART_MISSING", "parts")
def subdistrict_missing_and_forged(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    name = claimed.parts[0].subdistrict

    def change(items: list[dict[str, str]]) -> None:
        items[:] = [cells for cells in items if cells["subdistrict"] == name]

    fewer = replace(claimed, parts=claimed.parts[:1], problems=claimed.problems[:1])
    return forge(units(fewer, change), witnessed)


@corruption("PLAN_PART_UNKNOWN", "parts")
def problem_unknown(claimed: Claimed, _: Witnessed) -> Claimed:
    more = replace(claimed.problems[0], subdistrict="Nowhere")
    return replace(claimed, problems=(*claimed.problems, more))


@corruption("PLAN_COMPLETE_FALSE", "complete")
def called_incomplete(claimed: Claimed, _: Witnessed) -> Claimed:
    return replace(claimed, complete=False)


@corruption("PLAN_ECHO_DIFFERS", "echoes")
def written_twice(claimed: Claimed, _: Witnessed) -> Claimed:
    return replace(claimed, echoes=(*claimed.echoes, Echo("record.totals", 5, 5.0)))


@corruption("PLAN_ALTERNATIVE_UNKNOWN", "known")
def alternative_not_asked(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    home = {line.cells["unit_id"]: line.cells["community_before"] for line in claimed.units.lines}
    return forge(replace(reassign(claimed, home), alternative="wonderful"), witnessed)


@corruption("PLAN_NOT_TODAY", "kept")
def today_changed(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    bare = replace(claimed, alternative="today", exemptions=())
    return forge(reassign(bare, {"d3": "C"}), witnessed)


# What the plan was made for


def _statement(claimed: Claimed, **changes: Any) -> Claimed:
    first = claimed.problems[0]
    changed = replace(first, statements={**first.statements, **changes})
    return replace(claimed, problems=(changed, *claimed.problems[1:]))


@corruption("PLAN_TERMS_DIFFER", "terms")
def band_widened(claimed: Claimed, _: Witnessed) -> Claimed:
    rules: Mapping[str, Any] = claimed.problems[0].statements["rules"]
    return _statement(claimed, rules={**rules, "max": rules["max"] + 500})


@corruption("PLAN_TERMS_DIFFER", "stated")
def definition_changed(claimed: Claimed, _: Witnessed) -> Claimed:
    stated: Mapping[str, Any] = claimed.statement or {}
    return replace(claimed, statement={**stated, "households_definition": "dwellings"})


@corruption("PLAN_TERMS_DIFFER", "stated")
def band_printed_wider(claimed: Claimed, _: Witnessed) -> Claimed:
    rules: Mapping[str, Any] = claimed.rules or {}
    return replace(claimed, rules={**rules, "max": 3500})


@corruption("SHEET_CELL_DIFFERS", "communities")
def called_filed(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.communities[1], lambda items: items[0].update(filed="0"))
    return replace(claimed, communities=(claimed.communities[0], table))


@corruption("PLAN_TERMS_DIFFER", "terms")
def lock_forgotten(claimed: Claimed, _: Witnessed) -> Claimed:
    return _statement(claimed, locks=claimed.problems[0].statements["locks"][1:])


@corruption("PLAN_TERMS_DIFFER", "terms")
def anchor_invented(claimed: Claimed, _: Witnessed) -> Claimed:
    items = [dict(item) for item in claimed.problems[0].statements["communities"]]
    items[0]["anchor"] = "a1"
    return _statement(claimed, communities=items)


@corruption("PLAN_TERMS_DIFFER", "terms")
def target_moved(claimed: Claimed, _: Witnessed) -> Claimed:
    return _statement(
        claimed, workload_target=claimed.problems[0].statements["workload_target"] + 1
    )


def _edges(claimed: Claimed, edges: tuple[Edge, ...]) -> Claimed:
    changed = replace(claimed.problems[0], edges=edges)
    return replace(claimed, problems=(changed, *claimed.problems[1:]))


@corruption("PLAN_EDGE_INVENTED", "edges")
def edge_added(claimed: Claimed, _: Witnessed) -> Claimed:
    return _edges(claimed, (*claimed.problems[0].edges, Edge("a1", "d5")))


@corruption("PLAN_EDGE_MISSING")
def edge_removed(claimed: Claimed, _: Witnessed) -> Claimed:
    return _edges(claimed, claimed.problems[0].edges[1:])


@corruption("PLAN_EDGE_INVENTED", "edges")
def barrier_forgotten(claimed: Claimed, _: Witnessed) -> Claimed:
    edges = tuple(
        replace(edge, contact=Contact.BORDER) if edge.contact is Contact.BARRIER else edge
        for edge in claimed.problems[0].edges
    )
    return _edges(claimed, edges)


@corruption("PLAN_EDGE_UNSOUND", "edges")
def barrier_without_reason(claimed: Claimed, _: Witnessed) -> Claimed:
    edges = tuple(replace(edge, reason="") for edge in claimed.problems[0].edges)
    return _edges(claimed, edges)


@corruption("PLAN_EDGE_UNSOUND", "edges")
def border_called_bridge(claimed: Claimed, _: Witnessed) -> Claimed:
    first = replace(claimed.problems[0].edges[0], contact=Contact.BRIDGE, reason="a bridge")
    return _edges(claimed, (first, *claimed.problems[0].edges[1:]))


@corruption("PLAN_EDGE_UNSOUND", "edges")
def edge_twice(claimed: Claimed, _: Witnessed) -> Claimed:
    return _edges(claimed, (*claimed.problems[0].edges, claimed.problems[0].edges[0]))
