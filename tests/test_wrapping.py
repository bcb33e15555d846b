"""Text for a terminal: no line wider than it, nothing lost, no mark at the head of a line."""

import pytest

from redistrict.report.text.table import TERMINAL, width, wrapped

LONG = "每名社区工作者服务345户，高于核定线（2025年度核定表）；" * 6


@pytest.mark.parametrize("text", [LONG, "households " * 40, LONG + " one two " + LONG])
def test_lines_fit_and_nothing_is_lost(text: str) -> None:
    lines = wrapped(text, " " * 6)
    assert len(lines) > 1
    assert max(map(width, lines)) <= TERMINAL
    assert all(line.startswith(" " * 6) for line in lines)
    assert not [line for line in lines if line.lstrip()[0] in "，；）"]
    bare = "".join(line.strip() for line in lines)
    assert bare.replace(" ", "") == text.replace(" ", "")


def test_a_short_text_stays_on_its_line() -> None:
    assert wrapped("4,139户，应予拆分。") == ["4,139户，应予拆分。"]
