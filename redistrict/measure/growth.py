"""What becomes of communities in the years of the forecast."""

from collections.abc import Iterator, Sequence

from redistrict.domain.findings import Finding
from redistrict.domain.problem import Problem
from redistrict.domain.tolerance import distance, expected, households
from redistrict.measure.case import Case
from redistrict.measure.names import name_communities

FEW = 12
"""Most communities that are named in one sentence."""


def facts(problem: Problem, before: tuple[str, ...], after: tuple[str, ...]) -> dict[str, str]:
    """Return the households expected on both sides of the change, nothing without a forecast."""
    if not problem.rules.forecast:
        return {}
    return {"forecast_before": _row(problem, before), "forecast": _row(problem, after)}


def _row(problem: Problem, units: tuple[str, ...]) -> str:
    if not units:
        return ""
    pairs = zip(problem.rules.forecast, expected(problem, units), strict=True)
    return ";".join(f"{year}:{total}" for year, total in pairs)


def findings(cases: Sequence[Case], language: str) -> Iterator[Finding]:
    """Yield for every year which communities, now within the band, are outside it then."""
    rules = cases[0].problem.rules if cases else None
    for at, year in enumerate(rules.forecast if rules else ()):
        names = [name for case in cases for name in _leaving(case, at, language)]
        if rules is None or not names:
            yield Finding("FORECAST_WITHIN", facts={"year": year})
            continue
        shown = tuple(names[:FEW]) + (("…",) if len(names) > FEW else ())
        yield Finding(
            "FORECAST_OUTSIDE",
            facts={"year": year, "count": len(names), "min": rules.min, "max": rules.max,
                   "names": shown},
        )  # fmt: skip


def _leaving(case: Case, at: int, language: str) -> Iterator[str]:
    problem, rules = case.problem, case.problem.rules
    names = name_communities(case, language)
    for community, units in case.after.items():
        now, then = households(problem, units), expected(problem, units)[at]
        if not distance(now, rules.min, rules.max) and distance(then, rules.min, rules.max):
            yield f"{names[community]} {then:,}"
