"""Ways to spoil the map."""

from pathlib import Path
from typing import Any

from tests.verify.papers.folder import page, text
from tests.verify.papers.spoil import spoil


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


@spoil("SHEET_CELL_DIFFERS", "tables")
def map_figure_of_its_own(folder: Path) -> None:
    page(folder, lambda data: data["compared"][0]["totals"].update(delighted=1))


@spoil("SHEET_ROW_MISSING", "tables")
def map_compares_nothing(folder: Path) -> None:
    page(folder, lambda data: data.update(compared=[]))


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


@spoil("PLAN_TERMS_DIFFER", "stated")
def map_definition_of_households(folder: Path) -> None:
    page(folder, lambda data: data["statement"].update(definition="flats"))


@spoil("PLAN_TERMS_DIFFER", "stated")
def map_source_of_counts(folder: Path) -> None:
    page(folder, lambda data: data["statement"].update(source="hearsay"))


@spoil("PLAN_TERMS_DIFFER", "stated")
def map_title(folder: Path) -> None:
    page(folder, lambda data: data["statement"].update(title="Elsewhere"))


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
def folders_of_two_alternatives_changed(folder: Path) -> None:
    (folder / "today").rename(folder / "between")
    (folder / "least-change").rename(folder / "today")
    (folder / "between").rename(folder / "least-change")


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
def map_headline_of_another_kind(folder: Path) -> None:
    page(folder, lambda data: data["plans"][0].update(headline=7))


@spoil("PRINTED_BROKEN")
def map_edge_to_nowhere(folder: Path) -> None:
    page(folder, lambda data: data["edges"].append(7))


@spoil("PRINTED_BROKEN")
def map_place_beyond_the_list(folder: Path) -> None:
    page(folder, lambda data: data["plans"][0]["after"].__setitem__(0, 99))
