"""Tables of pages and papers, row by row, made by hand."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from redistrict.verify.case import Case, Ground
from redistrict.verify.cost import COMMUNITIES, WORKERS
from redistrict.verify.paper import Paper
from redistrict.verify.provided import cards
from redistrict.verify.shown import tables
from redistrict.witness.claimed import Line, Printed, Rows, Sheet, Shown
from redistrict.witness.facts import Witnessed
from redistrict.witness.supply import Supply
from tests.toys import toy
from tests.verify.cases import unchanged

PRICED = ("price", "once", "yearly", "ten_years")


@pytest.mark.parametrize(
    ("plan", "more", "yearly"), [("ABCD", 2, 200_000), ("AABB", 0, 0), ("AAAA", -1, -100_000)]
)
def test_communities_cost_by_how_many_they_are_more(plan: str, more: int, yearly: int) -> None:
    """Two today, at 100,000 yuan a year each."""
    problem = toy("AABB", 600)
    known = Witnessed((problem,), supply=Supply(
        offers={}, money={"yuan_per_community": 100_000}
    ))  # fmt: skip
    cases = [Case(Ground(problem), tuple(zip(problem.unit, plan, strict=True)))]
    proposal: Any = SimpleNamespace(witnessed=known, cases={"p": cases})
    row = {"item": COMMUNITIES, "amount": str(more), "price": "100000", "once": "0",
           "yearly": str(yearly), "ten_years": str(10 * yearly)}  # fmt: skip
    for change, told in (({}, []), ({"amount": str(-more or 9)}, ["SHEET_CELL_DIFFERS"])):
        shown = Shown(Rows.COST, Sheet("t.xlsx", (Line(2, row | change),), tuple(row)))
        found = tables(Paper(proposal, "p", Printed("t.xlsx", shown=(shown,))))
        assert [item.code for item in found if item.code != "SHEET_ROW_MISSING"] == told


@pytest.mark.parametrize(("stated", "price"), [("90000", 90_000), ("", 100_000), ("much", None)])
def test_a_stated_price_counts_before_the_published_one(stated: str, price: int | None) -> None:
    """Of a community a year; what is no number leaves sums open."""
    problem = toy("AA", 1500)
    known = Supply(
        prices={"community_yuan_per_year": stated}, money={"yuan_per_community": 100_000}
    )
    cases = {"p": [Case(Ground(problem), (("a1", "A"), ("a2", "NEW-Toy-1")))]}
    proposal: Any = SimpleNamespace(witnessed=Witnessed((problem,), supply=known), cases=cases)
    sums = (price, 0, price, 10 * price) if price else (None,) * 4
    row = {"item": COMMUNITIES, "amount": "1"} | {
        key: "" if value is None else str(value) for key, value in zip(PRICED, sums, strict=True)
    }
    shown = Shown(Rows.COST, Sheet("t.xlsx", (Line(2, row),), tuple(row)))
    found = tables(Paper(proposal, "p", Printed("t.xlsx", shown=(shown,))))
    assert {item.code for item in found} == {"SHEET_ROW_MISSING"}


@pytest.mark.parametrize(("alternative", "more"), [("", 1), ("p", 1), ("q", 0)])
def test_a_table_of_cost_is_about_its_own_alternative(alternative: str, more: int) -> None:
    problem = toy("AA", 1500)
    plans = {"p": (("a1", "A"), ("a2", "NEW-Toy-1")), "q": (("a1", "A"), ("a2", "A"))}
    cases = {name: [Case(Ground(problem), plan)] for name, plan in plans.items()}
    proposal: Any = SimpleNamespace(witnessed=Witnessed((problem,)), cases=cases)
    row = {"item": COMMUNITIES, "amount": str(more)} | dict.fromkeys(PRICED, "")
    shown = Shown(Rows.COST, Sheet("t.xlsx", (Line(2, row),), tuple(row)), alternative)
    found = tables(Paper(proposal, "p", Printed("t.xlsx", shown=(shown,))))
    assert {item.code for item in found} == {"SHEET_ROW_MISSING"}


@pytest.mark.parametrize(("known", "amount"), [(True, "2"), (False, "")])
def test_workers_are_counted_where_they_are_known_of_every_community(
    known: bool, amount: str
) -> None:
    """One for 3,000 residents, in each of two communities."""
    plain = toy("AA", 1500)
    last = replace(plain.units[1], population=3000 if known else None)
    problem = replace(plain, units=(plain.units[0], last))
    supplied = Supply(staff={"staff_per_10000_residents": 3})
    cases = {"p": [Case(Ground(problem), (("a1", "A"), ("a2", "NEW-Toy-1")))]}
    proposal: Any = SimpleNamespace(witnessed=Witnessed((problem,), supply=supplied), cases=cases)
    row = {"item": WORKERS, "amount": amount} | dict.fromkeys(PRICED, "")
    shown = Shown(Rows.COST, Sheet("t.xlsx", (Line(2, row),), tuple(row)))
    found = tables(Paper(proposal, "p", Printed("t.xlsx", shown=(shown,))))
    assert {item.code for item in found} == {"SHEET_ROW_MISSING"}


def test_land_without_communities_has_no_sizes() -> None:
    """Before it is divided for the first time nothing is the largest, smallest or mean."""
    problem = toy("..", 600)
    cases = {"today": [Case(Ground(problem), ())]}
    proposal: Any = SimpleNamespace(cases=cases, compared=("today",))
    none = {"spread": "", "deviation": "", "new_named": "", "new_km": "0.0", "in_band": "0"}
    parts = {"subdistrict": "Toy", "least": "", "most": "", "mean": "", "untouched": "0"}
    for rows, cells in ((Rows.FIGURES, {"alternative": "1"} | none), (Rows.PARTS, parts)):
        sheet = Sheet("t.xlsx", (Line(2, cells),), tuple(cells))
        printed = Printed("t.xlsx", shown=(Shown(rows, sheet),))
        assert list(tables(Paper(proposal, "today", printed))) == []


def test_new_border_in_kilometres_and_how_much_of_it_is_named() -> None:
    """A cut of 1,000 km, 250 of them along a road: lengths are in decimetres."""
    drawn = toy("AA\nAA", 600, roads={"Road": "a1-a2"})
    edges = [replace(edge, shared=2_500_000 if edge.lines else 7_500_000) for edge in drawn.edges]
    named = tuple(replace(edge, named=edge.shared if edge.lines else 0) for edge in edges)
    problem = replace(drawn, edges=named)
    plan = {"a1": "A", "b1": "A", "a2": "NEW-Toy-1", "b2": "NEW-Toy-1"}
    cases = {"p": [Case(Ground(problem), tuple(plan.items()))]}
    proposal: Any = SimpleNamespace(cases=cases, compared=("p",))
    cells = {"alternative": "1", "new_km": "1000.0", "new_named": "25.0"}
    sheet = Sheet("t.xlsx", (Line(2, cells),), tuple(cells))
    printed = Printed("t.xlsx", shown=(Shown(Rows.FIGURES, sheet),))
    assert list(tables(Paper(proposal, "p", printed))) == []


@pytest.mark.parametrize(
    ("cell", "households", "told"),
    [
        ("a1、a2、a3、a4", 1600, set()),
        ("a1 … a4", 1600, set()),
        ("a1 … a4", 1601, {"PRINTED_CHANGE"}),
        ("a1 … x4", 1600, {"SHEET_ROW_UNKNOWN"}),
        ("a1、a2、a3、a4", 1601, {"PRINTED_CHANGE", "SHEET_CELL_DIFFERS"}),
        ("a1 … a4", "many", {"PRINTED_CHANGE"}),
        ("a1 … a4", "1" * 5000, {"PRINTED_CHANGE"}),
    ],
)
def test_a_row_of_many_units_names_the_first_and_the_last(
    cell: str, households: int | str, told: set[str]
) -> None:
    """Its households count for the pair of communities all the same."""
    problem = toy("AAAAAB", 400)
    plan = dict.fromkeys(problem.unit, "B") | {"a5": "A"}
    cases = [Case(Ground(problem), tuple(plan.items()))]
    cells = {"unit_id": cell, "community_before": "A", "community_after": "B",
             "households": str(households), "population": "3200"}  # fmt: skip
    sheet = Sheet("t.docx", (Line(2, cells),), tuple(cells))
    proposal: Any = SimpleNamespace(cases={"p": cases}, names={"p": {"A": "A", "B": "B"}})
    printed: Any = SimpleNamespace(file="t.docx", scope="", shown=(Shown(Rows.MOVED, sheet),))
    assert {item.code for item in tables(Paper(proposal, "p", printed))} == told


def test_residents_of_a_row_are_given_where_all_of_them_are_known() -> None:
    plain = toy("AAB", 1500)
    unknown = replace(plain.units[0], population=None)
    problem = replace(plain, units=(unknown, *plain.units[1:]))
    plan = {"a1": "B", "a2": "A", "a3": "B"}
    cases = [Case(Ground(problem), tuple(plan.items()))]
    proposal: Any = SimpleNamespace(cases={"p": cases}, names={"p": {"A": "A", "B": "B"}})
    for text, told in (("", []), ("3000", ["SHEET_CELL_DIFFERS"]), ("0", ["SHEET_CELL_DIFFERS"])):
        cells = {"unit_id": "a1", "community_before": "A", "community_after": "B",
                 "households": "1500", "population": text}  # fmt: skip
        sheet = Sheet("t.docx", (Line(2, cells),), tuple(cells))
        printed: Any = SimpleNamespace(file="t.docx", scope="", shown=(Shown(Rows.MOVED, sheet),))
        found = list(tables(Paper(proposal, "p", printed)))
        assert [item.code for item in found] == told
        assert [item.facts for item in found] == [{"found": text, "expected": ""}] * len(told)


def test_a_row_without_households_is_told() -> None:
    problem = toy("AAB", 1500)
    cases = [Case(Ground(problem), (("a1", "B"), ("a2", "A"), ("a3", "B")))]
    proposal: Any = SimpleNamespace(cases={"p": cases}, names={"p": {"A": "A", "B": "B"}})
    cells = {"unit_id": "a1", "community_before": "A", "community_after": "B", "households": "",
             "population": "3000"}  # fmt: skip
    sheet = Sheet("t.docx", (Line(2, cells),), tuple(cells))
    printed: Any = SimpleNamespace(file="t.docx", scope="", shown=(Shown(Rows.MOVED, sheet),))
    paper = Paper(proposal, "p", printed)
    (cell, pair) = tables(paper)
    assert (cell.code, cell.facts) == ("SHEET_CELL_DIFFERS", {"found": "-", "expected": "1500"})
    assert (pair.code, pair.facts["found"]) == ("PRINTED_CHANGE", "-1")


def test_a_table_with_ids_gives_names_as_they_are() -> None:
    """Marks that no paper prints are kept where the table is no letter's; so of subdistricts."""
    problem = replace(toy("AB", 1500), subdistrict="T\u200boy")
    cases = [unchanged(problem)]
    proposal: Any = SimpleNamespace(cases={"p": cases}, names={"p": {"A": "A\u200b", "B": "B"}})
    for name, told in (("A\u200b", []), ("A", ["SHEET_CELL_DIFFERS"])):
        cells = [{"subdistrict": "T\u200boy", "community": "A", "name": name},
                 {"subdistrict": "T\u200boy", "community": "B", "name": "B"}]  # fmt: skip
        sheet = Sheet("map.html", tuple(map(Line, (2, 3), cells)), tuple(cells[0]))
        shown = Shown(Rows.COMMUNITIES, sheet)
        printed: Any = SimpleNamespace(file="map.html", scope="", shown=(shown,))
        assert [item.code for item in tables(Paper(proposal, "p", printed))] == told


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ([("A", "B")], []),
        ([], [("A → B", "-", "1500")]),
        ([("A", "B"), ("B", "A")], [("B → A", "1500", "-")]),
    ],
)
def test_who_moves_is_told_of_every_pair_and_of_no_other(
    pairs: list[tuple[str, str]], told: list[tuple[str, str, str]]
) -> None:
    problem = toy("AAB", 1500)
    cases = [Case(Ground(problem), (("a1", "B"), ("a2", "A"), ("a3", "B")))]
    proposal: Any = SimpleNamespace(cases={"p": cases}, names={"p": {"A": "A", "B": "B"}})
    cells = [{"unit_id": "a1", "community_before": before, "community_after": after,
              "households": "1500", "population": "3000"} for before, after in pairs]  # fmt: skip
    sheet = Sheet("t.docx", tuple(Line(at, row) for at, row in enumerate(cells, 2)))
    printed: Any = SimpleNamespace(file="t.docx", scope="", shown=(Shown(Rows.MOVED, sheet),))
    findings = list(tables(Paper(proposal, "p", printed)))
    assert {item.code for item in findings} <= {"PRINTED_CHANGE"}
    facts = [item.facts for item in findings]
    assert [(one["name"], one["found"], one["expected"]) for one in facts] == told


def test_subdistricts_tell_communities_of_one_name_apart() -> None:
    """East and West have an A each: by both names each has its own row, and no second one."""
    cases = []
    for name, size in (("E\u200bast", 1500), ("West", 2000)):
        problem = replace(toy("A", size), subdistrict=name)
        cases.append(Case(Ground(problem), (("a1", "A"),)))
    cells = [{"subdistrict": "West", "name": "A", "households_after": "2000"},
             {"subdistrict": "East", "name": "A", "households_after": "1500"}]  # fmt: skip
    sheet = Sheet("t.docx", tuple(map(Line, (2, 3), cells)), tuple(cells[0]))
    proposal: Any = SimpleNamespace(cases={"p": cases}, names={"p": {"A": "A"}})
    printed: Any = SimpleNamespace(file="t.docx", scope="", shown=(Shown(Rows.COMMUNITIES, sheet),))
    assert list(tables(Paper(proposal, "p", printed))) == []


def test_rooms_of_communities_of_one_name() -> None:
    """Those of today stand first; a room of no square metres is one that is not known yet."""
    plain = toy("BBA", [[1600, 1700, 1500]])
    held = (replace(item, facts=(("office_area_m2", "0" if item.id == "A" else "300"),))
            for item in plain.communities)  # fmt: skip
    problem = replace(plain, communities=tuple(held))
    offers = {"a1": {"office_area_m2": "400"}}
    plan = {"a1": "0-NEW", "a2": "B", "a3": "A"}
    names = {"p": {"A": "East", "B": "West", "0-NEW": "East"}}
    proposal: Any = SimpleNamespace(
        witnessed=Witnessed((problem,), supply=Supply(offers=offers)), names=names,
        cases={"p": [Case(Ground(problem), tuple(plan.items()))]},
    )  # fmt: skip
    rows = (("East", "1500", ""), ("West", "1700", "300"), ("East", "1600", "400"))
    columns = ("name", "households_after", "office_area_m2")
    lines = tuple(Line(at, dict(zip(columns, row, strict=True))) for at, row in enumerate(rows, 2))
    shown = Shown(Rows.SUPPLY, Sheet("t.docx", lines, columns))
    assert list(tables(Paper(proposal, "p", Printed("t.docx", shown=(shown,))))) == []


def test_a_gap_of_nothing_is_not_shown() -> None:
    problem = toy("A", 1500)
    known = Supply(staff={"households_per_worker_max": 1500}, offers={})
    held = replace(problem.communities[0], facts=(("staff", "9"),))
    case = unchanged(replace(problem, communities=(held,)))
    proposal: Any = SimpleNamespace(witnessed=Witnessed((problem,), supply=known))
    (row,) = cards(Paper(proposal, "p", Printed("map.html")), case)
    assert (row["staff_needed"], row["staff_gap"], row["staff_gap_before"]) == ("1", "", "")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("A", "3000"), ("A", "1800")], []),
        ([("A", "1800"), ("A", "3000")], ["SHEET_CELL_DIFFERS"] * 2),
        ([("A", "3000")], ["SHEET_ROW_MISSING A 2"]),
        ([], ["SHEET_ROW_MISSING A", "SHEET_ROW_MISSING A 2"]),
        ([("A", "3000"), ("A", "1800"), ("A", "1800")], ["SHEET_ROW_UNKNOWN A 3"]),
    ],
)
def test_communities_of_one_name_are_told_apart(
    rows: list[tuple[str, str]], told: list[str]
) -> None:
    """A letter names no ids: the second of a name is the second in the plan's order.

    It prints no invisible mark.
    """
    problem = toy("AAAAABBB", 600)
    ground = Ground(problem)
    cases = [Case(ground, tuple(ground.home.items()))]
    lines = tuple(Line(at, {"name": name, "households_after": count})
                  for at, (name, count) in enumerate(rows, 2))  # fmt: skip
    sheet = Sheet("t.docx", lines, ("name", "households_after"))
    proposal: Any = SimpleNamespace(cases={"p": cases}, names={"p": {"A": "A", "B": "A\u200b"}})
    printed: Any = SimpleNamespace(file="t.docx", scope="", shown=(Shown(Rows.COMMUNITIES, sheet),))
    found = list(tables(Paper(proposal, "p", printed)))
    assert [f"{item.code} {item.facts.get('key', '')}".strip() for item in found] == told
