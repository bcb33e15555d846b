"""Pages and papers of a toy, and every way to spoil them that is tried."""

from tests.verify.papers import letters, map, summary, tables  # noqa: A004, F401 - they register
from tests.verify.papers.spoil import SPOILS, Spoil

__all__ = ["SPOILS", "Spoil"]
