"""The exact findings of every corruption, fact by fact; ``python -m tests.verify.test_golden``."""

import sys
from pathlib import Path

from redistrict.verify import verify
from tests.verify import golden
from tests.verify.spoil import CORRUPTIONS
from tests.verify.test_corruptions import made, spoilt

EXPECTED = Path(__file__).with_name("expected.txt")


def told() -> str:
    """Return every finding of every corruption, at most twenty each."""
    sound = made()
    lines = []
    for item in CORRUPTIONS:
        found = verify(sound.witnessed, spoilt(sound, item).claimed)
        lines += golden.lines(item.name, found)
    return "\n".join(lines) + "\n"


def test_findings_are_these() -> None:
    """Where a check was changed on purpose: run this module as a program, and read the changes."""
    assert told().splitlines() == EXPECTED.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    EXPECTED.write_text(told(), encoding="utf-8")
    sys.exit(0)
