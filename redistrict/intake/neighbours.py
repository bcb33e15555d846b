"""Adjacency from a ledger's column of neighbours, where there is no map."""

import re
from collections.abc import Sequence

from redistrict.domain.findings import Finding
from redistrict.domain.units import Contact
from redistrict.intake.contacts import Link, Links
from redistrict.intake.rows import Row

_SEPARATORS = re.compile(r"[;,、，；|\n]+")


def listed(rows: Sequence[Row], column: str) -> tuple[Links, tuple[Finding, ...]]:
    """Return the links that the units list, by id or by a name that only one unit has.

    Parameters
    ----------
    column
        Name of the column; it is the reason of every link.
    """
    at = {row.id: position for position, row in enumerate(rows)}
    names: dict[str, list[int]] = {}
    for position, row in enumerate(rows):
        names.setdefault(row.name, []).append(position)
    links: Links = {}
    said: set[tuple[int, int]] = set()
    findings = []
    for position, row in enumerate(rows):
        words = (word.strip() for word in _SEPARATORS.split(row.neighbours))
        for word in sorted({word for word in words if word}):
            named = names.get(word, [])
            other = at.get(word, named[0] if len(named) == 1 else None)
            if other is None:
                code = "NEIGHBOUR_AMBIGUOUS" if named else "NEIGHBOUR_UNKNOWN"
                findings.append(Finding(code, row.place, {"neighbour": word}))
            elif other != position:
                said.add((position, other))
                pair = (min(position, other), max(position, other))
                links.setdefault(pair, Link(*pair, Contact.BORDER, reasons=[column]))
    for one, other in sorted(said):
        if (other, one) not in said:
            facts = {"neighbour": rows[other].id}
            findings.append(Finding("NEIGHBOUR_ONE_SIDED", rows[one].place, facts))
    return dict(sorted(links.items())), tuple(findings)
