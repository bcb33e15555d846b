"""Parents and compounds as the level that is planned wants them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from redistrict.domain.findings import Finding
from redistrict.domain.level import LEVELS
from redistrict.intake.opening import Files
from redistrict.intake.rows import Row
from redistrict.intake.scenario import Scenario

PLANNED = {"id": "unit_id", "community": "community_after"}
"""Columns of an earlier proposal's ``units.csv``."""
NAMED = {"id": "community", "name": "name"}
"""Columns of the ``communities.csv`` beside it."""


def levelled(files: Files, scenario: Scenario, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the units under the communities of an earlier plan, large compounds divided."""
    return _divided(scenario, _placed(files, scenario, rows))


def _placed(files: Files, scenario: Scenario, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return every unit with the community that the earlier plan gives to it as its parent."""
    if scenario.plan is None:
        return tuple(rows)
    source = files.table(scenario.plan, None, PLANNED, table="plan")
    if source is None or source.column("id") is None or source.column("community") is None:
        return tuple(rows)
    parent = {
        source.text("id", position): source.text("community", position)
        for position in range(len(source))
    }
    label = _labels(files, scenario.path.parent, scenario.plan)
    placed = []
    for row in rows:
        home = parent.get(row.plan_unit or row.id, "")
        found = label.get(home, home)
        if not found:
            facts = {"id": row.plan_unit or row.id, "plan": source.file}
            files.findings.append(Finding("UNIT_NOT_IN_PLAN", row.place, facts))
        placed.append(replace(row, subdistrict=found))
    return tuple(placed)


def _labels(files: Files, base: Path, plan: str) -> dict[str, str]:
    """Return the name of every community of the plan, where the plan's folder names them.

    Two of one name keep their ids.
    """
    path = PurePosixPath(plan).with_name("communities.csv")
    if not (base / path).is_file():
        return {}
    source = files.table(str(path), None, NAMED, table="plan")
    if source is None:
        return {}
    found = {
        source.text("id", position): source.text("name", position)
        for position in range(len(source))
    }
    count = Counter(found.values())
    return {key: name for key, name in found.items() if name and count[name] == 1}


def _divided(scenario: Scenario, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the units without the compounds that are too large to be kept whole.

    A community is so large that a compound beyond it is built in phases: each stays whole.
    """
    most = scenario.rules(scenario.standard()).changed_max
    sizes: Counter[tuple[str, str]] = Counter()
    for row in rows:
        sizes[row.subdistrict, row.group] += row.households
    divides = LEVELS[scenario.level].divides
    found = []
    for row in rows:
        if not row.group or sizes[row.subdistrict, row.group] <= most:
            found.append(row)
        elif divides:
            found.append(replace(row, group=""))
        elif row.phase:
            found.append(replace(row, group=f"{row.group} {row.phase}", compound=row.group))
        else:
            found.append(row)
    return tuple(found)
