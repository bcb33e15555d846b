"""``redistrict init``."""

import re
from collections.abc import Sequence
from pathlib import Path

import click

from redistrict.cli.complete import of_profiles
from redistrict.cli.language import language
from redistrict.cli.show import print_json
from redistrict.cli.talk import quiet, talk, tell
from redistrict.domain.catalogue.entry import N_
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.words import translator
from redistrict.intake.meanings import NEEDED, UNITS
from redistrict.report.text.table import width
from redistrict.run.init import Begun, Look, Start, init, look, need_room
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
SAMPLE = 40
"""Columns of a terminal for the samples of a column."""
DEFINITIONS = ("常住户", "户籍户", "入住户", "住宅套数")
"""What places count; the words stay Chinese in the papers, so they do here."""


@click.command(
    "init",
    help=_("Write a scenario file for your layer and ledger; what you leave out is asked."),
    epilog="\n".join(
        (
            _("Example: redistrict init plan"),
            _(
                "Example: redistrict init plan --units units.gpkg --ledger 台账.xlsx"
                " --profile cn-2026 --title 试算 --households-definition 常住户"
                " --as-of 2026-09 --source 区民政局"
            ),
        )
    ),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--units", type=click.Path(path_type=Path), help=_("Layer of units, or a table of compounds.")
)
@click.option("--layer", default="", help=_("Layer in the file, or sheet of the table."))
@click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    help=_("Excel or CSV ledger, joined to the layer by id."),
)
@click.option(
    "--profile",
    shell_complete=of_profiles,
    help=_("Published standard, see `redistrict profiles`."),
)
@click.option("--title", help=_("Title of the scenario."))
@click.option("--households-definition", help=_("What counts as a household; there is no default."))
@click.option("--as-of", help=_("Date of the counts, 2026-09 or 2026-09-30."))
@click.option("--source", help=_("Who counted."))
@click.option(
    "--column",
    "columns",
    multiple=True,
    help=_("A column by its meaning, such as households=户数; repeatable."),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of the results."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@talk
def command(
    folder: Path,
    units: Path | None,
    layer: str,
    ledger: Path | None,
    profile: str | None,
    title: str | None,
    households_definition: str | None,
    as_of: str | None,
    source: str | None,
    columns: tuple[str, ...],
    lang: str | None,
    as_json: bool,
) -> None:
    """Write a scenario file for your layer and ledger."""
    need_room(folder)
    told = dict(_pair(item) for item in columns)
    try:
        asked = units is None
        seen = look(units or _ask_file(_("Layer or table of units")), layer)
        if asked and not seen.table and ledger is None:
            answer = click.prompt(
                _("Ledger joined by id (Enter if none)"), default="", show_default=False
            )
            ledger = Path(answer) if answer else None
        beside = look(ledger) if ledger else None
        missing = [name for name in NEEDED if not _known(name, seen, beside, told)]
        if not quiet():
            _show_columns(seen, told)
            if beside:
                _show_columns(beside, told)
        for name in missing if asked else ():
            told |= _ask_column(name, seen, beside)
        start = Start(
            units=seen,
            ledger=beside,
            profile=profile or _ask_profile(),
            title=title or click.prompt(_("Title")),
            households_definition=households_definition or _ask_definition(),
            as_of=_date(as_of) if as_of else _ask_date(),
            source=source or click.prompt(_("Who counted")),
            language=lang or language(),
            columns=told,
        )
    except click.Abort as stopped:
        raise click.UsageError(
            _(
                "Answer the questions, or give --units, --profile, --title,"
                " --households-definition, --as-of and --source."
            )
        ) from stopped
    except Failure as failure:
        if failure.exit_code is Exit.INPUT:
            tell(_("A raw file is made plain by: redistrict import LAYER --ledger TABLE --out DIR"))
        raise
    _report(init(folder, start), as_json)


def _report(begun: Begun, as_json: bool) -> None:
    if as_json:
        print_json({"scenario": str(begun.path), "columns": begun.taken, "missing": begun.missing})
        return
    click.echo(_("Written: {path}").format(path=begun.path))
    if begun.missing:
        click.echo(
            _("Not recognised: {list}. Write these columns into {path}.").format(
                list=", ".join(begun.missing), path=begun.path
            )
        )
    click.echo(_("Next: redistrict check {path}").format(path=_shell(begun.path)))


def _shell(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


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


def _ask_file(words: str) -> Path:
    return Path(str(click.prompt(words, type=click.Path(exists=True, dir_okay=False))))


def _ask_column(name: str, seen: Look, beside: Look | None) -> dict[str, str]:
    known = [*seen.samples, *(beside.samples if beside else ())]
    words = _("Which column holds: {meaning}? (Enter to leave open)").format(
        meaning=_(MEANINGS[name])
    )
    answer = click.prompt(
        words, type=click.Choice(["", *known]), default="", show_choices=False, show_default=False
    )
    return {name: answer} if answer else {}


def _ask_profile() -> str:
    known = profiles()
    lines = []
    space = max(len(item.name) for item in known)
    for item in known:
        title = item.title.get(language(), item.name)
        lines.append(f"{item.name:{space}} {item.rules['min']:,}-{item.rules['max']:,}  {title}")
    names = [item.name for item in known]
    return _choose(_("Standard"), names, lines, default=names.index("cn-2026") + 1)


def _ask_definition() -> str:
    return _choose(
        _("What counts as a household (number, or your own words)"),
        DEFINITIONS,
        DEFINITIONS,
        own=True,
    )


def _choose(
    words: str,
    values: Sequence[str],
    lines: Sequence[str],
    *,
    default: int = 0,
    own: bool = False,
) -> str:
    for place, line in enumerate(lines, 1):
        click.echo(f"  {place:2}  {line}", err=True)

    def read(text: str) -> str:
        if text.isdecimal() and 0 < int(text) <= len(values):
            return values[int(text) - 1]
        if text in values or (own and text.strip() and not text.isdecimal()):
            return text
        raise click.UsageError(_("Type a number from 1 to {count}.").format(count=len(values)))

    return str(click.prompt(words, default=str(default) if default else None, value_proc=read))


def _ask_date() -> str:
    return str(click.prompt(_("Date of the counts (such as 2026-09)"), value_proc=_date))


def _date(text: str) -> str:
    """Return a date as 2026-09 or 2026-09-30, also from 2026年9月 or 2026/9/30."""
    parts = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](?:(\d{1,2})日?)?)?", text.strip())
    if parts is None or not 1 <= int(parts[2]) <= 12 or not 1 <= int(parts[3] or 1) <= 31:
        raise click.UsageError(_("Write year and month, such as 2026-09."))
    return "-".join([parts[1], *(f"{int(part):02}" for part in parts.groups()[1:] if part)])


def _pair(text: str) -> tuple[str, str]:
    meaning, sign, column = text.partition("=")
    if not sign or meaning not in UNITS:
        known = ", ".join(UNITS)
        raise click.BadParameter(
            _(
                "Give it as meaning=column, such as households=户数; known meanings: {known}."
            ).format(known=known)
        )
    return meaning, column
