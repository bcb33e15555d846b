"""Every text for people exists in Chinese, and the compiled catalogues are fresh."""

import ast
import re
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.translations import FOLDER, compiled

PACKAGE = Path(__file__).parents[1] / "redistrict"


def messages() -> dict[str, list[str]]:
    """Return every English text of the package with the files that hold it."""
    found: dict[str, list[str]] = {}
    for file, line, message, *_ in extract_from_dir(PACKAGE, [("**.py", "python")]):
        text = message if isinstance(message, str) else message[0]
        found.setdefault(text, []).append(f"{file}:{line}")
    return found


def translations() -> dict[str, str]:
    found = {}
    for path in sorted(FOLDER.glob("*.po")):
        with path.open("rb") as stream:
            for message in read_po(stream, locale="zh"):
                if message.id and message.string and not message.fuzzy:
                    found[str(message.id)] = str(message.string)
    return found


def test_no_text_is_untranslated() -> None:
    known = translations()
    missing = {text: where for text, where in messages().items() if text and text not in known}
    assert not missing, "\n".join(f"{where[0]}: {text}" for text, where in missing.items())


def test_translations_fill_in_the_same_facts() -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    wrong = {
        text: chinese
        for text, chinese in translations().items()
        if re.search(r"\{\w", text) and fields(chinese) - fields(text)
    }
    assert not wrong


def test_no_translation_is_left_over() -> None:
    """A text that no code says any more goes out of the catalogues, too (but click's own)."""
    said = {
        node.value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    left = []
    for path in sorted(FOLDER.glob("*.po")):
        with path.open("rb") as stream:
            left += [
                f"{path.name}: {message.id}"
                for message in read_po(stream, locale="zh")
                if message.id and path.stem != "click" and message.id not in said
            ]
    assert not left, "\n".join(left)


@pytest.mark.parametrize("source", sorted(FOLDER.glob("*.po")), ids=lambda path: path.stem)
def test_compiled_catalogue_is_fresh(source: Path) -> None:
    assert source.with_suffix(".mo").read_bytes() == compiled(source)
