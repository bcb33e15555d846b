"""``redistrict draft``."""

from pathlib import Path

import click

from redistrict.cli.language import language
from redistrict.domain.words import translator
from redistrict.run.draft import draft

_ = translator(language())


@click.command(
    "draft",
    help=_("Open today's state as a page, without solving."),
    epilog=_("Example: redistrict draft scenarios/yunquan.toml --out maps/today"),
)
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=_("Folder to write."))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of the results."))
def command(scenario: Path, out: Path, lang: str | None) -> None:
    """Open today's state as a page, without solving."""
    draft(scenario, out, lang)
    click.echo(
        _("Written to {path}. Open {map} in a browser.").format(path=out, map=out / "map.html")
    )
