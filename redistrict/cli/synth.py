"""``redistrict synth``."""

from pathlib import Path

import click

from redistrict.cli.language import language
from redistrict.cli.show import print_json
from redistrict.cli.talk import talk, typed
from redistrict.domain.words import translator
from redistrict.synth import LIKE, SIZES, make
from redistrict.synth import messy as faults

_ = translator(language())


@click.command(
    "synth",
    help=_("Make a fictional city to try the tool on: layers, ledgers and a scenario."),
    epilog=_("Example: redistrict synth --out mycity --seed 7"),
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help=_("Folder.")
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=None,
    help=_("Another seed gives another city."),
)
@click.option(
    "--like",
    type=click.Choice(LIKE),
    default=LIKE[0],
    show_default=True,
    help=_("Whose order of size the city follows."),
)
@click.option(
    "--size",
    type=click.Choice(SIZES),
    default=SIZES[0],
    show_default=True,
    help=_("The whole city or two subdistricts."),
)
@click.option(
    "--messy", is_flag=True, help=_("Raw files with every usual fault, to try import on.")
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of messages."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@talk
def command(
    out: Path,
    seed: int | None,
    like: str,
    size: str,
    messy: bool,
    lang: str | None,
    as_json: bool,
) -> None:
    """Make a fictional city to try the tool on."""
    del lang
    if messy:
        faults.write(out)
        if as_json:
            print_json({"folder": str(out)})
        else:
            click.echo(_("Written: {path}").format(path=out))
        return
    if size != SIZES[0] and like != LIKE[0]:
        raise click.UsageError(_("Only {place} can be made small.").format(place=LIKE[0]))
    scenario = make(out, seed, size, like)
    if as_json:
        print_json({"scenario": str(scenario)})
        return
    click.echo(_("Written: {path}").format(path=scenario))
    click.echo(_("Next: redistrict check {path}").format(path=typed(scenario)))
