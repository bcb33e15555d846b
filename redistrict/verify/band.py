"""Every community in the band, tolerated, or named as an exception with a true reason."""

from collections.abc import Callable, Iterator, Mapping

from redistrict.domain.findings import Finding
from redistrict.domain.outcome import Exemption, Why
from redistrict.domain.rules import Action, LockKind, Rules
from redistrict.verify.case import Case, Facts


def in_band(case: Case) -> Iterator[Finding]:
    """Who is outside and not tolerated is named."""
    rules = case.ground.problem.rules
    for community in case.sets:
        if community in case.exempt and not rules.strict:
            continue
        deviation = case.deviation(community)
        if deviation:
            changed = not case.untouched(community)
            facts: Facts = {
                "households": case.totals[community],
                "min": rules.changed_min if changed else rules.min,
                "max": rules.changed_max if changed else rules.max,
                "deviation": deviation,
            }
            yield case.ground.finding("PLAN_OUT_OF_BAND", facts, community=community)


def needed(case: Case) -> Iterator[Finding]:
    """No exception is claimed where there is none, or twice."""
    seen = set()
    for exemption in case.exemptions:
        community = exemption.community
        if community in seen:
            yield case.ground.finding("PLAN_EXEMPTION_TWICE", {}, community=community)
        elif community not in case.sets:
            yield case.ground.finding("PLAN_EXEMPTION_UNKNOWN", {}, community=community)
        elif not case.deviation(community):
            facts: Facts = {"why": exemption.why.value, "households": case.totals[community]}
            yield case.ground.finding("PLAN_EXEMPTION_NEEDLESS", facts, community=community)
        seen.add(community)


def reasons_true(case: Case) -> Iterator[Finding]:
    """Every reason holds when looked at again."""
    for exemption in case.exemptions:
        if exemption.community not in case.sets or not case.deviation(exemption.community):
            continue
        if not REASONS[exemption.why](case, exemption):
            facts: Facts = {
                "why": exemption.why.value,
                "households": case.totals[exemption.community],
            }
            yield case.ground.finding("PLAN_EXEMPTION_FALSE", facts, community=exemption.community)


def facts_true(case: Case) -> Iterator[Finding]:
    """Every number that an exception states is the one that the plan has."""
    for exemption in case.exemptions:
        if exemption.community not in case.sets:
            continue
        known = _numbers(case, exemption.community)
        for fact, claimed in sorted(exemption.facts.items()):
            if fact in known and known[fact] != claimed:
                facts: Facts = {"fact": fact, "claimed": str(claimed), "value": known[fact]}
                community = exemption.community
                yield case.ground.finding("PLAN_EXEMPTION_FACT", facts, community=community)


def _numbers(case: Case, community: str) -> Facts:
    """Return what explains an exception, by the names under which it is stated."""
    rules, members = case.ground.problem.rules, case.sets[community]
    low, high = min(rules.min, rules.changed_min), max(rules.max, rules.changed_max)
    home = next(piece for piece in case.ground.land if members & piece)
    piece = case.ground.households(home)
    return {
        "households": case.totals[community],
        "tied": max(_ties(case, community), default=0),
        "unit_households": max(_sizes(case, community)),
        "piece": piece,
        "fewest": -(-piece // max(1, high)),
        "most": piece // max(1, low),
        "limit": rules.touched_max or 0,
        "barriers": _barriers(case, home),
    }


def _barriers(case: Case, home: frozenset[str]) -> tuple[str, ...]:
    """Return the names of what cuts a piece of land off: nothing but barriers leads out of it."""
    edges = case.ground.problem.edges
    return tuple(sorted({edge.reason for edge in edges if len({edge.a, edge.b} & home) == 1}))


def _ties(case: Case, community: str) -> list[int]:
    """Return the households that each lock ties together or to the community."""
    return [
        case.ground.households(frozenset(lock.units) & case.sets[community])
        for lock in case.ground.problem.locks
        if lock.kind in (LockKind.TOGETHER, LockKind.FIXED)
    ]


def _sizes(case: Case, community: str) -> list[int]:
    """Return the households of every compound and every unit of a community."""
    members = case.sets[community]
    sizes = [case.ground.households(units & members) for units in case.ground.groups.values()]
    return sizes + [case.ground.unit[unit].households for unit in members]


def possible_numbers(total: int, rules: Rules) -> range:
    """Return the numbers of communities that a total can be divided into within the band."""
    low, high = min(rules.min, rules.changed_min), max(rules.max, rules.changed_max)
    return range(-(-total // max(1, high)), total // max(1, low) + 1)


def _unit(case: Case, exemption: Exemption) -> bool:
    """Check that one unit or compound of the community is alone over the maximum."""
    return max(_sizes(case, exemption.community)) > case.ground.problem.rules.changed_max


def _piece(case: Case, exemption: Exemption) -> bool:
    """Check that the total of its connected land fits no number of communities."""
    members = case.sets[exemption.community]
    home = next(piece for piece in case.ground.land if members & piece)
    total = case.ground.households(home)
    return members <= home and not possible_numbers(total, case.ground.problem.rules)


def _lock(case: Case, exemption: Exemption) -> bool:
    """Check that a lock freezes the community or ties more than the maximum to it."""
    community, locks = exemption.community, case.ground.problem.locks
    frozen = {lock.community for lock in locks if lock.kind is LockKind.FROZEN}
    maximum = case.ground.problem.rules.changed_max
    return community in frozen or any(size > maximum for size in _ties(case, community))


def _limit(case: Case, exemption: Exemption) -> bool:
    """Check that it stays as it is, and that the limit has no community left to touch for it.

    Only a division of a community over the maximum touches no other one.
    """
    if case.room is None or not case.untouched(exemption.community):
        return False
    large = case.totals[exemption.community] > case.ground.problem.rules.max
    divides = not case.actions.isdisjoint({Action.SPLIT, Action.RESHAPE})
    return case.room < (1 if large and divides else 2)


def _action(case: Case, exemption: Exemption) -> bool:
    """Check that the allowed actions cannot help, or that tier 0a is closed."""
    if Action.RESHAPE in case.actions:
        return False
    rules = case.ground.problem.rules
    low = rules.min if case.untouched(exemption.community) else rules.changed_min
    useful = Action.MERGE if case.totals[exemption.community] < low else Action.SPLIT
    return useful not in case.actions or case.closed


def _proven(case: Case, _exemption: Exemption) -> bool:
    """Tier 0a is closed: no plan has fewer communities outside."""
    return case.closed


def _open(case: Case, _exemption: Exemption) -> bool:
    """Not resolved; never said of what is proven."""
    return not case.closed


REASONS: Mapping[Why, Callable[[Case, Exemption], bool]] = {
    Why.UNIT: _unit,
    Why.PIECE: _piece,
    Why.LOCK: _lock,
    Why.LIMIT: _limit,
    Why.ACTION: _action,
    Why.PROVEN: _proven,
    Why.OPEN: _open,
}

CHECKS = (in_band, needed, reasons_true, facts_true)
