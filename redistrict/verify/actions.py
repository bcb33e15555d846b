"""What was done to today's communities, and whether the alternative allows it."""

from collections.abc import Iterator

from redistrict.domain.findings import Finding
from redistrict.domain.identity import name_sets
from redistrict.domain.rules import Action
from redistrict.verify.case import Case, Facts


def allowed(case: Case) -> Iterator[Finding]:
    """Every community is made by an action that the alternative allows.

    Without reshaping a community lies inside one of today's (split) or is a union of whole ones
    (merge), never both; units without a community may join any.
    """
    if Action.RESHAPE in case.actions:
        return
    for community, units in case.sets.items():
        owners = {case.ground.home[unit] for unit in units if unit in case.ground.home}
        if case.untouched(community) or not owners:
            continue
        cut = sorted(owner for owner in owners if not case.ground.today[owner] <= units)
        merged = len(owners) > 1
        needed = {Action.SPLIT} if cut else set()
        needed |= {Action.MERGE} if merged else set()
        if (cut and merged) or not needed <= case.actions:
            names = tuple(case.ground.name[owner] for owner in sorted(owners))
            facts: Facts = {"owners": names, "cut": tuple(case.ground.name[owner] for owner in cut)}
            yield case.ground.finding("PLAN_ACTION_NOT_ALLOWED", facts, community=community)


def named(case: Case) -> Iterator[Finding]:
    """Every community of the plan carries the name that is due to it."""
    if not case.planned or len(case.assignment) != len(case.ground.unit):
        return
    due = name_sets(case.ground.problem, case.sets.values()).assignment
    for community, units in case.sets.items():
        name = due[min(units)]
        if name != community and {name, community} & case.ground.today.keys():
            facts: Facts = {"due": case.ground.name.get(name, name), "units": len(units)}
            yield case.ground.finding("PLAN_NAME_NOT_DUE", facts, community=community)
        elif name != community:
            facts = {"due": name, "units": len(units)}
            yield case.ground.finding("PLAN_NUMBER_NOT_DUE", facts, community=community)


def number(case: Case) -> Iterator[Finding]:
    """Check that the number of communities is the fixed one, where the rules fix one."""
    wanted = case.ground.problem.rules.communities
    if wanted is not None and case.planned and len(case.sets) != wanted:
        facts: Facts = {"count": len(case.sets), "wanted": wanted}
        yield case.ground.finding("PLAN_NUMBER_OF_COMMUNITIES", facts)


CHECKS = (allowed, named, number)
