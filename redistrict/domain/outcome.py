"""How a solve ended, in the project's own words; no solver is asked to speak for itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from redistrict.domain.findings import Fact
from redistrict.domain.rules import Tier


class Status(StrEnum):
    """The four words for an outcome (求解结果)."""

    PROVEN = "proven"
    FEASIBLE = "feasible"
    IMPOSSIBLE = "impossible"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class TierResult:
    """Value and bound of one tier, in whole numbers.

    Parameters
    ----------
    value
        Recomputed from the plan.
    bound
        No plan has less, given the values of the better tiers; ``None`` after the first open tier.
    """

    tier: Tier
    value: int
    bound: int | None

    @property
    def proven(self) -> bool:
        """Whether the value is shown to be the best."""
        return self.bound is not None and self.bound >= self.value

    @property
    def gap(self) -> float | None:
        """Relative distance between value and bound, ``None`` without a bound."""
        if self.bound is None:
            return None
        return max(0, self.value - self.bound) / max(1, self.value)


class Why(StrEnum):
    """Why a community stays outside the band (特殊情形)."""

    UNIT = "UNIT"
    PIECE = "PIECE"
    LOCK = "LOCK"
    LIMIT = "LIMIT"
    ACTION = "ACTION"
    PROVEN = "PROVEN"
    OPEN = "OPEN"


NUMBERS = {Why.UNIT: ("unit", "unit_households"), Why.PIECE: ("piece", "fewest", "most")}
"""What a reason that gives numbers must name."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """A community outside the band that no allowed plan can bring in, with its reason.

    ``facts`` hold the numbers that the verifier checks again (the unit and its households, the
    total of the piece and the possible numbers of communities, the lock ...).
    """

    community: str
    why: Why
    facts: Mapping[str, Fact] = field(default_factory=dict)


BY_HAND = "by hand"
"""Method of a plan that people made: nothing was searched, nothing is bounded."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the solve of one subdistrict ended.

    Parameters
    ----------
    status
        ``PROVEN`` only if all tiers are.
    solver
        Who gave the bound, such as ``"HiGHS 1.15.1"``; empty where no solver was needed.
    method
        Name of the formulation, for the technical annex.
    stopped_by
        ``""``, ``"time"``, ``"interrupt"``, ``"gap"``, ``"nodes"`` or ``"crash"``.
    """

    status: Status
    tiers: tuple[TierResult, ...] = ()
    solver: str = ""
    method: str = ""
    stopped_by: str = ""
    exemptions: tuple[Exemption, ...] = ()

    @property
    def gap(self) -> float | None:
        """Gap of the first tier that is open; 0 if all are proven, ``None`` without a bound."""
        for tier in self.tiers:
            if not tier.proven:
                return tier.gap
        return 0.0 if self.tiers else None
