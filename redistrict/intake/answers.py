"""What the planner answers to the questions of an import: one table, filled in and read again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from redistrict.domain.catalogue.entry import N_
from redistrict.domain.words import translator
from redistrict.intake.meanings import meant, word
from redistrict.intake.safety import refuse
from redistrict.intake.tables import read_grid

COLUMNS = ("kind", "file", "row", "name", "proposed", "answer", "reason")
KINDS = ("column", "subdistrict", "match", "community", "households", "neighbours")
HINTS = {
    "column": N_("what the column means, or drop: leave the column out"),
    "subdistrict": N_("the subdistrict of the whole file"),
    "match": N_("a unit's id, or drop: leave the row out"),
    "community": N_("a community's name, or none"),
    "households": N_("a whole number; 0 where nobody lives"),
    "neighbours": N_("ids of the neighbours, separated by ;"),
}
"""What may be written as an answer to each kind of question."""
DROP = "drop"
"""The answer that leaves a column or row out; ``不要`` in Chinese."""
_HEADINGS = {
    "类别": "kind", "文件": "file", "行": "row", "名称": "name", "建议": "proposed",
    "答复": "answer", "理由": "reason", "说明": "about",
}  # fmt: skip
_KINDS = {"列": "column", "街道": "subdistrict", "对应": "match", "户数": "households",
          "社区": "community", "相邻": "neighbours"}  # fmt: skip
CHINESE = {word: name for name, word in {**_HEADINGS, **_KINDS}.items()}
"""Chinese word of every column and kind."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that only the planner knows.

    Parameters
    ----------
    kind
        ``column`` (what a column means), ``subdistrict`` (of a whole file), ``match`` (which unit
        a row means), ``households``, ``community``, ``neighbours`` (of a unit).
    file, row
        Where it arises; row 0 for a column or file.
    name
        Heading, or name of the row or unit.
    proposed
        What the tool would take, or several candidates joined by ``|``.
    about
        How a reader knows the unit; no part of the question itself.
    """

    kind: str
    file: str
    row: int
    name: str
    proposed: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The planner's word on a question; ``text`` is empty where it is still open."""

    text: str = ""
    reason: str = ""


class Answers:
    """Answers by their question; a row that moved is still found by its name, if it is unique."""

    def __init__(self, given: Iterable[tuple[Question, Answer]] = ()) -> None:
        self.given = tuple(given)
        self._exact = {_key(question): answer for question, answer in self.given}

    def to(self, question: Question) -> Answer:
        """Return the answer to a question, an empty one where there is none."""
        return self._exact.get(_key(question), Answer())

    def columns(self, file: str) -> dict[str, str]:
        """Return the meaning that the planner gives to headings of a file."""
        return {
            question.name: answer.text
            for question, answer in self.given
            if question.kind == "column" and question.file == file and answer.text
        }


def _key(question: Question) -> tuple[str, str, int, str]:
    return (question.kind, question.file, question.row, question.name)


def read_answers(path: Path) -> Answers:
    """Return the answers of a table with the columns :data:`COLUMNS`, in either language.

    Raises
    ------
    Failure
        The table cannot be read, lacks a column, or holds a kind or row number that is none.
    """
    grid = read_grid(path)  # a column may well be called 合计: no row here is a total
    head = [_HEADINGS.get(name.strip(), name.strip()) for name in (grid.rows or ((),))[0]]
    lost = [name for name in COLUMNS if name not in head]
    if lost:
        raise refuse("IMPORT_ANSWERS_COLUMNS", path, columns=tuple(lost))
    at = [head.index(name) for name in COLUMNS]
    found = []
    for number, cells in zip(grid.numbers[1:], grid.rows[1:], strict=True):
        if not any(map(str.strip, cells)):
            continue
        kind, file, row, name, proposed, answer, reason = (_plain(cells[place]) for place in at)
        kind = _KINDS.get(kind, kind)
        if kind not in KINDS or not (row or "0").isdecimal():
            raise refuse("IMPORT_ANSWERS_ROW", path, number, kind=kind or "-", known=KINDS)
        question = Question(kind, file, int(row or "0"), name, proposed)
        text = DROP if answer in {DROP, "不要", "删除"} else answer
        if kind == "column":
            text = meant(text)
        found.append((question, Answer(text, reason)))
    return Answers(found)


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that keeps spreadsheets from calculating it."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text


def rows(
    questions: Sequence[Question], answers: Answers, language: str
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return head and rows of the table of questions; every answer already given is kept in it.

    The last column says how a reader knows the unit, and what may be written as an answer.
    """
    known = CHINESE if language == "zh" else {}
    _ = translator(language)
    head = tuple(known.get(name, name) for name in (*COLUMNS, "about"))
    body: list[tuple[str, ...]] = []
    asked = {_key(question) for question in questions}
    kept = [question for question, answer in answers.given
            if answer.text and _key(question) not in asked]  # fmt: skip
    columns = [question for question in questions if question.kind == "column"]
    others = [question for question in [*questions, *kept] if question.kind != "column"]
    others.sort(key=lambda item: (KINDS.index(item.kind), item.file, item.row, item.name))
    # What is asked stands first; what a column means is only there to be corrected.
    for question in [*others, *columns]:
        answer = answers.to(question)
        text = "不要" if answer.text == DROP and language == "zh" else answer.text
        proposed = question.proposed
        if question.kind == "column":
            text, proposed = word(text, language), word(proposed, language)
        body.append(
            (known.get(question.kind, question.kind), question.file, str(question.row or ""),
             question.name, proposed, text, answer.reason,
             " · ".join(filter(None, [question.about, _(HINTS[question.kind])])))
        )  # fmt: skip
    return head, body
