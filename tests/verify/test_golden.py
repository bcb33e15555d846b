"""The exact findings of every corruption, fact by fact; ``python -m tests.verify.test_golden``."""

import sys
from pathlib import Path

from redistrict.domain.findings import Finding
from redistrict.domain.words import remedy, sentence
from redistrict.verify import verify
from tests.verify.spoil import CORRUPTIONS
from tests.verify.test_corruptions import made, spoilt

EXPECTED = Path(__file__).with_name("expected.txt")


def plain(finding: Finding) -> str:
    place = finding.place
    where = "|".join(
        str(part)
        for part in (place.file, place.row, place.column, place.subdistrict, place.community,
                     place.unit)
    )  # fmt: skip
    return f"  {finding.code} {where} {dict(sorted(finding.facts.items()))}"


def told() -> str:
    """Return every finding of every corruption, at most twenty each."""
    sound = made()
    lines = []
    for item in CORRUPTIONS:
        found = verify(sound.witnessed, spoilt(sound, item).claimed)
        lines += [f"{item.name} {len(found)}", *map(plain, found[:20])]
        for finding in found:  # every fact that the words need is there
            for language in ("en", "zh"):
                assert sentence(finding, language)
                assert remedy(finding, language)
    return "\n".join(lines) + "\n"


def test_findings_are_these() -> None:
    """Where a check was changed on purpose: run this module as a program, and read the changes."""
    assert told().splitlines() == EXPECTED.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    EXPECTED.write_text(told(), encoding="utf-8")
    sys.exit(0)
