"""Set partitioning: every node in exactly one column, every name used at most once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from redistrict.solve.clock import Clock, Sets
from redistrict.solve.lexicographic import Aim, Known, Level, climb
from redistrict.solve.limits import Effort
from redistrict.solve.program import Program

Name = tuple[Sets, tuple[int, ...]]
"""Sets and names of a column."""


@dataclass(frozen=True, slots=True)
class Column:
    """One or more communities that are chosen together.

    Parameters
    ----------
    sets
        Sets of nodes.
    labels
        Today's communities (by index) whose names they use.
    costs
        By tier.
    """

    sets: Sets
    labels: tuple[int, ...]
    costs: tuple[int, ...]


@dataclass(frozen=True)
class Choice:
    """Columns chosen and how each tier ended.

    Parameters
    ----------
    sets
        ``None`` where no choice was found.
    infeasible
        Whether it is proven that the columns hold none.
    labels
        Names that the chosen columns use.
    """

    sets: Sets | None
    levels: tuple[Level, ...] = ()
    infeasible: bool = False
    solver: str = ""
    labels: tuple[int, ...] = ()


def choose(
    columns: Sequence[Column],
    nodes: Iterable[int],
    base: Sequence[int],
    clock: Clock,
    *,
    count: int | None = None,
    caps: Mapping[int, int] | None = None,
    forced: Iterable[int] = (),
    refused: Sequence[Sets] = (),
    effort: Effort | None = None,
    depth: int | None = None,
    start: Collection[Name] = (),
    known: Known | None = None,
) -> Choice:
    """Return the best choice of columns, tier by tier.

    Parameters
    ----------
    base
        Cost of every plan before its first column, by tier.
    count
        Fixed number of sets, ``None`` where free.
    caps
        Most that a tier (by position) may take.
    forced
        Names that must be used.
    refused
        Plans (as sets) that are not to be chosen again.
    depth
        Number of tiers to look at, ``None`` for all.
    start
        Columns of a choice to begin from, by their sets and names.
    """
    program = Program()
    if not _rows(program, columns, nodes, frozenset(forced)):
        return Choice(None, infeasible=True)
    if count is not None:
        program.row({i: float(len(item.sets)) for i, item in enumerate(columns)}, count, count)
    for sets in refused:
        terms = {i: 1.0 for i, item in enumerate(columns) if set(item.sets) <= set(sets)}
        program.row(terms, high=len(sets) - 1)
    aims = [
        Aim({i: item.costs[tier] for i, item in enumerate(columns) if item.costs[tier]}, start)
        for tier, start in enumerate(base)
    ]
    for tier, most in (caps or {}).items():
        terms = {column: float(factor) for column, factor in aims[tier].terms.items()}
        program.row(terms, high=most - aims[tier].base)
    point = [float((item.sets, item.labels) in start) for item in columns]
    first = point if start and sum(point) == len(start) else None
    ladder = climb(program, aims[:depth], clock, effort or Effort(), first, known)
    if ladder.values is None:
        return Choice(None, infeasible=ladder.infeasible, solver=ladder.solver)
    chosen = [item for item, value in zip(columns, ladder.values, strict=True) if value > 0.5]
    sets = tuple(sorted(members for item in chosen for members in item.sets))
    labels = tuple(sorted(label for item in chosen for label in item.labels))
    return Choice(sets, ladder.levels, solver=ladder.solver, labels=labels)


def _rows(
    program: Program, columns: Sequence[Column], nodes: Iterable[int], forced: frozenset[int]
) -> bool:
    """Add the columns, every node once, every name at most once; ``False`` if that cannot be."""
    cover: dict[int, dict[int, float]] = {node: {} for node in nodes}
    naming: dict[int, dict[int, float]] = {label: {} for label in forced}
    for column in columns:
        index = program.column()
        for members in column.sets:
            for node in members:
                cover[node][index] = 1.0
        for label in column.labels:
            naming.setdefault(label, {})[index] = 1.0
    if not all(cover.values()) or not all(naming.values()):
        return False
    for node in sorted(cover):
        program.row(cover[node], 1, 1)
    for label in sorted(naming):
        program.row(naming[label], 1 if label in forced else 0, 1)
    return True
