"""``redistrict dossier``."""

from collections import Counter
from pathlib import Path

import click

from redistrict.cli.guard import guarded
from redistrict.cli.language import language
from redistrict.cli.show import print_json, show_findings
from redistrict.cli.talk import Steps, talk, verbose
from redistrict.domain.words import translator
from redistrict.run.dossier import make_dossier, neutral

_ = translator(language())


@click.command(
    "dossier",
    help=_("Make the papers that go up for approval."),
    epilog=_("Example: redistrict dossier maps/yunquan"),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of the papers."))
@click.option("--pdf", is_flag=True, help=_("Write every paper as PDF too."))
@click.option(
    "--opinions",
    "tallies",
    multiple=True,
    type=click.Path(path_type=Path),
    help=_("Filled tally sheet (table 5) of a consultation; may be given several times."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@talk
def command(
    folder: Path, lang: str | None, pdf: bool, tallies: tuple[Path, ...], as_json: bool
) -> None:
    """Make the papers that go up for approval."""
    with guarded(Steps(), as_json=as_json) as say:
        papers = make_dossier(folder, lang, pdf=pdf, tallies=tallies, say=say)
    show_findings(neutral(folder, lang), language(), notices=True)
    if as_json:
        print_json({"written": [str(path) for path in papers]})
        return
    root = folder / "dossier"
    if verbose():
        for path in papers:
            click.echo(path)
    else:
        inside = Counter(path.relative_to(root).parts[0] for path in papers)
        for name, count in inside.items():
            files = "" if (root / name).is_file() else _("files: {count}").format(count=count)
            click.echo(f"  {name}  {files}".rstrip())
    click.echo(
        _("Written to {path}: {count} files (-v lists them).").format(path=root, count=len(papers))
    )
    click.echo(_("Drafts for internal use: fill in the marked blanks before anything leaves."))
