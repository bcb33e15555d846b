"""What pages and papers tell in sentences: numbers in order, changes, households."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from redistrict.domain.findings import Finding
from redistrict.domain.level import COMMUNITY, STREET, at_level
from redistrict.domain.plan import Kind
from redistrict.domain.rules import TODAY
from redistrict.domain.words import sentence
from redistrict.verify import figures, provided, rows
from redistrict.verify.paper import DIGITS, Paper, seen
from redistrict.verify.supply import NO_ROOM, number

if TYPE_CHECKING:
    from redistrict.witness.claimed import Told

DECIMAL = re.compile(r"\d+(?:\.\d+)?")
NUMBER = re.compile(r"\d+(?:,\d{3})*")
COMMA = re.compile(r"(?<=\d),(?=\d{3})")
OVERLOAD, DEFERRED = "RESOURCE_OVERLOAD", "RESOURCE_DEFERRED"
"""What is told with its community: on the map's cards and among its offices, in papers apart."""
MADE_UP = "示例标准"
OFFICE = ("office_address", "office_area_m2", "office_state", "office_date")
HOUSEHOLDS = re.compile(r"(?<![\d,.])(\d+(?:,\d{3})*)户")


def covers(paper: Paper) -> Iterator[Finding]:
    """Every cover line has the plan's numbers, in their order; what is zero may be left out."""
    for alternative, text in paper.printed.covers:
        name = alternative or paper.alternative
        found = _numbers(text)
        options = list(_covers(paper, name))
        if not any(_fits(found, option) for option in options):
            expected = tuple(options[0]) if options else ()
            yield paper.finding("PRINTED_COVER", found=tuple(found), expected=expected)


def _numbers(text: str) -> list[int]:
    """Return the whole numbers of a text; of endless ones the first digits."""
    return [int(word.replace(",", "")[:DIGITS]) for word in NUMBER.findall(text)]


def _covers(paper: Paper, alternative: str) -> Iterator[list[int]]:
    chosen = paper.cases(alternative)
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
    if not total["communities_before"]:
        residents = [item["population"] for item in every]
        yield [
            total["communities_after"], streets, total["households"],
            *([total["population"]] if None not in residents else []),
        ]  # fmt: skip
    if alternative == TODAY:
        yield [total["communities_before"], total["households"]]


def _fits(found: Sequence[int], expected: Sequence[int]) -> bool:
    """Return whether the numbers stand in this order, and only zeros, ones or nothing are left."""
    left = list(expected)
    for one in found:
        while left and left[0] != one:
            if left.pop(0) > 1:
                return False
        if not left:
            return False
        left.pop(0)
    return all(one <= 1 for one in left)


def changes(paper: Paper) -> Iterator[Finding]:
    """Check that the lines on changed communities are those of the plan."""
    if not paper.printed.file.endswith("summary.txt"):
        return
    names = paper.proposal.names[paper.alternative]
    expected = set()
    for case in paper.proposal.cases[paper.alternative]:
        for row in rows.community_rows(case):
            if row["kind"] != Kind.UNTOUCHED.value:
                name = f"{row['subdistrict']} · {names[row['community']]}"
                expected.add((name, row["households_before"], row["households_after"]))
    found = set(paper.printed.changes)
    for key in sorted(expected ^ found):
        numbers = " → ".join(word or "—" for word in key[1:])
        said, true = (numbers, "-") if key in found else ("-", numbers)
        yield paper.finding("PRINTED_CHANGE", name=key[0], found=said, expected=true)


def means(paper: Paper) -> Iterator[Finding]:
    """Check that summary, map and papers say of work, staff, rooms and money what is due."""
    if paper.printed.lines:
        # A cell of a ledger may hold several lines.
        told = set(paper.printed.lines)
        for _, due in _due(paper, paper.alternative):
            if not {line.strip() for line in due.splitlines()} <= told:
                yield paper.finding("PRINTED_RESOURCE", text=due)
    for block in paper.printed.told:
        yield from _block(paper, block)


def _block(paper: Paper, block: "Told") -> Iterator[Finding]:
    alternative = block.alternative or paper.alternative
    letter = block.alternative == ""
    due = _due(paper, alternative, letter=letter)
    elsewhere = (OVERLOAD,) if letter else (OVERLOAD, DEFERRED)
    asked = [text for code, text in due if code not in elsewhere]
    for text in asked if block.whole else ():
        if text not in block.lines:
            yield paper.finding("PRINTED_RESOURCE", text=text)
    known = {*(text for _, text in due), paper.proposal.witnessed.supply.money_stated}
    staff = _staff(paper, alternative)
    for line in block.lines:
        if line not in known and not staff.issuperset(_numbers(line)):
            yield paper.finding("PRINTED_RESOURCE_FALSE", text=line)


def _staff(paper: Paper, alternative: str) -> set[int]:
    """Return the workers of all communities in the plan: at hand, and by the standard."""
    every = [row for case in paper.proposal.cases.get(alternative, ())
             for row in provided.facts(paper.proposal.witnessed, case)
             if row["community"] in case.sets]  # fmt: skip
    return {sum(number(row[key]) for row in every) for key in ("staff", "staff_needed")}


def _due(paper: Paper, alternative: str, *, letter: bool = False) -> list[tuple[str, str]]:
    """Return every sentence on resources with its code, as a file says it.

    Parameters
    ----------
    letter
        Papers write numbers without commas, and of a made-up place they quote no government.
    """
    found = []
    for claimed in paper.proposal.claims:
        if claimed.alternative != alternative:
            continue
        stated = claimed.statement or {}
        tongue = at_level(str(stated.get("language")), str(stated.get("level", COMMUNITY)))
        for item in claimed.resources:
            facts = {key: tuple(value) if isinstance(value, list) else value
                     for key, value in item["facts"].items()}  # fmt: skip
            if letter and stated.get("made_up") and "source" in facts:
                facts["source"] = MADE_UP
            text = sentence(Finding(str(item["code"]), facts=facts), tongue)
            found.append((str(item["code"]), _as_letter(text) if letter else text))
    return found


def _as_letter(text: str) -> str:
    plain = COMMA.sub("", seen(text)).replace("\n", "")
    return plain if plain.endswith("。") else f"{plain}。"


def rooms(paper: Paper) -> Iterator[Finding]:
    """Check that the map says of every new community what its room is, and no other number."""
    if paper.proposal.witnessed.statement.get("level", COMMUNITY) not in (COMMUNITY, STREET):
        return  # grids and groups have no room of their own
    told = {(name, key): text for name, key, text in paper.printed.rooms}
    for name in dict.fromkeys(block.alternative for block in paper.printed.told):
        for case in paper.proposal.cases.get(name, ()):
            for row in provided.facts(paper.proposal.witnessed, case):
                key = row["community"]
                if key in case.ground.today or row["blind"]:
                    continue
                text = told.get((name, key), "")
                address, room, state, date = (row.get(fact, "") for fact in OFFICE)
                if provided.NOTHING.fullmatch(room):
                    room = ""
                if state and state.strip().casefold() in NO_ROOM:
                    state = date = ""
                parts = [paper.proposal.names[name][key], address, room, state, date]
                left = text
                for part in filter(None, parts):
                    head, _, tail = left.partition(part)
                    left = head + tail
                lacking = [part for part in parts if part not in text]
                if lacking or NUMBER.search(left):
                    facts = {"found": text or "-", "expected": ", ".join(filter(None, parts))}
                    yield paper.finding("PRINTED_CHANGE", name=parts[0], **facts)


def beside(paper: Paper) -> Iterator[Finding]:
    """Check the numbers on subdistricts and new limits beside the map."""
    for name, streets, limits in paper.printed.beside:
        cases = paper.proposal.cases.get(name, ())
        border = sum(length for case in cases for length, _ in figures.new_limits(case))
        named = sum(part for case in cases for _, part in figures.new_limits(case))
        for case in cases:
            total = figures.totals(case)
            changes = [total["set_up"], total["abolished"]]
            due = [total["communities_before"], total["communities_after"], *filter(None, changes)]
            due = due if due[0] else [total["communities_after"]]  # divided for the first time
            place = case.ground.problem.subdistrict
            lines = [line for line in streets if line.startswith((f"{place}:", f"{place}："))
                     and (total["touched_communities"] or total["set_up"])]  # fmt: skip
            for line in lines:
                found = _numbers(line.removeprefix(place))
                if found != due:
                    yield _differs(paper, place, found, due)
        if border:
            words = DECIMAL.findall(limits[0]) if limits else []
            expected = [f"{border / 10_000:.1f}", str(100 * named // border)]
            if words != expected:
                yield _differs(paper, name, words, expected)


def _differs(paper: Paper, name: str, found: Sequence[object], due: Sequence[object]) -> Finding:
    facts = {"found": ", ".join(map(str, found)) or "-", "expected": ", ".join(map(str, due))}
    return paper.finding("PRINTED_CHANGE", name=name, **facts)


def households(paper: Paper) -> Iterator[Finding]:
    """Every number of households in a paper is one of the plan."""
    known, awkward = paper.proposal.known, paper.proposal.awkward
    for text in paper.printed.sentences:
        plain = awkward.sub(" ", text) if awkward else text
        for word in HOUSEHOLDS.findall(plain):
            if _numbers(word)[0] not in known:
                yield paper.finding("PRINTED_HOUSEHOLDS", found=word, text=text[:60])
    for text, count in paper.printed.counts:
        if count not in known:
            yield paper.finding("PRINTED_HOUSEHOLDS", found=str(count), text=text)
