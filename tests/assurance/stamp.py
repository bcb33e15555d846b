"""When and of what a figure was measured: written beside it by the program that measured it.

As a plugin of pytest (``-p tests.assurance.stamp``) it writes both into the file of results.
"""

import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def stamp() -> dict[str, str]:
    """Return today's date and the commit that is measured, and whether files differ from it."""
    changed = _git(
        "status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs/ASSURANCE.md"
    )
    commit = _git("rev-parse", "--short", "HEAD") or "unknown"
    day = datetime.now(UTC).date().isoformat()
    return {"date": day, "commit": f"{commit} with changes" if changed else commit}


def _git(*words: str) -> str:
    command = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return command.stdout.strip()


def measured(facts: Mapping[str, Any]) -> str:
    """Return when and of what a figure was measured, in words."""
    return f"measured {facts.get('date', 'at an unknown date')}, commit {facts.get('commit', '-')}"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Write the stamp into the file of results, as the tests begin."""
    from _pytest.junitxml import xml_key

    results = session.config.stash.get(xml_key, None)
    if results is not None:
        for name, value in stamp().items():
            results.add_global_property(name, value)
