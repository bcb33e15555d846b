"""Every unit exactly once, none unknown, each with a community."""

from collections import Counter
from collections.abc import Iterator

from redistrict.domain.findings import Finding
from redistrict.verify.case import Case, Facts


def present(case: Case) -> Iterator[Finding]:
    """Every unit of the raw data has a row."""
    claimed = {unit for unit, _ in case.rows}
    for unit in case.ground.problem.units:
        if unit.id not in claimed:
            facts: Facts = {"name": unit.name or unit.id, "households": unit.households}
            yield case.ground.finding("PLAN_UNIT_MISSING", facts, unit=unit.id)


def once(case: Case) -> Iterator[Finding]:
    """No unit has two rows."""
    times = Counter(unit for unit, _ in case.rows)
    for unit, count in sorted(times.items()):
        if count > 1:
            named = sorted({community for row, community in case.rows if row == unit})
            facts: Facts = {"times": count, "communities": tuple(named)}
            yield case.ground.finding("PLAN_UNIT_TWICE", facts, unit=unit)


def known(case: Case) -> Iterator[Finding]:
    """No row names a unit that the raw data do not have."""
    for unit in sorted({unit for unit, _ in case.rows} - case.ground.unit.keys()):
        yield case.ground.finding("PLAN_UNIT_UNKNOWN", {"text": repr(unit)}, unit=unit)


def settled(case: Case) -> Iterator[Finding]:
    """Every unit has a community; without a plan, those that have one today."""
    for unit, community in sorted(set(case.rows)):
        if community == "" and (case.planned or unit in case.ground.home):
            yield case.ground.finding("PLAN_COMMUNITY_BLANK", {}, unit=unit)


CHECKS = (present, once, known, settled)
