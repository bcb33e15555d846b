"""CBC through PuLP: its state and bound come from its own log, never from PuLP's words.

The bundled CBC, out of time without a plan, reads "Infeasible" in PuLP; the log tells the truth.
"""

import math
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pulp

from redistrict.solve.answer import Answer
from redistrict.solve.clock import Clock
from redistrict.solve.limits import Effort

_NUMBER = r"(-?[\d.]+(?:e[+-]?\d+)?)"


def run(
    model: pulp.LpProblem, variables: Sequence[pulp.LpVariable], clock: Clock, effort: Effort
) -> Answer:
    """Solve a PuLP model with CBC and read its log."""
    options = [f"randomCbcSeed {clock.limits.seed}", f"randomSeed {clock.limits.seed + 1}"]
    with tempfile.TemporaryDirectory(prefix="redistrict-") as folder:
        log = Path(folder) / "cbc.log"
        solver = pulp.PULP_CBC_CMD(
            mip=not effort.relaxed,
            msg=False,
            threads=1,
            gapRel=max(effort.gap, clock.limits.gap or 0.0) or None,
            timeLimit=clock.left,
            maxNodes=effort.nodes,
            options=options,
            logPath=str(log),
        )
        solver.tmpDir = folder
        try:
            model.solve(solver)
        except KeyboardInterrupt:
            clock.stop("interrupt")
            return Answer("stopped", None, -math.inf, "interrupt", "CBC")
        except pulp.PulpSolverError:
            return Answer("stopped", None, -math.inf, "crash", "CBC")
        text = log.read_text(errors="replace") if log.exists() else ""
    return _read(model, variables, effort, text)


def _read(
    model: pulp.LpProblem, variables: Sequence[pulp.LpVariable], effort: Effort, text: str
) -> Answer:
    version = re.search(r"Version: (\S+)", text)
    name = f"CBC {version.group(1)}" if version else "CBC"
    if _infeasible(text):
        return Answer("infeasible", None, math.inf, solver=name)
    values = [item.varValue if item.varValue is not None else 0.0 for item in variables]
    objective = pulp.value(model.objective) or 0.0
    if effort.relaxed:
        done = "Optimal - objective value" in text or "Optimal objective" in text
        return Answer(
            "optimal" if done else "stopped",
            values if done else None,
            objective if done else -math.inf,
            solver=name,
        )
    proven = "Result - Optimal solution found" in text
    exact = proven and "within gap tolerance" not in text
    has_point = proven or model.sol_status in (
        pulp.constants.LpSolutionOptimal,
        pulp.constants.LpSolutionIntegerFeasible,
    )
    if exact:
        return Answer("optimal", values, objective, solver=name)
    lower = re.findall(rf"Lower bound:\s+{_NUMBER}", text)
    bound = float(lower[-1]) if lower else -math.inf
    reason: Literal["time", "nodes", "gap"] = (
        "time" if "on time" in text else "gap" if proven else "nodes"
    )
    return Answer("stopped", values if has_point else None, bound, reason, name)


def _infeasible(text: str) -> bool:
    """Return whether CBC has shown that no point exists."""
    return (
        bool(
            re.search(
                r"Problem proven infeasible|Problem is infeasible|"
                r"Integer infeasible|Primal infeasible|PrimalInfeasible",
                text,
            )
        )
        and "on time limit" not in text
    )
