"""Today's communities: whose units they are, where they are at home, what their ledger says."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from redistrict.domain.rules import Lock, LockKind
from redistrict.domain.units import Community
from redistrict.witness import baseline, opening
from redistrict.witness.cells import NO, Row
from redistrict.witness.keys import Keys
from redistrict.witness.table import Table, text

FACTS = ("staff", "office_address", "office_area_m2", "office_state", "office_date")


def _text(table: Table, column: str, row: int) -> str:
    return text(table.column(column)[row]).strip()


def communities(rows: Sequence[Row], keys: Keys, base: Path) -> tuple[Community, ...]:
    """Return today's communities, sorted by id.

    A community is at home in the subdistrict with most of its households, then most of its
    units, then the first by name; its units elsewhere have no community.
    """
    single = keys.text("plan") or keys.table("baseline").values
    repeated = not single and keys.table("units").flag("community_unique") is False
    members: dict[str, list[Row]] = {}
    for row in rows:
        value = row.texts["community"]
        if value:
            members.setdefault(f"{row.subdistrict}/{value}" if repeated else value, []).append(row)
    found = []
    for key, items in sorted(members.items()):
        home = _home(items)
        own = [row for row in items if row.subdistrict == home]
        names = sorted({row.texts["community_name"] for row in own} - {""})
        name = names[0] if names else own[0].texts["community"]
        found.append(Community(key, name, home, tuple(row.id for row in own)))
    ledger = keys.table("community_ledger")
    return baseline.filed(_with_ledger(_with_offices(found, rows), ledger, base), keys, base)


def _home(items: Sequence[Row]) -> str:
    homes = sorted({row.subdistrict for row in items})

    def weight(home: str) -> tuple[int, int]:
        own = [row for row in items if row.subdistrict == home]
        return sum(row.households for row in own), len(own)

    return max(homes, key=lambda home: (*weight(home), -homes.index(home)))


def find(found: Iterable[Community], word: str, subdistrict: str = "") -> Community | None:
    """Return the one community with this id or, else, the only one with this name."""
    near = [item for item in found if subdistrict in ("", item.subdistrict)]
    exact = [item for item in near if item.id == word]
    named = [item for item in near if item.name == word]
    return exact[0] if exact else named[0] if len(named) == 1 else None


def _with_offices(found: Sequence[Community], rows: Sequence[Row]) -> list[Community]:
    anchors: dict[str, str] = {}
    for row in rows:
        word = row.texts["office"]
        if word:
            owner = find(found, word, row.subdistrict) or find(found, word)
            if owner is not None and row.id in owner.units:
                anchors.setdefault(owner.id, row.id)
    return [replace(item, anchor=anchors.get(item.id, "")) for item in found]


def _with_ledger(found: Sequence[Community], keys: Keys, base: Path) -> tuple[Community, ...]:
    if not keys.values:
        return tuple(found)
    table = opening.table(base / keys.text("path"), keys.text("sheet") or None)
    result = {item.id: item for item in found}

    def cell(row: int, meaning: str) -> str:
        column = keys.text(meaning)
        return _text(table, column, row) if column else ""

    for row in range(len(table.rows)):
        home = cell(row, "subdistrict")
        words = [word for word in (cell(row, "id"), cell(row, "name")) if word]
        owner = next((item for word in words if (item := find(found, word, home))), None)
        if owner is None:
            continue
        stated = cell(row, "overloaded").casefold()
        more = keys.table("facts")
        names = [meaning for meaning in FACTS if keys.text(meaning)]
        facts = {meaning: cell(row, meaning) for meaning in names}
        facts |= {word: _text(table, more.text(word), row) for word in more.values}
        name = owner.name if owner.name != owner.id else cell(row, "name") or owner.name
        result[owner.id] = replace(
            owner,
            name=name,
            overloaded=None if not stated else stated not in NO,
            overload_evidence=cell(row, "overload_evidence"),
            filed=cell(row, "filed").casefold() not in NO - {""},
            facts=tuple(sorted(facts.items())),
        )
    return tuple(result[item.id] for item in found)


def locks(
    keys: Keys, rows: Sequence[Row], found: Sequence[Community], base: Path
) -> tuple[Lock, ...]:
    """Return the decisions of the planner, and of the ledger, by ids of units and communities."""
    known = {row.id for row in rows}
    result = []
    for lock in keys.tables("locks"):
        single = (lock.text("unit"),) if "unit" in lock.values else ()
        units = tuple(dict.fromkeys((*lock.texts("units"), *single)))
        word = lock.text("community")
        owner = find(found, word, lock.text("subdistrict")) if word else None
        kind = lock.text("kind")
        if kind not in set(LockKind) or not known.issuperset(units) or (word and owner is None):
            raise lock.wrong("kind" if kind not in set(LockKind) else "units")
        name = owner.id if owner else ""
        result.append(Lock(LockKind(kind), lock.text("reason"), tuple(sorted(units)), name))
    listed = _frozen(keys.table("community_ledger"), found, base)
    return (*result, *listed, *baseline.frozen(found, keys, base))


def _frozen(keys: Keys, found: Sequence[Community], base: Path) -> tuple[Lock, ...]:
    """Return a lock for each community whose ledger gives a reason to leave it as it is."""
    if not keys.text("frozen"):
        return ()
    table = opening.table(base / keys.text("path"), keys.text("sheet") or None)
    reasons = [text(value).strip() for value in table.column(keys.text("frozen"))]
    held: dict[str, str] = {}
    for row, reason in enumerate(reasons):
        cells = {
            meaning: text(table.column(keys.text(meaning))[row]).strip()
            for meaning in ("id", "name", "subdistrict")
            if keys.text(meaning)
        }
        for word in (cells.get("id", ""), cells.get("name", "")):
            owner = find(found, word, cells.get("subdistrict", "")) if word else None
            if owner is not None:
                held.setdefault(owner.id, reason)
                break
    return tuple(Lock(LockKind.FROZEN, held[name], (), name) for name in sorted(held) if held[name])
