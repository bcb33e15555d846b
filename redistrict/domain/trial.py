"""The recommended plan tried again under other weights or other counts (敏感性)."""

from dataclasses import dataclass
from enum import StrEnum


class Asked(StrEnum):
    """What a trial changes."""

    WEIGHT = "weight"
    HOUSEHOLDS = "households"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial and how its plan differs from the recommended one.

    Parameters
    ----------
    asked, name, factor
        ``weight`` with the name of a weight of tier 1a and its factor, or ``households`` and
        ``forecast`` with the column that counts instead (factor ``"1"``).
    changed
        Names of today's communities that the trial's plan treats differently, sorted.
    units
        Units that lie together with others than in the recommended plan, counted by community id.
    exceptions
        Of the trial's plan, by the trial's own counts.
    outside
        Names of the communities of the *recommended* plan that are outside the band by the
        trial's counts and were not by the plan's own.
    solved
        Whether every subdistrict has a plan in the trial.
    """

    asked: Asked
    name: str
    factor: str
    changed: tuple[str, ...]
    units: int
    exceptions: int
    outside: tuple[str, ...]
    solved: bool = True
