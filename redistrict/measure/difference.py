"""What two proposals decide differently: communities, and keys of their scenarios."""

from collections.abc import Mapping
from dataclasses import dataclass

from redistrict.domain.plan import Kind
from redistrict.domain.record import CommunityRow, Record


@dataclass(frozen=True, slots=True)
class Fate:
    """What one proposal makes of a community.

    Parameters
    ----------
    households
        After the plan; ``None`` where the plan has no such community.
    """

    kind: Kind | None = None
    households: int | None = None


@dataclass(frozen=True, slots=True)
class Apart:
    """A community that two proposals treat differently."""

    subdistrict: str
    community: str
    name: str
    first: Fate
    second: Fate


@dataclass(frozen=True, slots=True)
class Difference:
    """Two proposals that differ.

    Parameters
    ----------
    communities
        Those that have not the same units and households in both, by subdistrict and name.
    keys
        Keys of the scenarios that differ, with both values; empty where one has no such key.
    """

    communities: tuple[Apart, ...]
    keys: tuple[tuple[str, str, str], ...]


def difference(
    first: Record, second: Record, stated: tuple[Mapping[str, str], Mapping[str, str]]
) -> Difference:
    """Return what differs between two proposals.

    New communities have provisional ids; they are the same where their units are.

    Parameters
    ----------
    stated
        Keys and values of both scenarios.
    """
    plans = (_communities(first), _communities(second))
    new = set.intersection(*({item.state for item in plan.values() if item.new} for plan in plans))
    left = [
        {key: item for key, item in plan.items() if not (item.new and item.state in new)}
        for plan in plans
    ]
    found = []
    for key in sorted(left[0].keys() | left[1].keys()):
        one, other = left[0].get(key), left[1].get(key)
        if one is None or other is None or one.state != other.state:
            name = one.row.name if one else other.row.name if other else ""
            found.append(Apart(*key, name, _fate(one), _fate(other)))
    keys = sorted(stated[0].keys() | stated[1].keys())
    values = [(key, stated[0].get(key, ""), stated[1].get(key, "")) for key in keys]
    return Difference(
        tuple(sorted(found, key=lambda item: (item.subdistrict, item.name, item.community))),
        tuple(item for item in values if item[1] != item[2]),
    )


@dataclass(frozen=True, slots=True)
class _Community:
    row: CommunityRow
    units: frozenset[str]

    @property
    def new(self) -> bool:
        return self.row.before is None

    @property
    def state(self) -> tuple[frozenset[str], int | None]:
        return self.units, self.row.after.households if self.row.after else None


def _communities(record: Record) -> dict[tuple[str, str], _Community]:
    units: dict[tuple[str, str], set[str]] = {}
    for unit in record.units:
        units.setdefault((unit.subdistrict, unit.after), set()).add(unit.id)
    return {
        key: _Community(row, frozenset(units.get(key, ())))
        for row in record.communities
        for key in ((row.subdistrict, row.id),)
    }


def _fate(item: _Community | None) -> Fate:
    if item is None:
        return Fate()
    return Fate(item.row.kind, item.row.after.households if item.row.after else None)
