"""Every plan of a toy, listed and judged by the definitions alone: no solver, no columns."""

from collections.abc import Iterable, Iterator, Mapping

from redistrict.domain.goals import tier_value, untouched
from redistrict.domain.identity import name_sets
from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.rules import Action, Alternative, LockKind
from redistrict.domain.tolerance import households
from redistrict.domain.units import pieces


def partitions(items: list[str]) -> Iterator[list[list[str]]]:
    """Yield every partition of a list into sets."""
    if not items:
        yield []
        return
    first, *rest = items
    for parts in partitions(rest):
        for index in range(len(parts)):
            yield [*parts[:index], [first, *parts[index]], *parts[index + 1 :]]
        yield [[first], *parts]


def kept(problem: Problem, plan: Plan) -> bool:
    """Return whether groups and locks are kept."""
    at: Mapping[str, str] = plan.assignment
    groups: dict[str, set[str]] = {}
    for unit in problem.units:
        if unit.group:
            groups.setdefault(unit.group, set()).add(at[unit.id])
    if any(len(names) > 1 for names in groups.values()):
        return False
    for lock in problem.locks:
        names = [at[unit] for unit in lock.units]
        if lock.kind is LockKind.TOGETHER and len(set(names)) > 1:
            return False
        if lock.kind is LockKind.APART and len(set(names)) < len(names):
            return False
        if lock.kind is LockKind.FIXED and set(names) != {lock.community}:
            return False
        if lock.kind is LockKind.FROZEN and lock.community not in untouched(problem, plan):
            return False
        if lock.kind is LockKind.KEEPS and lock.community not in plan.sets:
            return False
    return True


def allowed(problem: Problem, plan: Plan, actions: frozenset[Action]) -> bool:
    """Return whether every set is made by an allowed action."""
    if Action.RESHAPE in actions:
        return True
    today = {item.id: set(item.units) for item in problem.communities}
    for units in plan.sets.values():
        owners = {problem.today[unit] for unit in units} - {""}
        cut = any(not today[owner] <= set(units) for owner in owners)
        if cut and len(owners) > 1:
            return False
        if cut and Action.SPLIT not in actions:
            return False
        if len(owners) > 1 and Action.MERGE not in actions:
            return False
    return True


def plans(problem: Problem, alternative: Alternative) -> Iterator[Plan]:
    """Yield every plan that the definitions allow."""
    held = {lock.community for lock in problem.locks if lock.kind is LockKind.FROZEN}
    for parts in partitions([unit.id for unit in problem.units]):
        plan = name_sets(problem, parts)
        if not kept(problem, plan) or not allowed(problem, plan, alternative.actions):
            continue
        if all(
            len(pieces(units, problem.adjacent)) == 1
            or (name in held and name in untouched(problem, plan))
            for name, units in plan.sets.items()
        ):
            yield plan


def without_giants(problem: Problem, found: Iterable[Plan]) -> list[Plan]:
    """Return the plans whose touched communities are no larger than any of today (or the band).

    All plans where none is left. Compounds count whole.
    """
    sizes = {unit.id: 0 for unit in problem.units}
    for unit in problem.units:
        sizes[unit.group or unit.id] = sizes.get(unit.group or unit.id, 0) + unit.households
    today = [households(problem, item.units) for item in problem.communities]
    ceiling = max([problem.rules.changed_max, *sizes.values(), *today])
    every = list(found)
    kept_small = [
        plan
        for plan in every
        if all(
            households(problem, units) <= ceiling or name in untouched(problem, plan)
            for name, units in plan.sets.items()
        )
    ]
    return kept_small or every


def best(problem: Problem, alternative: Alternative) -> tuple[int, ...] | None:
    """Return the lexicographic least of the tiers over all plans, ``None`` without a plan."""
    values = (
        tuple(tier_value(problem, plan, tier) for tier in alternative.order)
        for plan in without_giants(problem, plans(problem, alternative))
    )
    return min(values, default=None)
