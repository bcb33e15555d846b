"""``redistrict map``."""

from pathlib import Path

import click

from redistrict.cli.guard import guarded
from redistrict.cli.language import language
from redistrict.cli.show import print_json
from redistrict.cli.talk import talk
from redistrict.domain.words import translator
from redistrict.run.page import online_page, public_page, remake

_ = translator(language())


@click.command(
    "map",
    help=_("Make the map page again, or a page for the public."),
    epilog=_("Example: redistrict map maps/yunquan --public notice.html"),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--public",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("Write a page without verdicts and sensitive places to this file."),
)
@click.option(
    "--online",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("Write a page with a base map from --tiles, off until it is switched on."),
)
@click.option("--tiles", help=_("Address of map tiles with {x}, {y}, {z}, key included."))
@click.option("--credit", default="", help=_("Name and approval number of the base map."))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of the page."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@talk
def command(
    folder: Path,
    public: Path | None,
    online: Path | None,
    tiles: str | None,
    credit: str,
    lang: str | None,
    as_json: bool,
) -> None:
    """Make the map page again, or a page for the public."""
    if bool(online) != bool(tiles) or (public and online):
        raise click.UsageError(_("--online and --tiles belong together, without --public."))
    with guarded(as_json=as_json):
        if online and tiles:
            path = online_page(folder, online, tiles, credit, lang)
        else:
            path = public_page(folder, public, lang) if public else remake(folder)
    if as_json:
        print_json({"written": [str(path)]})
        return
    click.echo(_("Written: {path}").format(path=path))
