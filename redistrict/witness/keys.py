"""The keys of a scenario file, read without a schema: what is there must be of its kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding, Place


@dataclass(frozen=True)
class Keys:
    """One table of a TOML file.

    Parameters
    ----------
    path
        The file.
    name
        Of the table, for findings.
    """

    path: Path
    name: str
    values: Mapping[str, Any]

    def wrong(self, key: str) -> Failure:
        """Return the failure for a key that is not of its kind."""
        place = Place(self.path.name, column=f"{self.name}.{key}".lstrip("."))
        return Failure(Exit.SCENARIO, [Finding("WITNESS_KEY_WRONG", place)])

    def table(self, key: str) -> "Keys":
        """Return a table, empty where it is not there."""
        found = self.values.get(key, {})
        if not isinstance(found, dict):
            raise self.wrong(key)
        return Keys(self.path, f"{self.name}.{key}".lstrip("."), found)

    def tables(self, key: str) -> tuple["Keys", ...]:
        """Return an array of tables."""
        found = self.values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            raise self.wrong(key)
        return tuple(
            Keys(self.path, f"{self.name}.{key}[{number}]".lstrip("."), item)
            for number, item in enumerate(found, 1)
        )

    def text(self, key: str, default: str = "") -> str:
        """Return a text."""
        found = self.values.get(key, default)
        if not isinstance(found, str):
            raise self.wrong(key)
        return found

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return a list of texts."""
        found = self.values.get(key, list(default))
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise self.wrong(key)
        return tuple(found)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return a list of pairs of texts."""
        found = self.values.get(key, [])
        if not isinstance(found, list):
            raise self.wrong(key)
        for pair in found:
            if not isinstance(pair, list) or [type(item) for item in pair] != [str, str]:
                raise self.wrong(key)
        return tuple((pair[0], pair[1]) for pair in found)

    def whole(self, key: str, default: int | None = None) -> int | None:
        """Return a whole number >= 0."""
        found = self.values.get(key, default)
        if found is not None and (type(found) is not int or found < 0):
            raise self.wrong(key)
        return found

    def number(self, key: str, default: float) -> float:
        """Return a number >= 0."""
        found = self.values.get(key, default)
        if isinstance(found, bool) or not isinstance(found, int | float) or not found >= 0:
            raise self.wrong(key)
        return float(found)

    def flag(self, key: str) -> bool | None:
        """Return yes or no, ``None`` where it is not stated."""
        found = self.values.get(key)
        if found is not None and not isinstance(found, bool):
            raise self.wrong(key)
        return found
