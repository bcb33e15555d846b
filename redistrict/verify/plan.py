"""The checks of a plan for one subdistrict, from the witnessed facts alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from redistrict.domain.findings import Finding, sort_findings
from redistrict.domain.outcome import Exemption
from redistrict.domain.rules import Action
from redistrict.verify import actions, band, coverage, shape
from redistrict.verify.case import EVERYTHING, Case, Ground

Check = Callable[[Case], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (*coverage.CHECKS, *shape.CHECKS, *band.CHECKS, *actions.CHECKS)


def verify_case(case: Case, checks: Iterable[Check] = CHECKS) -> tuple[Finding, ...]:
    """Return what is wrong with the plan of one subdistrict; empty if nothing is."""
    return sort_findings(finding for check in checks for finding in check(case))


def verify_plan(
    ground: Ground,
    assignment: Mapping[str, str],
    *,
    actions: frozenset[Action] = EVERYTHING,
    exemptions: Iterable[Exemption] = (),
    closed: bool = False,
    along_roads: bool = False,
) -> tuple[Finding, ...]:
    """Return what is wrong with an assignment of units to communities, in memory.

    Parameters
    ----------
    ground
        Witnessed facts of the subdistrict; to be kept where many plans are verified.
    closed
        Whether tier 0a is claimed proven, for exceptions with the reason ``PROVEN``.
    along_roads
        Whether communities may be divided only along named lines.
    """
    rows = tuple(assignment.items())
    case = Case(ground, rows, actions, tuple(exemptions), closed, along_roads=along_roads)
    return verify_case(case)
