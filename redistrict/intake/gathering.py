"""Several raw files taken together: one per subdistrict is how bureaus keep them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Fact, Finding, Place
from redistrict.intake.draft import Draft
from redistrict.intake.metric import project
from redistrict.intake.safety import finding

_PASSED_OVER = ("~$", ".")
"""Beginnings of names that office programs and systems leave behind."""


def files_in(
    paths: Iterable[Path], suffixes: Sequence[str], own: Path
) -> tuple[tuple[Path, ...], list[Path]]:
    """Return the files meant by paths, folders opened, and what a folder holds beside them.

    Parameters
    ----------
    suffixes
        Endings of the files that are taken from a folder, at any depth, sorted by path.
    own
        Folder of the import itself: what it wrote there is no raw file.

    Raises
    ------
    Failure
        A folder without such a file, or two files of one name, which no report could tell apart.
    """
    found: list[Path] = []
    left: list[Path] = []
    faults = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(
            item for item in path.rglob("*")
            if item.is_file()
            and not item.name.startswith(_PASSED_OVER)
            and own.resolve() not in item.resolve().parents
        )  # fmt: skip
        taken = [item for item in inside if item.suffix.lower() in suffixes]
        left += [item for item in inside if item not in taken]
        found += taken
        if not taken:
            faults.append(finding("IMPORT_FOLDER_EMPTY", path, known=tuple(suffixes)))
    names = [path.name for path in found]
    faults += [finding("IMPORT_FILES_ALIKE", name)
               for name in sorted({name for name in names if names.count(name) > 1})]  # fmt: skip
    if faults:
        raise Failure(Exit.INPUT, faults)
    return tuple(found), left


def gather(drafts: Sequence[Draft]) -> Draft:
    """Return one draft with the units of all, in their order, each with its own file.

    Outlines are brought into the system of the first. Where an id stands in two files, the ids of
    all get the name of their file before them, to be confirmed.
    """
    if len(drafts) == 1:
        return drafts[0]
    first = drafts[0]
    names = dict.fromkeys(name for draft in drafts for name in draft.columns)
    columns = {
        name: [text for draft in drafts
               for text in draft.columns.get(name, [""] * len(draft))]
        for name in names
    }  # fmt: skip
    made = Draft("", columns, [at for draft in drafts for at in draft.records], first.answers)
    made.files = [name for draft in drafts for name in draft.files]
    made.beside = [rows for draft in drafts for rows in draft.beside]
    made.sources = [text for draft in drafts for text in draft.sources]
    made.stated_ids = [*columns.get("id", ())]
    made.findings = [item for draft in drafts for item in draft.findings]
    made.questions = [item for draft in drafts for item in draft.questions]
    if first.shapes is not None:
        made.crs = first.crs
        made.shapes = np.concatenate(
            [np.asarray(project(draft.shapes, draft.crs, first.crs), dtype=object)
             for draft in drafts]
        )  # fmt: skip
    tell_apart(made)
    counted = tuple(f"{draft.file}: {len(draft)}" for draft in drafts)
    made.findings.append(Finding("IMPORT_FILES", Place(), {"count": len(drafts), "files": counted}))
    return made


def tell_apart(draft: Draft) -> None:
    """Put the file's name before all ids where one stands in two files."""
    ids = draft.columns.get("id", [])
    files = [draft.place(at)[0] for at in range(len(draft))]
    homes: dict[str, set[str]] = {}
    for text, file in zip(ids, files, strict=False):
        homes.setdefault(text.strip(), set()).add(file)
    twice = sorted(text for text, found in homes.items() if text and len(found) > 1)
    if not twice:
        return
    draft.columns["id"] = [
        f"{_head(file)}-{text.strip()}" if text.strip() else ""
        for file, text in zip(files, ids, strict=True)
    ]
    facts: dict[str, Fact] = {"count": len(twice), "ids": tuple(twice[:6])}
    draft.findings.append(Finding("IMPORT_IDS_PREFIXED", Place(), facts))


def _head(file: str) -> str:
    return file.partition(":")[2] or Path(file).stem
