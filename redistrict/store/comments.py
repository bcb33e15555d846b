"""``comments.json``: what readers said of earlier proposals, with the answers."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter

from redistrict.domain.comment import Comment
from redistrict.store.text import write_json

NAME = "comments.json"
COMMENTS = TypeAdapter(tuple[Comment, ...])


def write_comments(folder: Path, comments: Sequence[Comment]) -> None:
    """Write the comments that a proposal answers to."""
    write_json(folder / NAME, [asdict(item) for item in comments])


def read_comments(folder: Path) -> tuple[Comment, ...]:
    """Return the comments of a proposal, of the folder above for one of its alternatives.

    Raises
    ------
    ValueError
        The file is not what :func:`write_comments` writes.
    """
    for place in (folder, folder.parent):
        if (place / NAME).is_file() and (place / "proposal.json").is_file():
            return COMMENTS.validate_python(json.loads((place / NAME).read_text(encoding="utf-8")))
    return ()
