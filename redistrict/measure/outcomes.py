"""One outcome for the whole district from those of its subdistricts."""

from collections.abc import Iterable

from redistrict.domain.outcome import Outcome, Status, TierResult


def join(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of the whole.

    Subdistricts are independent, so values and bounds add up; a tier has a bound only if every
    subdistrict has one and no better tier is open.
    """
    items = list(outcomes)
    order = max((item.tiers for item in items), key=len, default=())
    tiers: list[TierResult] = []
    open_above = False
    for position, first in enumerate(order):
        results = [item.tiers[position] for item in items if len(item.tiers) > position]
        bounds = [result.bound for result in results if result.bound is not None]
        known = len(bounds) == len(items) and not open_above
        tier = TierResult(
            first.tier, sum(result.value for result in results), sum(bounds) if known else None
        )
        open_above = open_above or not tier.proven
        tiers.append(tier)
    return Outcome(
        status=_status(items),
        tiers=tuple(tiers),
        solver=", ".join(sorted({item.solver for item in items if item.solver})),
        method=", ".join(sorted({item.method for item in items if item.method})),
        stopped_by=", ".join(sorted({item.stopped_by for item in items if item.stopped_by})),
        exemptions=tuple(exemption for item in items for exemption in item.exemptions),
    )


def _status(outcomes: list[Outcome]) -> Status:
    found = {outcome.status for outcome in outcomes}
    for status in (Status.IMPOSSIBLE, Status.STOPPED, Status.FEASIBLE):
        if status in found:
            return status
    return Status.PROVEN
