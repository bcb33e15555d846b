"""The peer of column generation: one compact model with separators added late, on the same HiGHS.

Tier 1a alone, without exceptions. Binary: a node joins a label (today's communities, and a few new
ones); the root of a label is its node of the lowest index. Written with PuLP like the engine.
"""

import time

from redistrict.domain.problem import Problem
from redistrict.domain.rules import LEAST_CHANGE
from redistrict.solve import program as programs
from redistrict.solve.clock import Clock
from redistrict.solve.instance import Instance, instance
from redistrict.solve.lexicographic import whole_bound
from redistrict.solve.limits import Limits
from redistrict.solve.program import Program

NEW = 2
"""New communities that the model may set up."""


class Compact:
    """Columns by node and label, and the rows that hold for every plan."""

    def __init__(self, problem: Problem) -> None:
        self.instance: Instance = instance(problem)
        self.program = Program()
        self.labels = range(len(self.instance.names) + NEW)
        size = range(self.instance.size)
        self.join = {(n, k): self.program.column() for n in size for k in self.labels}
        self.root = {(n, k): self.program.column() for n in size for k in self.labels}
        for node in size:
            self.program.row({self.join[node, k]: 1.0 for k in self.labels}, 1, 1)
        for label in self.labels:
            self._label(label)

    def _label(self, label: int) -> None:
        model, program, change = self.instance, self.program, self.instance.problem.change
        existing = label < len(model.names)
        rules = model.problem.rules
        used = program.column(-float(change.abolished) if existing else float(change.new))
        floor = {self.join[n, label]: float(h) for n, h in enumerate(model.households)}
        floor, roof = (
            {**floor, used: -float(rules.changed_min)},
            {**floor, used: -float(rules.changed_max)},
        )
        earlier: dict[int, float] = {}
        for node in range(model.size):
            join, root = self.join[node, label], self.root[node, label]
            kept = model.kept[node].get(label, (0, 0))[0] if existing else 0
            program.costs[join] = float(change.moved * (model.owned[node][0] - kept))
            program.row({root: 1.0, join: -1.0}, high=0)
            program.row({join: 1.0, used: -1.0}, high=0)
            earlier[root] = -1.0
            program.row({join: 1.0, **earlier}, high=0)
            self.separate((node,), model.adjacent[node], label)
        program.row({**earlier, used: 1.0}, 0, 0)
        if existing:
            core = frozenset(model.core[label])
            same = program.column(-float(change.touched), upper=float(model.spared[label]))
            for node in range(model.size):
                sign = -1.0 if node in core else 1.0
                program.row(
                    {same: 1.0, self.join[node, label]: sign}, high=0.0 if node in core else 1.0
                )
            floor[same] = float(max(0, rules.changed_min - model.today[label]))
            roof[same] = -float(max(0, model.today[label] - rules.changed_max))
            bearers = {self.join[n, label]: 1.0 for n in model.bearers[label]}
            program.row({**bearers, used: -1.0}, low=0)
        program.row(floor, low=0)
        program.row(roof, high=0)

    def separate(self, behind: tuple[int, ...], between: tuple[int, ...], label: int) -> None:
        """Add that who is behind joins with the root there, or with one of those between."""
        terms = {self.join[n, label]: -1.0 for n in between}
        terms |= {self.root[n, label]: -1.0 for n in behind}
        for node in behind:
            self.program.row({**terms, self.join[node, label]: 1.0}, high=0)

    def torn(self, values: list[float]) -> bool:
        """Add separators for every piece without its root; return whether there was one."""
        found = False
        for label in self.labels:
            nodes = [n for n in range(self.instance.size) if values[self.join[n, label]] > 0.5]
            for piece in self.instance.pieces(nodes)[1:]:
                found = True
                rim = {o for n in piece for o in self.instance.adjacent[n]} - set(piece)
                for at in self.labels:
                    self.separate(tuple(piece), tuple(sorted(rim)), at)
        return found


def solve(problem: Problem, seconds: float) -> tuple[int | None, int | None, int, float]:
    """Return the least change if it was proven, else the bound; rounds and CPU seconds.

    Parameters
    ----------
    seconds
        Of CPU, not of the clock, so that a busy machine does not count against the model.
    """
    began, rounds = time.process_time(), 0
    model, bound = Compact(problem), None
    change = problem.change
    base = len(model.instance.names) * (change.touched + change.abolished)
    # HiGHS asks for an end only between nodes; the clock ends a long first relaxation.
    clock = Clock(problem.subdistrict, LEAST_CHANGE, Limits(time_limit_s=40 * seconds))
    clock.cancelled = lambda: time.process_time() - began > seconds
    while not clock.over:
        answer = programs.solve(model.program, clock)
        rounds += 1
        floor = whole_bound(answer.bound)
        if floor is not None:
            bound = floor + base if bound is None else max(bound, floor + base)
        if answer.state != "optimal" or answer.values is None:
            break
        if not model.torn(answer.values):
            return bound, bound, rounds, time.process_time() - began
    return None, bound, rounds, time.process_time() - began
