"""A plan made by hand or by another tool: units and communities, nothing else claimed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redistrict.domain.findings import Finding, sort_findings
from redistrict.verify import actions, whole
from redistrict.verify.case import EVERYTHING, Case, Facts, Ground
from redistrict.verify.plan import CHECKS

if TYPE_CHECKING:
    from redistrict.domain.rules import Action
    from redistrict.witness.claimed import Sheet
    from redistrict.witness.facts import Witnessed

NAMES = (actions.named,)
"""Checks of names: a plan by hand may call its new communities what it likes."""


def verify_hand(
    witnessed: "Witnessed", sheet: "Sheet", allowed: "frozenset[Action]" = EVERYTHING
) -> tuple[Finding, ...]:
    """Return what is wrong with a plan by hand; empty if it keeps every rule.

    Parameters
    ----------
    sheet
        Columns ``unit_id`` and ``community_after``, see ``witness.claims.read_plan``.
    allowed
        Actions that the plan may use.

    Notes
    -----
    A community outside the band that is not tolerated is a finding: a plan by hand names no
    exceptions.
    """
    return sort_findings(_found(witnessed, sheet, allowed))


def _found(
    witnessed: "Witnessed", sheet: "Sheet", allowed: "frozenset[Action]"
) -> Iterator[Finding]:
    if not witnessed.problems:
        return
    home = {unit.id: unit.subdistrict for item in witnessed.problems for unit in item.units}
    rows: dict[str, list[tuple[str, str]]] = {}
    parents: dict[str, set[str]] = {}
    first = witnessed.problems[0].subdistrict
    for line in sheet.lines:
        unit, community = line.cells.get("unit_id", ""), line.cells.get("community_after", "")
        name = home.get(unit, first)
        rows.setdefault(name, []).append((unit, community))
        parents.setdefault(community, set()).add(name)
    cases = [
        Case(Ground(problem), tuple(rows.get(problem.subdistrict, ())), allowed)
        for problem in witnessed.problems
    ]
    yield from whole.limit(cases)
    for case in cases:
        for check in CHECKS:
            if check not in NAMES:
                yield from check(case)
        for community in case.sets:
            others = parents[community] - {case.ground.problem.subdistrict}
            if others:
                facts: Facts = {"home": ", ".join(sorted(others))}
                yield case.ground.finding("PLAN_ACROSS", facts, community=community)
