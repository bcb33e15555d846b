"""Which name a set of units carries."""

import itertools
import random

import pytest

from redistrict.domain.identity import match, name_sets
from redistrict.domain.rules import Lock, LockKind
from tests.toys import toy


def test_each_keeps_its_name_when_nothing_changes() -> None:
    problem = toy("AABB")
    plan = name_sets(problem, [("a1", "a2"), ("a3", "a4")])
    assert plan.assignment == problem.today


def test_the_part_with_most_households_goes_on_in_a_merge() -> None:
    problem = toy("AAB", households={"A": 300, "B": 900})
    assert set(name_sets(problem, [("a1", "a2", "a3")]).assignment.values()) == {"B"}


def test_a_keeps_lock_names_another() -> None:
    lock = Lock(LockKind.KEEPS, "old name", community="A")
    problem = toy("AAB", households={"A": 300, "B": 900}, locks=[lock])
    assert set(name_sets(problem, [("a1", "a2", "a3")]).assignment.values()) == {"A"}


def test_the_office_carries_the_name_even_with_fewer_households() -> None:
    problem = toy("AAAA", households=[[900, 900, 900, 100]], anchors={"A": "a4"})
    plan = name_sets(problem, [("a1", "a2", "a3"), ("a4",)])
    assert plan.assignment == {"a1": "NEW-Toy-1", "a2": "NEW-Toy-1", "a3": "NEW-Toy-1", "a4": "A"}


def test_a_set_without_a_household_of_a_community_cannot_carry_its_name() -> None:
    problem = toy("AAB", households=[[500, 0, 500]])
    plan = name_sets(problem, [("a1", "a3"), ("a2",)])
    assert plan.assignment["a2"] == "NEW-Toy-1"


def test_a_community_without_households_is_named_by_its_units() -> None:
    problem = toy("AB", households={"A": 0, "B": 500})
    assert name_sets(problem, [("a1",), ("a2",)]).assignment == {"a1": "A", "a2": "B"}


def test_equal_halves_go_to_the_lower_set() -> None:
    plan = name_sets(toy("AA"), [("a2",), ("a1",)])
    assert plan.assignment == {"a1": "A", "a2": "NEW-Toy-1"}


def brute(
    weights: dict[tuple[int, int], tuple[int, int]], rows: int, columns: int
) -> tuple[int, int]:
    """Return most households, then most units, of all matchings."""
    best = (0, 0)
    slots = [*range(columns), *[None] * rows]
    for choice in set(itertools.permutations(slots, rows)):
        pairs = [(row, column) for row, column in enumerate(choice) if column is not None]
        if all(pair in weights for pair in pairs):
            total = (sum(weights[p][0] for p in pairs), sum(weights[p][1] for p in pairs))
            best = max(best, total)
    return best


@pytest.mark.parametrize("seed", range(150))
def test_matching_agrees_with_enumeration(seed: int) -> None:
    draw = random.Random(seed)
    rows, columns = draw.randint(1, 4), draw.randint(1, 4)
    weights = {
        (row, column): (draw.choice([0, 0, 5, 7, draw.randint(0, 20)]), draw.randint(0, 3))
        for row in range(rows)
        for column in range(columns)
        if draw.random() < 0.7
    }
    found = match(weights)
    assert len(set(found.values())) == len(found)
    pairs = [(row, column) for column, row in found.items()]
    total = (sum(weights[p][0] for p in pairs), sum(weights[p][1] for p in pairs))
    assert total == brute(weights, rows, columns)
