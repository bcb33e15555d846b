"""The story of ``map``: make the pages of a proposal again, or a page for the public."""

from pathlib import Path

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.fault import reason
from redistrict.domain.findings import Fact, Finding
from redistrict.report.map.page import AddressError, Tiles, render
from redistrict.run.publish import print_pages
from redistrict.run.seal import need_whole
from redistrict.run.verify import need_agreement
from redistrict.store.manifest import refresh_outputs
from redistrict.store.read import alternatives, read_edges, read_folder
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
    """Write a page that may leave the house: no verdicts, nothing sensitive.

    Raises
    ------
    Failure
        The folder is not a proposal, or the file cannot be written.
    """
    return _write(target, render(read_folder(folder), (), language, public=True))


def online_page(
    folder: Path, target: Path, url: str, credit: str = "", language: str | None = None
) -> Path:
    """Write a page on which a base map from a server can be switched on.

    Raises
    ------
    Failure
        The address is not that of tiles, the file cannot be written, or the data are made up:
        a fictional district on a map of a real place would deceive.
    """
    found = read_folder(folder)
    if found.record.statement.made_up:
        raise Failure(Exit.SCENARIO, [Finding("TILES_MADE_UP")])
    others = [read_folder(item) for item in alternatives(folder)]
    try:
        page = render(found, others, language, edges=read_edges(folder), tiles=Tiles(url, credit))
    except AddressError:
        raise Failure(Exit.SCENARIO, [Finding("TILES_ADDRESS", facts={"url": url})]) from None
    return _write(target, page)


def _write(target: Path, page: str) -> Path:
    try:
        target.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        facts: dict[str, Fact] = {"path": str(target), "reason": reason(error)}
        raise Failure(Exit.WRITE, [Finding("FOLDER_CANNOT_WRITE", facts=facts)]) from error
    return target
