"""What a public build must not show: sensitive compounds, small counts, verdicts.

A count that is left out could be found again by subtracting the others from a community's total;
so every community that holds a hidden count gets a second one, the smallest of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from redistrict.domain.record import Move, Record, UnitRow

SMALL = 10
"""Households of a unit under which no count is printed in public."""


@dataclass(frozen=True)
class Curtain:
    """What stays behind it.

    Parameters
    ----------
    gone
        Units that appear nowhere: no name, no shape, no count; their land is blank.
    hushed
        Units that appear without counts.
    public
        Whether the page leaves the house.
    """

    public: bool = False
    gone: frozenset[str] = frozenset()
    hushed: frozenset[str] = frozenset()

    def shown(self, record: Record) -> list[UnitRow]:
        """Return the units that appear, sorted by id."""
        rows = (row for row in record.units if row.id not in self.gone)
        return sorted(rows, key=lambda row: row.id)


def draw(records: Sequence[Record], *, public: bool) -> Curtain:
    """Return what must be hidden so that it stays hidden in all ``records`` together."""
    if not public:
        return Curtain()
    units = {row.id: row for record in records for row in record.units}
    gone = frozenset(row.id for row in units.values() if row.sensitive)
    hidden = {row.id for row in units.values() if row.sensitive and row.households}
    hidden |= {row.id for row in units.values() if 0 < row.households < SMALL}
    groups = [group for record in records for group in _groups(record)]
    changed = True
    while changed:
        changed = False
        for members in groups:
            if sum(row.id in hidden for row in members) == 1:
                rest = [row for row in members if row.id not in hidden and row.households]
                if rest:
                    hidden.add(min(rest, key=lambda row: (row.households, row.id)).id)
                    changed = True
    return Curtain(True, gone, frozenset(hidden) - gone)


def veil(record: Record, curtain: Curtain) -> Record:
    """Return the record as it may be shown: counts of compounds without what is hidden."""
    if not curtain.public:
        return record
    units = {row.id: row for row in record.units}
    moves = [_move(move, units, curtain) for move in record.moves]
    seen = [row for row in curtain.shown(record) if row.moved]
    totals = replace(
        record.totals, moved_units=len(seen), moved_compounds=compounds(seen),
        units=len(curtain.shown(record)),
    )  # fmt: skip
    communities = tuple(
        replace(row, verdict=None, reason=None, cause=None, exemption=None)
        for row in record.communities
    )
    phases = tuple(item for item in record.findings if item.code == "COMPOUND_CUT_BY_PHASES")
    return replace(
        record, moves=tuple(move for move in moves if move.units), totals=totals,
        communities=communities, findings=phases,
    )  # fmt: skip


def compounds(rows: Iterable[UnitRow]) -> int:
    """Return how many compounds with households units belong to, as all other counts do."""
    return len({row.group or row.id for row in rows if row.households})


def _move(move: Move, units: dict[str, UnitRow], curtain: Curtain) -> Move:
    seen = tuple(item for item in move.units if item not in curtain.gone)
    return replace(move, units=seen, compounds=compounds(units[item] for item in seen))


def whole(move: Move, curtain: Curtain, original: Move) -> bool:
    """Return whether the total of a move may be printed: no single hidden count is in it."""
    hidden = sum(item in curtain.gone or item in curtain.hushed for item in original.units)
    return hidden != 1


def _groups(record: Record) -> list[list[UnitRow]]:
    found: dict[tuple[str, str], list[UnitRow]] = {}
    for row in record.units:
        for key in (("before", row.before), ("after", row.after)):
            found.setdefault(key, []).append(row)
    return [found[key] for key in sorted(found)]
