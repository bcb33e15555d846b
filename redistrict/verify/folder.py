"""A whole proposal beside the witnessed facts: the checks of every subdistrict and of the whole."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from redistrict.domain.findings import Finding, sort_findings
from redistrict.domain.outcome import Exemption
from redistrict.domain.rules import ALTERNATIVES, TODAY, Tier
from redistrict.verify import (
    outcome,
    plan,
    remarks,
    resources,
    rows,
    sheets,
    sites,
    supply,
    terms,
    whole,
)
from redistrict.verify.case import Case, Ground
from redistrict.verify.outcome import Part

if TYPE_CHECKING:
    from redistrict.witness.claimed import Claimed, PartClaim
    from redistrict.witness.facts import Witnessed

UNIT_KEYS = ("unit_id",)
COMMUNITY_KEYS = ("subdistrict", "community")
CHANGE_KEYS = ("subdistrict", "community_before", "community_after")
AREAS = frozenset({"area_m2_before", "area_m2_after"})
RECORD_ONLY = frozenset({"filed", "reason"})
NOTHING: frozenset[str] = frozenset()

PartCheck = Callable[[Part], Iterator[Finding]]


@dataclass(frozen=True)
class Checks:
    """The checks to run; all of them unless a test takes one away."""

    cases: tuple[plan.Check, ...] = plan.CHECKS
    parts: tuple[PartCheck, ...] = outcome.CHECKS
    rest: frozenset[str] = frozenset(
        {"terms", "edges", "units", "copies", "communities", "changes"}
        | {
            "echoes",
            "parts",
            "stated",
            "complete",
            "known",
            "sums",
            "limit",
            "sites",
            "supply",
            "resources",
            "remarks",
        }
    )


def verify(
    witnessed: "Witnessed", claimed: "Claimed", checks: Checks | None = None
) -> tuple[Finding, ...]:
    """Return everything that is wrong with a proposal; empty if it is accepted.

    Parameters
    ----------
    witnessed
        Facts of the raw inputs; only the subdistricts that were asked for.
    claimed
        What the folder of one alternative says.
    """
    checks = checks or Checks()
    parts = _with_room(list(parts_of(witnessed, claimed)))
    found = [*_whole(witnessed, claimed, parts, checks.rest)]
    for part in parts:
        found += plan.verify_case(part.case, checks.cases)
        for check in checks.parts:
            found += check(part)
    found += _terms(witnessed, claimed, checks.rest)
    found += _tables(witnessed, claimed, [part.case for part in parts], checks.rest)
    return sort_findings(dict.fromkeys(found))


def parts_of(witnessed: "Witnessed", claimed: "Claimed") -> Iterator[Part]:
    """Yield the case of every subdistrict that is both witnessed and claimed."""
    choice = witnessed.alternatives.get(claimed.alternative, ALTERNATIVES[TODAY])
    problems = {item.subdistrict: item for item in claimed.problems}
    figures = {part.subdistrict: part for part in claimed.parts}
    by_home = _rows(witnessed, claimed)
    for problem in witnessed.problems:
        name = problem.subdistrict
        claim = figures.get(name)
        if claim is None:
            continue
        stated = problems.get(name)
        settled = terms.settle(problem, stated, witnessed) if stated else problem
        case = Case(
            ground=Ground(settled, _elsewhere(witnessed, name), witnessed.joined),
            rows=tuple(by_home.get(name, ())),
            actions=choice.actions,
            exemptions=_exemptions(claimed, name),
            closed=_closed(claim),
            planned=claim.solved and claimed.alternative != TODAY,
            along_roads=choice.along_roads,
        )
        yield Part(case, claim, choice, unplaced=not witnessed.grounded)


def _with_room(parts: list[Part]) -> list[Part]:
    """Return the cases, each told how many more communities the whole plan might touch."""
    room = whole.room([part.case for part in parts])
    return [replace(part, case=replace(part.case, room=room)) for part in parts]


def _elsewhere(witnessed: "Witnessed", name: str) -> dict[str, str]:
    """Return the subdistrict of every community of today that lies in another one."""
    return {
        community.id: problem.subdistrict
        for problem in witnessed.problems
        for community in problem.communities
        if problem.subdistrict != name
    }


def _closed(claim: "PartClaim") -> bool:
    return any(item.result.tier is Tier.EXCEPTIONS and item.result.proven for item in claim.tiers)


def _rows(witnessed: "Witnessed", claimed: "Claimed") -> dict[str | None, list[tuple[str, str]]]:
    """Return units and communities as claimed, by the subdistrict where the unit really is."""
    home = {unit.id: unit.subdistrict for item in witnessed.problems for unit in item.units}
    found: dict[str | None, list[tuple[str, str]]] = {}
    for line in claimed.units.lines:
        unit = line.cells.get("unit_id", "")
        where = home.get(unit, line.cells.get("subdistrict"))
        found.setdefault(where, []).append((unit, line.cells.get("community_after", "")))
    return found


def _exemptions(claimed: "Claimed", name: str) -> tuple[Exemption, ...]:
    where = {
        line.cells["community"]: line.cells["subdistrict"] for line in claimed.communities[1].lines
    }
    return tuple(item for item in claimed.exemptions if where.get(item.community) == name)


def _whole(
    witnessed: "Witnessed", claimed: "Claimed", parts: Sequence[Part], asked: Iterable[str]
) -> Iterator[Finding]:
    checks: dict[str, Callable[[], Iterator[Finding]]] = {
        "echoes": lambda: whole.echoes(claimed),
        "parts": lambda: whole.parts_there(witnessed, claimed),
        "stated": lambda: whole.stated(witnessed, claimed),
        "complete": lambda: whole.complete(claimed),
        "known": lambda: whole.known(witnessed, claimed),
        "sums": lambda: whole.sums(parts, claimed),
        "limit": lambda: whole.limit([part.case for part in parts]),
        "sites": lambda: sites.sites(witnessed, claimed),
    }
    for name, check in checks.items():
        if name in asked:
            yield from check()


def _terms(witnessed: "Witnessed", claimed: "Claimed", asked: Iterable[str]) -> Iterator[Finding]:
    for claim in claimed.problems:
        problem = witnessed.problem.get(claim.subdistrict)
        if problem is not None and "terms" in asked:
            yield from terms.statements(problem, claim)
        if problem is not None and "edges" in asked:
            yield from terms.edges(problem, claim, witnessed)


def _tables(
    witnessed: "Witnessed", claimed: "Claimed", cases: Sequence[Case], asked: Iterable[str]
) -> Iterator[Finding]:
    """Compare every table with the rows it must have: units by subdistrict, then by id."""
    skipped = NOTHING if witnessed.grounded else AREAS
    units = [row for case in cases for row in rows.unit_rows(case)]
    if "units" in asked:
        yield from sheets.compare(claimed.units, units, UNIT_KEYS, NOTHING, counted=False)
    if "copies" in asked:
        layer = [row for case in cases for row in rows.layer_rows(case)]
        for sheet in claimed.copies:
            yield from sheets.compare(sheet, layer, UNIT_KEYS, NOTHING, ordered=False)
    if "communities" in asked:
        expected = [row for case in cases for row in rows.community_rows(case)]
        listed, recorded = claimed.communities
        yield from sheets.compare(listed, expected, COMMUNITY_KEYS, skipped | RECORD_ONLY)
        yield from sheets.compare(recorded, expected, COMMUNITY_KEYS, skipped)
    if "supply" in asked:
        expected = supply.rows(witnessed, cases)
        for sheet in claimed.communities:
            yield from sheets.compare(
                sheet, expected, COMMUNITY_KEYS, NOTHING, ordered=False, counted=False
            )
        more = supply.recorded(witnessed, cases)
        yield from sheets.compare(
            claimed.communities[1], more, COMMUNITY_KEYS, NOTHING, ordered=False, counted=False
        )
    if "resources" in asked:
        yield from resources.resources(witnessed, claimed, cases)
    if "remarks" in asked:
        yield from remarks.remarks(witnessed, claimed, cases)
    if "changes" in asked:
        expected = [row for case in cases for row in rows.change_rows(case)]
        for sheet in claimed.changes:
            yield from sheets.compare(sheet, expected, CHANGE_KEYS, NOTHING)
