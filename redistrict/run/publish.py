"""Write a proposal: stage, verify, print, seal, swap."""

import dataclasses
import json
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd

from redistrict import witness
from redistrict.domain.comment import Comment
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.domain.record import Record
from redistrict.domain.rules import TODAY
from redistrict.domain.step import Say, Stage, Step, unheard
from redistrict.domain.sweep import Sweep
from redistrict.domain.trial import Trial
from redistrict.domain.units import Contact
from redistrict.intake.crs import LOCAL
from redistrict.limits.schematic import schematic
from redistrict.report.layers import plan_layers
from redistrict.report.map.page import render
from redistrict.report.sketch import LAYER
from redistrict.report.text.summary import summary
from redistrict.run.prepare import Prepared
from redistrict.run.seal import need_same_inputs
from redistrict.run.verify import Judge, errors
from redistrict.store.comments import write_comments
from redistrict.store.folder import Folder
from redistrict.store.manifest import check_code, write_manifest
from redistrict.store.read import alternatives, read_edges, read_folder
from redistrict.store.staging import stage
from redistrict.store.sweep import read_sweep, write_sweep
from redistrict.store.trials import read_trials, write_trials
from redistrict.store.write import write_alternative


def publish(
    prepared: Prepared,
    records: Sequence[Record],
    out: Path,
    settings: Mapping[str, Any],
    *,
    home: Path | None = None,
    comments: Sequence[Comment] = (),
    trials: Sequence[Trial] = (),
    swept: Sweep | None = None,
    say: Say = unheard,
) -> Record:
    """Write the folder of a proposal and return the record on top of it.

    Parameters
    ----------
    home
        Where the scenario will stand; where it is read from if ``None``.
    comments
        What readers of earlier proposals said; kept beside the plan.
    trials
        The recommended plan tried under other weights and counts.
    swept
        What a second goal gains as more change is allowed.

    Raises
    ------
    Failure
        ``Exit.REJECTED`` where the verifier refuses the plan, ``Exit.CHECKSUM`` where an input
        was changed since it was read, ``Exit.WRITE`` where the folder cannot be written. Earlier
        results stay as they were.
    """
    started = datetime.now(UTC)
    scenario = prepared.scenario.path
    inputs = {scenario.name: prepared.scenario.digest, **prepared.district.inputs}
    with stage(out) as folder:
        for record in records:
            _write(prepared, record, folder)
        if comments:
            write_comments(folder, comments)
        if trials:
            write_trials(folder, trials)
        if swept is not None:
            write_sweep(folder, swept)
        say(Step(Stage.VERIFY))
        names = [item.subdistrict for item in prepared.problems]
        try:
            judge = Judge(witness.read(scenario, names), folder)
            _need_approval(judge.plans())
            say(Step(Stage.PRINT))
            code = check_code(folder, inputs)
            print_pages(folder, code)
            _need_approval(judge.papers(code))
        finally:  # what is found wrong means nothing where an input is another one by now
            need_same_inputs(scenario.parent, inputs)
        write_manifest(
            folder, inputs=inputs, scenario=home or scenario, out=out, settings=settings,
            code=code,
        )  # fmt: skip
        _log(folder, started)
    top = next(item for item in records if item.alternative == item.recommended)
    return dataclasses.replace(top, check_code=code)


def _need_approval(found: Sequence[Finding]) -> None:
    """Refuse to publish what the verifier does not accept."""
    if errors(found):
        raise Failure(Exit.REJECTED, found)


def print_pages(folder: Path, code: str) -> None:
    """Write the map and the summary of every alternative of a folder."""
    coded = {path: _coded(read_folder(path), code) for path in (folder, *alternatives(folder))}
    edges = read_edges(folder)
    for path, one in coded.items():
        language = one.record.statement.tongue
        others = [item for item in coded.values() if item is not one]
        (path / "summary.txt").write_text(
            summary(one.record, language, read_trials(path), read_sweep(path)),
            encoding="utf-8",
            newline="\n",
        )
        if path == folder or one.record.alternative != TODAY:
            page = render(one, others if path == folder else (), language, edges=edges)
            (path / "map.html").write_text(page, encoding="utf-8", newline="\n")


def _coded(folder: Folder, code: str) -> Folder:
    return dataclasses.replace(folder, record=dataclasses.replace(folder.record, check_code=code))


def _write(prepared: Prepared, record: Record, folder: Path) -> None:
    top = record.alternative == record.recommended
    kept = [unit.id for unit in record.units]
    layers = plan_layers(
        record,
        _only(prepared.shapes, kept),
        _only(prepared.ground, kept),
        prepared.district.outside,
    )
    if prepared.shapes is None and (sketch := _sketch(prepared, kept)) is not None:
        layers[LAYER] = sketch
    write_alternative(
        folder if top else folder / record.alternative,
        record,
        prepared.problems,
        layers,
        prepared.district.context,
        prepared.scenario.path.read_bytes(),
    )


def _sketch(prepared: Prepared, kept: Sequence[str]) -> gpd.GeoDataFrame | None:
    """Return a drawing of who is adjacent, where there is no map."""
    parents = {
        unit.id: unit.subdistrict for unit in prepared.district.units if unit.id in set(kept)
    }
    pairs = [(edge.a, edge.b) for edge in prepared.district.edges
             if edge.contact is not Contact.BARRIER]  # fmt: skip
    shapes = schematic(parents, pairs) if pairs else {}
    if not shapes:
        return None
    return gpd.GeoDataFrame({"unit_id": list(shapes)}, geometry=list(shapes.values()), crs=LOCAL)


def _only(series: gpd.GeoSeries | None, kept: list[str]) -> gpd.GeoSeries | None:
    return None if series is None else series.reindex(sorted(kept))


def _log(folder: Path, started: datetime) -> None:
    """Keep what differs from run to run apart from the hashes."""
    ended = datetime.now(UTC)
    facts = {
        "writing_began": started.isoformat(timespec="seconds"),
        "ended": ended.isoformat(timespec="seconds"),
        "system": platform.platform(),
    }
    text = json.dumps(facts, ensure_ascii=False, indent=1) + "\n"
    (folder / "run.log").write_text(text, encoding="utf-8", newline="\n")
