"""``redistrict profiles``."""

import click

from redistrict.cli.language import language
from redistrict.cli.show import print_json
from redistrict.cli.talk import talk
from redistrict.domain.rules import Profile
from redistrict.domain.words import translator
from redistrict.run.profiles import profiles

_ = translator(language())


@click.command(
    "profiles",
    help=_("List the published standards with their sources."),
    epilog=_("Example: redistrict profiles"),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of messages."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@talk
def command(lang: str | None, as_json: bool) -> None:
    """List the published standards with their sources."""
    del lang
    found = profiles()
    if as_json:
        print_json({item.name: _plain(item) for item in found})
        return
    for item in found:
        click.echo(
            _("{name}  {title} ({place}, {year})").format(
                name=item.name,
                title=item.title.get(language(), item.name),
                place=item.place,
                year=item.year,
            )
        )
        click.echo("  " + ", ".join(f"{key} = {value}" for key, value in item.rules.items()))
        click.echo("  " + _("household: {words}").format(words=item.households_mean))
        click.echo("  " + _("source: {words}").format(words=item.source))
        if item.qualifier:
            click.echo("  " + _("condition: {words}").format(words=item.qualifier))
        if item.note:
            click.echo("  " + _("note: {words}").format(words=item.note))
        click.echo()


def _plain(item: Profile) -> dict[str, object]:
    return {
        "title": dict(item.title),
        "place": item.place,
        "year": item.year,
        "rules": dict(item.rules),
        "households": item.households_mean,
        "source": item.source,
        "law": item.law,
        "qualifier": item.qualifier,
        "note": item.note,
    }
