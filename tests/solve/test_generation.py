"""Column generation against the listing of all sets: same values, everything proven."""

import random
from dataclasses import replace

import pytest

from benchmarks.cities import generated
from redistrict.domain.outcome import Status
from redistrict.domain.rules import ALTERNATIVES, EVEN_ORDER, Alternative, Lock, LockKind, Tier
from redistrict.solve import enumeration, generation
from redistrict.solve.clock import Clock
from redistrict.solve.costs import Costs
from redistrict.solve.engine import solve
from redistrict.solve.instance import instance
from redistrict.solve.limits import Limits
from tests.solve.test_engine import TOYS
from tests.solve.test_random import district
from tests.toys import toy

LEAST = ALTERNATIVES["least-change"]
CUTS = Alternative("cuts", LEAST.actions, (Tier.EXCEPTIONS, Tier.EXCESS, Tier.CUT_EDGES))
EVEN = replace(LEAST, order=EVEN_ORDER)
GOALS = (LEAST, ALTERNATIVES["balanced"], ALTERNATIVES["compact"], CUTS, EVEN)


def locked(seed: int):
    """Return a random district, half of them with a lock or a compound."""
    problem, draw = district(seed), random.Random(-seed)
    names = [unit.id for unit in problem.units]
    draw.shuffle(names)
    kind = draw.choice(("none", "none", "apart", "together", "group", "keeps"))
    if kind in ("apart", "together"):
        lock = Lock(LockKind(kind), "drawn", tuple(sorted(names[:2])))
        return replace(problem, locks=(lock,))
    if kind == "keeps" and problem.communities:
        return replace(problem, locks=(Lock(LockKind.KEEPS, "so", (), problem.communities[0].id),))
    if kind == "group":
        units = tuple(
            replace(unit, group="g" if unit.id in names[:2] else "") for unit in problem.units
        )
        return replace(problem, units=units)
    return problem


def agree(problem, goals: Alternative) -> None:
    """Compare both ways on one problem; column generation may leave a tier open, never wrong."""
    model = instance(problem)
    costs = Costs(model, goals.order)
    clock = Clock("Toy", goals.name, Limits())
    listed = enumeration.solve(model, costs, clock, {})
    found = generation.solve(model, costs, clock, {})
    assert listed is not None
    assert found is not None
    if found.sets is None:
        assert not found.infeasible or listed.sets is None
        return
    for mine, truth in zip(found.levels, listed.levels, strict=True):
        if truth.bound != truth.value:
            break
        assert mine.bound is None or mine.bound <= truth.value
        assert mine.value >= truth.value
        assert mine.bound is not None, "left open"
        assert mine.value == truth.value
        if mine.value != mine.bound:
            break


@pytest.mark.parametrize("batch", range(10))
def test_agrees_with_the_listing(batch: int) -> None:
    for seed in range(batch * 12, (batch + 1) * 12):
        agree(locked(seed), GOALS[seed % len(GOALS)])


def test_communities_concerned_are_priced() -> None:
    """Tier 1c before 1a: a name taken or set up is part of the reduced cost."""
    for seed in (153, 192, 282):
        agree(locked(seed), EVEN)


@pytest.mark.parametrize("name", TOYS)
def test_agrees_on_toys(name: str) -> None:
    agree(TOYS[name], LEAST)


def test_fixed_number() -> None:
    """As many communities as asked for, with the fewest cut edges."""
    problem = toy("AAAB\nAAAB\nCCDD", 300)
    agree(replace(problem, rules=replace(problem.rules, communities=3)), CUTS)


def test_beyond_listing_is_proven() -> None:
    """A district whose sets cannot be listed is closed tier by tier."""
    problem = generated(60, 2)
    model = instance(problem)
    costs = Costs(model, LEAST.order)
    assert enumeration.solve(model, costs, Clock("x", "x", Limits()), {}) is None
    solved = solve(problem, LEAST, Limits())
    assert solved.outcome.status is Status.PROVEN
    assert solved.outcome.method == generation.METHOD
    assert [tier.value for tier in solved.outcome.tiers[:4]] == [0, 0, 2554, 5]


def test_limits_of_area_are_left_to_others() -> None:
    """The search for communities does not know areas, so it must not speak about them."""
    problem = toy("AAAB\nAAAB", 700)
    model = instance(replace(problem, rules=replace(problem.rules, area_max=4)))
    costs = Costs(model, LEAST.order)
    assert generation.solve(model, costs, Clock("Toy", "x", Limits()), {}) is None


@pytest.mark.acceptance
@pytest.mark.parametrize(
    ("count", "seed", "values"),
    [(120, 0, [0, 0, 4601, 11]), (120, 1, [0, 0, 2428, 6]), (240, 0, [0, 0, 4667, 10])],
)
def test_larger_districts_are_proven(count: int, seed: int, values: list[int]) -> None:
    """Neither short searches for columns nor extreme prices must end the proof."""
    solved = solve(generated(count, seed), LEAST, Limits())
    assert solved.outcome.status is Status.PROVEN
    assert [tier.value for tier in solved.outcome.tiers[:4]] == values
