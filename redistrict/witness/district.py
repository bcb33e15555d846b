"""From a scenario to the facts of its subdistricts: the witness's own way to the raw files."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from redistrict.domain.findings import Finding
from redistrict.domain.level import LEVELS
from redistrict.domain.problem import Problem
from redistrict.domain.rules import Lock, Rules
from redistrict.domain.target import workload_target
from redistrict.domain.units import Community, Contact, Edge, Unit
from redistrict.witness import (
    baseline,
    cells,
    collectives,
    contacts,
    crossings,
    documents,
    ground,
    origins,
    parting,
    rules,
    sites,
    supply,
    today,
)
from redistrict.witness.cells import Cells, Row
from redistrict.witness.contacts import Meeting, Meetings
from redistrict.witness.digests import of_input
from redistrict.witness.facts import Witnessed
from redistrict.witness.keys import Keys
from redistrict.witness.parting import Parted
from redistrict.witness.table import sha256


def read(
    scenario: Path, subdistricts: Sequence[str] = (), *, inputs: Path | None = None
) -> Witnessed:
    """Read a scenario and all it names, apart from intake.

    Parameters
    ----------
    scenario
        The TOML file.
    subdistricts
        Names of those wanted; all where empty.
    inputs
        Folder from which the paths of the scenario count; the scenario's own where ``None``.

    Raises
    ------
    Failure
        ``Exit.INPUT`` or ``Exit.SCENARIO`` with ``WITNESS_*`` findings: nothing is repaired.
    """
    base = scenario.parent if inputs is None else inputs
    keys = Keys(scenario, "", documents.read_toml(scenario))
    weights, scale = rules.weights(keys)
    later = {*rules.forecast(keys).values()}
    counted = ({*weights} | later) - cells.BUILT_IN
    found = cells.read(keys, base, tuple(sorted(counted)))
    found = replace(found, rows=baseline.put(found.rows, keys, base))
    band = rules.rules(keys, base, scale)
    taken_apart = cells.divided if LEVELS[rules.level(keys)].divides else cells.phased
    found = replace(found, rows=taken_apart(found.rows, band.changed_max))
    known = today.communities(found.rows, keys, base)
    land = _land(found, keys)
    met = _meetings(found, keys, land.settled, base)
    parted, unplaced = parting.parted(met, land.settled, keys, base)
    units = _units(found.rows, known, weights, later, land.settled)
    ids = [row.id for row in found.rows]
    facts = Witnessed(
        problems=_problems(
            units,
            _edges(ids, met, parted),
            known,
            today.locks(keys, found.rows, known, base),
            band,
            keys,
        ),
        doubtful=frozenset((ids[a], ids[b]) for (a, b), meeting in met.items() if meeting.doubtful),
        unsure={
            (ids[a], ids[b]): frozenset(here.unsure)
            for (a, b), here in sorted(parted.items())
            if here.unsure
        },
        alternatives=rules.alternatives(keys),
        statement=rules.statement(keys),
        grounded=not land.notices,
        lined=not unplaced,
        digests={scenario.name: sha256(scenario), **_digests(keys, base)},
        sites=sites.read(keys, base),
        supply=supply.read(keys, base, ids, land.settled, weights, scale),
        notices=(*land.notices, *unplaced, *_origins(found, keys, base)),
        shaped=bool(found.table.shapes),
        named=rules.named(keys, base),
        joined=bool(met) or bool(found.table.shapes),
        collectives=collectives.read(keys, base, ids, land.settled),
    )
    return facts.only(tuple(subdistricts))


@dataclass(frozen=True)
class _Land:
    settled: ground.Ground | None = None
    notices: tuple[Finding, ...] = field(default_factory=tuple)


def _land(found: Cells, keys: Keys) -> _Land:
    if not found.table.shapes:
        return _Land()
    shapes = np.array([found.table.shapes[row.position] for row in found.rows], dtype=object)
    settled = ground.settle(shapes, keys.table("units").text("crs"), found.table.crs)
    return _Land(None, (settled,)) if isinstance(settled, Finding) else _Land(settled)


def _meetings(found: Cells, keys: Keys, land: ground.Ground | None, base: Path) -> Meetings:
    adjacency = keys.table("adjacency")
    if land is not None:
        met = contacts.meetings(
            land.shapes,
            adjacency.text("contact", "rook"),
            adjacency.number("min_shared_m", 1.0),
            adjacency.number("max_gap_m", 40.0),
        )
    else:
        met = _listed(found.rows)
    shapes, crs = (land.shapes, land.crs) if land else (None, None)
    place = crossings.Place([row.id for row in found.rows], shapes, crs, base)
    crossings.apply(met, adjacency, place)
    return met


def _listed(rows: Sequence[Row]) -> Meetings:
    """Return who meets whom by the column of neighbours; a name counts where it is the only one."""
    at = {row.id: position for position, row in enumerate(rows)}
    names: dict[str, list[int]] = {}
    for position, row in enumerate(rows):
        names.setdefault(row.texts["name"], []).append(position)
    met: Meetings = {}
    for position, row in enumerate(rows):
        for word in row.neighbours:
            named = names.get(word, [])
            other = at.get(word, named[0] if len(named) == 1 else position)
            if other != position:
                pair = (min(position, other), max(position, other))
                met.setdefault(pair, Meeting(Contact.BORDER))
    return met


def _edges(
    ids: Sequence[str], met: Meetings, parted: Mapping[tuple[int, int], Parted]
) -> tuple[Edge, ...]:
    nothing = Parted()
    return tuple(
        Edge(
            ids[a], ids[b], met[a, b].contact,
            lines=tuple(sorted(parted.get((a, b), nothing).lines)),
        )
        for a, b in sorted(met)
    )  # fmt: skip


def _units(
    rows: Sequence[Row],
    known: Sequence[Community],
    weights: Mapping[str, int],
    later: Collection[str],
    land: ground.Ground | None,
) -> tuple[Unit, ...]:
    home = {unit: community.id for community in known for unit in community.units}
    offices = {community.anchor: community.id for community in known if community.anchor}
    points: Any = ground.middles(land.shapes) if land else np.zeros((len(rows), 2), dtype=int)
    areas: Any = ground.areas(land.shapes) if land else np.zeros(len(rows), dtype=int)
    made = []
    for position, row in enumerate(rows):
        area = int(areas[position]) if row.area is None else row.area
        counts = {
            **row.counts,
            "households": row.households,
            "population": row.population or 0,
            "area": area,
        }
        made.append(
            Unit(
                id=row.id,
                households=row.households,
                subdistrict=row.subdistrict,
                community=home.get(row.id, ""),
                name=row.texts["name"],
                group=row.texts["group"],
                population=row.population,
                workload=sum(weight * counts[name] for name, weight in weights.items()),
                office_of=offices.get(row.id, ""),
                easting=int(points[position][0]),
                northing=int(points[position][1]),
                area=area,
                counts=tuple((name, counts[name]) for name in sorted(later)),
            )
        )
    return tuple(made)


def _problems(
    units: Sequence[Unit],
    edges: Sequence[Edge],
    known: Sequence[Community],
    locks: Sequence[Lock],
    band: Rules,
    keys: Keys,
) -> tuple[Problem, ...]:
    home = {unit.id: unit.subdistrict for unit in units}
    result = []
    for name in sorted(set(home.values())):
        own = tuple(unit for unit in units if unit.subdistrict == name)
        communities = tuple(item for item in known if item.subdistrict == name)
        load, total = sum(unit.workload for unit in own), sum(unit.households for unit in own)
        result.append(
            Problem(
                subdistrict=name,
                units=own,
                edges=tuple(edge for edge in edges if home[edge.a] == home[edge.b] == name),
                communities=communities,
                rules=band,
                change=rules.change(keys),
                locks=_within(locks, name, home, {item.id for item in communities}),
                workload_target=workload_target(load, total, len(communities), band),
            )
        )
    return tuple(result)


def _within(
    locks: Sequence[Lock], name: str, home: Mapping[str, str], own: set[str]
) -> tuple[Lock, ...]:
    found = []
    for lock in locks:
        units = tuple(unit for unit in lock.units if home[unit] == name)
        if lock.community in own:
            found.append(lock)
        elif not lock.community and len(units) > 1:
            found.append(Lock(lock.kind, lock.reason, units))
    return tuple(found)


def _origins(found: Cells, keys: Keys, base: Path) -> tuple[Finding, ...]:
    """Return what does not agree with the raw files, where an import stands behind the units."""
    path = keys.table("units").text("path") or keys.table("ledger").text("path")
    shapes = {row.id: found.table.shapes[row.position] for row in found.rows
              if found.table.shapes}  # fmt: skip
    joined = keys.table("units").text("path") and keys.table("ledger").text("path")
    numbers = {} if joined else {row.id: row.households for row in found.rows}
    return origins.trace(base / path, numbers, shapes)


def _digests(keys: Keys, base: Path) -> dict[str, str]:
    """Return the SHA-256 of every file that the scenario names, and of an import's record."""
    tables = [keys.table("units"), keys.table("ledger"), keys.table("community_ledger")]
    tables += [keys.table("sites"), keys.table("baseline")]
    adjacency, context = keys.table("adjacency"), keys.table("context")
    tables += [*adjacency.tables("barriers"), *adjacency.tables("bridges")]
    tables += [context.table(name) for name in sorted(context.values)]
    names = cells.names_beside(keys)
    plan = {keys.text("plan"), names if names and (base / names).is_file() else ""}
    paths = sorted({*plan, *(table.text("path") for table in tables)} - {""})
    records = [origins.record_of(base / path) for path in paths]
    return {path: of_input(base / path) for path in paths} | {
        str(PurePosixPath(path).parent / origins.RECORD): sha256(record)
        for path, record in zip(paths, records, strict=True)
        if record is not None
    }
