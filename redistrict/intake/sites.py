"""The ledger of resettlement sites."""

from collections.abc import Mapping

from redistrict.domain.findings import Fact, Finding
from redistrict.domain.sites import Site
from redistrict.intake.cells import answer, whole
from redistrict.intake.opening import Files
from redistrict.intake.scenario import Scenario
from redistrict.intake.sources import Source

TEXTS = ("id", "name", "village", "neighbour")
COUNTS = ("households", "population")


def sites(files: Files, scenario: Scenario) -> tuple[Site, ...]:
    """Return the sites that the scenario names, in the order of their ids."""
    stated = scenario.sites
    if stated is None:
        return ()
    columns = {name: getattr(stated, name) for name in (*TEXTS, *COUNTS, "beside_village")}
    columns |= {f"qualification {column}": column for column in stated.qualifications}
    source = files.table(stated.path, stated.sheet, columns, table="sites")
    if source is None or source.missing(columns.values()):
        return ()
    found: dict[str, Site] = {}
    for position in range(len(source)):
        site = _site(files, source, position, stated.qualifications)
        if site.id in found or not site.id:
            code = "UNIT_ID_TWICE" if site.id else "UNIT_ID_EMPTY"
            facts: dict[str, Fact] = {"id": site.id, "rows": (source.rows[position],)}
            files.findings.append(Finding(code, source.place(position, columns["id"]), facts))
        found.setdefault(site.id, site)
    return tuple(found[key] for key in sorted(found))


def _site(files: Files, source: Source, position: int, qualifications: tuple[str, ...]) -> Site:
    texts = {name: source.text(name, position) for name in TEXTS}
    counts = {name: _count(files, source, name, position) for name in COUNTS}
    lacking = tuple(
        column
        for column in qualifications
        if not _yes(files, source, f"qualification {column}", position)
    )
    return Site(
        beside_village=_yes(files, source, "beside_village", position),
        lacking=lacking,
        **_pair(texts),
        households=counts["households"],
        population=counts["population"],
    )


def _pair(texts: Mapping[str, str]) -> dict[str, str]:
    return {"id": texts["id"], "name": texts["name"], "village": texts["village"],
            "neighbour": texts["neighbour"]}  # fmt: skip


def _count(files: Files, source: Source, meaning: str, position: int) -> int:
    text = source.text(meaning, position)
    value = whole(text)
    if value is None or value < 0:
        place = source.place(position, source.column(meaning) or "")
        facts: dict[str, Fact] = {
            "id": source.text("id", position),
            "column": source.column(meaning) or "",
            "value": text,
        }
        files.findings.append(Finding("NUMBER_WRONG", place, facts))
        return 0
    return value


def _yes(files: Files, source: Source, meaning: str, position: int) -> bool:
    text = source.text(meaning, position)
    try:
        return answer(text) is True
    except ValueError:
        place = source.place(position, source.column(meaning) or "")
        files.findings.append(Finding("ANSWER_UNKNOWN", place, {"value": text}))
        return False
