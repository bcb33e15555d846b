"""Print findings and failures for people, or as JSON."""

import dataclasses
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

import click

from redistrict.cli.talk import verbose
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding, Severity, sort_findings
from redistrict.domain.words import locate, remedy, sentence, severity, translator

ALIKE = {Severity.ERROR: 50, Severity.WARNING: 5, Severity.NOTICE: 3}
"""Findings of one kind shown; all of them stand in findings.json, -v and --json."""


def show_failure(failure: Failure, language: str, *, as_json: bool = False) -> None:
    """Print all findings of a failure to stderr, and what it means for earlier results.

    Parameters
    ----------
    as_json
        Print exit code and findings as JSON to stdout, too.
    """
    _ = translator(language)
    show_findings(failure.findings, language)
    if as_json:
        findings = plain_findings(failure.findings, language)
        print_json({"exit_code": int(failure.exit_code), "findings": findings})
    if failure.exit_code in (Exit.SCENARIO, Exit.INPUT, Exit.REJECTED, Exit.WRITE):
        click.echo(_("Nothing was written; earlier results are unchanged."), err=True)


def show_findings(findings: Iterable[Finding], language: str, *, notices: bool = False) -> None:
    """Print findings to stderr, errors first."""
    _ = translator(language)
    names = {
        Severity.ERROR: _("error"),
        Severity.WARNING: _("warning"),
        Severity.NOTICE: _("notice"),
    }
    order = list(names)
    chosen = [
        item for item in sort_findings(findings) if notices or severity(item) != Severity.NOTICE
    ]
    chosen.sort(key=lambda item: (order.index(severity(item)), item.code))
    shown: Counter[str] = Counter()
    folded: Counter[str] = Counter()
    for place, item in enumerate(chosen):
        shown[item.code] += 1
        if shown[item.code] > ALIKE[severity(item)] and not verbose():
            folded[item.code] += 1
        else:
            _show(item, names, language)
        last = place + 1 == len(chosen) or chosen[place + 1].code != item.code
        if last and (count := folded.pop(item.code, 0)):
            click.echo(
                "       "
                + _("... and {count} more of this kind (-v shows all).").format(count=count),
                err=True,
            )


def _show(item: Finding, names: dict[Severity, str], language: str) -> None:
    where = locate(item, language)
    text = f"{names[severity(item)]}  {where + ': ' if where else ''}{sentence(item, language)}"
    if help_text := remedy(item, language):
        text += f"\n       {help_text}"
    click.echo(text, err=True)


def plain_findings(findings: Iterable[Finding], language: str) -> list[dict[str, Any]]:
    """Return findings as JSON-ready values, with their words."""
    return [
        {
            "code": item.code,
            "severity": severity(item).value,
            "place": {
                key: value
                for key, value in dataclasses.asdict(item.place).items()
                if value not in ("", None)
            },
            "facts": dict(item.facts),
            "sentence": sentence(item, language),
            "remedy": remedy(item, language),
        }
        for item in sort_findings(findings)
    ]


def print_json(value: Any) -> None:
    """Print a value as JSON to stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
