"""Plans made by hand or by another tool: units and communities, nothing else claimed."""

import dataclasses

import pytest

from redistrict.domain.problem import Problem
from redistrict.verify import verify_hand
from redistrict.witness.claimed import Line, Sheet
from redistrict.witness.facts import Witnessed
from tests.toys import BAND, toy


def test_only_the_rules_are_asked_of_it() -> None:
    witnessed = Witnessed((toy("AABB", 1500),))
    sheet = Sheet("plan.csv", tuple(
        Line(at, {"unit_id": unit, "community_after": name})
        for at, (unit, name) in enumerate(
            [("a1", "East"), ("a2", "East"), ("a3", "West"), ("a4", "West")], 2)
    ))  # fmt: skip
    assert verify_hand(witnessed, sheet) == ()
    assert witnessed.only(("Toy",)).problem.keys() == {"Toy"}
    more = Line(6, {"unit_id": "zz", "community_after": "West"})
    found = verify_hand(witnessed, dataclasses.replace(sheet, lines=(*sheet.lines[1:], more)))
    expected = {"PLAN_UNIT_MISSING", "PLAN_UNIT_UNKNOWN"}
    assert {item.code for item in found} == expected
    other = dataclasses.replace(toy("A", 1500).units[0], id="x1", subdistrict="Other", community="")
    second = Problem("Other", (other,), (), (), BAND)
    two = Witnessed((*witnessed.problems, second))
    across = Line(6, {"unit_id": "x1", "community_after": "West"})
    found = verify_hand(two, dataclasses.replace(sheet, lines=(*sheet.lines, across)))
    assert {item.code for item in found} == {"PLAN_ACROSS"}
    assert verify_hand(Witnessed(()), sheet) == ()


def test_every_other_subdistrict_is_named() -> None:
    unit = toy("A", 1500).units[0]
    problems = tuple(
        Problem(name, (dataclasses.replace(unit, id=name[0], subdistrict=name),), (), (), BAND)
        for name in ("North", "East", "South")
    )
    cells = [{"unit_id": item.units[0].id, "community_after": "One"} for item in problems]
    sheet = Sheet("plan.csv", tuple(map(Line, range(2, 5), cells)))
    found = [item for item in verify_hand(Witnessed(problems), sheet) if item.code == "PLAN_ACROSS"]
    assert {item.place.subdistrict: item.facts["home"] for item in found} == {
        "North": "East, South", "East": "North, South", "South": "East, North",
    }  # fmt: skip


def test_it_may_divide_anywhere() -> None:
    witnessed = Witnessed((toy("AAAA", 600),))
    plan = {"a1": "A", "a2": "A", "a3": "East", "a4": "East"}
    cells = [{"unit_id": unit, "community_after": name} for unit, name in plan.items()]
    assert verify_hand(witnessed, Sheet("plan.csv", tuple(map(Line, range(2, 6), cells)))) == ()


@pytest.mark.parametrize(
    ("column", "code", "text"),
    [("unit_id", "PLAN_UNIT_UNKNOWN", "''"), ("community_after", "PLAN_COMMUNITY_BLANK", None)],
)
def test_it_is_told_where_a_column_is_missing(column: str, code: str, text: str | None) -> None:
    cells = {"unit_id": "a1", "community_after": "East"}
    del cells[column]
    found = verify_hand(Witnessed((toy("A", 1500),)), Sheet("plan.csv", (Line(2, cells),)))
    assert (code, text) in {(item.code, item.facts.get("text")) for item in found}
