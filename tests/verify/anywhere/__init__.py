"""Ways to spoil whatever proposal, places drawn at random; the twin of ``spoil`` for real data."""

# In this order: the draws go through the list.
from tests.verify.anywhere import rows, plan, tables, figures, terms  # noqa: F401, I001 - they register
from tests.verify.anywhere.draw import KINDS, Draw, Kind

__all__ = ["KINDS", "Draw", "Kind"]
