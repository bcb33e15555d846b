"""The record of one alternative: everything that is printed, computed once."""

from collections.abc import Iterable, Mapping, Sequence

from redistrict.domain.findings import Finding, sort_findings
from redistrict.domain.outcome import Outcome
from redistrict.domain.record import CommunityRow, Move, Part, Record, Totals, UnitRow
from redistrict.domain.rules import Rules
from redistrict.domain.scenario import Statement
from redistrict.measure.case import Case
from redistrict.measure.communities import community_rows
from redistrict.measure.moves import moves
from redistrict.measure.names import name_communities
from redistrict.measure.outcomes import join
from redistrict.measure.totals import add, totals


def compose(
    cases: Sequence[Case],
    *,
    statement: Statement,
    rules: Rules,
    alternative: str,
    recommended: str,
    findings: Iterable[Finding] = (),
    needs: Mapping[str, Mapping[str, str]] | None = None,
    alternatives: Sequence[tuple[str, Totals, Outcome]] = (),
    profile_facts: Mapping[str, str] | None = None,
) -> Record:
    """Return the record of one alternative over all subdistricts.

    Parameters
    ----------
    cases
        One per subdistrict, in the order in which they are printed.
    needs
        Computed facts per community id (staff, facilities).
    alternatives
        Totals and outcome of every alternative, today first.
    """
    communities: list[CommunityRow] = []
    changes: list[Move] = []
    parts: list[Part] = []
    units: list[UnitRow] = []
    for case in cases:
        names = name_communities(case, statement.tongue)
        rows = community_rows(case, names, needs or {})
        communities += rows
        changes += moves(case)
        solved = case.plan is not None or not case.sought
        parts.append(Part(case.problem.subdistrict, case.outcome, totals(case, rows), solved))
        units += _unit_rows(case)
    return Record(
        statement=statement,
        alternative=alternative,
        recommended=recommended,
        rules=rules,
        units=tuple(units),
        communities=tuple(communities),
        moves=tuple(changes),
        parts=tuple(parts),
        totals=add(part.totals for part in parts),
        outcome=join(part.outcome for part in parts),
        findings=sort_findings(findings),
        alternatives=tuple(alternatives),
        complete=all(part.solved for part in parts),
        profile_facts=profile_facts or {},
    )


def _unit_rows(case: Case) -> list[UnitRow]:
    return [
        UnitRow(
            id=unit.id,
            name=unit.name,
            subdistrict=unit.subdistrict,
            group=unit.group,
            households=unit.households,
            population=unit.population,
            workload=unit.workload,
            area=unit.area,
            before=case.problem.today[unit.id],
            after=case.assignment[unit.id],
            sensitive=unit.sensitive,
            counts=unit.counts,
        )
        for unit in case.problem.units
    ]
