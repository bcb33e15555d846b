"""Ways to spoil whatever proposal, places drawn at random; the twin of ``spoil`` for real data."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from redistrict.domain.outcome import Exemption, Status, Why
from redistrict.domain.problem import Problem
from redistrict.domain.units import Contact, Edge
from redistrict.witness.claimed import Claimed, Echo, Sheet
from redistrict.witness.facts import Witnessed
from tests.verify.forge import edit, forge, join, reassign, with_part, with_tier

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Draw:
    """A proposal with the dice that choose where to spoil it."""

    claimed: Claimed
    witnessed: Witnessed
    dice: random.Random

    @property
    def after(self) -> dict[str, str]:
        """Community of every unit as claimed."""
        return {line.cells["unit_id"]: line.cells["community_after"]
                for line in self.claimed.units.lines}  # fmt: skip

    def problem(self) -> Problem:
        """Return the subdistrict with the most units."""
        return max(self.witnessed.problems, key=lambda item: len(item.units))

    def sets(self) -> dict[str, set[str]]:
        """Return the communities of that subdistrict as claimed."""
        after = self.after
        found: dict[str, set[str]] = {}
        for unit in self.problem().units:
            found.setdefault(after.get(unit.id, ""), set()).add(unit.id)
        return found

    def part(self) -> int:
        """Return the place of a subdistrict."""
        return self.dice.randrange(len(self.claimed.parts))

    def forged(self, claimed: Claimed, *, exempt: bool = True) -> Claimed:
        """Return the claim with everything made to agree."""
        return forge(claimed, self.witnessed, exempt)

    def rows(self, change: Callable[[Rows], Any]) -> Claimed:
        """Return the claim with other rows in ``units.csv``."""
        return replace(self.claimed, units=edit(self.claimed.units, change))


Spoil = Callable[[Draw], Claimed]


@dataclass(frozen=True)
class Kind:
    """A way to spoil, with the finding that must tell it."""

    name: str
    code: str
    spoil: Spoil
    forged: bool


KINDS: list[Kind] = []


def kind(code: str) -> Callable[[Spoil], Spoil]:
    def add(spoil: Spoil) -> Spoil:
        KINDS.append(Kind(spoil.__name__, code, spoil, "forged" in spoil.__code__.co_names))
        return spoil

    return add


def _cell(draw: Draw, column: str, change: Callable[[str], str]) -> Claimed:
    at = draw.dice.randrange(len(draw.claimed.units.lines))
    return draw.rows(lambda items: items[at].update({column: change(items[at][column])}))


@kind("PLAN_UNIT_MISSING")
def drop_unit(draw: Draw) -> Claimed:
    return draw.rows(lambda items: items.pop(draw.dice.randrange(len(items))))


@kind("PLAN_UNIT_MISSING")
def drop_unit_and_forge(draw: Draw) -> Claimed:
    return draw.forged(drop_unit(draw))


@kind("PLAN_UNIT_MISSING")
def drop_a_tenth_and_forge(draw: Draw) -> Claimed:
    def change(items: Rows) -> None:
        del items[:: draw.dice.randrange(9, 12)]

    return draw.forged(draw.rows(change))


@kind("PLAN_UNIT_TWICE")
def unit_twice(draw: Draw) -> Claimed:
    return draw.rows(lambda items: items.append(dict(draw.dice.choice(items))))


@kind("PLAN_UNIT_TWICE")
def unit_in_two_communities(draw: Draw) -> Claimed:
    other = {"community_after": draw.dice.choice(sorted(draw.sets()))}
    return draw.rows(lambda items: items.append(draw.dice.choice(items) | other))


@kind("PLAN_UNIT_UNKNOWN")
def ghost(draw: Draw) -> Claimed:
    return draw.rows(lambda items: items.append(items[0] | {"unit_id": "ghost-unit"}))


@kind("PLAN_UNIT_MISSING")
def id_with_blank(draw: Draw) -> Claimed:
    return _cell(draw, "unit_id", lambda text: f"{text} ")


@kind("PLAN_UNIT_MISSING")
def id_full_width(draw: Draw) -> Claimed:
    return _cell(draw, "unit_id", lambda text: f"{text[:-1]}{chr(ord(text[-1]) + 0xFEE0)}")


@kind("PLAN_UNIT_MISSING")
def id_without_its_zero(draw: Draw) -> Claimed:
    return _cell(draw, "unit_id", lambda text: f"0{text}")


@kind("PLAN_COMMUNITY_BLANK")
def community_blank(draw: Draw) -> Claimed:
    return draw.forged(_cell(draw, "community_after", lambda _: ""))


@kind("PLAN_COMMUNITY_UNKNOWN")
def community_with_blank(draw: Draw) -> Claimed:
    name = draw.dice.choice(sorted(draw.sets()))
    members = draw.sets()[name]
    return reassign(draw.claimed, dict.fromkeys(members, f"{name} "))


@kind("PLAN_COMMUNITY_UNKNOWN")
def community_invented(draw: Draw) -> Claimed:
    members = draw.dice.choice(sorted(map(sorted, draw.sets().values())))
    return draw.forged(reassign(draw.claimed, dict.fromkeys(members, "Harmony")))


@kind("SHEET_ORDER")
def rows_shuffled(draw: Draw) -> Claimed:
    return draw.rows(lambda items: items.insert(0, items.pop()))


@kind("SHEET_CELL_DIFFERS")
def households_more(draw: Draw) -> Claimed:
    return _cell(draw, "households", lambda text: str(int(text) + 1))


@kind("SHEET_CELL_DIFFERS")
def households_as_decimal(draw: Draw) -> Claimed:
    return _cell(draw, "households", lambda text: f"{text}.0")


@kind("SHEET_CELL_DIFFERS")
def households_shifted(draw: Draw) -> Claimed:
    def change(items: Rows) -> None:
        one, other = draw.dice.sample(items, 2)
        one["households"] = str(int(one["households"]) + 7)
        other["households"] = str(int(other["households"]) - 7)

    return draw.rows(change)


@kind("SHEET_CELL_DIFFERS")
def rows_of_households_swapped(draw: Draw) -> Claimed:
    def change(items: Rows) -> None:
        one = draw.dice.choice(items)
        others = [item for item in items if item["households"] != one["households"]]
        other = draw.dice.choice(others)
        one["households"], other["households"] = other["households"], one["households"]

    return draw.rows(change)


@kind("SHEET_CELL_DIFFERS")
def community_of_today(draw: Draw) -> Claimed:
    return _cell(draw, "community_before", lambda text: f"{text}2")


@kind("SHEET_CELL_DIFFERS")
def parent(draw: Draw) -> Claimed:
    return _cell(draw, "subdistrict", lambda text: f"{text}2")


@kind("SHEET_CELL_DIFFERS")
def moved_in_one_file(draw: Draw) -> Claimed:
    sets = draw.sets()
    unit = draw.dice.choice(sorted(unit for units in sets.values() for unit in units))
    other = draw.dice.choice([name for name in sorted(sets) if unit not in sets[name]])
    return reassign(draw.claimed, {unit: other})


@kind("PLAN_NOT_CONTIGUOUS")
def far_away(draw: Draw) -> Claimed:
    """Give a unit to a community that it does not touch."""
    problem, sets = draw.problem(), draw.sets()
    pairs = [
        (unit.id, name) for unit in problem.units for name, units in sorted(sets.items())
        if unit.id not in units and not {*problem.adjacent[unit.id]} & units
    ]  # fmt: skip
    unit, name = draw.dice.choice(pairs)
    return draw.forged(reassign(draw.claimed, {unit: name}))


@kind("PLAN_NOT_CONTIGUOUS")
def merged_far_away(draw: Draw) -> Claimed:
    problem, sets = draw.problem(), draw.sets()
    pairs = [
        (one, other) for one in sorted(sets) for other in sorted(sets)
        if one < other
        and not any({*problem.adjacent[unit]} & sets[other] for unit in sets[one])
    ]  # fmt: skip
    one, other = draw.dice.choice(pairs)
    return draw.forged(reassign(draw.claimed, dict.fromkeys(sets[other], one)))


@kind("PLAN_ACROSS")
def across_subdistricts(draw: Draw) -> Claimed:
    first, second = draw.dice.sample(draw.witnessed.problems, 2)
    unit = draw.dice.choice(first.units).id
    return draw.forged(reassign(draw.claimed, {unit: second.communities[0].id}))


@kind("PLAN_NAME_NOT_DUE")
def names_swapped(draw: Draw) -> Claimed:
    sets = draw.sets()
    today = [item.id for item in draw.problem().communities if item.id in sets]
    one, other = draw.dice.sample(today, 2)
    moves = dict.fromkeys(sets[one], other) | dict.fromkeys(sets[other], one)
    return draw.forged(reassign(draw.claimed, moves))


@kind("PLAN_OUT_OF_BAND")
def exceptions_hidden(draw: Draw) -> Claimed:
    if not draw.claimed.exemptions:
        raise LookupError
    return draw.forged(replace(draw.claimed, exemptions=()), exempt=False)


@kind("PLAN_EXEMPTION_TWICE")
def exception_twice(draw: Draw) -> Claimed:
    more = (*draw.claimed.exemptions, draw.dice.choice(draw.claimed.exemptions))
    return draw.forged(replace(draw.claimed, exemptions=more), exempt=False)


@kind("PLAN_EXEMPTION_NEEDLESS")
def exception_needless(draw: Draw) -> Claimed:
    rules = draw.problem().rules
    households = {unit.id: unit.households for unit in draw.problem().units}
    fine = [name for name, units in sorted(draw.sets().items())
            if rules.min <= sum(households[unit] for unit in units) <= rules.max]  # fmt: skip
    more = (*draw.claimed.exemptions, Exemption(draw.dice.choice(fine), Why.PROVEN))
    return draw.forged(replace(draw.claimed, exemptions=more), exempt=False)


@kind("PLAN_EXEMPTION_FALSE")
def exception_for_another_reason(draw: Draw) -> Claimed:
    if not draw.claimed.exemptions:
        raise LookupError
    made = tuple(replace(item, why=Why.LOCK, facts={}) for item in draw.claimed.exemptions)
    return draw.forged(replace(draw.claimed, exemptions=made), exempt=False)


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


def _figure(draw: Draw, name: str, change: Callable[[Any], Any]) -> Claimed:
    at = draw.part()
    totals = dict(draw.claimed.parts[at].totals)
    totals[name] = change(totals[name])
    return with_part(draw.claimed, at, totals=totals)


@kind("PLAN_FIGURE_DIFFERS")
def moved_less(draw: Draw) -> Claimed:
    return _figure(draw, "moved_households", lambda value: value - 1)


@kind("PLAN_FIGURE_DIFFERS")
def figure_as_decimal(draw: Draw) -> Claimed:
    return _figure(draw, "households", float)


@kind("PLAN_FIGURE_DIFFERS")
def any_figure_more(draw: Draw) -> Claimed:
    totals = draw.claimed.parts[0].totals
    name = draw.dice.choice([key for key, value in sorted(totals.items()) if value is not None])
    return _figure(draw, name, lambda value: (value or 0) + 1)


@kind("PLAN_FIGURE_DIFFERS")
def figure_left_out(draw: Draw) -> Claimed:
    at = draw.part()
    totals = dict(draw.claimed.parts[at].totals)
    del totals[draw.dice.choice(sorted(totals))]
    return with_part(draw.claimed, at, totals=totals)


@kind("PLAN_FIGURE_DIFFERS")
def whole_more(draw: Draw) -> Claimed:
    whole = draw.claimed.whole
    name = draw.dice.choice([key for key, value in sorted(whole.totals.items())
                             if value is not None])  # fmt: skip
    totals = {**whole.totals, name: whole.totals[name] + 1}
    return replace(draw.claimed, whole=replace(whole, totals=totals))


def _tiers(draw: Draw) -> Sequence[Any]:
    tiers = draw.claimed.parts[0].tiers
    if not tiers:
        raise LookupError
    return tiers


@kind("PLAN_TIER_VALUE")
def value_less(draw: Draw) -> Claimed:
    at = draw.dice.randrange(len(_tiers(draw)))
    value = _tiers(draw)[at].result.value - 1
    return join(with_tier(draw.claimed, at, value=value, bound=value))


@kind("PLAN_BOUND_ABOVE")
def bound_above(draw: Draw) -> Claimed:
    at = draw.dice.randrange(len(_tiers(draw)))
    return join(with_tier(draw.claimed, at, bound=_tiers(draw)[at].result.value + 1))


@kind("PLAN_BOUND_ABOVE")
def bound_below_zero(draw: Draw) -> Claimed:
    return join(with_tier(draw.claimed, draw.dice.randrange(len(_tiers(draw))), bound=-1))


@kind("PLAN_GAP_FALSE")
def gap_false(draw: Draw) -> Claimed:
    tiers = list(_tiers(draw))
    at = draw.dice.randrange(len(tiers))
    tiers[at] = replace(tiers[at], gap=0.123)
    return with_part(draw.claimed, 0, tiers=tuple(tiers))


@kind("PLAN_GAP_FALSE")
def word_proven_false(draw: Draw) -> Claimed:
    tiers = list(_tiers(draw))
    at = draw.dice.randrange(len(tiers))
    tiers[at] = replace(tiers[at], proven=not tiers[at].proven)
    return with_part(draw.claimed, 0, tiers=tuple(tiers))


@kind("PLAN_STATUS_FALSE")
def impossible_with_a_plan(draw: Draw) -> Claimed:
    return join(with_part(draw.claimed, draw.part(), status=Status.IMPOSSIBLE))


@kind("PLAN_STATUS_FALSE")
def status_of_the_whole(draw: Draw) -> Claimed:
    whole = draw.claimed.whole
    other = Status.FEASIBLE if whole.status is Status.PROVEN else Status.PROVEN
    return replace(draw.claimed, whole=replace(whole, status=other))


@kind("PLAN_TIERS_OTHER")
def tiers_reversed(draw: Draw) -> Claimed:
    return with_part(draw.claimed, 0, tiers=tuple(reversed(_tiers(draw))))


@kind("PLAN_WHOLE_TIERS")
def whole_tiers_reversed(draw: Draw) -> Claimed:
    _tiers(draw)
    whole = draw.claimed.whole
    return replace(draw.claimed, whole=replace(whole, tiers=tuple(reversed(whole.tiers))))


@kind("PLAN_COMPLETE_FALSE")
def complete_false(draw: Draw) -> Claimed:
    return replace(draw.claimed, complete=not draw.claimed.complete)


@kind("PLAN_ALTERNATIVE_UNKNOWN")
def alternative_unknown(draw: Draw) -> Claimed:
    return replace(draw.claimed, alternative="wonderful")


@kind("PLAN_ECHO_DIFFERS")
def written_twice(draw: Draw) -> Claimed:
    return replace(draw.claimed, echoes=(*draw.claimed.echoes, Echo("record.totals", 5, 5.0)))


@kind("PLAN_PART_MISSING")
def part_missing(draw: Draw) -> Claimed:
    at = draw.part()
    parts = draw.claimed.parts[:at] + draw.claimed.parts[at + 1 :]
    return replace(draw.claimed, parts=parts)


@kind("PLAN_PART_UNKNOWN")
def problem_unknown(draw: Draw) -> Claimed:
    more = replace(draw.claimed.problems[0], subdistrict="Nowhere", edges=())
    return replace(draw.claimed, problems=(*draw.claimed.problems, more))


def _terms(draw: Draw, key: str, change: Callable[[Any], Any]) -> Claimed:
    problems = list(draw.claimed.problems)
    at = draw.dice.randrange(len(problems))
    statements = {**problems[at].statements, key: change(problems[at].statements[key])}
    problems[at] = replace(problems[at], statements=statements)
    return replace(draw.claimed, problems=tuple(problems))


@kind("PLAN_TERMS_DIFFER")
def band_tightened(draw: Draw) -> Claimed:
    return _terms(draw, "rules", lambda rules: rules | {"max": rules["max"] - 1})


@kind("PLAN_TERMS_DIFFER")
def weights_changed(draw: Draw) -> Claimed:
    return _terms(draw, "change", lambda weights: weights | {"moved": weights["moved"] + 1})


@kind("PLAN_TERMS_DIFFER")
def target_changed(draw: Draw) -> Claimed:
    return _terms(draw, "workload_target", lambda value: value + 1)


@kind("PLAN_TERMS_DIFFER")
def definition_changed(draw: Draw) -> Claimed:
    said = {**(draw.claimed.statement or {}), "households_definition": "flats"}
    return replace(draw.claimed, statement=said)


@kind("PLAN_TERMS_DIFFER")
def band_printed_wider(draw: Draw) -> Claimed:
    rules = {**(draw.claimed.rules or {})}
    return replace(draw.claimed, rules=rules | {"max": rules["max"] + 1})


def _edges(draw: Draw, change: Callable[[list[Edge]], Any]) -> Claimed:
    problems = list(draw.claimed.problems)
    at = max(range(len(problems)), key=lambda place: len(problems[place].edges))
    edges = list(problems[at].edges)
    change(edges)
    problems[at] = replace(problems[at], edges=tuple(edges))
    return replace(draw.claimed, problems=tuple(problems))


@kind("PLAN_EDGE_MISSING")
def edge_removed(draw: Draw) -> Claimed:
    def change(edges: list[Edge]) -> None:
        sure = [edge for edge in edges if (edge.a, edge.b) not in draw.witnessed.doubtful
                and edge.contact is not Contact.BARRIER]  # fmt: skip
        edges.remove(draw.dice.choice(sure))

    return _edges(draw, change)


@kind("PLAN_EDGE_INVENTED")
def edge_added(draw: Draw) -> Claimed:
    problem = draw.problem()
    ids = sorted(unit.id for unit in problem.units)
    apart = [(a, b) for a in draw.dice.sample(ids, 5) for b in ids
             if a < b and b not in problem.adjacent[a]]  # fmt: skip
    pairs = [pair for pair in apart if pair not in draw.witnessed.doubtful]
    a, b = draw.dice.choice(pairs)
    return _edges(draw, lambda edges: edges.append(Edge(a, b, Contact.BORDER, 100, 0)))


@kind("PLAN_EDGE_UNSOUND")
def edge_twice(draw: Draw) -> Claimed:
    return _edges(draw, lambda edges: edges.append(draw.dice.choice(edges)))


@kind("PLAN_EDGE_UNSOUND")
def edge_named_longer_than_it_is(draw: Draw) -> Claimed:
    def change(edges: list[Edge]) -> None:
        at = draw.dice.randrange(len(edges))
        edges[at] = replace(edges[at], named=edges[at].shared + 1)

    return _edges(draw, change)
