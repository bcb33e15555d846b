"""A community in numbers, on one side of the change."""

from collections.abc import Iterable

from redistrict.domain.record import Side
from redistrict.domain.units import Unit


def compounds(units: Iterable[Unit]) -> int:
    """Return the residential compounds: groups, and single units, that have households."""
    return len({unit.group or unit.id for unit in units if unit.households > 0})


def population(units: Iterable[Unit]) -> int | None:
    """Return the residents, ``None`` where one unit's number is not known."""
    counts = [unit.population for unit in units]
    known = [count for count in counts if count is not None]
    return sum(known) if counts and len(known) == len(counts) else None


def side(units: tuple[Unit, ...]) -> Side:
    """Return the numbers of a set of units."""
    return Side(
        households=sum(unit.households for unit in units),
        population=population(units),
        workload=sum(unit.workload for unit in units),
        area=sum(unit.area for unit in units),
        units=len(units),
        compounds=compounds(units),
    )
