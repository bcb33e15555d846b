"""A scenario's district: every file read, joined and checked, everything wrong said at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding, Severity, sort_findings
from redistrict.domain.rules import Lock
from redistrict.domain.sites import Site
from redistrict.domain.units import Community, Edge, Unit
from redistrict.domain.words import severity
from redistrict.intake import baseline, community_ledger, whereabouts
from redistrict.intake.communities import Today, office_of, today
from redistrict.intake.contacts import Links, links
from redistrict.intake.coverage import coverage_faults, shape_faults
from redistrict.intake.crossings import Crossings
from redistrict.intake.gaps import gaps_of
from redistrict.intake.inputs import Columns
from redistrict.intake.keys import keys
from redistrict.intake.locks import locks
from redistrict.intake.metric import project, working
from redistrict.intake.neighbours import listed
from redistrict.intake.opening import Files
from redistrict.intake.parents import levelled
from redistrict.intake.rows import Row, counted, rows
from redistrict.intake.scenario import Scenario
from redistrict.intake.sites import sites
from redistrict.intake.sources import Source
from redistrict.intake.surroundings import outside, surroundings

MEANINGS = tuple(name for name in Columns.model_fields if name != "counts")
MENDABLE = frozenset(
    {
        "UNIT_SHAPE_INVALID", "FILE_SHAPE_INVALID", "UNITS_OVERLAP", "UNIT_NOT_POLYGON",
        "NUMBER_SPELLED", "HOUSEHOLDS_MISSING", "LEDGER_ROW_WITHOUT_UNIT", "UNIT_WITHOUT_LEDGER",
        "TABLE_TITLE", "TABLE_MERGED", "TABLE_TOTAL_ROW", "FILE_COLUMN_UNNAMED",
    }
)  # fmt: skip
"""Faults that ``redistrict import`` takes on: its command is named beside them."""
SCENARIO_CODES = ("LOCK_", "COLUMN_", "CROSSING_")


@dataclass(frozen=True)
class District:
    """All that a scenario's files say.

    Parameters
    ----------
    units, communities, edges
        Sorted by id; edges that cross a subdistrict's limit are among them, and those cut by a
        barrier keep their reason.
    geometry
        ``unit_id`` and the planner's own polygon, sorted by id, in a projected system in metres;
        ``None`` where there is no map.
    outside
        ``name`` and geometry of land outside the plan (villages).
    context
        Layers as at :class:`redistrict.store.folder.Folder`.
    locks
        With the ids of units and communities.
    findings
        Warnings and notices.
    inputs
        SHA-256 by path as the scenario gives it.
    """

    units: tuple[Unit, ...]
    communities: tuple[Community, ...]
    edges: tuple[Edge, ...]
    geometry: gpd.GeoDataFrame | None = None
    outside: gpd.GeoDataFrame | None = None
    context: Mapping[str, gpd.GeoDataFrame] = field(default_factory=dict)
    locks: tuple[Lock, ...] = ()
    findings: tuple[Finding, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    sites: tuple[Site, ...] = ()


@dataclass(frozen=True)
class _Ground:
    """Polygons of the units in the working system, in the order of their ids."""

    shapes: Any
    crs: Any


def read(scenario: Scenario) -> District:
    """Read all files of a scenario.

    Raises
    ------
    Failure
        ``Exit.INPUT`` (``Exit.SCENARIO`` where only the scenario is wrong) with everything that
        is wrong and all warnings.
    """
    files = Files(scenario)
    main, beside = _sources(files, scenario)
    if main is None or (main.shapes is not None and main.column("id") is None):
        raise _failure(files.findings, scenario)
    found, wrong = keys(scenario, main, beside)
    stated, bad_cells = rows(scenario, main, beside, found)
    files.findings += [*wrong, *bad_cells]
    earlier = baseline.read(files, scenario)
    units = levelled(files, scenario, baseline.based(files, earlier, stated))
    ground = _ground(main, units, files)
    crs = ground.crs if ground else None
    known = baseline.standing(_today(files, scenario, units), earlier, scenario)
    met = _links(files, scenario, units, ground, beside or main)
    subdistrict_of = {row.id: row.subdistrict for row in units}
    decided, bad_locks = locks(scenario, subdistrict_of, known.communities)
    decided = (*decided, *known.locks)
    ids = [row.id for row in units]
    edges = tuple(link.edge(ids) for link in met.values())
    context = surroundings(files, scenario.context, crs) if ground else {}
    beyond = outside(files, scenario.context, crs, main, found.outside) if ground else None
    made = _units(scenario, units, known, ground)
    gaps = gaps_of(scenario.adjacency, ids, ground.shapes if ground else None)
    moved_in = sites(files, scenario)
    files.findings += [
        *bad_locks,
        *known.findings,
        *scenario.findings(),
        *whereabouts.findings(made, known.communities, edges, scenario.controls, units, gaps),
    ]
    if _errors(files.findings):
        raise _failure(files.findings, scenario)
    return District(
        made,
        known.communities,
        edges,
        _frame(made, ground),
        beyond,
        context,
        decided,
        sort_findings(files.findings),
        dict(sorted(files.inputs.items())),
        moved_in,
    )


def _sources(files: Files, scenario: Scenario) -> tuple[Source | None, Source | None]:
    """Return the layer and the ledger beside it, or the ledger alone."""
    stated, ledger = scenario.units, scenario.ledger
    beside = main = None
    if ledger is not None:
        meanings = _meanings(ledger)
        if stated.path is None:  # a ledger alone: columns may stand in [units]
            meanings = _meanings(stated) | meanings
        elif "id" not in meanings and stated.id:
            meanings["id"] = stated.id
        beside = files.table(ledger.path, ledger.sheet, meanings, table="ledger")
        _extra_columns(files, scenario, beside, ledger.counts)
    if stated.path is None:
        return beside, None
    taken = set(_meanings(ledger)) - {"id"} if ledger else set()
    meanings = {name: column for name, column in _meanings(stated).items() if name not in taken}
    main = files.layer(
        stated.path, stated.layer, meanings, table="units", crs=stated.crs, encoding=stated.encoding
    )
    if main is not None:
        known = set(beside.cells) if beside else set()
        _extra_columns(files, scenario, main, set(counted(scenario)) - known)
    return main, beside


def _extra_columns(
    files: Files, scenario: Scenario, source: Source | None, wanted: Sequence[str] | set[str]
) -> None:
    if source is not None:
        columns = set(wanted) - set(source.meanings)
        files.findings += source.missing(columns)


def _meanings(columns: Columns | None) -> dict[str, str]:
    stated = {name: getattr(columns, name) for name in MEANINGS} if columns else {}
    return {name: column for name, column in stated.items() if column}


def _ground(main: Source, units: Sequence[Row], files: Files) -> _Ground | None:
    if main.shapes is None or not units:
        return None
    places = [row.place for row in units]
    shapes = main.shapes[[row.position for row in units]]
    faults = shape_faults(shapes, places)
    crs = working(shapes, main.crs)
    shapes = project(shapes, main.crs, crs)
    files.findings += faults
    if faults:  # keep the good ones, so that all other faults are found too
        bad = {fault.place.unit for fault in faults}
        keep = np.array([row.id not in bad for row in units])
        shapes = np.where(keep, shapes, None)
    return _Ground(shapes, crs)


def _today(files: Files, scenario: Scenario, units: Sequence[Row]) -> Today:
    unique = True if scenario.plan or scenario.baseline else scenario.units.community_unique
    known = today(units, unique)
    ledger = scenario.community_ledger
    if ledger is None:
        return known
    source = files.table(
        ledger.path, ledger.sheet, community_ledger.meanings(ledger), table="community_ledger"
    )
    if source is None:
        return known
    completed, wrong = community_ledger.complete(known.communities, source, ledger)
    held = community_ledger.locks(known.communities, source)
    return Today(completed, known.of_unit, (*known.findings, *wrong), held)


def _links(
    files: Files, scenario: Scenario, units: Sequence[Row], ground: _Ground | None, ledger: Source
) -> Links:
    """Return who meets whom, barriers and bridges applied."""
    adjacency = scenario.adjacency
    met: Links = {}
    if ground is not None:
        good = np.flatnonzero(~shapely.is_missing(ground.shapes))
        if len(good):
            places = [units[index].place for index in good.tolist()]
            tiled = adjacency.contact != "near"
            files.findings += coverage_faults(ground.shapes[good], places, tiled=tiled)
        met = links(ground.shapes, adjacency)
    elif column := ledger.column("neighbours"):
        met, wrong = listed(units, column)
        files.findings += wrong
    crossings = Crossings(
        adjacency,
        files,
        [row.id for row in units],
        ground.shapes if ground else None,
        ground.crs if ground else None,
        scenario.path.name,
    )
    files.findings += crossings.apply(met)
    return dict(sorted(met.items()))


def _units(
    scenario: Scenario, units: Sequence[Row], known: Today, ground: _Ground | None
) -> tuple[Unit, ...]:
    offices = office_of(known.communities, units)
    weights = scenario.weights
    points = areas = None
    if ground is not None:
        inside = shapely.point_on_surface(ground.shapes)
        points = np.floor(np.nan_to_num(shapely.get_coordinates(inside)) + 0.5).astype(int)
        points = points if len(points) == len(units) else None
        areas = np.floor(np.nan_to_num(shapely.area(ground.shapes)) + 0.5).astype(int)
    made = []
    for index, row in enumerate(units):
        counts = dict(row.counts)
        counts |= {"households": row.households, "population": row.population or 0}
        east, north = (int(value) for value in points[index]) if points is not None else (0, 0)
        area = row.area if row.area is not None else int(areas[index]) if areas is not None else 0
        counts["area"] = area
        made.append(
            Unit(
                id=row.id,
                households=row.households,
                subdistrict=row.subdistrict,
                community=known.of_unit[row.id],
                name=row.name,
                group=row.group,
                population=row.population,
                workload=sum(weight * counts[name] for name, weight in weights.items()),
                office_of=offices.get(row.id, ""),
                easting=east,
                northing=north,
                area=area,
                counts=row.counts,
                sensitive=row.sensitive,
                compound=row.compound,
            )
        )
    return tuple(made)


def _frame(units: Sequence[Unit], ground: _Ground | None) -> gpd.GeoDataFrame | None:
    if ground is None:
        return None
    ids = [unit.id for unit in units]
    return gpd.GeoDataFrame({"unit_id": ids}, geometry=list(ground.shapes), crs=ground.crs)


def _errors(findings: Sequence[Finding]) -> list[Finding]:
    return [item for item in findings if severity(item) is Severity.ERROR]


def _failure(findings: Sequence[Finding], scenario: Scenario) -> Failure:
    errors = _errors(findings)
    only_scenario = all(item.code.startswith(SCENARIO_CODES) for item in errors)
    shown = [item for item in findings if severity(item) is not Severity.NOTICE]
    if any(item.code in MENDABLE for item in errors):
        shown.append(Finding("IMPORT_INSTEAD", facts={"command": _import_command(scenario)}))
    return Failure(Exit.SCENARIO if only_scenario else Exit.INPUT, sort_findings(shown))


def _import_command(scenario: Scenario) -> str:
    """Return the command line that imports the files of a scenario."""
    units, ledger = scenario.units.path, scenario.ledger.path if scenario.ledger else None
    parts = ["redistrict import"]
    parts += [str(scenario.locate(units))] if units else []
    parts += [f"--ledger {scenario.locate(ledger)}"] if ledger else []
    return " ".join([*parts, f"--out {scenario.path.parent / 'clean'}"])
