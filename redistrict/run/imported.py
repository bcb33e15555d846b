"""What an import writes: the clean file, the report, repairs, questions, and a record of it all."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding, Place
from redistrict.domain.words import remedy, sentence, severity, translator
from redistrict.intake import answers as asked
from redistrict.intake import whole
from redistrict.intake.draft import Draft
from redistrict.intake.estimates import floors
from redistrict.intake.ledger import NUMBERS
from redistrict.intake.meanings import word
from redistrict.report.importing import Sheet, page
from redistrict.report.questions import write_questions
from redistrict.store.layers import write_layers
from redistrict.store.text import sha256, write_csv, write_json

if TYPE_CHECKING:
    from redistrict.run.importing import Wish
    from redistrict.run.inputs import Inputs, RawLayer

UNITS, TABLE = "units.gpkg", "units.csv"
REPORT, REPAIRS, ANSWERS, RECORD = "report.html", "repairs.csv", "answers.xlsx", "import.json"
FILES = (UNITS, TABLE, REPORT, REPAIRS, ANSWERS, RECORD)
FORMAT = 2


def check_folder(out: Path) -> None:
    """Refuse a folder that holds anything but an earlier import.

    Raises
    ------
    Failure
        ``Exit.WRITE``.
    """
    if out.exists() and not out.is_dir():
        raise Failure(Exit.WRITE, [Finding("FOLDER_IS_FILE", Place(), {"path": str(out)})])
    if out.is_dir() and any(path.name not in FILES for path in out.iterdir()):
        raise Failure(Exit.WRITE, [Finding("FOLDER_NOT_OURS", Place(), {"path": str(out)})])


def write(
    wish: "Wish", inputs: "Inputs", draft: Draft, findings: Sequence[Finding], *, good: bool
) -> str:
    """Write the folder of an import; return the name of the clean file, empty where there is none.

    Answers already given stay in the table of questions.
    """
    out, language = wish.out, wish.language
    out.mkdir(parents=True, exist_ok=True)
    for name in (UNITS, TABLE):
        (out / name).unlink(missing_ok=True)
    file = ""
    if good:
        file = UNITS if draft.shapes is not None else TABLE
        _units(out / file, draft)
    head, rows = asked.rows(draft.questions, draft.answers, language)
    _ = translator(language)
    note = _("Write the answer here: an id, a number or a name; drop leaves a row or column out.")
    write_questions(out / ANSWERS, _("Questions"), head, rows, note)
    write_csv(
        out / REPAIRS,
        ("code", "severity", "file", "sheet", "row", "column", "unit", "sentence", "remedy",
         "before", "after"),
        [
            (item.code, severity(item).value, item.place.file, item.place.sheet,
             item.place.row or "", item.place.column, item.facts.get("unit", ""),
             sentence(item, language), remedy(item, language), item.facts.get("before", ""),
             item.facts.get("after", ""))
            for item in findings
        ],
    )  # fmt: skip
    record = _record(wish, inputs, draft, good=good, file=file)
    write_json(out / RECORD, record)
    raw = tuple(
        (item["part"], Path(item["path"]).name, item["sha256"]) for item in record["inputs"]
    )
    sheet = Sheet(
        findings=tuple(findings), good=good, file=file, folder=out.as_posix(), inputs=raw,
        units=len(draft), households=sum(_numbers(draft)), shapes=draft.shapes,
        labels=tuple(draft.label(at) for at in range(len(draft))),
        spots=_spots(draft, findings), columns=_told(draft, language), command=command_line(wish),
        sources=_counted(draft.sources), homes=_counted(draft.homes),
    )  # fmt: skip
    (out / REPORT).write_text(page(sheet, language), encoding="utf-8", newline="\n")
    return file


def _numbers(draft: Draft) -> list[int]:
    return [whole.parse(text) or 0 for text in draft.columns.get("households", [])]


def _units(path: Path, draft: Draft) -> None:
    """Write the clean file, sorted by id: counts are whole numbers, everything else is text."""
    names = sorted(draft.columns)
    order = sorted(range(len(draft)), key=draft.key)
    if draft.shapes is None:
        rows = [[draft.columns[name][at] for name in names] for at in order]
        write_csv(path, names, rows, verbatim=True)
        return
    data: dict[str, Any] = {}
    for name in names:
        cells = [draft.columns[name][at] for at in order]
        counted = name in NUMBERS and all(whole.parse(text) is not None for text in cells)
        data[name] = np.array([int(text) for text in cells], dtype="int64") if counted else cells
    frame = gpd.GeoDataFrame(data, geometry=list(draft.shapes[order]), crs=draft.crs)
    write_layers(path, {"units": frame})


def _record(
    wish: "Wish", inputs: "Inputs", draft: Draft, *, good: bool, file: str
) -> dict[str, Any]:
    """Return what the verifier needs to find every unit again in the raw files."""
    order = sorted(range(len(draft)), key=draft.key)
    numbers = _numbers(draft)
    communities = draft.columns.get("community", [""] * len(draft))
    return {
        "format": FORMAT,
        "clean": good,
        "output": {"file": file, "sha256": sha256(wish.out / file) if file else ""},
        "inputs": _inputs(wish, inputs, draft),
        "settings": {
            "accept": sorted(wish.accept), "missing": wish.missing,
            "missing_community": wish.missing_community, "seam_m": wish.seam_m,
            "points_crs": wish.points_crs,
        },
        "units": [
            {
                "id": draft.key(at), "file": draft.files[at], "record": draft.records[at],
                "rows": [list(row) for row in draft.beside[at]],
                "households": numbers[at] if numbers else 0, "source": draft.sources[at],
                "community": communities[at], "home": draft.homes[at],
            }
            for at in order
        ],
        "answers": [
            {"kind": question.kind, "file": question.file, "row": question.row,
             "name": question.name, "answer": answer.text, "reason": answer.reason}
            for question, answer in sorted(
                draft.answers.given, key=lambda item: (item[0].kind, item[0].file, item[0].row,
                                                       item[0].name))
            if answer.text
        ],
    }  # fmt: skip


def _inputs(wish: "Wish", inputs: "Inputs", draft: Draft) -> list[dict[str, Any]]:
    """Return part, path, checksum and how it was read of every raw file."""
    meant: dict[str, dict[str, str]] = {}
    for file, name, meaning in _meanings(draft):
        if meaning:
            meant.setdefault(file, {})[meaning] = name
    found: list[dict[str, Any]] = [
        {"part": "layer", "columns": meant.get(item.path.name, {})} | _layer(item, wish)
        for item in inputs.layers
    ]  # fmt: skip
    found += [
        {"part": "ledger", "label": item.label.name, "path": _relative(item.path, wish.out),
         "sha256": item.sha256, "sheet": item.sheet, "heading": item.read.heading,
         "columns": dict(sorted(item.read.positions.items())), "totals": list(item.read.totals),
         "rows": len(item.read.rows)}
        for item in inputs.ledgers
    ]  # fmt: skip
    found += [{"part": part, "columns": _columns(part, item)} | _layer(item, wish)
              for part, item in sorted(inputs.others.items())]  # fmt: skip
    return found


def _layer(item: "RawLayer", wish: "Wish") -> dict[str, Any]:
    return {"path": _relative(item.path, wish.out), "sha256": item.read.sha256,
            "encoding": item.read.encoding, "layer": item.name, "crs": item.crs,
            "records": len(item.read.frame)}  # fmt: skip


def _columns(part: str, item: "RawLayer") -> dict[str, str]:
    """Return the column with the floors of buildings."""
    column = floors(item.read) if part == "buildings" else ""
    return {"floors": column} if column else {}


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive of a Windows machine
        return path.resolve().as_posix()


def _meanings(draft: Draft) -> tuple[tuple[str, str, str], ...]:
    """Return file, heading and meaning of every column."""
    found = []
    for item in draft.questions:
        if item.kind == "column":
            found.append((item.file, item.name, draft.answers.to(item).text or item.proposed))
    return tuple(found)


def _told(draft: Draft, language: str) -> tuple[tuple[str, str, str], ...]:
    """Return file, heading and meaning of every column, in the reader's words."""
    return tuple((file, name, word(meaning, language)) for file, name, meaning in _meanings(draft))


def _counted(sources: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple((name, sources.count(name)) for name in sorted(set(sources)) if name)


def _spots(draft: Draft, findings: Sequence[Finding]) -> tuple[int, ...]:
    """Return the unit (position, -1 for none) that every finding is about."""
    by_label = {draft.label(at): at for at in range(len(draft))}
    by_row = {row: at for at, rows in enumerate(draft.beside) for row in rows}
    by_row |= {(draft.files[at], record): at for at, record in enumerate(draft.records) if record}
    found = []
    for item in findings:
        at = by_label.get(str(item.facts.get("unit", "")), -1)
        if at < 0 and item.place.row is not None:
            at = by_row.get((item.place.file, item.place.row), -1)
        found.append(at)
    return tuple(found)


def command_line(wish: "Wish") -> str:
    """Return the command line that repeats this import, without the repairs it confirms."""
    parts = ["redistrict import", *map(_shell, wish.layers)]
    parts += [f"--ledger {_shell(path)}" for path in wish.ledgers]
    for option in ("roads", "limit", "buildings", "answers"):
        if path := getattr(wish, option):
            parts.append(f"--{option} {_shell(path)}")
    for option, value, usual in (
        *(("crs", item, "") for item in wish.crs), ("points-crs", wish.points_crs, ""),
        ("missing", wish.missing, "ask"),
        ("missing-community", wish.missing_community, "ask"),
        *(("encoding", item, "") for item in wish.encoding),
        *(("layer", item, "") for item in wish.name), ("sheet", wish.sheet, ""),
        ("seam", f"{wish.seam_m:g}", "1"),
    ):  # fmt: skip
        if value != usual:
            parts.append(f"--{option} {_shell(value)}")
    return " ".join([*parts, f"--out {_shell(wish.out)}"])


def _shell(value: Path | str) -> str:
    text = str(value)
    return f'"{text}"' if " " in text else text
