"""Which columns of a large program can be in a point of a given value: reduced-cost fixing.

The prices of the linear relaxation are rounded to whole numbers; with them the bound and every
reduced cost are exact (weak duality holds for any prices), so that leaving a column out is a
proof and not a matter of tolerances.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import highspy
import numpy as np
from scipy.sparse import csc_matrix

from redistrict.solve.program import FREE, Program

ROOM = 58
"""Bits that a reduced cost may take, out of 63."""
FINEST = 40
"""Most binary digits that prices are counted in."""
Array = np.ndarray[Any, Any]


class Sieve:
    """Prices of the relaxation of one tier over binary columns, and what they prove.

    Parameters
    ----------
    columns
        The columns that are still in question.
    terms
        The tier: column to cost.

    Attributes
    ----------
    infeasible
        Whether the solver says that not even the relaxation has a point.
    bound
        Lower bound of the tier, ``None`` where the relaxation was not solved.
    """

    def __init__(self, program: Program, columns: Sequence[int], terms: Mapping[int, int]) -> None:
        self.columns = np.array(columns, np.int64)
        costs = np.array([terms.get(at, 0) for at in columns], np.int64)
        matrix, low, high = _matrix(program, columns)
        status, duals = _relaxed(matrix, low, high, costs)
        self.infeasible = status == highspy.HighsModelStatus.kInfeasible
        self.bound: int | None = None
        if status != highspy.HighsModelStatus.kOptimal:
            return
        weight = abs(matrix).astype(float).T @ abs(duals) + abs(costs)
        digits = ROOM - int(weight.max(initial=1.0)).bit_length()
        self.scale = 1 << max(0, min(FINEST, digits))
        prices = np.round(duals * self.scale).astype(np.int64)
        prices[(low == -FREE) & (prices > 0)] = 0
        prices[(high == FREE) & (prices < 0)] = 0
        reduced = self.scale * costs - matrix.T.astype(np.int64) @ prices
        sides = np.where(prices > 0, low, high)
        sides[prices == 0] = 0
        self.value = int(sum(int(p) * int(s) for p, s in zip(prices, sides, strict=True)))
        self.value += int(np.minimum(reduced, 0).sum())
        self.reduced = np.maximum(reduced, 0)
        self.bound = -(-self.value // self.scale)

    def within(self, most: int) -> list[int]:
        """Return the columns that can be in a point whose value is at most ``most``."""
        keep = self.reduced <= self.scale * most - self.value
        return [int(at) for at in self.columns[keep]]


def _matrix(program: Program, columns: Sequence[int]) -> tuple[csc_matrix, Array, Array]:
    place = {at: index for index, at in enumerate(columns)}
    rows, cols, values = [], [], []
    for row, (terms, _, _) in enumerate(program.rows):
        for at, value in terms.items():
            if at in place:
                rows.append(row)
                cols.append(place[at])
                values.append(round(value))
    shape = (len(program.rows), len(columns))
    matrix = csc_matrix((np.array(values, np.int64), (rows, cols)), shape=shape)
    low = np.array([item[1] for item in program.rows], float)
    high = np.array([item[2] for item in program.rows], float)
    return matrix, low, high


def _relaxed(
    matrix: csc_matrix, low: Array, high: Array, costs: Array
) -> tuple[highspy.HighsModelStatus, Array]:
    """Return how the linear relaxation ended and its dual prices; no column has a ceiling."""
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.col_cost_ = costs.astype(float)
    model.col_lower_ = np.zeros(matrix.shape[1])
    # Every column is in a row that allows it once at most.
    model.col_upper_ = np.full(matrix.shape[1], FREE)
    model.row_lower_, model.row_upper_ = low, high
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = matrix.indptr
    model.a_matrix_.index_ = matrix.indices
    model.a_matrix_.value_ = matrix.data.astype(float)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    solver.run()
    return solver.getModelStatus(), np.array(solver.getSolution().row_dual, float)
