"""Labels on a figure that never lie on each other."""

from __future__ import annotations

import math
from typing import Any

import shapely

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
        self.taken: list[Any] = []

    def must(self, at: Any, text: str, size: float, bold: bool = False) -> None:
        """Write a label at its place, smaller where it is crowded, or beside it with a leader."""
        for points in (size, *(item for item in _SMALLER if item < size)):
            artist = self._artist(at, text, points, bold)
            if any(self._fits(artist, at, up, aside) for up in _STEP[:5] for aside in _SHIFT):
                return
            artist.remove()
        artist = self._artist(at, text, _SMALLER[-1], bold)
        for ring in range(1, _RINGS):
            for step in range(12):
                turn = math.tau * step / 12
                up, aside = 1.2 * ring * math.cos(turn), 0.7 * ring * math.sin(turn)
                if self._fits(artist, at, up, aside):
                    x, y = artist.get_position()
                    self.axes.plot([at[0], x], [at[1], y], color="black", linewidth=0.5, zorder=11)
                    return
        artist.remove()

    def maybe(self, at: Any, text: str, size: float) -> bool:
        """Write a label near its place, or not at all; return whether it was written."""
        artist = self._artist(at, text, size)
        for up in _STEP[:5]:
            for aside in _SHIFT[:3]:
                if self._fits(artist, at, up, aside):
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
                if self._inside(artist) and not self._collides(artist):
                    self.taken.append(self._box(artist))
                    return True
                artist.remove()
        return False

    def block(self, x: float, y: float, pixels: float = 9) -> None:
        """Keep labels away from a point."""
        centre = self.axes.transData.transform((x, y))
        self.taken.append(shapely.Point(centre).buffer(pixels).envelope)

    def _artist(self, at: Any, text: str, size: float, bold: bool = False) -> Any:
        from matplotlib import patheffects

        artist = self.axes.text(
            at[0], at[1], text.replace("$", r"\$"), fontsize=size, ha="center", va="center",
            zorder=20 if bold else 12, linespacing=1.2,
        )  # fmt: skip
        artist.set_path_effects([patheffects.withStroke(linewidth=2.4, foreground="white")])
        return artist

    def _fits(self, artist: Any, at: Any, up: float, aside: float) -> bool:
        artist.set_position(at)
        box = artist.get_window_extent(self.renderer)
        x, y = self.axes.transData.transform(at)
        place = (x + aside * box.width, y + up * box.height)
        artist.set_position(self.axes.transData.inverted().transform(place))
        if not self._inside(artist) or self._collides(artist):
            return False
        self.taken.append(self._box(artist))
        return True

    def _box(self, artist: Any) -> Any:
        return shapely.box(*artist.get_window_extent(self.renderer).padded(1.5).extents)

    def _inside(self, artist: Any) -> bool:
        frame = shapely.box(*self.axes.get_window_extent(self.renderer).extents)
        return bool(frame.contains(self._box(artist)))

    def _collides(self, artist: Any) -> bool:
        box = self._box(artist)
        return any(box.intersects(other) for other in self.taken)


def _angle(line: Any, share: float) -> float:
    one = line.interpolate(max(0.0, share - 0.03), normalized=True)
    two = line.interpolate(min(1.0, share + 0.03), normalized=True)
    degrees = math.degrees(math.atan2(two.y - one.y, two.x - one.x))
    if degrees > 90:
        return degrees - 180
    return degrees + 180 if degrees < -90 else degrees
