"""``redistrict propose``."""

import sys
import time
from pathlib import Path

import click

from redistrict.cli.language import language
from redistrict.cli.show import plain_findings, print_json, show_findings
from redistrict.domain.exits import Exit
from redistrict.domain.record import Record
from redistrict.domain.words import translator
from redistrict.report.text.labels import alternative
from redistrict.report.text.summary import summary
from redistrict.run.propose import Wish, propose
from redistrict.solve.solved import Progress

_ = translator(language())


@click.command(
    "propose",
    help=_("Find, verify and write a proposal."),
    epilog=_("Example: redistrict propose scenarios/yunquan.toml --out maps/yunquan"),
)
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=_("Folder to write."))
@click.option("--subdistrict", "subdistricts", multiple=True, help=_("Only this one; repeatable."))
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    help=_("Seconds per subdistrict and alternative; without it the run is the same everywhere."),
)
@click.option("--gap", type=click.FloatRange(0, 1, max_open=True), help=_("Stop at this gap."))
@click.option("--workers", type=click.IntRange(min=1), help=_("Processes at once; 2 by default."))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of the results."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@click.option("-q", "--quiet", is_flag=True, help=_("No progress."))
def command(
    scenario: Path,
    out: Path,
    subdistricts: tuple[str, ...],
    time_limit: float | None,
    gap: float | None,
    workers: int | None,
    lang: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Find, verify and write a proposal."""
    wish = Wish(subdistricts, time_limit, gap, workers, lang)
    record = propose(scenario, out, wish, None if quiet else Ticker())
    show_findings(record.findings, language())
    if as_json:
        print_json(_plain(record, out))
    else:
        click.echo(summary(record, language()), nl=False)
        click.echo()
        click.echo(
            _("Written to {path}. Open {map} in a browser.").format(path=out, map=out / "map.html")
        )
        click.echo(_("Next: redistrict dossier {path}").format(path=out))
    if not record.complete:
        click.echo(_("Not every subdistrict has a plan: the proposal is incomplete."), err=True)
        sys.exit(Exit.STOPPED)


def _plain(record: Record, out: Path) -> dict[str, object]:
    return {
        "folder": str(out),
        "alternative": record.alternative,
        "status": record.outcome.status.value,
        "complete": record.complete,
        "communities_before": record.totals.communities_before,
        "communities_after": record.totals.communities_after,
        "moved_households": record.totals.moved_households,
        "check_code": record.check_code,
        "findings": plain_findings(record.findings, language()),
    }


class Ticker:
    """Print progress to stderr, a line per subdistrict at most every two seconds."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], tuple[float, tuple[object, ...]]] = {}

    def __call__(self, step: Progress) -> None:
        """Print one step, unless the last of its subdistrict is fresh or the same."""
        key = (step.subdistrict, step.alternative)
        news = (step.tier, step.incumbent, step.bound)
        then, before = self._last.get(key, (0.0, ()))
        now = time.monotonic()
        if news == before or now - then < 2:
            return
        self._last[key] = (now, news)
        gap = "—" if step.gap is None else f"{step.gap:.2%}"
        click.echo(
            _(
                "{seconds:6.0f} s  {subdistrict} · {alternative}: goal {tier}, found {found}, bound"
                " {bound}, gap {gap}"
            ).format(
                seconds=step.seconds,
                subdistrict=step.subdistrict,
                alternative=alternative(step.alternative, language()),
                tier=step.tier.value if step.tier else "—",
                found=_number(step.incumbent),
                bound=_number(step.bound),
                gap=gap,
            ),
            err=True,
        )


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:,.0f}"
