"""An earlier plan as what communities are today (基期): taken over, unfiled or frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from redistrict.domain.findings import Fact, Finding, Place
from redistrict.domain.plan import PROVISIONAL
from redistrict.domain.rules import Lock, LockKind
from redistrict.intake.communities import Today
from redistrict.intake.opening import Files
from redistrict.intake.rows import Row
from redistrict.intake.scenario import Scenario

PLANNED = {
    "id": "unit_id", "subdistrict": "subdistrict",
    "before": "community_before", "community": "community_after",
}  # fmt: skip
"""Columns of an earlier proposal's ``units.csv``."""
SHOWN = 10


@dataclass(frozen=True)
class Baseline:
    """What an earlier plan says.

    Parameters
    ----------
    community
        Of every unit, by the planner's names.
    subdistricts
        Those that the plan covers; units elsewhere keep the community of their layer.
    new, changed
        Communities that the plan set up; those and the ones whose units it changed.
    """

    file: str
    community: Mapping[str, str]
    subdistricts: frozenset[str]
    new: frozenset[str]
    changed: frozenset[str]


def read(files: Files, scenario: Scenario) -> Baseline | None:
    """Return the earlier plan that a scenario names; what is wrong with it goes to the findings."""
    stated = scenario.baseline
    if stated is None:
        return None
    source = files.table(stated.path, None, PLANNED, table="baseline")
    if source is None or any(source.column(name) is None for name in PLANNED):
        return None
    after: dict[str, str] = {}
    sets: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    unnamed = set()
    for at in range(len(source)):
        key, home = source.text("id", at), source.text("community", at)
        name = stated.names.get(home, home)
        if name.startswith(f"{PROVISIONAL}-"):
            unnamed.add(home)
        after[key] = name
        sets.setdefault(name, set()).add(key)
        before.setdefault(source.text("before", at), set()).add(key)
    lost = sorted(set(stated.names) - {source.text("community", at) for at in range(len(source))})
    place = Place(source.file)
    if unnamed:
        ids = tuple(sorted(unnamed))
        facts: dict[str, Fact] = {"ids": ids[:SHOWN], "first": ids[0], "count": len(ids)}
        files.findings.append(Finding("BASELINE_UNNAMED", place, facts))
    files.findings += [Finding("BASELINE_NAME_UNKNOWN", place, {"name": name}) for name in lost]
    return Baseline(
        source.file,
        after,
        frozenset(source.text("subdistrict", at) for at in range(len(source))),
        frozenset(name for name in sets if name and name not in before),
        frozenset(name for name in sets if name and sets[name] != before.get(name)),
    )


def based(files: Files, plan: Baseline | None, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the units with the communities of the earlier plan.

    A unit in a subdistrict that the plan covers must stand in it.
    """
    if plan is None:
        return tuple(rows)
    made = []
    for row in rows:
        if row.id in plan.community:
            home = plan.community[row.id]
            kept = home == row.community
            name = row.community_name if kept else ""
            made.append(replace(row, community=home, community_name=name))
            continue
        if row.subdistrict in plan.subdistricts:
            facts: dict[str, Fact] = {"id": row.id, "plan": plan.file}
            files.findings.append(Finding("BASELINE_UNIT_MISSING", row.place, facts))
        made.append(row)
    gone = sorted(plan.community.keys() - {row.id for row in rows})
    if gone:
        facts = {"ids": tuple(gone[:SHOWN]), "count": len(gone)}
        files.findings.append(Finding("BASELINE_UNITS_GONE", Place(plan.file), facts))
    facts = {"count": len(plan.community), "new": len(plan.new), "changed": len(plan.changed)}
    files.findings.append(Finding("BASELINE_TAKEN", Place(plan.file), facts))
    return tuple(made)


def standing(known: Today, plan: Baseline | None, scenario: Scenario) -> Today:
    """Return today's communities, those of the earlier plan unfiled or frozen as stated."""
    stated = scenario.baseline
    if plan is None or stated is None:
        return known
    communities = tuple(
        replace(item, filed=False) if stated.unfiled and item.id in plan.new else item
        for item in known.communities
    )
    held = tuple(
        Lock(LockKind.FROZEN, stated.frozen, (), item.id)
        for item in known.communities
        if stated.frozen and item.id in plan.changed
    )
    return replace(known, communities=communities, locks=(*known.locks, *held))
