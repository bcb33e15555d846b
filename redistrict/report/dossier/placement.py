"""Labels on a figure that never lie on each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import shapely
import shapely.affinity

_STEP = (0.0, 0.5, -0.5, 1.0, -1.0, 1.6, -1.6, 2.4, -2.4)
"""Where else a label may go, in heights of its own, up and down."""
_SHIFT = (0.0, 0.35, -0.35, 0.7, -0.7)
"""And in widths of its own, to the sides."""
_SMALLER = (9.0, 7.5, 6.0, 5.0)
_RINGS = 14
"""How far a leader may reach, in steps around the place."""


class Labels:
    """Places labels one after the other; the first come, the more important.

    Parameters
    ----------
    axes
        Axes whose limits are already set.
    """

    def __init__(self, axes: Any) -> None:
        self.axes = axes
        self.renderer = axes.figure.canvas.get_renderer()
        self.frame = shapely.box(*axes.get_window_extent(self.renderer).extents)
        shapely.prepare(self.frame)
        self.taken: list[Any] = []

    def must(self, at: Any, text: str, size: float, bold: bool = False) -> None:
        """Write a label at its place, smaller where it is crowded, or beside it with a leader."""
        for points in (size, *(item for item in _SMALLER if item < size)):
            artist = self._artist(at, text, points, bold)
            places = [(up, aside) for up in _STEP[:5] for aside in _SHIFT]
            if self._fits(artist, at, places) is not None:
                return
            artist.remove()
        artist = self._artist(at, text, _SMALLER[-1], bold)
        turns = [math.tau * step / 12 for step in range(12)]
        around = [
            (1.2 * ring * math.cos(turn), 0.7 * ring * math.sin(turn))
            for ring in range(1, _RINGS)
            for turn in turns
        ]
        if self._fits(artist, at, around) is None:
            artist.remove()
            return
        x, y = artist.get_position()
        self.axes.plot([at[0], x], [at[1], y], color="black", linewidth=0.5, zorder=11)

    def maybe(self, at: Any, text: str, size: float) -> bool:
        """Write a label near its place, or not at all; return whether it was written."""
        artist = self._artist(at, text, size)
        places = [(up, aside) for up in _STEP[:5] for aside in _SHIFT[:3]]
        if self._fits(artist, at, places) is not None:
            return True
        artist.remove()
        return False

    def along(self, line: Any, text: str) -> bool:
        """Write the name of a line along its longest straight part that is free."""
        parts = [part for part in shapely.get_parts(line) if part.length > 0]
        for part in sorted(parts, key=lambda item: -item.length)[:3]:
            for share in (0.5, 0.3, 0.7, 0.15, 0.85):
                here = part.interpolate(share, normalized=True)
                artist = self._artist((here.x, here.y), text, 8)
                artist.set_rotation(_angle(part, share))
                artist.set_color("#333333")
                box = self._box(artist)
                if self._free(box):
                    self.taken.append(box)
                    return True
                artist.remove()
        return False

    def block(self, x: float, y: float, pixels: float = 9) -> None:
        """Keep labels away from a point."""
        centre = self.axes.transData.transform((x, y))
        self.taken.append(shapely.Point(centre).buffer(pixels).envelope)

    def reserve(self, west: float, south: float, east: float, north: float) -> None:
        """Keep labels away from a part of the drawing, told in shares of its sides."""
        corners = self.axes.transAxes.transform([(west, south), (east, north)])
        self.taken.append(shapely.box(*corners.ravel()))

    def _artist(self, at: Any, text: str, size: float, bold: bool = False) -> Any:
        from matplotlib import patheffects

        artist = self.axes.text(
            at[0], at[1], text.replace("$", r"\$"), fontsize=size, ha="center", va="center",
            zorder=20 if bold else 12, linespacing=1.2,
        )  # fmt: skip
        artist.set_path_effects([patheffects.withStroke(linewidth=2.4, foreground="white")])
        return artist

    def _fits(
        self, artist: Any, at: Any, places: Sequence[tuple[float, float]]
    ) -> tuple[float, float] | None:
        """Move a label to the first free of some places, told in its own heights and widths."""
        extent = artist.get_window_extent(self.renderer)
        box = self._box(artist, extent)
        x, y = self.axes.transData.transform(at)
        for up, aside in places:
            east, north = aside * extent.width, up * extent.height
            moved = shapely.affinity.translate(box, east, north)
            if self._free(moved):
                place = self.axes.transData.inverted().transform((x + east, y + north))
                artist.set_position(place)
                self.taken.append(moved)
                return up, aside
        return None

    def _box(self, artist: Any, extent: Any | None = None) -> Any:
        extent = extent if extent is not None else artist.get_window_extent(self.renderer)
        return shapely.box(*extent.padded(1.5).extents)

    def _free(self, box: Any) -> bool:
        if not self.frame.contains(box):
            return False
        return not any(box.intersects(other) for other in self.taken)


def _angle(line: Any, share: float) -> float:
    one = line.interpolate(max(0.0, share - 0.03), normalized=True)
    two = line.interpolate(min(1.0, share + 0.03), normalized=True)
    degrees = math.degrees(math.atan2(two.y - one.y, two.x - one.x))
    if degrees > 90:
        return degrees - 180
    return degrees + 180 if degrees < -90 else degrees
