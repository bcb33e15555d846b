"""What two proposals decide differently, as tables."""

from collections.abc import Sequence

from redistrict.domain.words import translator
from redistrict.measure.difference import Difference, Fate
from redistrict.report.text.labels import KINDS
from redistrict.report.text.table import table

MOST = 20
"""Lines of one table; JSON lists all."""
LONGEST = 40
"""Letters of a value of the scenario."""


def difference_tables(found: Difference, language: str) -> list[tuple[str, list[list[str]]]]:
    """Return two tables, each with its title: communities, and keys of the scenarios.

    A table without lines is empty; its title says that nothing differs.
    """
    _ = translator(language)
    communities = [
        [f"{item.subdistrict} · {item.name}", *_fate(item.first, language),
         *_fate(item.second, language)]
        for item in found.communities
    ]  # fmt: skip
    keys = [[key, _short(first), _short(second)] for key, first, second in found.keys]
    header = [_("community"), "A", _("households"), "B", _("households")]
    return [
        _titled(_("Communities that A and B treat differently"), header, communities, language),
        _titled(_("Keys of the scenario that differ"), [_("key"), "A", "B"], keys, language),
    ]


def difference_text(names: Sequence[str], found: Difference, language: str) -> str:
    """Return both tables for a terminal, below the names of A and B."""
    blocks = ["\n".join(f"{letter} = {name}" for letter, name in zip("AB", names, strict=True))]
    for title, lines in difference_tables(found, language):
        blocks.append("\n".join([title, *(table(lines[0], lines[1:]) if lines else [])]))
    return "\n\n".join(blocks) + "\n"


def _titled(
    title: str, header: list[str], rows: list[list[str]], language: str
) -> tuple[str, list[list[str]]]:
    _ = translator(language)
    text = _("{title}: {count}").format(title=title, count=len(rows))
    if len(rows) > MOST:
        text += " " + _("(the first {most}; --json lists all)").format(most=MOST)
    return text, [header, *rows[:MOST]] if rows else []


def _fate(fate: Fate, language: str) -> list[str]:
    _ = translator(language)
    kind = _(KINDS[fate.kind]) if fate.kind else "—"
    return [kind, "—" if fate.households is None else f"{fate.households:,}"]


def _short(value: str) -> str:
    return value[: LONGEST - 1] + "…" if len(value) > LONGEST else value or "—"
