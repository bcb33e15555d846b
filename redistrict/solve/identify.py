"""Names of sets of nodes, by the one naming that counts."""

from collections.abc import Sequence

from redistrict.domain.identity import name_sets
from redistrict.solve.clock import Sets
from redistrict.solve.costs import NEW, Costs
from redistrict.solve.instance import Instance


def labels_of(instance: Instance, sets: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return today's community (by index) that names each set, :data:`NEW` where none does."""
    named = name_sets(instance.problem, instance.units(sets)).assignment
    rank = {name: label for label, name in enumerate(instance.names)}
    return tuple(rank.get(named[instance.members[nodes[0]][0]], NEW) for nodes in sets)


def total(instance: Instance, costs: Costs, sets: Sets) -> tuple[int, ...]:
    """Return the tier values of a plan under the names that are due."""
    labels = labels_of(instance, sets)
    rows = [costs.of(nodes, label) for nodes, label in zip(sets, labels, strict=True)]
    return tuple(base + sum(row[tier] for row in rows) for tier, base in enumerate(costs.base))
