"""JSON and TOML read strictly: no key twice, no number that is not one, no bottomless nesting."""

import json
import tomllib
from pathlib import Path
from typing import Any

from redistrict.witness.table import content, malformed


def read_json(path: Path) -> Any:
    """Return a JSON document.

    Raises
    ------
    Failure
        ``WITNESS_JSON_BROKEN``, ``WITNESS_KEY_TWICE``, ``WITNESS_NUMBER_BROKEN``.
    """
    return parse_json(read_text(path), path)


def read_text(path: Path) -> str:
    """Return a file's text, which is UTF-8.

    Raises
    ------
    Failure
        ``WITNESS_TEXT_BROKEN``.
    """
    try:
        return content(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise malformed(path, "WITNESS_TEXT_BROKEN") from None


def parse_json(text: str, path: Path) -> Any:
    """Return the document that a text of a file holds.

    Raises
    ------
    Failure
        ``WITNESS_JSON_BROKEN``, ``WITNESS_KEY_TWICE``, ``WITNESS_NUMBER_BROKEN``.
    """

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in items:
            if key in found:
                raise malformed(path, "WITNESS_KEY_TWICE", key=key)
            found[key] = value
        return found

    def constant(word: str) -> Any:
        raise malformed(path, "WITNESS_NUMBER_BROKEN", text=word)

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise malformed(path, "WITNESS_JSON_BROKEN", line=error.lineno) from None
    except (RecursionError, ValueError):
        raise malformed(path, "WITNESS_JSON_BROKEN", line=1) from None


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML document.

    Raises
    ------
    Failure
        ``WITNESS_TOML_BROKEN``.
    """
    try:
        return tomllib.loads(content(path).decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        raise malformed(path, "WITNESS_TOML_BROKEN") from None
