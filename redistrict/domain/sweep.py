"""What a second goal gains as more change is allowed: a Pareto sweep (效果与变动的权衡)."""

from dataclasses import dataclass

from redistrict.domain.outcome import Status
from redistrict.domain.rules import Tier

SWEEPS = {"change,balance": "balanced", "change,place": "compact"}
"""Pairs of goals that can be swept: the alternative that has the second before the first."""


@dataclass(frozen=True, slots=True)
class Point:
    """The best plan under one ceiling on change.

    Parameters
    ----------
    ceiling
        Per cent of the least change that tier 1a may take, in every subdistrict.
    change, value
        Weighted change (tier 1a) and the goal that is swept.
    bound
        No plan under the ceiling has less of the goal, as few communities outside the band given;
        ``None`` where none is known.
    """

    ceiling: int
    change: int
    value: int
    bound: int | None
    status: Status
    touched: int
    moved: int
    exceptions: int

    @property
    def gap(self) -> float | None:
        """Relative distance between value and bound, ``None`` without a bound."""
        if self.bound is None:
            return None
        return max(0, self.value - self.bound) / max(1, self.value)


@dataclass(frozen=True, slots=True)
class Sweep:
    """Points in the order of their change; none is as good as another one in both goals.

    Parameters
    ----------
    goal
        Tier that is swept against change.
    least
        Least change found, 100 per cent of every ceiling.
    left_out
        Subdistricts without a plan, which no point counts.
    """

    goal: Tier
    least: int
    points: tuple[Point, ...]
    left_out: tuple[str, ...] = ()
