"""One line of a tally sheet: what a round of consultation brought, counted by people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opinion:
    """A row of table 5 as an official filled it in.

    Parameters
    ----------
    source, date, way
        Who was asked, when and how.
    people, agree, disagree, other
        Persons (or households); ``None`` where the cell is empty.
    main, answer
        The main opinions, and what was taken up and why.
    file, digest
        Name and SHA-256 of the tally sheet.
    """

    source: str
    date: str
    way: str
    people: int | None
    agree: int | None
    disagree: int | None
    other: int | None
    main: str
    answer: str
    file: str
    digest: str
