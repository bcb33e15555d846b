"""Print findings and failures for people, or as JSON."""

import dataclasses
import json
from collections.abc import Iterable
from typing import Any

import click

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding, Severity, sort_findings
from redistrict.domain.words import locate, remedy, sentence, severity, translator

MOST = 50
"""Findings shown at once; all of them stand in findings.json and in ``--json``."""


def show_failure(failure: Failure, language: str) -> None:
    """Print all findings of a failure to stderr, and what it means for earlier results."""
    _ = translator(language)
    show_findings(failure.findings, language)
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
    chosen.sort(key=lambda item: order.index(severity(item)))
    for item in chosen[:MOST]:
        where = locate(item, language)
        text = f"{names[severity(item)]}  {where + ': ' if where else ''}{sentence(item, language)}"
        if help_text := remedy(item, language):
            text += f"\n       {help_text}"
        click.echo(text, err=True)
    if len(chosen) > MOST:
        click.echo(_("... and {count} more").format(count=len(chosen) - MOST), err=True)


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
