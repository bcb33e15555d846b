"""Read what a proposal's folder claims: documents and tables, by the witness's own reader."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding, Place
from redistrict.domain.outcome import Exemption, Status, TierResult, Why
from redistrict.domain.rules import Tier
from redistrict.domain.units import Contact, Edge
from redistrict.witness import delimited, documents, geopackage
from redistrict.witness.claimed import (
    Claimed,
    Echo,
    Line,
    PartClaim,
    ProblemClaim,
    Sheet,
    TierClaim,
)
from redistrict.witness.table import Table, text

PROPOSAL, PROBLEM, LAYERS = "proposal.json", "problem.json", "plan.gpkg"
FINDINGS = "findings.json"
NOT_TOTALS = frozenset({"status", "tiers", "gap", "stopped_by", "exemptions"})
HEAD = frozenset({"alternative", "recommended", "complete", "subdistricts", "record"})
FACTS = (
    "index_before", "index_after", "staff", "staff_needed_before", "staff_needed_after",
    "staff_gap_before", "staff_gap_after", "office_area_m2", "facility_needed_before",
    "facility_needed_after", "facility_gap_before", "facility_gap_after", "office_state",
    "office_date", "stage", "walk_m_before", "walk_m_after", "walk_share_before",
    "walk_share_after", "forecast_before", "forecast_after", "overload_evidence",
)  # fmt: skip
SIDES = ("households", "population", "units", "compounds", "area", "workload")


def read(folder: Path) -> Claimed:
    """Return what the folder of one alternative says.

    Raises
    ------
    Failure
        ``Exit.REJECTED`` where a document has not the form of a proposal, ``Exit.INPUT`` where a
        file cannot be read at all.
    """
    proposal = documents.read_json(folder / PROPOSAL)
    problem = documents.read_json(folder / PROBLEM)
    findings = documents.read_json(folder / FINDINGS)
    file = FINDINGS
    try:
        remarks = tuple({"code": item["code"], "facts": dict(item["facts"])} for item in findings)
        file = PROBLEM
        problems = tuple(_problem(item) for item in problem["subdistricts"])
        file = PROPOSAL
        return replace(_claimed(folder, proposal, problems), remarks=remarks)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        place = Place(file, column=str(error)[:80])
        raise Failure(Exit.REJECTED, [Finding("CLAIM_BROKEN", place)]) from None


def read_plan(path: Path) -> Sheet:
    """Return a plan made by hand or by another tool: ``unit_id`` and ``community_after``."""
    return _sheet(delimited.read(path))


def _claimed(folder: Path, proposal: Any, problems: tuple[ProblemClaim, ...]) -> Claimed:
    record = proposal["record"]
    solved = {part["subdistrict"]: part["solved"] for part in record["parts"]}
    parts = tuple(
        _part(name, figures, solved[name]) for name, figures in proposal["subdistricts"].items()
    )
    figures = {key: value for key, value in proposal.items() if key not in HEAD}
    layers = folder / LAYERS
    copies = (
        (_sheet(geopackage.read(layers, "units", shapes=False), LAYERS),)
        if layers.is_file()
        else ()
    )
    return Claimed(
        alternative=str(proposal["alternative"]),
        complete=proposal["complete"],
        whole=_part("", figures, True),
        parts=parts,
        exemptions=tuple(
            _exemption(row["exemption"]) for row in record["communities"] if row["exemption"]
        ),
        units=_sheet(delimited.read(folder / "units.csv")),
        copies=copies,
        communities=(
            _sheet(delimited.read(folder / "communities.csv")),
            _rows(record["communities"], _community),
        ),
        changes=(
            _sheet(delimited.read(folder / "changes.csv")),
            _rows(record["moves"], _move),
        ),
        problems=problems,
        echoes=tuple(_echoes(proposal, record, figures)),
        sites=tuple(_site(item) for item in record.get("sites", ())),
        resources=tuple(_resource(item) for item in record.get("resources", ())),
        statement=dict(record["statement"]),
        rules=dict(record["rules"]),
        compared=tuple(str(item[0]) for item in record["alternatives"]),
    )


def _part(name: str, figures: Mapping[str, Any], solved: Any) -> PartClaim:
    return PartClaim(
        subdistrict=name,
        status=Status(figures["status"]),
        tiers=tuple(_tier(item) for item in figures["tiers"]),
        totals={key: value for key, value in figures.items() if key not in NOT_TOTALS},
        exemptions=tuple(_exemption(item) for item in figures["exemptions"]),
        gap=figures["gap"],
        solved=_flag(solved),
    )


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(repr(value))
    return value


def _tier(item: Mapping[str, Any]) -> TierClaim:
    value, bound = item["value"], item["bound"]
    if type(value) is not int or (bound is not None and type(bound) is not int):
        raise TypeError(f"tier {item['tier']}")
    return TierClaim(TierResult(Tier(item["tier"]), value, bound), item["proven"], item["gap"])


def _site(item: Mapping[str, Any]) -> Mapping[str, Any]:
    site = {"id": str(item["site"]["id"]), "households": item["site"]["households"]}
    return {"site": site, "becomes": item["becomes"], "groups": item["groups"]}


def _resource(item: Mapping[str, Any]) -> Mapping[str, Any]:
    place = {"community": item["place"]["community"]}
    return {"code": item["code"], "place": place, "facts": dict(item["facts"])}


def _exemption(item: Mapping[str, Any]) -> Exemption:
    facts = {key: tuple(fact) if isinstance(fact, list) else fact
             for key, fact in item["facts"].items()}  # fmt: skip
    return Exemption(str(item["community"]), Why(item["why"]), facts)


def _echoes(
    proposal: Mapping[str, Any], record: Mapping[str, Any], figures: Mapping[str, Any]
) -> Iterable[Echo]:
    """Yield what the head of the proposal and its record both say."""
    for key in ("alternative", "recommended", "complete"):
        yield Echo(f"record.{key}", proposal[key], record[key])
    yield from _outcome("record", figures, record["outcome"], record["totals"])
    heads = proposal["subdistricts"]
    names = [part["subdistrict"] for part in record["parts"]]
    yield Echo("record.parts", list(heads), names)
    for part in record["parts"]:
        name = part["subdistrict"]
        yield from _outcome(f"record.parts.{name}", heads[name], part["outcome"], part["totals"])
    compared = {str(item[0]): item for item in record["alternatives"]}
    if proposal["alternative"] in compared:
        own = compared[proposal["alternative"]]
        yield from _outcome("record.alternatives", figures, own[2], own[1])


def _outcome(
    where: str, figures: Mapping[str, Any], outcome: Mapping[str, Any], totals: Mapping[str, Any]
) -> Iterable[Echo]:
    head = {key: value for key, value in figures.items() if key not in NOT_TOTALS}
    yield Echo(f"{where}.totals", head, dict(totals))
    for key in ("status", "stopped_by", "exemptions"):
        yield Echo(f"{where}.outcome.{key}", figures[key], outcome[key])
    tiers = [[item["tier"], item["value"], item["bound"]] for item in figures["tiers"]]
    again = [[item["tier"], item["value"], item["bound"]] for item in outcome["tiers"]]
    yield Echo(f"{where}.outcome.tiers", tiers, again)


def _sheet(table: Table, file: str = "") -> Sheet:
    lines = tuple(
        Line(number, {name: text(cell) for name, cell in zip(table.columns, row, strict=True)})
        for number, row in zip(table.numbers, table.rows, strict=True)
    )
    return Sheet(file or table.file, lines, table.columns)


def _rows(items: Iterable[Mapping[str, Any]], cells: Any) -> Sheet:
    lines = tuple(Line(number, cells(item)) for number, item in enumerate(items, 1))
    return Sheet(PROPOSAL, lines, tuple(lines[0].cells) if lines else ())


def _plain(value: Any) -> str:
    return "" if value is None else str(int(value)) if isinstance(value, bool) else str(value)


def _community(item: Mapping[str, Any]) -> dict[str, str]:
    cells = {name: _plain(item[name]) for name in ("name", "subdistrict", "kind", "verdict")}
    for name in SIDES:
        column = "area_m2" if name == "area" else name
        for side in ("before", "after"):
            cells[f"{column}_{side}"] = _plain((item[side] or {}).get(name))
    exemption, facts = item["exemption"], dict(item["facts"])
    return {
        "community": _plain(item["id"]),
        **cells,
        "reason": _reason(item["reason"]),
        "filed": _plain(item["filed"]),
        "in_band": _plain(item["in_band"]),
        "tolerated": _plain(item["tolerated"]),
        "exception": _plain(exemption["why"]) if exemption else "",
        **{name: facts.get(name.removesuffix("_after"), "") for name in FACTS},
        **{
            f"facts.{name}": str(value)
            for name, value in facts.items()
            if name not in FACTS and f"{name}_after" not in FACTS
        },
    }


def _reason(item: Mapping[str, Any] | None) -> str:
    """Return why a verdict is what it is, in one line: code and facts by name."""
    if item is None:
        return ""
    facts = sorted(item["facts"].items())
    words = (f"{key}={'|'.join(map(str, value)) if isinstance(value, list) else value}"
             for key, value in facts)  # fmt: skip
    return " ".join([str(item["code"]), *words])


def _move(item: Mapping[str, Any]) -> dict[str, str]:
    names = ("subdistrict", "compounds", "households", "population", "to_new")
    return {
        **{name: _plain(item[name]) for name in names},
        "community_before": _plain(item["before"]),
        "community_after": _plain(item["after"]),
        "units": ";".join(item["units"]),
    }


def _problem(item: Mapping[str, Any]) -> ProblemClaim:
    statements = {key: value for key, value in item.items() if key not in ("subdistrict", "edges")}
    edges = tuple(
        Edge(
            str(a), str(b), Contact(contact), int(shared), int(named), str(reason),
            tuple(map(str, lines)),
        )
        for a, b, contact, shared, named, reason, lines in item["edges"]
    )  # fmt: skip
    return ProblemClaim(str(item["subdistrict"]), statements, edges)
