"""The papers that go up for approval (报批材料)."""

from redistrict.report.dossier.write import lacking, write

__all__ = ["lacking", "write"]
