"""Every code of reading files has words in both languages, and facts for them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from redistrict.domain.catalogue import files
from redistrict.domain.words import translator

INTAKE = Path(files.__file__).parents[2] / "intake"
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def uses() -> Iterator[tuple[str, set[str] | None, str]]:
    """Yield code, names of the facts (None where they are not written out) and place."""
    for path in sorted(INTAKE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            first = node.args[0]
            name = getattr(node.func, "id", "")
            if name in {"finding", "refuse"} and isinstance(first, ast.Constant):
                facts = {word.arg for word in node.keywords if word.arg}
                splat = any(word.arg is None for word in node.keywords)
                yield str(first.value), None if splat else facts, f"{path.name}:{node.lineno}"


USES = [item for item in uses() if item[0].startswith(("FILE_", "TABLE_"))]


@pytest.mark.parametrize(("code", "facts", "where"), USES, ids=[item[2] for item in USES])
def test_code_is_known_and_gets_its_facts(code: str, facts: set[str] | None, where: str) -> None:
    entry = files.ENTRIES[code]
    wanted = {*PLACEHOLDER.findall(entry.sentence), *PLACEHOLDER.findall(entry.remedy)}
    assert facts is None or wanted <= facts, where


@pytest.mark.parametrize("code", sorted(files.ENTRIES))
def test_words_are_translated(code: str) -> None:
    chinese = translator("zh")
    entry = files.ENTRIES[code]
    for text in filter(None, (entry.sentence, entry.remedy)):
        other = chinese(text)
        assert other != text
        assert set(PLACEHOLDER.findall(other)) <= set(PLACEHOLDER.findall(text))
