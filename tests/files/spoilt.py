"""Ways to spoil a sound file."""

import json
import sqlite3
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import shapely.geometry


def change(data: bytes, at: int, new: bytes) -> bytes:
    """Return bytes with others in their place from a position on."""
    return data[:at] + new + data[at + len(new) :]


def patched(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """Change the bytes of a file in place."""
    path.write_bytes(change(path.read_bytes()))
    return path


def written(text: str | bytes, name: str) -> Callable[[Path], Path]:
    """Return what writes a file of this content into a folder."""

    def spoil(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return spoil


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    """Write a zip file."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def geojson_of(path: Path, shapes: Sequence[Any], **changes: Any) -> Path:
    """Write a GeoJSON file; ``crs`` is set in the document, anything else in every feature."""
    document: dict[str, Any] = {"type": "FeatureCollection"}
    if "crs" in changes:
        document["crs"] = changes.pop("crs")
    document["features"] = [
        {"type": "Feature", "properties": {"id": f"{number:03}"},
         "geometry": shapely.geometry.mapping(shapely.orient_polygons(shape)), **changes}
        for number, shape in enumerate(shapes, start=1)
    ]  # fmt: skip
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def sql(path: Path, *statements: str) -> Path:
    """Change a GeoPackage without its triggers, as no GIS program would."""
    with closing(sqlite3.connect(path)) as connection, connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in names.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)
    return path
