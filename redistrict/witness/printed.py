"""Everything that a proposal's folder prints for people, read back."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from redistrict.witness import page, papers, summary, word
from redistrict.witness.claimed import Printed

DOSSIER = "dossier"
WHOLE = "00"
"""Number of the folder with the papers on all subdistricts."""


def read(folders: Sequence[Path], top: Path) -> tuple[tuple[Path, Printed], ...]:
    """Return every page, summary, workbook and Word file with the folder that it stands in.

    Parameters
    ----------
    folders
        The alternatives, that on top of the proposal first.
    top
        The proposal's folder; files are named from here.

    Raises
    ------
    Failure
        ``PRINTED_BROKEN`` where a file cannot be read back.
    """
    return tuple(
        (folder, printed) for folder in folders for printed in (*_pages(folder, top),
                                                                *_dossier(folder, top))
    )  # fmt: skip


def _pages(folder: Path, top: Path) -> Iterator[Printed]:
    for name, reader in (("map.html", page.read), ("summary.txt", summary.read)):
        if (folder / name).is_file():
            yield reader(folder / name, (folder / name).relative_to(top).as_posix())


def _dossier(folder: Path, top: Path) -> Iterator[Printed]:
    place = folder / DOSSIER
    for path in sorted(place.rglob("*.xlsx")):
        yield papers.workbook(path, path.relative_to(top).as_posix())
    for path in sorted(place.glob("*.zip")):
        file = path.relative_to(top).as_posix()
        yield Printed(file, faults=tuple(papers.unlike(path)), coded=False)
    for path in sorted(place.rglob("*.docx")):
        number, _, scope = path.relative_to(place).parts[0].partition("-")
        about = "" if number == WHOLE else scope
        yield word.read(path, path.relative_to(top).as_posix(), about)
