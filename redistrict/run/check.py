"""The story of ``check``: who should split or merge, and why, before anything is solved."""

from pathlib import Path

from redistrict.diagnosis import diagnose, expected_change, possible_numbers
from redistrict.domain.findings import Finding
from redistrict.domain.inspection import InspectedPart, Inspection, Judged
from redistrict.domain.outcome import Outcome, Status
from redistrict.domain.problem import Problem
from redistrict.domain.step import Say, unheard
from redistrict.measure import growth
from redistrict.measure.case import Case
from redistrict.run.prepare import Prepared, prepare


def check(path: Path, say: Say = unheard) -> Inspection:
    """Judge every community of a scenario.

    Raises
    ------
    Failure
        Scenario or input are wrong.
    """
    prepared = prepare(path, land=False, say=say)
    return inspect(prepared)


def inspect(prepared: Prepared) -> Inspection:
    """Return the verdicts of a prepared scenario."""
    return Inspection(
        statement=prepared.scenario.statement(),
        rules=prepared.rules,
        parts=tuple(_part(prepared, problem) for problem in prepared.problems),
        findings=(*prepared.district.findings, *_growth(prepared)),
    )


def _growth(prepared: Prepared) -> tuple[Finding, ...]:
    """Return what becomes of today's communities in the years of the forecast."""
    outcome = Outcome(Status.FEASIBLE)
    cases = [Case(problem, None, outcome, {}, sought=False) for problem in prepared.problems]
    return tuple(growth.findings(cases, prepared.scenario.statement().tongue))


def _part(prepared: Prepared, problem: Problem) -> InspectedPart:
    diagnoses = diagnose(problem, neighbours_known=prepared.neighbours_known)
    new, merged = expected_change(diagnoses, prepared.rules.max)
    judged = tuple(
        Judged(
            item.community,
            problem.community[item.community].name,
            item.households,
            item.verdict,
            item.finding,
        )
        for item in diagnoses
    )
    return InspectedPart(problem.subdistrict, judged, possible_numbers(problem), new, merged)
