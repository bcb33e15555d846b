"""The command group; a command's module is imported only when it is used."""

import importlib
import os
import sys
import traceback
from difflib import get_close_matches
from typing import Any

import click

from redistrict import __version__
from redistrict.cli.language import language, speak
from redistrict.cli.show import print_json, show_failure
from redistrict.domain.catalogue.entry import N_
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.words import translator

COMMANDS = {
    "init": "init",
    "profiles": "profiles",
    "import": "import_",
    "check": "check",
    "propose": "propose",
    "verify": "verify",
    "map": "map",
    "dossier": "dossier",
    "compare": "compare",
    "revise": "revise",
    "split": "split",
    "draft": "draft",
    "synth": "synth",
    "doctor": "doctor",
}

speak()
_ = translator(language())


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports them one by one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which a planner meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, or ``None`` where there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"redistrict.cli.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        command.epilog = f"\b\n{command.epilog}"  # an example is typed as it stands: not wrapped
        command.options_metavar = _("[OPTIONS]")
        for param in command.params:
            _name_value(param)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; for a misspelt one name the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as wrong:
            for name in get_close_matches(args[0], COMMANDS, n=1):
                meant = _("Did you mean {name}?").format(name=name)
                raise click.UsageError(f"{wrong.message} {meant}", ctx) from None
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with one line each, without importing them."""
        del ctx
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(SHORT[name])) for name in COMMANDS])

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run; turn every failure into findings and an exit code, never a traceback."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        given = [
            str(item) for item in kwargs.get("args") or (args[0] if args else sys.argv[1:]) or ()
        ]
        try:
            sys.exit(super().main(*args, **{**kwargs, "standalone_mode": False}) or Exit.DONE)
        except click.ClickException as wrong:
            wrong.show()
            if "--json" in given:
                words = {"sentence": wrong.format_message(), "severity": "error"}
                print_json({"exit_code": wrong.exit_code, "findings": [words]})
            sys.exit(wrong.exit_code)
        except Failure as failure:
            show_failure(failure, language(), as_json="--json" in given)
            sys.exit(failure.exit_code)
        except (KeyboardInterrupt, click.Abort):
            click.echo(_("Stopped."), err=True)
            sys.exit(Exit.STOPPED)
        except BrokenPipeError:  # the reader of a pipe has seen enough
            sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
            sys.exit(Exit.DONE)
        except Exception as error:  # the last wall before a planner's screen
            click.echo(_("Internal fault: {error}").format(error=repr(error)), err=True)
            if "-v" in given or "--verbose" in given:
                traceback.print_exc()
            else:
                click.echo(_("Run again with -v and send the text to the developers."), err=True)
            sys.exit(Exit.INTERNAL)


def _name_value(param: click.Parameter) -> None:
    """Name what is written for a parameter in the reader's language, as click does for paths."""
    kind = param.name if isinstance(param, click.Argument) else param.type.name
    if param.metavar is None and kind in VALUES and not getattr(param, "is_flag", False):
        word = _(VALUES[kind])
        if isinstance(param, click.Argument):
            word = word if param.required else f"[{word}]"
            word += "..." if param.nargs == -1 else ""
        param.metavar = word


VALUES = {
    "text": N_("TEXT"),
    "integer": N_("INTEGER"),
    "float": N_("NUMBER"),
    "integer range": N_("INTEGER"),
    "float range": N_("NUMBER"),
    "scenario": N_("SCENARIO"),
    "folder": N_("FOLDER"),
    "folders": N_("FOLDER"),
    "layers": N_("LAYER"),
    "review": N_("REVIEW"),
}
"""What is written for an option, by its type, and for an argument, by its name."""

SHORT = {
    "init": N_("Write a scenario file for your layer and ledger."),
    "profiles": N_("List the published standards with their sources."),
    "import": N_("Clean raw layers and ledgers into one file of units."),
    "check": N_("Say which communities should split or merge, and why."),
    "propose": N_("Find, verify and write a proposal."),
    "verify": N_("Check a proposal again from the raw inputs."),
    "map": N_("Make the map page again."),
    "dossier": N_("Make the papers that go up for approval."),
    "compare": N_("Compare proposals."),
    "revise": N_("Take a reviewer's file back into the plan."),
    "split": N_("List the roads along which a community could be split."),
    "draft": N_("Open today's state as a page, without solving."),
    "synth": N_("Make a fictional city to try the tool on."),
    "doctor": N_("Check the installation."),
}


@click.group(
    cls=LazyGroup,
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND [ARGS]..."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_(
        "Plan urban communities: which to split or merge so that each falls in the range,"
        " stays in one piece inside its subdistrict, and as little as possible changes."
    ),
    epilog=_("Example: redistrict propose scenarios/yunquan.toml --out maps/yunquan"),
)
@click.version_option(__version__, prog_name="redistrict")
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of messages."))
@click.option("-v", "--verbose", is_flag=True, help=_("Show details of internal faults."))
def main(lang: str | None, verbose: bool) -> None:
    """Group all commands; the options are read beforehand."""
    del lang, verbose
