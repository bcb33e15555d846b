"""``redistrict import``."""

import sys
from pathlib import Path

import click

from redistrict.cli.language import language
from redistrict.cli.show import plain_findings, print_json, show_findings
from redistrict.cli.talk import talk
from redistrict.domain.exits import Exit
from redistrict.domain.words import translator
from redistrict.run.importing import run

_ = translator(language())


@click.command(
    "import",
    help=_("Clean a raw layer and its ledger into one file of units, listing every repair."),
    epilog=_("Example: redistrict import units.shp --ledger 台账.xlsx --out clean --accept all"),
)
@click.argument("layer", type=click.Path(path_type=Path))
@click.option("--ledger", type=click.Path(path_type=Path), help=_("Excel or CSV ledger."))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=_("Folder to write."))
@click.option("--accept", multiple=True, help=_("Confirm repairs: a code, or all."))
@click.option("--missing", type=click.Choice(["refuse", "zero"]), default="refuse",
              help=_("What units without households get."))  # fmt: skip
@click.option("--crs", default="", help=_("Coordinate system, such as EPSG:4547, gcj02, local."))
@click.option("--encoding", default="", help=_("Encoding of a shapefile's texts."))
@click.option("--layer", "name", default="", help=_("Layer in the file."))
@click.option("--sheet", default="", help=_("Sheet in the workbook."))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of the results."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@talk
def command(
    layer: Path, ledger: Path | None, out: Path, accept: tuple[str, ...], missing: str, crs: str,
    encoding: str, name: str, sheet: str, lang: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Clean a raw layer and its ledger."""
    del lang  # read before, by cli.language
    done = run(layer, ledger, out, accept=accept, missing=missing, crs=crs, encoding=encoding,
               name=name, sheet=sheet)  # fmt: skip
    show_findings(done.findings, language(), notices=True)
    if as_json:
        print_json(
            {
                "clean": done.written,
                "units": done.units,
                "households": done.households,
                "columns": list(done.columns),
                "findings": plain_findings(done.findings, language()),
            }
        )
    else:
        click.echo(_("{units} units, {households} households.").format(
            units=done.units, households=done.households))  # fmt: skip
        click.echo(_("Wrote {path}.").format(path=out / ("units.gpkg" if done.written
                                                         else "repairs.csv")))  # fmt: skip
    if not done.written:
        sys.exit(Exit.INPUT)
