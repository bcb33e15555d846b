"""One subdistrict under one alternative: choose a formulation, solve, and say what is true."""

from collections.abc import Callable
from dataclasses import replace

from redistrict.domain.findings import Finding
from redistrict.domain.goals import tier_value
from redistrict.domain.identity import name_sets
from redistrict.domain.outcome import Outcome, Status
from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.rules import DEFAULT_ORDER, Action, Alternative, Tier
from redistrict.solve import division, enumeration, explain, fine, generation, relax, result, today
from redistrict.solve.clock import Clock, Sets
from redistrict.solve.costs import SCALE, Costs
from redistrict.solve.instance import Instance, instance
from redistrict.solve.limits import Limits
from redistrict.solve.master import Choice
from redistrict.solve.solved import Progress, Solved
from redistrict.solve.splitmerge import SplitMerge


def solve(
    problem: Problem,
    alternative: Alternative,
    limits: Limits,
    progress: Callable[[Progress], None] | None = None,
    reference: Plan | None = None,
    *,
    clock: Clock | None = None,
) -> Solved:
    """Return the best plan found for one subdistrict, with what is proven about it.

    Parameters
    ----------
    reference
        The least-change plan, which gives ``alternative.change_ceiling`` its meaning.
    clock
        Who watches the solve; made from ``limits`` and ``progress`` where not given.
    """
    clock = clock or Clock(problem.subdistrict, alternative.name, limits, progress)
    if not alternative.actions:
        return today.keep(problem, alternative)
    if not problem.units:
        return Solved(Plan(problem.subdistrict, {}), Outcome(Status.PROVEN, method="empty"))
    contradictory = explain.contradictory(problem)
    if contradictory:
        return Solved(None, Outcome(Status.IMPOSSIBLE, method="locks"), contradictory)
    model = instance(problem)
    if model.size == 0:
        return today.keep(problem, alternative)
    costs = Costs(model, _tiers(problem, alternative.order))
    clock.offer = lambda sets: clock.keep(
        _told(problem, alternative, clock, Choice(sets), model.units(sets), "unfinished")
    )
    if Action.RESHAPE not in alternative.actions:
        along = alternative.along_roads
        caps = _limit(model, costs)
        choice = SplitMerge(model, costs, alternative.actions, clock, along, caps).solve()
        method = "set partitioning over whole communities and their best splits"
        method += " along roads" if along else ""
    else:
        choice, method = _reshape(model, costs, alternative, clock, reference)
    found = _told(problem, alternative, clock, choice, model.units(choice.sets or ()), method)
    if alternative.along_roads:
        stuck = explain.no_road(problem, model, found.outcome.exemptions)
        found = replace(found, findings=(*found.findings, *stuck))
    if problem.share is None:
        # With a share of a limit this plan is one of many: asked for the chosen one alone.
        found = cheapest(problem, alternative, found, clock)
    for tier in found.outcome.tiers:
        clock.tell(tier.tier, tier.value, tier.bound)
    return found


def _tiers(problem: Problem, order: tuple[Tier, ...]) -> tuple[Tier, ...]:
    """Return the tiers to solve: those of the order, and last the one that a limit is put on."""
    if problem.share is None or Tier.TOUCHED in order:
        return order
    return (*order, Tier.TOUCHED)


def _limit(model: Instance, costs: Costs) -> dict[int, int]:
    """Return the limit of communities touched as a ceiling of its tier."""
    share = model.problem.share
    limited = share is not None and model.names
    return {costs.tiers.index(Tier.TOUCHED): share or 0} if limited else {}


def cheapest(problem: Problem, alternative: Alternative, found: Solved, clock: Clock) -> Solved:
    """Return a plan that says the narrowest band of any plan, not the one of its own."""
    result: list[Finding] = []
    for item in found.findings:
        if item.code == "BAND_WOULD_DO":
            low, high = int(str(item.facts["min"])), int(str(item.facts["max"]))
            band = relax.narrowest(problem, alternative, low, high, clock)
            item = item if band is None else explain.cheapest(problem, *band)
        result.append(item)
    return replace(found, findings=tuple(result))


def _reshape(
    model: Instance,
    costs: Costs,
    alternative: Alternative,
    clock: Clock,
    reference: Plan | None,
) -> tuple[Choice, str]:
    """Return the best plan with reshaping; enumerated where that is possible."""
    caps = _limit(model, costs)
    start = None
    ceiling = alternative.change_ceiling
    if ceiling is not None and Tier.CHANGE in alternative.order:
        least = reference or _least(model, clock)
        if least is not None:
            value = tier_value(model.problem, least, Tier.CHANGE)
            caps[alternative.order.index(Tier.CHANGE)] = value * ceiling // 100
            start = model.nodes(least)
    return _search(model, costs, clock, caps, start)


def _search(
    model: Instance,
    costs: Costs,
    clock: Clock,
    caps: dict[int, int],
    start: Sets | None,
) -> tuple[Choice, str]:
    """Return the best plan by the strongest way that fits the size, and its name."""
    choice = enumeration.solve(model, costs, clock, caps)
    if choice is not None:
        return choice, enumeration.METHOD
    divided = division.solve(model, costs, clock) if not caps else None
    if divided is not None:
        return divided, division.METHOD
    if generation.coarse(model):
        choice = generation.solve(
            model, costs, clock, caps, start, lambda: fine.plan(model, costs, clock, caps)
        )
        if choice is not None and (choice.sets is not None or choice.infeasible):
            return choice, generation.METHOD
    return fine.solve(model, costs, clock, caps, start), fine.METHOD


def _least(model: Instance, clock: Clock) -> Plan | None:
    """Return the least-change plan, where the caller has none."""
    costs = Costs(model, _tiers(model.problem, DEFAULT_ORDER))
    choice, _ = _search(model, costs, clock, _limit(model, costs), None)
    return None if choice.sets is None else name_sets(model.problem, model.units(choice.sets))


def _told(
    problem: Problem,
    alternative: Alternative,
    clock: Clock,
    choice: Choice,
    sets: list[tuple[str, ...]],
    method: str,
) -> Solved:
    """Return the choice as a plan with recomputed values, or why there is none."""
    if choice.sets is None:
        status = Status.IMPOSSIBLE if choice.infeasible else Status.STOPPED
        outcome = Outcome(
            status, solver=choice.solver, method=method,
            stopped_by="" if choice.infeasible else clock.stopped_by or "nodes",
        )  # fmt: skip
        return Solved(None, outcome, explain.no_plan(problem) if choice.infeasible else ())
    bounds = [
        None if level.bound is None else -(-level.bound // SCALE.get(tier, 1))
        for tier, level in zip(alternative.order, choice.levels, strict=False)
    ]
    found = result.solved(
        problem, alternative, sets, bounds,
        solver=choice.solver, method=method, stopped_by=clock.stopped_by,
    )  # fmt: skip
    plan, outcome = found.plan, found.outcome
    stopped = Outcome(
        Status.STOPPED, solver=choice.solver, method=method,
        stopped_by=clock.stopped_by or "nodes",
    )  # fmt: skip
    if plan is None or not result.wanted(problem, plan):
        # The search over a restricted model missed what was asked; that proves nothing.
        return Solved(None, stopped)
    if not outcome.exemptions:
        return found
    if not problem.rules.strict:
        helpful = explain.relaxation(problem, plan, outcome.exemptions)
        return replace(found, findings=helpful)
    if outcome.tiers and outcome.tiers[0].proven:
        why = explain.strict(problem, plan, outcome.exemptions)
        none = Outcome(Status.IMPOSSIBLE, solver=choice.solver, method=method)
        return Solved(None, none, (why,))
    return Solved(None, stopped)
