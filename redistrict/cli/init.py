"""``redistrict init``."""

from pathlib import Path

import click

from redistrict.cli.complete import of_profiles
from redistrict.cli.interview import Interview, date, need_table
from redistrict.cli.language import language
from redistrict.cli.questions import in_turn
from redistrict.cli.show import print_json
from redistrict.cli.talk import talk, tell
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.words import translator
from redistrict.intake.meanings import UNITS
from redistrict.run.init import Begun, init, need_room

_ = translator(language())


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
    first = Interview(
        units=units,
        layer=layer,
        ledger=need_table(ledger) if ledger else None,
        told=dict(_pair(item) for item in columns),
        given={
            "profile": profile or "",
            "title": title or "",
            "households_definition": households_definition or "",
            "as_of": date(as_of) if as_of else "",
            "source": source or "",
        },
        as_json=as_json,
    )
    try:
        in_turn(first.questions())
    except click.Abort as stopped:
        raise click.UsageError(
            _(
                "Answer the questions, or give --units, --profile, --title,"
                " --households-definition, --as-of and --source."
            )
        ) from stopped
    except Failure as failure:
        lost = any(item.code == "FILE_MISSING" for item in failure.findings)
        if failure.exit_code is Exit.INPUT and not lost:
            tell(_("A raw file is made plain by: redistrict import LAYER --ledger TABLE --out DIR"))
        raise
    _report(init(folder, first.start(lang or language())), as_json)


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
