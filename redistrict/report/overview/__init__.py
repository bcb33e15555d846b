"""The one-page overview: plans side by side, to look at instead of to read."""

from redistrict.report.overview.figure import draw, front
from redistrict.report.overview.page import page

__all__ = ["draw", "front", "page"]
