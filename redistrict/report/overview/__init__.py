"""The one-page overview: plans side by side, to look at instead of to read."""

from redistrict.report.overview.figure import draw
from redistrict.report.overview.page import page

__all__ = ["draw", "page"]
