"""Every refusal has a test that names it."""

import re
from pathlib import Path

from redistrict.domain.catalogue import CATALOGUE
from redistrict.domain.findings import Severity
from redistrict.domain.rules import LockKind

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "redistrict"
FALLBACK = {"SCENARIO_VALUE_OTHER", "TOUCHED_LIMIT_OPEN"}
"""What is said where a library tells of an error that is not known, and where the time of a search
under a limit runs out: no input leads there for certain."""


def _words(folder: Path, *leave: str) -> set[str]:
    files = (
        path for path in folder.rglob("*.py") if not set(leave) & {path.name, path.parent.name}
    )
    return set(re.findall(r"[A-Z][A-Z0-9_]+", "\n".join(p.read_text("utf-8") for p in files)))


def test_every_refusal_is_tested_by_name() -> None:
    named = _words(HERE, Path(__file__).name)
    errors = {code for code, entry in CATALOGUE.items() if entry.severity is Severity.ERROR}
    assert errors - named == FALLBACK


def test_every_finding_is_made_somewhere() -> None:
    made = _words(PACKAGE, "catalogue") | {f"PLAN_LOCK_{kind.name}" for kind in LockKind}
    assert not CATALOGUE.keys() - made
