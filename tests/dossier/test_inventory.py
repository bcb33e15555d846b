"""Every number of every finished file is accounted for: of the plan, or of a short fixed list.

What the data calls by a number (names, addresses, ids, dates of the scenario) is taken out first;
of the rest each number must be one that the plan has for what stands beside it: households,
people, communities, metres. A number that nobody accounts for fails.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from statistics import pstdev
from typing import Any

import openpyxl
import pytest

from redistrict.domain.plan import Kind
from redistrict.report.dossier.boundary import describe, gaps, named_share, redrawn
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.ground import areas, walk_m
from redistrict.report.dossier.wording import chinese_date
from redistrict.report.map.page import render
from redistrict.store.folder import Folder
from tests.dossier import reading

FIXED = (
    r"[0-9a-f]{64}", r"[0-9a-f]{4}(?:-[0-9a-f]{4}){2}", r"SHA-256", r"HiGHS [\d.]+",
    r"[a-z]+ \d[\d.]*", r"2025年10月28日", r"2026年1月1日", r"1000户至3000户", r"不少于30日",
    r"不少于7个工作日", r"100人以上", r"50人以上", r"不足100人", r"3人以上", r"不足50人",
    r"每年×10", r"不足20米的转角", r"表\d", r"附件\d?", r"附表4", r"^　*\d+．", r"^\d+(?= )",
    r"[（(]新设\d+", r"社区\d$", r"NEW-\S+?-\d+",
)  # fmt: skip
"""Law, layout and versions: dates and limits of statutes, numbers of tables, annexes and items,
how new communities and their ids are counted, hashes and the check code."""
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Plan:
    """All numbers that papers may print of one scope, by what they count."""

    def __init__(self, city: Folder, scope: str = "", others: Sequence[Folder] = ()) -> None:
        self.case = Case(city, scope=scope)
        self.others = others
        self.record = city.record
        self.rows = self.case.communities

    @property
    def plans(self) -> tuple[Folder, ...]:
        """The alternative itself and the others beside it."""
        return (self.case.folder, *self.others)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Return every number as it is printed."""
        found = {f"{value}" for value in self._counts() if value is not None}
        found |= {f"{value:.{places}f}" for value, places in self._shares()}
        return frozenset(found | {text.removesuffix(".0") for text in found})

    def _counts(self) -> Iterator[int | None]:
        record, case = self.record, self.case
        rules = record.rules
        yield from (rules.min, rules.max, rules.split_over, rules.merge_under)
        for totals in (case.totals, record.totals, *(item[1] for item in record.alternatives)):
            yield from (value for value in asdict(totals).values() if type(value) is int)
            yield totals.communities_after - totals.out_of_band
            yield totals.communities_before - totals.out_of_band_before
        for part in (*case.parts, *record.parts):
            yield from (value for value in asdict(part.totals).values() if type(value) is int)
        kinds = [row.kind for row in self.rows]
        yield from (kinds.count(kind) for kind in Kind)
        yield sum(kinds.count(kind) for kind in (Kind.SPLIT, Kind.MERGED, Kind.RESHAPED))
        yield from self._sides()
        yield from self._means()
        yield from self._ways()

    def _sides(self) -> Iterator[int | None]:
        """Yield households, people and compounds of every set that is named."""
        shares: dict[tuple[str, str], tuple[int, int]] = {}
        for unit in self.record.units:
            yield from (unit.households, unit.population)
            size, people = shares.get((unit.before, unit.after), (0, 0))
            more = unit.population or 0
            shares[unit.before, unit.after] = size + unit.households, people + more
        for pair in shares.values():
            yield from pair
        every = []
        for row in self.rows:
            for side in (row.before, row.after):
                if side:
                    yield from (side.households, side.population, side.compounds, side.units)
            before = row.before.households if row.before else 0
            after = row.after.households if row.after else 0
            yield after - before
            every.append((row.before, row.after))
        for at in (0, 1):
            sides = [pair[at] for pair in every if pair[at] is not None]
            for name in ("households", "population", "compounds"):
                yield sum(getattr(side, name) or 0 for side in sides)
        for name in ("households", "population", "compounds"):
            yield sum(getattr(move, name) or 0 for move in self.case.moves)
            yield sum(getattr(side, name) or 0 for row in self.case.changed
                      if (side := row.after))  # fmt: skip

    def _means(self) -> Iterator[int | None]:
        for row in self.record.communities:
            for value in row.facts.values():
                yield from (int(word) for word in re.findall(r"\d+", value))
        for item in self.record.resources:
            for fact in item.facts.values():
                yield from (int(word) for word in re.findall(r"\d+", str(fact)))
        planned = [row for row in self.record.communities if row.after]
        for name in ("staff", "staff_needed"):
            yield sum(int(row.facts.get(name) or 0) for row in planned)
        for part in self.record.parts:
            for tier in part.outcome.tiers:
                yield from (tier.value, tier.bound)
        for layer in self.case.folder.context.values():
            yield from (round(area) for area in layer.get("area_m2", ()))
        changed = [row for row in self.case.changed if row.after]
        for name, rows in (
            ("facility_gap", [row for row in changed if row.kind is Kind.SET_UP]),
            ("staff_gap", changed),
        ):
            yield sum(int(row.facts.get(name) or 0) for row in rows)
        known = [row for row in self.case.changed if row.facts.get("office_address")]
        yield len(known)
        new = [row for row in self.case.changed if row.kind is Kind.SET_UP]
        yield len(new) - len([row for row in known if row in new])

    def _ways(self) -> Iterator[int | None]:
        """Yield metres: stretches without a name with their places, and ways to offices."""
        if not self.record.units:
            return
        texts = [str(cell) for row in gaps(self.case).rows for cell in row]
        forms = ("sides", "turns", "walk")
        texts += [describe(self.case, row.id, form) for row in self.rows for form in forms
                  if row.after]  # fmt: skip
        yield from (int(word) for text in texts for word in re.findall(r"\d+", text))
        yield from redrawn(self.case)
        for move in self.case.moves:
            for item in self.case.compounds_of(move):
                yield walk_m(self.case.folder, item.units, move.after)

    def _shares(self) -> Iterator[tuple[float, int]]:
        folder = self.case.folder
        for sizes in (areas(folder, "before"), areas(folder, "after")):
            inside = [sizes[row.id] for row in self.rows if row.id in sizes]
            yield from ((size, 3) for size in (*inside, sum(inside)))
        for part in self.record.parts:
            every = [row.after.households for row in self.record.communities
                     if row.after and row.subdistrict == part.subdistrict]  # fmt: skip
            yield sum(every) / len(every), 1
        for sides in (
            [row.before for row in self.record.communities],
            *([row.after for row in one.record.communities] for one in self.plans),
        ):
            every = [side.households for side in sides if side]
            yield max(every) - min(every), 0
            yield pstdev(every), 1
        for _, totals, _ in self.record.alternatives:
            yield totals.new_border / 10_000, 1
            if totals.new_border:
                yield 100 * totals.new_border_named / totals.new_border, 1
        for part in self.record.parts:
            yield from ((100 * tier.gap, 2) for tier in part.outcome.tiers if tier.gap is not None)
        for item in self.record.resources:
            yield from ((fact, 1) for fact in item.facts.values() if isinstance(fact, float))
        for one in self.plans:
            named, whole = named_share(Case(one))
            yield from ((100 * named / whole, places) for places in (0, 1)) if whole else ()
            yield whole / 1000, 1
        yield from self._origins()

    def _origins(self) -> Iterator[tuple[float, int]]:
        """Yield the per cent of a community's households by where they come from."""
        for row in self.rows:
            if row.after:
                moved: dict[str, int] = {}
                for unit in self.record.units:
                    if unit.after == row.id:
                        moved[unit.before] = moved.get(unit.before, 0) + unit.households
                yield from ((100 * count / max(1, sum(moved.values())), 1)
                            for count in moved.values())  # fmt: skip


def spoken(city: Folder) -> re.Pattern[str]:
    """Return what the data itself says with numbers, longest first."""
    record, statement = city.record, city.record.statement
    texts = {unit.name for unit in record.units} | {unit.id for unit in record.units}
    texts |= {unit.group for unit in record.units}
    compounds: dict[str, list[str]] = {}
    for unit in sorted(record.units, key=lambda unit: unit.id):
        compounds.setdefault(unit.group, []).append(unit.id)
        texts.add(f"{unit.name} {unit.id}")
    for name, ids in compounds.items():
        texts |= {"、".join(ids), f"{ids[0]} … {ids[-1]}"} if name and len(ids) > 1 else set()
    texts |= {text for row in record.communities for text in (row.name, *row.facts.values())}
    texts |= {statement.title, statement.source, statement.made_up_note}
    dates = {*statement.file.values(), statement.as_of}
    texts |= dates | {chinese_date(text) for text in dates}
    texts |= {*record.profile_facts.values(), record.check_code}
    for layer in city.context.values():
        texts |= {str(text) for text in layer.get("name", ())}
        texts |= {str(text) for text in layer.get("address", ())}
        dates = {str(text) for text in layer.get("date", ())}
        texts |= dates | {chinese_date(text) for text in dates}
    held = sorted((text for text in texts if re.search(r"\d\D|\D\d", text)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, held)) or r"(?!)")


def left(text: str, data: re.Pattern[str], known: frozenset[str]) -> list[str]:
    """Return the numbers of a text that nobody accounts for."""
    plain = data.sub(" ", text)
    for pattern in FIXED:
        plain = re.sub(pattern, " ", plain)
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", plain)
    return [word for word in NUMBER.findall(plain)
            if word not in known and word.lstrip("-") not in known]  # fmt: skip


@pytest.fixture
def others() -> tuple[Folder, ...]:
    """Return the other alternatives of the toy, which has none."""
    return ()


def test_every_number_of_the_word_files(
    city: Folder, papers: Path, others: tuple[Folder, ...]
) -> None:
    data = spoken(city)
    lost, count = [], 0
    for path in reading.word_files(papers):
        scope = path.parent.name.partition("-")[2]
        within = scope if any(part.subdistrict == scope for part in city.record.parts) else ""
        known = Plan(city, within, others).numbers
        for line in reading.text_of(path).splitlines():
            count += len(NUMBER.findall(line))
            lost += [(path.name, word, line[:80]) for word in left(line, data, known)]
    assert lost == [], "\n".join(map(str, lost))
    assert count > 1000


def test_every_number_of_the_workbook(
    city: Folder, papers: Path, others: tuple[Folder, ...]
) -> None:
    data, known = spoken(city), Plan(city, "", others).numbers
    book = openpyxl.load_workbook(next(papers.glob("*.xlsx")), data_only=True)
    lost = []
    for page in book:
        ids = {cell.column_letter for cell in page[3] if cell.value == "单元编号"}
        for cell in (cell for row in page.iter_rows() for cell in row):
            value = cell.value
            if str(value).isdigit() and (cell.column == 1 or cell.column_letter in ids):
                continue  # the number of the row, or the unit's own
            text = f"{value:.3f}" if isinstance(value, float) else str(value or "")
            near = {text, text.rstrip("0").rstrip("."), f"{float(text):.1f}"} if isinstance(
                value, float) else {text}  # fmt: skip
            if not any(not left(one, data, known) for one in near):
                lost.append((page.title, cell.coordinate, text))
    assert lost == [], "\n".join(map(str, lost))


def said(table: Any) -> Iterator[str]:
    """Yield every text of a document."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict):
        for value in table.values():
            yield from said(value)
    elif isinstance(table, list):
        for value in table:
            yield from said(value)


def test_every_number_beside_the_map(city: Folder) -> None:
    page = render(city, (), "zh")
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert block
    plans = json.loads(block[1])["plans"]
    data, known = spoken(city), Plan(city).numbers
    lost = []
    for plan in plans:
        texts = [line["text"] for part in plan["minute"] for line in part["lines"]]
        texts += [text for row in plan["communities"] for text in said(row["facts"])]
        texts += [row[key] for row in plan["communities"] for key in ("reason", "cause")]
        for line in (*texts, plan["headline"]):
            lost += [(word, line[:80]) for word in left(line, data, known)]
    assert lost == [], "\n".join(map(str, lost))


@pytest.mark.parametrize("text", ["共77777户", "应配1234.5平方米", "自2031年起"])
def test_a_number_that_nobody_accounts_for(city: Folder, text: str) -> None:
    assert left(text, spoken(city), Plan(city).numbers)
