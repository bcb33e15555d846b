"""How many communities a subdistrict can have."""

from collections.abc import Iterable

from redistrict.diagnosis.verdicts import Diagnosis
from redistrict.domain.findings import Finding, Place
from redistrict.domain.problem import Problem
from redistrict.domain.tolerance import households
from redistrict.domain.verdict import Verdict


def possible_numbers(problem: Problem) -> Finding:
    """Return the possible numbers of communities if all were in the band.

    With T households and a band lo-hi these are ``ceil(T / hi)`` to ``floor(T / lo)``.
    """
    rules = problem.rules
    total = households(problem, tuple(unit.id for unit in problem.units))
    fewest = -(-total // rules.max)
    most = total // rules.min
    place = Place(subdistrict=problem.subdistrict)
    if fewest > most:
        facts = {
            "households": total, "min": rules.min, "max": rules.max,
            "most": fewest, "least": fewest * rules.min,
        }  # fmt: skip
        return Finding("TOTAL_FITS_NONE", place, facts)
    facts = {
        "households": total,
        "fewest": fewest,
        "most": most,
        "today": len(problem.communities),
    }
    return Finding("POSSIBLE_NUMBERS", place, facts)


def expected_change(diagnoses: Iterable[Diagnosis], maximum: int) -> tuple[int, int]:
    """Return how many communities the verdicts alone would add and take away.

    A community that should split into the fewest parts within the maximum adds all but one of
    them; one that should merge is taken away. The solver may find less where a split is not
    possible, and two small neighbours may go into one.
    """
    new = merged = 0
    for item in diagnoses:
        if item.verdict is Verdict.SPLIT:
            new += -(-item.households // maximum) - 1
        elif item.verdict is Verdict.MERGE:
            merged += 1
    return new, merged
