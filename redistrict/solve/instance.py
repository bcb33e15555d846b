"""The problem by index: groups contracted, frozen communities set aside.

Nodes are connected pieces of groups (compounds) and of ``together`` locks; pieces of one group
that do not touch are linked instead, so that contiguity stays exact in units.
"""

import heapq
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from redistrict.domain.goals import metres
from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.tolerance import expected, frozen, tolerated
from redistrict.domain.units import Contact, Edge, Unit, pieces
from redistrict.solve import contraction

NOWHERE = -1


@dataclass(frozen=True)
class Instance:
    """Nodes, today's communities and locks of one problem, by index.

    Parameters
    ----------
    members
        Units of every node, sorted; nodes are in the order of their first unit.
    links
        Nodes that must be in one community.
    apart
        Pairs of nodes that must be in different ones.
    fixed
        Node to the community that a lock gives it to.
    """

    problem: Problem
    members: tuple[tuple[str, ...], ...]
    adjacent: tuple[tuple[int, ...], ...]
    links: tuple[tuple[int, ...], ...]
    apart: tuple[tuple[int, int], ...]
    fixed: tuple[tuple[int, str], ...]

    @cached_property
    def size(self) -> int:
        """Number of nodes."""
        return len(self.members)

    @cached_property
    def households(self) -> tuple[int, ...]:
        """Households of every node."""
        unit = self.problem.unit
        return tuple(sum(unit[item].households for item in items) for items in self.members)

    @cached_property
    def area(self) -> tuple[int, ...]:
        """Square metres of every node."""
        unit = self.problem.unit
        return tuple(sum(unit[item].area for item in items) for items in self.members)

    @cached_property
    def later(self) -> tuple[tuple[int, ...], ...]:
        """Households of every node in the years of the forecast."""
        return tuple(expected(self.problem, items) for items in self.members)

    def expected(self, nodes: Iterable[int]) -> tuple[int, ...]:
        """Return the households of some nodes in the years of the forecast."""
        rows = [self.later[node] for node in nodes]
        return tuple(sum(row[at] for row in rows) for at in range(len(self.problem.rules.forecast)))

    @cached_property
    def workload(self) -> tuple[int, ...]:
        """Workload of every node."""
        unit = self.problem.unit
        return tuple(sum(unit[item].workload for item in items) for items in self.members)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Ids of today's communities that are not frozen, sorted."""
        held = frozen(self.problem)
        return tuple(item.id for item in self.problem.communities if item.id not in held)

    @cached_property
    def held(self) -> tuple[str, ...]:
        """Ids of the frozen communities, sorted."""
        return tuple(sorted(frozen(self.problem) & self.problem.community.keys()))

    @cached_property
    def kept(self) -> tuple[dict[int, tuple[int, int]], ...]:
        """By node: today's communities (by index) to their households and units in it."""
        rank = {name: index for index, name in enumerate(self.names)}
        found: list[dict[int, tuple[int, int]]] = []
        for items in self.members:
            here: dict[int, tuple[int, int]] = {}
            for item in items:
                if (name := self.problem.today[item]) in rank:
                    households, units = here.get(rank[name], (0, 0))
                    here[rank[name]] = (
                        households + self.problem.unit[item].households,
                        units + 1,
                    )
            found.append(here)
        return tuple(found)

    @cached_property
    def owned(self) -> tuple[tuple[int, int], ...]:
        """By node: households and units that have a community today."""
        return tuple(
            (sum(pair[0] for pair in here.values()), sum(pair[1] for pair in here.values()))
            for here in self.kept
        )

    @cached_property
    def home(self) -> tuple[int, ...]:
        """Community that holds most of each node today, ``NOWHERE`` where none."""
        return tuple(
            max(here, key=lambda name: (here[name], -name)) if here else NOWHERE
            for here in self.kept
        )

    @cached_property
    def core(self) -> tuple[tuple[int, ...], ...]:
        """Nodes with a unit of each of today's communities, sorted."""
        found: list[list[int]] = [[] for _ in self.names]
        for node, here in enumerate(self.kept):
            for name in here:
                found[name].append(node)
        return tuple(tuple(nodes) for nodes in found)

    @cached_property
    def whole(self) -> tuple[bool, ...]:
        """Whether today's community is exactly a union of nodes and could stay untouched."""
        result = []
        for index, name in enumerate(self.names):
            units = set(self.problem.community[name].units)
            covered = {item for node in self.core[index] for item in self.members[node]}
            connected = len(self.pieces(self.core[index])) == 1
            result.append(units == covered and connected)
        return tuple(result)

    @cached_property
    def bearers(self) -> tuple[tuple[int, ...], ...]:
        """Nodes of which a set needs at least one to carry each community's name."""
        result = []
        for index, name in enumerate(self.names):
            anchor = self.problem.community[name].anchor
            nodes = self.core[index]
            if anchor:
                chosen = [node for node in nodes if anchor in self.members[node]]
            else:
                chosen = [node for node in nodes if self.kept[node][index][0] > 0] or list(nodes)
            result.append(tuple(chosen))
        return tuple(result)

    @cached_property
    def today(self) -> tuple[int, ...]:
        """Households of today's communities."""
        return tuple(
            sum(self.problem.unit[item].households for item in self.problem.community[name].units)
            for name in self.names
        )

    @cached_property
    def spared(self) -> tuple[bool, ...]:
        """Whether each of today's communities is fine if untouched: in the band or tolerated."""
        rules, allowed = self.problem.rules, tolerated(self.problem)
        return tuple(
            whole and (name in allowed or rules.min <= total <= rules.max)
            for name, total, whole in zip(self.names, self.today, self.whole, strict=True)
        )

    @cached_property
    def anchor(self) -> tuple[int, ...]:
        """Node with the office of each of today's communities, ``NOWHERE`` where unknown."""
        return tuple(
            self.bearers[index][0] if self.problem.community[name].anchor else NOWHERE
            for index, name in enumerate(self.names)
        )

    @cached_property
    def offices(self) -> tuple[tuple[int, ...], ...]:
        """By community: households x whole metres of every node to its office, if it is known."""
        anchors = [self.problem.community[name].anchor for name in self.names]
        unit = self.problem.unit
        return tuple(self._ways(unit[anchor]) if anchor else () for anchor in anchors)

    @cached_property
    def places(self) -> tuple[tuple[int, ...], ...]:
        """By node: indices of its units among all units of nodes, where an office may stand."""
        found, start = [], 0
        for items in self.members:
            found.append(tuple(range(start, start + len(items))))
            start += len(items)
        return tuple(found)

    @cached_property
    def ways(self) -> tuple[tuple[int, ...], ...]:
        """By place: households x whole metres of every node to it."""
        unit = self.problem.unit
        return tuple(self._ways(unit[item]) for items in self.members for item in items)

    def _ways(self, place: Unit) -> tuple[int, ...]:
        unit = self.problem.unit
        return tuple(
            sum(unit[item].households * metres(unit[item], place) for item in items)
            for items in self.members
        )

    @cached_property
    def border(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """By node: neighbours of the same community today, and decimetres on no named line."""
        return self._edges(
            lambda edge: (
                edge.shared - edge.named
                if self.problem.today[edge.a] == self.problem.today[edge.b]
                else 0
            )
        )

    @cached_property
    def contacts(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """By node: neighbours and the number of edges; ``NOWHERE`` stands for frozen ones."""
        return self._edges(lambda _: 1)

    @cached_property
    def parted(self) -> dict[tuple[int, int], frozenset[str]]:
        """Named lines between two neighbouring nodes (``a < b``) of one community of today.

        Of the units' edges only those inside one community count; a line parts two nodes if it
        parts all of them.
        """
        today = self.problem.today
        node_of = {
            item: node
            for node, items in enumerate(self.members)
            for item in items
        }  # fmt: skip
        found: dict[tuple[int, int], frozenset[str]] = {}
        for edge in self.problem.edges:
            a, b = node_of.get(edge.a, NOWHERE), node_of.get(edge.b, NOWHERE)
            inside = today[edge.a] and today[edge.a] == today[edge.b]
            if edge.contact is Contact.BARRIER or NOWHERE in (a, b) or a == b or not inside:
                continue
            pair, names = (min(a, b), max(a, b)), frozenset(edge.lines)
            found[pair] = found[pair] & names if pair in found else names
        return found

    def _edges(self, weight: Callable[[Edge], int]) -> tuple[tuple[tuple[int, int], ...], ...]:
        node_of = {item: node for node, items in enumerate(self.members) for item in items}
        found: list[dict[int, int]] = [{} for _ in self.members]
        for edge in self.problem.edges:
            a, b = node_of.get(edge.a, NOWHERE), node_of.get(edge.b, NOWHERE)
            if edge.contact is Contact.BARRIER or a == b or not (value := weight(edge)):
                continue
            for near, far in ((a, b), (b, a)):
                if near != NOWHERE:
                    # An edge to a frozen community has one end only among the nodes.
                    ends = 2 if far == NOWHERE else 1
                    found[near][far] = found[near].get(far, 0) + ends * value
        return tuple(tuple(sorted(here.items())) for here in found)

    def pieces(self, nodes: Iterable[int]) -> list[list[int]]:
        """Return the connected pieces of a set of nodes, by their first node."""
        left = set(nodes)
        result = []
        for start in sorted(left):
            if start not in left:
                continue
            left.discard(start)
            piece, stack = [start], [start]
            while stack:
                for other in self.adjacent[stack.pop()]:
                    if other in left:
                        left.discard(other)
                        piece.append(other)
                        stack.append(other)
            result.append(sorted(piece))
        return result

    def total(self, nodes: Iterable[int]) -> int:
        """Return the households of a set of nodes."""
        return sum(self.households[node] for node in nodes)

    def hops(self, sources: Sequence[int], within: frozenset[int] | None = None) -> list[int]:
        """Return the hops of every node from the sources, -1 where unreachable."""
        distance = [-1] * self.size
        for node in sources:
            distance[node] = 0
        front = list(sources)
        while front:
            following = []
            for node in front:
                for other in self.adjacent[node]:
                    if distance[other] < 0 and (within is None or other in within):
                        distance[other] = distance[node] + 1
                        following.append(other)
            front = following
        return distance

    def passed(self, sources: Iterable[int], within: frozenset[int] | None = None) -> list[float]:
        """Return the fewest households passed on a way from the sources to every node.

        Those of the sources and of the node itself are left out; infinite where there is no way.
        """
        fewest = [math.inf] * self.size
        inside = frozenset(sources)
        front = [(0.0, node) for node in sorted(inside)]
        for _, node in front:
            fewest[node] = 0
        while front:
            passed, node = heapq.heappop(front)
            if passed > fewest[node]:
                continue
            passed += 0 if node in inside else self.households[node]
            for other in self.adjacent[node]:
                if passed < fewest[other] and (within is None or other in within):
                    fewest[other] = passed
                    heapq.heappush(front, (passed, other))
        return fewest

    def nodes(self, plan: Plan) -> tuple[tuple[int, ...], ...]:
        """Return the sets of nodes of a plan, the frozen communities left out."""
        found: dict[str, list[int]] = {}
        for node, items in enumerate(self.members):
            found.setdefault(plan.assignment[items[0]], []).append(node)
        return tuple(sorted(tuple(nodes) for nodes in found.values()))

    def units(self, sets: Iterable[Iterable[int]]) -> list[tuple[str, ...]]:
        """Return sets of nodes as sets of units, the frozen communities among them."""
        found = [
            tuple(sorted(item for node in nodes for item in self.members[node])) for nodes in sets
        ]
        return found + [tuple(sorted(self.problem.community[name].units)) for name in self.held]


def instance(problem: Problem) -> Instance:
    """Return the problem by index; units sorted by id before anything."""
    held = {unit for name in frozen(problem) & problem.community.keys()
            for unit in problem.community[name].units}  # fmt: skip
    classes = contraction.classes(problem, held)
    found: list[tuple[tuple[str, ...], int]] = []
    for number, units in enumerate(classes):
        found.extend((piece, number) for piece in pieces(units, problem.adjacent))
    found.sort()
    node_of = {item: node for node, (items, _) in enumerate(found) for item in items}
    linked: dict[int, list[int]] = {}
    for node, (_, number) in enumerate(found):
        linked.setdefault(number, []).append(node)
    adjacent = tuple(
        tuple(
            sorted(
                {
                    node_of[other]
                    for item in items
                    for other in problem.adjacent[item]
                    if other in node_of and node_of[other] != node
                }
            )
        )
        for node, (items, _) in enumerate(found)
    )
    return Instance(
        problem=problem,
        members=tuple(items for items, _ in found),
        adjacent=adjacent,
        links=tuple(tuple(nodes) for nodes in sorted(linked.values()) if len(nodes) > 1),
        apart=contraction.apart(problem, node_of),
        fixed=contraction.fixed(problem, node_of),
    )
