"""What a planner is asked at the start, and what a file is seen to hold."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from redistrict.cli.guard import guarded
from redistrict.cli.language import language
from redistrict.cli.questions import ask, choose
from redistrict.cli.talk import quiet, tell
from redistrict.domain.catalogue.entry import N_
from redistrict.domain.words import translator
from redistrict.intake.meanings import NEEDED
from redistrict.intake.tables import SUFFIXES
from redistrict.report.text.table import width
from redistrict.run.init import Look, Start, look
from redistrict.run.profiles import profiles

_ = translator(language())
MEANINGS = {
    "id": N_("id of the unit"),
    "households": N_("number of households"),
    "subdistrict": N_("subdistrict"),
    "community": N_("today's community"),
    "name": N_("name of the unit"),
    "population": N_("residents"),
    "group": N_("compound"),
    "office": N_("community whose office stands here"),
    "outside": N_("land outside the plan"),
    "neighbours": N_("ids of the neighbours"),
}
FILE = click.Path(exists=True, dir_okay=False)
SAMPLE = 40
"""Columns of a terminal for the samples of a column."""
DEFINITIONS = ("常住户", "户籍户", "入住户", "住宅套数")
"""What places count; the words stay Chinese in the papers, so they do here."""


class Interview:
    """What the planner gave on the command line and answered since.

    Parameters
    ----------
    units, layer, ledger
        Files as given; without `units` the files and the columns not recognised are asked for.
    told
        Column by meaning, as given.
    given
        What is stated of the data, by its key; empty where it is to be asked.
    """

    def __init__(
        self,
        *,
        units: Path | None,
        layer: str,
        ledger: Path | None,
        told: dict[str, str],
        given: dict[str, str],
        as_json: bool,
    ) -> None:
        self._asks = units is None
        self._units, self._layer, self._ledger = units, layer, ledger
        self._given, self._told, self._as_json = given, told, as_json
        self._seen: Look | None = None
        self._beside: Look | None = None
        self._columns: dict[str, str] = {}
        self._stated: dict[str, str] = dict(given)

    def questions(self) -> list[Callable[[], bool]]:
        """Return the questions in the order in which they are asked."""
        stated: dict[str, Callable[[], str]] = {
            "profile": _ask_profile,
            "title": partial(ask, _("Title")),
            "households_definition": _ask_definition,
            "as_of": partial(ask, _("Date of the counts (such as 2026-09)"), date),
            "source": partial(ask, _("Who counted")),
        }
        return [
            self._ask_units,
            self._ask_ledger,
            self._show,
            *(partial(self._ask_column, name) for name in NEEDED),
            *(partial(self._ask_stated, key, question) for key, question in stated.items()),
        ]

    def start(self, language: str) -> Start:
        """Return all of it; every question has its answer."""
        return Start(
            units=self._layer_seen,
            ledger=self._beside,
            language=language,
            columns=self._told | self._columns,
            **self._stated,
        )

    @property
    def _layer_seen(self) -> Look:
        if self._seen is None:
            raise RuntimeError("the first question was not asked")
        return self._seen

    def _look(self, path: Path, layer: str = "") -> Look:
        with guarded(as_json=self._as_json):
            return look(path, layer)

    def _ask_units(self) -> bool:
        path = self._units or ask(_("Layer or table of units"), FILE)
        self._seen = self._look(Path(path), self._layer)
        return self._asks

    def _ask_ledger(self) -> bool:
        path, asks = self._ledger, False
        if path is None and self._asks and not self._layer_seen.table:
            asks = True
            path = ask(_("Ledger joined by id (Enter if none)"), _table_or_none, "")
        self._beside = self._look(Path(path)) if path else None
        return asks

    def _show(self) -> bool:
        if not quiet():
            _show_columns(self._layer_seen, self._told)
            if self._beside:
                _show_columns(self._beside, self._told)
        self._columns = {}
        return False

    def _ask_column(self, name: str) -> bool:
        self._columns.pop(name, None)
        if not self._asks or _known(name, self._layer_seen, self._beside, self._told):
            return False
        known = ["", *self._layer_seen.samples, *(self._beside.samples if self._beside else ())]
        words = _("Which column holds: {meaning}? (Enter to leave open)").format(
            meaning=_(MEANINGS[name])
        )
        if column := ask(words, click.Choice(known), ""):
            self._columns[name] = column
        return True

    def _ask_stated(self, key: str, question: Callable[[], str]) -> bool:
        if self._given[key]:
            return False
        self._stated[key] = str(question())
        return True


def _table_or_none(text: str) -> str:
    return str(FILE(need_table(Path(text)))) if text else ""


def need_table(path: Path) -> Path:
    """Return the path of a ledger; a layer is none."""
    if path.suffix.lower() not in SUFFIXES:
        raise click.UsageError(
            _("A ledger is a table ({known}); {file} is none.").format(
                known="、".join(SUFFIXES), file=path.name
            )
        )
    return path


def _known(name: str, seen: Look, beside: Look | None, told: dict[str, str]) -> bool:
    return name in told or name in seen.taken or (beside is not None and name in beside.taken)


def _show_columns(seen: Look, told: dict[str, str]) -> None:
    """Say what is in a file and what each column was taken for."""
    tell(_("{file}; rows: {rows}").format(file=seen.path.name, rows=f"{seen.rows:,}"))
    meaning = {column: name for name, column in {**seen.taken, **told}.items()}
    for column, samples in seen.samples.items():
        mark = f"→ {_(MEANINGS[meaning[column]])}" if column in meaning else ""
        text = "、".join(samples)
        while width(text) > SAMPLE:
            text = text.removesuffix("…")[:-1] + "…"
        tell(f"  {_padded(column, 16)} {_padded(text, SAMPLE + 2)} {mark}".rstrip())
    if seen.apart:
        tell("  " + _("The units stand apart: neighbours are sought across streets."))


def _padded(text: str, space: int) -> str:
    return text + " " * (space - width(text))


def _ask_profile() -> str:
    known = profiles()
    lines = []
    space = max(len(item.name) for item in known)
    for item in known:
        title = item.title.get(language(), item.name)
        lines.append(f"{item.name:{space}} {item.rules['min']:,}-{item.rules['max']:,}  {title}")
    names = [item.name for item in known]
    return choose(_("Standard"), names, lines, default=names.index("cn-2026") + 1)


def _ask_definition() -> str:
    return choose(
        _("What counts as a household (number, or your own words)"),
        DEFINITIONS,
        DEFINITIONS,
        own=True,
    )


def date(text: str) -> str:
    """Return a date as 2026-09 or 2026-09-30, also from 2026年9月 or 2026/9/30."""
    parts = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](?:(\d{1,2})日?)?)?", text.strip())
    if parts is None or not 1 <= int(parts[2]) <= 12 or not 1 <= int(parts[3] or 1) <= 31:
        raise click.UsageError(_("Write year and month, such as 2026-09."))
    return "-".join([parts[1], *(f"{int(part):02}" for part in parts.groups()[1:] if part)])
