"""What findings.json says of bodies that the plan cuts and of the years to come."""

import dataclasses
from types import SimpleNamespace
from typing import Any

import pytest

from redistrict.verify.case import Case, Ground
from redistrict.verify.remarks import remarks
from redistrict.witness.collectives import Body
from tests.toys import BAND, toy
from tests.verify.cases import unchanged

CUT, WITHIN, OUTSIDE = "PLAN_CUTS_COLLECTIVE", "FORECAST_WITHIN", "FORECAST_OUTSIDE"
LAND = toy("AABB\nAABB", [[500, 500, 500, 0], [500, 500, 500, 500]])
PLAN = {unit.id: unit.community for unit in LAND.units} | {"a2": "N", "b2": "N"}


def told(
    said: list[tuple[str, dict[str, Any]]], bodies: tuple[Body, ...] | None = (), *cases: Case
) -> list[tuple[str, str]]:
    """Return found and expected of every finding."""
    chosen = list(cases) or [Case(Ground(LAND), tuple(PLAN.items()))]
    cells = [{"community": key, "name": f"{key} Street"} for key in "ABN"]
    lines = [SimpleNamespace(cells=item) for item in cells]
    claimed: Any = SimpleNamespace(
        remarks=[{"code": code, "facts": facts} for code, facts in said],
        communities=(None, SimpleNamespace(lines=lines)),
    )
    witnessed: Any = SimpleNamespace(collectives=bodies)
    found = list(remarks(witnessed, claimed, chosen))
    assert {item.code for item in found} <= {"PLAN_REMARK_FALSE"}
    return [(str(item.facts["found"]), str(item.facts["expected"])) for item in found]


WEST, EAST = Body("west", frozenset({"a1", "a2"})), Body("east", frozenset({"a3", "a4", "b3"}))
ACROSS = Body("across", frozenset({"a2", "a3"}))


def test_bodies_that_are_cut_anew() -> None:
    """West lay in A alone and is cut; across lay in two communities and still does."""
    bodies = (WEST, EAST, ACROSS)
    assert told([(CUT, {"names": ["west"]})], bodies) == []
    assert told([], bodies) == [("-", "west")]
    assert told([(CUT, {"names": ["west", "east"]})], bodies) == [("east、west", "west")]
    assert told([(CUT, {"names": ["west"]})] * 2, (WEST, WEST)) == [("west、west", "west、west")]
    assert told([], None) == []
    wide = Body("wide", frozenset({"a1", "a2", "a3"}))
    assert told([(CUT, {"names": ["wide"]})], (wide,)) == []


def test_a_remark_of_another_form_is_told() -> None:
    assert told([(CUT, {})], (WEST,)) == [("-", "west")]
    assert told([(CUT, {"names": 5})], (WEST,)) == [("5", "west")]
    case = growing(1, 3001)
    expected = "count 1; max 3000; min 1000; names ('A Street 3,001',); year 2030"
    for facts in ({}, {"names": 5}):
        said = "; ".join(f"{key} {value}" for key, value in facts.items()) or "-"
        assert told([(OUTSIDE, facts)], (), case) == [(said, "-"), ("-", expected)]


@pytest.mark.parametrize(("length", "shown"), [(200, 200), (201, 200)])
def test_of_a_long_remark_the_beginning_is_told(length: int, shown: int) -> None:
    name = "x" * length
    body = Body(name, WEST.units)
    assert told([(CUT, {"names": [name]})], ()) == [(name[:shown], "-")]
    assert told([], (body,)) == [("-", name[:shown])]


def test_a_unit_at_the_limit_of_the_land_decides_nothing() -> None:
    maybe = dataclasses.replace(WEST, doubtful=True)
    assert told([], (maybe,)) == told([(CUT, {"names": ["west"]})], (maybe,)) == []
    assert told([(CUT, {"names": ["east"]})], (maybe,)) == [("east", "-")]
    assert told([(CUT, {"names": ["west", "west"]})], (maybe,)) == [("west、west", "-")]


def test_land_where_nobody_lives_is_not_cut() -> None:
    empty = Body("empty", frozenset({"a4", "b4"}))
    plan = PLAN | {"a4": "A"}
    assert told([], (empty,), Case(Ground(LAND), tuple(plan.items()))) == []


def growing(count: int, later: int) -> Case:
    """Return so many communities of 1,500 households, each with so many in 2030."""
    plain = toy("".join(chr(ord("A") + at) for at in range(count)), 1500)
    units = tuple(dataclasses.replace(unit, counts=(("h", later),)) for unit in plain.units)
    rules = dataclasses.replace(BAND, forecast={"2030": "h"})
    problem = dataclasses.replace(plain, units=units, rules=rules)
    return unchanged(problem)


@pytest.mark.parametrize(("later", "leaves"), [(1000, 0), (3000, 0), (999, 1), (3001, 1)])
def test_communities_that_leave_the_band(later: int, leaves: int) -> None:
    case = growing(2, later)
    within = (WITHIN, {"year": "2030"})
    names = [f"A Street {later:,}", f"B Street {later:,}"]
    outside = (OUTSIDE, {"year": "2030", "count": 2, "min": 1000, "max": 3000, "names": names})
    true, false = (outside, within) if leaves else (within, outside)
    assert told([true], (), case) == []
    assert len(told([false], (), case)) == 1
    assert [found for found, _ in told([], (), case)] == ["-"]
    assert len(told([true, true], (), case)) == 1
    if leaves:
        for change in ({"count": 1}, {"min": 999}, {"names": names[:1]}, {"names": [*names, "x"]}):
            assert len(told([(OUTSIDE, outside[1] | change)], (), case)) == 1


def test_of_many_communities_the_first_are_named() -> None:
    case = growing(13, 3001)
    facts = {"year": "2030", "count": 13, "min": 1000, "max": 3000}
    names = [f"{key} 3,001" for key in ("A Street", "B Street", *[""] * 10)]
    assert told([(OUTSIDE, facts | {"names": [*names, "…"]})], (), case) == []
    for wrong in ([*names], [*names, "x"], [*names[1:], "…"], ["x", *names[1:], "…"],
                  [*names[:-1], "x", "…"]):  # fmt: skip
        assert len(told([(OUTSIDE, facts | {"names": wrong})], (), case)) == 1
    exact = growing(12, 3001)
    shown = [*names]
    assert told([(OUTSIDE, facts | {"count": 12, "names": shown})], (), exact) == []


@pytest.mark.parametrize(("households", "leaves"), [(999, 0), (1000, 1), (3000, 1), (3001, 0)])
def test_one_outside_today_does_not_leave(households: int, leaves: int) -> None:
    case = growing(1, 9000)
    small = dataclasses.replace(
        case.ground.problem, units=tuple(dataclasses.replace(unit, households=households)
                                         for unit in case.ground.problem.units)
    )  # fmt: skip
    again = Case(Ground(small), case.rows)
    assert len(told([(WITHIN, {"year": "2030"})], (), again)) == leaves
