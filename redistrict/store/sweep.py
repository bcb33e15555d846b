"""``sweep.json``: what a second goal gains as more change is allowed."""

import json
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter

from redistrict.domain.sweep import Sweep
from redistrict.store.text import write_json

NAME = "sweep.json"
SWEEP = TypeAdapter(Sweep)


def write_sweep(folder: Path, sweep: Sweep) -> None:
    """Write the sweep of a proposal; the gaps are written out for readers."""
    facts = asdict(sweep)
    for row, point in zip(facts["points"], sweep.points, strict=True):
        row["gap"] = None if point.gap is None else round(point.gap, 6)
    write_json(folder / NAME, facts)


def read_sweep(folder: Path) -> Sweep | None:
    """Return the sweep of a proposal, ``None`` where none was made."""
    path = folder / NAME
    if not path.is_file():
        return None
    facts = json.loads(path.read_text(encoding="utf-8"))
    for row in facts["points"]:
        del row["gap"]
    return SWEEP.validate_python(facts)
