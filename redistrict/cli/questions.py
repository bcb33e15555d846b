"""Questions asked one after the other; an answer of ``<`` goes back to the one before."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from redistrict.cli.language import language
from redistrict.domain.words import translator

_ = translator(language())
BACK = frozenset({"<", "＜", "上一步", "返回", "back"})
"""What is typed instead of an answer to change the one before."""


class BackError(Exception):
    """The planner wants to answer the question before again."""


def in_turn(questions: Sequence[Callable[[], bool]]) -> None:
    """Ask until every question has its answer.

    Parameters
    ----------
    questions
        Each asks, keeps the answer and returns true; false where nothing is to be asked, as the
        answer was given before. One that was asked can be asked again.
    """
    asked: list[int] = []
    at = 0
    while at < len(questions):
        try:
            if questions[at]():
                asked.append(at)
            at += 1
        except BackError:
            at = asked.pop() if asked else at


def ask(words: str, read: Callable[[str], Any] = str, default: str | None = None) -> Any:
    """Return the answer to a question.

    Parameters
    ----------
    read
        Makes a value of what was typed; :class:`click.UsageError` says why it is none, and the
        question is asked again.
    default
        Taken where nothing is typed; an empty one is not shown.

    Raises
    ------
    BackError
        Instead of an answer, one of :data:`BACK` was typed.
    """

    def heard(text: str) -> Any:
        if text.strip() in BACK:
            raise BackError
        return read(text)

    shown = _("{question} (< goes back)").format(question=words)
    return click.prompt(shown, default=default, show_default=bool(default), value_proc=heard)


def choose(
    words: str, values: Sequence[str], lines: Sequence[str], *, default: int = 0, own: bool = False
) -> str:
    """Return one of several values, by its number or itself.

    Parameters
    ----------
    lines
        How each value is shown.
    default
        Number taken where nothing is typed; none where 0.
    own
        Whether other words are an answer, too.
    """
    for place, line in enumerate(lines, 1):
        click.echo(f"  {place:2}  {line}", err=True)

    def read(text: str) -> str:
        if text.isdecimal() and 0 < int(text) <= len(values):
            return values[int(text) - 1]
        if text in values or (own and text.strip() and not text.isdecimal()):
            return text
        raise click.UsageError(_("Type a number from 1 to {count}.").format(count=len(values)))

    return str(ask(words, read, str(default) if default else None))
