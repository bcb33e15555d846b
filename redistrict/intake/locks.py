"""Locks of the scenario, checked against units and communities."""

from collections.abc import Mapping, Sequence

from redistrict.domain.findings import Fact, Finding, Place
from redistrict.domain.rules import Lock, LockKind
from redistrict.domain.units import Community
from redistrict.intake.communities import find, nearest
from redistrict.intake.scenario import Scenario


def locks(
    scenario: Scenario, subdistrict_of: Mapping[str, str], communities: Sequence[Community]
) -> tuple[tuple[Lock, ...], tuple[Finding, ...]]:
    """Return the locks by unit ids and community ids, and what does not exist or contradicts.

    Parameters
    ----------
    subdistrict_of
        Subdistrict by unit id.
    """
    found, findings = [], []
    home = {item.id: item.subdistrict for item in communities}
    for number, choice in enumerate(scenario.locks, 1):
        place = Place(scenario.path.name, column=f"locks[{number}]")
        units = tuple(dict.fromkeys((*choice.units, *([choice.unit] if choice.unit else []))))
        unknown = [unit for unit in units if unit not in subdistrict_of]
        findings += [Finding("LOCK_UNIT_UNKNOWN", place, {"id": unit}) for unit in unknown]
        community: str | None = ""
        if choice.community:
            community = find(communities, choice.community, choice.subdistrict or "")
            if community is None:
                facts: dict[str, Fact] = {"name": choice.community}
                near = nearest(communities, choice.community) or ("-",)
                findings.append(Finding("LOCK_COMMUNITY_UNKNOWN", place, facts | {"near": near}))
        if unknown or community is None:
            continue
        parents = {subdistrict_of[unit] for unit in units}
        parents |= {home[community]} if community else set()
        if len(parents) > 1 and choice.kind is not LockKind.APART:
            facts = {"subdistricts": tuple(sorted(parents))}
            findings.append(Finding("LOCK_ACROSS", place, facts))
        found.append(Lock(choice.kind, choice.reason, tuple(sorted(units)), community))
    return tuple(found), tuple(findings)
