"""Findings: the single things that checks say.

A finding stores a code, a place and facts (numbers, names). Its sentence and remedy are made from
the code in the reader's language and never stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Fact = str | int | float | tuple[str, ...] | tuple[int, ...]


class Severity(StrEnum):
    """How much a finding weighs: an error refuses, a warning is shown, a notice informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding lies; empty parts do not apply.

    Parameters
    ----------
    file, sheet, row, column
        Position in a file; ``sheet`` is a layer or worksheet, ``row`` counts as the reader's
        program shows it (first row is 1).
    subdistrict, community, unit
        Names or ids as the planner wrote them.
    point
        Easting and northing in metres of the working CRS.
    """

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    subdistrict: str = ""
    community: str = ""
    unit: str = ""
    point: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check says.

    Parameters
    ----------
    code
        Key of :data:`redistrict.domain.catalogue.CATALOGUE`, which gives severity and words.
    place
        Where it lies.
    facts
        Values for the words of the code.
    """

    code: str
    place: Place = Place()
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def __hash__(self) -> int:
        """Hash by code and place; facts are a mapping."""
        return hash((self.code, self.place))


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in one order that does not depend on how they were found."""

    def key(finding: Finding) -> tuple[object, ...]:
        place = finding.place
        return (
            place.file, place.sheet, place.row if place.row is not None else -1, place.column,
            place.subdistrict, place.community, place.unit, finding.code,
            sorted((name, str(value)) for name, value in finding.facts.items()),
        )  # fmt: skip

    return tuple(sorted(findings, key=key))
