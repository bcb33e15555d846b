"""``redistrict split``."""

import dataclasses
from pathlib import Path

import click

from redistrict.cli.complete import of_communities
from redistrict.cli.guard import guarded
from redistrict.cli.language import language
from redistrict.cli.show import print_json
from redistrict.cli.talk import Steps, talk
from redistrict.domain.words import translator
from redistrict.report.text.division import division_text
from redistrict.run.split import split

_ = translator(language())


@click.command(
    "split",
    help=_("List the roads along which a community could be split."),
    epilog=_("Example: redistrict split scenarios/yunquan.toml --community YQ-C-001"),
)
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option(
    "--community",
    required=True,
    shell_complete=of_communities,
    help=_("Id or name of the community."),
)
@click.option("--along", help=_("Only along this road."))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of messages."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@talk
def command(
    scenario: Path, community: str, along: str | None, lang: str | None, as_json: bool
) -> None:
    """List the roads along which a community could be split."""
    del lang
    with guarded(Steps(), as_json=as_json) as say:
        found = split(scenario, community, along, say)
    if as_json:
        print_json([dataclasses.asdict(item) | {"fits": item.fits} for item in found])
    else:
        click.echo(division_text(found, language()), nl=False)
