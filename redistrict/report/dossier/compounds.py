"""Compounds as people call them: buildings under one name, number ranges compacted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from redistrict.domain.record import UnitRow

_NUMBERED = re.compile(r"^(?P<stem>.*?)(?P<number>\d+)(?P<tail>号楼|号院|号|栋|幢|楼)$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound, or a unit that stands alone, with its households.

    Parameters
    ----------
    population
        ``None`` where one unit's number is not known.
    """

    key: str
    name: str
    units: tuple[str, ...]
    households: int
    population: int | None
    sensitive: bool = False

    @property
    def inhabited(self) -> bool:
        """Whether anybody lives in it; the change list counts only such compounds."""
        return self.households > 0


def gather(units: Iterable[UnitRow]) -> tuple[Compound, ...]:
    """Return units as compounds, inhabited ones first, by name."""
    found: dict[str, list[UnitRow]] = {}
    for unit in sorted(units, key=lambda item: item.id):
        found.setdefault(unit.group or unit.id, []).append(unit)
    compounds = [_compound(key, members) for key, members in found.items()]
    return tuple(sorted(compounds, key=lambda item: (not item.inhabited, item.name, item.key)))


def _compound(key: str, members: Sequence[UnitRow]) -> Compound:
    counts = [unit.population for unit in members]
    known = [count for count in counts if count is not None]
    return Compound(
        key=key,
        name=_name(key, members),
        units=tuple(unit.id for unit in members),
        households=sum(unit.households for unit in members),
        population=sum(known) if len(known) == len(counts) else None,
        sensitive=any(unit.sensitive for unit in members),
    )


def _name(key: str, members: Sequence[UnitRow]) -> str:
    names = [unit.name or unit.id for unit in members]
    if len(members) == 1:
        return names[0]
    ranges = number_ranges(names)
    if len(ranges) == 1:
        return ranges[0]
    return key if _CHINESE.search(key) else "、".join(ranges)


def number_ranges(names: Iterable[str]) -> tuple[str, ...]:
    """Return names with their numbers compacted: 武威东路888弄1-3号、5-12号.

    Names without a number stay as they are; order is by stem, then number.
    """
    plain: list[str] = []
    numbered: dict[tuple[str, str], set[int]] = {}
    for name in names:
        match = _NUMBERED.match(name)
        if match:
            stem = (match["stem"], match["tail"])
            numbered.setdefault(stem, set()).add(int(match["number"]))
        else:
            plain.append(name)
    texts = [
        stem + "、".join(f"{_span(low, high)}{tail}" for low, high in _runs(sorted(numbers)))
        for (stem, tail), numbers in sorted(numbered.items())
    ]
    return tuple(sorted(set(plain)) + texts)


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}-{high}"


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def names_of(compounds: Iterable[Compound], public: bool = False, most: int = 0) -> str:
    """Return the names of inhabited compounds as a list in one sentence.

    Parameters
    ----------
    public
        Leave out sensitive places, as in texts for everybody.
    most
        Print only so many names and the number of all; 0 prints all.
    """
    shown = [item for item in compounds if item.inhabited and not (public and item.sensitive)]
    names = list(number_ranges(item.name for item in shown))
    if most and len(names) > most:
        return "、".join(names[:most]) + f"等{len(shown)}个小区（楼栋）"
    return "、".join(names)
