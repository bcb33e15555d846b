"""The story of ``draft``: today's state as a page, nothing solved."""

from pathlib import Path

from redistrict.domain.record import Record
from redistrict.domain.rules import ALTERNATIVES, TODAY
from redistrict.domain.step import Say, unheard
from redistrict.run.prepare import prepare
from redistrict.run.propose import compile_records
from redistrict.run.publish import publish
from redistrict.solve import today


def draft(path: Path, out: Path, language: str | None = None, say: Say = unheard) -> Record:
    """Write today's state as a folder with its page, for planning by hand.

    Raises
    ------
    Failure
        As :func:`redistrict.run.propose.propose`.
    """
    prepared = prepare(path, say=say)
    kept = tuple(today.keep(problem, ALTERNATIVES[TODAY]) for problem in prepared.problems)
    records = compile_records(prepared, {TODAY: kept}, TODAY, language)
    return publish(prepared, records, out, {"subdistricts": ()}, say=say)
