"""Resettlement sites: what becomes of each, and why."""

from collections.abc import Sequence

from redistrict.domain.catalogue.entry import N_
from redistrict.domain.sites import Becomes, SiteRow
from redistrict.domain.words import translator

OUTCOMES = {
    Becomes.VILLAGE: N_("group of the original village"),
    Becomes.NEIGHBOUR: N_("joins the neighbouring community"),
    Becomes.GROUP: N_("own residents' group under the neighbour"),
    Becomes.OWN: N_("own village or community"),
    Becomes.STATION: N_("work station"),
}
REASONS = {
    Becomes.VILLAGE: N_("few people, {village} lies beside it"),
    Becomes.NEIGHBOUR: N_("too few for a group, {neighbour} lies beside it"),
    Becomes.GROUP: N_("few people, {village} is far; under {neighbour}"),
    Becomes.OWN: N_("many people, every condition met"),
    Becomes.STATION: N_("many people, not yet met: {lacking}"),
}


def site_lines(rows: Sequence[SiteRow], language: str) -> list[str]:
    """Return the totals by outcome, and a line with its reason for every site."""
    _ = translator(language)
    lines = [
        _("Resettlement sites: {sites}; households: {households}; people: {people}").format(
            sites=len(rows),
            households=f"{sum(row.site.households for row in rows):,}",
            people=f"{sum(row.site.population for row in rows):,}",
        )
    ]
    for becomes, word in OUTCOMES.items():
        chosen = [row for row in rows if row.becomes is becomes]
        if chosen:
            groups = sum(row.groups for row in chosen)
            lines.append(
                "  "
                + _("{word}: sites {sites}, groups {groups}").format(
                    word=_(word), sites=len(chosen), groups=groups
                )
            )
    for row in rows:
        reason = _(REASONS[row.becomes]).format(
            village=row.site.village,
            neighbour=row.site.neighbour,
            lacking=", ".join(row.site.lacking),
        )
        lines.append(
            f"    {row.site.id} {row.site.name}: {row.site.households:,}, "
            f"{_(OUTCOMES[row.becomes])}; {reason}"
        )
    return lines
