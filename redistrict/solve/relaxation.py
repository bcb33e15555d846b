"""A valid lower bound of least change: contiguity left out, everything else kept.

New communities are one pool: ``n`` of them hold between ``n x min`` and ``n x max`` households.
Every allowed plan is a point of this model with the same value, so its bound holds for all plans.
Where communities are below the minimum, a second model keeps contiguity for these.
"""

from redistrict.domain.rules import Tier
from redistrict.solve import growth
from redistrict.solve import program as programs
from redistrict.solve.clock import Clock
from redistrict.solve.costs import Costs
from redistrict.solve.growth import Growth
from redistrict.solve.instance import Instance
from redistrict.solve.lexicographic import whole_bound
from redistrict.solve.limits import Effort
from redistrict.solve.program import FREE, Program

POOL = 2_000
NODES = 20
"""Nodes of the two models; those of the second are dear."""
ROUNDS = 20
MOST = 8
"""Communities told place by place: with 25 the second model takes a minute."""


def bounds(instance: Instance, costs: Costs, clock: Clock) -> tuple[tuple[int | None, ...], str]:
    """Return bounds of the first three tiers and the solver that gave them."""
    order = costs.tiers
    if order[:2] != (Tier.EXCEPTIONS, Tier.EXCESS):
        return (), ""
    if order[2:3] != (Tier.CHANGE,):
        return (0, 0), ""
    effort = clock.limits.effort
    program, offset, _ = _pool(instance, costs, frozenset())
    answer = programs.solve(program, clock, Effort(nodes=POOL * effort))
    bound = whole_bound(answer.bound) if answer.state != "infeasible" else None
    if bound is None:
        return (0, 0), answer.solver
    if (small := _small(instance)) and not clock.over:
        program, _, growths = _pool(instance, costs, small)
        growth.strengthen(program, instance, growths, ROUNDS * effort)
        better = programs.solve(program, clock, Effort(nodes=NODES * effort))
        bound = max(bound, whole_bound(better.bound) or bound)
    return (0, 0, bound + offset), answer.solver


def _small(instance: Instance) -> frozenset[int]:
    """Return today's communities that a change has to make larger; of many, the largest.

    Which ones are told place by place is free: the bound holds for any choice.
    """
    sizes = [instance.total(nodes) for nodes in instance.core]
    least = instance.problem.rules.changed_min
    small = [label for label, size in enumerate(sizes) if size < least]
    return frozenset(sorted(small, key=lambda label: (-sizes[label], label))[:MOST])


def _pool(
    instance: Instance, costs: Costs, small: frozenset[int]
) -> tuple[Program, int, list[Growth]]:
    """Return the relaxation of a plan without exceptions, in aggregated amounts.

    Parameters
    ----------
    small
        Communities whose growth is told place by place.
    """
    program = Program()
    rules, change = instance.problem.rules, instance.problem.change
    low, high = rules.changed_min, rules.changed_max
    total = float(sum(instance.households))
    new = program.column(float(change.new), 0, FREE)
    cover: list[dict[int, float]] = [{} for _ in range(instance.size)]
    balance: dict[int, float] = {}
    growths: list[Growth] = []
    for label in range(len(instance.names)):
        used = program.column(-float(change.abolished))
        same = program.column(-float(change.touched), upper=1.0 if instance.spared[label] else 0.0)
        load: dict[int, float] = {}
        for node in instance.core[label]:
            kept = instance.kept[node][label][0]
            column = program.column(-float(change.moved * kept))
            cover[node][column] = 1.0
            load[column] = float(instance.households[node])
            program.row({column: 1.0, used: -1.0}, high=0)
            program.row({column: 1.0, same: -1.0}, low=0)
        size = instance.today[label]
        bearers = {column: 1.0 for node in instance.bearers[label]
                   for column in cover[node] if column in load}  # fmt: skip
        program.row({**bearers, used: -1.0}, low=0)
        if label in small:
            grown, brought = growth.grow(program, instance, label, used, same)
            growths.append(grown)
            load.update(brought)
            for node, column in grown.joins.items():
                cover[node][column] = 1.0
        else:
            inflow = program.column(0.0, 0, FREE, integer=False)
            program.row({inflow: 1.0, used: -total, same: total}, high=0)
            load[inflow] = 1.0
        balance.update(load)
        floor = {**load, used: -float(low), same: float(max(0, low - size))}
        roof = {**load, used: -float(high), same: -float(max(0, size - high))}
        program.row(floor, low=0)
        program.row(roof, high=0)
    fresh = program.column(0.0, 0, FREE, integer=False)
    program.row({fresh: 1.0, new: -float(low)}, low=0)
    program.row({fresh: 1.0, new: -float(high)}, high=0)
    # What no community keeps goes to others or to new ones.
    program.row({**balance, fresh: 1.0}, total, total)
    for terms in cover:
        if len(terms) > 1:
            program.row(terms, high=1)
    owned = change.moved * sum(pair[0] for pair in instance.owned)
    return program, costs.base[2] + owned, growths
