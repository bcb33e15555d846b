"""``redistrict propose``."""

import math
import sys
from pathlib import Path
from threading import Event, Thread

import click

from redistrict.cli.guard import guarded
from redistrict.cli.language import language
from redistrict.cli.show import plain_findings, print_json, show_findings
from redistrict.cli.talk import Steps, quiet, talk, tell, typed, verbose
from redistrict.domain.catalogue.entry import N_
from redistrict.domain.exits import Exit
from redistrict.domain.level import at_level
from redistrict.domain.outcome import Status
from redistrict.domain.record import Record
from redistrict.domain.rules import TODAY
from redistrict.domain.sweep import SWEEPS
from redistrict.domain.words import translator
from redistrict.report.text.labels import TIERS, alternative, outcome_words
from redistrict.report.text.steps import step_lines
from redistrict.report.text.summary import summary
from redistrict.run.levels import propose_levels
from redistrict.run.propose import Wish
from redistrict.solve.solved import Ended, Progress
from redistrict.store.sweep import read_sweep
from redistrict.store.trials import read_trials

_ = translator(language())
PAUSE = 5.0
"""Seconds between two lines on one problem."""
SOON = 10.0
"""Seconds of solving before which nothing is said of the time left."""
SILENCE = 30.0
"""Seconds after which a line says what is still being solved."""


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
@click.option(
    "--cluster",
    metavar=_("ADDRESS"),
    default="",
    help=_("Solve on a Dask cluster, such as tcp://10.0.0.5:8786 (docs/cluster.md)."),
)
@click.option(
    "--sensitivity", is_flag=True, help=_("Try the recommended plan with other weights and counts.")
)
@click.option(
    "--sweep",
    type=click.Choice(sorted(SWEEPS)),
    default=None,
    help=_("Show what the second goal gains as more change is allowed."),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of the results."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@talk
def command(
    scenario: Path,
    out: Path,
    subdistricts: tuple[str, ...],
    time_limit: float | None,
    gap: float | None,
    workers: int | None,
    cluster: str,
    sensitivity: bool,
    sweep: str | None,
    lang: str | None,
    as_json: bool,
) -> None:
    """Find, verify and write a proposal."""
    wish = Wish(subdistricts, time_limit, gap, workers, lang, sensitivity, cluster, sweep or "")
    steps = Steps()
    with guarded(steps, as_json=as_json) as say:
        records = propose_levels(scenario, out, wish, None if quiet() else Ticker(steps), say)
    record = records[0]
    show_findings(record.findings, language(), notices=verbose())
    if as_json:
        print_json(_plain(record, out))
    else:
        tongue = at_level(language(), record.statement.level)
        click.echo(summary(record, tongue, read_trials(out), read_sweep(out)), nl=False)
        for below in records[1:]:
            tongue = at_level(language(), below.statement.level)
            click.echo("\n" + summary(below, tongue), nl=False)
        for line in ("", *steps_taken) if (steps_taken := step_lines(records, language())) else ():
            click.echo(line)
        click.echo()
        click.echo(
            _("Written to {path}. Open {map} in a browser.").format(path=out, map=out / "map.html")
        )
        if record.complete:
            click.echo(_("Next: redistrict dossier {path}").format(path=typed(out)))
    if not record.complete:
        for line in _advice(record):
            click.echo(line, err=True)
        sys.exit(Exit.STOPPED)


def _advice(record: Record) -> list[str]:
    """Return what to do about a proposal that lacks a plan somewhere."""
    lines = [_("Not every subdistrict has a plan: the proposal is incomplete.")]
    causes = record.outcome.stopped_by.split(", ")
    lines += [_(ADVICE[cause]) for cause in ADVICE if cause in causes]
    whole = [
        name
        for name, _totals, outcome in record.alternatives
        if name not in (TODAY, record.recommended)
        and outcome.status in (Status.PROVEN, Status.FEASIBLE)
    ]
    lines += [
        _('“{name}” has a plan everywhere: recommended = "{key}" in [goals] takes it.').format(
            name=alternative(name, language()), key=name
        )
        for name in whole
    ]
    return lines


ADVICE = {
    "time": N_("Give more time: --time-limit, or time_limit_s in the scenario."),
    "interrupt": N_("Run it again and let it end."),
    "nodes": N_(
        'Time is not what lacks: allow more actions in [goals] ("reshape"), and freeze'
        " communities that lie in pieces ([[locks]])."
    ),
}
"""What helps where a solve ended without a plan, by what stopped it."""


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
    """Print how far the solver is: a line per subdistrict at most every five seconds."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._last: dict[tuple[str, str], tuple[float, tuple[object, ...]]] = {}
        self._open: dict[tuple[str, str], Progress] = {}
        self._spoke = steps.seconds
        self._began: float | None = None
        self._over = Event()

    def __call__(self, news: Progress | Ended) -> None:
        """Print one line, unless the last of its subdistrict is fresh or says the same."""
        if self._began is None:
            self._began = self._steps.seconds
        self._remember(news)
        if isinstance(news, Ended):
            self._ended(news)
            return
        key = (news.subdistrict, news.alternative)
        said = (news.tier, news.incumbent, news.bound)
        then, before = self._last.get(key, (0.0, ()))
        now = self._steps.seconds
        if said == before or (before and now - then < PAUSE) or news.seconds < 1:
            return
        if news.incumbent is None and news.bound is None:
            return
        self._last[key] = (now, said)
        words = _("found {found}, bound {bound}, gap {gap}").format(
            found=_number(news.incumbent),
            bound=_number(news.bound),
            gap="—" if news.gap is None else f"{news.gap:.2%}",
        )
        goal = _(TIERS[news.tier]) if news.tier else "—"
        self._line(news, f"{goal} — {words}")

    def _remember(self, news: Progress | Ended) -> None:
        """Keep what is still being solved, and begin to watch for silence."""
        key = (news.subdistrict, news.alternative)
        if isinstance(news, Progress):
            if not self._open:
                self._over.clear()
                Thread(target=self._watch, args=(self._over,), daemon=True).start()
            self._open[key] = news
            return
        self._open.pop(key, None)
        if not self._open:
            self._over.set()
            self._over = Event()

    def _watch(self, over: Event) -> None:
        """Say after a long silence that the work goes on."""
        while not over.wait(SILENCE / 6):
            if self._steps.seconds - self._spoke < SILENCE:
                continue
            for news in list(self._open.values()):
                words = _("still solving, found {found}, bound {bound}; Ctrl-C keeps the best plan")
                if news.incumbent is None and news.bound is None:
                    words = _("still solving, nothing to show yet; Ctrl-C stops")
                self._line(
                    news, words.format(found=_number(news.incumbent), bound=_number(news.bound))
                )

    def _ended(self, news: Ended) -> None:
        words = _("{done} of {of} done").format(done=news.done, of=news.of)
        if left := self._left(news):
            words = _("{done} of {of} done, about {left} left").format(
                done=news.done, of=news.of, left=left
            )
        self._line(news, f"{outcome_words(news.outcome, language())}  ({words})")

    def _left(self, news: Ended) -> str:
        """Return how long the rest may take, as fast by the unit as those that have ended."""
        spent = self._steps.seconds - (self._began or 0.0)
        if spent < SOON or not 0 < news.left < 1:
            return ""
        rest = spent * news.left / (1 - news.left)
        if rest < 2 * 60:
            return _("{seconds} s").format(seconds=10 * math.ceil(rest / 10))
        return _("{minutes} min").format(minutes=math.ceil(rest / 60))

    def _line(self, news: Progress | Ended, words: str) -> None:
        self._spoke = self._steps.seconds
        who = f"{news.subdistrict} · {alternative(news.alternative, language())}"
        line = _("{place}: {words}").format(place=who, words=words)
        tell(_("{seconds:5.0f} s  {words}").format(seconds=self._steps.seconds, words=line))


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:,.0f}"
