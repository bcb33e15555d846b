"""The shapes of the map layers beside the witnessed units and the plan."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from redistrict.domain.findings import Fact, Finding, Place, sort_findings

if TYPE_CHECKING:
    from redistrict.witness.drawn import Drawn
    from redistrict.witness.facts import Witnessed

METRES = 1
"""Tolerance of places: both sides round to whole metres."""
LEAST, SHARE = 2, 1000
"""Tolerance of areas: two square metres, or one thousandth."""


def shapes(witnessed: "Witnessed", drawn: "Drawn") -> Iterator[Finding]:
    """Every unit is drawn, as large as and where the raw data have it."""
    for problem in witnessed.problems:
        for unit in problem.units:
            area = drawn.areas.get(unit.id)
            away = drawn.away.get(unit.id, 0)
            wrong = area is None or abs(area - unit.area) > max(LEAST, unit.area // SHARE)
            if wrong or away > METRES:
                place = Place(drawn.file, subdistrict=problem.subdistrict, unit=unit.id)
                facts: dict[str, Fact] = {
                    "area": str(area), "expected": unit.area, "metres": away,
                }  # fmt: skip
                yield Finding("DRAWN_UNIT_DIFFERS", place, facts)


def covered(witnessed: "Witnessed", drawn: "Drawn") -> Iterator[Finding]:
    """Every community's shape holds all its units."""
    del witnessed
    for community, metres in drawn.uncovered.items():
        if metres > LEAST:
            place = Place(drawn.file, community=community)
            yield Finding("DRAWN_COMMUNITY_SHORT", place, {"area": metres})


def apart(witnessed: "Witnessed", drawn: "Drawn") -> Iterator[Finding]:
    """No two communities cover one place, and together they fill the subdistricts."""
    units = sum(len(problem.units) for problem in witnessed.problems)
    for code, metres in (("DRAWN_OVERLAP", drawn.overlap), ("DRAWN_LIMITS_DIFFER", drawn.beyond)):
        if metres > max(LEAST, units):
            yield Finding(code, Place(drawn.file), {"area": metres})


DrawnCheck = Callable[["Witnessed", "Drawn"], Iterator[Finding]]
CHECKS: tuple[DrawnCheck, ...] = (shapes, covered, apart)


def verify_drawn(
    witnessed: "Witnessed",
    drawn: "Drawn | None",
    file: str,
    checks: tuple[DrawnCheck, ...] = CHECKS,
) -> tuple[Finding, ...]:
    """Return where the map layers of an alternative contradict the units and the plan.

    Parameters
    ----------
    drawn
        The layers measured, ``None`` where there are no shapes.
    file
        Name of the file, for the finding that shapes are missing.
    """
    if not witnessed.grounded or not witnessed.shaped:
        return ()
    if drawn is None:
        return (Finding("DRAWN_MISSING", Place(file)),)
    return sort_findings(finding for check in checks for finding in check(witnessed, drawn))
