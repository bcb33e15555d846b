"""Changes as officials count them: what belongs together is one matter (拆分, 撤并, 范围调整)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from redistrict.domain.plan import Kind
from redistrict.domain.record import Move
from redistrict.report.dossier.case import Case


class Matter(StrEnum):
    """What a change is, as it is decided."""

    SPLIT = "分设"
    MERGE = "撤并"
    RESHAPE = "管辖范围调整"


@dataclass(frozen=True, slots=True)
class Change:
    """Communities that exchange units, directly or through others.

    Parameters
    ----------
    communities
        Ids, today's first, new ones last.
    """

    matter: Matter
    subdistrict: str
    communities: tuple[str, ...]
    moves: tuple[Move, ...]


def changes(case: Case) -> tuple[Change, ...]:
    """Return the changes within the scope, in the order of the subdistricts."""
    order = [part.subdistrict for part in case.parts]
    parent: dict[str, str] = {row.id: row.id for row in case.changed}

    def root(item: str) -> str:
        while parent[item] != item:
            item = parent[item]
        return item

    for move in case.moves:
        if move.before in parent and move.after in parent:
            low, high = sorted((root(move.before), root(move.after)))
            parent[high] = low
    found: dict[str, list[str]] = {}
    for row in case.changed:
        found.setdefault(root(row.id), []).append(row.id)
    result = [_change(case, members) for members in found.values()]
    rank = {matter: index for index, matter in enumerate(Matter)}
    return tuple(
        sorted(
            result,
            key=lambda item: (order.index(item.subdistrict), rank[item.matter], item.communities),
        )
    )


def _change(case: Case, members: list[str]) -> Change:
    ids = set(members)
    moves = tuple(move for move in case.moves if move.before in ids or move.after in ids)
    kinds = {case.row[item].kind for item in members}
    if kinds <= {Kind.SPLIT, Kind.SET_UP} and len({move.before for move in moves}) <= 1:
        matter = Matter.SPLIT
    elif kinds <= {Kind.MERGED, Kind.ABOLISHED}:
        matter = Matter.MERGE
    else:
        matter = Matter.RESHAPE
    ordered = sorted(members, key=lambda item: (case.row[item].kind is Kind.SET_UP, item))
    return Change(matter, case.row[members[0]].subdistrict, tuple(ordered), moves)
