"""Ways to spoil figures, tiers, status and what is written twice."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from redistrict.domain.outcome import Status
from redistrict.witness.claimed import Claimed, Echo
from tests.verify.anywhere.draw import Draw, kind
from tests.verify.forge import join, with_part, with_tier


def _figure(draw: Draw, name: str, change: Callable[[Any], Any]) -> Claimed:
    at = draw.part()
    totals = dict(draw.claimed.parts[at].totals)
    totals[name] = change(totals[name])
    return with_part(draw.claimed, at, totals=totals)


@kind("PLAN_FIGURE_DIFFERS")
def moved_less(draw: Draw) -> Claimed:
    return _figure(draw, "moved_households", lambda value: value - 1)


@kind("PLAN_FIGURE_DIFFERS")
def figure_as_decimal(draw: Draw) -> Claimed:
    return _figure(draw, "households", float)


@kind("PLAN_FIGURE_DIFFERS")
def any_figure_more(draw: Draw) -> Claimed:
    totals = draw.claimed.parts[0].totals
    name = draw.dice.choice([key for key, value in sorted(totals.items()) if value is not None])
    return _figure(draw, name, lambda value: (value or 0) + 1)


@kind("PLAN_FIGURE_DIFFERS")
def figure_left_out(draw: Draw) -> Claimed:
    at = draw.part()
    totals = dict(draw.claimed.parts[at].totals)
    del totals[draw.dice.choice(sorted(totals))]
    return with_part(draw.claimed, at, totals=totals)


@kind("PLAN_FIGURE_DIFFERS")
def whole_more(draw: Draw) -> Claimed:
    whole = draw.claimed.whole
    name = draw.dice.choice([key for key, value in sorted(whole.totals.items())
                             if value is not None])  # fmt: skip
    totals = {**whole.totals, name: whole.totals[name] + 1}
    return replace(draw.claimed, whole=replace(whole, totals=totals))


def _tiers(draw: Draw) -> Sequence[Any]:
    tiers = draw.claimed.parts[0].tiers
    if not tiers:
        raise LookupError
    return tiers


@kind("PLAN_TIER_VALUE")
def value_less(draw: Draw) -> Claimed:
    at = draw.dice.randrange(len(_tiers(draw)))
    value = _tiers(draw)[at].result.value - 1
    return join(with_tier(draw.claimed, at, value=value, bound=value))


@kind("PLAN_BOUND_ABOVE")
def bound_above(draw: Draw) -> Claimed:
    at = draw.dice.randrange(len(_tiers(draw)))
    return join(with_tier(draw.claimed, at, bound=_tiers(draw)[at].result.value + 1))


@kind("PLAN_BOUND_ABOVE")
def bound_below_zero(draw: Draw) -> Claimed:
    return join(with_tier(draw.claimed, draw.dice.randrange(len(_tiers(draw))), bound=-1))


@kind("PLAN_GAP_FALSE")
def gap_false(draw: Draw) -> Claimed:
    tiers = list(_tiers(draw))
    at = draw.dice.randrange(len(tiers))
    tiers[at] = replace(tiers[at], gap=0.123)
    return with_part(draw.claimed, 0, tiers=tuple(tiers))


@kind("PLAN_GAP_FALSE")
def word_proven_false(draw: Draw) -> Claimed:
    tiers = list(_tiers(draw))
    at = draw.dice.randrange(len(tiers))
    tiers[at] = replace(tiers[at], proven=not tiers[at].proven)
    return with_part(draw.claimed, 0, tiers=tuple(tiers))


@kind("PLAN_STATUS_FALSE")
def impossible_with_a_plan(draw: Draw) -> Claimed:
    return join(with_part(draw.claimed, draw.part(), status=Status.IMPOSSIBLE))


@kind("PLAN_STATUS_FALSE")
def status_of_the_whole(draw: Draw) -> Claimed:
    whole = draw.claimed.whole
    other = Status.FEASIBLE if whole.status is Status.PROVEN else Status.PROVEN
    return replace(draw.claimed, whole=replace(whole, status=other))


@kind("PLAN_TIERS_OTHER")
def tiers_reversed(draw: Draw) -> Claimed:
    return with_part(draw.claimed, 0, tiers=tuple(reversed(_tiers(draw))))


@kind("PLAN_WHOLE_TIERS")
def whole_tiers_reversed(draw: Draw) -> Claimed:
    _tiers(draw)
    whole = draw.claimed.whole
    return replace(draw.claimed, whole=replace(whole, tiers=tuple(reversed(whole.tiers))))


@kind("PLAN_COMPLETE_FALSE")
def complete_false(draw: Draw) -> Claimed:
    return replace(draw.claimed, complete=not draw.claimed.complete)


@kind("PLAN_ALTERNATIVE_UNKNOWN")
def alternative_unknown(draw: Draw) -> Claimed:
    return replace(draw.claimed, alternative="wonderful")


@kind("PLAN_ECHO_DIFFERS")
def written_twice(draw: Draw) -> Claimed:
    return replace(draw.claimed, echoes=(*draw.claimed.echoes, Echo("record.totals", 5, 5.0)))


@kind("PLAN_PART_MISSING")
def part_missing(draw: Draw) -> Claimed:
    at = draw.part()
    parts = draw.claimed.parts[:at] + draw.claimed.parts[at + 1 :]
    return replace(draw.claimed, parts=parts)


@kind("PLAN_PART_UNKNOWN")
def problem_unknown(draw: Draw) -> Claimed:
    more = replace(draw.claimed.problems[0], subdistrict="Nowhere", edges=())
    return replace(draw.claimed, problems=(*draw.claimed.problems, more))
