"""What the catalogue keeps for a code."""

from dataclasses import dataclass

from redistrict.domain.findings import Severity


def N_(message: str) -> str:  # noqa: N802 - the usual gettext mark for a message translated later
    """Mark a message for the catalogues; it is translated when shown."""
    return message


@dataclass(frozen=True, slots=True)
class Entry:
    """Severity, sentence and remedy of one code; the texts are ``str.format`` templates.

    ``words`` names facts whose values are words of the product, translated when shown.
    """

    severity: Severity
    sentence: str
    remedy: str = ""
    words: tuple[str, ...] = ()


def error(sentence: str, remedy: str, words: tuple[str, ...] = ()) -> Entry:
    """Return an entry that refuses; a refusal always has a remedy."""
    return Entry(Severity.ERROR, sentence, remedy, words)


def warning(sentence: str, remedy: str = "", words: tuple[str, ...] = ()) -> Entry:
    """Return an entry that is shown and lets the work go on."""
    return Entry(Severity.WARNING, sentence, remedy, words)


def notice(sentence: str, remedy: str = "") -> Entry:
    """Return an entry that informs."""
    return Entry(Severity.NOTICE, sentence, remedy)
