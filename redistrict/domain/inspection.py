"""What a check of today's communities says."""

from dataclasses import dataclass

from redistrict.domain.findings import Finding
from redistrict.domain.rules import Rules
from redistrict.domain.scenario import Statement
from redistrict.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """One community of today with its verdict; ``finding`` says why."""

    community: str
    name: str
    households: int
    verdict: Verdict
    finding: Finding


@dataclass(frozen=True, slots=True)
class InspectedPart:
    """One subdistrict.

    Parameters
    ----------
    numbers
        How many communities its households would fill.
    new, merged
        What the verdicts alone would add and take away.
    """

    subdistrict: str
    communities: tuple[Judged, ...]
    numbers: Finding
    new: int
    merged: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """Verdicts on all communities of a scenario, with the findings on its data."""

    statement: Statement
    rules: Rules
    parts: tuple[InspectedPart, ...]
    findings: tuple[Finding, ...]
