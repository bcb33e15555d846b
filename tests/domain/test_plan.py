"""What happens to a community, first kind that fits."""

from redistrict.domain.identity import name_sets
from redistrict.domain.plan import Kind, Plan, kinds
from tests.toys import toy


def kinds_of(drawing: str, *sets: tuple[str, ...]) -> dict[str, Kind]:
    problem = toy(drawing)
    return kinds(problem, name_sets(problem, sets))


def test_untouched() -> None:
    assert kinds_of("AAB", ("a1", "a2"), ("a3",)) == {"A": Kind.UNTOUCHED, "B": Kind.UNTOUCHED}


def test_split() -> None:
    assert kinds_of("AAA", ("a1", "a2"), ("a3",)) == {"A": Kind.SPLIT, "NEW-Toy-1": Kind.SET_UP}


def test_merged() -> None:
    assert kinds_of("AAB", ("a1", "a2", "a3")) == {"A": Kind.MERGED, "B": Kind.ABOLISHED}


def test_reshaped() -> None:
    found = kinds_of("AAAB", ("a1", "a2"), ("a3", "a4"))
    assert found == {"A": Kind.RESHAPED, "B": Kind.RESHAPED}


def test_units_without_a_community_reshape_the_one_they_join() -> None:
    assert kinds_of("AA.", ("a1", "a2", "a3")) == {"A": Kind.RESHAPED}


def test_a_split_part_that_takes_in_a_loose_unit_is_no_split() -> None:
    found = kinds_of("AAA.", ("a1", "a2"), ("a3", "a4"))
    assert found == {"A": Kind.RESHAPED, "NEW-Toy-1": Kind.SET_UP}


def test_sets_are_in_the_order_of_their_ids() -> None:
    plan = Plan("Toy", {"a2": "B", "a1": "A", "a3": "B"})
    assert list(plan.sets.items()) == [("A", ("a1",)), ("B", ("a2", "a3"))]
