"""Names of sets of nodes, by the one naming that counts."""

from collections.abc import Sequence

from redistrict.domain.identity import name_sets
from redistrict.solve.costs import NEW
from redistrict.solve.instance import Instance


def labels_of(instance: Instance, sets: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return today's community (by index) that names each set, :data:`NEW` where none does."""
    named = name_sets(instance.problem, instance.units(sets)).assignment
    rank = {name: label for label, name in enumerate(instance.names)}
    return tuple(rank.get(named[instance.members[nodes[0]][0]], NEW) for nodes in sets)
