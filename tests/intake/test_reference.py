"""The page on scenario keys is made from the schema and never stale."""

from tests.reference import TARGET, reference


def test_page_is_fresh() -> None:
    assert TARGET.read_text(encoding="utf-8") == reference()


def test_page_names_the_tables() -> None:
    text = reference()
    for name in ("units", "ledger", "[adjacency.barriers]", "goals.change", "controls", "[locks]"):
        assert f"## `[{name}]`" in text, name
