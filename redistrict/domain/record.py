"""The proposal as reports see it: rows of plain facts, nothing left to compute.

A record is what ``store`` writes to a folder and reads back; maps, tables and documents take
their numbers from here and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from redistrict.domain.findings import Finding
from redistrict.domain.outcome import Exemption, Outcome
from redistrict.domain.plan import Kind
from redistrict.domain.rules import Rules
from redistrict.domain.scenario import Statement
from redistrict.domain.sites import SiteRow
from redistrict.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit before and after."""

    id: str
    name: str
    subdistrict: str
    group: str
    households: int
    population: int | None
    workload: int
    area: int
    before: str
    after: str
    sensitive: bool = False
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def moved(self) -> bool:
        """Whether it has a community today and another one in the plan."""
        return bool(self.before) and self.before != self.after


@dataclass(frozen=True, slots=True)
class Side:
    """A community on one side of the change: before or after."""

    households: int
    population: int | None
    workload: int
    area: int
    units: int
    compounds: int


@dataclass(frozen=True, slots=True)
class CommunityRow:
    """One community of today or of the plan.

    Parameters
    ----------
    kind
        What happens to it.
    before, after
        ``None`` where it does not exist on that side.
    verdict
        Verdict on today's state, ``None`` for a new community.
    reason
        Finding that gives the verdict on today's state in words, ``None`` for a new community.
    cause
        Finding that says why the plan touches it, ``None`` if untouched.
    in_band
        Whether ``min <= households <= max`` on the side ``after`` (``before`` if abolished).
    tolerated
        Outside the band, untouched, and the rule lets it stay.
    exemption
        Outside the band and not tolerated: why.
    facts
        Community ledger (staff, office_address, office_area, office_state ...) and computed needs
        (``staff_needed``, ``facility_needed`` ...), as text.
    """

    id: str
    name: str
    subdistrict: str
    kind: Kind
    before: Side | None
    after: Side | None
    verdict: Verdict | None = None
    reason: Finding | None = None
    in_band: bool = True
    tolerated: bool = False
    exemption: Exemption | None = None
    filed: bool = True
    facts: Mapping[str, str] = field(default_factory=dict)
    cause: Finding | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the change list: units that leave one community for another."""

    subdistrict: str
    before: str
    after: str
    units: tuple[str, ...]
    compounds: int
    households: int
    population: int | None
    to_new: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of a plan, for one subdistrict or the whole.

    Parameters
    ----------
    moved_households
        Households whose community changes; ``moved_to_new`` and ``moved_to_existing`` add up to
        it. ``concerned_households`` are all households of touched communities. Never mixed.
    out_of_band
        All communities outside ``min..max``; ``tolerated`` and ``exceptions`` are counted within.
    workload_deviation
        Sum of |w(S) - T|.
    new_border, new_border_named
        Decimetres of limit inside today's communities, and of these the ones on a named line.
    """

    units: int
    households: int
    communities_before: int
    communities_after: int
    set_up: int
    abolished: int
    touched_communities: int
    moved_units: int
    moved_compounds: int
    moved_households: int
    moved_to_new: int
    moved_to_existing: int
    concerned_households: int
    out_of_band_before: int
    out_of_band: int
    tolerated: int
    exceptions: int
    workload_deviation: int
    population: int | None = None
    moved_population: int | None = None
    new_border: int = 0
    new_border_named: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One subdistrict of a proposal."""

    subdistrict: str
    outcome: Outcome
    totals: Totals
    solved: bool = True


@dataclass(frozen=True)
class Record:
    """A proposal: one alternative with all its rows.

    Parameters
    ----------
    alternative
        Its name (``split-merge`` ...); ``alternatives`` holds the totals of all, today first.
    complete
        ``False`` while a subdistrict has no solved plan; then 不完整 stands on every page.
    resources
        What the plan means in work, staff, rooms, walks and money.
    sites
        Resettlement sites, each with what becomes of it.
    check_code
        Short code of the manifest, printed on every page; empty until the folder is written.
    """

    statement: Statement
    alternative: str
    recommended: str
    rules: Rules
    units: tuple[UnitRow, ...]
    communities: tuple[CommunityRow, ...]
    moves: tuple[Move, ...]
    parts: tuple[Part, ...]
    totals: Totals
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    alternatives: tuple[tuple[str, Totals, Outcome], ...] = ()
    complete: bool = True
    profile_facts: Mapping[str, str] = field(default_factory=dict)
    resources: tuple[Finding, ...] = ()
    sites: tuple[SiteRow, ...] = ()
    check_code: str = ""
