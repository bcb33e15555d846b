"""What ``findings.json`` says of the plan: bodies that it cuts, communities that outgrow it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from redistrict.domain.findings import Finding, Place
from redistrict.verify.case import Case

if TYPE_CHECKING:
    from redistrict.witness.claimed import Claimed
    from redistrict.witness.facts import Witnessed

FILE = "findings.json"
COLLECTIVE, WITHIN, OUTSIDE = "PLAN_CUTS_COLLECTIVE", "FORECAST_WITHIN", "FORECAST_OUTSIDE"
FEW = 12
"""Most communities that one remark on the forecast names."""

Facts = Mapping[str, Any]


def remarks(witnessed: "Witnessed", claimed: "Claimed", cases: Sequence[Case]) -> Iterator[Finding]:
    """Yield remarks on the plan that are missing, invented, or say something else."""
    told = [(str(item["code"]), item["facts"]) for item in claimed.remarks]
    yield from _collectives(witnessed, [facts for code, facts in told if code == COLLECTIVE], cases)
    names = {line.cells["community"]: line.cells["name"]
             for line in claimed.communities[1].lines}  # fmt: skip
    years = cases[0].ground.problem.rules.forecast if cases else {}
    left = {year: _year(year, names, cases) for year in years}
    for code, facts in told:
        if code in (WITHIN, OUTSIDE):
            expected, wanted = left.pop(str(facts.get("year")), (None, {}))
            if code != expected or not _agree(facts, wanted):
                yield _finding(code, _words(facts), _words(wanted))
    for code, facts in left.values():
        yield _finding(code, "", _words(facts))


def _finding(code: str, found: str, expected: str) -> Finding:
    place = Place(FILE, column=code)
    facts = {"code": code, "found": found[:200] or "-", "expected": expected[:200] or "-"}
    return Finding("PLAN_REMARK_FALSE", place, facts)


def _words(facts: Facts) -> str:
    return "; ".join(f"{key} {value}" for key, value in sorted(facts.items()))


def _collectives(
    witnessed: "Witnessed", told: Sequence[Facts], cases: Sequence[Case]
) -> Iterator[Finding]:
    """Compare the bodies whose inhabited units lie in more communities than today, or in two."""
    if witnessed.collectives is None:
        return
    found = Counter(name for facts in told for name in _names(facts))
    sure, maybe = Counter[str](), Counter[str]()
    for body in witnessed.collectives:
        sides: tuple[set[str | None], set[str | None]] = set(), set()
        for case in cases:
            own = [unit for unit in body.units & case.ground.unit.keys()
                   if case.ground.unit[unit].households]  # fmt: skip
            sides[0].update(case.ground.home.get(unit) for unit in own)
            sides[1].update(case.assignment.get(unit) for unit in own)
        before, after = (len(side - {None}) for side in sides)
        if body.doubtful:
            maybe[body.name] += 1
        elif after > max(1, before):
            sure[body.name] += 1
    lacking, added = sure - found, found - sure - maybe
    if lacking or added or len(told) > 1:
        yield _finding(COLLECTIVE, "、".join(sorted(found.elements())),
                       "、".join(sorted(sure.elements())))  # fmt: skip


def _year(year: str, names: Mapping[str, str], cases: Sequence[Case]) -> tuple[str, Facts]:
    """Return what must be said of a year: who is inside the band now and outside it then."""
    rules = cases[0].ground.problem.rules
    leaving = []
    for case in cases:
        for community, units in case.sets.items():
            then = case.ground.forecast(units)[year]
            inside = rules.min <= case.totals[community] <= rules.max
            if inside and not rules.min <= then <= rules.max:
                leaving.append(f"{names.get(community, '')} {then:,}")
    if not leaving:
        return WITHIN, {"year": year}
    facts = {"year": year, "count": len(leaving), "min": rules.min, "max": rules.max}
    return OUTSIDE, {**facts, "names": tuple(leaving)}


def _names(facts: Facts) -> list[str]:
    names = facts.get("names", ())
    return [str(name) for name in (names if isinstance(names, list | tuple) else [names])]


def _agree(facts: Facts, due: Facts) -> bool:
    """Return whether facts are those that are due; of many names the first few may stand."""
    rest = {key: value for key, value in facts.items() if key != "names"}
    if rest != {key: value for key, value in due.items() if key != "names"}:
        return False
    said, all_ = _names(facts), _names(due)
    if len(all_) > FEW:
        return len(said) == FEW + 1 and said[-1] == "…" and not Counter(said[:-1]) - Counter(all_)
    return Counter(said) == Counter(all_)
