"""``redistrict init``."""

from pathlib import Path

import click

from redistrict.cli.language import language
from redistrict.cli.talk import talk
from redistrict.domain.words import translator
from redistrict.intake.guess import USUAL
from redistrict.run.init import Start, init

_ = translator(language())


@click.command(
    "init",
    help=_("Write a scenario file for your layer and ledger."),
    epilog=_(
        "Example: redistrict init plan --units units.gpkg --profile cn-2026"
        " --households-definition 常住户 --as-of 2026-09 --source 区民政局"
    ),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--units",
    type=click.Path(path_type=Path),
    prompt=_("Layer or table of units"),
    help=_("Layer of units, or a table of compounds."),
)
@click.option(
    "--profile",
    default="cn-2026",
    prompt=_("Standard"),
    help=_("Published standard, see `redistrict profiles`."),
)
@click.option("--title", prompt=_("Title"), help=_("Title of the scenario."))
@click.option(
    "--households-definition",
    prompt=_("What counts as a household (such as 常住户)"),
    help=_("What counts as a household; there is no default."),
)
@click.option(
    "--as-of",
    prompt=_("Date of the counts (such as 2026-09)"),
    help=_("Date of the counts, 2026-09 or 2026-09-30."),
)
@click.option("--source", prompt=_("Who counted"), help=_("Who counted."))
@click.option(
    "--column",
    "columns",
    multiple=True,
    help=_("A column by its meaning, such as households=户数; repeatable."),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of the results."))
@talk
def command(
    folder: Path,
    units: Path,
    profile: str,
    title: str,
    households_definition: str,
    as_of: str,
    source: str,
    columns: tuple[str, ...],
    lang: str | None,
) -> None:
    """Write a scenario file for your layer and ledger."""
    start = Start(
        units=units,
        profile=profile,
        title=title,
        households_definition=households_definition,
        as_of=as_of,
        source=source,
        language=lang or language(),
        columns=dict(_pair(item) for item in columns),
    )
    path, taken, missing = init(folder, start)
    told = ", ".join(f"{meaning} = {column}" for meaning, column in taken.items())
    click.echo(_("Columns taken: {list}").format(list=told))
    if missing:
        click.echo(
            _("Not recognised: {list}. Write these columns into {path}.").format(
                list=", ".join(missing), path=path
            )
        )
    click.echo(_("Next: redistrict check {path}").format(path=path))


def _pair(text: str) -> tuple[str, str]:
    meaning, sign, column = text.partition("=")
    if not sign or meaning not in USUAL:
        known = ", ".join(USUAL)
        raise click.BadParameter(
            _(
                "Give it as meaning=column, such as households=户数; known meanings: {known}."
            ).format(known=known)
        )
    return meaning, column
