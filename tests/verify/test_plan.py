"""Plans of toys: every rule at its limits, and agreement with the definitions of the domain."""

import dataclasses
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redistrict.domain.goals import deviations, out_of_band, tier_value
from redistrict.domain.identity import name_sets
from redistrict.domain.outcome import Exemption, Status, Why
from redistrict.domain.plan import Kind, Plan, kinds
from redistrict.domain.problem import Problem
from redistrict.domain.rules import ALTERNATIVES, Action, Lock, LockKind, Tier
from redistrict.domain.units import pieces
from redistrict.verify import actions, figures, rows, verify_plan
from redistrict.verify.case import Case, Ground
from redistrict.verify.outcome import Part, values
from redistrict.verify.plan import verify_case
from redistrict.witness.claimed import PartClaim
from tests.toys import BAND, toy
from tests.verify.forge import proven

SPLIT_MERGE = frozenset({Action.SPLIT, Action.MERGE})


def codes(problem: Problem, assignment: Mapping[str, str], **more: object) -> set[str]:
    found = verify_plan(Ground(problem), assignment, **more)  # type: ignore[arg-type]  # test
    return {finding.code for finding in found}


def plan_of(problem: Problem, *sets: str) -> dict[str, str]:
    return dict(name_sets(problem, [part.split() for part in sets]).assignment)


@pytest.mark.parametrize(
    ("total", "accepted"), [(999, False), (1000, True), (3000, True), (3001, False)]
)
def test_the_limits_of_the_band(total: int, accepted: bool) -> None:
    problem = toy("AAB", [[1000, 1000, total]])
    problem = dataclasses.replace(problem, rules=dataclasses.replace(BAND, merge_under=0))
    changed = toy("A.B", [[1000, total - 1000 if total > 1000 else 0, 1000]])
    today = {"a1": "A", "a2": "A", "a3": "B"}
    if total < 1000:
        assert codes(problem, today) == set()  # tolerated while untouched
    else:
        assert (codes(problem, today) == set()) is accepted
    totals = figures.totals(Case(Ground(problem), tuple(today.items())))
    assert totals["out_of_band_before"] == totals["out_of_band"] == int(not 1000 <= total <= 3000)
    if total > 1000:
        joined = {"a1": "A", "a2": "A", "a3": "B"}
        assert (codes(changed, joined) == set()) is accepted


@pytest.mark.parametrize("total", [999, 3001])
def test_an_exception_must_be_named(total: int) -> None:
    problem = toy("AB", [[total, 2500]])
    today = {"a1": "A", "a2": "B"}
    assert codes(problem, today) == ({"PLAN_OUT_OF_BAND"} if total > 3000 else set())
    why = Exemption("A", Why.UNIT)
    expected = set() if total > 3000 else {"PLAN_EXEMPTION_NEEDLESS"}
    assert codes(problem, today, exemptions=[why]) == expected


def test_strict_allows_no_exception() -> None:
    problem = toy("AB", [[3001, 2500]], rules=dataclasses.replace(BAND, strict=True))
    found = codes(problem, {"a1": "A", "a2": "B"}, exemptions=[Exemption("A", Why.UNIT)])
    assert found == {"PLAN_OUT_OF_BAND"}


def test_the_reasons() -> None:
    problem = toy("AA", [[300, 300]])
    today = {"a1": "A", "a2": "A"}
    small = dataclasses.replace(problem.rules, merge_under=1000)
    assert codes(dataclasses.replace(problem, rules=small), today) == set()
    alone = toy("AB", [[300, 300]], cut=[("a1", "a2")])
    alone = dataclasses.replace(alone, rules=dataclasses.replace(BAND, changed_min=1000))
    both = {"a1": "A", "a2": "A"}
    assert "PLAN_NOT_CONTIGUOUS" in codes(alone, both)
    land = toy("AA", [[1600, 1600]], rules=dataclasses.replace(BAND, min=2000, changed_min=2000,
                                                              merge_under=2000))  # fmt: skip
    assert codes(land, today, exemptions=[Exemption("A", Why.PIECE)]) == set()
    lock = Lock(LockKind.FROZEN, "held", community="A")
    held = toy("AA", [[1600, 1600]], locks=[lock])
    assert codes(held, today, exemptions=[Exemption("A", Why.LOCK)]) == set()
    tied = toy("AA", [[1600, 1600]], locks=[Lock(LockKind.TOGETHER, "one", ("a1", "a2"))])
    assert codes(tied, today, exemptions=[Exemption("A", Why.LOCK)]) == set()
    group = toy("AA", [[1600, 1600]], groups={"a1": "G", "a2": "G"})
    assert codes(group, today, exemptions=[Exemption("A", Why.UNIT)]) == set()
    free = toy("AA", [[1600, 1600]])
    action = [Exemption("A", Why.ACTION)]
    merge = frozenset({Action.MERGE})
    assert codes(free, today, exemptions=action, actions=merge) == set()
    assert codes(free, today, exemptions=action, actions=SPLIT_MERGE) == {"PLAN_EXEMPTION_FALSE"}
    closed = codes(free, today, exemptions=action, actions=SPLIT_MERGE, closed=True)
    assert closed == set()
    assert codes(free, today, exemptions=[Exemption("A", Why.OPEN)]) == set()
    unknown = [Exemption("A", Why.OPEN), Exemption("Q", Why.OPEN, {"households": 1})]
    assert codes(free, today, exemptions=unknown) == {"PLAN_EXEMPTION_UNKNOWN"}


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("households", 3400), ("tied", 3300), ("unit_households", 1700), ("piece", 6200),
        ("fewest", 2), ("most", 7), ("limit", 3),
    ],
)  # fmt: skip
def test_every_number_of_an_exception_is_looked_at(fact: str, value: int) -> None:
    """Of two ties the larger, the wider of two bands; also behind an exception of no community."""
    rules = dataclasses.replace(BAND, changed_min=800, changed_max=3200, touched_max=3)
    locks = [Lock(LockKind.TOGETHER, "one school", ("a2", "a3")),
             Lock(LockKind.TOGETHER, "one yard", ("a1", "a2"))]  # fmt: skip
    problem = toy("AAAB", [[1600, 1700, 100, 2800]], rules=rules, locks=locks)
    for claimed in (value, value + 1):
        said = [Exemption("Q", Why.OPEN), Exemption("A", Why.LOCK, {fact: claimed})]
        found = codes(problem, dict(problem.today), exemptions=said)
        assert ("PLAN_EXEMPTION_FACT" in found) is (claimed != value)


def test_a_community_without_ties_has_none_tied() -> None:
    problem = toy("AA", [[1600, 1700]])
    for claimed in (0, 1):
        said = [Exemption("A", Why.OPEN, {"tied": claimed})]
        found = codes(problem, dict(problem.today), exemptions=said)
        assert ("PLAN_EXEMPTION_FACT" in found) is bool(claimed)


def test_split_and_merge_never_in_one_set() -> None:
    problem = toy("AABB\nAABB", 900)
    mixed = plan_of(problem, "a1 b1 b2", "a2 a3", "a4 b3 b4")
    assert "PLAN_ACTION_NOT_ALLOWED" in codes(problem, mixed, actions=SPLIT_MERGE)
    split = plan_of(problem, "a1 b1", "a2 b2", "a3 b3", "a4 b4")
    assert codes(problem, split, actions=SPLIT_MERGE) == set()
    assert "PLAN_ACTION_NOT_ALLOWED" in codes(problem, split, actions=frozenset({Action.MERGE}))
    small = toy("AAB.\nAAB.", 300)
    merged = plan_of(small, "a1 a2 b1 b2 a3 b3 a4 b4")
    assert codes(small, merged, actions=SPLIT_MERGE) == set()


def test_one_action_alone() -> None:
    problem = toy("AABB\nAABB", 900)
    split = plan_of(problem, "a1 b1", "a2 b2", "a3 b3", "a4 b4")
    small = toy("AAB.\nAAB.", 300)
    merged = plan_of(small, "a1 a2 b1 b2 a3 b3 a4 b4")
    for plan, drawn, action in ((split, problem, Action.SPLIT), (merged, small, Action.MERGE)):
        for allowed in (Action.SPLIT, Action.MERGE):
            told = {"PLAN_ACTION_NOT_ALLOWED"} if allowed is not action else set()
            assert codes(drawn, plan, actions=frozenset({allowed})) == told


def test_one_exception_hides_no_other() -> None:
    problem = toy("AB", 3001)
    today = dict(problem.today)
    assert codes(problem, today, exemptions=[Exemption("A", Why.UNIT)]) == {"PLAN_OUT_OF_BAND"}


def test_a_reason_for_nothing_hides_no_false_one() -> None:
    problem = toy("AABB", [[500, 600, 1600, 1500]])
    said = [Exemption("Q", Why.PIECE), Exemption("A", Why.PIECE), Exemption("B", Why.PIECE)]
    found = codes(problem, dict(problem.today), exemptions=said)
    assert found == {
        "PLAN_EXEMPTION_UNKNOWN", "PLAN_EXEMPTION_NEEDLESS", "PLAN_EXEMPTION_FALSE",
    }  # fmt: skip


def test_the_first_cut_may_leave_any_part_alone() -> None:
    """Each of three parts borders the others along a line of its own, and all the fourth on one."""
    drawn = toy("AAAA", 600, bridges=[("a1", "a3"), ("a1", "a4"), ("a2", "a4")])
    lines = {"a1a2": "East", "a1a3": "West", "a2a3": "South"}
    edges = (dataclasses.replace(edge, lines=(lines.get(edge.a + edge.b, "Long"),))
             for edge in drawn.edges)  # fmt: skip
    problem = dataclasses.replace(drawn, edges=tuple(edges))
    for last in "1234":
        rows = [*zip(("a1", "a2", "a3"), (name for name in "1234" if name != last), strict=True)]
        case = Case(Ground(problem), (*rows, ("a4", last)), along_roads=True)
        assert list(actions.along(case)) == []


def test_a_community_under_another_name_is_not_divided() -> None:
    problem = toy("AABB", 800)
    case = Case(Ground(problem), tuple(plan_of(problem, "a1 a2", "a3 a4").items()))
    renamed = dataclasses.replace(case, rows=(("a1", "Q"), ("a2", "Q"), ("a3", "B"), ("a4", "B")))
    assert figures.kinds(case) == {"A": Kind.UNTOUCHED, "B": Kind.UNTOUCHED}
    assert figures.kinds(renamed) == {
        "A": Kind.ABOLISHED, "B": Kind.UNTOUCHED, "Q": Kind.SET_UP
    }  # fmt: skip


def test_the_fixed_number() -> None:
    """The only fault that the check of numbers tells, and that nothing else does."""
    rules = dataclasses.replace(BAND, communities=3)
    problem = toy("AB", [[1500, 1500]], rules=rules)
    today = {"a1": "A", "a2": "B"}
    assert codes(problem, today) == {"PLAN_NUMBER_OF_COMMUNITIES"}
    free = dataclasses.replace(problem, rules=BAND)
    assert codes(free, today) == set()


def test_nothing_is_taken_for_proven_that_no_one_claimed() -> None:
    problem = toy("AA", 1600)
    claimed = (Exemption("A", Why.PROVEN),)
    case = Case(Ground(problem), (("a1", "A"), ("a2", "A")), exemptions=claimed)
    assert [item.code for item in verify_case(case)] == ["PLAN_EXEMPTION_FALSE"]
    assert verify_case(dataclasses.replace(case, closed=True)) == ()


def test_without_positions_distances_are_not_recomputed() -> None:
    problem = toy("AB", 1500)
    case = Case(Ground(problem), (("a1", "A"), ("a2", "B")))
    claim = PartClaim("Toy", Status.PROVEN, proven([(Tier.PLACE, 99), (Tier.UNITS, 1)]), {})
    alternative = ALTERNATIVES["least-change"]
    for unplaced, told in ((True, ["tiers.1b"]), (False, ["tiers.3", "tiers.1b"])):
        found = list(values(Part(case, claim, alternative, unplaced=unplaced)))
        assert [item.place.column for item in found] == told
    assert list(values(Part(case, claim, alternative))) == found


def test_compounds_where_nobody_lives_are_not_counted() -> None:
    """Two units of one compound are one, a unit of its own another."""
    problem = toy("AAAAA", [[5, 6, 0, 0, 7]], groups=dict.fromkeys(("a1", "a2"), "G") | {"a3": "H"})
    assert figures.compounds(problem.units) == 2


@pytest.mark.parametrize(("total", "inside"), [(999, "0"), (1000, "1"), (3000, "1"), (3001, "0")])
def test_a_row_says_whether_it_is_in_the_band(total: int, inside: str) -> None:
    problem = toy("A", total)
    (row,) = rows.community_rows(Case(Ground(problem), (("a1", "A"),)))
    assert row["in_band"] == inside


def test_a_barrier_needs_no_line() -> None:
    """Divided at a river and along a road; another community has no part in it."""
    problem = toy("AAB\nAAB", 500, cut=[("a1", "a2")], roads={"Road": "b1-b2"})
    plan = {"a1": "A", "b1": "A", "a2": "NEW-Toy-1", "b2": "NEW-Toy-1", "a3": "B", "b3": "B"}
    case = Case(Ground(problem), tuple(plan.items()), along_roads=True)
    assert list(actions.along(case)) == []
    bare = dataclasses.replace(problem, edges=tuple(
        dataclasses.replace(edge, lines=()) for edge in problem.edges
    ))  # fmt: skip
    case = Case(Ground(bare), tuple(plan.items()), along_roads=True)
    assert [item.place.community for item in actions.along(case)] == ["A"]


DRAWINGS = ("AABB\nAABB\nCCDD", "AAA.\nBBBB\nCC.D", "ABCD\nABCD\nAB.D")


@st.composite
def plans(draw: st.DrawFn) -> tuple[Problem, Plan]:
    """Draw a toy with households, and a partition of it grown from random seeds."""
    drawing = draw(st.sampled_from(DRAWINGS))
    counts = [
        [draw(st.integers(0, 1500)) for _ in line] for line in drawing.splitlines()
    ]  # fmt: skip
    office = draw(st.sampled_from([{}, {"A": "a1"}, {"B": "b2"}]))
    change = draw(st.booleans())
    rules = dataclasses.replace(BAND, merge_under=draw(st.sampled_from([500, 1000])))
    drawn = toy(drawing, counts, rules=rules, anchors=office if not change else {})
    named = draw(st.sampled_from([0, 400]))
    edges = tuple(dataclasses.replace(edge, named=named) for edge in drawn.edges)
    problem = dataclasses.replace(drawn, edges=edges)
    ids = [unit.id for unit in problem.units]
    count = draw(st.integers(1, 5))
    labels = [draw(st.integers(0, count)) for _ in ids]
    sets: dict[int, list[str]] = {}
    for unit, label in zip(ids, labels, strict=True):
        sets.setdefault(label, []).append(unit)
    return problem, name_sets(problem, sets.values())


@settings(max_examples=300)
@given(plans())
def test_agreement_with_the_definitions(drawn: tuple[Problem, Plan]) -> None:
    """Values, kinds and acceptance are those of the definitions, written apart from them."""
    problem, plan = drawn
    case = Case(Ground(problem), tuple(plan.assignment.items()))
    for tier in Tier:
        assert figures.tier_value(case, tier) == tier_value(problem, plan, tier), tier
    assert figures.kinds(case) == kinds(problem, plan)
    totals = figures.totals(case)
    assert totals["out_of_band"] == len(out_of_band(problem, plan))
    connected = all(len(pieces(units, problem.adjacent)) == 1 for units in plan.sets.values())
    sound = connected and not any(deviations(problem, plan).values())
    assert (verify_plan(Ground(problem), plan.assignment) == ()) is sound


@settings(max_examples=100)
@given(plans(), st.data())
def test_another_name_is_refused(drawn: tuple[Problem, Plan], data: st.DataObject) -> None:
    problem, plan = drawn
    names = sorted(plan.sets)
    other = data.draw(st.sampled_from(["A", "B", "NEW-Toy-9", "NEW-Toy-01", "Q"]))
    chosen = data.draw(st.sampled_from(names))
    if other in names:
        return
    renamed = {unit: other if name == chosen else name for unit, name in plan.assignment.items()}
    told = {"PLAN_NAME_NOT_DUE", "PLAN_NUMBER_NOT_DUE", "PLAN_COMMUNITY_UNKNOWN"}
    assert codes(problem, renamed) & told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("NEW-Toy-1", set()), ("NEW-Toy-2", {"PLAN_NUMBER_NOT_DUE"}),
        *((name, {"PLAN_COMMUNITY_UNKNOWN"})
          for name in ("NEW-Toy-01", "NEW-Toy-", "NEW-Toy-x", "NEW-Toy-²", "NEW-Other-1", "1")),
    ],
)  # fmt: skip
def test_a_new_community_has_the_next_number(name: str, told: set[str]) -> None:
    plan = {"a1": "A", "a2": "A", "a3": name, "a4": name}
    assert codes(toy("AAAA", 600), plan) == told


@pytest.mark.parametrize(
    ("sets", "accepted"),
    [
        (("a1 a2 b1 b2", "a3 a4 b3 b4"), True),
        (("a1 a2 a3 a4", "b1 b2 b3 b4"), False),
        (("a1 a2 b1 b2 b3", "a3 a4 b4"), False),
        (("a1 a2 b1 b2", "a3 b3", "a4 b4"), False),
        (("a4", "a1 a2 a3 b1 b2 b3 b4"), True),
        (("a3 a4", "a1 a2 b1 b2 b3 b4"), False),
    ],
)
def test_parts_along_a_road(sets: tuple[str, ...], accepted: bool) -> None:
    """One road between all neighbours of two parts, at every cut; else the finding says so."""
    problem = toy("AAAA\nAAAA", 600, roads={
        "Road": "a2-a3 b2-b3", "End": "a3-a4", "Way": "a4-b4"
    })  # fmt: skip
    found = codes(problem, plan_of(problem, *sets), actions=SPLIT_MERGE, along_roads=True)
    assert ("PLAN_NOT_ALONG_ROAD" not in found) is accepted
    assert "PLAN_NOT_ALONG_ROAD" not in codes(problem, plan_of(problem, *sets))
