"""The story of a Pareto sweep: one goal solved under ever higher ceilings on change.

Nothing of it enters the plan that is proposed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from redistrict.domain.goals import change_counts, tier_value
from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.rules import ALTERNATIVES, LEAST_CHANGE, Alternative, Tier
from redistrict.domain.sweep import SWEEPS, Point, Sweep
from redistrict.measure.outcomes import join
from redistrict.run.prepare import Prepared
from redistrict.solve import campaign
from redistrict.solve.campaign import Job
from redistrict.solve.limits import Limits
from redistrict.solve.sharing import with_shares
from redistrict.solve.solved import Ended, Progress, Solved

CEILINGS = (100, 105, 110, 125, 150, 200, 300)
"""Per cent of the least change; the last leaves about all the freedom that is ever wanted."""
Tell = Callable[[Progress | Ended], None]


def sweep(
    prepared: Prepared,
    solutions: Mapping[str, Sequence[Solved]],
    goals: str,
    limits: Limits,
    tell: Tell | None = None,
) -> Sweep:
    """Return the best value of the second goal under each ceiling on change.

    Parameters
    ----------
    solutions
        Plans that are known already; the least change is taken from them.
    goals
        A pair of :data:`redistrict.domain.sweep.SWEEPS`.
    """
    allowed = frozenset(prepared.scenario.goals.actions)
    choice = ALTERNATIVES[SWEEPS[goals]]
    choice = replace(choice, actions=choice.actions & allowed)
    problems, plans = _least(prepared, solutions, allowed, limits, tell)
    jobs = [
        Job(problem, replace(choice, change_ceiling=ceiling), plan)
        for ceiling in CEILINGS
        for problem, plan in zip(problems, plans, strict=True)
    ]
    found = campaign.run(jobs, limits, tell)
    known = {problem.subdistrict for problem in problems}
    return Sweep(
        choice.order[2],
        sum(
            tier_value(problem, plan, Tier.CHANGE)
            for problem, plan in zip(problems, plans, strict=True)
        ),
        _front(problems, choice, found),
        tuple(item.subdistrict for item in prepared.problems if item.subdistrict not in known),
    )


def _least(
    prepared: Prepared,
    solutions: Mapping[str, Sequence[Solved]],
    allowed: frozenset[str],
    limits: Limits,
    tell: Tell | None,
) -> tuple[list[Problem], list[Plan]]:
    """Return the subdistricts that have a plan of least change, and these plans."""
    least: Sequence[Solved] | None = solutions.get(LEAST_CHANGE)
    if least is None:
        alternative = ALTERNATIVES[LEAST_CHANGE]
        alternative = replace(alternative, actions=alternative.actions & allowed)
        least = campaign.run([Job(item, alternative) for item in prepared.problems], limits, tell)
    problems: Sequence[Problem] = prepared.problems
    if prepared.rules.touched_max is not None:
        problems = with_shares(problems, [item.plan for item in least], prepared.rules.touched_max)
    pairs = [
        (problem, item.plan)
        for problem, item in zip(problems, least, strict=True)
        if item.plan is not None
    ]
    return [problem for problem, _ in pairs], [plan for _, plan in pairs]


def _front(
    problems: Sequence[Problem], choice: Alternative, found: Sequence[Solved]
) -> tuple[Point, ...]:
    """Return the points that no other one is as good as; ceilings without a whole plan are left."""
    size, points = len(problems), list[Point]()
    for at, ceiling in enumerate(CEILINGS):
        part = found[at * size : (at + 1) * size]
        plans = [item.plan for item in part if item.plan is not None]
        if size and len(plans) == size:
            points.append(_point(problems, choice, ceiling, part, plans))
    points.sort(key=lambda point: (point.exceptions, point.change, point.value, point.ceiling))
    front: list[Point] = []
    for point in points:
        if all(point.value < other.value for other in front):
            front.append(point)
    return tuple(front)


def _point(
    problems: Sequence[Problem],
    choice: Alternative,
    ceiling: int,
    found: Sequence[Solved],
    plans: Sequence[Plan],
) -> Point:
    outcome = join(item.outcome for item in found)
    goal = choice.order[2]
    tier = next(item for item in outcome.tiers if item.tier is goal)
    counts = [change_counts(problem, plan) for problem, plan in zip(problems, plans, strict=True)]
    return Point(
        ceiling,
        change=next(item.value for item in outcome.tiers if item.tier is Tier.CHANGE),
        value=tier.value,
        bound=tier.bound,
        status=outcome.status,
        touched=sum(item["touched"] for item in counts),
        moved=sum(item["moved"] for item in counts),
        exceptions=len(outcome.exemptions),
    )
