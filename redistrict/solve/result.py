"""From sets of nodes to a plan with its outcome: values recomputed, exceptions with reasons."""

from collections.abc import Iterable, Sequence

from redistrict.domain.goals import deviations, tier_value, untouched
from redistrict.domain.identity import name_sets
from redistrict.domain.outcome import Exemption, Outcome, Status, TierResult, Why
from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.rules import Action, Alternative, LockKind, Rules, Tier
from redistrict.domain.tolerance import frozen, households
from redistrict.domain.units import Contact, pieces
from redistrict.solve.solved import Solved


def tier_results(
    problem: Problem, plan: Plan, order: Sequence[Tier], bounds: Sequence[int | None]
) -> tuple[TierResult, ...]:
    """Return value and bound of every tier; after the first open tier no bound is given."""
    found: list[TierResult] = []
    closed = True
    for position, tier in enumerate(order):
        value = tier_value(problem, plan, tier)
        bound = bounds[position] if closed and position < len(bounds) else None
        if closed and value == 0:
            # No tier is ever negative.
            bound = 0
        if bound is not None:
            bound = max(0, min(bound, value))
        found.append(TierResult(tier, value, bound))
        closed = closed and found[-1].proven
    return tuple(found)


def solved(
    problem: Problem,
    alternative: Alternative,
    sets: Iterable[Iterable[str]],
    bounds: Sequence[int | None],
    *,
    solver: str,
    method: str,
    stopped_by: str,
) -> Solved:
    """Return a plan with its outcome, every value recomputed from the plan."""
    plan = name_sets(problem, sets)
    tiers = tier_results(problem, plan, alternative.order, bounds)
    proven = bool(tiers) and all(tier.proven for tier in tiers)
    outcome = Outcome(
        status=Status.PROVEN if proven else Status.FEASIBLE,
        tiers=tiers,
        solver=solver,
        method=method,
        stopped_by="" if proven else stopped_by,
        exemptions=exemptions(problem, alternative, plan, tiers),
    )
    return Solved(plan, outcome)


def wanted(problem: Problem, plan: Plan) -> bool:
    """Return whether a plan has the fixed number of communities, few changes and fixed units."""
    count, share = problem.rules.communities, problem.share
    if share is not None and tier_value(problem, plan, Tier.TOUCHED) > share:
        return False
    return (count is None or len(plan.sets) == count) and all(
        plan.assignment[unit] == lock.community
        for lock in problem.locks
        if lock.kind is LockKind.FIXED
        for unit in lock.units
        if unit in plan.assignment
    )


def exemptions(
    problem: Problem, alternative: Alternative, plan: Plan, tiers: Sequence[TierResult]
) -> tuple[Exemption, ...]:
    """Return the communities outside the band that are not tolerated, each with a reason."""
    closed = any(tier.tier is Tier.EXCEPTIONS and tier.proven for tier in tiers)
    return tuple(
        _exemption(problem, alternative, plan, community, closed)
        for community, away in deviations(problem, plan).items()
        if away
    )


def _exemption(
    problem: Problem, alternative: Alternative, plan: Plan, community: str, closed: bool
) -> Exemption:
    """Return the first reason that holds, the one that explains most first."""
    units, rules = plan.sets[community], problem.rules
    total = households(problem, units)
    facts: dict[str, str | int | float | tuple[str, ...] | tuple[int, ...]] = {"households": total}
    if community in frozen(problem):
        return Exemption(community, Why.LOCK, facts)
    tied = _tied(problem, units)
    if total > rules.changed_max and tied > rules.changed_max:
        return Exemption(community, Why.LOCK, {**facts, "tied": tied})
    unit, size = _largest(problem, units)
    if total > rules.changed_max and size > rules.changed_max:
        return Exemption(community, Why.UNIT, {**facts, "unit": unit, "unit_households": size})
    piece = _land(problem, units)
    land = households(problem, piece)
    if piece and not _numbers(land, rules):
        fewest, most = -(-land // _high(rules)), land // max(1, _low(rules))
        return Exemption(community, Why.PIECE, {**facts, "piece": land, "most": most,
                                                "fewest": fewest,
                                                "barriers": _barriers(problem, piece)})  # fmt: skip
    if _limited(problem, alternative, plan, community):
        return Exemption(community, Why.LIMIT, {**facts, "limit": rules.touched_max or 0})
    low = rules.min if community in untouched(problem, plan) else rules.changed_min
    useful = Action.MERGE if total < low else Action.SPLIT
    reshape = Action.RESHAPE in alternative.actions
    limited = problem.share is not None
    if not reshape and (useful not in alternative.actions or (closed and not limited)):
        return Exemption(community, Why.ACTION, facts)
    return Exemption(community, Why.PROVEN if closed else Why.OPEN, facts)


def _limited(problem: Problem, alternative: Alternative, plan: Plan, community: str) -> bool:
    """Return whether the limit of communities touched leaves none for this one.

    A community over the maximum can be divided alone; any other way touches a second one.
    """
    if problem.share is None or community not in untouched(problem, plan):
        return False
    large = households(problem, plan.sets[community]) > problem.rules.max
    alone = large and alternative.actions & {Action.SPLIT, Action.RESHAPE}
    room = problem.share - tier_value(problem, plan, Tier.TOUCHED)
    return room < (1 if alone else 2)


def _tied(problem: Problem, units: tuple[str, ...]) -> int:
    ties = [
        frozenset(lock.units) & set(units)
        for lock in problem.locks
        if lock.kind in (LockKind.TOGETHER, LockKind.FIXED)
    ]
    return max((households(problem, tied) for tied in ties), default=0)


def _largest(problem: Problem, units: tuple[str, ...]) -> tuple[str, int]:
    """Return the largest unit or compound of a set, and its households."""
    sizes: dict[str, int] = {}
    first: dict[str, str] = {}
    for item in units:
        unit = problem.unit[item]
        key = f"group {unit.group}" if unit.group else f"unit {item}"
        sizes[key] = sizes.get(key, 0) + unit.households
        first.setdefault(key, item)
    key = max(sorted(sizes), key=lambda name: sizes[name])
    return first[key], sizes[key]


def _land(problem: Problem, units: tuple[str, ...]) -> tuple[str, ...]:
    """Return the connected land that holds a set, nothing where it lies in several pieces."""
    members = set(units)
    for piece in pieces(problem.unit, problem.adjacent):
        if members & set(piece):
            return piece if members <= set(piece) else ()
    return ()


def _barriers(problem: Problem, piece: tuple[str, ...]) -> tuple[str, ...]:
    """Return the reasons of the barriers that cut a piece of land off from the rest."""
    inside = frozenset(piece)
    return tuple(
        sorted({
            edge.reason
            for edge in problem.edges
            if edge.contact is Contact.BARRIER and (edge.a in inside) != (edge.b in inside)
        })
    )  # fmt: skip


def _low(rules: Rules) -> int:
    return min(rules.min, rules.changed_min)


def _high(rules: Rules) -> int:
    return max(rules.max, rules.changed_max)


def _numbers(total: int, rules: Rules) -> range:
    return range(-(-total // max(1, _high(rules))), total // max(1, _low(rules)) + 1)
