"""Change what a folder claims; with ``forge`` everything that follows is made to agree again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from redistrict.domain.outcome import Exemption, Status, TierResult, Why
from redistrict.domain.rules import Action
from redistrict.verify import folder, rows, supply
from redistrict.verify.figures import tier_value, totals
from redistrict.verify.resources import Means, Near, Weights
from redistrict.witness.claimed import Claimed, Line, PartClaim, Sheet, TierClaim
from redistrict.witness.facts import Witnessed

Cells = Mapping[str, str]


def sheet(file: str, items: Iterable[Cells]) -> Sheet:
    """Return rows as a table, numbered as a spreadsheet shows them."""
    return Sheet(file, tuple(Line(at, dict(cells)) for at, cells in enumerate(items, 2)))


def edit(table: Sheet, change: Callable[[list[dict[str, str]]], Any]) -> Sheet:
    """Return a table whose rows were changed in place by a function."""
    items = [dict(line.cells) for line in table.lines]
    change(items)
    return replace(sheet(table.file, items), columns=table.columns)


def reassign(claimed: Claimed, moves: Mapping[str, str]) -> Claimed:
    """Return the claim with units in other communities, in ``units.csv`` alone."""

    def change(items: list[dict[str, str]]) -> None:
        for cells in items:
            cells["community_after"] = moves.get(cells["unit_id"], cells["community_after"])

    return replace(claimed, units=edit(claimed.units, change))


def proven(tiers: Iterable[tuple[Any, int]]) -> tuple[TierClaim, ...]:
    """Return tiers that all claim to be closed."""
    return tuple(TierClaim(TierResult(tier, value, value), True, 0.0) for tier, value in tiers)


def forge(claimed: Claimed, witnessed: Witnessed, exempt: bool = True) -> Claimed:
    """Return the claim with every table and figure made to agree with its units.

    Parameters
    ----------
    exempt
        Whether the exceptions are made up too: exactly those that the plan needs.
    """
    parts = list(folder.parts_of(witnessed, claimed))
    cases = []
    for part in parts:
        case = part.case
        if exempt:
            needed = [name for name in case.sets if case.deviation(name)]
            why = Why.PROVEN if Action.RESHAPE in case.actions else Why.ACTION
            made = tuple(Exemption(name, why, {}) for name in needed)
            case = replace(case, exemptions=made, closed=True)
        cases.append(case)
    figures = tuple(
        replace(
            part.claim,
            status=Status.PROVEN if part.alternative.order or not case.planned else Status.FEASIBLE,
            tiers=proven((tier, tier_value(case, tier)) for tier in part.alternative.order),
            totals=totals(case),
            exemptions=case.exemptions,
            gap=0.0 if part.alternative.order else None,
        )
        for part, case in zip(parts, cases, strict=True)
    )
    units = {row["unit_id"]: row for case in cases for row in rows.unit_rows(case)}
    layer = [row for case in cases for row in rows.layer_rows(case)]
    more = {(row["subdistrict"], row["community"]): row for row in supply.rows(witnessed, cases)}
    for row in supply.recorded(witnessed, cases):
        more[row["subdistrict"], row["community"]] |= row
    communities = [
        {"name": row["community"]} | row | more[row["subdistrict"], row["community"]]
        for case in cases for row in rows.community_rows(case)
    ]  # fmt: skip
    changes = [row for case in cases for row in rows.change_rows(case)]

    def fill(items: list[dict[str, str]]) -> None:
        for cells in items:
            cells.update(units.get(cells["unit_id"], {}), community_after=cells["community_after"])

    listed = (sheet("communities.csv", communities), sheet("proposal.json", communities))
    told = Means(witnessed, replace(claimed, communities=listed), cases).due()
    return join(
        replace(
            claimed,
            resources=tuple(map(said, told.items())),
            parts=figures,
            exemptions=tuple(item for case in cases for item in case.exemptions),
            units=edit(claimed.units, fill),
            copies=(sheet("plan.gpkg", layer),),
            communities=listed,
            changes=(sheet("changes.csv", changes), sheet("proposal.json", changes)),
        )
    )  # fmt: skip


def said(item: tuple[tuple[str, str], Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return a finding on resources as the record has it."""
    (code, community), due = item
    facts = {
        key: tuple(f"x×{number}" for number in value.numbers) if isinstance(value, Weights)
        else value.low if isinstance(value, Near) else value
        for key, value in due.items()
    }  # fmt: skip
    return {"code": code, "place": {"community": community}, "facts": facts}


def join(claimed: Claimed) -> Claimed:
    """Return the claim with the figures of the whole as sums of those of the parts."""
    parts = claimed.parts
    sums: dict[str, Any] = {}
    for key in parts[0].totals:
        values = [part.totals[key] for part in parts]
        sums[key] = None if None in values else sum(values)
    tiers = []
    open_above = False
    longest = max((part.tiers for part in parts), key=len)
    for at, first in enumerate(longest):
        results = [part.tiers[at].result for part in parts if len(part.tiers) > at]
        value, limits = sum(item.value for item in results), [item.bound for item in results]
        known = None not in limits and not open_above and len(limits) == len(parts)
        result = TierResult(first.result.tier, value, sum(limits) if known else None)
        open_above = open_above or not result.proven
        gap = None if result.gap is None else round(result.gap, 6)
        tiers.append(TierClaim(result, result.proven, gap))
    order = [Status.IMPOSSIBLE, Status.STOPPED, Status.FEASIBLE, Status.PROVEN]
    worst = min((part.status for part in parts), key=order.index)
    opened = next((item for item in tiers if not item.proven), None)
    whole = PartClaim(
        "",
        worst,
        tuple(tiers),
        sums,
        tuple(item for part in parts for item in part.exemptions),
        opened.gap if opened else (0.0 if tiers else None),
    )
    return replace(claimed, whole=whole, complete=all(part.solved for part in parts))


def with_part(claimed: Claimed, at: int = 0, **changes: Any) -> Claimed:
    """Return the claim with one subdistrict's figures changed, and no other."""
    parts = list(claimed.parts)
    parts[at] = replace(parts[at], **changes)
    return replace(claimed, parts=tuple(parts))


def with_tier(claimed: Claimed, at: int, **changes: Any) -> Claimed:
    """Return the claim with one tier of the first subdistrict changed."""
    tiers = list(claimed.parts[0].tiers)
    result = replace(tiers[at].result, **changes)
    gap = None if result.gap is None else round(result.gap, 6)
    tiers[at] = TierClaim(result, result.proven, gap)
    return with_part(claimed, tiers=tuple(tiers))
