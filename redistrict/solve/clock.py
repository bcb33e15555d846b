"""Time, interruption and progress of one solve."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from redistrict.domain.rules import Tier
from redistrict.solve.limits import Limits
from redistrict.solve.solved import Progress, Solved

Report = Callable[[Progress], None]
Sets = tuple[tuple[int, ...], ...]


@dataclass
class Clock:
    """Watches one solve: how long it may still run, and who is told.

    Parameters
    ----------
    stopped_by
        First reason why a search ended early: ``"time"``, ``"interrupt"``, ``"gap"`` or
        ``"nodes"``.
    cancelled
        Asked now and then; ``True`` ends the search with what it has.
    keep
        Receives every plan that could be published if the search were cut off now.
    offer
        Takes such a plan as sets of nodes; the engine sets it up to feed ``keep``.
    """

    subdistrict: str
    alternative: str
    limits: Limits
    report: Report | None = None
    started: float = field(default_factory=time.monotonic)
    stopped_by: str = ""
    cancelled: Callable[[], bool] = field(default=lambda: False)
    keep: Callable[[Solved], None] = field(default=lambda _: None)
    offer: Callable[[Sets], None] = field(default=lambda _: None)

    @property
    def seconds(self) -> float:
        """Seconds since the solve began."""
        return time.monotonic() - self.started

    @property
    def left(self) -> float | None:
        """Seconds left, ``None`` without a limit."""
        limit = self.limits.time_limit_s
        return None if limit is None else max(0.0, limit - self.seconds)

    @property
    def over(self) -> bool:
        """Whether the search has to end now."""
        if self.cancelled():
            self.stop("interrupt")
        if self.stopped_by == "interrupt":
            return True
        if self.left is not None and self.left <= 0:
            self.stop("time")
            return True
        return False

    def stop(self, reason: str) -> None:
        """Remember why the search ended early; an interruption outweighs the rest."""
        if reason and (not self.stopped_by or reason == "interrupt"):
            self.stopped_by = reason

    def quiet(self) -> "Clock":
        """Return a clock with the same limits that tells and keeps nothing."""
        return Clock(
            self.subdistrict, self.alternative, self.limits,
            started=self.started, cancelled=self.cancelled,
        )  # fmt: skip

    def tell(self, tier: Tier | None, incumbent: float | None, bound: float | None) -> None:
        """Report progress."""
        if self.report is None:
            return
        gap = None
        if incumbent is not None and bound is not None:
            gap = max(0.0, incumbent - bound) / max(1.0, abs(incumbent))
        self.report(
            Progress(self.subdistrict, self.alternative, incumbent, bound, gap, self.seconds, tier)
        )
