"""Local search: one node at a time moves over a border while the tiers get better in order.

It proves nothing; it only finds better plans. Work is counted in moves tried, not in seconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from redistrict.solve.candidates import Candidates
from redistrict.solve.clock import Clock
from redistrict.solve.costs import NEW, Costs
from redistrict.solve.instance import Instance

MOVES = 40_000

Vector = tuple[int, ...]


@dataclass
class Polish:
    """A plan under improvement.

    Parameters
    ----------
    sets, labels
        Members of every community and the name it carries.
    caps
        Most that a tier (by position) may take.
    """

    instance: Instance
    costs: Costs
    sets: list[frozenset[int]]
    labels: list[int]
    caps: Mapping[int, int]
    at: dict[int, int] = field(default_factory=dict)
    worth: list[Vector] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look up where every node is and what every set costs."""
        self.at = {node: index for index, nodes in enumerate(self.sets) for node in nodes}
        self.worth = [
            self.costs.of(nodes, label) for nodes, label in zip(self.sets, self.labels, strict=True)
        ]
        self.judge = Candidates(self.instance, self.costs, exact=False, ceiling=0)

    def total(self) -> Vector:
        """Return the tiers of the plan under the names it carries."""
        return tuple(
            base + sum(row[tier] for row in self.worth) for tier, base in enumerate(self.costs.base)
        )

    def run(self, clock: Clock) -> None:
        """Move nodes until no single move helps or the work is used up."""
        tried, moved = 0, True
        limit = MOVES * clock.limits.effort
        while moved and tried < limit and not clock.over:
            moved = False
            for node in range(self.instance.size):
                targets = {self.at[other] for other in self.instance.adjacent[node]}
                for target in sorted(targets - {self.at[node]}):
                    tried += 1
                    if self._move(node, target):
                        moved = True
                        break
                if tried >= limit or clock.over:
                    break

    def _move(self, node: int, target: int) -> bool:
        source = self.at[node]
        smaller = self.sets[source] - {node}
        larger = self.sets[target] | {node}
        if not smaller or not self._keeps(smaller, source) or not self._keeps(larger, target):
            return False
        old = _plus(self.worth[source], self.worth[target])
        after = (
            self.costs.of(smaller, self.labels[source]),
            self.costs.of(larger, self.labels[target]),
        )
        new = _plus(*after)
        if new >= old or self._breaks(old, new) or len(self.instance.pieces(smaller)) > 1:
            return False
        self.sets[source], self.sets[target] = smaller, larger
        self.worth[source], self.worth[target] = after
        self.at[node] = target
        return True

    def _keeps(self, members: frozenset[int], index: int) -> bool:
        """Return whether a set is lawful and may still carry its name."""
        label = self.labels[index]
        return (
            self.judge.lawful(members)
            and label in self.judge.labels(members)
            and (label != NEW or self.instance.total(members) > 0)
        )

    def _breaks(self, old: Vector, new: Vector) -> bool:
        if not self.caps:
            return False
        total = self.total()
        return any(total[tier] - old[tier] + new[tier] > most for tier, most in self.caps.items())


def _plus(a: Vector, b: Vector) -> Vector:
    return tuple(x + y for x, y in zip(a, b, strict=True))


def polish(
    instance: Instance,
    costs: Costs,
    sets: Sequence[Sequence[int]],
    labels: Sequence[int],
    clock: Clock,
    caps: Mapping[int, int],
) -> tuple[tuple[int, ...], ...]:
    """Return the plan improved by single moves."""
    work = Polish(instance, costs, [frozenset(nodes) for nodes in sets], list(labels), caps)
    work.run(clock)
    return tuple(sorted(tuple(sorted(nodes)) for nodes in work.sets))
