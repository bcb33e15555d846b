"""The tables that pages and papers show, row by row against the plan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from redistrict.domain.findings import Finding, Place
from redistrict.domain.plan import Kind
from redistrict.domain.units import Contact
from redistrict.verify import figures, rows, sheets
from redistrict.verify.case import Case
from redistrict.verify.paper import Paper, Proposal, seen

if TYPE_CHECKING:
    from redistrict.witness.claimed import Sheet, Shown

UNITS, MOVED, COMMUNITIES, CHANGES, EDGES, PARTS, FIGURES = (
    "units", "moved units", "communities", "changes", "edges", "subdistricts", "alternatives",
)  # fmt: skip
"""Values of ``witness.claimed.Rows``; that package reads maps, and this one is pure."""
KEYS: Mapping[str, tuple[str, ...]] = {
    UNITS: ("unit_id",),
    COMMUNITIES: ("subdistrict", "name"),
    CHANGES: ("subdistrict", "community_before", "community_after"),
    EDGES: ("a", "b"),
    PARTS: ("subdistrict",),
    FIGURES: ("alternative",),
}


Row = dict[str, str]


def tables(paper: Paper) -> Iterator[Finding]:
    """Every table shows the rows that it must have."""
    for shown in paper.printed.shown:
        alternative = shown.alternative or paper.alternative
        if alternative not in paper.proposal.cases:
            facts = (alternative,)
            yield paper.finding("PRINTED_ALTERNATIVE", found=facts, known=paper.proposal.compared)
        elif shown.rows == MOVED:
            yield from _moved(paper, shown)
        else:
            keys = KEYS[shown.rows]
            if "community" in shown.sheet.columns:
                keys = ("subdistrict", "community")
            wanted = _expected(paper.proposal, shown, alternative)
            cut = [{name: row.get(name, "") for name in shown.sheet.columns} for row in wanted]
            if shown.rows == COMMUNITIES and "community" not in shown.sheet.columns:
                told, cut = _numbered(shown.sheet), [dict(row) for row in _told_apart(cut)]
            else:
                told = shown.sheet
            yield from sheets.compare(told, cut, keys, frozenset(), ordered=False)


def _numbered(sheet: "Sheet") -> "Sheet":
    """Return the table with the second community of one name told from the first."""
    apart = _told_apart([dict(line.cells) for line in sheet.lines])
    lines = (replace(line, cells=cells) for line, cells in zip(sheet.lines, apart, strict=True))
    return replace(sheet, lines=tuple(lines))


def _told_apart(items: Sequence[Row]) -> list[Row]:
    seen: dict[tuple[str, str], int] = {}
    found = []
    for row in items:
        key = (row["subdistrict"], row["name"])
        seen[key] = seen.get(key, 0) + 1
        found.append(row if seen[key] == 1 else row | {"name": f"{row['name']} {seen[key]}"})
    return found


def _expected(proposal: Proposal, shown: "Shown", alternative: str) -> list[Row]:
    cases = proposal.cases[alternative]
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
    found = [row for case in cases for row in rows.community_rows(case)]
    paper = "community" not in shown.sheet.columns
    return [
        row | {"name": seen(names[row["community"]]) if paper else names[row["community"]],
               "subdistrict": seen(row["subdistrict"]) if paper else row["subdistrict"],
               "exempt": str(int(bool(row["exception"])))}
        for row in found
    ]  # fmt: skip


def _figures(proposal: Proposal, shown: "Shown") -> list[Row]:
    """Return the figures of all alternatives; by number where the paper names them in words."""
    found = []
    for at, name in enumerate(proposal.compared, 1):
        if shown.alternative not in ("", name) or name not in proposal.cases:
            continue
        every = [figures.totals(case) for case in proposal.cases[name]]
        first = shown.sheet.lines[0].cells["alternative"] if shown.sheet.lines else ""
        row = {"alternative": str(at) if first.isdigit() else name}
        for key in every[0]:
            values = [item[key] for item in every]
            known = [value for value in values if value is not None]
            row[key] = str(sum(known)) if len(known) == len(values) else ""
        found.append(row)
    return found


def _part(case: Case) -> Row:
    totals = figures.totals(case)
    kinds = list(figures.kinds(case).values())
    counted = {"set_up": kinds.count(Kind.SET_UP), "abolished": kinds.count(Kind.ABOLISHED)}
    return {key: "" if value is None else str(value) for key, value in (totals | counted).items()
            } | {"subdistrict": seen(case.ground.problem.subdistrict)}  # fmt: skip


def _moved(paper: Paper, shown: "Shown") -> Iterator[Finding]:
    """Compare the list of compounds that move: each row's units, and all of them once."""
    cases = paper.proposal.cases[shown.alternative or paper.alternative]
    names = paper.proposal.names[shown.alternative or paper.alternative]
    units = {unit.id: unit for case in cases for unit in case.ground.problem.units}
    found: dict[tuple[str, str], int] = {}
    for line in shown.sheet.lines:
        cells = line.cells
        pair = (cells["community_before"], cells["community_after"])
        found[pair] = found.get(pair, 0) + int(cells["households"] or 0)
        text = cells["unit_id"]
        listed = [text] if text in units else text.split("、")
        if all(item in units for item in listed):
            value = str(sum(units[item].households for item in listed))
            if cells["households"] != value:
                place = Place(shown.sheet.file, row=line.row, column="households", unit=text)
                facts = {"found": cells["households"] or "-", "expected": value}
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
