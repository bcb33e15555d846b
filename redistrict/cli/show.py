"""Print findings and failures for people, or as JSON."""

import dataclasses
import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import click

from redistrict.cli.talk import verbose
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding, Severity, sort_findings
from redistrict.domain.words import locate, remedy, sentence, severity, translator

ALIKE = {Severity.ERROR: 20, Severity.WARNING: 5, Severity.NOTICE: 3}
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
    """Print findings to stderr, errors first; a remedy that several share stands once."""
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
    for _code, group in groupby(chosen, key=lambda item: item.code):
        alike = list(group)
        shown = alike if verbose() else alike[: ALIKE[severity(alike[0])]]
        for help_text, some in groupby(shown, key=lambda item: remedy(item, language)):
            for item in some:
                where = locate(item, language)
                said = sentence(item, language)
                line = _("{place}: {words}").format(place=where, words=said) if where else said
                click.echo(f"{names[severity(item)]}  {line}", err=True)
            if help_text:
                click.echo(f"       {help_text}", err=True)
        if more := len(alike) - len(shown):
            words = _("... and {count} more of this kind (-v shows all).").format(count=more)
            click.echo(f"       {words}", err=True)


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
