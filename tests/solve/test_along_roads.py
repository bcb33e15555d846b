"""Splits along roads: against a listing of every plan that the verifier accepts."""

import dataclasses
from collections.abc import Iterator
from itertools import product

import pytest

from redistrict.domain.division import lines_between
from redistrict.domain.goals import tier_value
from redistrict.domain.outcome import Status, Why
from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.rules import ALTERNATIVES, Lock, LockKind
from redistrict.domain.tolerance import households
from redistrict.solve.alongroads import RoadSplits
from redistrict.solve.engine import solve
from redistrict.solve.instance import instance
from redistrict.solve.limits import Limits
from redistrict.verify import verify_plan
from redistrict.verify.case import Ground
from tests.solve import by_definition
from tests.toys import toy

ALONG = ALTERNATIVES["along-roads"]
MIDDLE, WAY = "a2-a3 b2-b3", "a1-b1 a2-b2 a3-b3 a4-b4"
TOYS = {
    "one road": toy("AAAA\nAAAA", 500, roads={"Road": MIDDLE}),
    "uneven road": toy("AAAA\nAAAA", 500, roads={"Side": "a1-a2 b1-b2"}),
    "two roads": toy("AAAA\nAAAA", 500, roads={"Road": MIDDLE, "Side": "a1-a2 b1-b2"}),
    "crossing roads": toy("AAAA\nAAAA", 800, roads={"Road": MIDDLE, "Way": WAY}),
    "three parts": toy("AAAAAA", 1000, roads={"First": "a2-a3", "Second": "a4-a5"}),
    "road ends inside": toy("AAAA\nAAAA", 500, roads={"Road": "a2-a3"}),
    "no road": toy("AAAA\nAAAA", 500),
    "compound across": toy(
        "AAAA\nAAAA", 500, groups={"a2": "g", "a3": "g"}, roads={"Road": MIDDLE}
    ),
    "merge beside": toy("AAAABC", [[900, 900, 900, 900, 600, 700]], roads={"Road": "a2-a3"}),
    "lock": toy("AAAA\nAAAA", 500, roads={"Road": MIDDLE},
                locks=[Lock(LockKind.TOGETHER, "estate", ("a1", "a4"))]),
    "office": toy("AAAA\nAAAA", 500, roads={"Road": MIDDLE}, anchors={"A": "b4"}),
    "corner": toy("AAAA\nAAAA", [[300, 300, 1000, 300], [300, 300, 600, 700]],
                  roads={"Road": "a2-a3", "Way": "a3-b3 a4-b4"}),
}  # fmt: skip


def accepted(problem: Problem) -> Iterator[Plan]:
    """Yield the plans that the verifier accepts but for exceptions, which need their reasons."""
    ground = Ground(problem)
    for plan in by_definition.plans(problem, ALONG):
        found = verify_plan(ground, plan.assignment, actions=ALONG.actions, along_roads=True)
        if "PLAN_NOT_ALONG_ROAD" not in {finding.code for finding in found}:
            yield plan


@pytest.mark.parametrize("name", TOYS)
def test_best_of_all_plans_along_roads(name: str) -> None:
    """The plan is the best of those along roads, called proven, and the verifier accepts it."""
    problem = TOYS[name]
    solved = solve(problem, ALONG, Limits())
    assert solved.plan is not None
    assert solved.outcome.status is Status.PROVEN
    plans = by_definition.without_giants(problem, accepted(problem))
    best = min(tuple(tier_value(problem, plan, tier) for tier in ALONG.order) for plan in plans)
    assert tuple(tier.value for tier in solved.outcome.tiers) == best
    found = verify_plan(
        Ground(problem), solved.plan.assignment, actions=ALONG.actions, along_roads=True,
        exemptions=solved.outcome.exemptions, closed=True,
    )  # fmt: skip
    assert found == ()


def sizes(name: str) -> list[int]:
    plan = solve(dataclasses.replace(TOYS[name], workload_target=2000), ALONG, Limits()).plan
    assert plan is not None
    return sorted(households(TOYS[name], units) for units in plan.sets.values())


def test_the_road_decides_the_sizes() -> None:
    """Not the band: 4,000 become 2,000 and 2,000, or what the only road gives."""
    assert sizes("one road") == [2000, 2000]
    assert sizes("uneven road") == [1000, 3000]
    assert sizes("two roads") == [2000, 2000]
    assert sizes("three parts") == [2000, 2000, 2000]


def test_a_corner_only_where_no_road_alone_serves() -> None:
    """A limit turns from one road into another where neither goes right through."""
    assert sizes("corner") == [1300, 2500]
    plan = solve(TOYS["corner"], ALONG, Limits()).plan
    assert plan is not None
    (names,) = lines_between(TOYS["corner"].edges, plan.assignment).values()
    assert names == ("Road", "Way")


@pytest.mark.parametrize("name", ["no road", "road ends inside", "compound across"])
def test_no_road_works(name: str) -> None:
    """The community stays, as an exception with its reason, and a finding says what was tried."""
    solved = solve(TOYS[name], ALONG, Limits())
    (exemption,) = solved.outcome.exemptions
    assert exemption.why is Why.ACTION
    assert [finding.code for finding in solved.findings] == ["MAXIMUM_OTHER_DOES", "NO_ROAD_CUTS"]


def test_what_a_road_would_give_is_said() -> None:
    """A road that leaves a side below the minimum is named with both sides' households."""
    problem = toy("AAAA", [[500, 1000, 1000, 1000]], roads={"Side": "a1-a2"})
    *_, finding = solve(problem, ALONG, Limits()).findings
    assert finding.code == "NO_ROAD_FITS"
    assert finding.facts["roads"] == ("Side 500 + 3000",)


def test_every_bipartition_of_a_grid() -> None:
    """Model and verifier agree on what lies along a road, for every cut of a community in two."""
    problem = TOYS["crossing roads"]
    problem = dataclasses.replace(
        problem, rules=dataclasses.replace(problem.rules, changed_min=0, changed_max=1)
    )
    model = instance(problem)
    splits = RoadSplits(model)
    nodes = tuple(range(model.size))
    listed = {parts for parts in splits.splits(nodes) if len(parts) == 2}
    units = [unit.id for unit in problem.units]
    ground = Ground(problem)
    for sides in product("AB", repeat=len(units) - 1):
        assignment = dict(zip(units, ("A", *sides), strict=True))
        sets = tuple(
            sorted(
                tuple(n for n in nodes if assignment[model.members[n][0]] == side) for side in "AB"
            )
        )
        if not all(sets) or any(len(model.pieces(members)) > 1 for members in sets):
            continue
        names = {"A": "A", "B": "NEW-Toy-1"}
        claimed = {unit: names[side] for unit, side in assignment.items()}
        codes = {
            finding.code
            for finding in verify_plan(ground, claimed, actions=ALONG.actions, along_roads=True)
        }
        assert (sets in listed) is ("PLAN_NOT_ALONG_ROAD" not in codes)
