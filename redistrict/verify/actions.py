"""What was done to today's communities, and whether the alternative allows it."""

from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from redistrict.domain.findings import Finding
from redistrict.domain.identity import name_sets
from redistrict.domain.plan import PROVISIONAL
from redistrict.domain.rules import Action
from redistrict.domain.units import Contact, Edge
from redistrict.verify.case import Case, Facts


def allowed(case: Case) -> Iterator[Finding]:
    """Every community is made by an action that the alternative allows.

    Without reshaping a community lies inside one of today's (split) or is a union of whole ones
    (merge), never both; units without a community may join any.
    """
    if Action.RESHAPE in case.actions or not case.planned:
        return
    for community, units in case.sets.items():
        owners = {case.ground.home[unit] for unit in units if unit in case.ground.home}
        cut = sorted(owner for owner in owners if not case.ground.today[owner] <= units)
        merged = len(owners) > 1
        needed = {Action.SPLIT} if cut else set()
        needed |= {Action.MERGE} if merged else set()
        if (cut and merged) or not needed <= case.actions:
            names = tuple(case.ground.name[owner] for owner in sorted(owners))
            facts: Facts = {"owners": names, "cut": tuple(case.ground.name[owner] for owner in cut)}
            yield case.ground.finding("PLAN_ACTION_NOT_ALLOWED", facts, community=community)


def along(case: Case) -> Iterator[Finding]:
    """Communities are divided along one named line a cut, or two that meet at a corner.

    A cut makes two connected sides of a community's units; each side may be cut again.
    """
    if not case.along_roads or not case.planned:
        return
    for owner, units in case.ground.today.items():
        names = sorted({case.assignment[unit] for unit in units & case.assignment.keys()})
        parts = [units & case.sets[name] for name in names]
        limits = [
            edge
            for edge in case.ground.problem.edges
            if edge.contact is not Contact.BARRIER and {edge.a, edge.b} <= units
        ]
        if not _cut_by_lines(case, parts, limits):
            facts: Facts = {"parts": tuple(names)}
            yield case.ground.finding("PLAN_NOT_ALONG_ROAD", facts, community=owner)


def _cut_by_lines(case: Case, parts: Sequence[frozenset[str]], edges: list[Edge]) -> bool:
    if len(parts) < 2:
        return True
    for one in chain.from_iterable(combinations(parts, size) for size in range(1, len(parts))):
        other = [part for part in parts if part not in one]
        first, second = frozenset().union(*one), frozenset().union(*other)
        if (
            _a_line_or_two(edges, first, second)
            and len(case.ground.reach(first)) == len(case.ground.reach(second)) == 1
            and _cut_by_lines(case, one, edges)
            and _cut_by_lines(case, other, edges)
        ):
            return True
    return False


def _a_line_or_two(edges: list[Edge], first: frozenset[str], second: frozenset[str]) -> bool:
    """Return whether one or two lines lie between all neighbours on two sides."""
    stretches = [
        edge.lines
        for edge in edges
        if (edge.a in first and edge.b in second) or (edge.a in second and edge.b in first)
    ]
    if not stretches:
        return True
    names = sorted({name for lines in stretches for name in lines})
    return any(
        all(one in lines or other in lines for lines in stretches)
        for one in names
        for other in names
    )


def named(case: Case) -> Iterator[Finding]:
    """Every community of the plan carries the name that is due to it (definition 3)."""
    if not case.planned or len(case.assignment) != len(case.ground.unit):
        return
    due = name_sets(case.ground.problem, case.sets.values()).assignment
    for community, units in case.sets.items():
        name = due[next(iter(units))]  # one set, one name
        if name != community:
            facts: Facts = {
                "due": case.ground.name.get(name, name),
                "units": len(units),
                "home": case.ground.elsewhere.get(community, ""),
                "text": repr(community),
            }
            yield case.ground.finding(_misnamed(case, community, name), facts, community=community)


def _misnamed(case: Case, community: str, due: str) -> str:
    """Return the code for a community that goes by another name than is due."""
    if community in case.ground.elsewhere:
        return "PLAN_ACROSS"
    prefix = f"{PROVISIONAL}-{case.ground.problem.subdistrict}-"
    number = community.removeprefix(prefix)
    new = community != number and number.isascii() and number.isdigit() and number[0] != "0"
    if community not in case.ground.today and not new:
        return "PLAN_COMMUNITY_UNKNOWN"
    return "PLAN_NUMBER_NOT_DUE" if new and due not in case.ground.today else "PLAN_NAME_NOT_DUE"


def number(case: Case) -> Iterator[Finding]:
    """Check that the number of communities is the fixed one, where the rules fix one."""
    wanted = case.ground.problem.rules.communities
    if wanted is not None and case.planned and len(case.sets) != wanted:
        facts: Facts = {"count": len(case.sets), "wanted": wanted}
        yield case.ground.finding("PLAN_NUMBER_OF_COMMUNITIES", facts)


CHECKS = (allowed, along, named, number)
