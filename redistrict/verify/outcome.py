"""Status, tiers, bounds and gaps: nothing better is claimed than the numbers say."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redistrict.domain.findings import Fact, Finding, Place
from redistrict.domain.outcome import Status
from redistrict.domain.rules import Alternative, Tier
from redistrict.verify.case import Case
from redistrict.verify.figures import tier_value, totals
from redistrict.verify.terms import same

if TYPE_CHECKING:
    from redistrict.witness.claimed import PartClaim

PLACED = frozenset({Tier.PLACE, Tier.INERTIA})
"""Tiers that need to know where units stand."""
FILE = "proposal.json"


@dataclass(frozen=True)
class Part:
    """A subdistrict's case with the figures claimed for it.

    Parameters
    ----------
    unplaced
        Positions could not be witnessed; tiers that need them are not recomputed (and said so).
    """

    case: Case
    claim: "PartClaim"
    alternative: Alternative
    unplaced: bool = False

    def finding(self, code: str, column: str, **facts: Fact) -> Finding:
        """Return a finding about a figure."""
        place = Place(FILE, column=column, subdistrict=self.claim.subdistrict)
        return Finding(code, place, facts)


def values(part: Part) -> Iterator[Finding]:
    """Every tier has the value that the plan has."""
    for item in part.claim.tiers:
        result = item.result
        if part.unplaced and result.tier in PLACED:
            continue
        value = tier_value(part.case, result.tier)
        if value != result.value:
            column = f"tiers.{result.tier.value}"
            yield part.finding("PLAN_TIER_VALUE", column, claimed=result.value, value=value)


def figures(part: Part) -> Iterator[Finding]:
    """Every figure is the one that the plan has."""
    yield from differing(part, totals(part.case))


def differing(part: Part, expected: dict[str, int | None]) -> Iterator[Finding]:
    """Yield the figures of a part that are not those expected."""
    found = part.claim.totals
    for key in sorted(expected.keys() | found.keys()):
        wanted, claimed = expected.get(key), found.get(key)
        if not same(wanted, claimed) or key not in expected or key not in found:
            yield part.finding("PLAN_FIGURE_DIFFERS", key, claimed=str(claimed), value=str(wanted))


def order(part: Part) -> Iterator[Finding]:
    """Check that the tiers are those of the alternative, in its order."""
    asked = tuple(tier.value for tier in part.alternative.order)
    found = tuple(item.result.tier.value for item in part.claim.tiers)
    kept = not part.case.planned and found == ()
    if found != asked and not kept:
        yield part.finding("PLAN_TIERS_OTHER", "tiers", claimed=found, asked=asked)


def bounds(part: Part) -> Iterator[Finding]:
    """No bound above its value, none after the first open tier, words and gaps as computed."""
    open_above = False
    for item in part.claim.tiers:
        result = item.result
        column = f"tiers.{result.tier.value}"
        if result.bound is not None and not 0 <= result.bound <= result.value:
            yield part.finding("PLAN_BOUND_ABOVE", column, bound=result.bound, value=result.value)
        if result.bound is not None and open_above:
            yield part.finding("PLAN_BOUND_AFTER_OPEN", column, bound=result.bound)
        open_above = open_above or not result.proven
    yield from gaps(part)


def gaps(part: Part) -> Iterator[Finding]:
    """Every gap and every word ``proven`` is what value and bound say."""
    for item in part.claim.tiers:
        gap = _rounded(item.result.gap)
        if item.proven is not item.result.proven or not same(item.gap, gap):
            column = f"tiers.{item.result.tier.value}"
            yield part.finding("PLAN_GAP_FALSE", column, claimed=str(item.gap), gap=str(gap))
    results = [item.result for item in part.claim.tiers]
    first = next((result for result in results if not result.proven), None)
    gap = _rounded(first.gap) if first else 0.0 if results else None
    if not same(part.claim.gap, gap):
        yield part.finding("PLAN_GAP_FALSE", "gap", claimed=str(part.claim.gap), gap=str(gap))


def _rounded(gap: float | None) -> float | None:
    """Return a gap as it is printed."""
    return None if gap is None else round(gap, 6)


def status(part: Part) -> Iterator[Finding]:
    """``proven`` only if every tier is, ``impossible`` or ``stopped`` only without a plan."""
    claim, proven = part.claim, all(item.result.proven for item in part.claim.tiers)
    if claim.status is Status.PROVEN:
        right = claim.solved and proven and (bool(claim.tiers) or not part.case.planned)
    elif claim.status is Status.FEASIBLE:
        right = claim.solved and not (claim.tiers and proven)
    else:
        right = not claim.solved
    if not right:
        yield part.finding("PLAN_STATUS_FALSE", "status", status=claim.status.value)


def exemptions(part: Part) -> Iterator[Finding]:
    """Check that the outcome names the same exceptions as the table of communities."""
    ours = sorted((item.community, item.why.value) for item in part.case.exemptions)
    theirs = sorted((item.community, item.why.value) for item in part.claim.exemptions)
    if part.case.planned or theirs:
        for community, why in sorted(set(ours) ^ set(theirs)):
            yield part.finding("PLAN_EXEMPTIONS_DIFFER", "exemptions", community=community, why=why)


def kept(part: Part) -> Iterator[Finding]:
    """Where nothing was planned, today's communities stay."""
    if not part.case.planned and part.case.assignment != part.case.ground.home:
        yield part.finding("PLAN_NOT_TODAY", "solved")


CHECKS = (values, figures, order, bounds, status, exemptions, kept)
