"""How a community below the minimum has to grow: whole places, one beside the other.

The relaxation of :mod:`redistrict.solve.relaxation` lets households flow to a community from
anywhere. For a community that is too small this module says which places join it, and adds rows
that every connected set satisfies and that the linear relaxation violates:

* around every set of places that holds all of today's community and still fewer households than
  the minimum, a neighbouring place has to join (LCUT of Validi, Buchanan and Lykhovyd 2022, with
  the population as a lower limit);
* a place joins only with a place of every set that separates it from today's community (Oehrlein
  and Haunert 2017).

Today's community counts as one place, so that it need not be known which of its places stay.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_flow

from redistrict.solve.instance import Instance
from redistrict.solve.program import FREE, Program

FAR = 200
"""Households on the way to a place from which on it is not looked at alone."""
UNIT = 1_000_000
"""Whole numbers that one stands for in a flow."""
LOOSE = 1e-3
"""By how much a row is violated before it is added."""
TARGETS = 30
"""Most places asked for in one round whether they are reached."""
Row = dict[int, float]


@dataclass(frozen=True)
class Growth:
    """Columns of one community below the minimum.

    Parameters
    ----------
    used, same
        Whether the name goes on, and whether the community stays untouched.
    far
        Whether it takes a place that ``joins`` does not list.
    joins
        Column by place outside today's community.
    """

    label: int
    used: int
    same: int
    far: int
    joins: Mapping[int, int]

    def rim(self, nodes: frozenset[int]) -> Row:
        """Return the columns that say that one of some places outside today's community joins."""
        row = {self.joins[node]: 1.0 for node in nodes if node in self.joins}
        return row if len(row) == len(nodes) else {**row, self.far: 1.0}


def grow(
    program: Program, instance: Instance, label: int, used: int, same: int
) -> tuple[Growth, Row]:
    """Add the columns of a community below the minimum; return them and what each brings.

    A community that takes a place ``FAR`` households away takes as many on the way.
    """
    core = frozenset(instance.core[label])
    ways = instance.passed(core)
    near = [node for node, way in enumerate(ways) if node not in core and way < FAR]
    joins = {node: program.column() for node in near}
    growth = Growth(label, used, same, program.column(), joins)
    for column in (*joins.values(), growth.far):
        program.row({column: 1.0, used: -1.0, same: 1.0}, high=0)
    amount = program.column(0.0, 0, FREE, integer=False)
    program.row({amount: 1.0, growth.far: -float(instance.problem.rules.changed_max)}, high=0)
    gate = {joins[node]: float(min(instance.households[node], FAR - ways[node])) for node in near}
    program.row({**gate, growth.far: -float(FAR)}, low=0)
    return growth, {
        amount: 1.0,
        **{column: float(instance.households[node]) for node, column in joins.items()},
    }


def strengthen(
    program: Program, instance: Instance, growths: Sequence[Growth], rounds: int
) -> None:
    """Add rows that the linear relaxation violates, round by round."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    none: np.ndarray[tuple[int], np.dtype[np.int32]] = np.array([], np.int32)
    for cost, low, high in zip(program.costs, program.lower, program.upper, strict=True):
        solver.addCol(cost, low, high, 0, none, np.array([]))
    sent = 0
    for _ in range(rounds):
        for terms, low, high in program.rows[sent:]:
            solver.addRow(
                low, high, len(terms),
                np.array(list(terms), np.int32), np.array(list(terms.values()), float),
            )  # fmt: skip
        sent = len(program.rows)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return
        values = list(solver.getSolution().col_value)
        for growth in growths:
            for row in (*_small(instance, growth, values), *_apart(instance, growth, values)):
                program.row(row, low=0)
        if len(program.rows) == sent:
            return


def _violated(row: Row, values: Sequence[float]) -> bool:
    return sum(factor * values[at] for at, factor in row.items()) < -LOOSE


def _small(instance: Instance, growth: Growth, values: Sequence[float]) -> Iterator[Row]:
    """Yield rows around sets that are still below the minimum, found by growing greedily."""
    households, least = instance.households, instance.problem.rules.changed_min
    core = frozenset(instance.core[growth.label])

    def share(node: int) -> float:
        return values[growth.joins[node]] if node in growth.joins else 0.0

    found = set()
    for free in (True, False):
        inside, size = set(core), instance.total(core)
        rim = {other for node in inside for other in instance.adjacent[node]} - inside
        lowest, best = FREE, frozenset[int]()
        while True:
            weight = sum(map(share, sorted(rim)))
            if weight < lowest - LOOSE:
                lowest, best = weight, frozenset(rim)
            options = [node for node in rim if size + households[node] < least]
            if not options:
                break
            # Most of the cut's weight per household, or most of it at all.
            node = max(
                options,
                key=lambda at: (
                    (share(at) + 1e-9) / (households[at] + 1) if free else share(at),
                    -households[at],
                    -at,
                ),
            )
            inside.add(node)
            size += households[node]
            rim = (rim | set(instance.adjacent[node])) - inside
        found.add(best)
    for nodes in sorted(found, key=sorted):
        row = growth.rim(nodes)
        row = {**row, growth.used: -1.0, growth.same: 1.0}
        if _violated(row, values):
            yield row


def _apart(instance: Instance, growth: Growth, values: Sequence[float]) -> Iterator[Row]:
    """Yield rows of sets that separate a place from today's community, by smallest cuts."""
    core = frozenset(instance.core[growth.label])
    taken = [node for node, column in growth.joins.items() if values[column] > LOOSE]
    beside = {other for node in core for other in instance.adjacent[node]}
    place = {node: at for at, node in enumerate(taken)}
    source, ends = 2 * len(taken), []
    for node, at in place.items():
        ends.append((2 * at, 2 * at + 1, round(values[growth.joins[node]] * UNIT)))
        ends += [(source, 2 * at, 2 * UNIT)] if node in beside else []
        ends += [
            (2 * at + 1, 2 * place[other], 2 * UNIT)
            for other in instance.adjacent[node]
            if other in place
        ]
    starts, stops, sizes = zip(*ends, strict=True) if ends else ((), (), ())
    shape = (source + 1, source + 1)
    network = csr_matrix((np.array(sizes, np.int32), (starts, stops)), shape=shape)
    done: set[int] = set()
    away = [node for node in taken if node not in beside]
    away.sort(key=lambda node: (-values[growth.joins[node]], node))
    for node in away[:TARGETS]:
        share = values[growth.joins[node]]
        if node in done:
            continue
        flow = maximum_flow(network, source, 2 * place[node])
        if flow.flow_value >= (share - LOOSE) * UNIT:
            continue
        reached = _reached(network - flow.flow, source)
        inside = core | {other for other in taken if 2 * place[other] + 1 in reached}
        cut, behind = _separator(instance, inside, node)
        row = growth.rim(cut)
        row[growth.joins[node]] = -1.0
        done |= behind
        if _violated(row, values):
            yield row


def _reached(network: csr_matrix, source: int) -> set[int]:
    """Return what can still be reached in a network of capacities left."""
    left = network.tocsr()
    found, stack = {source}, [source]
    while stack:
        at = stack.pop()
        for place in range(left.indptr[at], left.indptr[at + 1]):
            other = int(left.indices[place])
            if left.data[place] > 0 and other not in found:
                found.add(other)
                stack.append(other)
    return found


def _separator(
    instance: Instance, inside: frozenset[int] | set[int], node: int
) -> tuple[frozenset[int], set[int]]:
    """Return the nodes beside a set that part it from a node, and all that lies behind them."""
    rim = {other for at in inside for other in instance.adjacent[at]} - inside
    behind, stack = {node}, [node]
    while stack:
        for other in instance.adjacent[stack.pop()]:
            if other not in behind and other not in rim:
                behind.add(other)
                stack.append(other)
    return frozenset(at for at in rim if not behind.isdisjoint(instance.adjacent[at])), behind
