"""A community divided along one road: in numbers, and what that means for a plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from redistrict.domain.units import Contact, Edge


@dataclass(frozen=True, slots=True)
class Half:
    """One side of the road.

    Parameters
    ----------
    office
        Whether the community's office stands on this side; ``None`` where it is not known.
    pieces
        Connected pieces; one if the side could be a community.
    in_band
        Whether its households lie within the limits of a changed community.
    """

    households: int
    compounds: int
    units: tuple[str, ...]
    pieces: int
    in_band: bool
    office: bool | None


@dataclass(frozen=True, slots=True)
class Division:
    """What a split along one road would give.

    Parameters
    ----------
    cut
        Compounds that lie on both sides of the road.
    """

    road: str
    first: Half
    second: Half
    cut: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether both sides could be communities and no compound is cut."""
        halves = (self.first, self.second)
        return not self.cut and all(half.in_band and half.pieces == 1 for half in halves)


MOST_LINES = 2
"""Named lines that a limit inside a community may follow: one, or two that meet at a corner."""


def lines_between(
    edges: Iterable[Edge], part_of: Mapping[str, str]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return for every two neighbouring parts the fewest named lines that part them all along.

    Parameters
    ----------
    part_of
        Part of every unit that counts; edges of other units do not.

    Returns
    -------
    dict
        By the ids of the two parts, the lower first; nothing where more than
        :data:`MOST_LINES` would be needed or a stretch follows no named line.
    """
    met: dict[tuple[str, str], list[frozenset[str]]] = {}
    for edge in edges:
        one, other = part_of.get(edge.a, ""), part_of.get(edge.b, "")
        if edge.contact is not Contact.BARRIER and one and other and one != other:
            pair = (min(one, other), max(one, other))
            met.setdefault(pair, []).append(frozenset(edge.lines))
    return {pair: _fewest(met[pair]) for pair in sorted(met)}


def _fewest(stretches: Sequence[frozenset[str]]) -> tuple[str, ...]:
    known = sorted(frozenset().union(*stretches))
    for count in range(1, MOST_LINES + 1):
        for names in combinations(known, count):
            if not any(stretch.isdisjoint(names) for stretch in stretches):
                return names
    return ()
