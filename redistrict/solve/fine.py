"""Least change where units are fine: a restricted assignment gives the plan, a relaxation the bound."""

from collections.abc import Sequence

from redistrict.domain.plan import Plan
from redistrict.domain.rules import Alternative, Tier
from redistrict.solve import assignment
from redistrict.solve import program as programs
from redistrict.solve.clock import Clock
from redistrict.solve.costs import NEW, Costs
from redistrict.solve.identify import labels_of
from redistrict.solve.instance import Instance
from redistrict.solve.lexicographic import Level
from redistrict.solve.limits import Effort
from redistrict.solve.master import Choice
from redistrict.solve.relaxation import bounds

METHOD = "assignment to existing and new communities, bound by relaxation"
HOPS = (3, 6)
NODES = 2_000
ITERATIONS = 60_000


def solve(
    instance: Instance,
    costs: Costs,
    alternative: Alternative,
    clock: Clock,
    reference: Plan | None,
) -> tuple[Choice, str]:
    """Return sets of nodes, tier values and bounds."""
    del reference
    sets = _plan(instance, clock)
    if sets is None:
        return Choice(None), METHOD
    chosen = tuple(sorted(tuple(nodes) for nodes in sets))
    floor, solver = bounds(instance, costs, clock)
    values = total(instance, costs, chosen)
    levels = tuple(
        Level(value, floor[position] if position < len(floor) else None)
        for position, value in enumerate(values)
    )
    return Choice(chosen, levels, solver=solver), METHOD


def total(instance: Instance, costs: Costs, sets: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Return the tier values of a plan under the names that are due."""
    rows = [costs.of(nodes, label) for nodes, label in
            zip(sets, labels_of(instance, sets), strict=True)]  # fmt: skip
    return tuple(base + sum(row[tier] for row in rows) for tier, base in enumerate(costs.base))


def _plan(instance: Instance, clock: Clock) -> list[list[int]] | None:
    """Return the best plan of the restricted models, the hard band first."""
    effort = Effort(nodes=NODES * clock.limits.effort,
                    iterations=ITERATIONS * clock.limits.effort)  # fmt: skip
    best: list[list[int]] | None = None
    for soft in (False, True):
        for hops in HOPS:
            for seeds in ((), seeds_for(instance)):
                model = assignment.build(instance, hops, seeds, soft=soft)
                answer = programs.solve(model.program, clock, effort)
                if answer.values is not None:
                    sets = model.sets(answer.values)
                    if all(len(instance.pieces(nodes)) == 1 for nodes in sets):
                        best = sets
                        break
                if clock.over:
                    break
            if best is not None or clock.over:
                break
        if best is not None:
            return best
    return best


def seeds_for(instance: Instance) -> tuple[int, ...]:
    """Return nodes around which new communities may stand: far from the office of large ones."""
    rules = instance.problem.rules
    found = []
    starts = assignment.roots(instance)
    for label, size in enumerate(instance.today):
        if size <= rules.changed_max:
            continue
        core = instance.core[label]
        away = instance.hops([starts[label]], frozenset(core))
        pool = [node for node in core if node != starts[label]]
        for _ in range(min(len(pool), -(-size // rules.changed_max) - 1)):
            seed = max(pool, key=lambda node: (away[node], instance.households[node], -node))
            found.append(seed)
            near = instance.hops([starts[label], *found], frozenset(core))
            away = near
            pool.remove(seed)
    loose = [node for node, here in enumerate(instance.kept) if not here]
    if not instance.names and loose:
        found += loose[:1]
    return tuple(dict.fromkeys(found))


def order_has_change_first(order: Sequence[Tier]) -> bool:
    """Return whether least change comes right after the exceptions."""
    return tuple(order[:3]) == (Tier.EXCEPTIONS, Tier.EXCESS, Tier.CHANGE)


__all__ = ["NEW", "order_has_change_first", "seeds_for", "solve", "total"]
