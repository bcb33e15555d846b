"""A limit of communities touched: in one subdistrict, and shared out among several."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from redistrict.domain.goals import tier_value
from redistrict.domain.outcome import Status, Why
from redistrict.domain.problem import Problem
from redistrict.domain.rules import ALTERNATIVES, EVEN_ORDER, Alternative, Lock, LockKind, Tier
from redistrict.solve import campaign, enumeration, fine, generation, relax, sharing
from redistrict.solve.clock import Clock
from redistrict.solve.costs import Costs
from redistrict.solve.engine import solve
from redistrict.solve.instance import instance
from redistrict.solve.limits import Limits
from redistrict.solve.solved import Solved
from tests.solve import by_definition
from tests.solve.test_generation import locked
from tests.solve.test_random import district
from tests.toys import BAND, toy

LEAST, SPLIT_MERGE = ALTERNATIVES["least-change"], ALTERNATIVES["split-merge"]
EVEN = replace(SPLIT_MERGE, order=EVEN_ORDER)
TOUCHED = Alternative("touched", LEAST.actions, (*LEAST.order, Tier.TOUCHED))
TWO_TOO_LARGE = toy("AAABBBCC", {"A": 1200, "B": 1100, "C": 700})


def best(problem: Problem, alternative: Alternative) -> tuple[int, ...] | None:
    """Return the least of the tiers over all plans that touch few enough communities."""
    few = [
        plan
        for plan in by_definition.plans(problem, alternative)
        if problem.share is None or tier_value(problem, plan, Tier.TOUCHED) <= problem.share
    ]
    values = (
        tuple(tier_value(problem, plan, tier) for tier in alternative.order)
        for plan in by_definition.without_giants(problem, few)
    )
    return min(values, default=None)


@pytest.mark.parametrize("batch", range(2))
def test_best_of_all_plans_within_the_limit(batch: int) -> None:
    """The listing of every plan and the engine agree, also that there is none."""
    for seed in range(batch * 20, (batch + 1) * 20):
        problem = replace(locked(seed), share=seed % 3)
        for alternative in (LEAST, (SPLIT_MERGE, EVEN)[seed % 2]):
            truth = best(problem, alternative)
            solved = solve(problem, alternative, Limits())
            if truth is None:
                assert solved.plan is None, seed
                continue
            assert solved.plan is not None, seed
            assert tier_value(problem, solved.plan, Tier.TOUCHED) <= seed % 3, seed
            found = tuple(tier.value for tier in solved.outcome.tiers)
            for tier, mine, true in zip(solved.outcome.tiers, found, truth, strict=True):
                assert tier.bound is None or tier.bound <= true, seed
                if mine != true:
                    assert not tier.proven, seed
                    break


@pytest.mark.parametrize("batch", range(2))
def test_column_generation_keeps_the_limit(batch: int) -> None:
    """The same answers where communities are generated instead of listed."""
    for seed in range(batch * 20, (batch + 1) * 20):
        problem = replace(locked(seed), share=seed % 3)
        model = instance(problem)
        if not model.names:
            continue
        costs, caps = Costs(model, TOUCHED.order), {6: seed % 3}
        clock = Clock("Toy", "x", Limits())
        listed = enumeration.solve(model, costs, clock, caps)
        found = generation.solve(model, costs, clock, caps)
        assert listed is not None
        assert found is not None
        if found.sets is None:
            assert not found.infeasible or listed.sets is None, seed
            assert found.infeasible or listed.sets is not None, seed
            continue
        assert listed.sets is not None, seed
        for mine, truth in zip(found.levels, listed.levels, strict=True):
            assert mine.bound is None or mine.bound <= truth.value, seed
            assert mine.value == truth.value, seed
            if mine.value != mine.bound or truth.bound != truth.value:
                break


def test_fine_units_keep_the_limit() -> None:
    """Where no plan is listed the search keeps the limit, and today's communities are a plan."""
    for seed in range(40):
        problem = replace(district(seed), share=seed % 3)
        model = instance(problem)
        costs = Costs(model, TOUCHED.order)
        plan = fine.plan(model, costs, Clock("Toy", "x", Limits()), {6: seed % 3})
        if plan is not None:
            (touched,) = (
                fine.total(model, Costs(model, (Tier.TOUCHED,)), plan) if model.names else (0,)
            )
            assert touched <= seed % 3, seed


@pytest.mark.parametrize("seed", range(5))
def test_the_sharing_is_the_best(seed: int) -> None:
    """No other way to share the limit among three subdistricts is better."""
    problems = [replace(district(3 * seed + at), subdistrict=str(at)) for at in range(3)]
    problems = [
        replace(item, units=tuple(replace(unit, subdistrict=item.subdistrict)
                                  for unit in item.units))
        for item in problems
    ]  # fmt: skip
    free = [solve(problem, LEAST, Limits()) for problem in problems]
    if any(item.plan is None for item in free):
        return
    for most in (1, 2):
        curves = sharing.curves(problems, LEAST, free, most, Limits())
        found = sharing.share_out(curves, LEAST, most, Limits())
        sums = [
            tuple(map(sum, zip(*values, strict=True)))
            for shares in product(range(most + 1), repeat=3)
            if sum(shares) <= most
            and None not in (values := [
                best(replace(problem, share=share), LEAST)
                for problem, share in zip(problems, shares, strict=True)
            ])
        ]  # fmt: skip
        if not sums:
            assert {item.plan for item in found} == {None}
            continue
        values = [tuple(tier.value for tier in item.outcome.tiers) for item in found]
        assert tuple(map(sum, zip(*values, strict=True))) == min(sums), most


def test_the_limit_is_the_reason() -> None:
    """One of two large communities is split, the other stays for the limit, and that is said."""
    rules = replace(BAND, touched_max=1)
    problem = replace(TWO_TOO_LARGE, rules=rules)
    free = [solve(problem, SPLIT_MERGE, Limits())]
    assert tier_value(problem, free[0].plan, Tier.TOUCHED) == 2  # type: ignore[arg-type]
    curves = sharing.curves([problem], SPLIT_MERGE, free, 1, Limits())
    (found,) = sharing.share_out(curves, SPLIT_MERGE, 1, Limits())
    assert found.outcome.status is Status.PROVEN
    (exemption,) = found.outcome.exemptions
    assert (exemption.community, exemption.why) == ("B", Why.LIMIT)
    assert found.findings[0].code == "TOUCHED_LIMIT_BINDS"
    assert found.findings[0].facts == {"limit": 1, "exceptions": 1, "touched": 2, "without": 0}


def test_a_lock_that_needs_more_names_the_smallest_limit() -> None:
    """A unit given to another community touches two; with a limit of one there is no plan."""
    lock = Lock(LockKind.FIXED, "so", ("a3",), "B")
    problem = toy("AAABBB", 500, locks=[lock], rules=replace(BAND, touched_max=1))
    for alternative in (LEAST, ALTERNATIVES["balanced"]):
        (found,) = sharing.within([problem], alternative, 1, Limits())
        assert (found.plan, found.outcome.status) == (None, Status.IMPOSSIBLE)
        assert found.findings[0].code == "TOUCHED_LIMIT_IMPOSSIBLE"
        assert found.findings[0].facts == {"limit": 1, "needed": 2}
        (found,) = sharing.within([problem], alternative, 2, Limits())
        assert found.plan is not None


def test_strict_counts_what_the_band_needs() -> None:
    """With strict = true every large community has to be touched."""
    rules = replace(BAND, strict=True, touched_max=1)
    (found,) = sharing.within([replace(TWO_TOO_LARGE, rules=rules)], SPLIT_MERGE, 1, Limits())
    assert found.outcome.status is Status.IMPOSSIBLE
    assert found.findings[0].facts == {"limit": 1, "needed": 2}


def test_the_other_band_is_sought_for_the_chosen_plan_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every share has a plan with exceptions; only the one that is shown asks for its band."""
    asked: list[int | None] = []
    narrowest = relax.narrowest

    def counted(problem: Problem, *rest: Any) -> tuple[int, int] | None:
        asked.append(problem.share)
        return narrowest(problem, *rest)

    monkeypatch.setattr(relax, "narrowest", counted)
    monkeypatch.setattr(campaign, "run", _here)
    rules = replace(BAND, touched_max=2)
    problem = replace(toy("AAABBBCCCD", {"A": 1200, "B": 1100, "C": 1050, "D": 700}), rules=rules)
    (found,) = sharing.within([problem], SPLIT_MERGE, 2, Limits())
    assert asked == [2]
    codes = {item.code: item.facts for item in found.findings}
    facts = codes["MAXIMUM_OTHER_DOES"]
    assert facts["high"] == 3150


def _here(jobs: Sequence[campaign.Job], limits: Limits, _: object = None) -> list[Solved]:
    return [solve(job.problem, job.alternative, limits) for job in jobs]
