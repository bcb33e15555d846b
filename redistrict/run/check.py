"""The story of ``check``: who should split or merge, and why, before anything is solved."""

from pathlib import Path

from redistrict.diagnosis import diagnose, expected_change, possible_numbers
from redistrict.domain.inspection import InspectedPart, Inspection, Judged
from redistrict.domain.problem import Problem
from redistrict.domain.step import Say, unheard
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
        findings=prepared.district.findings,
    )


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
