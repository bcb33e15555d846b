"""Sentences of pages and papers: cover lines, changes, subdistricts, new limits, means."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from redistrict.verify.case import Case, Ground
from redistrict.verify.paper import Paper
from redistrict.verify.told import _covers, _fits, beside, changes, covers, means, rooms
from redistrict.witness.claimed import Printed, Told
from redistrict.witness.facts import Witnessed
from redistrict.witness.supply import Supply
from tests.toys import toy
from tests.verify.cases import unchanged


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
        alternative: [unchanged(problem)]
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


@pytest.mark.parametrize(
    ("line", "told"), [("1000.0公里、25%", 0), ("999.9公里、25%", 1), ("1000.0公里、26%", 1)]
)
def test_new_border_beside_the_map(line: str, told: int) -> None:
    """1,000 km of two subdistricts, a quarter on a road in one of them; parts of a percent drop."""
    cases = []
    for name, named in (("East", 2_599_999), ("West", 0)):
        drawn = toy("AA", 1000)
        edges = tuple(replace(edge, shared=5_000_000, named=named) for edge in drawn.edges)
        problem = replace(drawn, subdistrict=name, edges=edges)
        cases.append(Case(Ground(problem), (("a1", "A"), ("a2", "NEW-Toy-1"))))
    proposal: Any = SimpleNamespace(cases={"p": cases})
    printed: Any = SimpleNamespace(file="map.html", beside=(("p", (), (line,)),))
    assert len(list(beside(Paper(proposal, "p", printed)))) == told


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


def test_a_plan_that_divides_for_the_first_time_has_a_cover_line_of_its_own() -> None:
    land = toy("..", [[600, 700]])
    first = Case(Ground(land), (("a1", "NEW-Toy-1"), ("a2", "NEW-Toy-1")))
    paper: Any = SimpleNamespace(cases=lambda _: [first])
    assert list(_covers(paper, "least-change"))[1] == [1, 1, 1300, 2600]
    paper.cases = lambda _: []
    assert list(_covers(paper, "least-change")) == []


def test_grids_have_no_rooms_on_the_map() -> None:
    paper: Any = SimpleNamespace(
        proposal=SimpleNamespace(witnessed=SimpleNamespace(statement={"level": "grid"}))
    )
    assert list(rooms(paper)) == []


@pytest.mark.parametrize(
    ("found", "expected", "fits"),
    [
        ([3, 5], [3, 0, 5], True),
        ([3, 5], [3, 2, 5], False),
        ([3], [3, 1, 0], True),
        ([3], [3, 1, 2], False),
        ([5], [1], False),
        ([3, 5], [3], False),
        ([], [], True),
    ],
)
def test_numbers_of_a_cover_line_in_their_order(
    found: list[int], expected: list[int], fits: bool
) -> None:
    """Nothing but zeros and ones may be left out, and nothing added."""
    assert _fits(found, expected) is fits
