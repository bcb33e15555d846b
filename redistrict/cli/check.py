"""``redistrict check``."""

from pathlib import Path

import click

from redistrict.cli.guard import guarded
from redistrict.cli.language import language
from redistrict.cli.show import plain_findings, print_json, show_findings
from redistrict.cli.talk import Steps, talk, typed
from redistrict.domain.inspection import Inspection
from redistrict.domain.words import sentence, translator
from redistrict.report.text.inspection import inspection_text
from redistrict.run.check import check

_ = translator(language())


@click.command(
    "check",
    help=_("Say which communities should split or merge, and why."),
    epilog=_("Example: redistrict check scenarios/yunquan.toml"),
)
@click.argument("scenario", type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help=_("List the communities that fit, too."))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of the results."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the result as JSON."))
@talk
def command(scenario: Path, everything: bool, lang: str | None, as_json: bool) -> None:
    """Say which communities should split or merge, and why."""
    del lang  # read before, by cli.language
    with guarded(Steps(), as_json=as_json) as say:
        inspection = check(scenario, say)
    show_findings(inspection.findings, language(), notices=True)
    if as_json:
        print_json(_plain(inspection))
    else:
        click.echo(inspection_text(inspection, language(), everything=everything), nl=False)
        click.echo()
        click.echo(_("Next: redistrict propose {path} --out proposal").format(path=typed(scenario)))


def _plain(inspection: Inspection) -> dict[str, object]:
    return {
        "subdistricts": {
            part.subdistrict: {
                "numbers": dict(part.numbers.facts),
                "new": part.new,
                "merged": part.merged,
                "communities": [
                    {
                        "community": item.community,
                        "name": item.name,
                        "households": item.households,
                        "verdict": item.verdict.value,
                        "why": sentence(item.finding, language()),
                    }
                    for item in part.communities
                ],
            }
            for part in inspection.parts
        },
        "findings": plain_findings(inspection.findings, language()),
    }
