"""``redistrict compare``."""

import dataclasses
from pathlib import Path
from typing import Any

import click

from redistrict.cli.guard import guarded
from redistrict.cli.language import language
from redistrict.cli.show import print_json
from redistrict.cli.talk import talk
from redistrict.domain.words import translator
from redistrict.report.text.comparison import compare_text
from redistrict.report.text.difference import difference_text
from redistrict.run.compare import compare, differing, write_overview

_ = translator(language())


@click.command(
    "compare",
    help=_("Compare proposals, as a table or as one page with a picture."),
    epilog="\n".join(
        (
            _("Example: redistrict compare maps/first maps/second"),
            _("Example: redistrict compare maps/yunquan --out overview.html"),
        )
    ),
)
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("Write the page here, and its picture beside it as PNG."),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of messages."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@talk
def command(folders: tuple[Path, ...], out: Path | None, lang: str | None, as_json: bool) -> None:
    """Compare proposals."""
    del lang
    with guarded(as_json=as_json):
        records = compare(folders)
        written = write_overview(folders, out, language()) if out else ()
        apart = differing(folders) if len(folders) == 2 else None
    if as_json:
        more: dict[str, Any] = {"difference": dataclasses.asdict(apart)} if apart else {}
        more |= {"written": [str(path) for path in written]} if written else {}
        print_json(
            {
                name: {
                    alternative: {
                        "communities_after": totals.communities_after,
                        "out_of_band": totals.out_of_band,
                        "exceptions": totals.exceptions,
                        "touched_communities": totals.touched_communities,
                        "moved_households": totals.moved_households,
                        "status": outcome.status.value,
                    }
                    for alternative, totals, outcome in record.alternatives
                }
                for name, record in records
            }
            | more
        )
    else:
        click.echo(compare_text(records, language()), nl=False)
        if apart:
            names = [name for name, _record in records]
            click.echo("\n" + difference_text(names, apart, language()), nl=False)
        if written:
            click.echo()
            click.echo(
                _("Written to {path}. Open {map} in a browser.").format(
                    path=written[1], map=written[0]
                )
            )
