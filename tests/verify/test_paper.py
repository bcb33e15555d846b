"""Numbers that papers may name."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from redistrict.domain.words import translator
from redistrict.verify.case import Case, Ground
from redistrict.verify.cost import COMMUNITIES, WORKERS
from redistrict.verify.paper import LAW, Paper, Proposal, _changed
from redistrict.verify.shown import tables
from redistrict.verify.told import beside, changes, covers, households, means
from redistrict.witness.claimed import Line, Printed, Rows, Sheet, Shown, Told
from redistrict.witness.facts import Witnessed
from redistrict.witness.sites import Tiers
from redistrict.witness.supply import Supply
from redistrict.witness.titles import EVERYWHERE, MAINLAND, STREETS
from tests.toys import toy

PRICED = ("price", "once", "yearly", "ten_years")
UNITS = {"a": 10, "b": 20, "c": 40, "d": 80}


@pytest.mark.parametrize(
    ("today", "planned", "households"),
    [
        ({"a": "A", "b": "A", "c": "B", "d": "B"}, {"a": "A", "b": "A", "c": "B", "d": "B"}, 0),
        ({"a": "A", "b": "A", "c": "B", "d": "B"}, {"a": "A", "b": "N", "c": "B", "d": "B"}, 30),
        # Land without a community joins what is set up: more than are concerned today.
        ({"a": "A", "b": "A", "d": "B"}, {"a": "A", "b": "N", "c": "N", "d": "B"}, 70),
        ({"a": "A", "b": "B", "c": "B", "d": "C"}, {"a": "B", "b": "B", "c": "B", "d": "C"}, 70),
    ],
)
def test_changed_communities_hold_their_land_after_the_change(
    today: dict[str, str], planned: dict[str, str], households: int
) -> None:
    units = [SimpleNamespace(id=key, households=count) for key, count in UNITS.items()]
    ground = SimpleNamespace(home=today, problem=SimpleNamespace(units=units))
    case = cast("Any", SimpleNamespace(ground=ground, assignment=planned))
    assert _changed(case) == households


def test_a_paper_names_the_sizes_of_units_communities_compounds_and_moves_alone() -> None:
    """Every unit is a power of two: a sum tells its units, and no other one may be named."""
    west = toy("AAB.", [[1, 2, 4, 8]], groups={"a2": "G", "a3": "G"})
    east = toy("CD.", [[16, 32, 64]])
    cases = [Case(Ground(problem), tuple(zip(problem.unit, plan, strict=True)))
             for problem, plan in ((west, "ABBB"), (east, "CCC"))]  # fmt: skip
    proposal = Proposal(Witnessed(()), (), "")
    proposal.__dict__["cases"] = {"p": cases}
    units, today, planned = {1, 2, 4, 8, 16, 32, 64}, {1 + 2, 4, 16, 32}, {1, 14, 16 + 32 + 64}
    compounds, moved, changed = {2 + 4}, {2, 32, 2 + 32}, {1 + 2 + 4 + 8, 16 + 32 + 64}
    concerned, loose = {1 + 2 + 4, 16 + 32, 1 + 2 + 4 + 16 + 32}, {8 + 64}
    whole = {1 + 2 + 4 + 16 + 32, 1 + 2 + 4 + 8 + 16 + 32 + 64}
    assert proposal.known - LAW == (
        units | today | planned | compounds | moved | changed | concerned | loose | whole
    )


def test_of_a_standard_whole_numbers_may_be_named() -> None:
    staff = {"households_per_worker_max": 80, "per_grid": 90.0, "source": "x", "proven": True}
    proposal = Proposal(Witnessed((), supply=Supply(staff=staff)), (), "")
    assert proposal.known - LAW == {80}


def test_where_nobody_moves_no_number_is_added() -> None:
    cases = [Case(Ground(toy(letter, 1000)), (("a1", letter),)) for letter in "AB"]
    proposal = Proposal(Witnessed(()), (), "")
    proposal.__dict__["cases"] = {"p": cases}
    assert proposal.known - LAW == {1000, 2000}


def test_a_paper_is_about_the_subdistrict_that_its_folder_is_named_after() -> None:
    """A file name has no marks and nothing invisible; of another subdistrict nothing is asked."""
    problem = replace(toy("AA", 600), subdistrict="河_东（新\u200b）·Old Town")
    one = Case(Ground(problem), tuple(problem.today.items()))
    long = Case(Ground(replace(problem, subdistrict="长" * 40)), one.rows)
    proposal: Any = SimpleNamespace(cases={"p": [long]})
    for letters, cases in ((29, []), (30, [long]), (31, [long])):
        assert Paper(proposal, "p", Printed("01.docx", scope="长" * letters)).cases() == cases
    proposal = SimpleNamespace(cases={"p": [one]})
    for scope, cases in (("", [one]), ("河_东（新）·Old_Town", [one]), ("河东新Old Town", [one]),
                         ("河西", [])):  # fmt: skip
        assert Paper(proposal, "p", Printed("01.docx", scope=scope)).cases() == cases


@pytest.mark.parametrize(
    ("alternative", "text", "told"),
    [
        ("today", "Today: 2 communities, 2,400 households; nothing changes.", 0),
        ("today", "Today: 2 communities, 2,401 households; nothing changes.", 1),
        ("today", "Today: 3 communities, 2,400 households; nothing changes.", 1),
        ("least-change", "Today: 2 communities, 2,400 households; nothing changes.", 1),
    ],
)
def test_only_the_plan_to_stay_says_how_it_is_today(alternative: str, text: str, told: int) -> None:
    problem = toy("AABB", 600)
    proposal: Any = SimpleNamespace(cases={
        alternative: [Case(Ground(problem), tuple(problem.today.items()))]
    })  # fmt: skip
    paper = Paper(proposal, alternative, Printed("map.html", covers=((alternative, text),)))
    assert [item.code for item in covers(paper)] == ["PRINTED_COVER"] * told


@pytest.mark.parametrize(
    ("line", "told"), [("Toy: 2 → 3, set up 1", 0), ("Toy: 2 → 1,003, set up 1", 1)]
)
def test_subdistricts_beside_the_map(line: str, told: int) -> None:
    problem = toy("AABB", 600)
    cases = [Case(Ground(problem), tuple(zip(problem.unit, "ANBB", strict=True)))]
    proposal: Any = SimpleNamespace(cases={"p": cases})
    paper = Paper(proposal, "p", Printed("map.html", beside=(("p", (line,), ("0.1 km, 0 %",)),)))
    assert [item.code for item in beside(paper)] == ["PRINTED_CHANGE"] * told


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


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("8 workers", 0), ("8 of 30 workers", 0), ("8 of 1,030 workers", 1), ("9 of 30 workers", 1),
        ("8 of 31 workers", 1), ("Workers are few.", 0),
    ],
)  # fmt: skip
def test_a_sentence_of_its_own_names_the_workers_of_the_plan_alone(line: str, told: int) -> None:
    """5 and 3 at hand (half a one counts for none), not those of C that is merged away; 30 due."""
    plain = toy("AABBCC", 600)
    staff = {"A": "5", "B": "3.5", "C": "7"}
    held = (replace(item, facts=(("staff", staff[item.id]),)) for item in plain.communities)
    problem = replace(plain, communities=tuple(held))
    plan = dict(problem.today) | {"a5": "A", "a6": "A"}
    known = Witnessed((problem,), supply=Supply(staff={"households_per_worker_max": 120}))
    cases = [Case(Ground(problem), tuple(plan.items()))]
    proposal: Any = SimpleNamespace(witnessed=known, cases={"p": cases}, claims=())
    printed = Printed("t.docx", told=(Told("", (line,), whole=False),))
    assert [item.code for item in means(Paper(proposal, "p", printed))] == (
        ["PRINTED_RESOURCE_FALSE"] * told
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("负荷认定依据：A，1180户无物业老人占三成。", 0),
        ("负荷认定依据：A，1,180户无物业\n老人占三成。", 1),
        ("负荷认定依据：A，1181户无物业老人占三成。", 1),
    ],
)
def test_a_letter_tells_evidence_in_one_line_and_without_commas(line: str, told: int) -> None:
    """A cell of the ledger holds two lines, and a letter no invisible mark."""
    facts = {"community": "A", "evidence": "1,180户无物业\n老人\u200b占三成"}
    claimed: Any = SimpleNamespace(
        alternative="p", statement={"language": "zh"},
        resources=({"code": "RESOURCE_OVERLOAD", "facts": facts},),
    )  # fmt: skip
    proposal: Any = SimpleNamespace(witnessed=Witnessed(()), cases={}, claims=(claimed,))
    printed = Printed("t.docx", told=(Told("", (line,), whole=False),))
    assert [item.code for item in means(Paper(proposal, "p", printed))] == (
        ["PRINTED_RESOURCE_FALSE"] * told
    )


@pytest.mark.parametrize(("level", "told"), [("grid", 0), ("community", 1)])
def test_means_are_told_in_the_words_of_the_level(level: str, told: int) -> None:
    facts = {"weights": ["households×1"], "least": 300, "most": 600, "mean": 450, "ratio": 1.5}
    claimed: Any = SimpleNamespace(
        alternative="p", statement={"language": "zh", "level": level},
        resources=({"code": "RESOURCE_WORKLOAD", "facts": facts},),
    )  # fmt: skip
    proposal: Any = SimpleNamespace(witnessed=Witnessed(()), cases={}, claims=(claimed,))
    line = "工作量（households×1）：每个网格300至600，平均450；最大是平均的1.5倍。"
    found = means(Paper(proposal, "p", Printed("summary.txt", lines=(line,))))
    assert [item.code for item in found] == ["PRINTED_RESOURCE"] * told


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
    """A cut of 500 km, 125 of them along a road: lengths are in decimetres."""
    drawn = toy("AA\nAA", 600, roads={"Road": "a1-a2"})
    edges = [replace(edge, shared=1_250_000 if edge.lines else 3_750_000) for edge in drawn.edges]
    named = tuple(replace(edge, named=edge.shared if edge.lines else 0) for edge in edges)
    problem = replace(drawn, edges=named)
    plan = {"a1": "A", "b1": "A", "a2": "NEW-Toy-1", "b2": "NEW-Toy-1"}
    cases = {"p": [Case(Ground(problem), tuple(plan.items()))]}
    proposal: Any = SimpleNamespace(cases=cases, compared=("p",))
    cells = {"alternative": "1", "new_km": "500.0", "new_named": "25.0"}
    sheet = Sheet("t.xlsx", (Line(2, cells),), tuple(cells))
    printed = Printed("t.xlsx", shown=(Shown(Rows.FIGURES, sheet),))
    assert list(tables(Paper(proposal, "p", printed))) == []


@pytest.mark.parametrize(
    ("line", "told"), [("500.0公里、25%", 0), ("499.9公里、25%", 1), ("500.0公里、26%", 1)]
)
def test_new_border_beside_the_map(line: str, told: int) -> None:
    """500.0 km of two subdistricts, a quarter on a road in one of them; parts of a percent drop."""
    cases = []
    for name, named in (("East", 1_299_999), ("West", 0)):
        drawn = toy("AA", 1000)
        edges = tuple(replace(edge, shared=2_500_000, named=named) for edge in drawn.edges)
        problem = replace(drawn, subdistrict=name, edges=edges)
        cases.append(Case(Ground(problem), (("a1", "A"), ("a2", "NEW-Toy-1"))))
    proposal: Any = SimpleNamespace(cases={"p": cases})
    printed: Any = SimpleNamespace(file="map.html", beside=(("p", (), (line,)),))
    assert len(list(beside(Paper(proposal, "p", printed)))) == told


def test_households_of_sites_may_be_named() -> None:
    """Those of each site, and of all together."""
    tiers = Tiers({"a": (140, False, False), "b": (400, True, True)}, 15, 400, 300)
    witnessed = Witnessed((), sites=tiers, named=frozenset({3000}))
    assert Proposal(witnessed, (), "").known == LAW | {3000, 140, 400, 540}


def test_columns_are_asked_for_in_the_words_that_papers_print() -> None:
    """A title in English is the message, and the Chinese one its translation."""
    chinese = translator("zh")
    every = [*EVERYWHERE.values(), *MAINLAND.values(), *STREETS.values()]
    for words in (words for _, titles in every for both in titles.values() for words in both):
        assert len(words) == 1 or chinese(words[1]) == words[0], words


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
    cases = [Case(Ground(problem), tuple(problem.today.items()))]
    proposal: Any = SimpleNamespace(cases={"p": cases}, names={"p": {"A": "A\u200b", "B": "B"}})
    for name, told in (("A\u200b", []), ("A", ["SHEET_CELL_DIFFERS"])):
        cells = [{"subdistrict": "T\u200boy", "community": "A", "name": name},
                 {"subdistrict": "T\u200boy", "community": "B", "name": "B"}]  # fmt: skip
        sheet = Sheet("map.html", tuple(map(Line, (2, 3), cells)), tuple(cells[0]))
        shown = Shown(Rows.COMMUNITIES, sheet)
        printed: Any = SimpleNamespace(file="map.html", scope="", shown=(shown,))
        assert [item.code for item in tables(Paper(proposal, "p", printed))] == told


@pytest.mark.parametrize(
    ("drawing", "plan", "line", "told"),
    [
        ("AB", "AA", "Toy: 2 → 1, 1 abolished", 0),
        ("AB", "AA", "Toy: 2 → 2, 1 abolished", 1),
        ("..", "NN", "Toy: 1 set up", 0),
        ("..", "NN", "Toy: 2 set up", 1),
        ("AB", "AB", "Toy: stays, first planned in 2019", 0),
        ("AB", "AA", "Toys: 9", 0),
    ],
)
def test_the_list_of_subdistricts_counts_what_changes(
    drawing: str, plan: str, line: str, told: int
) -> None:
    problem = toy(drawing, 600)
    names = ("NEW-Toy-1" if letter == "N" else letter for letter in plan)
    cases = [Case(Ground(problem), tuple(zip(problem.unit, names, strict=True)))]
    proposal: Any = SimpleNamespace(cases={"p": cases})
    printed: Any = SimpleNamespace(file="map.html", beside=(("p", (line,), ()),))
    assert len(list(beside(Paper(proposal, "p", printed)))) == told


def test_a_new_community_was_nothing_before() -> None:
    problem = toy("AA", 1500)
    cases = [Case(Ground(problem), (("a1", "A"), ("a2", "NEW-Toy-1")))]
    names = {"p": {"A": "East", "NEW-Toy-1": "West"}}
    proposal: Any = SimpleNamespace(cases={"p": cases}, names=names)
    kept = ("Toy · East", "3000", "1500")
    for lines, found in (((kept,), "-"), ((kept, ("Toy · West", "", "1600")), "— → 1600")):
        told = list(changes(Paper(proposal, "p", Printed("p/summary.txt", changes=lines))))
        facts = {"name": "Toy · West", "found": "-", "expected": "— → 1500"}
        assert [item.facts for item in told if item.facts["found"] == "-"] == [facts]
        assert {"-", found} == {item.facts["found"] for item in told}


def test_a_line_without_numbers_is_told() -> None:
    problem = toy("AB", 600)
    cases = [Case(Ground(problem), (("a1", "A"), ("a2", "A")))]
    proposal: Any = SimpleNamespace(cases={"p": cases})
    printed: Any = SimpleNamespace(file="map.html", beside=(("p", ("Toy: fewer",), ()),))
    (finding,) = beside(Paper(proposal, "p", printed))
    assert finding.facts == {"name": "Toy", "found": "-", "expected": "2, 1, 1"}


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


@pytest.mark.parametrize(
    ("text", "units", "told"),
    [
        ("共120户", "", ["120"]), ("共600户", "AA", []), ("共601户", "AA", ["601"]),
        ("阳光3户型共601户", "AA", ["3", "601"]), ("阳光3户型共601户", "AB", ["601"]),
        ("7户村", "AA", ["7"]), ("7户村", "AB", []), ("共1,200户", "AA", []),
        ("共1,201户", "AA", ["1,201"]), ("1" * 5000 + "户", "AA", ["1" * 5000]),
        ("7户村12户主会", "AB", ["12"]),
        ("7户村12户主会", "ABC", []),
    ],
)  # fmt: skip
def test_numbers_of_households_beside_names_that_look_like_them(
    text: str, units: str, told: list[str]
) -> None:
    """A name that ends in a digit, or holds one before 户, is no number of households.

    Of names that begin alike the longest is meant.
    """
    problem = toy(units or "A", 600)
    if "B" in units:
        names = ("阳光3", "7户村", "7户村12")
        named = (replace(unit, name=name) for unit, name in zip(problem.units, names, strict=False))
        problem = replace(problem, units=tuple(named))
    problems = (problem,) if units else ()
    case = Case(Ground(problem), tuple(Ground(problem).home.items()))
    proposal = Proposal(Witnessed(problems), (), "")
    proposal.__dict__["cases"] = {"p": [case]} if units else {}
    printed: Any = SimpleNamespace(file="t.docx", scope="", sentences=(text,), counts=())
    found = list(households(Paper(proposal, "p", printed)))
    assert [item.facts["found"] for item in found] == told
    assert all(item.facts["text"] == text[:60] for item in found)
