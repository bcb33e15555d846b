"""A new community out of one so large that what it gives away would fill one.

The first plan of a large subdistrict gives households to today's communities alone. Where one
gives away as many as a community needs, one more model asks whether they had better be a
community of their own: only the places in and beside it are free, all others stay as planned, so
that it is small.
"""

from redistrict.domain.rules import Tier
from redistrict.solve import assignment
from redistrict.solve import program as programs
from redistrict.solve.clock import Clock, Sets
from redistrict.solve.costs import NEW, Costs
from redistrict.solve.identify import labels_of, total
from redistrict.solve.instance import Instance
from redistrict.solve.limits import Effort

HOPS = 3


def found(instance: Instance, sets: Sets, clock: Clock, nodes: int) -> Sets:
    """Return the plan with new communities where they make it better in tiers 0a, 0b and 1a.

    Parameters
    ----------
    nodes
        Branch-and-bound nodes of every model.
    """
    least = Costs(instance, (Tier.EXCEPTIONS, Tier.EXCESS, Tier.CHANGE))
    rules = instance.problem.rules
    seeds: tuple[int, ...] = ()
    best = total(instance, least, sets)
    for label, size in enumerate(instance.today):
        if size - rules.changed_max < rules.changed_min or clock.over:
            continue
        labels = _labels(instance, sets, seeds)
        given = [node for node in instance.core[label] if labels and labels[node] != label]
        if not given:
            continue
        more = (*seeds, max(given, key=lambda node: (instance.households[node], -node)))
        other = _solve(instance, labels, label, more, clock, nodes)
        if other is not None and (value := total(instance, least, other)) < best:
            sets, best, seeds = other, value, more
    return sets


def _labels(instance: Instance, sets: Sets, seeds: tuple[int, ...]) -> tuple[int, ...]:
    """Return the label of every node in the model; nothing where a new set has no seed."""
    found = [0] * instance.size
    for nodes, label in zip(sets, labels_of(instance, sets), strict=True):
        seed = next((at for at, node in enumerate(seeds) if node in nodes), None)
        if label == NEW and seed is None:
            return ()
        for node in nodes:
            found[node] = len(instance.names) + seed if label == NEW and seed is not None else label
    return tuple(found)


def _solve(
    instance: Instance,
    labels: tuple[int, ...],
    label: int,
    seeds: tuple[int, ...],
    clock: Clock,
    nodes: int,
) -> Sets | None:
    """Return the best plan that changes only what is of, or beside, one community."""
    model = assignment.build(instance, HOPS, seeds)
    held = {node for node in range(instance.size) if label in (labels[node], instance.home[node])}
    beside = {labels[other] for node in held for other in instance.adjacent[node]} | {label}
    stay = {
        node
        for node in range(instance.size)
        if labels[node] not in beside and instance.home[node] not in beside
    }
    if any((node, labels[node]) not in model.join for node in stay):
        return None
    for (node, other), column in model.join.items():
        if node in stay and other != labels[node]:
            model.program.upper[column] = 0.0
    effort = Effort(nodes=nodes * clock.limits.effort)
    answer = programs.solve(model.program, clock, effort)
    if answer.values is None:
        return None
    sets = tuple(sorted(tuple(nodes) for nodes in model.sets(answer.values)))
    return sets if all(len(instance.pieces(nodes)) == 1 for nodes in sets) else None
