"""Units, their adjacency, and today's communities."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest piece that moves whole: building, compound, block, grid.

    Parameters
    ----------
    id
        Text, as in the planner's file.
    households
        Whole households, never negative.
    subdistrict
        Name of the parent that no community crosses.
    community
        Id of today's community, empty where the unit has none.
    group
        Units of one group (a compound) move together; empty where the unit stands alone.
    compound
        Name of the whole compound where it alone exceeds the maximum, so that ``group`` is only
        one of its phases (一期/二期); else empty.
    population
        Residents, ``None`` where unknown.
    workload
        Weighted service demand, scaled to whole numbers at intake.
    office_of
        Id of the community whose office stands in this unit.
    easting, northing
        A point inside the unit, whole metres of the working CRS.
    area
        Square metres.
    counts
        Further ledger columns by name, sorted.
    sensitive
        Never shown by name, shape or count in a public build.
    """

    id: str
    households: int
    subdistrict: str
    community: str = ""
    name: str = ""
    group: str = ""
    population: int | None = None
    workload: int = 0
    office_of: str = ""
    easting: int = 0
    northing: int = 0
    area: int = 0
    counts: tuple[tuple[str, int], ...] = ()
    sensitive: bool = False
    compound: str = ""


class Contact(StrEnum):
    """How two units meet."""

    BORDER = "border"
    CORNER = "corner"
    NEAR = "near"
    BRIDGE = "bridge"
    BARRIER = "barrier"


@dataclass(frozen=True, slots=True)
class Edge:
    """Two adjacent units, ``a < b``.

    Parameters
    ----------
    contact
        How they meet; ``BARRIER`` marks an edge that was taken away.
    shared
        Decimetres of common border (of territories, where units do not touch).
    named
        Decimetres of it that follow a named road, river, railway or wall.
    reason
        Why the edge was added or taken away; empty for a plain border.
    lines
        Names of the roads, rivers, railways and walls that part the two units, sorted.
    """

    a: str
    b: str
    contact: Contact = Contact.BORDER
    shared: int = 0
    named: int = 0
    reason: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Community:
    """A community of today.

    Parameters
    ----------
    id
        Unique in the whole scenario.
    units
        Ids of its units inside its own subdistrict, sorted (U_k).
    anchor
        The unit that carries its identity: the office unit, where it is known and one of
        ``units``; else empty.
    filed
        ``False`` for a community set up but not yet filed (未备案).
    overloaded
        ``True`` or ``False`` where the planner states it with evidence; ``None`` leaves it to
        the threshold of the rules.
    facts
        Further columns of the community ledger (staff, office_address, office_area ...), as text.
    """

    id: str
    name: str
    subdistrict: str
    units: tuple[str, ...]
    anchor: str = ""
    filed: bool = True
    overloaded: bool | None = None
    overload_evidence: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def neighbours(units: Iterable[str], edges: Iterable[Edge]) -> dict[str, tuple[str, ...]]:
    """Return the sorted neighbours of every unit; removed edges do not count."""
    found: dict[str, set[str]] = {unit: set() for unit in units}
    for edge in edges:
        if edge.contact is not Contact.BARRIER and edge.a in found and edge.b in found:
            found[edge.a].add(edge.b)
            found[edge.b].add(edge.a)
    return {unit: tuple(sorted(others)) for unit, others in found.items()}


def pieces(
    units: Iterable[str], adjacent: Mapping[str, Iterable[str]]
) -> tuple[tuple[str, ...], ...]:
    """Return the connected pieces of a set of units, each sorted, by their first id."""
    left = set(units)
    result = []
    for start in sorted(left):
        if start not in left:
            continue
        left.discard(start)
        piece, stack = [start], [start]
        while stack:
            for other in adjacent[stack.pop()]:
                if other in left:
                    left.discard(other)
                    piece.append(other)
                    stack.append(other)
        result.append(tuple(sorted(piece)))
    return tuple(result)
