"""The tables that pages and papers show, row by row against the plan."""

from collections.abc import Iterator, Mapping
from statistics import pstdev
from typing import TYPE_CHECKING

from redistrict.domain.findings import Finding, Place
from redistrict.domain.plan import Kind
from redistrict.domain.units import Contact
from redistrict.verify import cost, figures, provided, rows, sheets
from redistrict.verify.case import Case
from redistrict.verify.paper import DIGITS, Paper, Proposal, seen

if TYPE_CHECKING:
    from redistrict.witness.claimed import Shown

UNITS, MOVED, COMMUNITIES, CHANGES, EDGES, PARTS, FIGURES, SUPPLY, COST, FLOWS = (
    "units", "moved units", "communities", "changes", "edges", "subdistricts", "alternatives",
    "rooms and staff", "cost", "flows",
)  # fmt: skip
"""Values of ``witness.claimed.Rows``; that package reads maps, and this one is pure."""
KEYS: Mapping[str, tuple[str, ...]] = {
    UNITS: ("unit_id",),
    COMMUNITIES: ("subdistrict", "community"),
    CHANGES: ("subdistrict", "community_before", "community_after"),
    EDGES: ("a", "b"),
    PARTS: ("subdistrict",),
    FIGURES: ("alternative",),
    FLOWS: ("community_before", "community_after"),
}


Row = dict[str, str]


def tables(paper: Paper) -> Iterator[Finding]:
    """Every table shows the rows that it must have."""
    for shown in paper.printed.shown:
        alternative = shown.alternative or paper.alternative
        if alternative not in paper.proposal.cases:
            facts = (alternative,)
            yield paper.finding("PRINTED_ALTERNATIVE", found=facts, known=paper.proposal.compared)
        elif shown.rows in (MOVED, SUPPLY, COST):
            how = {MOVED: _moved, SUPPLY: provided.supply, COST: cost.cost}[shown.rows]
            yield from how(paper, shown)
        else:
            columns = shown.sheet.columns
            parent = [key for key in ("subdistrict",) if key in columns]
            named = shown.rows == COMMUNITIES and "community" not in columns
            keys = (*parent, "name") if named else KEYS[shown.rows]
            wanted = _expected(paper, shown, alternative)
            cut = [{name: row.get(name, "") for name in (*keys, *columns)} for row in wanted]
            told = shown.sheet
            if named:
                told, cut = sheets.numbered(told, *parent), sheets.told_apart(cut, *parent)
            yield from sheets.compare(told, cut, keys, frozenset(), ordered=False)


def _expected(paper: Paper, shown: "Shown", alternative: str) -> list[Row]:
    proposal, cases = paper.proposal, paper.cases(alternative)
    if shown.rows == FIGURES:
        return _figures(proposal, shown)
    if shown.rows == EDGES:
        return [{"a": edge.a, "b": edge.b} for case in cases for edge in case.ground.problem.edges
                if edge.contact is not Contact.BARRIER]  # fmt: skip
    if shown.rows == PARTS:
        return [_part(case) for case in cases]
    if shown.rows == UNITS:
        named = {unit.id: unit.name or unit.id for case in cases
                 for unit in case.ground.problem.units}  # fmt: skip
        found = [row for case in cases for row in rows.layer_rows(case)]
        return [row | {"name": named[row["unit_id"]]} for row in found]
    if shown.rows == CHANGES:
        return [row for case in cases for row in rows.change_rows(case)]
    names = proposal.names[alternative]
    if shown.rows == FLOWS:
        flows = [row for case in cases for row in rows.change_rows(case)]
        return [row | {key: seen(names[row[key]]) for key in KEYS[FLOWS]} for row in flows]
    found = [row for case in cases for row in rows.community_rows(case)]
    letter = "community" not in shown.sheet.columns
    return [
        row | {"name": seen(names[row["community"]]) if letter else names[row["community"]],
               "subdistrict": seen(row["subdistrict"]) if letter else row["subdistrict"],
               "difference": str(int(row["households_after"] or 0)
                                 - int(row["households_before"] or 0)),
               "exempt": str(int(bool(row["exception"])))}
        for row in found
    ]  # fmt: skip


def _figures(proposal: Proposal, shown: "Shown") -> list[Row]:
    """Return the figures of all alternatives; by number where the paper names them in words."""
    found, said = [], {line.cells["alternative"] for line in shown.sheet.lines}
    for at, name in enumerate(proposal.compared, 1):
        if shown.alternative not in ("", name) or name not in proposal.cases:
            continue
        every = [figures.totals(case) for case in proposal.cases[name]]
        row = {"alternative": str(at) if str(at) in said else name}
        for key in every[0]:
            values = [item[key] for item in every]
            known = [value for value in values if value is not None]
            row[key] = str(sum(known)) if len(known) == len(values) else ""
        sizes = [size for case in proposal.cases[name] for size in case.totals.values()]
        border, named = int(row["new_border"]), int(row["new_border_named"])
        found.append(row | {
            "in_band": str(len(sizes) - int(row["out_of_band"])),
            "spread": str(max(sizes) - min(sizes)) if sizes else "",
            "deviation": _short(pstdev(sizes)) if sizes else "",
            "new_km": _short(border / 10_000),
            "new_named": _short(100 * named / border) if border else "",
        })  # fmt: skip
    return found


def _short(number: float) -> str:
    """Return a number with one decimal."""
    return f"{number:.1f}"


def _part(case: Case) -> Row:
    totals = figures.totals(case)
    kinds = list(figures.kinds(case).values())
    sizes = list(case.totals.values())
    changed = sum(map(kinds.count, (Kind.SPLIT, Kind.MERGED, Kind.RESHAPED)))
    counted = {
        "changed": changed, "untouched": kinds.count(Kind.UNTOUCHED),
        "least": min(sizes, default=None), "most": max(sizes, default=None),
        "mean": _short(sum(sizes) / len(sizes)) if sizes else None,
    }  # fmt: skip
    return {key: "" if value is None else str(value) for key, value in (totals | counted).items()
            } | {"subdistrict": seen(case.ground.problem.subdistrict)}  # fmt: skip


def _moved(paper: Paper, shown: "Shown") -> Iterator[Finding]:
    """Compare the list of compounds that move: each row's units, and all of them once."""
    cases = paper.cases(shown.alternative)
    names = paper.proposal.names[shown.alternative or paper.alternative]
    units = {unit.id: unit for case in cases for unit in case.ground.problem.units}
    found: dict[tuple[str, str], int] = {}
    for line in shown.sheet.lines:
        cells = line.cells
        pair = (cells["community_before"], cells["community_after"])
        count = cells["households"]
        found[pair] = found.get(pair, 0) + (int(count[:DIGITS]) if count.isdecimal() else -1)
        text = cells["unit_id"]
        cut = " … " in text and text not in units  # of many units the first and the last
        listed = [text] if text in units else text.split(" … " if cut else "、")
        strange = [item for item in listed if item not in units]
        for item in strange:
            yield Finding("SHEET_ROW_UNKNOWN", Place(shown.sheet.file, row=line.row), {"key": item})
        if not strange and not cut:
            people = [units[item].population for item in listed]
            counts = [count for count in people if count is not None]
            for column, value in (
                ("households", str(sum(units[item].households for item in listed))),
                ("population", str(sum(counts)) if len(counts) == len(people) else ""),
            ):
                if cells[column] != value:
                    place = Place(shown.sheet.file, row=line.row, column=column, unit=text)
                    facts = {"found": cells[column] or "-", "expected": value}
                    yield Finding("SHEET_CELL_DIFFERS", place, facts)
    expected: dict[tuple[str, str], int] = {}
    for case in cases:
        for row in rows.change_rows(case):
            before, after = names[row["community_before"]], names[row["community_after"]]
            pair = (seen(before), seen(after))
            expected[pair] = expected.get(pair, 0) + int(row["households"])
    for pair in sorted(expected.keys() | found.keys()):
        if expected.get(pair) != found.get(pair):
            yield paper.finding(
                "PRINTED_CHANGE",
                name=" → ".join(pair), found=str(found.get(pair, "-")),
                expected=str(expected.get(pair, "-")),
            )  # fmt: skip
