"""The list of ways to spoil pages and papers."""

from collections.abc import Callable
from pathlib import Path

Spoil = Callable[[Path], None]
SPOILS: list[tuple[str, str, str, Spoil]] = []


def spoil(code: str, sole: str = "") -> Callable[[Spoil], Spoil]:
    """Register a way to spoil a folder; ``sole`` names the check that alone can tell it."""

    def add(how: Spoil) -> Spoil:
        SPOILS.append((how.__name__, code, sole, how))
        return how

    return add
