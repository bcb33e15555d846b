"""Fixtures that every test may use."""

import string
from pathlib import Path

import pytest
from hypothesis import settings

from redistrict.domain.catalogue import CATALOGUE
from redistrict.domain.findings import Finding

# Speed is measured in benchmarks, never by a test: a busy machine is no fault.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

SHARED = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real open data, or skip: it is not part of the project."""
    if not SHARED.is_dir():
        pytest.skip("the real open data (../shared/data) are not on this machine")
    return SHARED


@pytest.fixture(autouse=True, scope="session")
def every_finding_can_be_said() -> None:
    """Hold each finding that any test makes to its words: a fact they need is never missing."""
    fill = string.Formatter()
    needed = {
        code: {name for text in (words.sentence, words.remedy) if text
               for _, name, _, _ in fill.parse(text) if name}
        for code, words in CATALOGUE.items()
    }  # fmt: skip
    make = Finding.__init__

    def checked(self: Finding, code: str, *rest: object, **named: object) -> None:
        make(self, code, *rest, **named)  # type: ignore[arg-type]
        lacking = needed.get(code, set()) - set(self.facts)
        assert not lacking, f"{code} cannot be said without {sorted(lacking)}"

    Finding.__init__ = checked  # type: ignore[method-assign]
