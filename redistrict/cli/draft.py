"""``redistrict draft``."""

from pathlib import Path

import click

from redistrict.cli.guard import guarded
from redistrict.cli.language import language
from redistrict.cli.show import print_json, show_findings
from redistrict.cli.talk import Steps, talk, typed
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
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@talk
def command(scenario: Path, out: Path, lang: str | None, as_json: bool) -> None:
    """Open today's state as a page, without solving."""
    with guarded(Steps(), as_json=as_json) as say:
        record = draft(scenario, out, lang, say)
    show_findings(record.findings, language())
    if as_json:
        print_json({"folder": str(out), "map": str(out / "map.html")})
        return
    click.echo(
        _("Written to {path}. Open {map} in a browser.").format(path=out, map=out / "map.html")
    )
    click.echo(_("Next: redistrict propose {scenario} --out DIR").format(scenario=typed(scenario)))
