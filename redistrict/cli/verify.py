"""``redistrict verify``."""

import sys
from pathlib import Path

import click

from redistrict.cli.guard import guarded
from redistrict.cli.language import language
from redistrict.cli.show import plain_findings, print_json, show_findings
from redistrict.cli.talk import talk, tell
from redistrict.domain.exits import Exit
from redistrict.domain.words import translator
from redistrict.run.verify import Report, verify, verify_by_hand

_ = translator(language())


@click.command(
    "verify",
    help=_("Check a proposal again from the raw inputs."),
    epilog=_("Example: redistrict verify maps/yunquan"),
)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--plan",
    type=click.Path(path_type=Path),
    help=_("A plan made by hand: a table with unit_id and community_after; needs --scenario."),
)
@click.option("--scenario", type=click.Path(path_type=Path), help=_("Scenario for --plan."))
@click.option(
    "--inputs",
    type=click.Path(path_type=Path),
    help=_("Folder with the scenario and, beside it, its data; where the proposal was copied."),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of messages."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@talk
def command(
    folder: Path | None,
    plan: Path | None,
    scenario: Path | None,
    inputs: Path | None,
    lang: str | None,
    as_json: bool,
) -> None:
    """Check a proposal again from the raw inputs."""
    del lang
    tell(_("Reading the raw files and computing every number again ..."))
    with guarded(as_json=as_json):
        report = _report(folder, plan, scenario, inputs)
    if as_json:
        print_json(
            {
                "accepted": report.exit_code is Exit.DONE,
                "check_code": report.check_code,
                "findings": plain_findings(report.findings, language()),
            }
        )
    else:
        show_findings(report.findings, language(), notices=True)
        if report.exit_code is Exit.DONE:
            click.echo(
                _(
                    "Accepted; alternatives: {count}; check code {code}; every number was"
                    " recomputed from the raw files."
                ).format(count=report.count, code=report.check_code)
            )
        else:
            click.echo(_("Refused."))
    sys.exit(report.exit_code)


def _report(
    folder: Path | None, plan: Path | None, scenario: Path | None, inputs: Path | None
) -> Report:
    if plan is not None and scenario is not None and folder is None:
        return verify_by_hand(plan, scenario)
    if folder is None or plan is not None or scenario is not None:
        raise click.UsageError(_("Give a folder, or --plan together with --scenario."))
    return verify(folder, inputs)
