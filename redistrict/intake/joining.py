"""A ledger put beside the units of a layer: rows matched, names and places compared."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from redistrict.intake.answers import Question
from redistrict.intake.draft import Draft
from redistrict.intake.ledger import NUMBERS, Ledger
from redistrict.intake.matching import SHOWN, Match, match
from redistrict.intake.places import READINGS, Shift, degrees, laid, shift, units_at
from redistrict.intake.safety import finding
from redistrict.intake.stems import stem
from redistrict.intake.whole import parse

ELSEWHERE_M = 100.0
"""A point farther than this from its own unit contradicts the name."""
_OWN = ("id", "name", "subdistrict", "community")


def join(draft: Draft, ledger: Ledger, path: Path, points_crs: str) -> None:
    """Fill a draft from a ledger; a filled cell of the ledger wins over the layer's.

    Parameters
    ----------
    points_crs
        ``gcj02``, ``bd09``, ``cgcs2000`` as the planner states it, or empty.

    Notes
    -----
    Rows are matched by id or name. Where the two share neither, rows with coordinates belong to
    the unit they lie in, and the counts of several rows in one unit are added up; then the system
    of the coordinates must be stated.
    """
    draft.findings += [*ledger.repairs, *ledger.faults]
    if not ledger.rows:
        return
    found = match(ledger, path, draft)
    points = _points(ledger)
    reading = _reading(draft, found, points, points_crs, path)
    located = _located(draft, points, reading)
    draft.findings += found.findings
    if found.key:
        _elsewhere(draft, found, points, reading, ledger, path)
        _ask_open(draft, found, located, ledger, path)
    elif not points:
        draft.findings.append(finding("IMPORT_KEY_MISSING", path))
    unit_of = found.unit if found.key else _by_place(draft, ledger, located, path)
    _compare_homes(draft, ledger, unit_of, path)
    _fill(draft, ledger, unit_of, path)


def _points(ledger: Ledger) -> dict[int, tuple[float, float]]:
    """Return the point of every row that has one."""
    if not {"longitude", "latitude"} <= set(ledger.cells):
        return {}
    pairs = zip(ledger.cells["longitude"], ledger.cells["latitude"], strict=True)
    found = {position: degrees(*pair) for position, pair in enumerate(pairs)}
    return {position: point for position, point in found.items() if point is not None}


def _reading(
    draft: Draft, found: Match, points: Mapping[int, tuple[float, float]], stated: str, path: Path
) -> str:
    """Return how the points are to be read, or an empty text where the planner must say it."""
    if not points or draft.shapes is None:
        return ""
    known = [position for position in found.unit if position in points]
    seen: Shift | None = None
    if known:
        own = draft.shapes[[found.unit[position] for position in known]]
        seen = shift(np.array([points[position] for position in known]), own, draft.crs)
    if stated:
        name = {"cgcs2000": "true", "wgs84": "true"}.get(stated, stated)
        if name != "true":
            draft.findings.append(finding("IMPORT_POINTS_CONVERTED", path, kind=name.upper(),
                                          count=len(points)))  # fmt: skip
        return name
    if seen is None:
        draft.findings.append(finding("IMPORT_POINTS_UNSTATED", path, count=len(points)))
        return ""
    shares: dict[str, Any] = {f"share_{name}": round(100 * seen.inside[name]) for name in READINGS}
    if seen.best == "layer":
        draft.findings.append(finding("IMPORT_LAYER_SHIFTED", path, count=seen.count, **shares))
        return ""
    if seen.best != "true":
        draft.findings.append(
            finding("IMPORT_POINTS_SHIFTED", path, count=seen.count, kind=seen.best, **shares,
                    metres=round(float(np.hypot(seen.east, seen.north))))
        )  # fmt: skip
    return seen.best


def _located(
    draft: Draft, points: Mapping[int, tuple[float, float]], reading: str
) -> dict[int, int]:
    """Return the unit in which every row's point lies."""
    if not points or not reading or reading == "layer":
        return {}
    placed = laid(np.array(list(points.values())), reading, draft.crs)
    found = zip(points, units_at(placed, draft.shapes), strict=True)
    return {position: at for position, at in found if at >= 0}


def _elsewhere(
    draft: Draft, found: Match, points: Mapping[int, tuple[float, float]], reading: str,
    ledger: Ledger, path: Path,
) -> None:  # fmt: skip
    """Warn where a row's point lies far from the unit of its name."""
    known = [position for position in found.unit if position in points]
    if not known or not reading:
        return
    placed = laid(np.array([points[position] for position in known]), reading, draft.crs)
    own = draft.shapes[[found.unit[position] for position in known]]
    metres = shapely.distance(shapely.points(placed), own)
    for position, far in zip(known, metres.tolist(), strict=True):
        if far > ELSEWHERE_M:
            draft.findings.append(
                finding("IMPORT_POINT_ELSEWHERE", path, ledger.rows[position],
                        unit=draft.label(found.unit[position]), metres=round(far))
            )  # fmt: skip


def _ask_open(
    draft: Draft, found: Match, located: Mapping[int, int], ledger: Ledger, path: Path
) -> None:
    """Ask for every row whose unit is not sure; a point names a candidate more."""
    taken = set(found.unit.values())
    for position, candidates in found.open.items():
        name, number = ledger.cells[found.key][position].strip(), ledger.rows[position]
        near = [located[position]] if position in located else []
        kept = [at for at in dict.fromkeys([*candidates, *near]) if at not in taken][:SHOWN]
        draft.pending |= set(kept)
        shown = tuple(draft.key(at) for at in kept)
        draft.ask(Question("match", path.name, number, name, "|".join(shown)))
        code = "IMPORT_MATCH_DOUBTFUL" if kept else "IMPORT_ROW_WITHOUT_UNIT"
        labels = tuple(draft.label(at) for at in kept)
        facts: dict[str, Any] = {"candidates": labels} if kept else {}
        draft.findings.append(finding(code, path, number, name=name or "-", **facts))


def _by_place(
    draft: Draft, ledger: Ledger, located: Mapping[int, int], path: Path
) -> Mapping[int, int]:
    """Return the unit of every row by its point; rows without one are faults."""
    lost = [number for position, number in enumerate(ledger.rows) if position not in located]
    for number in lost if located else ():
        draft.findings.append(finding("IMPORT_ROW_NOWHERE", path, number))
    if located:
        draft.findings.append(finding("IMPORT_PLACED", path, count=len(located),
                                      units=len(set(located.values()))))  # fmt: skip
    return located


def _compare_homes(draft: Draft, ledger: Ledger, unit_of: Mapping[int, int], path: Path) -> None:
    """Take over subdistricts and communities; names that differ in more than their ending ask."""
    for meaning, code in (("subdistrict", "IMPORT_PARENT_DIFFERS"),
                          ("community", "IMPORT_COMMUNITY_DIFFERS")):  # fmt: skip
        if meaning not in ledger.cells or not unit_of:
            continue
        own = draft.column(meaning)
        endings: dict[str, str] = {}
        for position, at in unit_of.items():
            theirs = ledger.cells[meaning][position].strip()
            mine = own[at].strip()
            if not theirs or theirs == mine:
                continue
            if not mine:
                own[at] = theirs
            elif stem(theirs) == stem(mine):
                endings.setdefault(theirs, mine)
            else:
                number, name = ledger.rows[position], draft.key(at)
                answer = ""
                if meaning == "community":
                    both = f"{mine}|{theirs}"
                    asked = Question("community", path.name, number, name, both, draft.label(at))
                    answer = draft.ask(asked).text
                if answer:
                    draft.findings.append(finding("IMPORT_ANSWERED", path, number,
                                                  ledger.columns.get(meaning, meaning),
                                                  unit=draft.label(at), before=f"{mine}|{theirs}",
                                                  after=answer))  # fmt: skip
                    own[at], draft.homes[at] = answer, "answer"
                else:
                    draft.findings.append(finding(code, path, number, unit=draft.label(at),
                                                  layer=mine, ledger=theirs))  # fmt: skip
        if endings:
            pairs = tuple(f"{theirs} → {mine}" for theirs, mine in sorted(endings.items()))
            column = ledger.columns.get(meaning, meaning)
            draft.findings.append(finding("IMPORT_ENDINGS", path, column=column,
                                          count=len(pairs), pairs=pairs[:SHOWN]))  # fmt: skip


def _fill(draft: Draft, ledger: Ledger, unit_of: Mapping[int, int], path: Path) -> None:
    """Put the ledger's cells beside the layer's; counts of several rows are added up.

    A sum with an empty part is no sum: the cell stays empty and is asked for. A number that an
    earlier ledger gives otherwise is an error.
    """
    rows_of: dict[int, list[int]] = {}
    for position, at in unit_of.items():
        rows_of.setdefault(at, []).append(position)
    given = {name for name in _OWN if any(map(str.strip, draft.columns.get(name, ())))}
    given -= {"id"} if not any(draft.stated_ids) else set()
    earlier = {at for at in rows_of if draft.beside[at]}
    stated = {name for name in ledger.cells if name in NUMBERS and name in draft.columns}
    for at, positions in rows_of.items():
        draft.beside[at] += tuple((path.name, ledger.rows[position]) for position in positions)
    for name, cells in ledger.cells.items():
        if name in ("longitude", "latitude") or (name in _OWN and name in given):
            continue
        own = draft.column(name)
        for at, positions in rows_of.items():
            filled = [cells[position] for position in positions if cells[position].strip()]
            if not filled:
                continue
            if name not in NUMBERS:
                before = [own[at]] if at in earlier and own[at].strip() else []
                own[at] = "、".join(dict.fromkeys([*before, *filled]))
                continue
            numbers = [parse(text) for text in filled]
            whole = len(filled) == len(positions) and None not in numbers
            total = str(sum(filter(None, numbers))) if whole else ""
            if at in earlier and name in stated and own[at].strip() not in ("", total):
                draft.findings.append(
                    finding("IMPORT_LEDGERS_DIFFER", path, ledger.rows[positions[0]],
                            ledger.columns.get(name, name), unit=draft.label(at), before=own[at],
                            after=total or "-")
                )  # fmt: skip
            own[at] = total
            if name == "households":
                draft.sources[at] = "ledger" if whole else ""
