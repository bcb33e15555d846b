"""Which communities may stay outside the band: the edges of every number."""

import dataclasses

import pytest

from redistrict.domain.rules import Lock, LockKind
from redistrict.domain.tolerance import deviation, tolerated
from tests.toys import BAND, toy

YUQUAN = dataclasses.replace(BAND, split_over=4000)


@pytest.mark.parametrize(
    ("households", "distance"), [(999, 1), (1000, 0), (3000, 0), (3001, 1), (0, 1000)]
)
def test_distance_to_the_band(households: int, distance: int) -> None:
    assert deviation(households, BAND, touched=True, tolerated=False) == distance
    assert deviation(households, BAND, touched=False, tolerated=False) == distance
    assert deviation(households, BAND, touched=False, tolerated=True) == 0


def test_a_touched_community_is_never_tolerated() -> None:
    assert deviation(3001, BAND, touched=True, tolerated=True) == 1


@pytest.mark.parametrize(
    ("size", "stays"), [(3000, False), (3001, True), (4000, True), (4001, False)]
)
def test_above_the_band(size: int, stays: bool) -> None:
    problem = toy("AB", households={"A": size, "B": 2000}, rules=YUQUAN)
    assert ("A" in tolerated(problem)) is stays


def test_above_the_limit_it_stays_if_not_overloaded() -> None:
    problem = toy("AB", {"A": 5000, "B": 2000}, rules=YUQUAN, overloaded={"A": False})
    assert tolerated(problem) == {"A"}


@pytest.mark.parametrize(
    ("load", "stays"), [(4500, True), (4999, True), (5000, True), (5001, False)]
)
def test_the_threshold_of_workload_counts(load: int, stays: bool) -> None:
    rules = dataclasses.replace(YUQUAN, overload_over=5000)
    problem = toy("AB", {"A": load, "B": 2000}, rules=rules)
    assert ("A" in tolerated(problem)) is stays


@pytest.mark.parametrize(("neighbour", "stays"), [(2001, False), (2002, True)])
def test_a_small_one_stays_if_no_neighbour_has_room(neighbour: int, stays: bool) -> None:
    problem = toy("AB", {"A": 999, "B": neighbour})
    assert ("A" in tolerated(problem)) is stays


def test_a_barrier_takes_the_neighbour_away() -> None:
    assert tolerated(toy("AB", {"A": 999, "B": 1000}, cut=[("a1", "a2")])) == {"A"}


def test_between_merge_under_and_min_it_stays() -> None:
    rules = dataclasses.replace(BAND, merge_under=500)
    assert tolerated(toy("AB", {"A": 500, "B": 1000}, rules=rules)) == {"A"}
    assert tolerated(toy("AB", {"A": 499, "B": 1000}, rules=rules)) == frozenset()


def test_in_two_pieces_it_does_not_stay_unless_frozen() -> None:
    drawing, size = "ABA", {"A": 1750, "B": 2000}
    assert tolerated(toy(drawing, size, rules=YUQUAN)) == frozenset()
    lock = Lock(LockKind.FROZEN, "代管", community="A")
    assert tolerated(toy(drawing, size, rules=YUQUAN, locks=[lock])) == {"A"}
