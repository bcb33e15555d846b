"""Workload, staff, rooms, office and walk of every community, before and after, as text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from redistrict.domain.level import COMMUNITY, LEVELS, STREET
from redistrict.domain.rules import Profile
from redistrict.measure.case import Case
from redistrict.measure.needs import needs
from redistrict.measure.resources import CENTRE, DEFERRED, whole
from redistrict.measure.sides import side

NO_OFFICE = frozenset({"", "无", "none", "no"})

Offers = Mapping[str, Mapping[str, str]]
"""By unit: what is known of the rooms there that could become the office of a new community."""


@dataclass(frozen=True, slots=True)
class Walk:
    """How far the households of a community live from its office.

    Parameters
    ----------
    steps
        Households times whole metres.
    near
        Households within a quarter of an hour.
    households
        All of them.
    """

    steps: int = 0
    near: int = 0
    households: int = 0


Walks = Mapping[str, Walk]
"""By community; those without a known office are left out."""


@dataclass(frozen=True)
class Supply:
    """What is known beside the plan.

    Parameters
    ----------
    profile
        The standard, ``None`` without one; of communities it asks staff and rooms, of street
        offices a centre.
    before, after
        Walks to the offices of today and of the plan.
    """

    profile: Profile | None = None
    level: str = COMMUNITY
    offers: Offers = field(default_factory=dict)
    before: Walks = field(default_factory=dict)
    after: Walks = field(default_factory=dict)

    def facts(self, cases: Sequence[Case]) -> dict[str, dict[str, str]]:
        """Return work, needs, gaps, walk, office and stage of every community, as text.

        What is said of today ends in ``_before``; a community that is abolished has nothing else.
        """
        return {
            community: {
                **self._numbers(case, community, "_before"),
                **self._numbers(case, community, ""),
                **self._office(case, community),
            }
            for case in cases
            for community in case.kinds
        }

    def best(self, units: Sequence[str]) -> str:
        """Return the unit with the best room: ready ones first, then the earliest; else nothing."""
        inside = [unit for unit in units if unit in self.offers]
        return min(inside, key=self._rank, default="")

    def _rank(self, unit: str) -> tuple[bool, str, str]:
        offer = self.offers[unit]
        return not ready(offer), offer.get("office_date") or "9999", unit

    def _held(self, case: Case, community: str) -> dict[str, str]:
        """Return what the ledger says of a community, or the room that a new one may have."""
        if known := case.problem.community.get(community):
            return dict(known.facts)
        return dict(self.offers.get(self.best(case.after.get(community, ())), {}))

    def _numbers(self, case: Case, community: str, ending: str) -> dict[str, str]:
        """Return workload, what the standard asks for, what lacks, and the walk, on one side."""
        known = case.problem.community.get(community)
        today = known.units if known else ()
        units = today if ending else case.after.get(community, ())
        if not units:
            return {}
        numbers = side(tuple(case.problem.unit[unit] for unit in units))
        load = numbers.workload + case.problem.rules.duty.load(numbers.households)
        found = {"index": str(load)}
        asked, held = needs(self.profile, numbers, self.level), self._held(case, community)
        found |= asked
        for wanted, have, gap in (
            ("staff_needed", "staff", "staff_gap"),
            ("facility_needed", "office_area_m2", "facility_gap"),
        ):
            if wanted in asked:
                missing = int(asked[wanted]) - whole(held.get(have, ""))
                found[gap] = str(max(0, missing))
        if walk := (self.before if ending else self.after).get(community):
            found["walk_m"] = str(_rounded(walk.steps, walk.households))
            found["walk_share"] = str(_rounded(100 * walk.near, walk.households))
        return {f"{name}{ending}": value for name, value in found.items()}

    def _office(self, case: Case, community: str) -> dict[str, str]:
        """Return the room of a new community, or what it waits for."""
        if community in case.problem.community:
            return {}
        held = self._held(case, community)
        if ready(held) or self.level not in (COMMUNITY, STREET):
            return held
        return {**held, "stage": CENTRE if LEVELS[self.level].people else DEFERRED}


def ready(facts: Mapping[str, str]) -> bool:
    """Return whether an office exists or has a date."""
    state = facts.get("office_state", "").strip().casefold()
    in_use = state in ("在用", "in use")
    return in_use or (state not in NO_OFFICE and bool(facts.get("office_date", "").strip()))


def _rounded(amount: int, count: int) -> int:
    """Return a quotient in whole numbers, halves up."""
    return (2 * amount + count) // (2 * count)
