"""Rooms, staff, costs and walks on cards, in tables and in sentences: every changed one is told."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from redistrict import witness
from redistrict.domain.findings import Finding
from redistrict.run.dossier import make_dossier
from redistrict.run.propose import Wish, propose
from redistrict.run.verify import Judge
from redistrict.verify import Proposal, provided, verify_printed
from redistrict.verify.paper import Paper
from redistrict.verify.printed import CHECKS
from redistrict.verify.provided import _apart, _dated, _grids, _office
from redistrict.verify.shown import tables
from redistrict.verify.told import OFFICE, rooms
from redistrict.witness import digests
from redistrict.witness.claimed import Printed, Rows, Shown, Told
from redistrict.witness.facts import Witnessed
from redistrict.witness.supply import Supply
from redistrict.witness.titles import EVERYWHERE, MAINLAND, sheets
from tests.verify import golden
from tests.verify import test_supply as toys
from tests.verify.forge import edit
from tests.verify.papers.folder import FILE, copied, page, sheet, swap, zipped

COST = """[file.cost]
room_yuan_per_m2 = "3000"
worker_yuan_per_year = 60000
"""
TABLES = (Rows.SUPPLY, Rows.COST, Rows.FLOWS, Rows.PARTS, Rows.FIGURES, Rows.COMMUNITIES)
FREE = {"stage", "alternative"}
"""Words of the reader, and the number of a row that stands for its name."""
SCHEME = "dossier/01-Toy/02-调整方案（草稿）.docx"
REQUEST = "dossier/01-Toy/01-请示（草稿）.docx"
ANNEX = "dossier/00-汇总材料/04-技术附件.docx"
RISK = "dossier/01-Toy/06-社会稳定风险评估事实附件.docx"
BODY = r"word/document\.xml"
KEPT = golden.Kept("provided.txt")


def district(folder: Path) -> Path:
    """Write a furnished toy with a mainland dossier; return the proposal."""
    scenario = toys.write(folder)
    plain = scenario.read_text(encoding="utf-8")
    plain = plain.replace('lang = "en"', 'lang = "zh"\nmade_up = true\nmade_up_note = "made up"')
    plain = plain.replace("overload_over = 6000", "")
    ledger = folder / "ledger.csv"
    evidence = toys.LEDGER.replace("2010-05,,7", "2010-05,180 a worker,7")
    ledger.write_text(evidence, encoding="utf-8-sig")
    scenario.write_text(f"{plain}{FILE}{COST}", encoding="utf-8")
    propose(scenario, folder / "plan", Wish())
    make_dossier(folder / "plan")
    return folder / "plan"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the proposal; that of ``PROVIDED_TOY`` where many runs share one."""
    kept = os.environ.get("PROVIDED_TOY")
    return Path(kept) if kept else district(tmp_path_factory.mktemp("provided"))


@pytest.fixture(scope="module")
def proposal(sound: Path) -> Proposal:
    facts = witness.read(sound.parent / "toy.scenario.toml")
    return Proposal(facts, Judge(facts, sound).claims, digests.read(sound).code)


def files(proposal: Proposal, folder: Path) -> tuple[tuple[str, Printed], ...]:
    return Judge(proposal.witnessed, folder).printed


def found(proposal: Proposal, folder: Path, without: str = "") -> tuple[Finding, ...]:
    checks = [check for check in CHECKS if check.__name__ != without]
    return verify_printed(proposal, files(proposal, folder), checks)


def test_the_folder_is_sound(proposal: Proposal, sound: Path) -> None:
    assert found(proposal, sound) == ()


def spoilt(item: Printed) -> Iterator[tuple[str, Printed]]:
    """Yield the file with one cell, line or room changed."""
    for number, shown in enumerate(item.shown):
        for at, line in enumerate(shown.sheet.lines if shown.rows in TABLES else ()):
            for column in line.cells.keys() - FREE:
                word = f"{line.cells[column]}1"
                new = edit(shown.sheet, lambda rows, a=at, c=column, w=word: rows[a].update({c: w}))
                tables = [*item.shown]
                tables[number] = Shown(shown.rows, new, shown.alternative)
                name = f"{item.file} {shown.rows.value} {at} {column}"
                yield name, replace(item, shown=tuple(tables))
    for number, block in enumerate(item.told):
        for at, line in enumerate(block.lines):
            lines = (*block.lines[:at], f"{line[:-1]}1{line[-1:]}", *block.lines[at + 1 :])
            blocks = [*item.told]
            blocks[number] = Told(block.alternative, lines, block.whole)
            yield f"{item.file} line {line}", replace(item, told=tuple(blocks))
    for at, (name, key, text) in enumerate(item.rooms):
        rooms = (*item.rooms[:at], (name, key, f"{text}1"), *item.rooms[at + 1 :])
        yield f"{item.file} room {key}", replace(item, rooms=rooms)


def test_whatever_is_changed_is_told(proposal: Proposal, sound: Path) -> None:
    """Every cell and line of every file, one digit more: never accepted."""
    every = [(name, one, changed) for name, item in files(proposal, sound)
             for one, changed in spoilt(item)]  # fmt: skip
    assert len(every) > 400
    slipped = []
    for name, one, changed in every:
        paper = Paper(proposal, name, changed)
        if not any(finding for check in CHECKS for finding in check(paper)):
            slipped.append(one)
    assert slipped == []


Spoil = Callable[[Path], None]


def card(folder: Path) -> None:
    def change(data: Any) -> None:
        facts = data["plans"][0]["communities"][0]["facts"]
        facts[0][1] = f"{facts[0][1]}1"

    page(folder, change)


def card_left_out(folder: Path) -> None:
    page(folder, lambda data: data["plans"][0]["communities"][0]["facts"].pop(0))


def section(folder: Path, key: str, old: str, new: str) -> None:
    def change(data: Any) -> None:
        lines = next(part for part in data["plans"][0]["minute"] if part["key"] == key)["lines"]
        text = "\n".join(line["text"] for line in lines)
        assert re.search(old, text), text
        for line in lines:
            line["text"] = re.sub(old, new, line["text"], count=1)

    page(folder, change)


def room_left_out(folder: Path) -> None:
    def change(data: Any) -> None:
        data["plans"][0]["minute"] = [
            part for part in data["plans"][0]["minute"] if part["key"] != "office"
        ]

    page(folder, change)


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (card, "SHEET_CELL_DIFFERS"),
        (card_left_out, "SHEET_CELL_DIFFERS"),
        (lambda at: section(at, "means", r"现有33人", "现有34人"), "PRINTED_RESOURCE_FALSE"),
        (lambda at: section(at, "office", "420", "421"), "PRINTED_CHANGE"),
        (lambda at: section(at, "office", "420平方米", "420平方米、420平方米"), "PRINTED_CHANGE"),
        (room_left_out, "PRINTED_CHANGE"),
        (lambda at: section(at, "streets", "3个", "2个"), "PRINTED_CHANGE"),
        (lambda at: section(at, "where", r"(\d)公里", r"\g<1>1公里"), "PRINTED_CHANGE"),
        (lambda at: zipped(at / "dossier/社区调整表格.xlsx", sheet(at, "4 "),
                           lambda text: re.sub(r"<v>720</v>", "<v>721</v>", text, count=1)),
         "SHEET_CELL_DIFFERS"),
        (lambda at: zipped(at / "dossier/社区调整表格.xlsx", sheet(at, "十年"),
                           lambda text: re.sub(r"<v>36</v>", "<v>37</v>", text, count=1)),
         "SHEET_CELL_DIFFERS"),
        (lambda at: zipped(at / "dossier/社区调整表格.xlsx", sheet(at, "1 "),
                           lambda text: re.sub(r"(<f>SUM.*?<v>)", r"\g<1>1", text, count=1)),
         "PRINTED_FOREIGN"),
        (lambda at: zipped(at / SCHEME, BODY, swap(">420<", ">421<")), "SHEET_CELL_DIFFERS"),
        (lambda at: zipped(at / SCHEME, BODY, swap(">250000<", ">250001<")), "SHEET_CELL_DIFFERS"),
        (lambda at: zipped(at / REQUEST, BODY, swap("，420平方米<", "，421平方米<")),
         "SHEET_CELL_DIFFERS"),
        (lambda at: zipped(at / RISK, BODY, swap(">1200<", ">1201<")), "PRINTED_FOREIGN"),
        (lambda at: zipped(at / ANNEX, BODY, swap("现有33人", "现有34人")), "PRINTED_RESOURCE"),
    ],
    ids=["card", "card_left_out", "means", "office", "room_told_twice", "room_left_out",
         "streets", "border", "workbook_rooms", "workbook_cost", "workbook_total",
         "scheme_room", "scheme_money", "request_room", "risk_total", "annex_means"],
)  # fmt: skip
def test_a_changed_file_is_told(
    proposal: Proposal, sound: Path, tmp_path: Path, request: pytest.FixtureRequest, how: Spoil,
    code: str,
) -> None:  # fmt: skip
    findings = found(proposal, copied(sound, tmp_path, how))
    assert code in {item.code for item in findings}
    KEPT.hold(request.node.callspec.id, findings)


def test_rooms_are_told_by_one_check_alone(proposal: Proposal, sound: Path, tmp_path: Path) -> None:
    assert found(proposal, copied(sound, tmp_path, room_left_out), without="rooms") == ()


def shown_in(proposal: Proposal, sound: Path) -> Iterator[tuple[str, Printed, Shown]]:
    for name, item in files(proposal, sound):
        yield from ((name, item, shown) for shown in item.shown)


def test_what_the_witness_could_not_place_is_not_held_against_a_file(
    proposal: Proposal, sound: Path
) -> None:
    """Without layers nothing is known of new rooms, offices and ways; all else is still told."""
    supply = replace(proposal.witnessed.supply, offers=None, rooms=None, paths=None)
    blind = replace(proposal, witnessed=replace(proposal.witnessed, supply=supply))
    slipped = set()
    for name, item, shown in shown_in(proposal, sound):
        if shown.rows in (Rows.SUPPLY, Rows.COST):
            assert list(tables(Paper(blind, name, replace(item, shown=(shown,))))) == []
            for at, line in enumerate(shown.sheet.lines):
                for column in line.cells.keys() - FREE:
                    word = f"{line.cells[column]}1"
                    new = edit(
                        shown.sheet, lambda rows, a=at, c=column, w=word: rows[a].update({c: w})
                    )
                    one = replace(item, shown=(Shown(shown.rows, new, shown.alternative),))
                    if not list(tables(Paper(blind, name, one))):
                        slipped.add((line.cells.get("name", line.cells.get("community")), column))
    assert ("NEW-Toy-1", "office_area_m2") in slipped
    assert ("NEW-Toy-1", "index") not in slipped
    assert {("A", "walk_m"), ("A", "office_address")} <= slipped
    assert not {("A", "staff"), ("A", "facility_needed"), ("B", "staff_gap")} & slipped


@pytest.mark.parametrize(("said", "count"), [("办公用房待落实", 0), ("0平方米、无", 1)])
def test_a_room_that_is_not_there_yet_is_told_in_words(
    proposal: Proposal, sound: Path, monkeypatch: pytest.MonkeyPatch, said: str, count: int
) -> None:
    """The ledger's zero and its word for nothing are no number of the page."""
    read, nothing = provided.facts, {"office_area_m2": "0", "office_state": "无"}
    empty = dict.fromkeys(OFFICE, "") | nothing
    monkeypatch.setattr(provided, "facts", lambda *of: (row | empty for row in read(*of)))
    name, page = next(one for one in files(proposal, sound) if one[1].rooms)
    names = proposal.names[name]
    lines = tuple((plan, key, f"{names[key]}：{said}") for plan, key, _ in page.rooms)
    assert lines
    found = list(rooms(Paper(proposal, name, replace(page, rooms=lines))))
    assert len(found) == count * len(lines)


def test_the_sheets_of_a_workbook_by_those_it_has() -> None:
    assert sheets({"1"}).keys() == EVERYWHERE.keys()
    assert sheets({"4"}).keys() == {*EVERYWHERE, "4"}
    assert sheets({"4", "续"}).keys() == {*EVERYWHERE, *MAINLAND}


def test_the_layer_of_offices_speaks_where_the_ledger_is_silent() -> None:
    """One row of one table with the room of the layer, and with another."""
    cells = {"name": "A", "office": "West 1，55平方米", "staff / staff_needed": "3／待填"}
    assert _apart(cells) == {
        "name": "A", "office_address": "West 1", "office_area_m2": "55", "staff": "3",
        "staff_needed": "",
    }  # fmt: skip
    rooms = {"A": {"office_address": "West 1", "office_area_m2": "55"}}
    known = Witnessed((), supply=Supply(rooms=rooms))
    assert _office(known, "A", {"blind": ""})["office_address"] == "West 1"
    assert (
        _office(known, "A", {"blind": "", "office_address": "East 2"})["office_address"] == "East 2"
    )
    assert _office(known, "B", {"blind": ""})["office_area_m2"] == ""
    dark = _office(Witnessed((), supply=Supply(rooms=None)), "A", {"blind": "walk_m"})["blind"]
    assert {*dark.split()} == {"walk_m", "office_area_m2", "office_state", "office_date",
                               "office_address"}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05", "2026-5"), ("2026年5月", "2026-5"), ("2026年05月09日", "2026-5-9"),
        ("2026-5-9", "2026-5-9"), ("年内", "年内"), ("", ""), ("2026", "2026"),
    ],
)  # fmt: skip
def test_dates_are_compared_as_numbers(text: str, expected: str) -> None:
    assert _dated(text) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(300, 500, "3—5"), (1500, 1600, "1"), (300, 0, ""), (None, 500, "")],
)
def test_grids_of_1500_households(low: int | None, high: int, expected: str) -> None:
    staff = {"grid_households_min": low, "grid_households_max": high}
    assert _grids(Witnessed((), supply=Supply(staff=staff)), 1500) == expected
