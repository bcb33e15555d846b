"""Length of the common border of neighbouring grounds, and of its part on named lines."""

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from redistrict.limits.lines import NamedLine
from redistrict.limits.stretches import named_decimetres

Lengths = dict[tuple[str, str], tuple[int, int]]


def border_lengths(
    ground: gpd.GeoSeries, pairs: Sequence[tuple[str, str]], lines: Sequence[NamedLine] = ()
) -> Lengths:
    """Measure common borders.

    Parameters
    ----------
    ground
        Ground of every unit by id: a valid coverage, in metres.
    pairs
        Units that may have a common border.
    lines
        Roads, rivers, railways and walls; those without a name do not count.

    Returns
    -------
    dict
        Per pair the whole decimetres of common border and of these the ones on a named line,
        both rounded down. Pairs without a common border have 0 and 0.
    """
    if not pairs:
        return {}
    outline = shapely.boundary(ground.to_numpy())
    position = {name: index for index, name in enumerate(ground.index)}
    a = np.array([position[one] for one, _ in pairs])
    b = np.array([position[other] for _, other in pairs])
    common = shapely.intersection(outline[a], outline[b])
    lengths = np.floor(shapely.length(common) * 10 + 1e-6).astype(int)
    named = _named(common, lengths, lines)
    return {
        pair: (int(length), int(min(part, length)))
        for pair, length, part in zip(pairs, lengths, named, strict=True)
    }


def _named(common: Any, lengths: Any, lines: Sequence[NamedLine]) -> Sequence[int]:
    borders = [
        shapely.line_merge(shapely.multilinestrings(ways)) if ways else None
        for ways in (
            [part for part in shapely.get_parts(item) if part.geom_type == "LineString"]
            if length
            else []
            for item, length in zip(common, lengths, strict=True)
        )
    ]
    if not any(line.name for line in lines):
        return [0] * len(borders)
    return named_decimetres(borders, lines)
