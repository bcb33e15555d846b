"""The attributes of a raw layer by what they mean, without columns that never come in."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from redistrict.domain.findings import Finding
from redistrict.intake import whole
from redistrict.intake.answers import DROP, Question
from redistrict.intake.layers import Layer
from redistrict.intake.ledger import NUMBERS, UNHUSHED
from redistrict.intake.meanings import meanings
from redistrict.intake.privacy import hushed, refused
from redistrict.intake.safety import finding


def attributes(
    read: Layer, path: Path, stated: Mapping[str, str]
) -> tuple[dict[str, list[str]], dict[str, str], list[Finding]]:
    """Return cells by meaning, the planner's name of every column, and the findings.

    Parameters
    ----------
    stated
        Meaning by column as the planner gives it; ``drop`` leaves a column out.
    """
    frame = read.frame.drop(columns=read.frame.geometry.name)
    found: list[Finding] = []
    kept = []
    for name in map(str, frame.columns):
        if name.casefold() == "fid" or stated.get(name) == DROP:
            continue  # fid is the row number that GeoPackage itself gives, not the planner's
        reason = refused(name, frame[name])
        if reason:
            found.append(finding("IMPORT_COLUMN_REFUSED", path, column=name, reason=reason))
        else:
            kept.append(name)
    own = {name: meaning for meaning, name in meanings(kept, stated).items()}
    columns = {own.get(name, name): list(frame[name]) for name in kept}
    for name in sorted(set(columns) - {*NUMBERS, *UNHUSHED}):
        if count := hushed(columns[name]):
            found.append(finding("IMPORT_CELLS_REFUSED", path, column=name, count=count))
    for name in NUMBERS:
        for at, text in enumerate(columns.get(name, [])):
            if not text.strip() or whole.parse(text) is not None:
                continue
            value = whole.suggest(text)
            code = "IMPORT_NUMBER" if value else "IMPORT_NUMBER_WRONG"
            found.append(
                finding(code, path, at + 1, name, before=text, after=value, value=text[:60])
            )
            columns[name][at] = value
    return columns, {own.get(name, name): name for name in kept}, found


def column_questions(names: Mapping[str, str], file: str) -> Sequence[Question]:
    """Return a question for every column: what it means; an unknown one proposes nothing."""
    return [
        Question("column", file, 0, name, "" if meaning == name else meaning)
        for meaning, name in names.items()
    ]
