"""What pages and papers print of staff, rooms and grids, community by community."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from redistrict.domain.findings import Finding
from redistrict.verify import sheets
from redistrict.verify.case import Case
from redistrict.verify.paper import Paper, seen
from redistrict.verify.supply import HELD, OFFERED, Supplied

if TYPE_CHECKING:
    from redistrict.witness.claimed import Shown
    from redistrict.witness.facts import Witnessed

OFFICE, STAFF = "office", "staff / staff_needed"
"""Columns that print two facts in one cell."""
ADDRESS = "office_address"
ROOM = re.compile(r"(.*)，([^，]*)平方米")
OPEN = ("【待填：地址】", "待填")
DATE = re.compile(r"(\d{4})\D(\d{1,2})(?:\D(\d{1,2}))?\D?")
NOTHING = re.compile(r"[0.]*")
WALKS = ("walk_m", "walk_share", "walk_m_before", "walk_share_before")

Row = dict[str, str]


def supply(paper: Paper, shown: "Shown") -> Iterator[Finding]:
    """Check that a table has the rooms and staff of every community that it is about."""
    name = shown.alternative or paper.alternative
    if "community" in shown.sheet.columns:
        rows = [row for case in paper.proposal.cases[name] for row in cards(paper, case)]
        keys: tuple[str, ...] = ("subdistrict", "community")
        sheet = shown.sheet
    else:
        lines = tuple(replace(line, cells=_apart(line.cells)) for line in shown.sheet.lines)
        columns = tuple(_apart(dict.fromkeys(shown.sheet.columns, "")))
        sheet = sheets.numbered(replace(shown.sheet, lines=lines, columns=columns))
        rows = _named(paper, name)
        keys = ("name",)
    wanted = [{key: row.get(key, "") for key in (*keys, *sheet.columns) if key not in _blind(row)}
              for row in rows]  # fmt: skip
    yield from sheets.compare(sheet, wanted, keys, frozenset({"stage"}), ordered=False)


def cards(paper: Paper, case: Case) -> Iterator[Row]:
    """Yield every fact of every community by its name; a gap of nothing is not shown."""
    for row in facts(paper.proposal.witnessed, case):
        hidden = {
            name: ""
            for gap in ("staff_gap", "facility_gap")
            if {row[gap], row[f"{gap}_before"]} <= {"", "0"}
            for name in (gap, f"{gap}_before")
        }
        yield row | hidden


def facts(witnessed: "Witnessed", case: Case) -> Iterator[Row]:
    """Yield every fact of every community by its name; ``blind`` names those not witnessed."""
    supplied = Supplied(witnessed, case)
    for row in supplied.rows():
        name = row["community"]
        found = {key.removesuffix("_after"): value for key, value in row.items()}
        found |= supplied.held(name)
        blind: tuple[str, ...] = ()
        if supplied.unplaced(name):
            blind = (*HELD, ADDRESS, *OFFERED)
        elif name in supplied.doubtful or (witnessed.shaped and witnessed.supply.paths is None):
            blind = WALKS
        yield found | {"blind": " ".join(blind)}


def _blind(row: Mapping[str, str]) -> set[str]:
    """Return the facts of a row that the witness could not look at."""
    return set(row["blind"].split())


def _named(paper: Paper, alternative: str) -> list[Row]:
    """Return the rows of a paper: communities of the plan, for one subdistrict those that change.

    An office of no square metres is one that is not known yet.
    """
    found: list[Row] = []
    names = paper.proposal.names[alternative]
    for case in paper.cases(alternative):
        today = case.ground.today
        rows = {row["community"]: row for row in facts(paper.proposal.witnessed, case)}
        for key in sorted(case.sets, key=lambda key: (key not in today, key)):
            if paper.printed.scope and case.untouched(key):
                continue
            row = _office(paper.proposal.witnessed, key, rows[key])
            if NOTHING.fullmatch(row["office_area_m2"]):
                row["office_area_m2"] = ""
            total = case.totals[key]
            found.append(
                {name: seen(value) for name, value in row.items()}
                | {
                    "name": seen(names[key]),
                    "households_after": str(total),
                    "grids_needed": _grids(paper.proposal.witnessed, total),
                    "office_date": _dated(seen(row["office_date"])),
                }
            )
    return sheets.told_apart(found)


def _office(witnessed: "Witnessed", community: str, row: Row) -> Row:
    """Return the facts of a community; the layer of offices speaks where the ledger is silent."""
    rooms = witnessed.supply.rooms
    place = {} if rooms is None else rooms.get(community, {})
    more = {key: place.get(key, "") for key in (*HELD[1:], ADDRESS) if not row.get(key)}
    dark = more if rooms is None else ()
    return row | more | {"blind": " ".join((row["blind"], *dark))}


def _apart(cells: Mapping[str, str]) -> Row:
    """Return the facts of a row one by one."""
    found = {key: value for key, value in cells.items() if key not in (OFFICE, STAFF)}
    if OFFICE in cells:
        match = ROOM.fullmatch(cells[OFFICE])
        address, area = match.groups() if match else (cells[OFFICE], "")
        found |= {"office_address": address, "office_area_m2": area}
    if STAFF in cells:
        have, _, needed = cells[STAFF].partition("／")
        found |= {"staff": have, "staff_needed": needed}
    found = {key: "" if value in OPEN else value for key, value in found.items()}
    return found | ({"office_date": _dated(found["office_date"])} if "office_date" in found else {})


def _dated(text: str) -> str:
    """Return a date as its numbers, any other text as it is."""
    match = DATE.fullmatch(text)
    return "-".join(str(int(part)) for part in match.groups() if part) if match else text


def _grids(witnessed: "Witnessed", households: int) -> str:
    """Return the fewest and the most grids that the standard lets a community have."""
    staff = witnessed.supply.staff
    low, high = staff.get("grid_households_min"), staff.get("grid_households_max")
    if not isinstance(low, int) or not isinstance(high, int) or not low or not high:
        return ""
    fewest = ceil(households / high)
    most = max(fewest, households // low)
    return f"{fewest}—{most}" if most > fewest else str(fewest)
