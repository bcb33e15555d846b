"""The figures of plans, line by line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from redistrict.domain.catalogue.entry import N_
from redistrict.domain.record import CommunityRow, Record, Totals
from redistrict.domain.rules import TODAY
from redistrict.domain.words import translator
from redistrict.report.text.labels import STATUSES, alternative


@dataclass(frozen=True, slots=True)
class Gap:
    """What a standard asks for and is not there, over the communities where both are known."""

    missing: int
    communities: int


def gap(record: Record, have: str, need: str) -> Gap | None:
    """Return how much is missing after the plan; ``None`` where no community states both.

    Parameters
    ----------
    have, need
        Keys of a community's facts, such as ``staff`` and ``staff_needed``.
    """
    found = [pair for row in record.communities if (pair := _pair(row, have, need)) is not None]
    if not found:
        return None
    return Gap(sum(max(0, needed - there) for there, needed in found), len(found))


def _pair(row: CommunityRow, have: str, need: str) -> tuple[int, int] | None:
    if row.after is None or not row.facts.get(need):
        return None
    there = row.facts.get(have, "")
    if row.before is None and not there:
        there = "0"  # a new community has nothing yet
    try:
        return round(float(there)), round(float(row.facts[need]))
    except ValueError:
        return None


COUNTS: tuple[tuple[str, Callable[[Totals], int | None]], ...] = (
    (N_("communities"), lambda totals: totals.communities_after),
    (N_("outside the range"), lambda totals: totals.out_of_band),
    (N_("of these may stay"), lambda totals: totals.tolerated),
    (N_("special or open"), lambda totals: totals.exceptions),
    (N_("communities set up"), lambda totals: totals.set_up),
    (N_("communities merged away"), lambda totals: totals.abolished),
    (N_("communities touched"), lambda totals: totals.touched_communities),
    (N_("compounds moved"), lambda totals: totals.moved_compounds),
    (N_("households moved"), lambda totals: totals.moved_households),
    (N_("households to a new community"), lambda totals: totals.moved_to_new),
    (N_("households to an existing community"), lambda totals: totals.moved_to_existing),
    (N_("residents moved"), lambda totals: totals.moved_population),
)
GAPS = (
    (N_("staff missing"), "staff", "staff_needed"),
    (N_("square metres of rooms missing"), "office_area_m2", "facility_needed"),
)


def table(plans: Sequence[tuple[str, Record]], language: str) -> list[list[str]]:
    """Return the comparison: a header, then one line per figure; a dash is an unknown value."""
    _ = translator(language)
    lines = [["", *(label for label, _record in plans)]]
    for words, count in COUNTS:
        lines.append([_(words), *(_number(count(record.totals)) for _label, record in plans)])
    words = _("workload deviation, all communities")
    lines.append([words, *(_number(deviation(record)) for _label, record in plans)])
    for words, have, need in GAPS:
        gaps = [gap(record, have, need) for _label, record in plans]
        if any(gaps):
            lines.append([_(words), *(_number(item.missing if item else None) for item in gaps)])
    statuses = [
        "" if record.alternative == TODAY else _(STATUSES[record.outcome.status])
        for _label, record in plans
    ]
    lines.append([_("status"), *statuses])
    lines.append([_("check code"), *(record.check_code or "—" for _label, record in plans)])
    return lines


def deviation(record: Record) -> int:
    """Return how far the workloads lie from the mean, added up, by the scenario's own weights."""
    return round(record.totals.workload_deviation / record.rules.scale)


def labelled(
    folders: Sequence[tuple[str, Record]], language: str, *, by_folder: bool = False
) -> list[tuple[str, Record]]:
    """Return plans with their names, today's state first and once.

    Parameters
    ----------
    by_folder
        Name the folder before the alternative: several proposals are compared.
    """
    _ = translator(language)
    plans = []
    for folder, record in folders:
        name = alternative(record.alternative, language)
        if by_folder and record.alternative != TODAY:
            name = _("{folder}: {name}").format(folder=folder, name=name)
        plans.append((name, record))
    today = [plan for plan in plans if plan[1].alternative == TODAY][:1]
    return [*today, *(plan for plan in plans if plan[1].alternative != TODAY)]


def _number(value: int | None) -> str:
    return "—" if value is None else f"{value:,}"
