"""The story of ``import``: raw layers and ledgers become one clean file of units and a report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    crossed,
    derive,
    moved,
    of_layer,
    of_ledger,
    of_roads,
    place_rows,
)
from redistrict.intake.draft import Draft
from redistrict.intake.estimates import complete, floor_areas, floor_counts
from redistrict.intake.gathering import gather, tell_apart
from redistrict.intake.homes import ask_subdistricts, by_file, settle_communities, take_subdistricts
from redistrict.intake.joining import join
from redistrict.intake.ledger import Ledger
from redistrict.intake.listing import list_neighbours
from redistrict.intake.meanings import word
from redistrict.intake.metric import working
from redistrict.intake.places import off_limit
from redistrict.intake.safety import finding
from redistrict.intake.seams import close_seams
from redistrict.intake.spellings import unify
from redistrict.intake.states import states
from redistrict.run import imported
from redistrict.run.inputs import ALL, Inputs, RawLedger, opened

OFF_SHARE, OFF_TIMES = 0.01, 3
"""A limit is off where it differs in so much of its area, and so many times less without shift."""


@dataclass(frozen=True)
class Wish:
    """What the planner has and wants.

    Parameters
    ----------
    layers, ledgers, roads, limit, buildings
        Raw files: units (outlines or points), tables, lines between blocks, the district's
        outline, buildings with floors; any may be left out, but not all of the first three.
        Folders of layers or ledgers stand for the files in them.
    answers
        Table of answers; ``answers.xlsx`` of the folder where ``None``.
    accept
        Codes of repairs that are confirmed, or ``all``.
    missing
        Rule for units without households: ``ask``, ``zero``, ``estimate``.
    missing_community
        Rule for units without a community: ``ask``, ``none``, ``nearest``.
    seam_m
        Overlaps and gaps up to this width are closed, in metres.
    crs, encoding, name
        System, encoding and layer of the files of units as stated, ``VALUE`` of all or
        ``FILE=VALUE`` of one file, of whatever part.
    points_crs, sheet
        System of the ledgers' points and sheet as stated; ``all`` takes every sheet as a ledger of
        its own.
    """

    out: Path
    layers: tuple[Path, ...] = ()
    ledgers: tuple[Path, ...] = ()
    roads: Path | None = None
    limit: Path | None = None
    buildings: Path | None = None
    answers: Path | None = None
    accept: tuple[str, ...] = ()
    missing: str = "ask"
    missing_community: str = "ask"
    seam_m: float = 1.0
    crs: tuple[str, ...] = ()
    points_crs: str = ""
    encoding: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    sheet: str = ""
    language: str = "zh"


@dataclass(frozen=True)
class Imported:
    """What an import found and, where nothing stands against it, wrote.

    Parameters
    ----------
    command
        The command line that goes on from here, every repair confirmed.
    """

    findings: tuple[Finding, ...]
    units: int
    households: int
    columns: tuple[str, ...]
    questions: int
    file: str
    written: bool
    command: str


def run(wish: Wish) -> Imported:
    """Clean layers, ledgers or both.

    Report, list of repairs, questions and record are written always, the clean file only where no
    error is left and every repair is confirmed. The raw files are only read.

    Raises
    ------
    Failure
        A file that cannot be read at all, or a folder that holds other files.
    """
    imported.check_folder(wish.out)
    if not (wish.layers or wish.ledgers or wish.roads):
        raise Failure(Exit.SCENARIO, [Finding("IMPORT_NOTHING")])
    stated = wish.answers or wish.out / imported.ANSWERS
    answers = read_answers(stated) if stated.exists() or wish.answers else Answers()
    inputs = opened(wish, answers)
    draft = _draft(wish, inputs, answers)
    draft.findings += _mended(inputs)
    if inputs.left:
        names = tuple(path.name for path in inputs.left)
        draft.findings.append(
            Finding("IMPORT_FOLDER_LEFT", facts={"files": names[:20], "count": len(names)})
        )
    if draft.shapes is None or not are_points(draft):
        _complete(wish, inputs, draft)
    _settle_totals(inputs, draft)
    _ask(draft.findings, wish.accept)
    findings = sort_findings(draft.findings)
    good = not any(severity(item) is Severity.ERROR for item in findings)
    file = imported.write(wish, inputs, draft, findings, good=good)
    total = sum(whole.parse(text) or 0 for text in draft.columns.get("households", []))
    kept = tuple(sorted(draft.columns))
    open_questions = sum(
        not draft.answers.to(item).text for item in draft.questions if item.kind != "column"
    )
    again = " --accept ".join([imported.command_line(wish), *_confirmed(findings, wish.accept)])
    return Imported(findings, len(draft), total, kept, open_questions, file, good, again)


def _confirmed(findings: Sequence[Finding], accept: Sequence[str]) -> Sequence[str]:
    """Return what to confirm next time: all where repairs wait, else what was confirmed."""
    return [ALL] if any(item.code == "IMPORT_ACCEPT" for item in findings) else accept


def _settle_totals(inputs: Inputs, draft: Draft) -> None:
    """Take back that a total differs where the households given for empty cells make it up."""
    unit_at = {place: at for at, places in enumerate(draft.beside) for place in places}
    gaps = {(item.path.name, item.sheet, number): (item.label.name, rows)
            for item in inputs.ledgers for number, rows in item.read.gaps.items()}  # fmt: skip
    cells = draft.column("households")

    def made_up(item: Finding) -> bool:
        place = (item.place.file, item.place.sheet, item.place.row)
        if item.code != "IMPORT_TOTAL_DIFFERS" or item.place.column != "households":
            return False
        label, rows = gaps.get(place, ("", ()))  # type: ignore[arg-type]  # a row always
        units = [unit_at.get((label, row)) for row in rows]
        if None in units or any(len(draft.beside[at]) > 1 for at in units if at is not None):
            return False
        given = sum(whole.parse(cells[at]) or 0 for at in units if at is not None)
        return int(str(item.facts["found"])) + given == int(str(item.facts["stated"]))

    draft.findings[:] = [item for item in draft.findings if not made_up(item)]


def _draft(wish: Wish, inputs: Inputs, answers: Answers) -> Draft:
    """Return the units of the layers with the ledgers beside, of ledgers alone, or of blocks."""
    if inputs.layers:
        drafts = [of_layer(item.read, item.path, answers) for item in inputs.layers]
        draft = gather(drafts)
        _look_at_limit(draft, inputs)
        take_subdistricts(draft)
        for item in inputs.ledgers:
            draft.questions += column_questions(item.read.columns, item.label.name)
            join(draft, _with_parent(draft, item, inputs), item.label, wish.points_crs)
        tell_apart(draft)
    elif inputs.ledgers:
        drafts = []
        for item in inputs.ledgers:
            first = sum(map(len, drafts)) + 1
            drafts.append(of_ledger(item.read, item.label, answers, first))
            drafts[-1].questions += column_questions(item.read.columns, item.label.name)
        draft = gather(drafts)
        placed = {"longitude", "latitude"} <= set(draft.columns)
        if placed and (wish.roads or wish.limit or wish.points_crs):
            if not place_rows(draft, wish.points_crs):
                draft.shapes = None
                return draft
        else:
            return draft
    else:
        roads = inputs.others["roads"].read
        shapes = np.asarray(roads.frame.geometry.array, dtype=object)
        crs = working(shapes, roads.frame.crs)
        lines, limit = _lines(inputs, crs)
        return of_roads(lines, crs, limit, wish.roads or wish.out, answers)
    if are_points(draft):
        lines, limit = _lines(inputs, draft.crs)
        draft = derive(draft, lines, limit)
    return draft


def _with_parent(draft: Draft, item: RawLedger, inputs: Inputs) -> Ledger:
    """Return a ledger with the subdistrict that the planner says it is of, where it has none.

    Asked for only where there are several ledgers: names repeat between subdistricts.
    """
    read, among = item.read, len(inputs.ledgers) > 1
    if "subdistrict" in read.cells or "subdistrict" not in draft.columns or not among:
        return read
    question, answer = by_file(item.label.name, draft.answers)
    draft.questions.append(question)
    filled = {**read.cells, "subdistrict": [answer] * len(read.rows)}
    return replace(read, cells=filled) if answer else read


def _look_at_limit(draft: Draft, inputs: Inputs) -> None:
    """Say where layer and limit of the district would agree but for the shift of map services."""
    if "limit" not in inputs.others or not bool((shapely.get_dimensions(draft.shapes) == 2).all()):
        return
    limit = shapely.union_all(moved(inputs.others["limit"].read, draft.crs))
    if limit.is_empty or not bool(shapely.is_valid(draft.shapes).all()):
        return
    apart = off_limit(draft.shapes, limit, draft.crs)
    best = min(apart, key=lambda name: apart[name])
    if apart["true"] > OFF_SHARE * limit.area and apart[best] * OFF_TIMES < apart["true"]:
        code = {"layer": "IMPORT_LAYER_OFF", "limit": "IMPORT_LIMIT_OFF"}[best]
        hectares = {name: round(value / 10_000) for name, value in apart.items()}
        draft.say(code, true=hectares["true"], undone=hectares[best])


def _lines(inputs: Inputs, crs: Any) -> tuple[Any, Any]:
    """Return the roads and the limit of the district in the working system."""
    roads, limit = inputs.others.get("roads"), inputs.others.get("limit")
    lines = moved(roads.read, crs) if roads is not None else np.array([], dtype=object)
    lines = lines[shapely.get_dimensions(lines) == 1] if len(lines) else lines
    return lines, shapely.union_all(moved(limit.read, crs)) if limit is not None else None


def _complete(wish: Wish, inputs: Inputs, draft: Draft) -> None:
    """Settle states, homes, names, borders, households and neighbours, in this order."""
    states(draft)
    take_subdistricts(draft)
    ask_subdistricts(draft)
    unify(draft)
    areas = None
    if draft.shapes is not None:
        close_seams(draft, wish.seam_m)
        if (buildings := inputs.others.get("buildings")) is not None:
            areas = floor_areas(
                draft.shapes, moved(buildings.read, draft.crs), floor_counts(buildings.read)
            )
    settle_communities(draft, wish.missing_community)
    complete(draft, wish.missing, areas)
    if draft.shapes is None and "id" in draft.columns:
        list_neighbours(draft)
    if "community" not in draft.columns:
        known = tuple(item.name for item in draft.questions if item.kind == "column") or ("-",)
        meaning = word("community", wish.language)
        draft.say("IMPORT_COLUMN_OPEN", meaning=meaning, known=known)


def _mended(inputs: Inputs) -> list[Finding]:
    """Say how many outlines of limit and buildings cross themselves and were made valid."""
    counts = {item.path: int(crossed(np.asarray(item.read.frame.geometry.array)).sum())
              for item in inputs.others.values()}  # fmt: skip
    return [finding("IMPORT_PART_MENDED", path, count=count)
            for path, count in sorted(counts.items()) if count]  # fmt: skip


def _ask(findings: list[Finding], accept: Sequence[str]) -> None:
    """Add an error where repairs are not confirmed yet."""
    waiting = [item.code for item in findings
               if item.code in REPAIRS and not {item.code, ALL} & set(accept)]  # fmt: skip
    if waiting:
        facts: dict[str, Any] = {"count": len(waiting), "codes": tuple(sorted(set(waiting)))}
        findings.append(Finding("IMPORT_ACCEPT", Place(), facts))
