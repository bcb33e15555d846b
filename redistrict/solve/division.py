"""Land without communities divided into a fixed number: fewest cut edges, or least inertia.

The special case that the literature on districting solves. Cut edges: labels for districts, a
column per edge (Validi and Buchanan 2022). Moment of inertia: every unit joins a centre (Hess and
others 1965). Contiguity enters late, by separators: two units apart in a plan can be together
only with one of the units that separate them (Carvajal and others 2013).
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from redistrict.domain.rules import Tier
from redistrict.solve import program as programs
from redistrict.solve.clock import Clock, Sets
from redistrict.solve.costs import SCALE, Costs
from redistrict.solve.identify import total
from redistrict.solve.instance import NOWHERE, Instance
from redistrict.solve.lexicographic import Level
from redistrict.solve.limits import Effort
from redistrict.solve.master import Choice
from redistrict.solve.program import Program

METHOD = "division into a fixed number with separators added as needed"
ROUNDS = 200
"""Most times that separators are added."""
NODES = 20_000


def solve(instance: Instance, costs: Costs, clock: Clock) -> Choice | None:
    """Return the best division, ``None`` where this is not the case at hand.

    The case: no community today, a fixed number of them, no locks or scattered compounds, and the
    tiers 0a, 0b and one of ``cut_edges`` and ``inertia``; and a division within the band exists.
    """
    count = instance.problem.rules.communities
    bound = instance.links or instance.apart or instance.fixed or instance.held
    fits = costs.tiers[:2] == (Tier.EXCEPTIONS, Tier.EXCESS) and costs.tiers[2:] in (
        (Tier.CUT_EDGES,), (Tier.INERTIA,)
    )  # fmt: skip
    if instance.names or not count or bound or not fits:
        return None
    goal = costs.tiers[2]
    model = _cut_edges(instance, count) if goal is Tier.CUT_EDGES else _inertia(instance, count)
    sets, floor, solver = _contiguous(instance, model, clock)
    if sets is None:
        return None
    value = total(instance, costs, sets)[2]
    # The program counts in floating point: what is lost by rounding is taken off the bound.
    limit = None
    if math.isfinite(floor):
        limit = math.ceil(floor * model.scale * (1 - 1e-9) - 1e-6) * SCALE.get(goal, 1)
        limit = min(limit, value)
    return Choice(sets, (Level(0, 0), Level(0, 0), Level(value, limit)), solver=solver)


@dataclass
class _Model:
    """A program with a column per node and label.

    Parameters
    ----------
    labels
        Districts, or nodes as centres.
    centred
        Whether labels are nodes, each in its own set.
    scale
        One of the program's cost in units of the goal.
    """

    program: Program
    labels: range
    centred: bool = False
    scale: int = 1
    column: dict[tuple[int, int], int] = field(default_factory=dict)

    def at(self, nodes: Iterable[int], label: int, factor: float = 1.0) -> dict[int, float]:
        """Return the terms of some nodes under a label."""
        return {self.column[node, label]: factor for node in nodes if (node, label) in self.column}


def _cut_edges(instance: Instance, count: int) -> _Model:
    rules = instance.problem.rules
    model = _Model(Program(), range(count))
    # Districts have no names: the largest node is in the first, the next in the first or second.
    order = sorted(range(instance.size), key=lambda node: (-instance.households[node], node))
    for rank, node in enumerate(order):
        for label in model.labels:
            if label <= rank:
                model.column[node, label] = model.program.column()
        model.program.row({model.column[node, at]: 1.0 for at in model.labels if at <= rank}, 1, 1)
    for label in model.labels:
        model.program.row(_load(instance, model, label), rules.changed_min, rules.changed_max)
    for node, near in enumerate(instance.contacts):
        for other, number in near:
            if other == NOWHERE or other < node:
                continue
            cut = model.program.column(float(number), integer=False)
            for label in model.labels:
                one, two = model.at([node], label), model.at([other], label, -1.0)
                model.program.row({**one, **two, cut: -1.0}, high=0)
                back = {at: -factor for at, factor in {**one, **two}.items()}
                model.program.row({**back, cut: -1.0}, high=0)
    return model


def _load(instance: Instance, model: _Model, label: int) -> dict[int, float]:
    return {
        model.column[node, label]: float(households)
        for node, households in enumerate(instance.households)
        if (node, label) in model.column
    }


def _inertia(instance: Instance, count: int) -> _Model:
    rules, unit = instance.problem.rules, instance.problem.unit
    model = _Model(Program(), range(instance.size), centred=True, scale=10**9)
    for node, items in enumerate(instance.members):
        for centre, places in enumerate(instance.members):
            cost = min(
                sum(
                    unit[item].households
                    * (
                        (unit[item].easting - unit[place].easting) ** 2
                        + (unit[item].northing - unit[place].northing) ** 2
                    )
                    for item in items
                )
                for place in places
            )
            model.column[node, centre] = model.program.column(cost / model.scale)
        model.program.row({model.column[node, at]: 1.0 for at in model.labels}, 1, 1)
    for centre in model.labels:
        open_ = model.column[centre, centre]
        load = _load(instance, model, centre)
        for limit, low, high in (
            (rules.changed_min, 0.0, math.inf), (rules.changed_max, -math.inf, 0.0)
        ):  # fmt: skip
            model.program.row({**load, open_: load[open_] - limit}, low, high)
        for node in range(instance.size):
            if node != centre:
                model.program.row({model.column[node, centre]: 1.0, open_: -1.0}, high=0)
    model.program.row({model.column[at, at]: 1.0 for at in model.labels}, count, count)
    return model


def _contiguous(instance: Instance, model: _Model, clock: Clock) -> tuple[Sets | None, float, str]:
    """Return the best division into connected sets, a bound and the solver."""
    bound, solver = -math.inf, ""
    for _ in range(ROUNDS):
        answer = programs.solve(model.program, clock, Effort(nodes=NODES * clock.limits.effort))
        solver = answer.solver or solver
        clock.stop(answer.stopped_by)
        bound = max(bound, answer.bound)
        if answer.values is None:
            return None, bound, solver
        found = _sets(model, answer.values)
        broken = False
        for label, nodes in found.items():
            for piece, rest in _apart(instance, nodes, label if model.centred else None):
                broken = True
                _separate(instance, model, piece, rest)
        if not broken:
            return tuple(sorted(tuple(nodes) for nodes in found.values())), bound, solver
        if clock.over:
            break
    return None, bound, solver


def _sets(model: _Model, values: list[float]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for (node, label), column in model.column.items():
        if values[column] > 0.5:
            found.setdefault(label, []).append(node)
    return {label: sorted(nodes) for label, nodes in found.items()}


def _apart(
    instance: Instance, nodes: list[int], centre: int | None
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield every piece but that of the centre (else the largest), with that one."""
    pieces = sorted(
        instance.pieces(nodes),
        key=lambda piece: (centre not in piece, -instance.total(piece), piece),
    )
    for piece in pieces[1:]:
        yield piece, pieces[0]


def _separate(instance: Instance, model: _Model, piece: list[int], rest: list[int]) -> None:
    """Add the rows that a piece joins the rest only with one of the nodes between."""
    inside, outside = (
        max(part, key=lambda node: (instance.households[node], -node)) for part in (piece, rest)
    )
    rim = {other for node in piece for other in instance.adjacent[node]} - set(piece)
    reach = instance.hops([outside], frozenset(range(instance.size)) - rim - set(piece))
    between = [
        node for node in sorted(rim) if any(reach[other] >= 0 for other in instance.adjacent[node])
    ]
    if not model.centred:
        for label in model.labels:
            terms = model.at(between, label, -1.0)
            terms |= model.at([inside], label) | model.at([outside], label)
            model.program.row(terms, high=1)
        return
    # Who joins a centre needs one of them; the centre is in its own set.
    for centre in model.labels:
        if reach[centre] >= 0:
            for node in piece:
                model.program.row(
                    {**model.at(between, centre, -1.0), model.column[node, centre]: 1.0}, high=0
                )
