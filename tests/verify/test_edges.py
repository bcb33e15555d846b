"""Exactly at the limit: reasons of exceptions, and what a finding says of touched and untouched."""

import dataclasses

import pytest

from redistrict.domain.findings import Finding
from redistrict.domain.outcome import Exemption, Why
from redistrict.domain.problem import Problem
from redistrict.domain.rules import Action, Lock, LockKind, Tier
from redistrict.verify import actions, band, shape, verify_plan
from redistrict.verify.case import Case, Ground
from redistrict.verify.figures import tier_value
from redistrict.verify.plan import CHECKS, verify_case
from tests.toys import BAND, toy
from tests.verify.cases import unchanged

TODAY = {"a1": "A", "a2": "A"}
TOLERATES_NONE = dataclasses.replace(BAND, tolerate=False)


def told(problem: Problem, plan: dict[str, str], *why: Exemption) -> list[Finding]:
    return list(verify_plan(Ground(problem), plan, exemptions=why))


def refused(problem: Problem, why: Why) -> bool:
    found = told(problem, TODAY, Exemption("A", why))
    assert {item.code for item in found} <= {"PLAN_EXEMPTION_FALSE"}
    return bool(found)


def test_a_unit_of_exactly_the_maximum_is_no_reason() -> None:
    assert refused(toy("AA", [[3000, 1]]), Why.UNIT)
    assert not refused(toy("AA", [[3001, 1]]), Why.UNIT)


def test_a_compound_of_exactly_the_maximum_is_no_reason() -> None:
    groups = {"a1": "G", "a2": "G"}
    over = dataclasses.replace(BAND, max=2999, changed_max=3000, split_over=2999)
    assert refused(toy("AA", [[1500, 1500]], groups=groups, rules=over), Why.UNIT)
    assert not refused(toy("AA", [[1500, 1501]], groups=groups, rules=over), Why.UNIT)


def test_a_lock_that_ties_exactly_the_maximum_is_no_reason() -> None:
    lock = Lock(LockKind.TOGETHER, "one", ("a1",))
    assert refused(toy("AA", [[3000, 1]], locks=[lock]), Why.LOCK)
    assert not refused(toy("AA", [[3001, 1]], locks=[lock]), Why.LOCK)
    fixed = Lock(LockKind.FIXED, "one", ("a1",), community="A")
    assert not refused(toy("AA", [[3001, 1]], locks=[fixed]), Why.LOCK)
    small = Lock(LockKind.TOGETHER, "two", ("a2",))
    assert not refused(toy("AA", [[3001, 1]], locks=[small, lock, small]), Why.LOCK)
    apart = Lock(LockKind.APART, "two", ("a1",))
    assert refused(toy("AA", [[3001, 1]], locks=[apart]), Why.LOCK)


def test_a_frozen_lock_on_another_community_is_no_reason() -> None:
    lock = Lock(LockKind.FROZEN, "held", community="B")
    assert refused(toy("AA", [[3001, 1]], locks=[lock]), Why.LOCK)


def test_a_lock_of_another_kind_freezes_nothing() -> None:
    """One that puts a small unit into the community ties no more than that unit to it."""
    fixed = Lock(LockKind.FIXED, "one", ("a2",), community="A")
    assert refused(toy("AA", [[3001, 1]], locks=[fixed]), Why.LOCK)


def test_a_compound_counts_with_what_of_it_is_in_the_community() -> None:
    """1,600 of its 3,200 households are: no unit of more than the maximum."""
    problem = toy("AAB", [[1500, 1600, 1600]], groups={"a2": "G", "a3": "G"})
    found = told(problem, dict(problem.today), Exemption("A", Why.UNIT))
    assert "PLAN_EXEMPTION_FALSE" in {item.code for item in found}


def test_a_piece_within_a_band_from_one_household_on() -> None:
    """As many communities as households, no fewer."""
    rules = dataclasses.replace(BAND, min=1, changed_min=1, merge_under=1)
    problem = toy("AA", [[3001, 1]], rules=rules)
    assert told(problem, TODAY, Exemption("A", Why.UNIT, {"most": 3002})) == []


def test_the_least_of_three_pieces_is_named() -> None:
    problem = toy("AAABAABBA", 400)
    plan = dict(problem.today)
    found = {item.place.community: item for item in told(problem, plan)
             if item.code == "PLAN_NOT_CONTIGUOUS"}  # fmt: skip
    apart = found["A"]
    assert (apart.facts["pieces"], apart.facts["count"]) == (3, 1)
    pieces = Ground(problem).reach(frozenset(unit for unit, home in plan.items() if home == "A"))
    assert apart.facts["units"] == Ground(problem).unit_names(pieces[2])


def test_a_finding_names_five_units_and_communities_without_a_name_by_id() -> None:
    plain = toy("AAAAAA")
    problem = dataclasses.replace(plain, communities=(
        dataclasses.replace(plain.communities[0], name=""),
    ))  # fmt: skip
    ground = Ground(problem)
    assert ground.unit_names(problem.unit) == ("a1", "a2", "a3", "a4", "a5")
    assert ground.name == {"A": "A"}


def test_of_pieces_of_one_size_that_with_the_first_unit_comes_first() -> None:
    ground = Ground(toy("|A AA|\n|A   |"))
    assert ground.land == [frozenset({"a1", "b1"}), frozenset({"a3", "a4"})]


def test_a_piece_that_can_be_divided_is_no_reason() -> None:
    """3,000 is one community, 3,001 to 3,999 none when at least 2,000 are asked for."""
    rules = dataclasses.replace(BAND, min=2000, changed_min=2000, merge_under=2000)
    assert not refused(toy("AA", [[3000, 1]], rules=rules), Why.PIECE)
    assert not refused(toy("AA", [[3000, 999]], rules=rules), Why.PIECE)
    assert refused(toy("AA", [[3000, 1000]], rules=rules), Why.PIECE)


def test_the_band_that_counts_is_that_of_touched_or_untouched() -> None:
    rules = dataclasses.replace(BAND, changed_min=900, changed_max=3300, split_over=3000)
    problem = toy("AAB", [[3000, 400, 1500]], rules=rules)
    today = {"a1": "A", "a2": "A", "a3": "B"}
    (stays,) = told(problem, today)
    assert (stays.facts["min"], stays.facts["max"]) == (1000, 3000)
    assert (stays.facts["deviation"], stays.facts["households"]) == (400, 3400)
    moved = {"a1": "A", "a2": "B", "a3": "B"}
    small = toy("AAB", [[850, 1500, 1950]], rules=rules)
    found = {item.place.community: item for item in told(small, moved)}
    assert (found["A"].facts["min"], found["A"].facts["max"]) == (900, 3300)
    assert found["A"].facts["deviation"] == 50
    assert found["B"].facts["deviation"] == 150


def test_the_changed_band_is_kept_exactly() -> None:
    rules = dataclasses.replace(BAND, changed_min=900, changed_max=3300)
    moved = {"a1": "A", "a2": "B", "a3": "B"}
    assert told(toy("AAB", [[900, 1300, 2000]], rules=rules), moved) == []
    found = told(toy("AAB", [[899, 1300, 2001]], rules=rules), moved)
    assert {item.place.community for item in found} == {"A", "B"}


def test_every_stated_number_of_an_exception_is_looked_at() -> None:
    locks = [Lock(LockKind.TOGETHER, "one", ("a1", "a2"))]
    problem = toy("AA", [[3001, 1]], locks=locks)
    true = {
        "households": 3002, "tied": 3002, "unit_households": 3001, "piece": 3002, "fewest": 2,
        "most": 3, "limit": 0,
    }  # fmt: skip
    assert told(problem, TODAY, Exemption("A", Why.UNIT, true)) == []
    for name, value in true.items():
        (found,) = told(problem, TODAY, Exemption("A", Why.UNIT, {name: value + 1}))
        assert found.code == "PLAN_EXEMPTION_FACT"
        assert found.facts == {"fact": name, "claimed": str(value + 1), "value": value}


def test_barriers_around_a_piece_are_named_by_their_reasons() -> None:
    """Those at its limit alone, each once."""
    problem = toy("AABB", [[300, 300, 700, 700]], cut=[("a1", "a2"), ("a2", "a3")])
    today = dict(problem.today)
    for names, wrong in ((("river",), 0), (("wall",), 1), ((), 1)):
        why = Exemption("B", Why.PIECE, {"barriers": names})
        found = [item for item in told(problem, today, why) if item.code == "PLAN_EXEMPTION_FACT"]
        assert len(found) == wrong


@pytest.mark.parametrize(
    ("size", "action", "false"),
    [(550, Action.MERGE, 1), (550, Action.SPLIT, 0), (1450, Action.MERGE, 0),
     (1450, Action.SPLIT, 1)],
)  # fmt: skip
def test_which_action_would_help_a_changed_community(size: int, action: Action, false: int) -> None:
    """1,100 and 2,900 lie within the band of today's, but not within that of changed ones."""
    rules = dataclasses.replace(BAND, changed_min=1200, changed_max=2800)
    problem = toy("ABZ", {"A": size, "B": size, "Z": 1500}, rules=rules)
    plan, why = (("a1", "A"), ("a2", "A"), ("a3", "Z")), (Exemption("A", Why.ACTION),)
    case = Case(Ground(problem), plan, frozenset({action}), why)
    assert len(list(band.reasons_true(case))) == false


def test_what_is_tolerated_is_no_household_outside() -> None:
    rules = dataclasses.replace(BAND, merge_under=900)
    case = Case(Ground(toy("A", 950, rules=rules)), (("a1", "A"),))
    assert case.deviation("A") == tier_value(case, Tier.EXCESS) == 0


def test_the_piece_is_that_of_the_community() -> None:
    """B lies apart from the larger A: its 900 fit no number of communities, the 4,000 would."""
    problem = toy("AAAA B", [[1000, 1000, 1000, 1000, 0, 900]], rules=TOLERATES_NONE)
    today = dict(problem.today)
    why = Exemption("A", Why.ACTION), Exemption("B", Why.PIECE, {"piece": 900, "most": 0})
    found = verify_plan(Ground(problem), today, exemptions=why, closed=True, actions=frozenset())
    assert list(found) == []


def test_what_a_lock_freezes_may_lie_in_pieces() -> None:
    """So may what is not planned; whoever plans it joins it, or changes it."""
    problem = toy("A AB", 1000)
    lock = Lock(LockKind.FROZEN, "held", community="A")
    other = Lock(LockKind.FIXED, "office", ("a1",), community="A")
    today, code = dict(problem.today), ["PLAN_NOT_CONTIGUOUS"]
    for locks, planned, expected in (([], True, code), ([lock], True, []), ([], False, []),
                                     ([lock], False, []), ([other], True, code)):  # fmt: skip
        ground = Ground(dataclasses.replace(problem, locks=tuple(locks)))
        found = shape.contiguous(Case(ground, tuple(today.items()), planned=planned))
        assert [item.code for item in found] == expected


def test_growth_is_counted_in_every_year() -> None:
    """3,100 and 3,250 are 100 and 250 too many, 900 is 100 too few."""
    plain = toy("AB", [[2000, 1500]])
    later = {"a1": (("h1", 3100), ("h2", 3250)), "a2": (("h1", 900), ("h2", 1000))}
    units = tuple(dataclasses.replace(unit, counts=later[unit.id]) for unit in plain.units)
    rules = dataclasses.replace(BAND, forecast={"2030": "h1", "2035": "h2"})
    problem = dataclasses.replace(plain, units=units, rules=rules)
    case = unchanged(problem)
    assert tier_value(case, Tier.GROWTH) == 100 + 250 + 100
    assert (tier_value(case, Tier.TOUCHED), tier_value(case, Tier.CUT_EDGES)) == (0, 1)


def test_a_piece_counts_with_the_wider_of_the_two_bands() -> None:
    """3,999 fit no number within 2,000-3,000, but two of 1,900 or one of 4,000."""
    rules = dataclasses.replace(BAND, min=2000, changed_min=2000, merge_under=2000)
    problem = toy("AA", [[3000, 999]], rules=rules)
    assert not refused(problem, Why.PIECE)
    for wider in ({"changed_min": 1900}, {"changed_max": 4000}):
        changed = dataclasses.replace(rules, **wider)
        assert refused(dataclasses.replace(problem, rules=changed), Why.PIECE)


def test_a_unit_without_community_must_get_one_in_a_plan() -> None:
    problem = toy("AA.", [[1000, 500, 70]])
    (found,) = told(problem, {"a1": "A", "a2": "A", "a3": ""})
    assert (found.code, found.place.unit) == ("PLAN_COMMUNITY_BLANK", "a3")


def test_pieces_with_nothing_between_need_no_line() -> None:
    """A community in two pieces is divided between them; one that hangs together only at a line."""
    apart = toy("A A", [[1500, 1, 1600]])
    plan = {"a1": "NEW-Toy-1", "a3": "A"}
    assert list(verify_plan(Ground(apart), plan, along_roads=True)) == []
    whole = toy("AA", [[1500, 1600]])
    (found,) = verify_plan(Ground(whole), {"a1": "NEW-Toy-1", "a2": "A"}, along_roads=True)
    assert found.code == "PLAN_NOT_ALONG_ROAD"


def test_a_forecast_counts_for_touched_communities_where_it_is_a_rule() -> None:
    """A grows to 3,100: 100 too many, where the years of the forecast are held to the band."""
    plain = toy("AAB", [[1500, 1400, 1100]])
    later = dict(zip(("a1", "a2", "a3"), (1600, 1500, 1100), strict=True))
    units = tuple(
        dataclasses.replace(unit, counts=(("h30", later[unit.id]),)) for unit in plain.units
    )
    plan = {"a1": "A", "a2": "B", "a3": "B"}
    for rule in (True, False):
        rules = dataclasses.replace(
            BAND, forecast={"2030": "h30"}, forecast_rule=rule, changed_max=2500
        )
        problem = dataclasses.replace(plain, units=units, rules=rules)
        case = Case(Ground(problem), tuple(plan.items()))
        assert case.deviation("B") == (100 if rule else 0)


@pytest.mark.parametrize(
    ("metres", "beyond"),
    [(64_999, 0), (65_000, 1), (74_999, 1), (75_000, 2), (14_999, 1), (15_000, 0)],
)
def test_hectares_of_a_touched_community_are_rounded(metres: int, beyond: int) -> None:
    """Two to six hectares, halves up."""
    plain = toy("AAB", [[1000, 500, 1500]], rules=dataclasses.replace(BAND, area_min=2, area_max=6))
    sizes = {"a1": 1, "a2": metres, "a3": 30_000}
    units = tuple(dataclasses.replace(unit, area=sizes[unit.id]) for unit in plain.units)
    problem = dataclasses.replace(plain, units=units)
    plan = (("a1", "A"), ("a2", "NEW-Toy-1"), ("a3", "B"))
    case = Case(Ground(problem), plan)
    assert case.deviation("NEW-Toy-1") == 500 + beyond


def test_a_new_number_that_is_not_due() -> None:
    """Where two new communities swap their numbers, and where today's name goes to a new one."""
    problem = toy("AAAA", 1000)
    two = {"a1": "NEW-Toy-2", "a2": "A", "a3": "A", "a4": "NEW-Toy-1"}
    found = {item.place.community: item.code for item in told(problem, two)}
    assert found["NEW-Toy-1"] == found["NEW-Toy-2"] == "PLAN_NUMBER_NOT_DUE"
    new = {"a1": "A", "a2": "NEW-Toy-1", "a3": "NEW-Toy-1", "a4": "NEW-Toy-1"}
    found = {item.place.community: item.code for item in told(problem, new)}
    assert (found["NEW-Toy-1"], found["A"]) == ("PLAN_NAME_NOT_DUE", "PLAN_NAME_NOT_DUE")


def test_number_and_lines_are_told_by_their_check_alone() -> None:
    fixed = toy("AAA", [[1000, 1, 1100]], rules=dataclasses.replace(BAND, communities=3))
    roads = toy("AAA", [[1000, 1, 1100]], roads={"Road": "a1-a2"})
    plan = (("a1", "NEW-Toy-1"), ("a2", "NEW-Toy-1"), ("a3", "A"))
    for problem, check, code in (
        (fixed, actions.number, "PLAN_NUMBER_OF_COMMUNITIES"),
        (roads, actions.along, "PLAN_NOT_ALONG_ROAD"),
    ):
        case = Case(Ground(problem), plan, along_roads=problem is roads)
        assert [item.code for item in verify_case(case)] == [code]
        assert verify_case(case, [item for item in CHECKS if item is not check]) == ()


@pytest.mark.parametrize("low", [0, 1])
def test_a_band_of_single_households_is_counted_by_ones(low: int) -> None:
    """Where one household is the most, a piece of five needs five communities, and no more fit."""
    rules = dataclasses.replace(
        BAND, min=low, max=1, changed_min=low, changed_max=1, merge_under=low, split_over=1
    )
    assert list(band.possible_numbers(5, rules)) == [5]
    problem = toy("AA", [[3, 2]], rules=rules)
    facts = {"fewest": 5, "most": 5, "piece": 5}
    for wrong in (None, *facts):
        claimed = {key: value + (key == wrong) for key, value in facts.items()}
        found = told(problem, TODAY, Exemption("A", Why.PIECE, claimed))
        assert [item.facts["fact"] for item in found if item.code == "PLAN_EXEMPTION_FACT"] == (
            [wrong] if wrong else []
        )
