"""The figures of a plan, for a subdistrict and for the whole."""

from collections.abc import Iterable
from dataclasses import fields

from redistrict.domain.plan import Kind
from redistrict.domain.record import CommunityRow, Totals
from redistrict.domain.tolerance import households, workload
from redistrict.domain.units import Contact, Unit
from redistrict.measure.case import Case
from redistrict.measure.sides import compounds, population


def totals(case: Case, rows: Iterable[CommunityRow]) -> Totals:
    """Return the figures of one subdistrict.

    Parameters
    ----------
    rows
        The community rows of the same case.
    """
    problem = case.problem
    after = [row for row in rows if row.after is not None]
    rules = problem.rules
    moved = tuple(problem.unit[unit] for unit in case.moved)
    to_new = [unit for unit in moved if case.assignment[unit.id] not in problem.community]
    found = list(case.kinds.values())
    new_limits = [
        edge
        for edge in problem.edges
        if edge.contact is not Contact.BARRIER
        and problem.today[edge.a] == problem.today[edge.b]
        and case.assignment[edge.a] != case.assignment[edge.b]
    ]
    existing = {community.id for community in problem.communities}
    return Totals(
        units=len(problem.units),
        households=sum(unit.households for unit in problem.units),
        communities_before=len(problem.communities),
        communities_after=len(after),
        set_up=sum(1 for community in case.after if community not in existing),
        abolished=found.count(Kind.ABOLISHED),
        touched_communities=len(case.touched),
        moved_units=len(moved),
        moved_compounds=compounds(moved),
        moved_households=_households(moved),
        moved_to_new=_households(to_new),
        moved_to_existing=_households(moved) - _households(to_new),
        concerned_households=sum(
            households(problem, problem.community[item].units) for item in case.touched
        ),
        out_of_band_before=sum(
            not rules.min <= households(problem, item.units) <= rules.max
            for item in problem.communities
        ),
        out_of_band=sum(not row.in_band for row in after),
        tolerated=sum(row.tolerated for row in after),
        exceptions=sum(row.exemption is not None for row in after),
        workload_deviation=sum(
            abs(workload(problem, units) - problem.workload_target) for units in case.after.values()
        ),
        new_border=sum(edge.shared for edge in new_limits),
        new_border_named=sum(edge.named for edge in new_limits),
        population=population(problem.units),
        moved_population=population(moved) if moved else 0,
    )


def _households(units: Iterable[Unit]) -> int:
    return sum(unit.households for unit in units)


def add(parts: Iterable[Totals]) -> Totals:
    """Return the sum; a number that one part does not know is not known."""
    items = list(parts)
    sums: dict[str, int | None] = {}
    for field in fields(Totals):
        values = [getattr(item, field.name) for item in items]
        sums[field.name] = None if None in values else sum(values)
    return Totals(**sums)  # type: ignore[arg-type]  # only the two populations can be None
