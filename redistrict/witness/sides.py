"""Neighbours of a list without a map, from its raw cells again: named, or told by the four sides.

The rule as the guide states it: within one subdistrict two compounds are neighbours where one names
the other, where all four sides (四至) are the same, or where they face each other across the same
line and share another one beside it; no river, railway or express road joins anybody.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from redistrict.witness.names import stem

SIDES = ("east", "south", "west", "north")
MEANINGS = ("neighbours", "bounds", *SIDES)
_NAMES = dict(zip("东南西北", SIDES, strict=True))
_WORDS = "至到临邻靠"
_SIDE_WORDS = "侧边面"
_BETWEEN = "，,;；。"
_APART = re.compile(r"[;,、，；|\n]+")
_SEVERAL = re.compile(r"[、/和及|;；]")
_BARRIERS = ("河", "江", "渠", "沟", "湖", "铁路", "高速", "高架", "快速路", "环线")
Pair = tuple[str, str]


@dataclass(frozen=True)
class Compound:
    """One row of the list: id, name and subdistrict as the clean table has them, cells raw."""

    id: str
    name: str
    parent: str
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def sides(self) -> dict[str, str]:
        """What lies on each side: from the four columns, else from the one text."""
        own = {side: self.cells.get(side, "").strip() for side in SIDES}
        return {side: text for side, text in own.items() if text} or told(
            self.cells.get("bounds", "")
        )


def told(bounds: str) -> dict[str, str]:
    """Return the sides of a text such as ``东至文苑路，南至新华街``, the first word on each."""
    found: dict[str, str] = {}
    for piece in _pieces(bounds):
        side = _NAMES.get(piece[:1])
        rest = piece[1:]
        if rest[:1] and rest[0] in _SIDE_WORDS and rest[1:2] and _opens(rest[1:]):
            rest = rest[1:]
        end = 0
        while end < len(rest) - 1 and _opens(rest[end:]):
            end += 1
        if side and end and rest[end:]:
            found.setdefault(side, rest[end:].strip().strip("、"))
    return found


def _opens(text: str) -> bool:
    return text[0] in _WORDS or text[0] in "以:："


def _pieces(bounds: str) -> Iterator[str]:
    """Yield the parts of a text: up to a mark or blank, and before every side that is named."""
    piece = ""
    for at, sign in enumerate(bounds):
        if sign in _BETWEEN or sign.isspace():
            yield piece
            piece = ""
            continue
        if piece and sign in _NAMES and bounds[at + 1 : at + 2] and bounds[at + 1] in _WORDS:
            yield piece
            piece = ""
        piece += sign
    yield piece


class Listed:
    """All rows of the list, found by what names them."""

    def __init__(self, rows: Sequence[Compound]) -> None:
        self.rows = tuple(rows)
        self.parent = {row.id: stem(row.parent) for row in rows}
        self._ids = frozenset(self.parent)
        self._by: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for row in rows:
            parent, name = self.parent[row.id], row.name.strip()
            for key in (("name", name, parent), ("stem", stem(name), parent),
                        ("name", name), ("stem", stem(name))):  # fmt: skip
                self._by[key].append(row.id)

    def alike(self, said: str, parent: str) -> list[str]:
        """Return the rows of a subdistrict whose name has the same stem."""
        return self._by.get(("stem", stem(said), parent), [])

    def meant(self, word: str, parent: str | None) -> str:
        """Return the one row that an id or name means, empty where none or several may be meant.

        Within the subdistrict first, where one is given.
        """
        keys = [("name", word), ("stem", stem(word))] if parent is None else [
            ("name", word, parent), ("stem", stem(word), parent), ("stem", stem(word))]  # fmt: skip
        fits = [word] if word in self._ids else []
        for key in keys:
            fits = fits or self._by.get(key, [])
        return fits[0] if len(fits) == 1 else ""


def pairs(listed: Listed) -> set[Pair]:
    """Return all pairs of neighbours that the raw cells tell, the lower id first."""
    found = set()
    for row in listed.rows:
        for word in _words(row.cells.get("neighbours", "")):
            found.add(_pair(row.id, listed.meant(word, listed.parent[row.id])))
    sides = {row.id: row.sides for row in listed.rows}
    told_by_sides = {
        _pair(key, fits[0])
        for key, own in sides.items()
        for text in own.values()
        for part in _SEVERAL.split(text)
        if len(fits := listed.alike(part, listed.parent[key])) == 1
    }
    lines = {key: {side: "".join(text.split()) for side, text in own.items()}
             for key, own in sides.items()}  # fmt: skip
    told_by_sides |= _blocks(lines) | _across(lines, "east", "west", ("south", "north"))
    told_by_sides |= _across(lines, "north", "south", ("west", "east"))
    found |= {(a, b) for a, b in told_by_sides if a and listed.parent[a] == listed.parent[b]}
    return {pair for pair in found if pair[0] and pair[0] != pair[1]}


def answered(row: str, said: str, listed: Listed) -> set[Pair]:
    """Return the pairs that an answer about a row names, by id or by name anywhere."""
    found = {_pair(row, listed.meant(word, None)) for word in _words(said)}
    return {pair for pair in found if pair[0] and pair[0] != pair[1]}


def _words(cell: str) -> Iterator[str]:
    return filter(None, (text.strip() for text in _APART.split(cell)))


def _blocks(lines: Mapping[str, Mapping[str, str]]) -> set[Pair]:
    """Return rows with the same four sides."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, own in lines.items():
        if len(own) == len(SIDES):
            groups[tuple(own[side] for side in SIDES)].append(key)
    return {_pair(a, b) for group in groups.values() for a, b in combinations(group, 2)}


def _across(
    lines: Mapping[str, Mapping[str, str]], side: str, opposite: str, beside: Sequence[str]
) -> set[Pair]:
    """Return rows on both sides of one line that share another line beside it."""
    facing: dict[str, list[str]] = defaultdict(list)
    for key, own in lines.items():
        if opposite in own:
            facing[own[opposite]].append(key)
    found = set()
    for key, own in lines.items():
        line = own.get(side)
        if line is None or line.endswith(_BARRIERS):
            continue
        for other in facing.get(line, []):
            theirs = lines[other]
            if any(name in own and own[name] == theirs.get(name) for name in beside):
                found.add(_pair(key, other))
    return found


def _pair(one: str, other: str) -> Pair:
    return (min(one, other), max(one, other))
