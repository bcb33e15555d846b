"""The reader's language: gettext catalogues, and sentences of findings.

Message ids are English; each part of the product has its own Chinese catalogue
``locale/zh/LC_MESSAGES/<part>.mo``.
"""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path
from string import Formatter

from redistrict.domain.catalogue import CATALOGUE
from redistrict.domain.findings import Fact, Finding, Severity
from redistrict.domain.level import relabel

LANGUAGES = ("zh", "en")
LOCALE = Path(__file__).resolve().parent.parent / "locale"

Translate = Callable[[str], str]


@cache
def translator(language: str) -> Translate:
    """Return the function that turns an English message into the reader's language.

    Parameters
    ----------
    language
        ``"zh"`` or ``"en"``, with the level that is planned as a modifier (``"zh@grid"``); anything
        else reads English.
    """
    plain, _, level = language.partition("@")
    if level:
        speak = translator(plain)
        return lambda message: relabel(speak(message), language)
    merged = gettext.NullTranslations()
    folder = LOCALE / language / "LC_MESSAGES"
    for path in sorted(folder.glob("*.mo")):
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)
        catalogue.add_fallback(merged)
        merged = catalogue
    return merged.gettext


def severity(finding: Finding) -> Severity:
    """Return how much a finding weighs."""
    return CATALOGUE[finding.code].severity


def lacking(finding: Finding) -> tuple[str, ...]:
    """Return the facts that a finding's sentence names and that it does not hold."""
    entry = CATALOGUE[finding.code]
    named = [name for text in (entry.sentence, entry.remedy)
             for _, name, _, _ in Formatter().parse(text) if name]  # fmt: skip
    return tuple(name for name in dict.fromkeys(named) if name not in finding.facts)


def sentence(finding: Finding, language: str) -> str:
    """Return what a finding says, in one sentence of the reader's language."""
    return _fill(CATALOGUE[finding.code].sentence, finding, language)


def remedy(finding: Finding, language: str) -> str:
    """Return what the reader can do about a finding."""
    return _fill(CATALOGUE[finding.code].remedy, finding, language)


def locate(finding: Finding, language: str) -> str:
    """Return the place of a finding as a reader looks for it, or an empty text."""
    _ = translator(language)
    place = finding.place
    parts = [place.file, place.sheet]
    if place.row is not None:
        parts.append(_("row {row}").format(row=place.row))
    if place.column:
        parts.append(_("column {column}").format(column=place.column))
    parts += [place.subdistrict, place.community, place.unit]
    if place.point is not None:
        parts.append(f"({place.point[0]}, {place.point[1]})")
    return " · ".join(part for part in parts if part)


def _fill(template: str, finding: Finding, language: str) -> str:
    if not template:
        return ""
    _ = translator(language)
    words = CATALOGUE[finding.code].words
    facts = {
        name: _(value) if name in words and isinstance(value, str) else _show(value, language)
        for name, value in finding.facts.items()
    }
    return _(template).format(**facts)


def _show(value: Fact, language: str) -> str:
    if isinstance(value, tuple):
        return ("、" if language.startswith("zh") else ", ").join(str(item) for item in value)
    if isinstance(value, float):
        return f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else value
