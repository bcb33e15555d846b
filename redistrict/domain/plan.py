"""A plan: a community for every unit; and how it relates to today's communities.

Definitions of identity, touch and kind are those that model, verifier and reports share.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from redistrict.domain.problem import Problem
from redistrict.domain.rules import Action


@dataclass(frozen=True)
class Plan:
    """A community for every unit of one subdistrict.

    Parameters
    ----------
    assignment
        Unit id to community id: one of today's ids or a provisional one, see :func:`provisional`.
    """

    subdistrict: str
    assignment: Mapping[str, str]

    @cached_property
    def sets(self) -> dict[str, tuple[str, ...]]:
        """Units of every community, sorted: S(a), in the order of the ids."""
        found: dict[str, list[str]] = {}
        for unit in sorted(self.assignment):
            found.setdefault(self.assignment[unit], []).append(unit)
        return {community: tuple(found[community]) for community in sorted(found)}


PROVISIONAL = "NEW"


def provisional(subdistrict: str, number: int) -> str:
    """Return the id of a new community until a real code is given; never twelve digits."""
    return f"{PROVISIONAL}-{subdistrict}-{number}"


class Kind(StrEnum):
    """What happens to a community, first that fits (变动清单)."""

    UNTOUCHED = "untouched"
    SPLIT = "split"
    MERGED = "merged"
    SET_UP = "set up"
    ABOLISHED = "abolished"
    RESHAPED = "reshaped"


def kinds(problem: Problem, plan: Plan) -> dict[str, Kind]:
    """Return what happens to every community of today and of the plan.

    Untouched: same units. Split: today's units are the union of two or more whole sets of the
    plan. Merged: the set is the union of two or more whole communities of today. Else set up,
    abolished (id unused) or reshaped.
    """
    today = {community.id: frozenset(community.units) for community in problem.communities}
    sets = {community: frozenset(units) for community, units in plan.sets.items()}
    inside: dict[str, int] = dict.fromkeys(today, 0)
    covered: dict[str, int] = dict.fromkeys(today, 0)
    for members in sets.values():
        owners = {problem.today[unit] for unit in members}
        if len(owners) == 1 and (owner := next(iter(owners))):
            inside[owner] += 1
            covered[owner] += len(members)
    result = {}
    for community in sorted(today.keys() | sets.keys()):
        units = sets.get(community)
        before = today.get(community)
        if before is not None and units == before:
            result[community] = Kind.UNTOUCHED
        elif before and inside[community] >= 2 and covered[community] == len(before):
            result[community] = Kind.SPLIT
        elif units and _is_union(units, today, problem):
            result[community] = Kind.MERGED
        elif before is None:
            result[community] = Kind.SET_UP
        elif units is None:
            result[community] = Kind.ABOLISHED
        else:
            result[community] = Kind.RESHAPED
    return result


def actions(problem: Problem, plan: Plan) -> frozenset[Action]:
    """Return the actions a plan needs: whole unions merge, parts split, anything else reshapes."""
    today = {community.id: frozenset(community.units) for community in problem.communities}
    found = set()
    for units in plan.sets.values():
        members = frozenset(units)
        owners = {problem.today[unit] for unit in members} - {""}
        if not owners or any(members == today[owner] for owner in owners):
            continue
        cut = any(not today[owner] <= members for owner in owners)
        if cut and len(owners) > 1:
            found.add(Action.RESHAPE)
        else:
            found.add(Action.SPLIT if cut else Action.MERGE)
    return frozenset(found)


def _is_union(units: frozenset[str], today: Mapping[str, frozenset[str]], problem: Problem) -> bool:
    owners = {problem.today[unit] for unit in units}
    return (
        "" not in owners
        and len(owners) >= 2
        and sum(len(today[owner]) for owner in owners) == len(units)
    )
