"""An integer program, built with PuLP and solved by HiGHS or CBC.

PuLP's status words are not trusted: out of time with a plan reads "Optimal" there. State and bound
are read from the solver itself, and every plan's value is recomputed in whole numbers elsewhere.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import pulp

from redistrict.solve import cbc
from redistrict.solve.answer import Answer
from redistrict.solve.clock import Clock
from redistrict.solve.limits import Effort

FREE = math.inf
PROBING = 1 << 15
"""The bit of HiGHS's rules of presolve that stands for probing."""
Improved = Callable[[Sequence[float]], None]


@dataclass
class Program:
    """Columns and rows of a minimisation, named by index."""

    costs: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    rows: list[tuple[Mapping[int, float], float, float]] = field(default_factory=list)

    def column(
        self, cost: float = 0.0, lower: float = 0.0, upper: float = 1.0, *, integer: bool = True
    ) -> int:
        """Add a variable (binary by default) and return its index."""
        self.costs.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.integer.append(integer)
        return len(self.costs) - 1

    def row(self, terms: Mapping[int, float], low: float = -FREE, high: float = FREE) -> None:
        """Add ``low <= terms <= high``."""
        self.rows.append((terms, low, high))

    def value(self, values: Sequence[float]) -> float:
        """Return the objective of a point."""
        return sum(cost * value for cost, value in zip(self.costs, values, strict=True))

    def part(self, columns: Sequence[int]) -> "tuple[Program, dict[int, int]]":
        """Return the program over some columns, without costs, and where each of them went."""
        place = {at: index for index, at in enumerate(columns)}
        part = Program(
            [0.0] * len(columns), [self.lower[at] for at in columns],
            [self.upper[at] for at in columns], [self.integer[at] for at in columns],
        )  # fmt: skip
        for terms, low, high in self.rows:
            part.row({place[at]: v for at, v in terms.items() if at in place}, low, high)
        return part, place

    def model(self) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
        """Return the program as a PuLP model with its variables in order."""
        model = pulp.LpProblem("redistrict", pulp.LpMinimize)
        variables = [
            pulp.LpVariable(
                f"x{index:07d}",
                low,
                None if high == FREE else high,
                pulp.LpInteger if whole else pulp.LpContinuous,
            )
            for index, (low, high, whole) in enumerate(
                zip(self.lower, self.upper, self.integer, strict=True)
            )
        ]
        model.addVariables(variables)
        model.setObjective(
            pulp.LpAffineExpression(
                {
                    variable: cost
                    for variable, cost in zip(variables, self.costs, strict=True)
                    if cost
                }
            )
        )
        for number, (terms, low, high) in enumerate(self.rows):
            for constraint in _constraints(terms, low, high, variables):
                model.addConstraint(constraint, f"r{number:07d}{constraint.sense}")
        return model, variables


def _constraints(
    terms: Mapping[int, float], low: float, high: float, variables: Sequence[pulp.LpVariable]
) -> list[pulp.LpConstraint]:
    left = pulp.LpAffineExpression({variables[index]: factor for index, factor in terms.items()})
    if low == high:
        return [pulp.LpConstraint(left, pulp.LpConstraintEQ, rhs=low)]
    found = []
    if low > -FREE:
        found.append(pulp.LpConstraint(left, pulp.LpConstraintGE, rhs=low))
    if high < FREE:
        found.append(pulp.LpConstraint(left.copy(), pulp.LpConstraintLE, rhs=high))
    return found


def solve(
    program: Program,
    clock: Clock,
    effort: Effort | None = None,
    start: Sequence[float] | None = None,
    improved: Improved | None = None,
) -> Answer:
    """Solve a program.

    Parameters
    ----------
    start
        A known point; the search begins there (HiGHS alone).
    improved
        Told of every better point while the search goes on (HiGHS alone).

    Returns
    -------
    Answer
        ``bound`` is a valid lower bound of the program whatever ended the search.
    """
    effort = effort or Effort()
    model, variables = program.model()
    if clock.limits.solver == "cbc":
        return cbc.run(model, variables, clock, effort)
    return _highs(model, variables, clock, effort, start, improved)


class _Highs(pulp.HiGHS):  # type: ignore[misc]
    """PuLP's HiGHS with a starting point, interruption and the solver's own last word."""

    def __init__(
        self,
        clock: Clock,
        effort: Effort,
        start: Sequence[float] | None,
        improved: Improved | None,
        **options: object,
    ) -> None:
        super().__init__(mip=not effort.relaxed, msg=False, **options)
        self.clock, self.effort, self.start = clock, effort, start
        self.improved = improved

    def callSolver(self, lp: pulp.LpProblem) -> None:  # noqa: N802 - PuLP's name
        """Run, from the starting point if there is one."""
        solver = lp.solverModel
        if self.start is not None and not self.effort.relaxed:
            point = highspy.HighsSolution()
            point.col_value = list(self.start)
            solver.setSolution(point)
        if not self.effort.relaxed:

            def watch(event: highspy.highs.HighsCallbackEvent) -> None:
                cancelled = self.clock.cancelled()
                if cancelled:
                    self.clock.stop("interrupt")
                if event.data_in is not None and cancelled:
                    event.data_in.user_interrupt = True

            solver.cbMipInterrupt.subscribe(watch)
        improved = self.improved
        if improved is not None:

            def better(event: highspy.highs.HighsCallbackEvent) -> None:
                improved(list(event.data_out.mip_solution))

            solver.cbMipImprovingSolution.subscribe(better)
        solver.HandleKeyboardInterrupt = True
        solver.run()

    def findSolutionValues(self, lp: pulp.LpProblem) -> tuple[int, int]:  # noqa: N802
        """Leave PuLP's status words alone: the caller reads the solver."""
        return pulp.constants.LpStatusNotSolved, pulp.constants.LpSolutionNoSolutionFound


def _highs(
    model: pulp.LpProblem,
    variables: Sequence[pulp.LpVariable],
    clock: Clock,
    effort: Effort,
    start: Sequence[float] | None,
    improved: Improved | None,
) -> Answer:
    options: dict[str, object] = {
        "threads": 1,
        "gapRel": max(effort.gap, clock.limits.gap or 0.0),
        "gapAbs": effort.slack,
        "random_seed": clock.limits.seed,
    }
    if not effort.probing:
        options["presolve_rule_off"] = PROBING
    if effort.nodes is not None:
        options["mip_max_nodes"] = effort.nodes
    if clock.left is not None:
        options["timeLimit"] = clock.left
    solver = _Highs(clock, effort, start, improved, **options)
    try:
        model.solve(solver)
    except KeyboardInterrupt:
        clock.stop("interrupt")
    highs = model.solverModel
    if highs.getModelStatus() == highspy.HighsModelStatus.kSolveError:
        # HiGHS 1.15 gives up on some small programs that it solves without its presolve.
        highs.setOptionValue("presolve", "off")
        highs.run()
    # PuLP adds a column of its own to an empty objective, hence the indices.
    return _read(highs, variables, effort)


def _read(solver: highspy.Highs, variables: Sequence[pulp.LpVariable], effort: Effort) -> Answer:
    status, info = solver.getModelStatus(), solver.getInfo()
    words = highspy.HighsModelStatus
    name = f"HiGHS {solver.version()}"
    if status in (words.kInfeasible, words.kUnboundedOrInfeasible):
        done = max(0, info.simplex_iteration_count)
        return Answer("infeasible", None, math.inf, solver=name, iterations=done)
    has_point = info.primal_solution_status == 2
    point = list(solver.getSolution().col_value) if has_point else []
    values = [point[item.index] for item in variables] if has_point else None
    if effort.relaxed:
        done = status == words.kOptimal
        return Answer(
            "optimal" if done else "stopped",
            values if done else None,
            info.objective_function_value if done else -math.inf,
            solver=name,
        )
    done = status == words.kOptimal and info.mip_gap <= 1e-9
    reasons = {
        words.kTimeLimit: "time",
        words.kInterrupt: "nodes",
        words.kSolutionLimit: "nodes",
        words.kOptimal: "" if done else "gap",
    }
    return Answer(
        "optimal" if done else "stopped",
        values,
        info.mip_dual_bound,
        stopped_by=reasons.get(status, "crash"),
        solver=name,
        iterations=max(0, info.simplex_iteration_count),
    )
