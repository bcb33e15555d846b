"""Neighbours of compounds told by their four sides (四至), where there is no map.

A side names a neighbour, or the road or river that bounds the compound there. Two compounds are
taken as neighbours where one's side names the other, where both lie in the same block (all four
sides named alike), or where they face each other across the same road at the same crossing. All of
it is proposed, listed and confirmed; a map would be better.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from redistrict.intake.stems import stem

SIDES = ("east", "south", "west", "north")
_OPPOSITE = {"east": "west", "west": "east", "north": "south", "south": "north"}
_PIECES = re.compile(r"[，,;；。\s]+|(?<=.)(?=[东南西北](?:至|到|临|邻|靠))")
_SIDE = re.compile(r"([东南西北])(?:侧|边|面)?(?:至|到|临|邻|靠|以|[:：])+(.+)")
_NAMES = {"东": "east", "南": "south", "西": "west", "北": "north"}
_PARTS = re.compile(r"[、/和及|;；]")
_WATER = re.compile(r"(河|江|渠|沟|湖|铁路|高速|高架|快速路|环线)$")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Two rows taken as neighbours (positions, ``a < b``), and why.

    ``why`` is ``named``, ``block`` or ``across``; ``line`` is what lies between.
    """

    a: int
    b: int
    why: str
    line: str = ""


def split_bounds(text: str) -> dict[str, str]:
    """Return the four sides of one text such as ``东至文苑路，南至新华街，西至…``."""
    found: dict[str, str] = {}
    for piece in _PIECES.split(text):
        told = _SIDE.fullmatch(piece.strip())
        if told:
            found.setdefault(_NAMES[told[1]], told[2].strip().strip("、"))
    return found


def sides_of(columns: Mapping[str, Sequence[str]], count: int) -> list[dict[str, str]]:
    """Return the sides of every row: from four columns, else from the one text of bounds."""
    bounds = columns.get("bounds", [""] * count)
    found = []
    for at in range(count):
        own = {side: columns[side][at].strip() for side in SIDES if side in columns}
        own = {side: name for side, name in own.items() if name}
        found.append(own or split_bounds(bounds[at]))
    return found


def neighbours(
    names: Sequence[str], parents: Sequence[str], sides: Sequence[Mapping[str, str]]
) -> tuple[Neighbour, ...]:
    """Return the neighbours that the sides tell, each pair once, the surest reason first."""
    found: dict[tuple[int, int], Neighbour] = {}

    def add(one: int, other: int, why: str, line: str = "") -> None:
        pair = (min(one, other), max(one, other))
        if one != other:
            found.setdefault(pair, Neighbour(*pair, why, line))

    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        by_name[parents[at], stem(name)].append(at)
    for at, own in enumerate(sides):
        for text in own.values():
            for part in _PARTS.split(text):
                others = by_name.get((parents[at], stem(part)), [])
                if len(others) == 1:
                    add(at, others[0], "named")
    for group in _blocks(sides).values():
        for index, one in enumerate(group):
            for other in group[index + 1 :]:
                add(one, other, "block")
    for one, other, line in _across(sides):
        add(one, other, "across", line)
    return tuple(found[pair] for pair in sorted(found))


def _blocks(sides: Sequence[Mapping[str, str]]) -> dict[tuple[str, ...], list[int]]:
    """Return the rows with the same four sides."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, own in enumerate(sides):
        if len(own) == len(SIDES):
            groups[tuple(_line(own[side]) for side in SIDES)].append(at)
    return groups


def _across(sides: Sequence[Mapping[str, str]]) -> list[tuple[int, int, str]]:
    """Return rows that face each other across a road at the same crossing.

    Who is bounded by a road in the east and by a street in the north lies at their crossing; who
    is bounded by the same road in the west and the same street in the north lies at it too, on the
    other side of the road. Rivers, railways and express roads join nobody.
    """
    facing: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, own in enumerate(sides):
        for side, name in own.items():
            if not _WATER.search(name.strip()):
                facing[side, _line(name)].append(at)
    found = []
    for (side, line), rows in sorted(facing.items()):
        if side not in ("east", "north"):
            continue
        cross = ("south", "north") if side == "east" else ("west", "east")
        for one in rows:
            for other in facing.get((_OPPOSITE[side], line), []):
                same = [
                    name
                    for name in cross
                    if name in sides[one]
                    and name in sides[other]
                    and _line(sides[one][name]) == _line(sides[other][name])
                ]
                if same:
                    found.append((one, other, line))
    return found


def _line(name: str) -> str:
    return "".join(name.split())
