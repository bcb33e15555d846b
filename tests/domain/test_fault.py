"""Why the system refused, in the reader's words."""

import errno
import os

import pytest

from redistrict.domain.fault import REASONS, reason
from redistrict.domain.findings import Finding
from redistrict.domain.words import sentence


@pytest.mark.parametrize("code", sorted(REASONS))
def test_a_chinese_sentence_holds_no_english(code: int) -> None:
    why = reason(OSError(code, os.strerror(code)))
    said = sentence(Finding("SCENARIO_UNREADABLE", facts={"path": "甲", "why": why}), "zh")
    assert not [sign for sign in said if sign.isascii() and sign.isalpha()]


def test_what_is_not_listed_is_said_as_the_system_says_it() -> None:
    assert reason(OSError(errno.EMFILE, "Too many open files")) == "Too many open files"
    assert reason(ValueError("embedded null byte")) == "embedded null byte"
