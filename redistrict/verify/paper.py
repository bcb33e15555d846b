"""A page or paper beside the proposal it belongs to, and what it may name."""

import re
from collections import Counter
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from redistrict.domain.findings import Finding, Place
from redistrict.verify import figures, rows
from redistrict.verify.case import Case
from redistrict.verify.folder import parts_of

if TYPE_CHECKING:
    from redistrict.witness.claimed import Claimed, Printed
    from redistrict.witness.facts import Witnessed

LAW = frozenset({0, 100, 700})
"""Households that papers may name beside those of the plan: none, and 100 to 700 of the law on
residents' committees (城市居民委员会组织法, 第六条)."""
DIGITS = 20
"""More than any number of a plan has."""
AWKWARD = re.compile(r"\D.*\d$|\d户")
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Letters that no paper prints, as they break files or turn round what a reader sees."""


@dataclass(frozen=True)
class Proposal:
    """All alternatives of a proposal beside the witnessed facts.

    Parameters
    ----------
    claims
        What the folders say, that on top first; the verifier has accepted them.
    code
        The check code that belongs to the files.
    """

    witnessed: "Witnessed"
    claims: tuple["Claimed", ...]
    code: str

    @cached_property
    def cases(self) -> dict[str, list[Case]]:
        """Every alternative's subdistricts."""
        return {
            claimed.alternative: [part.case for part in parts_of(self.witnessed, claimed)]
            for claimed in self.claims
        }

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """Alternatives in the order of the record."""
        return self.claims[0].compared

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """Names of communities by id, of every alternative; those of new ones as the table says."""
        found = {}
        for claimed in self.claims:
            told = {line.cells["community"]: line.cells["name"].removeprefix("'")
                    for line in claimed.communities[1].lines}  # fmt: skip
            for case in self.cases[claimed.alternative]:
                told |= case.ground.name
            found[claimed.alternative] = told
        return found

    @cached_property
    def known(self) -> frozenset[int]:
        """Every number of households that a paper may name."""
        ratios = self.witnessed.supply.staff.values()
        found = {*LAW, *self.witnessed.named, *(value for value in ratios if type(value) is int)}
        if self.witnessed.sites:
            sizes = [size for size, _beside, _met in self.witnessed.sites.sites.values()]
            found |= {*sizes, sum(sizes)}
        for problem in self.witnessed.problems:
            found |= {value for value in asdict(problem.rules).values() if type(value) is int}
        for cases in self.cases.values():
            for case in cases:
                found |= _households(case)
            for column in ("before", "after"):
                sides = (rows.community_rows(case) for case in cases)
                found.add(sum(int(row[f"households_{column}"] or 0) for side in sides
                              for row in side))  # fmt: skip
            found.add(sum(unit.households for case in cases for unit in case.ground.problem.units
                          if not case.ground.home.get(unit.id)))  # fmt: skip
            every = [figures.totals(case) for case in cases]
            found |= {sum(item[key] or 0 for item in every) for key in _SUMS}
        return frozenset(found)

    @cached_property
    def awkward(self) -> re.Pattern[str] | None:
        """Names that would be taken for numbers of households, or run into one."""
        names = {name for told in self.names.values() for name in told.values()}
        for problem in self.witnessed.problems:
            names |= {unit.name for unit in problem.units} | {unit.group for unit in problem.units}
            names |= {unit.id for unit in problem.units}
            names.add(problem.subdistrict)
        printed = {seen(name) for name in names}
        found = sorted((name for name in printed if AWKWARD.search(name)), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, found))) if found else None


_SUMS = ("households", "moved_households", "moved_to_new", "moved_to_existing",
         "concerned_households")  # fmt: skip


def _households(case: Case) -> set[int]:
    """Return the households of every set that a paper speaks of."""
    found = {value for key, value in figures.totals(case).items() if key in _SUMS and value}
    sums = Counter[tuple[int, object]]()
    for unit in case.ground.problem.units:
        before, after = case.ground.home.get(unit.id), case.assignment.get(unit.id)
        sets = (
            unit.id, before, after, (before, after), unit.group or unit.id, (unit.group, before),
            (unit.group, after), (unit.group, before, after),
        )  # fmt: skip
        for key in enumerate(sets):
            sums[key] += unit.households
    return found | set(sums.values()) | {_changed(case)}


def _changed(case: Case) -> int:
    """Return the households of all sets that are not today's: papers add them up.

    It is more than are concerned today where land without a community joins them.
    """
    today: dict[str | None, set[str]] = {}
    planned: dict[str | None, set[str]] = {}
    for unit in case.ground.problem.units:
        today.setdefault(case.ground.home.get(unit.id), set()).add(unit.id)
        planned.setdefault(case.assignment.get(unit.id), set()).add(unit.id)
    moved = set().union(*(units for key, units in planned.items() if today.get(key) != units))
    return sum(unit.households for unit in case.ground.problem.units if unit.id in moved)


def seen(text: str) -> str:
    """Return a text as papers print it."""
    return INVISIBLE.sub("", text)


def _letters(text: str) -> str:
    """Return a name without what a file name cannot hold."""
    return re.sub(r"\W|_", "", seen(text))[:30]


@dataclass(frozen=True)
class Paper:
    """One page or paper of an alternative."""

    proposal: Proposal
    alternative: str
    printed: "Printed"

    def cases(self, alternative: str = "") -> list[Case]:
        """Return the subdistricts of an alternative that the file is about."""
        every = self.proposal.cases.get(alternative or self.alternative, [])
        scope = _letters(self.printed.scope)
        return [case for case in every if scope in ("", _letters(case.ground.problem.subdistrict))]

    def finding(self, code: str, **facts: str | int | tuple[str, ...] | tuple[int, ...]) -> Finding:
        """Return a finding about the file."""
        return Finding(code, Place(self.printed.file), facts)
