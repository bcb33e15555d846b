"""The whole district from its subdistricts: sums, status, what is written twice."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from redistrict.domain.findings import Fact, Finding, Place
from redistrict.domain.outcome import Status
from redistrict.verify.case import Case
from redistrict.verify.figures import totals, touched
from redistrict.verify.outcome import FILE, Part, differing, gaps
from redistrict.verify.terms import same

if TYPE_CHECKING:
    from redistrict.witness.claimed import Claimed
    from redistrict.witness.facts import Witnessed

_WORST = (Status.IMPOSSIBLE, Status.STOPPED, Status.FEASIBLE, Status.PROVEN)


def echoes(claimed: "Claimed") -> Iterator[Finding]:
    """Check that what is written twice is the same."""
    for echo in claimed.echoes:
        if not same(echo.first, echo.second):
            yield Finding("PLAN_ECHO_DIFFERS", Place(FILE, column=echo.where))


def parts_there(witnessed: "Witnessed", claimed: "Claimed") -> Iterator[Finding]:
    """Every subdistrict that was asked for has its part, its problem, and no other has."""
    asked = [problem.subdistrict for problem in witnessed.problems]
    for file, found in (
        (FILE, [part.subdistrict for part in claimed.parts]),
        ("problem.json", [item.subdistrict for item in claimed.problems]),
    ):
        for name in sorted({*asked, *found}):
            if found.count(name) != asked.count(name):
                code = "PLAN_PART_MISSING" if name not in found else "PLAN_PART_UNKNOWN"
                yield Finding(code, Place(file, subdistrict=name))


def stated(witnessed: "Witnessed", claimed: "Claimed") -> Iterator[Finding]:
    """Check that definition, date, source and band are printed as the scenario states them."""
    facts, rules = claimed.statement or {}, claimed.rules or {}
    for key, value in witnessed.statement.items():
        if not same(facts.get(key), value):
            yield Finding("PLAN_TERMS_DIFFER", Place(FILE, column=key), {"key": key})
    if not all(same(dict(rules), asdict(problem.rules)) for problem in witnessed.problems):
        yield Finding("PLAN_TERMS_DIFFER", Place(FILE, column="rules"), {"key": "rules"})


def complete(claimed: "Claimed") -> Iterator[Finding]:
    """Check that the plan calls itself complete only if every subdistrict has a plan."""
    solved = all(part.solved for part in claimed.parts)
    if claimed.complete is not solved:
        yield Finding("PLAN_COMPLETE_FALSE", Place(FILE, column="complete"))


def known(witnessed: "Witnessed", claimed: "Claimed") -> Iterator[Finding]:
    """Check that the alternative is one that the scenario asks for."""
    if claimed.alternative not in witnessed.alternatives:
        facts: dict[str, Fact] = {
            "name": claimed.alternative,
            "known": tuple(witnessed.alternatives),
        }
        yield Finding("PLAN_ALTERNATIVE_UNKNOWN", Place(FILE, column="alternative"), facts)


def sums(parts: Sequence[Part], claimed: "Claimed") -> Iterator[Finding]:
    """Check that the figures of the whole are the sums of those of the subdistricts."""
    if not parts:
        return
    each = [totals(part.case) for part in parts]
    expected: dict[str, int | None] = {}
    for key in each[0]:
        values = [item[key] for item in each]
        known = [value for value in values if value is not None]
        expected[key] = sum(known) if len(known) == len(values) else None
    whole = Part(parts[0].case, claimed.whole, parts[0].alternative)
    yield from differing(whole, expected)
    yield from gaps(whole)
    yield from _joined(parts, whole)


def room(cases: Sequence[Case]) -> int | None:
    """Return how many more communities might be touched, ``None`` without a limit."""
    most = cases[0].ground.problem.rules.touched_max if cases else None
    return None if most is None else most - sum(len(touched(case)) for case in cases)


def limit(cases: Sequence[Case]) -> Iterator[Finding]:
    """No more communities are touched, in all subdistricts together, than the scenario allows."""
    left = room(cases)
    if left is not None and left < 0 and any(case.planned for case in cases):
        count = sum(len(touched(case)) for case in cases)
        yield Finding("PLAN_TOO_MANY_TOUCHED", facts={"limit": left + count, "touched": count})


def _joined(parts: Sequence[Part], whole: Part) -> Iterator[Finding]:
    """Tiers add up; a bound of the whole needs one from every part; the worst status counts."""
    claims = [part.claim for part in parts]
    longest = max((claim.tiers for claim in claims), key=len)
    found = [(item.result.tier, item.result.value, item.result.bound) for item in whole.claim.tiers]
    expected = []
    open_above = False
    for at, first in enumerate(longest):
        results = [claim.tiers[at].result for claim in claims if len(claim.tiers) > at]
        limits = [result.bound for result in results if result.bound is not None]
        value = sum(result.value for result in results)
        bound = sum(limits) if len(limits) == len(claims) and not open_above else None
        open_above = open_above or bound is None or bound < value
        expected.append((first.result.tier, value, bound))
    if found != expected:
        yield whole.finding("PLAN_WHOLE_TIERS", "tiers")
    worst = min((claim.status for claim in claims), key=_WORST.index)
    if whole.claim.status is not worst:
        yield whole.finding("PLAN_STATUS_FALSE", "status", status=whole.claim.status.value)
    theirs = [item for claim in claims for item in claim.exemptions]
    if list(whole.claim.exemptions) != theirs:
        yield whole.finding("PLAN_WHOLE_EXEMPTIONS", "exemptions")
