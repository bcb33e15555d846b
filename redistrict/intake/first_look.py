"""A first look at files that nobody has described yet: columns, samples, layers, gaps."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyogrio import list_layers, read_info
from pyogrio.errors import DataSourceError

from redistrict.intake import layers, tables
from redistrict.intake.meanings import of_units

SAMPLES = 3
LAYERS = {
    "roads": ("roads", "road", "道路", "街道路网", "路网"),
    "rivers": ("rivers", "river", "water", "河流", "水系"),
    "railways": ("railways", "railway", "rail", "铁路"),
    "bridges": ("bridges", "bridge", "桥梁", "通道"),
    "offices": ("offices", "office", "办公用房", "党群服务中心"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """What a file holds.

    Parameters
    ----------
    samples
        First different values of every column, in the order of the file.
    taken
        Column by meaning, as far as recognised.
    apart
        Whether most units touch no other unit: streets lie between them.
    context
        Layers of the same GeoPackage that serve orientation, by scenario key: layer and column
        of names.
    """

    path: Path
    layer: str
    table: bool
    rows: int
    samples: dict[str, tuple[str, ...]]
    taken: dict[str, str]
    apart: bool = False
    context: dict[str, dict[str, str]] | None = None


def look(path: Path, layer: str = "", sheet: str = "") -> Look:
    """Look at a layer or a table.

    Raises
    ------
    Failure
        The file cannot be read.
    """
    if path.suffix.lower() in tables.SUFFIXES:
        frame = tables.read_table(path, sheet).frame
        return Look(path, sheet, True, len(frame), _samples(frame), of_units(frame.columns))
    frame = layers.read_layer(path, layer).frame
    geometry = frame.geometry
    plain = frame.drop(columns=geometry.name)
    samples = _samples(plain)
    context = _context(path, layer)
    return Look(
        path, layer, False, len(frame), samples, of_units(samples), _apart(geometry), context
    )  # fmt: skip


def _samples(frame: Any) -> dict[str, tuple[str, ...]]:
    return {
        str(name): tuple(dict.fromkeys(text for text in map(str, frame[name]) if text))[:SAMPLES]
        for name in frame.columns
    }


def _apart(geometry: Any) -> bool:
    shapes = geometry[geometry.notna()].to_numpy()
    if len(shapes) < 2:
        return False
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    return bool(np.unique(first[first != second]).size < len(shapes) / 2)


def _context(path: Path, layer: str) -> dict[str, dict[str, str]]:
    if path.suffix.lower() != ".gpkg":
        return {}
    found: dict[str, dict[str, str]] = {}
    try:
        names = [str(name) for name, kind in list_layers(path) if kind and name != layer]
        for key, usual in LAYERS.items():
            for name in names:
                if name.casefold() in usual and key not in found:
                    columns = of_units(map(str, read_info(path, layer=name)["fields"]))
                    label = {"name": columns["name"]} if "name" in columns else {}
                    found[key] = {"layer": name, **label}
    except DataSourceError:
        return {}  # the strict reader has said what is wrong with the file
    return found
