"""``redistrict doctor``."""

import dataclasses
import sys
from collections.abc import Sequence

import click

from redistrict.cli.language import language
from redistrict.cli.show import print_json
from redistrict.cli.talk import talk
from redistrict.domain.catalogue.entry import N_
from redistrict.domain.exits import Exit
from redistrict.domain.words import translator
from redistrict.report.text.table import width
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
    word = _("good") if item.good else _("missing") if item.needed else _("absent")
    words = item.use if item.good else item.remedy
    name = _name(item)
    space = " " * max(1, COLUMN - width(name))
    return f"{word:8}{name}{space}{item.detail}  {_(words) if words else ''}".rstrip()


def _name(item: Symptom) -> str:
    return _(NAMES.get(item.name, item.name))


NAMES = {
    "highs": N_("solver"),
    "cbc": N_("second solver"),
    "font": N_("font"),
    "chromium": "Chromium",
    "soffice": "LibreOffice",
    "typst": "Typst",
    "disk": N_("disk"),
    "console": N_("console"),
}
"""What is looked at, in the reader's words."""
COLUMN = 15


def _verdict(symptoms: Sequence[Symptom]) -> str:
    """Return in one sentence whether redistrict can be used."""
    missing = [_name(item) for item in symptoms if item.needed and not item.good]
    absent = [_name(item) for item in symptoms if not item.needed and not item.good]
    if missing:
        return _("redistrict cannot run yet; missing: {names}.").format(names=", ".join(missing))
    if absent:
        words = _("All that is needed is there; you can do without: {names}.")
        return words.format(names=", ".join(absent))
    return _("All is there.")
