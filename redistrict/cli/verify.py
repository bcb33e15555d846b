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
VERDICTS = {Exit.DONE: "accepted", Exit.STOPPED: "incomplete"}


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
                "verdict": VERDICTS.get(report.exit_code, "refused"),
                "traced": report.traced,
                "check_code": report.check_code,
                "findings": plain_findings(report.findings, language()),
            }
        )
    else:
        show_findings(report.findings, language(), notices=True)
        click.echo(_verdict(report))
    sys.exit(report.exit_code)


def _verdict(report: Report) -> str:
    """Return the verdict in one sentence."""
    facts = {"count": report.count, "code": report.check_code}
    if report.exit_code is Exit.STOPPED:
        return _(
            "Not verified to the end: what the folder says agrees with the clean file of the"
            " import (check code {code}), but whether that is what the raw files say cannot be"
            " seen: they are gone."
        ).format(**facts)
    if report.exit_code is not Exit.DONE:
        return _("Refused.")
    if not report.traced:
        return _(
            "Accepted; alternatives: {count}; check code {code}; every number was recomputed from"
            " the clean file of the import; what is not followed to the raw files is said above."
        ).format(**facts)
    return _(
        "Accepted; alternatives: {count}; check code {code}; every number was"
        " recomputed from the raw files."
    ).format(**facts)


def _report(
    folder: Path | None, plan: Path | None, scenario: Path | None, inputs: Path | None
) -> Report:
    if plan is not None and scenario is not None and folder is None:
        return verify_by_hand(plan, scenario)
    if folder is None or plan is not None or scenario is not None:
        raise click.UsageError(_("Give a folder, or --plan together with --scenario."))
    return verify(folder, inputs)
