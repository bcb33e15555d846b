"""``redistrict revise``."""

from pathlib import Path

import click

from redistrict.cli.guard import guarded
from redistrict.cli.language import language
from redistrict.cli.propose import Ticker
from redistrict.cli.show import plain_findings, print_json, show_findings
from redistrict.cli.talk import Steps, quiet, talk, typed
from redistrict.domain.words import translator
from redistrict.report.text.revision import revision
from redistrict.run.propose import Wish
from redistrict.run.revise import Revision, revise

_ = translator(language())


@click.command(
    "revise",
    help=_("Take a reviewer's file back into the plan."),
    epilog=_("Example: redistrict revise maps/yunquan review.json --out maps/yunquan-2 --solve"),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("review", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=_("Folder to write."))
@click.option(
    "--solve",
    is_flag=True,
    help=_("Fix what the review says and solve the rest of its subdistricts again."),
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    help=_("Seconds per subdistrict and alternative; without it the run is the same everywhere."),
)
@click.option("--workers", type=click.IntRange(min=1), help=_("Processes at once; 2 by default."))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of the results."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@talk
def command(
    folder: Path,
    review: Path,
    out: Path,
    solve: bool,
    time_limit: float | None,
    workers: int | None,
    lang: str | None,
    as_json: bool,
) -> None:
    """Take a reviewer's file back into the plan."""
    wish = Wish(time_limit_s=time_limit, workers=workers, language=lang)
    steps = Steps()
    ticker = None if quiet() else Ticker(steps)
    with guarded(steps, as_json=as_json) as say:
        made = revise(folder, review, out, wish, ticker, solve=solve, say=say)
    show_findings(made.after.findings, language())
    if as_json:
        print_json(_plain(made, out))
        return
    click.echo(
        revision(
            made.before,
            made.after,
            made.fresh,
            moves=len(made.review.moves),
            locks=len(made.review.locks),
            widened=made.widened,
            language=language(),
        )
    )
    click.echo()
    click.echo(
        _("Written to {path}. Open {map} in a browser.").format(path=out, map=out / "map.html")
    )
    click.echo(_("Next: redistrict dossier {path}").format(path=typed(out)))


def _plain(made: Revision, out: Path) -> dict[str, object]:
    return {
        "folder": str(out),
        "reviewed": made.before.check_code,
        "check_code": made.after.check_code,
        "status": made.after.outcome.status.value,
        "moves": len(made.review.moves),
        "locks": [lock.kind.value for lock in made.locks],
        "comments": len(made.fresh),
        "open_comments": sum(not item.answer for item in made.fresh),
        "widened": made.widened,
        "moved_households": made.after.totals.moved_households,
        "findings": plain_findings(made.after.findings, language()),
    }
