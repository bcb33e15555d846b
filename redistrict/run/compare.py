"""The story of ``compare``: several proposals line by line."""

from collections.abc import Sequence
from pathlib import Path

from redistrict.domain.record import Record
from redistrict.store.read import read_folder


def compare(folders: Sequence[Path]) -> tuple[tuple[str, Record], ...]:
    """Return the record of every folder with the name that tells it from the others."""
    return tuple((folder.as_posix(), read_folder(folder).record) for folder in folders)
