"""What a proposal's folder claims, as written and not yet believed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from redistrict.domain.outcome import Exemption, Status, TierResult
from redistrict.domain.units import Edge


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table as text; ``row`` counts as a spreadsheet shows it."""

    row: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the folder, or a part of a document in the form of that table."""

    file: str
    lines: tuple[Line, ...]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TierClaim:
    """One tier as printed, with what the printed words say of it."""

    result: TierResult
    proven: Any
    gap: Any


@dataclass(frozen=True, slots=True)
class PartClaim:
    """The figures of one subdistrict, or of the whole (``subdistrict`` empty).

    Parameters
    ----------
    totals
        Every figure by name, as the document holds it.
    solved
        Whether a plan was found.
    """

    subdistrict: str
    status: Status
    tiers: tuple[TierClaim, ...]
    totals: Mapping[str, Any]
    exemptions: tuple[Exemption, ...] = ()
    gap: Any = None
    solved: bool = True


@dataclass(frozen=True, slots=True)
class ProblemClaim:
    """What ``problem.json`` says the plan of one subdistrict was made for.

    ``statements`` holds rules, weights, target, communities and locks as plain values.
    """

    subdistrict: str
    statements: Mapping[str, Any]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Echo:
    """One fact that the folder writes in two places; both as plain values."""

    where: str
    first: Any
    second: Any


@dataclass(frozen=True)
class Claimed:
    """One alternative as its folder states it.

    Parameters
    ----------
    whole
        Figures of all subdistricts together.
    parts
        Figures of each subdistrict, in the order of the file.
    exemptions
        Communities named as exceptions by the rows of communities.
    units
        ``units.csv``; ``copies`` are other places that repeat it (``plan.gpkg``).
    communities, changes
        Each place that holds these rows: the CSV file, and the record of ``proposal.json``.
    resources
        Findings on work, staff, rooms, walks and money as the record lists them.
    sites
        Resettlement sites as the record lists them.
    remarks
        Everything in ``findings.json``.
    echoes
        Facts that are written twice.
    statement, rules
        What the record prints about the data and the band.
    compared
        Alternatives as the record lists them.
    """

    alternative: str
    complete: bool
    whole: PartClaim
    parts: tuple[PartClaim, ...]
    exemptions: tuple[Exemption, ...]
    units: Sheet
    copies: tuple[Sheet, ...] = ()
    communities: tuple[Sheet, ...] = ()
    changes: tuple[Sheet, ...] = ()
    problems: tuple[ProblemClaim, ...] = ()
    echoes: tuple[Echo, ...] = ()
    resources: tuple[Mapping[str, Any], ...] = ()
    sites: tuple[Mapping[str, Any], ...] = ()
    remarks: tuple[Mapping[str, Any], ...] = ()
    statement: Mapping[str, Any] | None = None
    rules: Mapping[str, Any] | None = None
    compared: tuple[str, ...] = ()


class Rows(StrEnum):
    """What the rows of a printed table are."""

    UNITS = "units"
    MOVED = "moved units"
    COMMUNITIES = "communities"
    CHANGES = "changes"
    EDGES = "edges"
    PARTS = "subdistricts"
    FIGURES = "alternatives"
    SUPPLY = "rooms and staff"
    COST = "cost"
    FLOWS = "flows"


@dataclass(frozen=True, slots=True)
class Shown:
    """A table of a page or paper, its columns by the words of the folder's own tables.

    Parameters
    ----------
    alternative
        The one it speaks of, empty for that of the folder.
    """

    rows: Rows
    sheet: Sheet
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Lines on work, staff, rooms and money.

    Parameters
    ----------
    alternative
        The one they speak of, empty for that of the folder.
    whole
        Whether they are all that is to be told; else only what is there must be right.
    """

    alternative: str
    lines: tuple[str, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Printed:
    """What a page or paper prints, read back.

    Parameters
    ----------
    file
        Its path in the folder.
    codes
        Every check code on it.
    stated
        Words on data and rules, by the names of the record.
    covers
        Every cover line with the alternative that it speaks of (empty: that of the folder).
    sentences
        Every other text that names households.
    counts
        Every whole number in a column of households, with what stands before it in its row.
    changes
        ``(subdistrict · name, before, after)`` of every line on a changed community.
    scope
        The subdistrict that it is about, empty for all.
    lines
        Every line of a summary without the blanks around it.
    told
        Every block of lines on work, staff, rooms and money, in words.
    rooms
        ``(alternative, community, line)`` on the room of every new community.
    beside
        Of every plan beside a map: its name, the lines on subdistricts, those on new limits.
    faults
        What should not be in it at all, such as a formula that is not a sum of its own.
    coded
        Whether it must print the check code.
    """

    file: str
    codes: tuple[str, ...] = ()
    shown: tuple[Shown, ...] = ()
    stated: Mapping[str, Any] = field(default_factory=dict)
    covers: tuple[tuple[str, str], ...] = ()
    sentences: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    changes: tuple[tuple[str, str, str], ...] = ()
    scope: str = ""
    lines: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    rooms: tuple[tuple[str, str, str], ...] = ()
    beside: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()
    faults: tuple[str, ...] = ()
    coded: bool = True
