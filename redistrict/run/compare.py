"""The story of ``compare``: several proposals line by line, and as one page."""

from collections.abc import Sequence
from pathlib import Path

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.fault import reason
from redistrict.domain.findings import Finding
from redistrict.domain.record import Record
from redistrict.measure.difference import Difference, difference
from redistrict.report import overview
from redistrict.report.overview.lines import labelled
from redistrict.report.text.difference import difference_tables
from redistrict.store.read import alternatives, read_folder
from redistrict.store.scenario import stated
from redistrict.store.sweep import read_sweep


def compare(folders: Sequence[Path]) -> tuple[tuple[str, Record], ...]:
    """Return the record of every folder with the name that tells it from the others."""
    return tuple((folder.as_posix(), read_folder(folder).record) for folder in folders)


def differing(folders: Sequence[Path]) -> Difference:
    """Return what differs between two proposals and between their scenarios.

    Raises
    ------
    Failure
        A folder is not a proposal.
    """
    first, second = folders
    records = (read_folder(first).record, read_folder(second).record)
    return difference(*records, (_stated(first), _stated(second)))


def _stated(folder: Path) -> dict[str, str]:
    path = folder / "scenario.toml"
    try:
        return stated(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        facts = {"path": str(path), "reason": str(error)}
        raise Failure(Exit.INPUT, [Finding("FOLDER_UNREADABLE", facts=facts)]) from error


def write_overview(folders: Sequence[Path], target: Path, language: str) -> tuple[Path, Path]:
    """Write the overview as a page and as a picture beside it; return both.

    Today's state comes from the first folder. One folder alone is shown with all its
    alternatives, several with the plan on top of each.

    Raises
    ------
    Failure
        A folder is not a proposal, or the page cannot be written.
    """
    chosen = [folders[0], *alternatives(folders[0])] if len(folders) == 1 else _with_today(folders)
    records = [(path.as_posix(), read_folder(path).record) for path in chosen]
    several = len(folders) > 1
    plans = labelled(records, language, by_folder=several)
    picture = overview.draw(plans, language)
    swept = [
        (folder.as_posix() if several else "", found, overview.front(found, language))
        for folder in folders
        if (found := read_sweep(folder)) is not None and found.points
    ]
    beside = target.with_suffix(".png")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(picture)
        tables = difference_tables(differing(folders), language) if len(folders) == 2 else ()
        text = overview.page(plans, picture, language, swept, tables)
        target.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        facts = {"path": str(target), "reason": reason(error)}
        raise Failure(Exit.WRITE, [Finding("FOLDER_CANNOT_WRITE", facts=facts)]) from error
    return target, beside


def _with_today(folders: Sequence[Path]) -> list[Path]:
    today = [path for path in alternatives(folders[0]) if path.name == "today"]
    return [*today, *folders]
