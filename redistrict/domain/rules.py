"""Rules, goals, locks: what a scenario allows and wants."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Action(StrEnum):
    """What may be done to today's communities (调整方式)."""

    SPLIT = "split"
    MERGE = "merge"
    RESHAPE = "reshape"


@dataclass(frozen=True, slots=True)
class Duty:
    """Workload that a community has as a whole, beside that of its units, in whole numbers.

    Parameters
    ----------
    items
        Of the work items that every community has (工作事项清单).
    small_under
        Households under which a community counts as small.
    small, other
        Of the visits to one household in a year, in a small community and in any other.
    """

    items: int = 0
    small_under: int = 0
    small: int = 0
    other: int = 0

    def load(self, households: int) -> int:
        """Return the workload of a community of some households."""
        visits = self.small if households < self.small_under else self.other
        return self.items + visits * households


@dataclass(frozen=True, slots=True)
class Rules:
    """The band and its tolerances, in households.

    Parameters
    ----------
    min, max
        The band (户数区间).
    changed_min, changed_max
        Limits for a community that is touched; the band where not set by the scenario.
    merge_under
        Below it an existing community should merge if a neighbour can take it.
    split_over
        Above it an existing community should split if it is overloaded.
    overload_over
        Workload (of its units and its ``duty``) above which a community is overloaded; ``None``:
        every community is, unless stated otherwise for a single one.
    strict
        ``True``: a plan with a community outside the band is impossible, not an exception.
    communities
        Fixed number of communities per subdistrict, ``None`` where free.
    tolerate
        ``False``: no community may stay outside the band just because it is there today (grids).
    area_min, area_max
        Further limits of a community that is touched, in hectares; ``None`` where there is none.
    duty
        Workload of a community beside that of its units.
    touched_max
        Most of today's communities that a plan may touch, in all subdistricts together; ``None``
        where there is no limit.
    forecast
        By year, in order: the column of counts with the households expected then.
    forecast_rule
        Whether a community that is touched has to lie within its limits in these years, too.
    scale
        Power of ten that makes the scenario's weights of the workload whole: every workload is
        counted so many times; see :meth:`stated`.
    """

    min: int
    max: int
    changed_min: int
    changed_max: int
    merge_under: int
    split_over: int
    overload_over: int | None = None
    strict: bool = False
    communities: int | None = None
    tolerate: bool = True
    area_min: int | None = None
    area_max: int | None = None
    duty: Duty = Duty()
    touched_max: int | None = None
    forecast: Mapping[str, str] = field(default_factory=dict)
    forecast_rule: bool = False
    scale: int = 1

    def stated(self, load: int) -> int | float:
        """Return a workload as the scenario's own weights give it, for readers."""
        return load / self.scale if load % self.scale else load // self.scale


class Tier(StrEnum):
    """Goals in the order in which they count by default."""

    EXCEPTIONS = "0a"
    EXCESS = "0b"
    CHANGE = "1a"
    UNITS = "1b"
    COMMUNITIES = "1c"
    WORKLOAD = "2"
    PLACE = "3"
    CUT_EDGES = "cut_edges"
    INERTIA = "inertia"
    TOUCHED = "touched"
    GROWTH = "growth"


@dataclass(frozen=True, slots=True)
class Change:
    """Weights of tier 1a, in households: moved + touched + new + abolished."""

    moved: int = 1
    touched: int = 100
    new: int = 200
    abolished: int = 200


@dataclass(frozen=True, slots=True)
class Alternative:
    """A named way to plan: allowed actions and tiers in order.

    Parameters
    ----------
    change_ceiling
        Per cent of the least-change value that tier 1a may take, ``None`` without a ceiling
        (``balanced`` and ``compact`` have 125).
    along_roads
        Whether a community may be divided only along one named line, or two that meet at a
        corner, its parts again in the same way.
    """

    name: str
    actions: frozenset[Action]
    order: tuple[Tier, ...]
    change_ceiling: int | None = None
    along_roads: bool = False


DEFAULT_ORDER = (
    Tier.EXCEPTIONS, Tier.EXCESS, Tier.CHANGE, Tier.UNITS, Tier.WORKLOAD, Tier.PLACE,
)  # fmt: skip
EVEN_ORDER = (
    Tier.EXCEPTIONS, Tier.EXCESS, Tier.COMMUNITIES, Tier.WORKLOAD, Tier.PLACE, Tier.CHANGE,
    Tier.UNITS,
)  # fmt: skip
"""Few communities concerned, then even ones, and only then few households moved.

Moved households count first by default, so that a split gives away the smallest piece that the
band allows (4,170 becomes 3,000 and 1,170). Who wants pieces that can be governed alike puts the
communities concerned and the workload before them; ``[goals] order`` does so for any alternative.
"""
_ALL = frozenset(Action)

TODAY = "today"
ALONG_ROADS = "along-roads"
SPLIT_MERGE = "split-merge"
LEAST_CHANGE = "least-change"
REVISED = "revised"
"""What comes of a review: its moves and locks hold, the rest is kept or solved again."""

ALTERNATIVES: dict[str, Alternative] = {
    alternative.name: alternative
    for alternative in (
        Alternative(TODAY, frozenset(), ()),
        Alternative(
            ALONG_ROADS, frozenset({Action.SPLIT, Action.MERGE}), EVEN_ORDER, along_roads=True
        ),
        Alternative(SPLIT_MERGE, frozenset({Action.SPLIT, Action.MERGE}), DEFAULT_ORDER),
        Alternative(LEAST_CHANGE, _ALL, DEFAULT_ORDER),
        Alternative(
            "balanced",
            _ALL,
            (Tier.EXCEPTIONS, Tier.EXCESS, Tier.WORKLOAD, Tier.CHANGE, Tier.UNITS, Tier.PLACE),
            125,
        ),
        Alternative(
            "compact",
            _ALL,
            (Tier.EXCEPTIONS, Tier.EXCESS, Tier.PLACE, Tier.CHANGE, Tier.UNITS, Tier.WORKLOAD),
            125,
        ),
        Alternative(REVISED, _ALL, DEFAULT_ORDER),
    )
}


class LockKind(StrEnum):
    """Kinds of decisions a planner can fix."""

    TOGETHER = "together"
    APART = "apart"
    FIXED = "fixed"
    FROZEN = "frozen"
    KEEPS = "keeps"


@dataclass(frozen=True, slots=True)
class Lock:
    """A decision the planner fixed, with its reason (锁定).

    ``together`` keeps ``units`` in one community; ``apart`` puts any two of them in different
    ones; ``fixed`` gives ``units`` to ``community``; ``frozen`` leaves ``community`` exactly as it
    is, contiguous or not (代管); ``keeps`` lets ``community`` carry on its name in a merge.
    """

    kind: LockKind
    reason: str
    units: tuple[str, ...] = ()
    community: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A published standard (标准) with its source; numbers as the place published them.

    ``staff``, ``facilities`` and ``money`` hold ratios by name, each with its source. ``rules``
    are those of communities, ``levels`` those of the other levels that the place has published.
    """

    name: str
    title: Mapping[str, str]
    place: str
    year: int
    households_mean: str
    source: str
    law: str
    rules: Mapping[str, int | bool]
    qualifier: str = ""
    staff: Mapping[str, int | float | str] = field(default_factory=dict)
    facilities: Mapping[str, int | float | str] = field(default_factory=dict)
    money: Mapping[str, int | float | str] = field(default_factory=dict)
    note: str = ""
    chinese: bool = True
    levels: Mapping[str, Mapping[str, int | bool | str]] = field(default_factory=dict)
