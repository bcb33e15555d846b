"""What a standard asks for a community of a given size: staff and rooms."""

from collections.abc import Mapping
from math import ceil

from redistrict.domain.record import Side
from redistrict.domain.rules import Profile


def needs(profile: Profile | None, side: Side) -> dict[str, str]:
    """Return what the standard asks for, as text; nothing where it publishes no ratio.

    Parameters
    ----------
    side
        The community after the change.

    Returns
    -------
    dict
        ``staff_needed`` (persons) and ``facility_needed`` (square metres), both rounded up.

    Notes
    -----
    Staff: the largest of ``minimum_staff``, one per ``households_per_worker_max`` (the fewest
    that a published range asks for) and ``staff_per_10000_residents``, as far as the standard
    states them; a ratio per resident needs the residents. Rooms: ``m2_per_100_households``, at
    least ``minimum_m2``.
    """
    if profile is None:
        return {}
    found = {}
    if staff := _staff(profile.staff, side):
        found["staff_needed"] = str(staff)
    if room := _room(profile.facilities, side):
        found["facility_needed"] = str(room)
    return found


def grids(households: int, low: int, high: int) -> tuple[int, int]:
    """Return the fewest and the most grids of ``low`` to ``high`` households."""
    least = ceil(households / high)
    return least, max(least, households // low)


def _staff(ratios: Mapping[str, int | float | str], side: Side) -> int:
    per_household = _number(ratios, "households_per_worker_max")
    per_resident = _number(ratios, "staff_per_10000_residents")
    asked = []
    if per_household:
        asked.append(ceil(side.households / per_household))
    if per_resident and side.population is not None:
        asked.append(ceil(side.population * per_resident / 10_000))
    if not asked:
        return 0
    return max(int(_number(ratios, "minimum_staff")), *asked)


def _room(ratios: Mapping[str, int | float | str], side: Side) -> int:
    per_hundred = _number(ratios, "m2_per_100_households")
    return ceil(max(_number(ratios, "minimum_m2"), side.households * per_hundred / 100))


def _number(ratios: Mapping[str, int | float | str], name: str) -> float:
    value = ratios.get(name, 0)
    return 0.0 if isinstance(value, str) else float(value)
