"""Ways to spoil the plan itself: who belongs where, and its exceptions."""

from dataclasses import replace

from redistrict.domain.outcome import Exemption, Why
from redistrict.witness.claimed import Claimed
from tests.verify.anywhere.draw import Draw, kind
from tests.verify.forge import reassign


@kind("PLAN_NOT_CONTIGUOUS")
def far_away(draw: Draw) -> Claimed:
    """Give a unit to a community that it does not touch."""
    problem, sets = draw.problem(), draw.sets()
    pairs = [
        (unit.id, name) for unit in problem.units for name, units in sorted(sets.items())
        if unit.id not in units and not {*problem.adjacent[unit.id]} & units
    ]  # fmt: skip
    unit, name = draw.dice.choice(pairs)
    return draw.forged(reassign(draw.claimed, {unit: name}))


@kind("PLAN_NOT_CONTIGUOUS")
def merged_far_away(draw: Draw) -> Claimed:
    problem, sets = draw.problem(), draw.sets()
    pairs = [
        (one, other) for one in sorted(sets) for other in sorted(sets)
        if one < other
        and not any({*problem.adjacent[unit]} & sets[other] for unit in sets[one])
    ]  # fmt: skip
    one, other = draw.dice.choice(pairs)
    return draw.forged(reassign(draw.claimed, dict.fromkeys(sets[other], one)))


@kind("PLAN_ACROSS")
def across_subdistricts(draw: Draw) -> Claimed:
    first, second = draw.dice.sample(draw.witnessed.problems, 2)
    unit = draw.dice.choice(first.units).id
    return draw.forged(reassign(draw.claimed, {unit: second.communities[0].id}))


@kind("PLAN_NAME_NOT_DUE")
def names_swapped(draw: Draw) -> Claimed:
    sets = draw.sets()
    today = [item.id for item in draw.problem().communities if item.id in sets]
    one, other = draw.dice.sample(today, 2)
    moves = dict.fromkeys(sets[one], other) | dict.fromkeys(sets[other], one)
    return draw.forged(reassign(draw.claimed, moves))


@kind("PLAN_OUT_OF_BAND")
def exceptions_hidden(draw: Draw) -> Claimed:
    if not draw.claimed.exemptions:
        raise LookupError
    return draw.forged(replace(draw.claimed, exemptions=()), exempt=False)


@kind("PLAN_EXEMPTION_TWICE")
def exception_twice(draw: Draw) -> Claimed:
    more = (*draw.claimed.exemptions, draw.dice.choice(draw.claimed.exemptions))
    return draw.forged(replace(draw.claimed, exemptions=more), exempt=False)


@kind("PLAN_EXEMPTION_NEEDLESS")
def exception_needless(draw: Draw) -> Claimed:
    rules = draw.problem().rules
    households = {unit.id: unit.households for unit in draw.problem().units}
    fine = [name for name, units in sorted(draw.sets().items())
            if rules.min <= sum(households[unit] for unit in units) <= rules.max]  # fmt: skip
    more = (*draw.claimed.exemptions, Exemption(draw.dice.choice(fine), Why.PROVEN))
    return draw.forged(replace(draw.claimed, exemptions=more), exempt=False)


@kind("PLAN_EXEMPTION_FALSE")
def exception_for_another_reason(draw: Draw) -> Claimed:
    if not draw.claimed.exemptions:
        raise LookupError
    made = tuple(replace(item, why=Why.LOCK, facts={}) for item in draw.claimed.exemptions)
    return draw.forged(replace(draw.claimed, exemptions=made), exempt=False)
