"""All ways to spoil the toy of ``proposal.base``, each with the code that must tell it.

The toy has two subdistricts; its plan is sound, and has one exception with its reason.
"""

from tests.verify.corruption import CORRUPTIONS
from tests.verify.spoil import figures, rows, rules, supply, tables, terms

__all__ = ["CORRUPTIONS", "figures", "rows", "rules", "supply", "tables", "terms"]
