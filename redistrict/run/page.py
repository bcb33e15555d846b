"""The story of ``map``: make the pages of a proposal again, or a page for the public."""

from pathlib import Path

from redistrict.report.map.page import render
from redistrict.run.publish import print_pages
from redistrict.run.seal import need_whole
from redistrict.run.verify import need_agreement
from redistrict.store.manifest import refresh_outputs
from redistrict.store.read import read_folder
from redistrict.store.staging import stage


def remake(folder: Path) -> Path:
    """Write map and summary of a proposal again; return the map.

    Raises
    ------
    Failure
        The folder is not a proposal or a file in it was changed.
    """
    need_whole(folder)
    code = read_folder(folder).record.check_code
    with stage(folder, extend=True) as new:
        print_pages(new, code)
        need_agreement(new)
        refresh_outputs(new)
    return folder / "map.html"


def public_page(folder: Path, target: Path, language: str | None = None) -> Path:
    """Write a page that may leave the house: no verdicts, nothing sensitive."""
    page = render(read_folder(folder), (), language, public=True)
    target.write_text(page, encoding="utf-8", newline="\n")
    return target
