"""The working reference system: projected, in metres, true to scale in the district."""

from typing import Any

import numpy as np
import pyproj
import shapely

from redistrict.intake.crs import CHINA, to_degrees, total_box

_SEVENTY_FIVE = 4534
"""EPSG code of CGCS2000, 3-degree zone without prefix, central meridian 75 degrees east."""


def is_metric(crs: Any) -> bool:
    """Whether lengths in a system are metres on the ground.

    World Mercator is projected in metres, but its metres are not those of the ground.
    """
    if crs.is_geographic:
        return False
    if "mercator" in crs.name.lower() and "transverse" not in crs.name.lower():
        return False
    return all(axis.unit_conversion_factor == 1.0 for axis in crs.axis_info)


def working(shapes: Any, crs: Any) -> Any:
    """Return the system to work in: the layer's own where it is metric.

    Otherwise the 3-degree zone of CGCS2000 around the layer's middle inside China (GB/T 24356),
    UTM on WGS 84 elsewhere.
    """
    if is_metric(crs):
        return crs
    box = total_box(shapes)
    seen = None if box is None else to_degrees(box, crs)
    if seen is None:
        return crs
    longitude, latitude = (seen[0] + seen[2]) / 2, (seen[1] + seen[3]) / 2
    if CHINA[0] <= longitude <= CHINA[2] and CHINA[1] <= latitude <= CHINA[3]:
        zone = min(20, max(0, round((longitude - 75) / 3)))
        return pyproj.CRS.from_epsg(_SEVENTY_FIVE + zone)
    zone = min(60, int((longitude + 180) // 6) + 1)
    return pyproj.CRS.from_epsg((32600 if latitude >= 0 else 32700) + zone)


def project(shapes: Any, source: Any, target: Any) -> Any:
    """Return geometries in another system; equal points stay equal."""
    if source == target or source is None or target is None:
        return shapes
    mover = pyproj.Transformer.from_crs(source, target, always_xy=True)
    return shapely.transform(shapes, lambda points: np.column_stack(mover.transform(*points.T)))
