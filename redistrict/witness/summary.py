"""``summary.txt`` read back: its blocks of lines, in either language."""

import re
from itertools import pairwise
from pathlib import Path

from redistrict.witness.claimed import Line, Printed, Rows, Sheet, Shown
from redistrict.witness.documents import read_text
from redistrict.witness.table import malformed

CODE = re.compile(r"\b[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}\b", re.IGNORECASE)
COUNT = r"(\d+(?:,\d{3})*)"
CHANGE = re.compile(rf"^  (.+)(?:: |：).*?(?:, |，)(?:{COUNT}|—) → (?:{COUNT}|—)[.。]")
FIGURES = (
    "communities_after", "out_of_band", "tolerated", "exceptions", "touched_communities",
    "moved_compounds", "moved_households", "moved_to_new", "moved_to_existing",
)  # fmt: skip
ROW = re.compile(r"\s+" + r"\s+".join([COUNT] * len(FIGURES)) + r"(?:\s|$)")


def read(path: Path, file: str) -> Printed:
    """Return what a summary says.

    Parameters
    ----------
    file
        Its path in the folder, for findings.

    Raises
    ------
    Failure
        ``PRINTED_BROKEN`` where it has not the form of a summary.
    """
    text = read_text(path)
    blocks = text.split("\n\n")
    lines = text.split("\n")
    rules = [at for at, line in enumerate(lines) if line and not line.strip("-")]
    if len(blocks) < 3 or not rules:
        raise malformed(path, "PRINTED_BROKEN", part="cover")
    return Printed(
        file,
        codes=tuple(CODE.findall(text)),
        shown=(Shown(Rows.FIGURES, _figures(path, file, lines[rules[0] + 1 :])),),
        covers=(("", blocks[1].split("\n")[0]),),
        changes=tuple(_changes(lines)),
        lines=tuple(line.strip() for line in lines),
    )


def _figures(path: Path, file: str, lines: list[str]) -> Sheet:
    """Return the comparison; its rows stand for the alternatives as the record lists them."""
    found: list[Line] = []
    for line in lines:
        if line.startswith("*"):
            columns = ("alternative", *FIGURES)
            return Sheet(file, tuple(found), columns)
        match = ROW.search(line)
        if match is None:
            break
        cells = {name: _plain(word) for name, word in zip(FIGURES, match.groups(), strict=True)}
        found.append(Line(len(found) + 1, {"alternative": str(len(found) + 1), **cells}))
    raise malformed(path, "PRINTED_BROKEN", part="comparison")


def _changes(lines: list[str]) -> list[tuple[str, str, str]]:
    """Return the lines of the block that follows the comparison."""
    start = next(at for at, pair in enumerate(pairwise(lines)) if pair[0].startswith("*"))
    found = []
    for line in lines[start + 3 :]:
        if not line:
            break
        match = CHANGE.match(line)
        if match:
            found.append((match[1], _plain(match[2]), _plain(match[3])))
    return found


def _plain(word: str | None) -> str:
    return (word or "").replace(",", "")
