"""Numbers that papers may name."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from redistrict.domain.words import translator
from redistrict.verify.case import Case, Ground
from redistrict.verify.paper import LAW, Paper, Proposal, _changed
from redistrict.verify.told import households
from redistrict.witness.claimed import Printed
from redistrict.witness.facts import Witnessed
from redistrict.witness.sites import Tiers
from redistrict.witness.supply import Supply
from redistrict.witness.titles import EVERYWHERE, MAINLAND, STREETS
from tests.toys import toy
from tests.verify.cases import unchanged

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


def test_names_are_those_of_the_planner_and_of_the_table() -> None:
    """A spreadsheet's apostrophe is none of the name; the order is that of the plan on top."""
    rows = [{"community": "A", "name": "other"}, {"community": "NEW-Toy-1", "name": "'=East"}]
    table = SimpleNamespace(lines=[SimpleNamespace(cells=row) for row in rows])
    claims: Any = [SimpleNamespace(alternative=name, compared=compared, communities=(None, table))
                   for name, compared in (("p", ("p", "q")), ("q", ("q",)))]  # fmt: skip
    proposal = Proposal(Witnessed(()), tuple(claims), "")
    proposal.__dict__["cases"] = {"p": [unchanged(toy("A", 1500))], "q": []}
    assert proposal.names["p"] == {"A": "A", "NEW-Toy-1": "=East"}
    assert proposal.compared == ("p", "q")


def test_where_nobody_moves_no_number_is_added() -> None:
    cases = [Case(Ground(toy(letter, 1000)), (("a1", letter),)) for letter in "AB"]
    proposal = Proposal(Witnessed(()), (), "")
    proposal.__dict__["cases"] = {"p": cases}
    assert proposal.known - LAW == {1000, 2000}


def test_a_paper_is_about_the_subdistrict_that_its_folder_is_named_after() -> None:
    """A file name has no marks and nothing invisible; of another subdistrict nothing is asked."""
    problem = replace(toy("AA", 600), subdistrict="河_东（新\u200b）·Old Town")
    one = unchanged(problem)
    long = Case(Ground(replace(problem, subdistrict="长" * 40)), one.rows)
    proposal: Any = SimpleNamespace(cases={"p": [long]})
    for letters, cases in ((29, []), (30, [long]), (31, [long])):
        assert Paper(proposal, "p", Printed("01.docx", scope="长" * letters)).cases() == cases
    proposal = SimpleNamespace(cases={"p": [one]})
    for scope, cases in (("", [one]), ("河_东（新）·Old_Town", [one]), ("河东新Old Town", [one]),
                         ("河西", [])):  # fmt: skip
        assert Paper(proposal, "p", Printed("01.docx", scope=scope)).cases() == cases


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
    ("text", "units", "told"),
    [
        ("100户至700户", "", []), ("101户至701户", "", ["101", "701"]), ("0户", "", []),
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
