"""What pages and papers print beside the plan, from the witnessed facts alone."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from redistrict.domain.findings import Finding, Place, sort_findings
from redistrict.domain.plan import Kind
from redistrict.domain.rules import TODAY
from redistrict.domain.units import Contact
from redistrict.verify import figures, rows, sheets
from redistrict.verify.case import Case
from redistrict.verify.folder import parts_of
from redistrict.verify.terms import same

if TYPE_CHECKING:
    from redistrict.witness.claimed import Claimed, Printed, Sheet, Shown
    from redistrict.witness.facts import Witnessed

LAW = frozenset({0, 100, 700})
"""Households that papers may name beside those of the plan: none, and 100 to 700 of the law on
residents' committees (城市居民委员会组织法, 第六条)."""
NUMBER = re.compile(r"\d+(?:,\d{3})*")
HOUSEHOLDS = re.compile(r"(?<![\d,.])(\d+(?:,\d{3})*)户")
AWKWARD = re.compile(r"\D.*\d$|\d户")
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Letters that no paper prints, as they break files or turn round what a reader sees."""
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


@dataclass(frozen=True)
class Proposal:
    """All alternatives of a proposal beside the witnessed facts.

    Parameters
    ----------
    claims
        What the folders say, that on top first; the verifier has accepted them.
    code
        The check code that belongs to the files.
    """

    witnessed: "Witnessed"
    claims: tuple["Claimed", ...]
    code: str

    @cached_property
    def cases(self) -> dict[str, list[Case]]:
        """Every alternative's subdistricts."""
        return {
            claimed.alternative: [part.case for part in parts_of(self.witnessed, claimed)]
            for claimed in self.claims
        }

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """Alternatives in the order of the record."""
        return self.claims[0].compared

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """Names of communities by id, of every alternative; those of new ones as the table says."""
        found = {}
        for claimed in self.claims:
            told = {line.cells["community"]: line.cells["name"].removeprefix("'")
                    for line in claimed.communities[1].lines}  # fmt: skip
            for case in self.cases[claimed.alternative]:
                told |= case.ground.name
            found[claimed.alternative] = told
        return found

    @cached_property
    def known(self) -> frozenset[int]:
        """Every number of households that a paper may name."""
        found = {*LAW, *self.witnessed.named}
        for problem in self.witnessed.problems:
            found |= {value for value in asdict(problem.rules).values() if type(value) is int}
        for cases in self.cases.values():
            for case in cases:
                found |= _households(case)
            for column in ("before", "after"):
                sides = (rows.community_rows(case) for case in cases)
                found.add(sum(int(row[f"households_{column}"] or 0) for side in sides
                              for row in side))  # fmt: skip
            every = [figures.totals(case) for case in cases]
            found |= {sum(item[key] or 0 for item in every) for key in _SUMS}
        return frozenset(found)

    @cached_property
    def awkward(self) -> re.Pattern[str] | None:
        """Names that would be taken for numbers of households, or run into one."""
        names = {name for told in self.names.values() for name in told.values()}
        for problem in self.witnessed.problems:
            names |= {unit.name for unit in problem.units} | {unit.group for unit in problem.units}
            names |= {unit.id for unit in problem.units}
            names.add(problem.subdistrict)
        seen = {_seen(name) for name in names}
        found = sorted((name for name in seen if AWKWARD.search(name)), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, found))) if found else None


_SUMS = ("households", "moved_households", "moved_to_new", "moved_to_existing",
         "concerned_households")  # fmt: skip


def _households(case: Case) -> set[int]:
    """Return the households of every set that a paper speaks of."""
    found = {value for key, value in figures.totals(case).items() if key in _SUMS and value}
    sums: dict[tuple[str, ...], int] = {}
    for unit in case.ground.problem.units:
        before = case.ground.home.get(unit.id, "")
        after = case.assignment.get(unit.id, "")
        for key in {("u", unit.id), ("b", before), ("a", after), ("c", before, after),
                    ("g", unit.group or unit.id), ("gb", unit.group, before),
                    ("ga", unit.group, after), ("gc", unit.group, before, after)}:  # fmt: skip
            sums[key] = sums.get(key, 0) + unit.households
    return found | set(sums.values())


def _seen(text: str) -> str:
    """Return a text as papers print it."""
    return INVISIBLE.sub("", text)


@dataclass(frozen=True)
class Paper:
    """One page or paper of an alternative."""

    proposal: Proposal
    alternative: str
    printed: "Printed"

    def finding(self, code: str, **facts: str | int | tuple[str, ...] | tuple[int, ...]) -> Finding:
        """Return a finding about the file."""
        return Finding(code, Place(self.printed.file), facts)


def codes(paper: Paper) -> Iterator[Finding]:
    """Check that the file prints the check code of the proposal, and no other."""
    due = paper.proposal.code
    if paper.printed.coded and not paper.printed.codes:
        yield paper.finding("PRINTED_CODE", found="-", due=due)
    for found in sorted(set(paper.printed.codes)):
        if found.lower() != due.lower():
            yield paper.finding("PRINTED_CODE", found=found, due=due)


def stated(paper: Paper) -> Iterator[Finding]:
    """Definition, date, source and band are those of the scenario."""
    witnessed = paper.proposal.witnessed
    expected = dict(witnessed.statement)
    for problem in witnessed.problems[:1]:
        expected |= {f"rules.{key}": value for key, value in asdict(problem.rules).items()}
    for key, value in paper.printed.stated.items():
        if key in expected and not same(expected[key], value):
            place = Place(paper.printed.file, column=key)
            yield Finding("PLAN_TERMS_DIFFER", place, {"key": key})


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
        row | {"name": _seen(names[row["community"]]) if paper else names[row["community"]],
               "subdistrict": _seen(row["subdistrict"]) if paper else row["subdistrict"],
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
            } | {"subdistrict": _seen(case.ground.problem.subdistrict)}  # fmt: skip


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
            pair = (_seen(before), _seen(after))
            expected[pair] = expected.get(pair, 0) + int(row["households"])
    for pair in sorted(expected.keys() | found.keys()):
        if expected.get(pair) != found.get(pair):
            yield paper.finding(
                "PRINTED_CHANGE",
                name=" → ".join(pair), found=str(found.get(pair, "-")),
                expected=str(expected.get(pair, "-")),
            )  # fmt: skip


def covers(paper: Paper) -> Iterator[Finding]:
    """Every cover line has the plan's numbers, in their order; what is zero may be left out."""
    for alternative, text in paper.printed.covers:
        name = alternative or paper.alternative
        found = [int(word.replace(",", "")) for word in NUMBER.findall(text)]
        options = list(_covers(paper, name))
        if not any(_fits(found, option) for option in options):
            expected = tuple(options[0]) if options else ()
            yield paper.finding("PRINTED_COVER", found=tuple(found), expected=expected)


def _covers(paper: Paper, alternative: str) -> Iterator[list[int]]:
    cases = paper.proposal.cases.get(alternative, [])
    scope = _letters(paper.printed.scope)
    chosen = [case for case in cases if scope in ("", _letters(case.ground.problem.subdistrict))]
    if not chosen:
        return
    every = [figures.totals(case) for case in chosen]
    total = {key: sum(item[key] or 0 for item in every) for key in every[0]}
    streets = sum(bool(item["touched_communities"] or item["set_up"]) for item in every)
    people = [item["moved_population"] for item in every]
    yield [
        total["communities_before"], total["communities_after"], total["set_up"],
        total["abolished"], streets, total["touched_communities"], total["moved_compounds"],
        total["moved_households"], *([total["moved_population"]] if None not in people else []),
    ]  # fmt: skip
    if alternative == TODAY:
        yield [total["communities_before"], total["households"]]


def _letters(text: str) -> str:
    """Return a name without what a file name cannot hold."""
    return re.sub(r"\W|_", "", _seen(text))[:30]


def _fits(found: Sequence[int], expected: Sequence[int]) -> bool:
    """Return whether the numbers stand in this order, and only zeros, ones or nothing are left."""
    left = list(expected)
    for number in found:
        while left and left[0] != number:
            if left.pop(0) > 1:
                return False
        if not left:
            return False
        left.pop(0)
    return all(number <= 1 for number in left)


def changes(paper: Paper) -> Iterator[Finding]:
    """Check that the lines on changed communities are those of the plan."""
    if not paper.printed.file.endswith("summary.txt"):
        return
    names = paper.proposal.names[paper.alternative]
    expected = {}
    for case in paper.proposal.cases[paper.alternative]:
        for row in rows.community_rows(case):
            if row["kind"] != Kind.UNTOUCHED.value:
                name = f"{row['subdistrict']} · {names[row['community']]}"
                expected[name, row["households_before"], row["households_after"]] = 1
    found = dict.fromkeys(paper.printed.changes, 1)
    for key in sorted(expected.keys() ^ found.keys()):
        numbers = " → ".join(word or "—" for word in key[1:])
        said, true = (numbers, "-") if key in found else ("-", numbers)
        yield paper.finding("PRINTED_CHANGE", name=key[0], found=said, expected=true)


def households(paper: Paper) -> Iterator[Finding]:
    """Every number of households in a paper is one of the plan."""
    known, awkward = paper.proposal.known, paper.proposal.awkward
    for text in paper.printed.sentences:
        plain = awkward.sub(" ", text) if awkward else text
        for word in HOUSEHOLDS.findall(plain):
            if int(word.replace(",", "")) not in known:
                yield paper.finding("PRINTED_HOUSEHOLDS", found=word, text=text[:60])
    for text, number in paper.printed.counts:
        if number not in known:
            yield paper.finding("PRINTED_HOUSEHOLDS", found=str(number), text=text)


def faults(paper: Paper) -> Iterator[Finding]:
    """Check that nothing is in the file that runs, reaches out or does not add up."""
    for what in paper.printed.faults:
        yield paper.finding("PRINTED_FOREIGN", what=what)


def there(proposal: Proposal, printed: Sequence[tuple[str, "Printed"]]) -> Iterator[Finding]:
    """Every alternative has its summary and but for today its map; that on top shows them all."""
    top = proposal.claims[0].alternative
    for claimed in proposal.claims:
        name = claimed.alternative
        below = "" if name == top else f"{name}/"
        files = {item.file: item for alternative, item in printed if alternative == name}
        asked = [f"{below}summary.txt"] + [f"{below}map.html"] * (name == top or name != TODAY)
        for file in asked:
            if file not in files:
                yield Finding("CHECKSUM_FILE_MISSING", Place(file))
        others = [item.alternative for item in proposal.claims if item.alternative != TODAY]
        due = {name, *(others if name == top else ())}
        page = files.get(f"{below}map.html")
        told = [item.alternative for item in page.shown if item.rows == UNITS] if page else []
        if page and (set(told) != due or len(told) != len(due)):
            facts = {"found": tuple(told), "known": tuple(sorted(due))}
            yield Finding("PRINTED_ALTERNATIVE", Place(page.file), facts)


PaperCheck = Callable[[Paper], Iterator[Finding]]
CHECKS: tuple[PaperCheck, ...] = (codes, stated, tables, covers, changes, households, faults)


def verify_printed(
    proposal: Proposal,
    printed: Sequence[tuple[str, "Printed"]],
    checks: Iterable[PaperCheck] = CHECKS,
    *,
    complete: bool = True,
) -> tuple[Finding, ...]:
    """Return everything that pages and papers print otherwise than the plan is.

    Parameters
    ----------
    printed
        Every file read back, with the alternative of its folder.
    complete
        Whether to look for files that are missing.
    """
    papers = [Paper(proposal, alternative, item) for alternative, item in printed]
    found = [finding for paper in papers for check in checks for finding in check(paper)]
    found += there(proposal, printed) if complete else ()
    return sort_findings(dict.fromkeys(found))
