"""``redistrict import``."""

import sys
from pathlib import Path
from typing import Any

import click

from redistrict.cli.guard import guarded
from redistrict.cli.language import language
from redistrict.cli.show import plain_findings, print_json, show_findings
from redistrict.cli.talk import talk, typed
from redistrict.domain.exits import Exit
from redistrict.domain.findings import Severity
from redistrict.domain.words import severity, translator
from redistrict.intake import homes
from redistrict.intake.estimates import RULES
from redistrict.run.importing import Imported, Wish, run

_ = translator(language())
FILE = click.Path(path_type=Path)
SYSTEMS = click.Choice(["gcj02", "bd09", "cgcs2000", "wgs84"])


@click.command(
    "import",
    help=_(
        "Make one clean file of units out of raw layers and ledgers. Every repair is listed in"
        " report.html and waits for --accept; what only you know is asked in answers.xlsx."
    ),
    epilog=_("Example: redistrict import units.shp --ledger 台账.xlsx --out clean --accept all"),
)
@click.argument("layers", nargs=-1, type=FILE)
@click.option("--ledger", "ledgers", multiple=True, type=FILE,
              help=_("Excel or CSV ledger, or a folder of them; may be repeated."))  # fmt: skip
@click.option("--out", required=True, type=click.Path(path_type=Path), help=_("Folder to write."))
@click.option("--accept", multiple=True, help=_("Confirm repairs: a code, or all."))
@click.option("--answers", type=FILE,
              help=_("Table of answers; answers.xlsx of the folder if not given."))  # fmt: skip
@click.option("--missing", type=click.Choice(RULES), default="ask",
              help=_("What units without households get."))  # fmt: skip
@click.option("--missing-community", type=click.Choice(homes.RULES), default="ask",
              help=_("What units without a community get."))  # fmt: skip
@click.option("--buildings", type=FILE,
              help=_("Buildings with floors, to estimate households from."))  # fmt: skip
@click.option("--roads", type=FILE,
              help=_("Lines that part the blocks, where units are not drawn."))  # fmt: skip
@click.option("--limit", type=FILE,
              help=_("Outline of the district, for derived units."))  # fmt: skip
@click.option("--crs", multiple=True,
              help=_("Coordinate system, such as EPSG:4547, gcj02, local; FILE=SYSTEM for one"
                     " file."))  # fmt: skip
@click.option("--points-crs", type=SYSTEMS, default=None,
              help=_("System of the ledger's longitudes and latitudes."))  # fmt: skip
@click.option("--seam", type=click.FloatRange(0, 5), default=1.0, show_default=True,
              help=_("Overlaps and gaps up to this width in metres are closed."))  # fmt: skip
@click.option("--encoding", multiple=True,
              help=_("Encoding of a shapefile's texts; FILE=ENCODING for one file."))  # fmt: skip
@click.option("--layer", "name", multiple=True,
              help=_("Layer in the file; FILE=LAYER for one file."))  # fmt: skip
@click.option("--sheet", default="", help=_("Sheet in the workbook; all for one ledger per sheet."))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of the results."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@talk
def command(lang: str | None, as_json: bool, seam: float, points_crs: str | None,
            **stated: Any) -> None:  # fmt: skip
    """Clean raw layers and ledgers."""
    tongue = lang or language()
    wish = Wish(**stated, seam_m=seam, points_crs=points_crs or "", language=tongue)
    with guarded(as_json=as_json):
        done = run(wish)
    show_findings(done.findings, tongue, notices=True)
    if as_json:
        print_json(
            {
                "clean": done.written,
                "units": done.units,
                "households": done.households,
                "columns": list(done.columns),
                "questions": done.questions,
                "file": done.file,
                "findings": plain_findings(done.findings, tongue),
            }
        )
    else:
        _tell(wish.out, done)
    if not done.written:
        sys.exit(Exit.INPUT)


def _tell(out: Path, done: Imported) -> None:
    """Print what there is now, and last what to do next."""
    click.echo(_("Units: {units}; households: {households}.").format(
        units=f"{done.units:,}", households=f"{done.households:,}"))  # fmt: skip
    click.echo(_("Report: {path}").format(path=out / "report.html"))
    if done.file:
        click.echo(_("Wrote {path}.").format(path=out / done.file))
        click.echo(
            _("Next: redistrict init plan --units {path}").format(path=typed(out / done.file))
        )
        return
    click.echo(_("Nothing clean was written yet; the raw files are unchanged."))
    codes = {item.code for item in done.findings if severity(item) is Severity.ERROR}
    steps = []
    if done.questions:
        steps.append(_("Fill in the column “answer” of {path}; questions open: {count}.").format(
            count=f"{done.questions:,}", path=out / "answers.xlsx"))  # fmt: skip
    if "IMPORT_ACCEPT" in codes:
        steps.append(_("Read {path}; --accept all confirms every repair in it.").format(
            path=out / "report.html"))  # fmt: skip
    if codes - {"IMPORT_ACCEPT"}:
        steps.append(_("Do what is said under every other error above."))
    for number, step in enumerate(steps, start=1):
        click.echo(f"  {number}. {step}")
    click.echo(_("Then run again: {command}").format(command=done.command))
