"""The text of a first scenario, with comments."""

import json
from collections.abc import Mapping

from redistrict.domain.words import translator

NEEDED = ("id", "households", "subdistrict", "community")


def starter(
    stated: Mapping[str, str],
    units: str,
    columns: Mapping[str, str],
    table: bool,
    language: str,
) -> str:
    """Return a scenario file.

    Parameters
    ----------
    stated
        Top keys: title, lang, profile, households_definition, as_of, source.
    units
        Path of the layer or table, relative to the scenario.
    columns
        Meaning to column; a needed meaning without a column is left as a comment.
    table
        Whether `units` is a table of compounds without a map.
    """
    _ = translator(language)
    opening = _(
        "Written by redistrict init. Lines that begin with # are not read; delete the # to use one."
    )
    lines = [f"# {opening}", *(f"{key} = {_quoted(value)}" for key, value in stated.items()), ""]
    lines += [f"# {_('Where the files are, and which column means what.')}"]
    lines += ["[ledger]" if table else "[units]", f"path = {_quoted(units)}"]
    lines += [f"{meaning} = {_quoted(column)}" for meaning, column in columns.items()]
    lines += [
        f'# {meaning} = "..."   # {_("the column of this meaning was not recognised")}'
        for meaning in NEEDED
        if meaning not in columns
    ]
    contact = _(
        'How units meet: "rook" (common border), "queen" (also a corner), "near" (across a street).'
    )
    if not table:
        lines += ["", f"# {contact}", "[adjacency]", 'contact = "rook"', "# max_gap_m = 40.0"]
    lines += [
        "",
        "# " + _("Numbers of your own instead of the standard's."),
        "# [rules]",
        "# min = 1000",
        "# max = 3000",
        "",
        "# " + _("What may be done, and which plans to make."),
        "[goals]",
        'actions = ["split", "merge", "reshape"]',
        'alternatives = ["split-merge", "least-change"]',
        "",
        "# " + _("A decision that stays, with its reason."),
        "# [[locks]]",
        '# kind = "frozen"',
        '# community = "..."',
        '# reason = "..."',
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
