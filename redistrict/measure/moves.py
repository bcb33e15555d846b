"""The change list: who moves from where to where."""

from redistrict.domain.record import Move
from redistrict.measure.case import Case
from redistrict.measure.sides import compounds, population


def moves(case: Case) -> tuple[Move, ...]:
    """Return one line per pair of communities between which units move, sorted by the pair."""
    problem = case.problem
    pairs: dict[tuple[str, str], list[str]] = {}
    for unit in case.moved:
        pairs.setdefault((problem.today[unit], case.assignment[unit]), []).append(unit)
    result = []
    for (before, after), ids in sorted(pairs.items()):
        units = tuple(problem.unit[unit] for unit in sorted(ids))
        result.append(
            Move(
                subdistrict=problem.subdistrict,
                before=before,
                after=after,
                units=tuple(unit.id for unit in units),
                compounds=compounds(units),
                households=sum(unit.households for unit in units),
                population=population(units),
                to_new=after not in problem.community,
            )
        )
    return tuple(result)
