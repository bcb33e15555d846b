"""What a command says on the way: ``-q``, ``-v``, and lines of progress on stderr."""

import time
from collections.abc import Callable
from typing import Any

import click

from redistrict.cli.language import language
from redistrict.domain.catalogue.entry import N_
from redistrict.domain.step import Stage, Step
from redistrict.domain.words import translator

_ = translator(language())
QUIET, VERBOSE = "redistrict.quiet", "redistrict.verbose"


def talk(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options ``-q`` and ``-v``."""
    for mark, flags, words in (
        (VERBOSE, ("-v", "--verbose"), _("All findings, and details of internal faults.")),
        (QUIET, ("-q", "--quiet"), _("No progress.")),
    ):
        command = click.option(
            *flags, is_flag=True, expose_value=False, callback=_note(mark), help=words
        )(command)
    return command


def _note(mark: str) -> Callable[[click.Context, click.Parameter, bool], None]:
    def note(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        del param
        if value:
            ctx.meta[mark] = True

    return note


def quiet() -> bool:
    """Return whether the caller wants no progress."""
    return _said(QUIET)


def verbose() -> bool:
    """Return whether the caller wants all there is."""
    return _said(VERBOSE)


def _said(mark: str) -> bool:
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(mark))


def typed(path: object) -> str:
    """Return a path as it is typed in a command: in quotes where it holds a space."""
    text = str(path)
    return f'"{text}"' if " " in text else text


def tell(text: str) -> None:
    """Print a line of progress to stderr unless the caller wants none."""
    if not quiet():
        click.echo(text, err=True)


class Steps:
    """Prints the steps of a command, with the seconds since it began."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """Seconds since the command began."""
        return time.monotonic() - self._began

    def __call__(self, step: Step) -> None:
        """Print one step."""
        words = _(WORDS[step.stage]).format(**{name: f"{n:,}" for name, n in step.facts.items()})
        tell(_("{seconds:5.0f} s  {words}").format(seconds=self.seconds, words=words))


WORDS = {
    Stage.READ: N_("reading scenario, layers and ledgers"),
    Stage.UNITS: N_("units read: {units}"),
    Stage.LAND: N_("units read: {units}; dividing the land between them"),
    Stage.SOLVE: N_(
        "communities: {communities}; subdistricts: {subdistricts}; problems to solve: {jobs}"
    ),
    Stage.VERIFY: N_("solved; the verifier reads the raw files again"),
    Stage.PRINT: N_("accepted; writing the pages"),
    Stage.PAPERS: N_("writing the papers: {done} of {of} subdistricts done"),
    Stage.CHECK: N_("the verifier reads the papers"),
}
