"""The pages on scenario keys are made from the schema and never stale."""

import pytest

from tests.reference import MEANINGS, TARGETS, reference


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_is_fresh(language: str) -> None:
    assert TARGETS[language].read_text(encoding="utf-8") == reference(language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_names_the_tables(language: str) -> None:
    text = reference(language)
    for name in ("units", "ledger", "[adjacency.barriers]", "goals.change", "controls", "[locks]"):
        assert f"## `[{name}]`" in text, name


def test_every_meaning_is_that_of_a_key() -> None:
    """A key that is gone takes its Chinese meaning with it."""
    rows = [line for line in reference("zh").splitlines() if line.startswith("| `")]
    for meanings in (MEANINGS["columns"], *MEANINGS["keys"].values()):
        for key, words in meanings.items():
            assert any(line.startswith(f"| `{key}` | {words} |") for line in rows), key
    assert MEANINGS["keys"].keys() <= MEANINGS["tables"].keys()
