"""What a plan means in work, staff, rooms, walks and money: every number told once more."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, isclose
from typing import TYPE_CHECKING, Any

from redistrict.domain.findings import Finding, Place
from redistrict.domain.level import COMMUNITY, LEVELS, STREET
from redistrict.domain.outcome import Why
from redistrict.domain.plan import Kind
from redistrict.domain.tolerance import frozen, overloaded
from redistrict.verify.case import Case
from redistrict.verify.figures import kinds
from redistrict.verify.outcome import FILE
from redistrict.verify.supply import NEAR_M, Supplied, index, number

if TYPE_CHECKING:
    from redistrict.witness.claimed import Claimed
    from redistrict.witness.facts import Witnessed

Facts = dict[str, Any]
Due = dict[tuple[str, str], Facts]
"""By code and community (empty for the whole) what the finding must say."""


def resources(
    witnessed: "Witnessed", claimed: "Claimed", cases: Sequence[Case]
) -> Iterator[Finding]:
    """Yield findings on resources that are missing, invented, or say other numbers."""
    due = Means(witnessed, claimed, cases).due()
    told: dict[tuple[str, str], Mapping[str, Any]] = {}
    for item in claimed.resources:
        key = (str(item["code"]), str(item["place"]["community"] or ""))
        if key in told:
            yield _finding(key, "twice")
        told[key] = item["facts"]
    for key in sorted(due.keys() | told.keys()):
        if key not in told or key not in due:
            yield _finding(key, "missing" if key in due else "invented")
            continue
        wrong = [name for name, value in due[key].items() if not _same(told[key].get(name), value)]
        for name in [*wrong, *sorted(told[key].keys() - due[key].keys() - {"community"})]:
            yield _finding(key, name)


def _finding(key: tuple[str, str], fact: str) -> Finding:
    place = Place(FILE, column=f"{key[0]}.{fact}", community=key[1])
    return Finding("PLAN_RESOURCE_FALSE", place, {"code": key[0], "fact": fact})


def _same(found: Any, due: Any) -> bool:
    if isinstance(due, Weights):
        words = found if isinstance(found, list | tuple) else []
        return sorted(str(word).rpartition("×")[2] for word in words) == due.numbers
    if isinstance(due, Near):
        return isinstance(found, int | float) and due.low - 1e-9 <= found <= due.high + 1e-9
    if isinstance(due, float):
        return isinstance(found, int | float) and isclose(found, due, rel_tol=1e-12)
    if isinstance(due, tuple):
        return isinstance(found, list | tuple) and tuple(found) == due
    return type(found) is type(due) and found == due


class Weights:
    """The numbers of the weights, whose columns are named in the reader's language."""

    def __init__(self, numbers: Sequence[int], scale: int) -> None:
        self.numbers = sorted(f"{number / scale:g}" for number in numbers)


class Near:
    """A share of which ways at the very limit leave some open."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high


class Means:
    """A whole plan beside what scenario and standard say of its resources."""

    def __init__(self, witnessed: "Witnessed", claimed: "Claimed", cases: Sequence[Case]) -> None:
        self.witnessed, self.cases = witnessed, cases
        self.known = witnessed.supply
        self.level = str(witnessed.statement.get("level", COMMUNITY))
        self.names = {line.cells["community"]: line.cells["name"]
                      for line in claimed.communities[1].lines}  # fmt: skip
        self.supplied = [Supplied(witnessed, case) for case in cases]
        self.rows = [row for item in self.supplied for row in item.rows()]
        self.after = [row for item in self.supplied for row in item.rows()
                      if row["community"] in item.case.sets]  # fmt: skip
        self.after_sizes = [total for case in cases for total in case.totals.values()]

    def due(self) -> Due:
        """Return what must be told."""
        found: Due = {}
        for part in (self._work, self._staff, self._rooms, self._money, self._walk, self._grids,
                     self._stages):  # fmt: skip
            found |= part()
        return found

    def _work(self) -> Due:
        known, found = self.known, dict[tuple[str, str], Facts]()
        loads = [int(row["index_after"]) for row in self.after]
        if loads:
            rules = self.cases[0].ground.problem.rules
            found["RESOURCE_WORKLOAD", ""] = {
                "weights": Weights(known.weights, rules.scale), "least": rules.stated(min(loads)),
                "most": rules.stated(max(loads)), "mean": sum(loads) // len(loads) // rules.scale,
                "ratio": max(loads) * len(loads) / max(1, sum(loads)),
            }  # fmt: skip
        if known.items:
            words = tuple(f"{name} {count}" for name, count in known.items.items())
            found["RESOURCE_ITEMS", ""] = {
                "total": sum(known.items.values()), "words": words, "source": known.items_source,
            }  # fmt: skip
        if known.visits_source:
            today = [case.ground.households(units) for case in self.cases
                     for units in case.ground.today.values()]  # fmt: skip
            found["RESOURCE_VISITS", ""] = {
                "before": sum(map(self._visits, today)),
                "after": sum(map(self._visits, self.after_sizes)), "source": known.visits_source,
            }  # fmt: skip
        for case in self.cases:
            found |= self._overloaded(case)
        return found

    def _name(self, community: str) -> str:
        return self.names.get(community, community)

    def _visits(self, households: int) -> int:
        under, small, other = self.known.visits
        return households * (small if households < under else other)

    def _overloaded(self, case: Case) -> Due:
        """Return the evidence for every community that is to be split as overloaded."""
        problem, found = case.ground.problem, dict[tuple[str, str], Facts]()
        held = frozen(problem)
        for item in problem.communities:
            units = frozenset(item.units)
            total = case.ground.households(units)
            largest = max(case.ground.unit[unit].households for unit in units)
            if total <= problem.rules.split_over or not overloaded(problem, item):
                continue
            lies_apart = len(case.ground.reach(units)) > 1
            if item.id in held or lies_apart or largest > problem.rules.max:
                continue
            name = self._name(item.id)
            threshold = problem.rules.overload_over
            if threshold is not None and item.overloaded is None:
                stated = problem.rules.stated
                facts: Facts = {"load": stated(index(case, units)), "threshold": stated(threshold)}
                found["RESOURCE_OVERLOAD_LOAD", name] = facts
            elif item.overload_evidence:
                found["RESOURCE_OVERLOAD", name] = {"evidence": item.overload_evidence}
        return found

    def _sum(self, rows: Sequence[Mapping[str, str]], key: str) -> int:
        return sum(number(row[key]) for row in rows)

    def _staff(self) -> Due:
        known, found = self.known, dict[tuple[str, str], Facts]()
        if known.source is None or self.level != COMMUNITY:
            return found
        source = known.staff.get("source", known.source)
        if needed := self._sum(self.after, "staff_needed_after"):
            found["RESOURCE_STAFF", ""] = {
                "before": self._sum(self.rows, "staff_needed_before"), "after": needed,
                "present": self._sum(self.rows, "staff"),
                "gap_before": self._sum(self.rows, "staff_gap_before"),
                "gap": self._sum(self.after, "staff_gap_after"), "source": source,
            }  # fmt: skip
        low, high = known.staff.get("committee_min"), known.staff.get("committee_max")
        count = len(self.after)
        if isinstance(low, int) and isinstance(high, int):
            found["RESOURCE_COMMITTEE", ""] = {
                "low": low, "high": high, "least": low * count, "most": high * count,
            }  # fmt: skip
        low, high = (known.staff.get(f"grid_households_{end}") for end in ("min", "max"))
        if isinstance(low, int) and isinstance(high, int):
            numbers = [(ceil(size / high), size // low) for size in self.after_sizes]
            found["RESOURCE_GRID_WORKERS", ""] = {
                "low": low, "high": high, "least": sum(few for few, _ in numbers),
                "most": sum(map(max, numbers)), "source": source,
            }  # fmt: skip
        return found

    def _rooms(self) -> Due:
        known, found = self.known, dict[tuple[str, str], Facts]()
        if known.source is None or known.offers is None:
            return found
        count = len(self.after)
        lacking = [row for row in self.after if number(row["facility_gap_after"])]
        if needed := self._sum(self.after, "facility_needed_after"):
            found["RESOURCE_ROOMS", ""] = {
                "needed": needed, "present": self._sum(self.after, "office_area_m2"),
                "short": len(lacking), "count": count,
                "source": known.facilities.get("source", known.source),
            }  # fmt: skip
        short = tuple(
            f"{self._name(row['community'])} {row['facility_gap_after']}" for row in lacking
        )
        if short and self.level == STREET:
            found["RESOURCE_ROOMS_EACH", ""] = {"names": short}
        if self.level != COMMUNITY:
            return found
        aim, percent = known.facilities.get("aim_m2"), known.facilities.get("aim_percent")
        if isinstance(aim, int) and isinstance(percent, int) and count:
            reached = sum(number(row["office_area_m2"]) >= aim for row in self.after)
            found["RESOURCE_ROOMS_AIM", ""] = {
                "reached": reached, "count": count, "share": 100 * reached / count, "aim": aim,
                "percent": percent,
            }  # fmt: skip
        return found

    def _money(self) -> Due:
        each = self.known.money.get("yuan_per_community")
        if self.known.source is None or self.level != COMMUNITY or not isinstance(each, int):
            return {}
        before = sum(len(case.ground.today) for case in self.cases)
        facts = {
            "before": each * before, "after": each * len(self.after),
            "more": each * (len(self.after) - before), "each": each,
            "source": self.known.money.get("source", self.known.source),
        }  # fmt: skip
        return {("RESOURCE_MONEY", ""): facts}

    def _walk(self) -> Due:
        if self.known.paths is None or self.level != COMMUNITY:
            return {}
        sides: dict[str, tuple[int, int]] = {}
        doubt = False
        for side in ("before", "after"):
            near = total = 0
            for item in self.supplied:
                case = item.case
                for name, units in (case.ground.today if side == "before" else case.sets).items():
                    _, close, every = item.walk(name, units)
                    near, total = near + close, total + every
                doubt = doubt or bool(item.doubtful)
            sides[side] = near, total
        if not sides["after"][1]:
            return {}
        shares = {side: 100 * near / max(1, total) for side, (near, total) in sides.items()}
        code = "RESOURCE_WALK_ROADS" if len(self.known.paths.lines) else "RESOURCE_WALK_STRAIGHT"
        told = {side: Near(share - doubt, share + doubt) for side, share in shares.items()}
        return {(code, ""): {"metres": NEAR_M, **told}}

    def _grids(self) -> Due:
        if self.level != "grid":
            return {}
        special = sum(
            item.why is Why.LOCK and kinds(case).get(item.community) is Kind.UNTOUCHED
            for case in self.cases for item in case.exemptions
        )  # fmt: skip
        count, parents = len(self.after), len(self.cases)
        found: Due = {("RESOURCE_GRIDS", ""): {
            "grids": count, "parents": parents, "each": count / max(1, parents),
            "special": special, "present": self._sum(self.rows, "staff"),
        }}  # fmt: skip
        names = [f"{case.ground.problem.subdistrict} {len(case.sets)}" for case in self.cases]
        found["RESOURCE_GRIDS_EACH", ""] = {"names": tuple(names)}
        published = self.known.staff.get("published_grids")
        if isinstance(published, int) and self.witnessed.statement.get("made_up"):
            facts = {"place": self.known.place, "published": published, "grids": count}
            found["RESOURCE_GRIDS_PUBLISHED", ""] = facts
        return found

    def _stages(self) -> Due:
        found: Due = {}
        for code, stage in (("RESOURCE_DEFERRED", "deferred"),
                            ("RESOURCE_SERVICE_CENTRE", "service centre first")):  # fmt: skip
            waiting = tuple(self._name(row["community"]) for row in self.after
                            if row["stage"] == stage)  # fmt: skip
            if waiting:
                found[code, ""] = {"names": waiting}
        if LEVELS[self.level].people:
            found["LEVEL_STREET_PROCEDURE", ""] = {}
        return found
