"""Work, staff, rooms and walks of every community once more, from the raw ledgers and standards."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING

from redistrict.domain.level import COMMUNITY, LEVELS, STREET
from redistrict.verify.case import Case

if TYPE_CHECKING:
    from redistrict.witness.facts import Witnessed

NEAR_M = 1000
NO_ROOM = ("", "无", "none", "no")
NUMBERS = (
    "index", "staff_needed", "staff_gap", "facility_needed", "facility_gap", "walk_m", "walk_share",
)  # fmt: skip
OFFERED = ("staff_gap", "facility_gap", "walk_m", "walk_share")
"""Numbers that a community owes to its room and who works there."""
HELD = ("staff", "office_area_m2", "office_state", "office_date")
ROUNDING_M = 1e-4

Row = dict[str, str]


def number(text: str) -> int:
    """Return the whole part of a number in a ledger, zero where there is none."""
    found = re.fullmatch(r"(\d*)\.?\d*", text)
    return int(found[1] or 0) if found else 0


def ready(room: Mapping[str, str]) -> bool:
    """Return whether an office is in use, or will be by a date."""
    state = room.get("office_state", "").strip().casefold()
    dated = room.get("office_date", "").strip() != ""
    return state in ("在用", "in use") or (dated and state not in NO_ROOM)


def index(case: Case, units: Iterable[str]) -> int:
    """Return the workload of a community: of its units, its work items and its visits."""
    duty = case.ground.problem.rules.duty
    items = [case.ground.unit[unit] for unit in units]
    total = sum(item.households for item in items)
    each = duty.small if total < duty.small_under else duty.other
    return sum(item.workload for item in items) + duty.items + each * total


class Supplied:
    """The communities of one subdistrict beside what is known of work, staff and rooms."""

    def __init__(self, witnessed: "Witnessed", case: Case) -> None:
        self.case = case
        self.known = witnessed.supply
        self.level = str(witnessed.statement.get("level", COMMUNITY))
        self.shaped = witnessed.shaped
        self.doubtful: set[str] = set()

    def rows(self) -> Iterator[Row]:
        """Yield for every community what its row must say."""
        today, sets = self.case.ground.today, self.case.sets
        for name in sorted(today.keys() | sets.keys()):
            row = {"subdistrict": self.case.ground.problem.subdistrict, "community": name}
            facts = self.held(name)
            held = {key: facts.get(key, "") for key in HELD}
            for ending, units in (("_before", today.get(name)), ("_after", sets.get(name))):
                numbers = self._numbers(name, units, held) if units else {}
                row |= {f"{key}{ending}": numbers.get(key, "") for key in NUMBERS}
            row |= held
            row["stage"] = self._stage(name)
            known = self.case.ground.problem.community.get(name)
            row["forecast_before"] = self._forecast(today.get(name))
            row["forecast_after"] = self._forecast(sets.get(name))
            row["overload_evidence"] = known.overload_evidence if known else ""
            yield row

    def _forecast(self, units: frozenset[str] | None) -> str:
        """Return the households of every later year as the tables write them."""
        years = self.case.ground.forecast(units) if units else {}
        return ";".join(f"{year}:{total}" for year, total in years.items())

    def held(self, name: str) -> Mapping[str, str]:
        """Return what the ledger says of a community, or the room that a new one may have."""
        known = self.case.ground.problem.community.get(name)
        if known:
            return dict(known.facts)
        room = self._room(name)
        return (self.known.offers or {})[room] if room else {}

    def unplaced(self, name: str) -> bool:
        """Return whether a community is new where no room could be placed: it may have any."""
        return self.known.offers is None and name not in self.case.ground.today

    def _room(self, name: str) -> str:
        """Return the unit with the best room for a new community: ready, then early, then by id."""
        offers = self.known.offers or {}
        found = sorted(offers.keys() & self.case.sets.get(name, frozenset()))
        found.sort(key=lambda unit: offers[unit].get("office_date") or "9999")
        found.sort(key=lambda unit: not ready(offers[unit]))
        return found[0] if found else ""

    def _stage(self, name: str) -> str:
        new = name not in self.case.ground.today
        if not new or self.level not in (COMMUNITY, STREET) or ready(self.held(name)):
            return ""
        return "service centre first" if LEVELS[self.level].people else "deferred"

    def _numbers(self, name: str, units: frozenset[str], held: Row) -> Row:
        found = {"index": str(index(self.case, units))}
        staff = self.staff(units) if self.level == COMMUNITY else 0
        for key, have, wanted in (
            ("staff", "staff", staff), ("facility", "office_area_m2", self.room(units)),
        ):  # fmt: skip
            if wanted:
                found[f"{key}_needed"] = str(wanted)
                found[f"{key}_gap"] = str(max(0, wanted - number(held[have])))
        if self.level == COMMUNITY:
            steps, near, total = self.walk(name, units)
            if total:
                found["walk_m"] = str(int(steps / total + 0.5))
                found["walk_share"] = str(int(100 * near / total + 0.5))
        return found

    def staff(self, units: frozenset[str]) -> int:
        """Return the workers that the standard asks for, zero where it publishes no ratio."""
        ratios = self.known.staff
        items = [self.case.ground.unit[unit] for unit in units]
        households = sum(item.households for item in items)
        asked = []
        if each := _ratio(ratios, "households_per_worker_max"):
            asked.append(ceil(households / each))
        if share := _ratio(ratios, "staff_per_10000_residents"):
            counts = [item.population for item in items]
            residents = sum(count for count in counts if count is not None)
            asked += [] if None in counts else [ceil(residents * share / 10_000)]
        return max(*asked, int(_ratio(ratios, "minimum_staff"))) if asked else 0

    def room(self, units: frozenset[str]) -> int:
        """Return the square metres that the standard asks for, zero where it asks for none."""
        if self.level != COMMUNITY:
            centre = _ratio(self.known.facilities, "street_centre_m2")
            return ceil(centre) if self.level == STREET else 0
        each = _ratio(self.known.facilities, "m2_per_100_households")
        wanted = ceil(self.case.ground.households(units) * each / 100)
        return max(wanted, ceil(_ratio(self.known.facilities, "minimum_m2")))

    def walk(self, name: str, units: frozenset[str]) -> tuple[int, int, int]:
        """Return households times metres, households near the office, and all of them."""
        known = self.case.ground.problem.community.get(name)
        office = known.anchor if known else self._room(name)
        steps = near = total = 0
        paths = self.known.paths
        if not office or paths is None or not self.shaped:
            return steps, near, total
        for unit in sorted(units):
            households = self.case.ground.unit[unit].households
            if not households:
                continue
            exact = paths.metres(unit, office)
            if abs(exact % 1 - 0.5) < ROUNDING_M:
                self.doubtful.add(name)
            metres = int(exact + 0.5)
            steps += households * metres
            near += households if metres <= NEAR_M else 0
            total += households
        return steps, near, total


def _ratio(ratios: Mapping[str, object], name: str) -> float:
    value = ratios.get(name, 0)
    return float(value) if isinstance(value, int | float) else 0.0


def rows(witnessed: "Witnessed", cases: Sequence[Case]) -> list[Row]:
    """Return what the tables of communities must say of work, staff, rooms and walks.

    Columns that the witness could not look at are left out: ways and rooms where layers could not
    be placed, and ways that rounding decides.
    """
    found = []
    for case in cases:
        supplied = Supplied(witnessed, case)
        for row in supplied.rows():
            blind = {"stage", *HELD} if witnessed.supply.offers is None else set()
            if supplied.unplaced(row["community"]):
                blind |= {f"{key}_after" for key in OFFERED}
            lost = witnessed.shaped and witnessed.supply.paths is None
            if lost or row["community"] in supplied.doubtful:
                blind |= {key for key in row if key.startswith("walk_")}
            found.append({key: value for key, value in row.items() if key not in blind})
    return found


def recorded(witnessed: "Witnessed", cases: Sequence[Case]) -> list[Row]:
    """Return what the record must say besides: every fact of the ledger."""
    found = []
    for case in cases:
        supplied = Supplied(witnessed, case)
        for name in sorted(case.ground.today.keys() | case.sets.keys()):
            row = {"subdistrict": case.ground.problem.subdistrict, "community": name}
            facts = supplied.held(name).items()
            found.append(row | {f"facts.{key}": value for key, value in facts if key not in HELD})
    return found
