"""The exact findings of every corruption, fact by fact; ``python -m tests.verify.test_golden``."""

import sys
import tempfile
from pathlib import Path

from redistrict.domain.findings import Finding
from redistrict.domain.words import remedy, sentence
from redistrict.verify import verify
from tests.verify.spoil import CORRUPTIONS
from tests.verify.test_corruptions import ordered, spoilt

EXPECTED = Path(__file__).with_name("expected.txt")


def plain(finding: Finding) -> str:
    place = finding.place
    where = "|".join(
        str(part)
        for part in (place.file, place.row, place.column, place.subdistrict, place.community,
                     place.unit)
    )  # fmt: skip
    return f"  {finding.code} {where} {dict(sorted(finding.facts.items()))}"


def told(folder: Path) -> str:
    """Return every finding of every corruption, at most twenty each."""
    sound = ordered(folder)
    lines = []
    for item in CORRUPTIONS:
        found = verify(sound.witnessed, spoilt(sound, item).claimed)
        lines += [f"{item.name} {len(found)}", *map(plain, found[:20])]
        for finding in found:  # every fact that the words need is there
            for language in ("en", "zh"):
                assert sentence(finding, language)
                assert remedy(finding, language)
    return "\n".join(lines) + "\n"


def test_findings_are_these(tmp_path: Path) -> None:
    """Where a check was changed on purpose: run this module as a program, and read the changes."""
    assert told(tmp_path).splitlines() == EXPECTED.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        EXPECTED.write_text(told(Path(scratch)), encoding="utf-8")
    sys.exit(0)
