"""Exact findings, kept in a text: ``KEEP_FINDINGS=1 pytest FILE`` writes them again."""

import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from redistrict.domain.findings import Finding
from redistrict.domain.words import remedy, sentence

MOST = 20
"""Findings of one fault that are kept."""
FOLDER = re.compile(r"'/[^']*/(?=[^/']+')")
"""Folders of a test, another one every time."""


def plain(finding: Finding) -> str:
    """Return a finding in one line."""
    place = finding.place
    where = "|".join(
        str(part)
        for part in (place.file, place.row, place.column, place.subdistrict, place.community,
                     place.unit)
    )  # fmt: skip
    return f"  {finding.code} {where} {dict(sorted(finding.facts.items()))}"


def lines(name: str, found: Iterable[Finding]) -> list[str]:
    """Return what came of one fault, and see that it can be said in both languages."""
    every = list(found)
    for finding in every:
        for language in ("en", "zh"):
            assert sentence(finding, language)
            assert remedy(finding, language)
    return [f"{name} {len(every)}", *map(plain, every[:MOST])]


class Kept:
    """A text of findings by the name of their fault, beside this module."""

    def __init__(self, file: str) -> None:
        self.path = Path(__file__).with_name(file)
        text = self.path.read_text(encoding="utf-8") if self.path.is_file() else ""
        parts = re.split(r"^(?! )", text, flags=re.MULTILINE)
        self.parts = {part.partition("\n")[0].rpartition(" ")[0]: part for part in parts if part}
        self.told: Counter[str] = Counter()

    def hold_here(self, found: Iterable[Finding]) -> None:
        """Hold findings to those that are kept of the running test, told one after the other."""
        test = os.environ["PYTEST_CURRENT_TEST"].partition("::")[2].rpartition(" ")[0]
        test = test.encode("unicode_escape").decode()
        self.told[test] += 1
        self.hold(f"{test} {self.told[test]}", found)

    def hold(self, name: str, found: Iterable[Finding], *changing: str) -> None:
        """Hold findings to those that are kept; words that change with every build are masked."""
        text = "\n".join(lines(name, found)) + "\n"
        text = FOLDER.sub("'…/", text)
        for word in changing:
            text = text.replace(word, "…")
        if "KEEP_FINDINGS" in os.environ:
            self.parts[name] = text
            self.path.write_text("".join(sorted(self.parts.values())), encoding="utf-8")
        kept = self.parts.get(name, "")
        assert text.splitlines() == kept.splitlines(), "changed on purpose: set KEEP_FINDINGS=1"
