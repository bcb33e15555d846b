"""The restricted master of column generation: a linear program in HiGHS, with inner prices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np

from redistrict.solve.master import Column


@dataclass
class Restricted:
    """Set partitioning without integrality over the columns known so far.

    Rows are the nodes (each once), today's names (each at most once), the number of communities
    where it is fixed, and the ceilings of better tiers. One artificial column per row that wants
    something lets the program begin; they are closed once they are not needed.

    Parameters
    ----------
    base
        Cost of every plan before its first column, by tier.
    """

    size: int
    names: int
    base: Sequence[int]
    forced: frozenset[int]
    count: int | None
    columns: list[Column] = field(default_factory=list)
    known: set[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=set)
    caps: dict[int, int] = field(default_factory=dict)
    tier: int | None = None
    rows: dict[int, int] = field(default_factory=dict)
    _artificial: list[int] = field(default_factory=list)
    _at: list[int] = field(default_factory=list)
    _open: bool = True
    _fences: dict[int, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Add the rows, and artificial columns for them."""
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        self.solver.setOptionValue("run_crossover", "off")
        self.solver.setOptionValue("presolve", "off")
        free = highspy.kHighsInf
        none: np.ndarray[tuple[int], np.dtype[np.int32]] = np.array([], np.int32)
        for _ in range(self.size):
            self.solver.addRow(1.0, 1.0, 0, none, np.array([]))
        for label in range(self.names):
            low = 1.0 if label in self.forced else -free
            self.solver.addRow(low, 1.0, 0, none, np.array([]))
        wanting = [*range(self.size), *(self.size + label for label in sorted(self.forced))]
        if self.count is not None:
            self.solver.addRow(self.count, self.count, 0, none, np.array([]))
            wanting.append(self.size + self.names)
        for row in wanting:
            self._helper(row, 1.0)
        for row in range(self.solver.getNumRow()):
            self._pair(row)

    def _helper(self, row: int, sign: float) -> None:
        self._artificial.append(self.solver.getNumCol())
        self.solver.addCol(
            0.0, 0.0, highspy.kHighsInf, 1, np.array([row], np.int32), np.array([sign])
        )

    def _pair(self, row: int) -> None:
        """Add the two columns that miss a row, closed."""
        first = self.solver.getNumCol()
        for sign in (1.0, -1.0):
            self.solver.addCol(0.0, 0.0, 0.0, 1, np.array([row], np.int32), np.array([sign]))
        self._fences[row] = (first, first + 1)

    def cap(self, tier: int, most: int) -> None:
        """Add a ceiling on a tier (by position): its value may be at most ``most``."""
        self.caps[tier] = most
        terms = [(at, item.costs[tier]) for at, item in zip(self._at, self.columns, strict=True)]
        terms = [(at, cost) for at, cost in terms if cost]
        self.rows[tier] = self.solver.getNumRow()
        self.solver.addRow(
            -highspy.kHighsInf, float(most - self.base[tier]), len(terms),
            np.array([at for at, _ in terms], np.int32), np.array([float(c) for _, c in terms]),
        )  # fmt: skip
        self._pair(self.rows[tier])
        if self._open:
            # What is no plan yet may lie above the ceiling.
            self._helper(self.rows[tier], -1.0)

    def add(self, columns: Iterable[Column]) -> int:
        """Add columns that are not known yet and return how many."""
        before = len(self.columns)
        for column in columns:
            key = (column.sets[0], column.labels)
            if key in self.known:
                continue
            self.known.add(key)
            self._at.append(self.solver.getNumCol())
            self.columns.append(column)
            rows = [(node, 1.0) for node in column.sets[0]]
            rows += [(self.size + label, 1.0) for label in column.labels]
            if self.count is not None:
                rows.append((self.size + self.names, 1.0))
            rows += [(row, float(column.costs[tier])) for tier, row in self.rows.items()
                     if column.costs[tier]]  # fmt: skip
            self.solver.addCol(
                0.0 if self.tier is None else float(column.costs[self.tier]),
                0.0, highspy.kHighsInf, len(rows),
                np.array([row for row, _ in rows], np.int32), np.array([v for _, v in rows]),
            )  # fmt: skip
        return len(self.columns) - before

    def aim(self, tier: int | None) -> None:
        """Minimise a tier, or what artificial columns are needed for (``None``)."""
        number = self.solver.getNumCol()
        costs = np.zeros(number)
        if tier is None:
            costs[self._artificial] = 1.0
        else:
            for at, item in zip(self._at, self.columns, strict=True):
                costs[at] = item.costs[tier]
        self.tier = tier
        self.solver.changeColsCost(number, np.arange(number, dtype=np.int32), costs)

    def close(self) -> None:
        """Forbid the artificial columns."""
        self._open = False
        for at in self._artificial:
            self.solver.changeColBounds(at, 0.0, 0.0)

    def solve(self) -> tuple[float, list[float]] | None:
        """Return the value of the columns and the dual prices by row.

        The prices lie inside of all that are optimal: those of a corner are extreme, and extreme
        prices make communities look cheap that are none. Where the inside has no end, it is
        closed by the size of the prices at a corner.
        """
        self.solver.setOptionValue("solver", "simplex")
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        value = self.solver.getInfo().objective_function_value
        corner = np.array(self.solver.getSolution().row_dual)
        basis = self.solver.getBasis()
        self._fence(corner)
        self.solver.setOptionValue("solver", "ipm")
        self.solver.run()
        if self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            corner = np.array(self.solver.getSolution().row_dual)
        self._fence(None)
        self.solver.setBasis(basis)
        return value, corner.tolist()

    def _fence(self, corner: np.ndarray[Any, Any] | None) -> None:
        """Let rows be missed at a cost, which is the most their price can be; ``None``: no more."""
        rows, number = list(self._fences), 2 * len(self._fences)
        at = np.array([index for row in rows for index in self._fences[row]], np.int32)
        most = np.zeros(number)
        if corner is not None:
            usual = float(np.abs(corner[: self.size]).mean())
            caps = set(self.rows.values())
            size = [max(abs(corner[row]), 0.0 if row in caps else usual) for row in rows]
            most = np.repeat(size, 2)
        upper = np.full(number, 0.0 if corner is None else highspy.kHighsInf)
        self.solver.changeColsCost(number, at, most)
        self.solver.changeColsBounds(number, at, np.zeros(number), upper)
