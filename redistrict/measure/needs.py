"""What a standard asks for: staff and rooms of a community, the centre of a street office."""

from collections.abc import Mapping
from math import ceil

from redistrict.domain.level import COMMUNITY, STREET
from redistrict.domain.record import Side
from redistrict.domain.rules import Profile


def needs(profile: Profile | None, side: Side, level: str = COMMUNITY) -> dict[str, str]:
    """Return what the standard asks for, as text; nothing where it publishes no ratio.

    Parameters
    ----------
    side
        The community after the change.
    level
        Step of the ladder. Street offices have a centre, communities staff and rooms; of the
        steps below nothing is asked.

    Returns
    -------
    dict
        ``staff_needed`` (persons) and ``facility_needed`` (square metres), both rounded up.

    Notes
    -----
    Staff: the largest of ``minimum_staff``, one per ``households_per_worker_max`` (the fewest
    that a published range asks for) and ``staff_per_10000_residents``, as far as the standard
    states them; a ratio per resident needs the residents. Rooms: ``m2_per_100_households``, at
    least ``minimum_m2``; ``street_centre_m2`` for a street office of any size.
    """
    if profile is None or level not in (COMMUNITY, STREET):
        return {}
    if level == STREET:
        centre = ceil(_number(profile.facilities, "street_centre_m2"))
        return {"facility_needed": str(centre)} if centre else {}
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
