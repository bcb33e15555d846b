"""What pages and papers tell in sentences: numbers in order, changes, households."""

import re
from collections.abc import Iterator, Sequence

from redistrict.domain.findings import Finding
from redistrict.domain.level import COMMUNITY, at_level
from redistrict.domain.plan import Kind
from redistrict.domain.rules import TODAY
from redistrict.domain.words import sentence
from redistrict.verify import figures, rows
from redistrict.verify.paper import Paper, seen

NUMBER = re.compile(r"\d+(?:,\d{3})*")
HOUSEHOLDS = re.compile(r"(?<![\d,.])(\d+(?:,\d{3})*)户")


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
    return re.sub(r"\W|_", "", seen(text))[:30]


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


def means(paper: Paper) -> Iterator[Finding]:
    """Check that a summary says of work, staff, rooms and money what the record says."""
    claims = [item for item in paper.proposal.claims if item.alternative == paper.alternative]
    for claimed in claims if paper.printed.lines else ():
        stated = claimed.statement or {}
        tongue = at_level(str(stated.get("language", "")), str(stated.get("level", COMMUNITY)))
        for item in claimed.resources:
            facts = {key: tuple(value) if isinstance(value, list) else value
                     for key, value in item["facts"].items()}  # fmt: skip
            due = sentence(Finding(str(item["code"]), facts=facts), tongue)
            # A cell of a ledger may hold several lines.
            if not {line.strip() for line in due.splitlines()} <= set(paper.printed.lines):
                yield paper.finding("PRINTED_RESOURCE", text=due)


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
