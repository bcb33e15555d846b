"""Units in the making: columns of text, outlines, and where each of them comes from."""

from dataclasses import dataclass, field
from typing import Any

from redistrict.domain.findings import Fact, Finding, Place
from redistrict.intake.answers import Answer, Answers, Question


@dataclass
class Draft:
    """What an import knows so far; its steps fill it in turn.

    Parameters
    ----------
    file
        Name of the raw layer, or of the ledger where there is no layer; empty where there are
        several.
    columns
        Column of texts by meaning, or by its own name where it has none.
    records
        Number of every unit's record in the raw layer (from 1), 0 where it has none.
    answers
        The planner's words.
    shapes, crs
        Outlines (or points) and their system; ``None`` without a map.
    files
        Name of every unit's raw layer; that of `file` if not given.
    beside
        File and row number of every unit in the raw ledgers.
    sources
        Where the households of every unit come from: ``layer``, ``ledger``, ``answer``, ``zero``,
        ``estimate``, ``outside``, or empty while open.
    homes
        Where the community of every unit comes from: ``stated``, ``answer``, ``none``,
        ``nearest``, or empty while open.
    stated_ids
        Id of every unit as its own file has it; ids of several files may have to be told apart.
    pending
        Units that a row of the ledger may mean; what they lack is not asked for before that.
    """

    file: str
    columns: dict[str, list[str]]
    records: list[int]
    answers: Answers
    shapes: Any = None
    crs: Any = None
    files: list[str] = field(default_factory=list)
    beside: list[tuple[tuple[str, int], ...]] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    homes: list[str] = field(default_factory=list)
    stated_ids: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    pending: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Give every unit empty provenance."""
        self.files = self.files or [self.file if record else "" for record in self.records]
        self.beside = self.beside or [()] * len(self.records)
        self.sources = self.sources or [""] * len(self.records)
        self.homes = self.homes or [""] * len(self.records)
        self.stated_ids = self.stated_ids or list(self.columns.get("id", ()))

    def __len__(self) -> int:
        """Count the units."""
        return len(self.records)

    def column(self, name: str) -> list[str]:
        """Return a column, made of empty cells where there is none."""
        return self.columns.setdefault(name, [""] * len(self))

    def label(self, at: int) -> str:
        """Return how a reader knows a unit: its id and name, else its record."""
        own = (self.columns.get(key, [""] * len(self))[at].strip() for key in ("id", "name"))
        return " ".join(dict.fromkeys(filter(None, own))) or str(self.records[at])

    def key(self, at: int) -> str:
        """Return the id, name or record number that names a unit in questions."""
        for name in ("id", "name"):
            text = self.columns.get(name, [""] * len(self))[at].strip()
            if text:
                return text
        return str(self.records[at])

    def place(self, at: int) -> tuple[str, int]:
        """Return file and row where a unit stands: its record, else its first row in a ledger."""
        if self.records[at]:
            return self.files[at], self.records[at]
        return self.beside[at][0] if self.beside[at] else (self.file, 0)

    def say(self, code: str, at: int | None = None, column: str = "", /, **facts: Fact) -> None:
        """Note a finding about a unit, at its place; about the whole where there is none."""
        file, row = (self.file, 0) if at is None else self.place(at)
        about: dict[str, Fact] = {} if at is None else {"unit": self.label(at)}
        place = Place(file, "", row or None, self.heading(column))
        self.findings.append(Finding(code, place, about | facts))

    def heading(self, meaning: str) -> str:
        """Return the planner's own name of the column with a meaning, or the meaning."""
        for item in self.questions:
            told = self.answers.to(item).text or item.proposed
            if item.kind == "column" and told == meaning != "":
                return item.name
        return meaning

    def outside(self, at: int) -> bool:
        """Whether a unit is land outside the plan."""
        return bool(self.columns.get("outside", [""] * len(self))[at].strip())

    def query(self, kind: str, at: int, proposed: str = "") -> Answer:
        """Ask about a unit, at its place."""
        file, row = self.place(at)
        return self.ask(Question(kind, file, row, self.key(at), proposed, self.label(at)))

    def ask(self, question: Question) -> Answer:
        """Note a question and return the answer to it, an empty one where it is open."""
        self.questions.append(question)
        return self.answers.to(question)
