"""Today's communities as a plan: nothing is solved."""

from redistrict.domain.goals import deviations, tier_value
from redistrict.domain.outcome import Exemption, Outcome, Status, Why
from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.rules import Action, Alternative
from redistrict.solve import result
from redistrict.solve.solved import Solved


def keep(problem: Problem, alternative: Alternative) -> Solved:
    """Return today's communities, proven where every unit has one (no other plan is allowed).

    Units without a community stay out of the plan.
    """
    named = {unit: name for unit, name in sorted(problem.today.items()) if name}
    plan = Plan(problem.subdistrict, named)
    whole = len(named) == len(problem.units)
    tiers = (
        result.tier_results(
            problem, plan, alternative.order,
            [tier_value(problem, plan, tier) for tier in alternative.order],
        )
        if whole
        else ()
    )  # fmt: skip
    outside = [name for name, away in deviations(problem, plan).items() if away]
    can = Action.RESHAPE in alternative.actions
    why = Why.LOCK if can else Why.ACTION
    outcome = Outcome(
        Status.PROVEN if whole else Status.FEASIBLE,
        tiers,
        method="today",
        exemptions=tuple(Exemption(name, why) for name in outside),
    )
    return Solved(plan, outcome)
