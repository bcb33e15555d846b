"""``redistrict doctor``."""

import dataclasses
import sys
from collections.abc import Sequence

import click

from redistrict.cli.language import language
from redistrict.cli.show import print_json
from redistrict.cli.talk import talk
from redistrict.domain.exits import Exit
from redistrict.domain.words import translator
from redistrict.run.doctor import Symptom, examine

_ = translator(language())


@click.command(
    "doctor",
    help=_("Check the installation."),
    epilog=_("Example: redistrict doctor"),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of messages."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@talk
def command(lang: str | None, as_json: bool) -> None:
    """Check the installation."""
    del lang
    symptoms = examine()
    if as_json:
        print_json([dataclasses.asdict(item) for item in symptoms])
    else:
        for item in symptoms:
            click.echo(_line(item))
        click.echo(_verdict(symptoms))
    if not all(item.good for item in symptoms if item.needed):
        sys.exit(Exit.SCENARIO)


def _line(item: Symptom) -> str:
    if item.good:
        return (
            f"{_('good'):8}{item.name:10} {item.detail}  {_(item.use) if item.use else ''}".rstrip()
        )
    word = _("missing") if item.needed else _("absent")
    return f"{word:8}{item.name:10} {item.detail}  {_(item.remedy) if item.remedy else ''}".rstrip()


def _verdict(symptoms: Sequence[Symptom]) -> str:
    """Return in one sentence whether redistrict can be used."""
    missing = [item.name for item in symptoms if item.needed and not item.good]
    absent = [item.name for item in symptoms if not item.needed and not item.good]
    if missing:
        return _("redistrict cannot run yet; missing: {names}.").format(names=", ".join(missing))
    if absent:
        words = _("All that is needed is there; you can do without: {names}.")
        return words.format(names=", ".join(absent))
    return _("All is there.")
