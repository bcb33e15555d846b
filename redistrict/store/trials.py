"""``sensitivity.json``: the recommended plan tried under other weights and counts."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter

from redistrict.domain.trial import Trial
from redistrict.store.text import write_json

NAME = "sensitivity.json"
TRIALS = TypeAdapter(tuple[Trial, ...])


def write_trials(folder: Path, trials: Sequence[Trial]) -> None:
    """Write the trials of a proposal."""
    write_json(folder / NAME, [asdict(item) for item in trials])


def read_trials(folder: Path) -> tuple[Trial, ...]:
    """Return the trials of a proposal, none where none were made."""
    path = folder / NAME
    if not path.is_file():
        return ()
    return TRIALS.validate_python(json.loads(path.read_text(encoding="utf-8")))
