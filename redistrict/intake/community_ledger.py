"""The ledger of communities: filed or not, overloaded and why, staff, office."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from redistrict.domain.findings import Fact, Finding
from redistrict.domain.rules import Lock, LockKind
from redistrict.domain.units import Community
from redistrict.intake.cells import answer
from redistrict.intake.communities import find, nearest
from redistrict.intake.inputs import CommunityLedger
from redistrict.intake.sources import Source

KEYS = ("id", "name", "subdistrict")
ANSWERS = ("filed", "overloaded")
FACTS = ("staff", "office_address", "office_area_m2", "office_state", "office_date")


def meanings(ledger: CommunityLedger) -> dict[str, str]:
    """Return the column of every meaning that is stated, further facts included."""
    stated = {
        name: getattr(ledger, name)
        for name in (*KEYS, *ANSWERS, "overload_evidence", "frozen", *FACTS)
    }
    return {name: column for name, column in stated.items() if column} | dict(ledger.facts)


def complete(
    communities: Sequence[Community], source: Source, ledger: CommunityLedger
) -> tuple[tuple[Community, ...], tuple[Finding, ...]]:
    """Return the communities with what their ledger says, and what does not fit."""
    findings: list[Finding] = []
    at = _positions(communities, source, findings)
    result = []
    names = (*(name for name in FACTS if source.column(name)), *ledger.facts)
    for community in communities:
        position = at.get(community.id)
        if position is None:
            place = source.place(None)
            place = replace(place, subdistrict=community.subdistrict, community=community.id)
            findings.append(Finding("COMMUNITY_NOT_IN_LEDGER", place, {"name": community.name}))
            result.append(community)
            continue
        filed = _answer(source, "filed", position, findings)
        overloaded = _answer(source, "overloaded", position, findings)
        evidence = source.text("overload_evidence", position)
        if overloaded is not None and not evidence:
            column = source.column("overloaded") or ""
            place = replace(source.place(position, column), community=community.id)
            findings.append(Finding("OVERLOAD_WITHOUT_EVIDENCE", place, {"name": community.name}))
        changes: dict[str, Any] = {
            "filed": filed is not False,
            "overloaded": overloaded,
            "overload_evidence": evidence,
            "facts": tuple(sorted((name, source.text(name, position)) for name in names)),
        }
        if not community.name or community.name == community.id:
            changes["name"] = source.text("name", position) or community.name
        result.append(replace(community, **changes))
    return tuple(result), tuple(findings)


def locks(communities: Sequence[Community], source: Source) -> tuple[Lock, ...]:
    """Return a lock for every community that its ledger leaves as it is, the text as reason."""
    at = _positions(communities, source, [])
    reasons = {item.id: source.text("frozen", at[item.id]) for item in communities if item.id in at}
    return tuple(
        Lock(LockKind.FROZEN, reason, (), community)
        for community, reason in sorted(reasons.items())
        if reason
    )


def _positions(
    communities: Sequence[Community], source: Source, findings: list[Finding]
) -> dict[str, int]:
    """Return the row of every community; rows of none or of one named before are findings."""
    at: dict[str, int] = {}
    for position in range(len(source)):
        words = [source.text(name, position) for name in ("id", "name")]
        home = source.text("subdistrict", position)
        found = next(
            (key for word in words if word and (key := find(communities, word, home))), None
        )
        shown = next((word for word in words if word), "")
        place = source.place(position)
        if found is None:
            facts: dict[str, Fact] = {"name": shown, "near": nearest(communities, shown) or ("-",)}
            findings.append(Finding("LEDGER_COMMUNITY_UNKNOWN", place, facts))
        elif found in at:
            facts = {"name": shown, "rows": (source.rows[at[found]], source.rows[position])}
            findings.append(Finding("LEDGER_COMMUNITY_TWICE", place, facts))
        else:
            at[found] = position
    return at


def _answer(source: Source, meaning: str, position: int, findings: list[Finding]) -> bool | None:
    text = source.text(meaning, position)
    try:
        return answer(text)
    except ValueError:
        place = source.place(position, source.column(meaning) or "")
        findings.append(Finding("ANSWER_UNKNOWN", place, {"value": text}))
        return None
