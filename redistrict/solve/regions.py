"""A plan improved region by region: a community that changes and some beside it, solved anew.

Large neighbourhood search (Shaw 1998, "Using constraint programming and local search methods to
solve vehicle routing problems"). All other communities stay as planned, so that each program is
small; within it any connected sets are allowed, by separators added where a set is in pieces
(Oehrlein and Haunert 2017). It proves nothing about the whole. Work is counted in nodes of
branch and bound and in programs, not in seconds.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redistrict.domain.rules import Tier
from redistrict.solve import assignment
from redistrict.solve import program as programs
from redistrict.solve.assignment import Assignment
from redistrict.solve.clock import Clock, Sets
from redistrict.solve.costs import NEW, Costs
from redistrict.solve.identify import labels_of, total
from redistrict.solve.instance import Instance
from redistrict.solve.limits import Effort

BESIDE = (3, 5)
"""Communities that are solved with the one in the middle: first few, then more."""
REACH = 600
"""Households that may lie between a community and a place that joins it, that place included."""
NODES = 20
"""Branch-and-bound nodes of one program."""
STEPS, ALL_STEPS = 10_000, 60_000
"""Steps of the simplex method after which a region, or all of it, is left as it is."""
PATIENCE = 25_000
"""Steps without a better plan after which the search ends."""
UNCOUNTED = 1_000
"""Steps of a program whose solver does not count them."""


def refine(instance: Instance, sets: Sets, clock: Clock, enough: int = 0) -> Sets:
    """Return the plan after regions were solved anew, as good or better in 0a, 0b and 1a.

    Parameters
    ----------
    enough
        Tier 1a at which a plan without exceptions is good enough.
    """
    least = Costs(instance, (Tier.EXCEPTIONS, Tier.EXCESS, Tier.CHANGE))
    work = Work(instance, least, clock)
    value = total(instance, least, sets)
    for beside in BESIDE:
        settled: set[frozenset[tuple[int, ...]]] = set()
        better = True
        while better and value > (0, 0, enough):
            better = False
            for region in _regions(instance, sets, beside):
                held = frozenset(sets[index] for index in region)
                if held in settled or clock.over or work.done:
                    continue
                settled.add(held)
                other = work.solve(sets, region)
                if (found := total(instance, least, other)) < value:
                    sets, value, better = other, found, True
                    work.success = work.steps
                    clock.offer(sets)
                    clock.tell(Tier.CHANGE, value[2], None)
                    break
    return sets


def _regions(instance: Instance, sets: Sets, beside: int) -> Iterator[tuple[int, ...]]:
    """Yield communities that change, each with those beside it that it shares most with."""
    at = {node: index for index, nodes in enumerate(sets) for node in nodes}
    today = {frozenset(core) for core in instance.core}
    home = [set(instance.core[label]) if label != NEW else set()
            for label in labels_of(instance, sets)]  # fmt: skip
    for index, nodes in enumerate(sets):
        if frozenset(nodes) in today:
            continue
        touching = Counter(at[other] for node in nodes for other in instance.adjacent[node])
        del touching[index]
        near = sorted(
            touching,
            key=lambda other: (
                -instance.total(home[index] & set(sets[other]))
                - instance.total(home[other] & set(nodes)),
                -touching[other],
                other,
            ),
        )
        for start in range(0, len(near), beside):
            yield (index, *near[start : start + beside])


@dataclass
class Work:
    """What is solved, and the steps of the simplex method that it has taken.

    Parameters
    ----------
    steps, success
        Steps until now, and until the last better plan.
    """

    instance: Instance
    costs: Costs
    clock: Clock
    steps: int = 0
    success: int = 0

    @property
    def done(self) -> bool:
        """Whether the work is used up, or nothing was found for long."""
        effort = self.clock.limits.effort
        return self.steps >= min(ALL_STEPS * effort, self.success + PATIENCE * effort)

    def solve(self, sets: Sets, region: tuple[int, ...]) -> Sets:
        """Return the plan with one region solved anew, the same plan if that is no better."""
        labels = labels_of(self.instance, sets)
        outside = [at for at in range(len(sets)) if at not in region]
        elsewhere = sum(self.costs.untouched(frozenset(sets[at]), labels[at]) for at in outside)
        if any(self.costs.deviation(frozenset(sets[at]), labels[at]) for at in region):
            # An exception would be free here to grow.
            return sets
        inside = [sets[at] for at in region]
        model, start = assignment.region(
            self.instance, inside, [labels[at] for at in region], REACH, elsewhere
        )
        _neighbours(self.instance, model)
        effort = Effort(nodes=NODES * self.clock.limits.effort, slack=0.5)
        most, before = self.steps + STEPS, model.program.value(start)
        while self.steps < most and not self.clock.over:
            answer = programs.solve(model.program, self.clock, effort, start)
            self.steps += answer.iterations or UNCOUNTED
            if answer.values is None or model.program.value(answer.values) > before - 0.5:
                break
            if not _separate(self.instance, model, answer.values):
                kept = [sets[at] for at in outside]
                found = model.sets(answer.values)
                return tuple(sorted([*kept, *(tuple(nodes) for nodes in found)]))
        return sets


def _neighbours(instance: Instance, model: Assignment) -> None:
    """Let a node join only with a neighbour: most sets are connected then."""
    for (node, label), column in model.join.items():
        if node != model.roots[label]:
            beside = (model.join.get((other, label)) for other in instance.adjacent[node])
            terms = dict.fromkeys((other for other in beside if other is not None), -1.0)
            model.program.row({**terms, column: 1.0}, high=0)


def _separate(instance: Instance, model: Assignment, values: Sequence[float]) -> bool:
    """Add the rows that a point with sets in pieces breaks; return whether there are any."""
    broken = False
    for label, root in model.roots.items():
        allowed = {node for node, other in model.join if other == label}
        inside = [node for node in allowed if values[model.join[node, label]] > 0.5]
        for piece in instance.pieces(inside):
            if root in piece:
                continue
            broken = True
            wall = _wall(instance, allowed, piece, root)
            for node in piece:
                terms = dict.fromkeys((model.join[other, label] for other in wall), -1.0)
                model.program.row({**terms, model.join[node, label]: 1.0}, high=0)
    return broken


def _wall(instance: Instance, allowed: set[int], piece: Sequence[int], root: int) -> list[int]:
    """Return the nodes beside a piece that can be reached from the root without it."""
    beside = {other for node in piece for other in instance.adjacent[node]} & allowed
    away = instance.hops([root], frozenset(allowed - beside - set(piece)))
    return sorted(
        node for node in beside
        if node == root or any(away[other] >= 0 for other in instance.adjacent[node])
    )  # fmt: skip
