"""The whole district from its subdistricts."""

import dataclasses
from types import SimpleNamespace
from typing import Any

import pytest

from redistrict.domain.outcome import Status, TierResult
from redistrict.domain.rules import ALTERNATIVES, Tier
from redistrict.verify import whole
from redistrict.verify.case import Case, Ground
from redistrict.verify.outcome import Part
from redistrict.witness.claimed import PartClaim, TierClaim
from redistrict.witness.facts import Witnessed
from tests.toys import toy
from tests.verify.forge import proven


def test_no_subdistrict_at_all() -> None:
    nothing: Any = SimpleNamespace(statement=None, rules=None)
    assert list(whole.sums((), nothing)) == []
    assert list(whole.stated(Witnessed(()), nothing)) == []


def test_the_whole_has_the_tiers_of_the_part_with_most() -> None:
    """Where one part stopped early, those after it are sums of the others, without a bound."""
    problem = toy("A", 1500)
    case, order = Case(Ground(problem), (("a1", "A"),)), ALTERNATIVES["least-change"]
    claims = [PartClaim("Toy", Status.PROVEN, proven([(Tier.EXCEPTIONS, 0), *more]), {})
              for more in ((), ((Tier.EXCESS, 0),))]  # fmt: skip
    for at in (0, 1):
        tiers = (*claims[0].tiers, dataclasses.replace(
            claims[1].tiers[1], result=dataclasses.replace(claims[1].tiers[1].result, bound=None)
        ))[: at + 1]  # fmt: skip
        claimed: Any = SimpleNamespace(whole=PartClaim("", Status.PROVEN, tiers, {}))
        found = whole.sums([Part(case, claim, order) for claim in claims], claimed)
        assert ("PLAN_WHOLE_TIERS" in {item.code for item in found}) is (at == 0)


@pytest.mark.parametrize(("first", "second"), [(2, 5), (1, None), (None, None)])
def test_the_whole_has_no_bound_below_an_open_tier(first: int | None, second: int | None) -> None:
    problem = toy("A", 1500)
    case, order = Case(Ground(problem), (("a1", "A"),)), ALTERNATIVES["least-change"]

    def tiers(*bounds: int | None) -> tuple[TierClaim, ...]:
        values = ((Tier.EXCEPTIONS, 2), (Tier.EXCESS, 5))
        return tuple(TierClaim(TierResult(tier, value, bound), bound == value, None)
                     for (tier, value), bound in zip(values, bounds, strict=True))  # fmt: skip

    part = Part(case, PartClaim("Toy", Status.FEASIBLE, tiers(first, 5), {}), order)
    for bound in (5, None):
        both = PartClaim("", Status.FEASIBLE, tiers(first, bound), {})
        claimed: Any = SimpleNamespace(whole=both)
        found = whole.sums([part], claimed)
        told = "PLAN_WHOLE_TIERS" in {item.code for item in found}
        assert told is (bound != second)
