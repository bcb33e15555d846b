"""``redistrict dossier``."""

from pathlib import Path

import click

from redistrict.cli.language import language
from redistrict.domain.words import translator
from redistrict.run.dossier import make_dossier

_ = translator(language())


@click.command(
    "dossier",
    help=_("Make the papers that go up for approval."),
    epilog=_("Example: redistrict dossier maps/yunquan"),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of the papers."))
@click.option("--pdf", is_flag=True, help=_("Write every paper as PDF too."))
def command(folder: Path, lang: str | None, pdf: bool) -> None:
    """Make the papers that go up for approval."""
    for path in make_dossier(folder, lang, pdf=pdf):
        click.echo(path)
    click.echo(_("Drafts for internal use: fill in the marked blanks before anything leaves."))
