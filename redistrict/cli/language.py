"""Which language a command speaks."""

import gettext
import locale
import os
import sys

from redistrict.domain.words import LANGUAGES, LOCALE

CLICK = "click"


def language() -> str:
    """Return ``zh`` or ``en``: ``--lang``, else REDISTRICT_LANG, else the locale.

    The arguments are looked at before click reads them, because help texts are made when a
    command is defined.
    """
    arguments = sys.argv[1:]
    for position, argument in enumerate(arguments):
        said = argument.removeprefix("--lang=") if argument.startswith("--lang=") else ""
        if argument == "--lang" and position + 1 < len(arguments):
            said = arguments[position + 1]
        if said in LANGUAGES:  # any other is refused by click, in the reader's language
            return said
    if "REDISTRICT_LANG" in os.environ:
        return _known(os.environ["REDISTRICT_LANG"])
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.startswith("zh") else "en"
    return "zh" if (locale.getlocale()[0] or "").startswith(("zh", "Chinese")) else "en"


def speak() -> None:
    """Let click say its own words (Usage, Options, Error ...) in the same language."""
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain(CLICK, str(LOCALE))
    gettext.textdomain(CLICK)


def _known(value: str) -> str:
    return value if value in LANGUAGES else "en"
