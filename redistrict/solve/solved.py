"""What a solve gives and what it says on the way."""

from dataclasses import dataclass

from redistrict.domain.findings import Finding
from redistrict.domain.outcome import Outcome
from redistrict.domain.plan import Plan
from redistrict.domain.rules import Tier


@dataclass(frozen=True, slots=True)
class Progress:
    """One line of progress.

    Parameters
    ----------
    incumbent, bound
        Of ``tier``; ``None`` while unknown.
    """

    subdistrict: str
    alternative: str
    incumbent: float | None
    bound: float | None
    gap: float | None
    seconds: float
    tier: Tier | None


@dataclass(frozen=True, slots=True)
class Ended:
    """One subdistrict under one alternative is done.

    Parameters
    ----------
    done, of
        How many of all problems of the run have ended, this one included.
    left
        Share of the units, of all problems that want a search, whose search has not ended.
    """

    subdistrict: str
    alternative: str
    outcome: Outcome
    done: int
    of: int
    left: float


@dataclass(frozen=True, slots=True)
class Solved:
    """Plan and outcome of one subdistrict under one alternative.

    Parameters
    ----------
    plan
        ``None`` when impossible or stopped before any plan.
    findings
        Why it is impossible (a smallest contradictory set of locks ...) and what would help.
    """

    plan: Plan | None
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
