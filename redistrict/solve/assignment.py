"""Least change as an assignment of nodes to today's and new communities (fine units).

The model of a whole district is a restriction: a node may join only communities a few hops away,
and only together with a neighbour one hop nearer to the community's root, so that every set is
connected without further rows. That of a region has no such order; whoever solves it adds the
rows that keep sets connected. Both give plans, never bounds; bounds come from
:mod:`redistrict.solve.relaxation`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from redistrict.domain.goals import metres
from redistrict.domain.rules import LockKind
from redistrict.solve.costs import NEW
from redistrict.solve.instance import NOWHERE, Instance
from redistrict.solve.program import FREE, Program

EXCEPTION = 1_000_000
"""Weight of one exception in the soft form, in units of tier 1a: above any change of a district."""
EXCESS = 1_000


@dataclass(frozen=True)
class Assignment:
    """The program and its columns.

    Parameters
    ----------
    roots
        Label to its root: labels are today's communities by index, then new ones.
    join
        Column by node and label.
    used
        Column by label: whether the label has a set.
    """

    program: Program
    roots: Mapping[int, int]
    join: dict[tuple[int, int], int] = field(default_factory=dict)
    used: dict[int, int] = field(default_factory=dict)
    same: dict[int, int] = field(default_factory=dict)

    def sets(self, values: Sequence[float]) -> list[list[int]]:
        """Return the sets of nodes of a point."""
        found: dict[int, list[int]] = {}
        for (node, label), column in self.join.items():
            if values[column] > 0.5:
                found.setdefault(label, []).append(node)
        return [sorted(found[label]) for label in sorted(found)]

    def point(
        self, sets: Mapping[int, frozenset[int]], core: Sequence[Sequence[int]]
    ) -> list[float]:
        """Return the point of a plan, from the set of every label and today's communities."""
        values = [0.0] * len(self.program.costs)
        for label, nodes in sets.items():
            values[self.used[label]] = 1.0
            for node in nodes:
                values[self.join[node, label]] = 1.0
            if label in self.same and nodes == frozenset(core[label]):
                values[self.same[label]] = 1.0
        return values


def roots(instance: Instance) -> tuple[int, ...]:
    """Return for each of today's communities the node that stays with its name.

    The office where it is known; else the node deepest inside, so that the rim can be given away.
    """
    found = []
    for index, core in enumerate(instance.core):
        bearers = instance.bearers[index]
        inside = frozenset(core)
        rim = [
            node for node in core if any(other not in inside for other in instance.adjacent[node])
        ]
        depth = instance.hops(rim, inside) if rim else [0] * instance.size
        found.append(max(bearers, key=lambda node: (depth[node], instance.households[node], -node)))
    return tuple(found)


def build(
    instance: Instance, hops: int, seeds: Sequence[int] = (), *, soft: bool = False
) -> Assignment:
    """Return the restricted model.

    Parameters
    ----------
    hops
        How far from a community (or a seed) a node may be to join it.
    seeds
        Nodes around which new communities may be set up.
    soft
        Let communities stand outside the band at a price per exception and household.
    """
    starts = dict(enumerate((*roots(instance), *seeds)))
    model = Assignment(Program(), starts)
    for label, root in starts.items():
        existing = label < len(instance.names)
        depth = _depth(instance, label, root, hops, existing=existing)
        _label(model, instance, label, depth)
        _nearer(model, instance, label, depth)
        _band(model, instance, label, soft=soft)
    _cover(model, range(instance.size))
    _locks(model, instance)
    _share(model, instance)
    return model


def region(
    instance: Instance,
    sets: Sequence[Sequence[int]],
    labels: Sequence[int],
    reach: int,
    elsewhere: int = 0,
) -> tuple[Assignment, list[float]]:
    """Return the model of some communities of a plan alone, and the plan as its point.

    Nothing in it keeps the sets connected.

    Parameters
    ----------
    sets, labels
        Nodes of every community and the name it carries, ``NEW`` for none.
    reach
        Households that may lie between a community and a node that joins it, the node included.
    elsewhere
        Communities outside the region that stay untouched.
    """
    count, central = len(instance.names), roots(instance)
    known = [count + at if label == NEW else label for at, label in enumerate(labels)]
    starts = {}
    for label, nodes in zip(known, sets, strict=True):
        bearers = [node for node in nodes if label >= count or node in instance.bearers[label]]
        largest = max(bearers, key=lambda node: (instance.households[node], -node))
        starts[label] = central[label] if label < count and central[label] in nodes else largest
    model = Assignment(Program(), starts)
    free = sorted(node for nodes in sets for node in nodes)
    for label, nodes in zip(known, sets, strict=True):
        passed = instance.passed(nodes, frozenset(free))
        _label(model, instance, label, [
            node for node in free
            if node in nodes or passed[node] + instance.households[node] <= reach
        ])  # fmt: skip
        _band(model, instance, label, soft=False)
    _cover(model, free)
    _locks(model, instance)
    _share(model, instance, elsewhere)
    held = {label: frozenset(nodes) for label, nodes in zip(known, sets, strict=True)}
    return model, model.point(held, instance.core)


def _cover(model: Assignment, nodes: Iterable[int]) -> None:
    """Give every node one community."""
    terms: dict[int, dict[int, float]] = {node: {} for node in nodes}
    for (node, _), column in model.join.items():
        terms[node][column] = 1.0
    for row in terms.values():
        model.program.row(row, 1, 1)


def _share(model: Assignment, instance: Instance, elsewhere: int = 0) -> None:
    """Leave as many of today's communities untouched as the limit asks for, some elsewhere."""
    share = instance.problem.share
    if share is not None:
        spared = len(instance.names) - share - elsewhere
        model.program.row(dict.fromkeys(model.same.values(), 1.0), low=spared)


def _depth(
    instance: Instance, label: int, root: int, hops: int, *, existing: bool
) -> dict[int, int]:
    """Return the nodes that may join a community, and how far from its root they are."""
    core = frozenset(instance.core[label]) if existing else frozenset({root})
    outside = instance.hops(sorted(core))
    inner = instance.hops([root], core)
    far = max(inner) + 1
    return {
        node: inner[node] if node in core and inner[node] >= 0 else far + outside[node]
        for node in range(instance.size)
        if 0 <= outside[node] <= hops or node in core
    }


def _label(model: Assignment, instance: Instance, label: int, nodes: Iterable[int]) -> None:
    """Add the columns of one community: whether it is there, and who joins it."""
    change, program, root = instance.problem.change, model.program, model.roots[label]
    existing = label < len(instance.names)
    cost = -float(change.abolished) if existing else float(change.new)
    model.used[label] = program.column(cost)
    place = instance.problem.unit[instance.members[root][0]]
    for node in sorted(nodes):
        kept = instance.kept[node].get(label, (0, 0)) if existing else (0, 0)
        moved = instance.owned[node][0] - kept[0]
        units = instance.owned[node][1] - kept[1]
        way = metres(instance.problem.unit[instance.members[node][0]], place)
        tie = units * 2e-3 + min(way, 10_000) * 1e-7 * (1 + instance.households[node] / 100)
        model.join[node, label] = program.column(change.moved * moved + tie)
    program.row({model.join[root, label]: 1.0, model.used[label]: -1.0}, 0, 0)


def _nearer(model: Assignment, instance: Instance, label: int, depth: Mapping[int, int]) -> None:
    """Let a node join only with a neighbour that is nearer to the root."""
    for node in sorted(depth):
        if node == model.roots[label]:
            continue
        nearer = [
            other
            for other in instance.adjacent[node]
            if other in depth and depth[other] < depth[node]
        ]
        terms = {model.join[other, label]: -1.0 for other in nearer}
        terms[model.join[node, label]] = 1.0
        model.program.row(terms, high=0)


def _band(model: Assignment, instance: Instance, label: int, *, soft: bool) -> None:
    """Add the band of one community, and its column ``same`` where untouched matters."""
    rules, change, program = instance.problem.rules, instance.problem.change, model.program
    low, high = rules.changed_min, rules.changed_max
    existing = label < len(instance.names)
    load = {
        column: float(instance.households[node])
        for (node, at), column in model.join.items()
        if at == label and instance.households[node]
    }
    floor = {**load, model.used[label]: -float(low)}
    roof = {**load, model.used[label]: -float(high)}
    limited = instance.problem.share is not None
    if (
        existing
        and instance.whole[label]
        and (change.touched or limited or _special(instance, label))
    ):
        same = model.same[label] = program.column(-float(change.touched))
        core = frozenset(instance.core[label])
        for (node, at), column in list(model.join.items()):
            if at == label and node in core:
                program.row({same: 1.0, column: -1.0}, high=0)
            elif at == label:
                program.row({same: 1.0, column: 1.0}, high=1)
        total = instance.today[label]
        if instance.spared[label] or soft:
            floor[same] = float(max(0, low - total))
            roof[same] = -float(max(0, total - high))
        else:
            program.upper[same] = 0.0
        if soft and not instance.spared[label]:
            away = max(rules.min - total, total - rules.max, 0)
            program.costs[same] += EXCEPTION + EXCESS * away
    years = _years(model, instance, label) if rules.forecast_rule else []
    if soft:
        limit = float(sum(instance.households))
        flag = program.column(EXCEPTION)
        under = program.column(EXCESS, 0, low, integer=False)
        over = program.column(EXCESS, 0, FREE, integer=False)
        program.row({under: 1.0, over: 1.0, flag: -limit}, high=0)
        for low_row, high_row in ((floor, roof), *years):
            low_row[under], high_row[over] = 1.0, -1.0
    for low_row, high_row in ((floor, roof), *years):
        program.row(low_row, low=0)
        program.row(high_row, high=0)


def _years(
    model: Assignment, instance: Instance, label: int
) -> list[tuple[dict[int, float], dict[int, float]]]:
    """Return the rows of the band for every year of the forecast; free where untouched."""
    rules, found = instance.problem.rules, []
    used, same = model.used[label], model.same.get(label)
    for at in range(len(rules.forecast)):
        load = {
            column: float(instance.later[node][at])
            for (node, other), column in model.join.items()
            if other == label and instance.later[node][at]
        }
        floor = {**load, used: -float(rules.changed_min)}
        roof = {**load, used: -float(rules.changed_max)}
        if same is not None:
            total = instance.expected(instance.core[label])[at]
            floor[same] = float(max(0, rules.changed_min - total))
            roof[same] = -float(max(0, total - rules.changed_max))
        found.append((floor, roof))
    return found


def _special(instance: Instance, label: int) -> bool:
    """Return whether another rule holds for a community that stays untouched."""
    rules, total = instance.problem.rules, instance.today[label]
    later = instance.expected(instance.core[label]) if rules.forecast_rule else ()
    return any(not rules.changed_min <= at <= rules.changed_max for at in (total, *later))


def _locks(model: Assignment, instance: Instance) -> None:
    program = model.program
    for nodes in instance.links:
        for label in model.used:
            for other in nodes[1:]:
                terms = {}
                for node, sign in ((nodes[0], 1.0), (other, -1.0)):
                    if (node, label) in model.join:
                        terms[model.join[node, label]] = sign
                if terms:
                    program.row(terms, 0, 0)
    for a, b in instance.apart:
        for label in model.used:
            if (a, label) in model.join and (b, label) in model.join:
                program.row({model.join[a, label]: 1.0, model.join[b, label]: 1.0}, high=1)
    _given(model, instance)


def _given(model: Assignment, instance: Instance) -> None:
    """Use the names that locks want, and give fixed nodes to theirs."""
    program = model.program
    keeps = {lock.community for lock in instance.problem.locks if lock.kind is LockKind.KEEPS}
    given = dict(instance.fixed)
    for label, name in enumerate(instance.names):
        if label in model.used and (name in keeps or name in given.values()):
            program.lower[model.used[label]] = 1.0
    for node, name in instance.fixed:
        label = instance.names.index(name) if name in instance.names else NOWHERE
        for (at, other), column in model.join.items():
            if at == node and other != label:
                program.upper[column] = 0.0
