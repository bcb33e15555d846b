"""The bound of tier 1a for fine units, against the listing of every plan."""

import random
from dataclasses import replace
from math import inf

import pytest

from redistrict.domain.problem import Problem
from redistrict.domain.rules import ALTERNATIVES, LEAST_CHANGE, Lock, LockKind
from redistrict.solve import growth, relaxation
from redistrict.solve.clock import Clock
from redistrict.solve.costs import Costs
from redistrict.solve.growth import Growth
from redistrict.solve.instance import Instance, instance
from redistrict.solve.limits import Limits
from tests.solve import by_definition
from tests.solve.test_random import district
from tests.toys import toy

ORDER = ALTERNATIVES["least-change"].order
CHAIN = "SSSMMMMMOOOOOO"
"""900 households, 2,000 in between, 3,200 at the other end."""
COUNTS = [[300] * 3 + [400] * 5 + [600, 600, 600, 600, 600, 200]]


def bound(problem: Problem) -> int | None:
    model = instance(problem)
    clock = Clock("Toy", LEAST_CHANGE, Limits())
    found, _ = relaxation.bounds(model, Costs(model, ORDER), clock)
    return found[2] if len(found) > 2 else None


def locked(seed: int) -> Problem:
    """Return a small district with locks on some of its units, or a group."""
    draw, problem = random.Random(1_000 + seed), district(seed)
    units = [unit.id for unit in problem.units]
    names = [item.id for item in problem.communities]
    locks = []
    if len(units) > 2 and draw.random() < 0.3:
        kind = draw.choice((LockKind.TOGETHER, LockKind.APART))
        locks.append(Lock(kind, units=tuple(sorted(draw.sample(units, 2))), reason="x"))
    if names and draw.random() < 0.2:
        locks.append(Lock(LockKind.KEEPS, community=draw.choice(names), reason="x"))
    if names and draw.random() < 0.2:
        locks.append(
            Lock(
                LockKind.FIXED,
                units=(draw.choice(units),),
                community=draw.choice(names),
                reason="x",
            )
        )
    return replace(problem, locks=tuple(locks))


@pytest.mark.parametrize("far", [1, 500, 5_000])
@pytest.mark.parametrize("batch", range(5))
def test_never_above_the_best_of_all_plans(
    batch: int, far: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is looked at place by place, with and without locks."""
    monkeypatch.setattr(growth, "FAR", far)
    held = 0
    for seed in range(batch * 24, (batch + 1) * 24):
        problem = locked(seed) if seed % 2 else district(seed)
        best = by_definition.best(problem, ALTERNATIVES["least-change"])
        if best is None or best[:2] != (0, 0) or (found := bound(problem)) is None:
            continue
        held += found > 0
        assert found <= best[2], seed
    assert held


def test_a_small_community_takes_whole_places_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pooled, the 200 that the large one gives away would end in the small one for nothing."""
    problem = toy(CHAIN, COUNTS)
    truth = 200 + 400 + 3 * problem.change.touched
    assert bound(problem) == truth
    monkeypatch.setattr(relaxation, "_small", lambda _: frozenset())
    assert bound(problem) == 200 + 2 * problem.change.touched


def test_an_untouched_one_that_is_tolerated_need_not_grow() -> None:
    problem = toy(CHAIN, COUNTS)
    problem = replace(problem, rules=replace(problem.rules, merge_under=500))
    assert bound(problem) == 200 + 2 * problem.change.touched


@pytest.fixture
def grown(monkeypatch: pytest.MonkeyPatch) -> tuple[Instance, Growth]:
    """A small community of 900 at the left end, all others looked at place by place."""
    monkeypatch.setattr(growth, "FAR", 10_000)
    model = instance(toy(CHAIN, COUNTS))
    _, _, found = relaxation._pool(model, Costs(model, ORDER), relaxation._small(model))
    return model, found[0]


def joins(model: Instance, item: Growth, place: int) -> int:
    """Return the column of a place by its position in the drawing, counted from one."""
    return item.joins[model.members.index((f"a{place}",))]


def point(model: Instance, item: Growth, taken: dict[int, float]) -> list[float]:
    values = [0.0] * (max(item.joins.values()) + 1)
    values[item.used] = 1.0
    for place, value in taken.items():
        values[joins(model, item, place)] = value
    return values


def test_rows_around_sets_below_the_minimum(grown: tuple[Instance, Growth]) -> None:
    model, item = grown
    (row,) = growth._small(model, item, point(model, item, {9: 1.0}))
    assert row == {joins(model, item, 4): 1.0, item.used: -1.0, item.same: 1.0}
    assert not list(growth._small(model, item, point(model, item, {4: 1.0})))


def test_rows_of_sets_that_separate(grown: tuple[Instance, Growth]) -> None:
    model, item = grown
    (row,) = growth._apart(model, item, point(model, item, {4: 0.5, 5: 0.2, 6: 0.4}))
    assert row == {joins(model, item, 5): 1.0, joins(model, item, 6): -1.0}
    assert not list(growth._apart(model, item, point(model, item, {4: 0.5, 5: 0.4, 6: 0.4})))


def test_ways_count_households_passed_through() -> None:
    model = instance(toy(CHAIN, COUNTS))
    at = [model.members.index((f"a{place}",)) for place in range(1, 8)]
    core = model.core[model.names.index("S")]
    passed = model.passed(core)
    assert [passed[node] for node in at] == [0, 0, 0, 0, 400, 800, 1200]
    passed = model.passed(core, frozenset(at[:5]))
    assert [passed[node] for node in at] == [0, 0, 0, 0, 400, inf, inf]
