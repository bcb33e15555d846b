"""An earlier plan as what communities are today, read by the witness for itself."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from redistrict.domain.findings import Finding
from redistrict.domain.rules import Lock, LockKind
from redistrict.domain.units import Community
from redistrict.witness import opening
from redistrict.witness.cells import Row
from redistrict.witness.keys import Keys
from redistrict.witness.table import all_or_refuse, text


def _pairs(keys: Keys, base: Path) -> list[tuple[str, str, str, str]]:
    """Return unit, subdistrict, community before and after of every row of the plan."""
    stated = keys.table("baseline")
    if not stated.values:
        return []
    table = opening.table(base / stated.text("path"))
    named = stated.table("names")
    columns = ("unit_id", "subdistrict", "community_before", "community_after")
    rows = zip(*(table.column(name) for name in columns), strict=True)
    found = []
    for row in rows:
        unit, parent, before, after = (text(cell).strip() for cell in row)
        found.append((unit, parent, before, named.text(after) or after))
    return found


def put(rows: tuple[Row, ...], keys: Keys, base: Path) -> tuple[Row, ...]:
    """Return the units with the community that the earlier plan gives to each.

    Raises
    ------
    Failure
        A unit of a subdistrict that the plan covers, and the plan does not know it.
    """
    pairs = _pairs(keys, base)
    if not pairs:
        return rows
    home = {unit: after for unit, _, _, after in pairs}
    covered = {parent for _, parent, _, _ in pairs}
    all_or_refuse(
        Finding("BASELINE_UNIT_MISSING", facts={"id": row.id,
                                                "plan": keys.table("baseline").text("path")})
        for row in rows
        if row.id not in home and row.subdistrict in covered
    )  # fmt: skip
    made = []
    for row in rows:
        now = home.get(row.id, row.texts["community"])
        name = row.texts["community_name"] if now == row.texts["community"] else ""
        made.append(replace(row, texts=row.texts | {"community": now, "community_name": name}))
    return tuple(made)


def filed(found: Sequence[Community], keys: Keys, base: Path) -> tuple[Community, ...]:
    """Return the communities, those that the earlier plan set up not filed unless it says so."""
    if keys.table("baseline").flag("unfiled") is False:
        return tuple(found)
    pairs = _pairs(keys, base)
    new = {after for _, _, _, after in pairs} - {before for _, _, before, _ in pairs}
    return tuple(replace(item, filed=False) if item.id in new else item for item in found)


def frozen(found: Sequence[Community], keys: Keys, base: Path) -> tuple[Lock, ...]:
    """Return a lock for every community that the earlier plan set up or changed, if stated."""
    reason = keys.table("baseline").text("frozen")
    if not reason:
        return ()
    pairs = _pairs(keys, base)
    before = {(unit, home) for unit, _, home, _ in pairs}
    after = {(unit, home) for unit, _, _, home in pairs}
    changed = {home for _, home in before ^ after}
    return tuple(Lock(LockKind.FROZEN, reason, (), item.id) for item in found if item.id in changed)
