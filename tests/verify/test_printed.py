"""Pages and papers are read back: whatever they print otherwise than the plan is told."""

import dataclasses
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely

from redistrict import witness
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.run.dossier import make_dossier
from redistrict.run.propose import Wish, propose
from redistrict.run.verify import Judge, verify
from redistrict.store.manifest import refresh_outputs
from redistrict.verify import Proposal, verify_drawn, verify_printed
from redistrict.verify.drawn import CHECKS as DRAWN
from redistrict.verify.printed import CHECKS
from redistrict.witness import digests, drawn, printed
from redistrict.witness.facts import Witnessed
from tests.verify.proposal import base

FILE = """
[file]
district = "示例市玩具区"
issuer = "{subdistrict}办事处"
addressee = "玩具区人民政府"
approver = "玩具区人民政府"
"""
BLOCK = re.compile(r'(<script type="application/json" id="data">)(.*?)(</script>)', re.DOTALL)
TABLES = "dossier/社区调整表格.xlsx"
LETTER = "dossier/01-Toy/01-请示（草稿）.docx"
ROSTER = "dossier/01-Toy/04-小区（楼栋）名录.docx"

Spoil = Callable[[Path], None]
SPOILS: list[tuple[str, str, str, Spoil]] = []


def spoil(code: str, sole: str = "") -> Callable[[Spoil], Spoil]:
    """Register a way to spoil a folder; ``sole`` names the check that alone can tell it."""

    def add(how: Spoil) -> Spoil:
        SPOILS.append((how.__name__, code, sole, how))
        return how

    return add


def page(folder: Path, change: Callable[[Any], Any], name: str = "map.html") -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    match = BLOCK.search(text)
    assert match
    data = json.loads(match[2])
    change(data)
    made = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    path.write_text(text[: match.start(2)] + made + text[match.end(2) :], encoding="utf-8")


def text(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")


def zipped(path: Path, member: str, change: Callable[[str], str]) -> None:
    """Change one member of a zip file."""
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    found = [name for name in entries if re.fullmatch(member, name)]
    assert found
    for name in found:
        after = change(entries[name].decode())
        assert after.encode() != entries[name]
        entries[name] = after.encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, content in entries.items():
            new.writestr(name, content)


def sheet(folder: Path, start: str) -> str:
    """Return the member that holds the worksheet whose name begins so."""
    with zipfile.ZipFile(folder / TABLES) as book:
        names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
    place = next(at for at, name in enumerate(names, 1) if name.startswith(start))
    return rf"xl/worksheets/sheet{place}\.xml"


def swap(old: str, new: str) -> Callable[[str], str]:
    def change(before: str) -> str:
        assert old in before, old
        return before.replace(old, new, 1)

    return change


@spoil("SHEET_CELL_DIFFERS", "tables")
def map_households_of_a_unit(folder: Path) -> None:
    page(folder, lambda data: data["units"]["h"].__setitem__(0, 901))


@spoil("SHEET_CELL_DIFFERS", "tables")
def map_unit_elsewhere(folder: Path) -> None:
    page(folder, lambda data: data["plans"][0]["after"].__setitem__(0, 1))


@spoil("SHEET_CELL_DIFFERS", "tables")
def map_unit_elsewhere_in_the_other_plan(folder: Path) -> None:
    page(folder, lambda data: data["plans"][1]["after"].__setitem__(3, 2))


@spoil("SHEET_CELL_DIFFERS", "tables")
def map_today_changed(folder: Path) -> None:
    page(folder, lambda data: data["units"]["before"].__setitem__(2, 1))


@spoil("SHEET_CELL_DIFFERS", "tables")
def map_total_of_a_community(folder: Path) -> None:
    def change(data: Any) -> None:
        data["plans"][0]["communities"][0]["after"]["households"] -= 1

    page(folder, change)


@spoil("SHEET_CELL_DIFFERS", "tables")
def map_verdict_of_a_community(folder: Path) -> None:
    page(folder, lambda data: data["plans"][0]["communities"][0].update(verdict="tolerated"))


@spoil("SHEET_CELL_DIFFERS", "tables")
def map_exception_hidden(folder: Path) -> None:
    def change(data: Any) -> None:
        row = data["plans"][0]["communities"][0]
        row["exemption"] = "" if row["exemption"] else "because"

    page(folder, change)


@spoil("SHEET_ROW_MISSING", "tables")
def map_community_left_out(folder: Path) -> None:
    page(folder, lambda data: data["plans"][0]["communities"][-1].update(id="ZZ"))


@spoil("SHEET_CELL_DIFFERS", "tables")
def map_move(folder: Path) -> None:
    page(folder, lambda data: data["plans"][0]["moves"][0].update(households=1))


@spoil("SHEET_ROW_MISSING", "tables")
def map_move_left_out(folder: Path) -> None:
    page(folder, lambda data: data["plans"][0]["moves"].pop())


@spoil("SHEET_CELL_DIFFERS", "tables")
def map_comparison(folder: Path) -> None:
    page(folder, lambda data: data["compared"][1]["totals"].update(moved_households=1))


@spoil("SHEET_ROW_MISSING", "tables")
def map_today_not_compared(folder: Path) -> None:
    page(folder, lambda data: data["compared"].pop(0))


@spoil("SHEET_ROW_MISSING", "tables")
def map_neighbours_forgotten(folder: Path) -> None:
    page(folder, lambda data: data.update(edges=data["edges"][2:]))


@spoil("PRINTED_COVER", "covers")
def map_headline(folder: Path) -> None:
    def change(data: Any) -> None:
        plan = data["plans"][0]
        plan["headline"] = plan["headline"].replace("2,400户", "2,401户")

    page(folder, change)


@spoil("PRINTED_COVER", "covers")
def map_headline_without_households(folder: Path) -> None:
    def change(data: Any) -> None:
        plan = data["plans"][0]
        plan["headline"] = plan["headline"].replace("2,400户", "户")

    page(folder, change)


@spoil("PRINTED_COVER", "covers")
def map_headline_turned_round(folder: Path) -> None:
    def change(data: Any) -> None:
        plan = data["plans"][0]
        plan["headline"] = plan["headline"].replace("3个社区、6个小区", "6个社区、3个小区")

    page(folder, change)


@spoil("PRINTED_CHANGE", "beside")
def map_new_limits(folder: Path) -> None:
    def change(data: Any) -> None:
        part = next(item for item in data["plans"][0]["minute"] if item["key"] == "where")
        part["lines"][0]["text"] = part["lines"][0]["text"].replace("公里", "9公里", 1)

    page(folder, change)


@spoil("PRINTED_CODE", "codes")
def map_code(folder: Path) -> None:
    page(folder, lambda data: data["statement"].update(code="0000-0000-0000"))


@spoil("PLAN_TERMS_DIFFER", "stated")
def map_band(folder: Path) -> None:
    page(folder, lambda data: data["rules"].update(max=4000))


@spoil("PLAN_TERMS_DIFFER", "stated")
def map_date_of_counts(folder: Path) -> None:
    page(folder, lambda data: data["statement"].update(as_of="2020-01"))


@spoil("PRINTED_ALTERNATIVE", "tables")
def map_plan_unknown(folder: Path) -> None:
    page(folder, lambda data: data["plans"][1].update(name="wonderful"))


@spoil("PRINTED_ALTERNATIVE", "there")
def map_plan_left_out(folder: Path) -> None:
    page(folder, lambda data: data["plans"].pop())


@spoil("CHECKSUM_FILE_MISSING", "there")
def map_removed(folder: Path) -> None:
    (folder / "map.html").unlink()


@spoil("CHECKSUM_FILE_MISSING", "there")
def summary_removed(folder: Path) -> None:
    (folder / "today" / "summary.txt").unlink()


@spoil("SHEET_CELL_DIFFERS", "tables")
def map_of_an_alternative(folder: Path) -> None:
    page(folder, lambda data: data["units"]["h"].__setitem__(0, 0), "least-change/map.html")


@spoil("PRINTED_BROKEN")
def map_two_blocks(folder: Path) -> None:
    more = '<script type="application/json" id="data">{}</script></body>'
    text(folder, "map.html", "</body>", more)


@spoil("PRINTED_BROKEN")
def map_columns_of_two_lengths(folder: Path) -> None:
    page(folder, lambda data: data["units"]["h"].pop())


@spoil("PRINTED_BROKEN")
def map_edge_to_nowhere(folder: Path) -> None:
    page(folder, lambda data: data["edges"].append(7))


@spoil("PRINTED_BROKEN")
def map_place_beyond_the_list(folder: Path) -> None:
    page(folder, lambda data: data["plans"][0]["after"].__setitem__(0, 99))


@spoil("PRINTED_CODE", "codes")
def summary_without_code(folder: Path) -> None:
    path = folder / "summary.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")


@spoil("PRINTED_COVER", "covers")
def summary_cover(folder: Path) -> None:
    text(folder, "summary.txt", "2,400户", "2,300户")


@spoil("SHEET_CELL_DIFFERS", "tables")
def summary_comparison(folder: Path) -> None:
    text(folder, "summary.txt", "  1,800    ", "  1,700    ")


@spoil("PRINTED_CHANGE", "changes")
def summary_change(folder: Path) -> None:
    text(folder, "summary.txt", "4,500 → 2,700", "4,500 → 2,600")


@spoil("PRINTED_RESOURCE", "means")
def summary_workload(folder: Path) -> None:
    text(folder, "summary.txt", "×1）", "×2）")


@spoil("PRINTED_BROKEN")
def summary_without_comparison(folder: Path) -> None:
    text(folder, "summary.txt", "-----", "~~~~~")


@spoil("SHEET_CELL_DIFFERS", "tables")
def table_of_communities(folder: Path) -> None:
    zipped(folder / TABLES, sheet(folder, "1 "), swap("<v>4500</v>", "<v>4501</v>"))


@spoil("SHEET_CELL_DIFFERS", "tables")
def table_of_movers(folder: Path) -> None:
    zipped(folder / TABLES, sheet(folder, "2 "), swap("<v>900</v>", "<v>901</v>"))


@spoil("PRINTED_CHANGE", "tables")
def table_of_movers_short(folder: Path) -> None:
    zipped(folder / TABLES, sheet(folder, "2 "),
           lambda cells: re.sub(r"<row r=\"9\".*?</row>", "", cells))  # fmt: skip


@spoil("SHEET_ROW_UNKNOWN", "tables")
def table_of_movers_of_no_unit(folder: Path) -> None:
    zipped(folder / TABLES, sheet(folder, "2 "),
           lambda cells: re.sub(r'(<c r="D5"[^>]*>)<v>\d+</v>', r"\1<v>0</v>", cells))  # fmt: skip


@spoil("SHEET_CELL_DIFFERS", "tables")
def table_of_subdistricts(folder: Path) -> None:
    zipped(folder / TABLES, sheet(folder, "3 "), swap("<v>5</v>", "<v>6</v>"))


@spoil("PRINTED_FOREIGN", "faults")
def table_total(folder: Path) -> None:
    zipped(folder / TABLES, sheet(folder, "2 "), swap("<v>2400</v>", "<v>2399</v>"))


@spoil("PRINTED_FOREIGN", "faults")
def table_calls_a_program(folder: Path) -> None:
    call = "<f>cmd|'/c calc'!A0</f>"
    zipped(folder / TABLES, sheet(folder, "1 "),
           lambda cells: re.sub(r"<f>SUM[^<]*</f>", call, cells, count=1))  # fmt: skip


@spoil("PRINTED_CODE", "codes")
def table_code(folder: Path) -> None:
    zipped(folder / TABLES, sheet(folder, "1 "),
           lambda cells: re.sub(r"[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}", "0-0", cells))  # fmt: skip
    zipped(folder / TABLES, sheet(folder, "2 "),
           lambda cells: re.sub(r"[0-9a-f]{4}-[0-9a-f]{4}-", "0000-0000-", cells))  # fmt: skip


@spoil("PRINTED_BROKEN")
def table_no_workbook(folder: Path) -> None:
    (folder / TABLES).write_bytes(b"PK")


@spoil("PRINTED_BROKEN")
def table_without_a_sheet(folder: Path) -> None:
    zipped(folder / TABLES, r"xl/workbook\.xml", swap('name="1 ', 'name="8 '))


@spoil("PRINTED_BROKEN")
def table_without_a_column(folder: Path) -> None:
    zipped(folder / TABLES, r"xl/sharedStrings\.xml", swap(">原社区<", ">旧社区<"))


@spoil("PRINTED_COVER", "covers")
def letter_cover(folder: Path) -> None:
    zipped(folder / LETTER, r"word/document\.xml", swap("6个小区", "7个小区"))


@spoil("PRINTED_HOUSEHOLDS", "households")
def letter_sentence(folder: Path) -> None:
    zipped(folder / LETTER, r"word/document\.xml", swap("划入现有社区600户", "划入现有社区599户"))


@spoil("PRINTED_HOUSEHOLDS", "households")
def roster_count(folder: Path) -> None:
    zipped(folder / ROSTER, r"word/document\.xml", swap(">150<", ">151<"))


@spoil("PRINTED_CODE", "codes")
def letter_code(folder: Path) -> None:
    def change(foot: str) -> str:
        return re.sub(r"[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}", "", foot) + " "

    zipped(folder / LETTER, r"word/footer\d*\.xml", change)


@spoil("PRINTED_FOREIGN", "faults")
def letter_reaches_out(folder: Path) -> None:
    more = ('<Relationship Id="x" Type="t" Target="http://192.0.2.1/a" '
            'TargetMode="External"/></Relationships>')  # fmt: skip
    zipped(folder / LETTER, r"word/_rels/document\.xml\.rels", swap("</Relationships>", more))


@spoil("PRINTED_FOREIGN", "faults")
def letter_runs(folder: Path) -> None:
    field = "<w:p><w:r><w:instrText>DDEAUTO c:\\\\x</w:instrText></w:r></w:p><w:sectPr"
    zipped(folder / LETTER, r"word/document\.xml", swap("<w:sectPr", field))


@spoil("PRINTED_BROKEN")
def letter_bomb(folder: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document'
    zipped(folder / LETTER, r"word/document\.xml", swap("<w:document", bomb))


@spoil("PRINTED_FOREIGN", "faults")
def archive_differs(folder: Path) -> None:
    zipped(folder / "dossier" / "归档.zip", r"SHA256SUMS\.txt", lambda sums: sums + "\n")
    (archive,) = (folder / "dossier").glob("*.zip")
    with zipfile.ZipFile(archive, "a") as zip_:
        zip_.writestr("more.txt", "more")


@spoil("PRINTED_BROKEN")
def archive_broken(folder: Path) -> None:
    (archive,) = (folder / "dossier").glob("*.zip")
    archive.write_bytes(b"PK")


def made(folder: Path) -> Path:
    """Write a toy with its proposal and dossier; return the proposal."""
    scenario = base(folder)
    plain = scenario.read_text(encoding="utf-8")
    scenario.write_text(f'profile = "cn-2026"\nlang = "zh"\n{plain}{FILE}', encoding="utf-8")
    propose(scenario, folder / "plan", Wish())
    make_dossier(folder / "plan")
    return folder / "plan"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the proposal; that of ``PRINTED_TOY`` where many runs share one."""
    kept = os.environ.get("PRINTED_TOY")
    return Path(kept) if kept else made(tmp_path_factory.mktemp("printed"))


@pytest.fixture(scope="module")
def facts(sound: Path) -> Witnessed:
    return witness.read(sound.parent / "scenario.toml")


def told(facts: Witnessed, folder: Path, without: str = "") -> set[str]:
    judge = Judge(facts, folder)
    try:
        names = zip(judge.folders, judge.claims, strict=True)
        named = {path: claimed.alternative for path, claimed in names}
        read = [(named[path], item) for path, item in printed.read(judge.folders, folder)]
    except Failure as failure:
        return {item.code for item in failure.findings}
    proposal = Proposal(facts, judge.claims, digests.read(folder).code)
    checks = [check for check in CHECKS if check.__name__ != without]
    found = verify_printed(proposal, read, checks, complete=without != "there")
    return {item.code for item in found}


def copied(sound: Path, tmp_path: Path, how: Spoil) -> Path:
    folder = tmp_path / "plan"
    shutil.copytree(sound, folder)
    how(folder)
    return folder


NAMES = [name for name, *_ in SPOILS]


def test_the_folder_is_sound(sound: Path, facts: Witnessed) -> None:
    assert told(facts, sound) == set()
    assert verify(sound).exit_code is Exit.DONE


@pytest.mark.parametrize(("name", "code", "sole", "how"), SPOILS, ids=NAMES)
def test_each_is_told(
    sound: Path, facts: Witnessed, tmp_path: Path, name: str, code: str, sole: str, how: Spoil
) -> None:
    """Each is told by its finding; without its check it slips through."""
    folder = copied(sound, tmp_path, how)
    assert code in told(facts, folder), name
    if sole and name != "map_plan_unknown":
        assert code not in told(facts, folder, sole)


def test_every_check_is_needed() -> None:
    """The toy sets up no community: ``rooms`` is held by ``test_provided``."""
    assert {sole for _, _, sole, _ in SPOILS} - {""} == {
        check.__name__ for check in CHECKS
    } - {"rooms"} | {"there"}  # fmt: skip


def test_told_although_all_checksums_were_made_again(sound: Path, tmp_path: Path) -> None:
    """Whoever changes the map and then every checksum is told by the numbers."""
    (tmp_path / "scenario.toml").write_bytes((sound.parent / "scenario.toml").read_bytes())
    (tmp_path / "units.gpkg").write_bytes((sound.parent / "units.gpkg").read_bytes())
    folder = copied(sound, tmp_path, map_households_of_a_unit)
    assert verify(folder).exit_code is Exit.CHECKSUM
    refresh_outputs(folder)
    report = verify(folder)
    assert report.exit_code is Exit.REJECTED
    assert {item.code for item in report.findings} == {"SHEET_CELL_DIFFERS"}


def test_a_check_code_that_is_not_that_of_the_files(sound: Path, tmp_path: Path) -> None:
    folder = copied(sound, tmp_path, lambda _: None)
    path = folder / "manifest.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["check_code"] = "0000-0000-0000"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    report = verify(folder, sound.parent)
    assert report.exit_code is Exit.CHECKSUM
    assert [item.code for item in report.findings] == ["CHECK_CODE_DIFFERS"]


def layer(folder: Path, name: str, change: Callable[[Any], Any]) -> None:
    """Write one layer of the map file again."""
    path = folder / "plan.gpkg"
    frame = pyogrio.read_dataframe(path, layer=name)
    change(frame)
    pyogrio.write_dataframe(frame, path, layer=name)


def unit_elsewhere(folder: Path) -> None:
    def change(frame: Any) -> None:
        frame.loc[0, "geometry"] = shapely.transform(frame.geometry[0], lambda xy: xy + 60)

    layer(folder, "units", change)


def unit_smaller(folder: Path) -> None:
    def change(frame: Any) -> None:
        frame.loc[0, "geometry"] = frame.geometry[0].buffer(-1)

    layer(folder, "units", change)


def unit_not_drawn(folder: Path) -> None:
    path = folder / "plan.gpkg"
    frame = pyogrio.read_dataframe(path, layer="units")
    pyogrio.write_dataframe(frame.drop(index=0), path, layer="units")


def community_short(folder: Path) -> None:
    def change(frame: Any) -> None:
        frame.loc[0, "geometry"] = frame.geometry[0].buffer(-5)

    layer(folder, "communities_after", change)


def communities_overlap(folder: Path) -> None:
    def change(frame: Any) -> None:
        frame.loc[1, "geometry"] = frame.geometry[1].union(frame.geometry[0])

    layer(folder, "communities_after", change)


def limits_differ(folder: Path) -> None:
    def change(frame: Any) -> None:
        frame.loc[0, "geometry"] = frame.geometry[0].buffer(3)

    layer(folder, "subdistricts", change)


def shapes_missing(folder: Path) -> None:
    path = folder / "plan.gpkg"
    units = pyogrio.read_dataframe(path, layer="units")
    path.unlink()
    pyogrio.write_dataframe(units.drop(columns="geometry"), path, layer="units")


def drawn_codes(facts: Witnessed, folder: Path, without: str = "") -> set[str]:
    points = {unit.id: (unit.easting, unit.northing)
              for problem in facts.problems for unit in problem.units}  # fmt: skip
    checks = tuple(check for check in DRAWN if check.__name__ != without)
    found = verify_drawn(facts, drawn.read(folder, points, "plan.gpkg"), "plan.gpkg", checks)
    return {item.code for item in found}


@pytest.mark.parametrize(
    ("how", "code", "sole"),
    [
        (unit_elsewhere, "DRAWN_UNIT_DIFFERS", "shapes"),
        (unit_smaller, "DRAWN_UNIT_DIFFERS", "shapes"),
        (unit_not_drawn, "DRAWN_UNIT_DIFFERS", "shapes"),
        (community_short, "DRAWN_COMMUNITY_SHORT", "covered"),
        (communities_overlap, "DRAWN_OVERLAP", "apart"),
        (limits_differ, "DRAWN_LIMITS_DIFFER", "apart"),
        (shapes_missing, "DRAWN_MISSING", ""),
    ],
)
def test_shapes_that_contradict_the_plan(
    sound: Path, facts: Witnessed, tmp_path: Path, how: Spoil, code: str, sole: str
) -> None:
    folder = copied(sound, tmp_path, how)
    assert code in drawn_codes(facts, folder)
    assert not sole or code not in drawn_codes(facts, folder, sole)


def test_shapes_that_agree(sound: Path, facts: Witnessed) -> None:
    for folder in (sound, sound / "today", sound / "least-change"):
        assert drawn_codes(facts, folder) == set()
    unplaced = dataclasses.replace(facts, grounded=False)
    assert verify_drawn(unplaced, None, "plan.gpkg") == ()
    listed = dataclasses.replace(facts, shaped=False)
    assert verify_drawn(listed, None, "plan.gpkg") == ()
