"""One subdistrict's problem with its plan: what all measures start from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from redistrict.domain.findings import Finding
from redistrict.domain.outcome import Exemption, Outcome, Why
from redistrict.domain.plan import Kind, Plan, kinds
from redistrict.domain.problem import Problem
from redistrict.domain.tolerance import area, deviation, households, tolerated
from redistrict.domain.verdict import Verdict


@dataclass(frozen=True)
class Case:
    """A subdistrict before and after.

    Parameters
    ----------
    plan
        ``None`` where no plan was found: today's communities stay.
    verdicts
        Verdict and its finding per community of today.
    sought
        Whether a plan was looked for; ``False`` for today's state (维持现状).
    """

    problem: Problem
    plan: Plan | None
    outcome: Outcome
    verdicts: Mapping[str, tuple[Verdict, Finding]]
    sought: bool = True

    @cached_property
    def assignment(self) -> dict[str, str]:
        """Community of every unit after the change; empty where it has none, as today."""
        chosen = self.plan.assignment if self.plan else self.problem.today
        return {unit.id: chosen.get(unit.id, "") for unit in self.problem.units}

    @cached_property
    def after(self) -> dict[str, tuple[str, ...]]:
        """Units of every community after the change; units without one are left out."""
        sets = Plan(self.problem.subdistrict, self.assignment).sets
        return {community: units for community, units in sets.items() if community}

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """What happens to every community."""
        plan = Plan(self.problem.subdistrict, self.assignment)
        found = kinds(self.problem, plan)
        return {community: kind for community, kind in found.items() if community}

    @cached_property
    def touched(self) -> frozenset[str]:
        """Communities of today whose units change."""
        return frozenset(
            community.id
            for community in self.problem.communities
            if self.kinds[community.id] is not Kind.UNTOUCHED
        )

    @cached_property
    def moved(self) -> tuple[str, ...]:
        """Units whose community of today is another one after the change."""
        today = self.problem.today
        return tuple(
            unit for unit, after in self.assignment.items() if today[unit] and today[unit] != after
        )

    @cached_property
    def exemptions(self) -> dict[str, Exemption]:
        """Communities outside the band that are not tolerated, by id.

        Where no plan was found today's failing communities are open, never called impossible.
        """
        if self.plan is not None:
            return {exemption.community: exemption for exemption in self.outcome.exemptions}
        stays = tolerated(self.problem)
        why = Why.OPEN if self.sought else Why.ACTION
        return {
            community.id: Exemption(community.id, why)
            for community in self.problem.communities
            if deviation(
                households(self.problem, community.units),
                self.problem.rules,
                touched=False,
                tolerated=community.id in stays,
                area=area(self.problem, community.units),
            )
        }
