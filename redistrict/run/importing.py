"""The story of ``import``: raw layers and ledgers become one clean file of units and a report."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from redistrict.domain.catalogue.imports import REPAIRS
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding, Place, Severity, sort_findings
from redistrict.domain.words import severity
from redistrict.intake import whole
from redistrict.intake.answers import Answers, read_answers
from redistrict.intake.attributes import column_questions
from redistrict.intake.beginnings import (
    are_points,
    derive,
    moved,
    of_layer,
    of_ledger,
    of_roads,
    place_rows,
)
from redistrict.intake.draft import Draft
from redistrict.intake.estimates import complete, floor_areas
from redistrict.intake.joining import join
from redistrict.intake.layers import Layer, read_layer
from redistrict.intake.ledger import Ledger, clean
from redistrict.intake.listing import list_neighbours
from redistrict.intake.meanings import meanings
from redistrict.intake.metric import working
from redistrict.intake.seams import close_seams
from redistrict.intake.spellings import unify
from redistrict.intake.states import states
from redistrict.intake.tables import read_grid
from redistrict.run import imported

ALL = "all"


@dataclass(frozen=True)
class Wish:
    """What the planner has and wants.

    Parameters
    ----------
    layer, ledger, roads, limit, buildings
        Raw files: units (outlines or points), table, lines between blocks, the district's outline,
        buildings with floors; any may be ``None``, but not all of the first three.
    answers
        Table of answers; ``answers.xlsx`` of the folder where ``None``.
    accept
        Codes of repairs that are confirmed, or ``all``.
    missing
        Rule for units without households: ``ask``, ``zero``, ``estimate``.
    seam_m
        Overlaps and gaps up to this width are closed, in metres.
    crs, points_crs, encoding, name, sheet
        System of the layer and of a ledger's points, encoding, layer and sheet, as stated.
    """

    out: Path
    layer: Path | None = None
    ledger: Path | None = None
    roads: Path | None = None
    limit: Path | None = None
    buildings: Path | None = None
    answers: Path | None = None
    accept: tuple[str, ...] = ()
    missing: str = "ask"
    seam_m: float = 1.0
    crs: str = ""
    points_crs: str = ""
    encoding: str = ""
    name: str = ""
    sheet: str = ""
    language: str = "zh"


@dataclass
class Inputs:
    """Raw files as they were opened, by the part they play."""

    layers: dict[str, Layer] = field(default_factory=dict)
    ledger: Ledger | None = None
    ledger_sha256: str = ""
    ledger_sheet: str = ""


@dataclass(frozen=True)
class Imported:
    """What an import found and, where nothing stands against it, wrote."""

    findings: tuple[Finding, ...]
    units: int
    households: int
    columns: tuple[str, ...]
    questions: int
    file: str
    written: bool


def run(wish: Wish) -> Imported:
    """Clean a layer, a ledger or both.

    Report, list of repairs, questions and record are written always, the clean file only where no
    error is left and every repair is confirmed. The raw files are only read.

    Raises
    ------
    Failure
        A file that cannot be read at all, or a folder that holds other files.
    """
    imported.check_folder(wish.out)
    if not (wish.layer or wish.ledger or wish.roads):
        raise Failure(Exit.SCENARIO, [Finding("IMPORT_NOTHING")])
    stated = wish.answers or wish.out / imported.ANSWERS
    answers = read_answers(stated) if stated.exists() or wish.answers else Answers()
    inputs = _open(wish, answers)
    draft = _draft(wish, inputs, answers)
    if draft.shapes is None or not are_points(draft):
        _complete(wish, inputs, draft)
    _ask(draft.findings, wish.accept)
    findings = sort_findings(draft.findings)
    good = not any(severity(item) is Severity.ERROR for item in findings)
    file = imported.write(wish, inputs, draft, findings, good=good)
    total = sum(whole.parse(text) or 0 for text in draft.columns.get("households", []))
    kept = tuple(sorted(draft.columns))
    open_questions = sum(
        not draft.answers.to(item).text for item in draft.questions if item.kind != "column"
    )
    return Imported(findings, len(draft), total, kept, open_questions, file, good)


def _open(wish: Wish, answers: Answers) -> Inputs:
    """Open every raw file; what is wrong with several is said together."""
    inputs = Inputs()
    faults: list[Finding] = []
    stated = {"layer": wish.layer, "roads": wish.roads, "limit": wish.limit,
              "buildings": wish.buildings}  # fmt: skip
    for part, path in stated.items():
        if path is None:
            continue
        own = (wish.name, wish.encoding, wish.crs) if part == "layer" else ("", "", "")
        try:
            inputs.layers[part] = read_layer(path, *own)
        except Failure as failure:
            faults += failure.findings
    if wish.ledger is not None:
        try:
            grid = read_grid(wish.ledger, wish.sheet)
            inputs.ledger = clean(grid, answers.columns(wish.ledger.name))
            inputs.ledger_sha256, inputs.ledger_sheet = grid.sha256, grid.sheet
        except Failure as failure:
            faults += failure.findings
    if faults:
        raise Failure(Exit.INPUT, faults)
    return inputs


def _draft(wish: Wish, inputs: Inputs, answers: Answers) -> Draft:
    """Return the units of the layer with the ledger beside, of the ledger alone, or of blocks."""
    layer, ledger = inputs.layers.get("layer"), inputs.ledger
    if layer is not None and wish.layer is not None:
        draft = of_layer(layer, wish.layer, answers)
        if ledger is not None and wish.ledger is not None:
            draft.questions += column_questions(ledger.columns, wish.ledger.name)
            join(draft, ledger, wish.ledger, wish.points_crs)
    elif ledger is not None and wish.ledger is not None:
        draft = of_ledger(ledger, wish.ledger, answers)
        draft.questions += column_questions(ledger.columns, wish.ledger.name)
        placed = {"longitude", "latitude"} <= set(ledger.cells)
        if placed and (wish.roads or wish.limit or wish.points_crs):
            if not place_rows(draft, wish.ledger, wish.points_crs):
                draft.shapes = None
                return draft
        else:
            return draft
    else:
        roads = inputs.layers["roads"]
        shapes = np.asarray(roads.frame.geometry.array, dtype=object)
        crs = working(shapes, roads.frame.crs)
        lines, limit = _lines(inputs, crs)
        return of_roads(lines, crs, limit, wish.roads or wish.out, answers)
    if are_points(draft):
        lines, limit = _lines(inputs, draft.crs)
        draft = derive(draft, lines, limit, wish.layer or wish.ledger or wish.out)
    return draft


def _lines(inputs: Inputs, crs: Any) -> tuple[Any, Any]:
    """Return the roads and the limit of the district in the working system."""
    roads, limit = inputs.layers.get("roads"), inputs.layers.get("limit")
    lines = moved(roads, crs) if roads is not None else np.array([], dtype=object)
    lines = lines[shapely.get_dimensions(lines) == 1] if len(lines) else lines
    return lines, shapely.union_all(moved(limit, crs)) if limit is not None else None


def _complete(wish: Wish, inputs: Inputs, draft: Draft) -> None:
    """Settle states, names, borders, households and neighbours, in this order."""
    path = wish.layer or wish.ledger or wish.roads or wish.out
    states(draft, path)
    unify(draft, path)
    areas = None
    if draft.shapes is not None:
        close_seams(draft, path, wish.seam_m)
        if (buildings := inputs.layers.get("buildings")) is not None:
            areas = floor_areas(draft.shapes, moved(buildings, draft.crs), _floors(buildings))
    complete(draft, path, wish.missing, areas)
    if draft.shapes is None and "id" in draft.columns:
        list_neighbours(draft, path)
    for name in ("subdistrict", "community"):
        if name not in draft.columns:
            known = tuple(sorted(draft.columns))
            draft.findings.append(Finding("IMPORT_COLUMN_OPEN", Place(path.name),
                                          {"meaning": name, "known": known}))  # fmt: skip


def _floors(buildings: Layer) -> list[float]:
    """Return the floors of every building; one where none is stated."""
    frame = buildings.frame.drop(columns=buildings.frame.geometry.name)
    column = meanings([str(name) for name in frame.columns]).get("floors")
    cells: Sequence[str] = frame[column] if column else [""] * len(frame)
    return [float(whole.parse(whole.suggest(text)) or 1) for text in cells]


def _ask(findings: list[Finding], accept: Sequence[str]) -> None:
    """Add an error where repairs are not confirmed yet."""
    waiting = [item.code for item in findings
               if item.code in REPAIRS and not {item.code, ALL} & set(accept)]  # fmt: skip
    if waiting:
        facts: dict[str, Any] = {"count": len(waiting), "codes": tuple(sorted(set(waiting)))}
        findings.append(Finding("IMPORT_ACCEPT", Place(), facts))
