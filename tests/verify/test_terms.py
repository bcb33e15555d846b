"""Edges as the folder states them, and values that are the same."""

import dataclasses

import pytest

from redistrict.domain.units import Contact, Edge
from redistrict.verify import terms
from redistrict.verify.terms import same
from redistrict.witness.claimed import ProblemClaim
from redistrict.witness.facts import Witnessed
from tests.toys import toy


def test_lines_where_rounding_decides_are_those_that_the_folder_says() -> None:
    problem = toy("AB", 1500, roads={"w": "a1-a2"})
    claim = ProblemClaim("Toy", terms.stated(problem), (Edge("a1", "a2", lines=("x", "z")),))
    facts = Witnessed((problem,), unsure={("a1", "a2"): frozenset({"x", "y"})})
    assert terms.settle(problem, claim, facts).edges[0].lines == ("w", "x")


def test_edges_where_rounding_decides() -> None:
    problem = toy("AB", 1500)
    pair = (problem.edges[0].a, problem.edges[0].b)
    stated = terms.stated(problem)
    without = ProblemClaim("Toy", stated, ())
    facts = Witnessed((problem,), doubtful=frozenset({pair}))
    assert list(terms.edges(problem, without, facts)) == []
    assert not terms.settle(problem, without, facts).adjacent["a1"]
    sure = Witnessed((problem,))
    assert [item.code for item in terms.edges(problem, without, sure)] == ["PLAN_EDGE_MISSING"]
    assert terms.settle(problem, without, sure).adjacent["a1"] == ("a2",)
    blind = Witnessed((problem,), grounded=False)
    claim = ProblemClaim("Toy", stated, (Edge("a1", "a2", shared=5, named=2),))
    assert list(terms.edges(problem, without, blind)) == []
    assert terms.settle(problem, claim, blind).edges == claim.edges
    lined = dataclasses.replace(claim, edges=(dataclasses.replace(claim.edges[0], lines=("x",)),))
    for knows, lines in ((True, ()), (False, ("x",))):
        some = dataclasses.replace(facts, lined=knows)
        assert terms.settle(problem, lined, some).edges[0].lines == lines
    settled = terms.settle(problem, claim, facts)
    assert (settled.edges[0].shared, settled.edges[0].named) == (5, 2)
    river = ProblemClaim("Toy", stated, (Edge("a1", "a2", Contact.BARRIER, reason="river"),))
    (parted,) = terms.settle(problem, river, facts).edges
    assert (parted.contact, parted.reason) == (Contact.BARRIER, "river")
    assert terms.settle(problem, river, sure).adjacent["a1"] == ("a2",)


def test_an_edge_joins_two_units_of_the_subdistrict_in_their_order() -> None:
    problem = toy("AB", 1500)
    (edge,) = problem.edges
    other = dataclasses.replace(edge, a="a2", b="a2")
    strange = dataclasses.replace(edge, b="z9")
    for more, told in (((), 0), ((other,), 1), ((strange,), 1)):
        claim = ProblemClaim("Toy", terms.stated(problem), (edge, *more))
        found = [item.code for item in terms.edges(problem, claim, Witnessed((problem,)))]
        assert found.count("PLAN_EDGE_UNSOUND") == told


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (5, 5, True), (5, 5.0, False), (True, 1, False), ("5", 5, False), (None, None, True),
        ([1, 2], [1, 2], True), ([1], (1,), False), ([1, 2], [1], False), ([1], [1.0], False),
        ([], "", False), ("", [], False), ({}, [], False), ([], {}, False),
        ({"a": [1]}, {"a": [1]}, True), ({"a": 1}, {"b": 1}, False), ({"a": 1}, {}, False),
        ({"a": {"b": 1}}, {"a": {"b": True}}, False),
    ],
)  # fmt: skip
def test_equal_values_are_of_one_type(one: object, other: object, equal: bool) -> None:
    assert same(one, other) is same(other, one) is equal
