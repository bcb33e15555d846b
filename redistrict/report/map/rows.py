"""Units, communities and moves as columns of plain JSON; places in a list stand for ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redistrict.domain.plan import Kind
from redistrict.domain.record import CommunityRow, Record, Side
from redistrict.domain.words import sentence, translator
from redistrict.report.map.curtain import Curtain, compounds, whole
from redistrict.report.map.words import BEFORE, ELSEWHERE, FACTS, SHOWN_IN_PUBLIC, STAGES
from redistrict.report.text.labels import reason

Json = dict[str, Any]
KEYED = ("staff", "office_address", "office_area_m2", "office_state", "office_date")


def unit_columns(record: Record, curtain: Curtain, community: Mapping[str, int]) -> Json:
    """Return the units of today as columns in the order of their ids.

    ``h`` households, ``p`` population, ``w`` workload, ``a`` square metres, ``before`` place of
    today's community or -1, ``group`` place of the compound or -1, ``sub`` place of the
    subdistrict.
    """
    rows = curtain.shown(record)
    groups = sorted({row.group for row in rows if row.group})
    place = {name: at for at, name in enumerate(groups)}
    parents = {name: at for at, name in enumerate(subdistricts(record))}
    hushed = curtain.hushed
    return {
        "groups": groups,
        "units": {
            "id": [row.id for row in rows],
            "name": ["" if row.name == row.id else row.name for row in rows],
            "h": [None if row.id in hushed else row.households for row in rows],
            "p": [None if row.id in hushed else row.population for row in rows],
            "w": [None if curtain.public else row.workload for row in rows],
            "a": [row.area for row in rows],
            "before": [community.get(row.before, -1) for row in rows],
            "group": [place.get(row.group, -1) for row in rows],
            "sub": [parents[row.subdistrict] for row in rows],
            "blank": [1 if row.sensitive else 0 for row in rows],
        },
    }


def subdistricts(record: Record) -> list[str]:
    """Return the names of the subdistricts, sorted."""
    return sorted({row.subdistrict for row in record.units})


def order(record: Record) -> list[CommunityRow]:
    """Return today's communities by id, then the new ones: the same places in every plan."""
    return sorted(record.communities, key=lambda row: (row.before is None, row.id))


def community_rows(record: Record, language: str, curtain: Curtain) -> list[Json]:
    """Return what cards, tables and map say of every community of a plan."""
    parents = {name: at for at, name in enumerate(subdistricts(record))}
    return [_community(row, parents, record, language, curtain) for row in order(record)]


def _community(
    row: CommunityRow, parents: Mapping[str, int], record: Record, language: str, curtain: Curtain
) -> Json:
    _ = translator(language)
    made: Json = {
        "id": row.id, "name": row.name, "sub": parents[row.subdistrict], "kind": row.kind.value,
        "before": _side(row.before, record, row.id, curtain, before=True),
        "after": _side(row.after, record, row.id, curtain, before=False),
        "filed": row.filed, "facts": _facts(row, language, public=curtain.public),
    }  # fmt: skip
    if curtain.public:
        return made
    made |= {
        "verdict": row.verdict.value if row.verdict else "",
        "reason": sentence(row.reason, language) if row.reason else "",
        "cause": sentence(row.cause, language) if row.cause else "",
        "in_band": row.in_band, "tolerated": row.tolerated,
        "exemption": reason(row.exemption, language) if row.exemption else "",
    }  # fmt: skip
    return made


def _side(
    side: Side | None, record: Record, community: str, curtain: Curtain, *, before: bool
) -> Json | None:
    if side is None:
        return None
    made: Json = {
        "households": side.households, "population": side.population, "workload": side.workload,
        "area": side.area, "units": side.units, "compounds": side.compounds,
    }  # fmt: skip
    if curtain.public:
        seen = [
            row for row in curtain.shown(record)
            if (row.before if before else row.after) == community
        ]  # fmt: skip
        made |= {"units": len(seen), "compounds": compounds(seen), "workload": None}
    return made


def _facts(row: CommunityRow, language: str, *, public: bool) -> list[list[str]]:
    """Return known facts by their words, then the ledger's others under their own names.

    What is counted before and after the plan stands as "before → after". A gap of nothing is not
    worth a line; in public only the office is told.
    """
    _ = translator(language)
    told = {
        name: _(STAGES.get(value, value)) if name == "stage" else value
        for name in dict.fromkeys(name.removesuffix(BEFORE) for name in row.facts)
        if (value := _sides(name, row))
    }
    if public:
        told = {name: value for name, value in told.items() if name in SHOWN_IN_PUBLIC}
    known = [[_(FACTS[name]), told[name]] for name in FACTS if name in told]
    others = told.keys() - FACTS.keys() - ELSEWHERE
    return known + [[name, told[name]] for name in sorted(others)]


def _sides(name: str, row: CommunityRow) -> str:
    """Return a fact as the card has it, empty where there is nothing to tell."""
    sides = [row.facts.get(name + BEFORE, ""), row.facts.get(name, "")]
    if not any(sides) or (name.endswith("_gap") and set(sides) <= {"", "0"}):
        return ""
    if name == "forecast":
        sides = [side.replace(":", ": ").replace(";", "; ") for side in sides]
    before, after = sides
    return f"{before} → {after or '—'}" if before else after


def move_rows(veiled: Record, original: Record, curtain: Curtain) -> list[Json]:
    """Return the change list; totals that would give a hidden count away are left out."""
    places = {row.id: at for at, row in enumerate(curtain.shown(veiled))}
    community = {row.id: at for at, row in enumerate(order(veiled))}
    full = {(move.before, move.after): move for move in original.moves}
    kinds = {row.id: row.kind for row in veiled.communities}
    found = []
    for move in veiled.moves:
        said = whole(move, curtain, full[move.before, move.after])
        found.append(
            {
                "from": community.get(move.before, -1), "to": community[move.after],
                "units": [places[item] for item in move.units], "compounds": move.compounds,
                "households": move.households if said else None,
                "population": move.population if said else None,
                "new": kinds[move.after] is Kind.SET_UP or move.to_new,
            }
        )  # fmt: skip
    return found
