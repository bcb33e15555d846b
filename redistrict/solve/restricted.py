"""The restricted master of column generation: a linear program in HiGHS, started warm each time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

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

    def __post_init__(self) -> None:
        """Add the rows, and artificial columns for them."""
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
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

    def _helper(self, row: int, sign: float) -> None:
        self._artificial.append(self.solver.getNumCol())
        self.solver.addCol(
            0.0, 0.0, highspy.kHighsInf, 1, np.array([row], np.int32), np.array([sign])
        )

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

    def solve(self) -> tuple[float, list[float], list[float]] | None:
        """Return the value of the columns, the dual prices by row and the columns' values."""
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self.solver.getSolution()
        values = list(solution.col_value)
        return (
            self.solver.getInfo().objective_function_value,
            list(solution.row_dual),
            [values[at] for at in self._at],
        )
