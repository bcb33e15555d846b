"""Every number of the finished files equals the plan, read back from the files."""

import dataclasses
import re
from pathlib import Path

import openpyxl
import pytest

from redistrict.report.dossier.ground import _settled, areas, office
from redistrict.store.folder import Folder
from tests.dossier import reading

HEAD = 4


def test_table_of_communities_equals_the_record(city: Folder, papers: Path) -> None:
    rows = {row[2]: row for row in reading.sheet(papers, "1")[HEAD:] if row[0] and row[2]}
    assert len(rows) == len(city.record.communities)
    for community in city.record.communities:
        row = next(row for name, row in rows.items() if str(name).startswith(community.name))
        for position, side in ((4, community.before), (10, community.after)):
            assert row[position] == (side.households if side else "—")
            assert row[position + 1] == (side.population if side else "—")
            assert row[position + 3] == (side.compounds if side else "—")
        before = community.before.households if community.before else 0
        after = community.after.households if community.after else 0
        assert row[16] == after - before


@pytest.mark.parametrize("name", ["1", "2", "3", "4"])
def test_totals_are_formulas_that_agree_with_their_values(papers: Path, name: str) -> None:
    values = reading.sheet(papers, name)
    formulas = reading.sheet(papers, name, formulas=True)
    found = 0
    for plain, live in zip(values, formulas, strict=True):
        for value, formula in zip(plain, live, strict=True):
            if str(formula).startswith("=SUM"):
                assert reading.add_up(str(formula), values) == pytest.approx(value)
                found += 1
    assert found


def test_movers_are_the_moves_of_the_record(city: Folder, papers: Path) -> None:
    rows = [row for row in reading.sheet(papers, "2")[3:] if str(row[0]).isdigit()]
    moved = {unit.id: unit for unit in city.record.units if unit.moved}
    assert {row[3] for row in rows} == set(moved)
    for row in rows:
        assert row[6] == moved[str(row[3])].households
        assert row[7] == moved[str(row[3])].population


def test_subdistricts_equal_the_parts(city: Folder, papers: Path) -> None:
    rows = {row[0]: row for row in reading.sheet(papers, "3")[3:]}
    for part in city.record.parts:
        row = rows[part.subdistrict]
        assert row[1] == part.totals.communities_before
        assert row[6] == part.totals.communities_after
        sizes = [
            row.after.households
            for row in city.record.communities
            if row.after and row.subdistrict == part.subdistrict
        ]
        assert (row[7], row[8]) == (min(sizes), max(sizes))
        assert row[9] == pytest.approx(sum(sizes) / len(sizes))


def test_alternatives_equal_the_record(city: Folder, papers: Path) -> None:
    rows = [row for row in reading.sheet(papers, "6")[3:] if isinstance(row[1], int)]
    assert len(rows) == len(city.record.alternatives)
    for row, (_name, totals, _outcome) in zip(rows, city.record.alternatives, strict=True):
        assert row[1] == totals.communities_after
        assert row[10] == totals.moved_households == row[11] + row[12]  # type: ignore[operator]  # cells have no type


def test_cover_line_in_every_paper_has_the_scope_s_numbers(city: Folder, papers: Path) -> None:
    pattern = re.compile(
        r"现有社区(\d+)个，调整后(\d+)个：(?:增设(\d+)个)?、?(?:撤并(\d+)个)?，涉及(?:\d+个镇（街道）、)?"
        r"(\d+)个社区、(\d+)个小区（楼栋）、(\d+)户、(\d+)人"
    )
    scopes = {part.subdistrict: part.totals for part in city.record.parts}
    found = 0
    for path in reading.word_files(papers):
        scope = path.parent.name.partition("-")[2]
        totals = scopes.get(scope, city.record.totals)
        for match in pattern.finditer(reading.text_of(path)):
            assert tuple(int(text or 0) for text in match.groups()) == (
                totals.communities_before, totals.communities_after, totals.set_up,
                totals.abolished, totals.touched_communities, totals.moved_compounds,
                totals.moved_households, totals.moved_population,
            )  # fmt: skip
            found += 1
    assert found >= 7


def test_every_household_number_in_the_text_is_a_number_of_the_plan(
    city: Folder, papers: Path
) -> None:
    record = city.record
    known = {1000, 3000, record.rules.split_over, 100, 700, 0}
    for totals in (record.totals, *(part.totals for part in record.parts)):
        known |= {
            totals.moved_households, totals.moved_to_new, totals.moved_to_existing,
            totals.concerned_households,
        }  # fmt: skip
    for row in record.communities:
        known |= {side.households for side in (row.before, row.after) if side}
    known |= {move.households for move in record.moves}
    shares: dict[tuple[str, str], int] = {}
    for unit in record.units:
        shares[unit.before, unit.after] = shares.get((unit.before, unit.after), 0) + unit.households
    known |= set(shares.values())
    known |= {sum(row.before.households for row in record.communities if row.before)}
    for path in reading.word_files(papers):
        for text in re.findall(r"(\d+)户", reading.text_of(path)):
            assert int(text) in known, f"{path.name}: {text}户"


def test_the_land_of_a_subdistrict_is_as_large_before_as_after(city: Folder) -> None:
    before, after = areas(city, "before"), areas(city, "after")
    for part in city.record.parts:
        ids = {row.id for row in city.record.communities if row.subdistrict == part.subdistrict}
        one, two = (
            sum(round(1000 * size) for key, size in sizes.items() if key in ids)
            for sizes in (before, after)
        )
        assert one == two


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": 1.5, "b": 1.5}, {"a": 1.5, "b": 1.5}, {"a": 2, "b": 2}),
        ({"a": 100.4}, {"a": 50.2, "n": 50.2}, {"a": 50, "n": 50}),
        ({"a": 1.0, "b": 1.4}, {"b": 2.4}, {"b": 2}),
        ({"a": 10.5, "b": 7.2}, {"a": 5.25, "n": 5.25, "b": 7.2}, {"a": 5, "n": 5, "b": 7}),
        # Land without a community joins.
        ({"a": 10.0}, {"a": 4.0, "n": 9.6}, {"a": 4, "n": 10}),
        ({}, {"n": 3.3, "m": 3.3}, {"m": 4, "n": 3}),
    ],
)
def test_areas_settle_on_what_was_there_before(
    before: dict[str, float], after: dict[str, float], expected: dict[str, int]
) -> None:
    assert _settled(before, after) == expected


def test_a_new_community_has_the_rooms_at_its_address(city: Folder) -> None:
    new = next(row for row in city.record.communities if row.before is None)
    land = city.layers["communities_after"].set_index("community").geometry[new.id]
    offices = city.context["offices"].iloc[:1].copy()
    offices["community"], offices["address"] = "", "新街1号"
    offices["geometry"] = [land.representative_point()]
    row = dataclasses.replace(new, facts={**new.facts, "office_address": "新街1号"})
    rows = tuple(row if item.id == new.id else item for item in city.record.communities)
    record = dataclasses.replace(city.record, communities=rows)
    made = dataclasses.replace(city, record=record, context={**city.context, "offices": offices})
    found = office(made, new.id)
    assert found is not None
    assert found["address"] == "新街1号"
    elsewhere = dataclasses.replace(made, record=city.record)
    assert office(elsewhere, new.id) is None


def test_rows_of_the_workbook_are_as_high_as_their_texts(papers: Path) -> None:
    book = openpyxl.load_workbook(next(papers.glob("*.xlsx")))
    for page in book:
        for row in page.iter_rows(min_row=3):
            letters = [
                (2 * len(str(cell.value)), page.column_dimensions[cell.column_letter].width)
                for cell in row
                if isinstance(cell.value, str) and not cell.value.startswith("=")
                and cell.coordinate not in page.merged_cells
            ]  # fmt: skip
            if any(wide > 2 * width + 4 for wide, width in letters):
                assert (page.row_dimensions[row[0].row].height or 0) >= 2 * 14
