"""The verdict on each community of today, with the sentence that says why."""

from collections.abc import Mapping
from dataclasses import dataclass

from redistrict.domain.findings import Fact, Finding, Place
from redistrict.domain.problem import Problem
from redistrict.domain.rules import LockKind
from redistrict.domain.tolerance import (
    frozen,
    households,
    index,
    neighbour_communities,
    overloaded,
    tolerated,
)
from redistrict.domain.units import Community, pieces
from redistrict.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Verdict on one community of today.

    Parameters
    ----------
    finding
        Says why, with the numbers of the rule.
    """

    community: str
    households: int
    verdict: Verdict
    finding: Finding


def diagnose(problem: Problem, *, neighbours_known: bool = True) -> tuple[Diagnosis, ...]:
    """Return the verdict on every community of today, in the order of their ids.

    Parameters
    ----------
    neighbours_known
        ``False`` when only a ledger was given: what needs neighbours is then
        ``Verdict.MERGE_OPEN``.
    """
    case = _Case(problem, neighbours_known)
    return tuple(case.judge(community) for community in problem.communities)


class _Case:
    """What all verdicts of one subdistrict need, computed once."""

    def __init__(self, problem: Problem, neighbours_known: bool) -> None:
        self.problem = problem
        self.rules = problem.rules
        self.known = neighbours_known
        self.size = {item.id: households(problem, item.units) for item in problem.communities}
        self.beside = neighbour_communities(problem)
        self.tolerated = tolerated(problem)
        self.frozen = frozen(problem)

    def judge(self, community: Community) -> Diagnosis:
        verdict, code, facts = self._decide(community)
        total = self.size[community.id]
        place = Place(subdistrict=self.problem.subdistrict, community=community.name)
        rules = self.rules
        numbers: dict[str, Fact] = {
            "households": total,
            "min": rules.min,
            "max": rules.max,
            "merge_under": rules.merge_under,
            "split_over": rules.split_over,
        }
        return Diagnosis(
            community.id, total, verdict, Finding(code, place, {**numbers, **facts})
        )  # fmt: skip

    def _decide(self, community: Community) -> tuple[Verdict, str, Mapping[str, Fact]]:
        total = self.size[community.id]
        parts = pieces(community.units, self.problem.adjacent) if self.known else ()
        if len(parts) > 1 and community.id not in self.frozen:
            smallest = min(parts, key=lambda piece: (len(piece), piece))
            names = tuple(self._unit_name(unit) for unit in smallest[:5])
            return Verdict.PIECES, "DISCONNECTED", {"pieces": len(parts), "units": names}
        if self.rules.min <= total <= self.rules.max:
            return Verdict.FITS, "FITS", {}
        small = total < self.rules.min
        if community.id in self.frozen and community.id not in self.tolerated:
            return Verdict.EXCEPTION, "FROZEN_OUTSIDE", {"reason": self._reason(community.id)}
        return self._small(community) if small else self._large(community)

    def _small(self, community: Community) -> tuple[Verdict, str, Mapping[str, Fact]]:
        total = self.size[community.id]
        if total >= self.rules.merge_under:
            return Verdict.TOLERATED, "TOLERATED_SMALL", {}
        if not self.known:
            return Verdict.MERGE_OPEN, "MERGE_OPEN", {}
        others = self.beside[community.id]
        able = [other for other in others if total + self.size[other] <= self.rules.max]
        if able:
            return Verdict.MERGE, "MERGE_POSSIBLE", {"neighbours": self._named(able)}
        if others:
            return Verdict.TOLERATED, "TOLERATED_NO_ROOM", {"neighbours": self._named(others)}
        return Verdict.TOLERATED, "TOLERATED_ALONE", {}

    def _large(self, community: Community) -> tuple[Verdict, str, Mapping[str, Fact]]:
        total = self.size[community.id]
        if total <= self.rules.split_over:
            return Verdict.TOLERATED, "TOLERATED_LARGE", {}
        evidence = community.overload_evidence
        measured = self._measured(community)
        if not overloaded(self.problem, community):
            code = "TOLERATED_UNDER_LOAD" if measured else "TOLERATED_NOT_OVERLOADED"
            return Verdict.TOLERATED, code, measured or {"evidence": evidence}
        biggest = max(
            (self.problem.unit[unit] for unit in community.units),
            key=lambda unit: (unit.households, unit.id),
        )
        if biggest.households > self.rules.max:
            name = biggest.name or biggest.id
            return Verdict.EXCEPTION, "UNIT_OVER", {
                "unit": name, "unit_households": biggest.households,
            }  # fmt: skip
        parts = -(-total // self.rules.max)
        if measured:
            return Verdict.SPLIT, "SPLIT_OVER_LOAD", {**measured, "parts": parts}
        if evidence:
            return Verdict.SPLIT, "SPLIT_OVERLOADED", {"evidence": evidence, "parts": parts}
        return Verdict.SPLIT, "SPLIT_OVER", {"parts": parts}

    def _measured(self, community: Community) -> dict[str, Fact]:
        """Return load and threshold where these decide on overload, nothing where a ledger does."""
        threshold = self.rules.overload_over
        if threshold is None or community.overloaded is not None:
            return {}
        load = index(self.problem, community.units)
        return {"load": self.rules.stated(load), "threshold": self.rules.stated(threshold)}

    def _named(self, communities: list[str] | tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            f"{self.problem.community[item].name} {self.size[item]:,}" for item in communities
        )

    def _unit_name(self, unit: str) -> str:
        return self.problem.unit[unit].name or unit

    def _reason(self, community: str) -> str:
        return "; ".join(
            lock.reason
            for lock in self.problem.locks
            if lock.kind is LockKind.FROZEN and lock.community == community
        )
