"""Write one alternative's files."""

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
from pydantic import TypeAdapter

from redistrict.domain.findings import Finding
from redistrict.domain.outcome import Outcome
from redistrict.domain.problem import Problem
from redistrict.domain.record import Record, Side, Totals
from redistrict.store.layers import write_layers
from redistrict.store.text import write_csv, write_json

RECORD = TypeAdapter(Record)
FINDINGS = TypeAdapter(tuple[Finding, ...])

UNITS = ("unit_id", "subdistrict", "households", "community_before", "community_after")
COMMUNITIES = (
    "community", "name", "subdistrict", "kind", "verdict",
    "households_before", "households_after", "population_before", "population_after",
    "units_before", "units_after", "compounds_before", "compounds_after",
    "area_m2_before", "area_m2_after", "workload_before", "workload_after",
    "in_band", "tolerated", "exception",
    "index_before", "index_after", "staff", "staff_needed_before", "staff_needed_after",
    "staff_gap_before", "staff_gap_after", "office_area_m2", "facility_needed_before",
    "facility_needed_after", "facility_gap_before", "facility_gap_after", "office_state",
    "office_date", "stage", "walk_m_before", "walk_m_after", "walk_share_before",
    "walk_share_after", "forecast_before", "forecast_after", "overload_evidence",
)  # fmt: skip
"""From ``index_before`` on, facts of the community: workload with work items and visits, staff and
square metres present, needed and lacking, metres to walk to the office, the per cent of
households within a quarter of an hour, and the households expected in later years
(``2028:3120;2031:3300``)."""
FACTS = COMMUNITIES[COMMUNITIES.index("exception") + 1 :]
CHANGES = (
    "subdistrict", "community_before", "community_after", "compounds", "households", "population",
    "to_new", "units",
)  # fmt: skip
SITES = (
    "site", "name", "households", "population", "village", "neighbour", "becomes", "groups",
    "lacking",
)  # fmt: skip


def write_alternative(
    folder: Path,
    record: Record,
    problems: Sequence[Problem],
    layers: Mapping[str, gpd.GeoDataFrame],
    context: Mapping[str, gpd.GeoDataFrame],
    scenario_text: bytes,
) -> None:
    """Write all files of one alternative but those that print the check code.

    Parameters
    ----------
    layers, context
        As described at :class:`redistrict.store.folder.Folder`.
    scenario_text
        The scenario file, byte by byte.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / "proposal.json", _proposal(record))
    write_csv(folder / "units.csv", UNITS, _unit_rows(record), verbatim=True)
    write_csv(folder / "communities.csv", COMMUNITIES, _community_rows(record))
    write_csv(folder / "changes.csv", CHANGES, _change_rows(record))
    if record.sites:
        write_csv(folder / "sites.csv", SITES, _site_rows(record))
    write_json(folder / "findings.json", FINDINGS.dump_python(record.findings, mode="json"))
    write_json(folder / "problem.json", {"subdistricts": [_problem(item) for item in problems]})
    (folder / "scenario.toml").write_bytes(scenario_text)
    write_layers(folder / "plan.gpkg", layers)
    write_layers(folder / "context.gpkg", context)


def _proposal(record: Record) -> dict[str, Any]:
    plain = dataclasses.replace(record, units=(), findings=(), check_code="")
    return {
        "alternative": record.alternative,
        "recommended": record.recommended,
        "complete": record.complete,
        **_figures(record.outcome, record.totals),
        "subdistricts": {
            part.subdistrict: _figures(part.outcome, part.totals) for part in record.parts
        },
        "record": RECORD.dump_python(plain, mode="json"),
    }


def _figures(outcome: Outcome, totals: Totals) -> dict[str, Any]:
    return {
        "status": outcome.status.value,
        "tiers": [
            {
                "tier": tier.tier.value,
                "value": tier.value,
                "bound": tier.bound,
                "proven": tier.proven,
                "gap": None if tier.gap is None else round(tier.gap, 6),
            }
            for tier in outcome.tiers
        ],
        "gap": None if outcome.gap is None else round(outcome.gap, 6),
        "stopped_by": outcome.stopped_by,
        **dataclasses.asdict(totals),
        "exemptions": [
            {"community": item.community, "why": item.why.value, "facts": dict(item.facts)}
            for item in outcome.exemptions
        ],
    }


def _unit_rows(record: Record) -> list[tuple[Any, ...]]:
    rows = sorted(record.units, key=lambda unit: (unit.subdistrict, unit.id))
    return [(row.id, row.subdistrict, row.households, row.before, row.after) for row in rows]


def _community_rows(record: Record) -> list[tuple[Any, ...]]:
    rows = sorted(record.communities, key=lambda row: (row.subdistrict, row.id))
    return [
        (
            row.id, row.name, row.subdistrict, row.kind.value,
            row.verdict.value if row.verdict else "",
            *_pair(row.before, row.after, "households"),
            *_pair(row.before, row.after, "population"),
            *_pair(row.before, row.after, "units"),
            *_pair(row.before, row.after, "compounds"),
            *_pair(row.before, row.after, "area"),
            *_pair(row.before, row.after, "workload"),
            int(row.in_band), int(row.tolerated), row.exemption.why.value if row.exemption else "",
            *(row.facts.get(name.removesuffix("_after"), "") for name in FACTS),
        )
        for row in rows
    ]  # fmt: skip


def _site_rows(record: Record) -> list[tuple[Any, ...]]:
    return [
        (
            row.site.id, row.site.name, row.site.households, row.site.population,
            row.site.village, row.site.neighbour, row.becomes.value, row.groups,
            ";".join(row.site.lacking),
        )
        for row in record.sites
    ]  # fmt: skip


def _pair(before: Side | None, after: Side | None, name: str) -> tuple[Any, Any]:
    values = [getattr(side, name) if side else None for side in (before, after)]
    return "" if values[0] is None else values[0], "" if values[1] is None else values[1]


def _change_rows(record: Record) -> list[tuple[Any, ...]]:
    ordered = sorted(record.moves, key=lambda item: (item.subdistrict, item.before, item.after))
    return [
        (
            move.subdistrict, move.before, move.after, move.compounds, move.households,
            "" if move.population is None else move.population, int(move.to_new),
            ";".join(move.units),
        )
        for move in ordered
    ]  # fmt: skip


def _problem(problem: Problem) -> dict[str, Any]:
    """Return rules, communities, locks and edges of a subdistrict, as the solver saw them."""
    return {
        "subdistrict": problem.subdistrict,
        "rules": dataclasses.asdict(problem.rules),
        "change": dataclasses.asdict(problem.change),
        "workload_target": problem.workload_target,
        "communities": [
            {"id": item.id, "anchor": item.anchor, "overloaded": item.overloaded}
            for item in problem.communities
        ],
        "locks": [
            {
                "kind": lock.kind.value,
                "units": list(lock.units),
                "community": lock.community,
                "reason": lock.reason,
            }
            for lock in problem.locks
        ],
        "edges": [
            [
                edge.a, edge.b, edge.contact.value, edge.shared, edge.named, edge.reason,
                list(edge.lines),
            ]
            for edge in problem.edges
        ],
    }  # fmt: skip
