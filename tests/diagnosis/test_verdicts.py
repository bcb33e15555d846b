"""Verdicts at the edges of the band, and what lets a community stay."""

import dataclasses

import pytest

from redistrict.diagnosis import diagnose, expected_change, possible_numbers
from redistrict.domain.rules import Lock, LockKind
from redistrict.domain.verdict import Verdict
from redistrict.domain.words import sentence
from tests.toys import BAND, toy

YUQUAN = dataclasses.replace(BAND, split_over=4000)


def verdict(problem, community="A"):
    return next(item for item in diagnose(problem) if item.community == community)


@pytest.mark.parametrize(
    ("households", "expected"),
    [(999, Verdict.MERGE), (1000, Verdict.FITS), (3000, Verdict.FITS), (3001, Verdict.SPLIT)],
)
def test_band_has_whole_edges(households, expected):
    half = households // 2
    problem = toy("AAB", [[half, households - half, 1500]])
    assert verdict(problem).verdict is expected


@pytest.mark.parametrize(
    ("neighbour", "expected"), [(2001, Verdict.MERGE), (2002, Verdict.TOLERATED)]
)
def test_small_community_stays_when_no_neighbour_can_take_it(neighbour, expected):
    problem = toy("AB", {"A": 999, "B": neighbour})
    assert verdict(problem).verdict is expected


def test_small_community_behind_a_barrier_may_stay():
    problem = toy("AB", {"A": 500, "B": 1500}, cut=[("a1", "a2")])
    assert verdict(problem).verdict is Verdict.TOLERATED


@pytest.mark.parametrize(
    ("households", "overloaded", "expected"),
    [
        (4000, True, Verdict.TOLERATED),
        (4001, True, Verdict.SPLIT),
        (4001, False, Verdict.TOLERATED),
    ],
)
def test_large_community_splits_only_when_overloaded(households, overloaded, expected):
    half = households // 2
    problem = toy(
        "AAB", [[half, households - half, 1500]], rules=YUQUAN, overloaded={"A": overloaded}
    )
    assert verdict(problem).verdict is expected


def test_unit_over_the_maximum_is_a_special_case():
    assert verdict(toy("AAB", [[3500, 100, 1500]])).verdict is Verdict.EXCEPTION


def test_frozen_community_outside_the_band_is_a_special_case():
    lock = Lock(LockKind.FROZEN, "looked after for the town", community="A")
    problem = toy("AAB", [[2000, 2000, 1500]], locks=[lock])
    assert verdict(problem).verdict is Verdict.EXCEPTION


def test_without_neighbours_the_condition_stays_open():
    problem = toy("AB", {"A": 500, "B": 1500})
    found = diagnose(problem, neighbours_known=False)
    assert found[0].verdict is Verdict.MERGE_OPEN


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_verdict_speaks_of_illegality(language):
    for households in (0, 500, 999, 1500, 3001, 9000):
        problem = toy("AAB", [[households, 0, 2500]])
        for item in diagnose(problem):
            words = sentence(item.finding, language)
            assert "{" not in words
            assert not any(word in words for word in ("违法", "不合法", "违规", "illegal"))


def test_possible_numbers_round_inwards():
    problem = toy("AABB", [[1000, 1000, 1000, 2999]])
    facts = possible_numbers(problem).facts
    assert (facts["fewest"], facts["most"]) == (2, 5)


def test_total_that_fits_no_number():
    problem = toy("A", {"A": 3500}, rules=dataclasses.replace(BAND, min=2000))
    assert possible_numbers(problem).code == "TOTAL_FITS_NONE"


def test_a_split_into_three_counts_two():
    problem = toy("AAAB", [[2100, 2100, 2100, 1500]])
    assert expected_change(diagnose(problem), 3000) == (2, 0)


def test_a_community_in_pieces_is_no_special_case():
    """A plan can mend it, and must; a special case is what no plan can bring in."""
    assert verdict(toy("ABA", 1000)).verdict is Verdict.PIECES


def evidenced(problem):
    """Return the problem with evidence that its communities are overloaded."""
    communities = tuple(
        dataclasses.replace(item, overloaded=True, overload_evidence="counted in 2026")
        for item in problem.communities
    )
    return dataclasses.replace(problem, communities=communities)


FROZEN = Lock(LockKind.FROZEN, "looked after for the town", community="A")
LOW_MERGE = dataclasses.replace(BAND, merge_under=800)
LOADED = dataclasses.replace(YUQUAN, overload_over=4000)
REASONS = {
    "over_the_maximum": (toy("AAB", [[2000, 1001, 1500]]), "SPLIT_OVER"),
    "over_and_overloaded": (
        evidenced(toy("AAB", [[2001, 2000, 1500]], rules=YUQUAN)), "SPLIT_OVERLOADED"),
    "over_and_above_the_load": (
        toy("AAB", [[2001, 2000, 1500]], rules=LOADED), "SPLIT_OVER_LOAD"),
    "over_and_at_ease": (
        toy("AAB", [[2001, 2000, 1500]], rules=YUQUAN, overloaded={"A": False}),
        "TOLERATED_NOT_OVERLOADED"),
    "over_but_below_the_bar": (toy("AAB", [[2000, 1001, 1500]], rules=YUQUAN), "TOLERATED_LARGE"),
    "under_but_above_the_bar": (toy("AB", {"A": 800, "B": 1500}, rules=LOW_MERGE),
                                "TOLERATED_SMALL"),
    "under_and_full_neighbour": (toy("AB", {"A": 999, "B": 2500}), "TOLERATED_NO_ROOM"),
    "under_and_alone": (toy("AB", {"A": 999, "B": 1500}, cut=[("a1", "a2")]), "TOLERATED_ALONE"),
    "under_with_room_beside": (toy("AB", {"A": 999, "B": 1500}), "MERGE_POSSIBLE"),
    "in_two_pieces": (toy("ABA", 1000), "DISCONNECTED"),
    "frozen_outside": (toy("AAB", [[2000, 2000, 1500]], locks=[FROZEN]), "FROZEN_OUTSIDE"),
    "one_unit_too_large": (toy("AAB", [[3001, 100, 1500]]), "UNIT_OVER"),
    "just_right": (toy("AB", 1000), "FITS"),
}  # fmt: skip


@pytest.mark.parametrize("case", REASONS)
def test_reason(case):
    """Every verdict names its reason, in sentences of both languages."""
    problem, code = REASONS[case]
    found = verdict(problem).finding
    assert found.code == code
    assert sentence(found, "zh") != sentence(found, "en")


def test_numbers_are_said():
    assert possible_numbers(toy("AB", 2000)).code == "POSSIBLE_NUMBERS"
