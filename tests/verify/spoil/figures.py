"""Faults in totals, tiers, bounds, status and parts."""

from dataclasses import replace
from typing import Any

from redistrict.domain.outcome import Status
from redistrict.witness.claimed import Claimed, Echo
from redistrict.witness.facts import Witnessed
from tests.verify.corruption import corruption
from tests.verify.forge import forge, join, reassign, with_part, with_tier
from tests.verify.spoil.rows import units


def _totals(claimed: Claimed, at: int, **changes: Any) -> Claimed:
    return with_part(claimed, at, totals={**claimed.parts[at].totals, **changes})


@corruption("PLAN_FIGURE_DIFFERS", "figures")
def moved_households_less(claimed: Claimed, _: Witnessed) -> Claimed:
    return _totals(claimed, 0, moved_households=claimed.parts[0].totals["moved_households"] - 1)


@corruption("PLAN_FIGURE_DIFFERS", "figures")
def figure_as_decimal(claimed: Claimed, _: Witnessed) -> Claimed:
    return _totals(claimed, 0, households=float(claimed.parts[0].totals["households"]))


@corruption("PLAN_FIGURE_DIFFERS")
def subdistricts_shifted(claimed: Claimed, _: Witnessed) -> Claimed:
    first, second = (part.totals["households"] for part in claimed.parts)
    return _totals(_totals(claimed, 0, households=first + 7), 1, households=second - 7)


@corruption("PLAN_FIGURE_DIFFERS", "sums")
def whole_households(claimed: Claimed, _: Witnessed) -> Claimed:
    totals = {**claimed.whole.totals, "households": claimed.whole.totals["households"] + 1}
    return replace(claimed, whole=replace(claimed.whole, totals=totals))


@corruption("PLAN_FIGURE_DIFFERS", "sums")
def whole_units(claimed: Claimed, _: Witnessed) -> Claimed:
    totals = {**claimed.whole.totals, "units": claimed.whole.totals["units"] - 1}
    return replace(claimed, whole=replace(claimed.whole, totals=totals))


@corruption("PLAN_FIGURE_DIFFERS", "figures")
def figure_left_out(claimed: Claimed, _: Witnessed) -> Claimed:
    totals = {key: value for key, value in claimed.parts[0].totals.items() if key != "tolerated"}
    return with_part(claimed, 0, totals=totals)


@corruption("PLAN_TIER_VALUE", "values")
def objective_less(claimed: Claimed, _: Witnessed) -> Claimed:
    value = claimed.parts[0].tiers[2].result.value - 1
    return join(with_tier(claimed, 2, value=value, bound=value))


@corruption("PLAN_BOUND_ABOVE", "bounds")
def bound_above_value(claimed: Claimed, _: Witnessed) -> Claimed:
    value = claimed.parts[0].tiers[2].result.value
    return join(with_tier(claimed, 2, bound=value + 1))


@corruption("PLAN_BOUND_AFTER_OPEN")
def bound_after_open(claimed: Claimed, _: Witnessed) -> Claimed:
    value = claimed.parts[0].tiers[2].result.value
    opened = with_tier(claimed, 2, bound=value - 1)
    return with_part(opened, 0, status=Status.FEASIBLE)


@corruption("PLAN_GAP_FALSE", "bounds")
def no_gap_claimed(claimed: Claimed, _: Witnessed) -> Claimed:
    opened = _opened(claimed)
    tiers = list(opened.parts[0].tiers)
    tiers[-1] = replace(tiers[-1], gap=0.0)
    return with_part(opened, 0, tiers=tuple(tiers))


def _opened(claimed: Claimed) -> Claimed:
    """Return the claim with the last tier of the first subdistrict open: still sound."""
    value = claimed.parts[0].tiers[-1].result.value
    opened = with_tier(claimed, -1, bound=value - 1)
    gap = opened.parts[0].tiers[-1].gap
    return join(with_part(opened, 0, status=Status.FEASIBLE, gap=gap))


@corruption("PLAN_STATUS_FALSE", "status")
def proven_with_a_gap(claimed: Claimed, _: Witnessed) -> Claimed:
    return join(with_part(_opened(claimed), 0, status=Status.PROVEN))


@corruption("PLAN_STATUS_FALSE")
def impossible_with_a_plan(claimed: Claimed, _: Witnessed) -> Claimed:
    return join(with_part(claimed, 0, status=Status.IMPOSSIBLE))


@corruption("PLAN_STATUS_FALSE", "sums")
def whole_proven(claimed: Claimed, _: Witnessed) -> Claimed:
    opened = _opened(claimed)
    return replace(opened, whole=replace(opened.whole, status=Status.PROVEN))


@corruption("PLAN_WHOLE_TIERS", "sums")
def whole_objective(claimed: Claimed, _: Witnessed) -> Claimed:
    tiers = tuple(reversed(claimed.whole.tiers))
    return replace(claimed, whole=replace(claimed.whole, tiers=tiers))


@corruption("PLAN_WHOLE_EXEMPTIONS", "sums")
def whole_exceptions(claimed: Claimed, _: Witnessed) -> Claimed:
    return replace(claimed, whole=replace(claimed.whole, exemptions=()))


@corruption("PLAN_TIERS_OTHER", "order")
def tiers_reordered(claimed: Claimed, _: Witnessed) -> Claimed:
    both = [with_part(claimed, at, tiers=tuple(reversed(part.tiers))).parts[at]
            for at, part in enumerate(claimed.parts)]  # fmt: skip
    return join(replace(claimed, parts=tuple(both)))


@corruption("PLAN_PART_MISSING")
def subdistrict_missing(claimed: Claimed, _: Witnessed) -> Claimed:
    return replace(claimed, parts=claimed.parts[:1])


@corruption("PLAN_PART_MISSING", "parts")
def subdistrict_missing_and_forged(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    name = claimed.parts[0].subdistrict

    def change(items: list[dict[str, str]]) -> None:
        items[:] = [cells for cells in items if cells["subdistrict"] == name]

    fewer = replace(claimed, parts=claimed.parts[:1], problems=claimed.problems[:1])
    return forge(units(fewer, change), witnessed)


@corruption("PLAN_PART_UNKNOWN", "parts")
def problem_unknown(claimed: Claimed, _: Witnessed) -> Claimed:
    more = replace(claimed.problems[0], subdistrict="Nowhere")
    return replace(claimed, problems=(*claimed.problems, more))


@corruption("PLAN_COMPLETE_FALSE", "complete")
def called_incomplete(claimed: Claimed, _: Witnessed) -> Claimed:
    return replace(claimed, complete=False)


@corruption("PLAN_STATUS_FALSE")
def one_part_without_a_plan(claimed: Claimed, _: Witnessed) -> Claimed:
    return with_part(claimed, 1, solved=False)


@corruption("PLAN_ECHO_DIFFERS", "echoes")
def written_twice(claimed: Claimed, _: Witnessed) -> Claimed:
    return replace(claimed, echoes=(*claimed.echoes, Echo("record.totals", 5, 5.0)))


@corruption("PLAN_ALTERNATIVE_UNKNOWN", "known")
def alternative_not_asked(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    home = {line.cells["unit_id"]: line.cells["community_before"] for line in claimed.units.lines}
    return forge(replace(reassign(claimed, home), alternative="wonderful"), witnessed)


@corruption("PLAN_NOT_TODAY", "kept")
def today_changed(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    bare = replace(claimed, alternative="today", exemptions=())
    return forge(reassign(bare, {"d3": "C"}), witnessed)
