"""What becomes of every resettlement site, decided once more from the raw ledger."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redistrict.domain.findings import Finding, Place

if TYPE_CHECKING:
    from redistrict.witness.claimed import Claimed
    from redistrict.witness.facts import Witnessed
    from redistrict.witness.sites import Tiers


def sites(witnessed: "Witnessed", claimed: "Claimed") -> Iterator[Finding]:
    """Yield sites that are missing, invented, or dealt with otherwise than the tiers say."""
    expected = _due(witnessed.sites) if witnessed.sites else {}
    listed = [(item["site"]["id"], item) for item in claimed.sites]
    for key, item in listed:
        stated = (item["site"]["households"], item["becomes"], item["groups"])
        if expected.get(key) != stated or [name for name, _ in listed].count(key) > 1:
            yield Finding("PLAN_SITE_FALSE", Place(unit=key), {"text": str(item["becomes"])})
    for key in sorted(expected.keys() - {name for name, _ in listed}):
        yield Finding("PLAN_SITE_FALSE", Place(unit=key), {"text": "-"})


def _due(tiers: "Tiers") -> dict[str, tuple[int, str, int]]:
    """Return the households, the outcome and the groups of every site."""
    found = {}
    for key, (households, beside, met) in tiers.sites.items():
        few, alone = households < tiers.own_from, households < tiers.group_from
        if not few:
            word = "own community" if met else "work station"
        elif beside:
            word = "original village"
        else:
            word = "joins the neighbour" if alone else "own group under the neighbour"
        grouped = few and (beside or not alone)
        groups = (households + tiers.group_most - 1) // tiers.group_most if grouped else 0
        found[key] = (households, word, groups)
    return found
