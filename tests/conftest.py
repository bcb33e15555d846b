"""Fixtures that every test may use."""

from pathlib import Path

import pytest
from hypothesis import settings

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
