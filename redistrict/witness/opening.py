"""The reader that fits a file, chosen by its ending and believed only by its bytes."""

import zipfile
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from redistrict.witness import delimited, geojson, geopackage, kml, shapefile, workbook
from redistrict.witness.table import Table, malformed

_LAYERS = (".shp", ".gpkg", ".geojson", ".json", ".kml")


def layer(path: Path, name: str | None = None, encoding: str = "") -> Table:
    """Return a layer of shapes with its cells.

    Raises
    ------
    Failure
        ``WITNESS_*`` findings.
    """
    suffix = path.suffix.lower()
    if suffix == ".gpkg":
        return geopackage.read(path, name)
    if suffix == ".shp":
        return shapefile.read(path, encoding)
    if suffix in (".geojson", ".json"):
        return geojson.read(path)
    if suffix == ".kml":
        return kml.read(path)
    if suffix in (".zip", ".kmz"):
        return _zipped(path, name, encoding)
    raise malformed(path, "WITNESS_FILE_KIND", suffix=suffix or "-")


def table(path: Path, sheet: str | None = None) -> Table:
    """Return a table without shapes.

    Raises
    ------
    Failure
        ``WITNESS_*`` findings.
    """
    suffix = path.suffix.lower()
    if suffix in (".csv", ".txt", ".tsv"):
        return delimited.read(path)
    if suffix in (".xlsx", ".xlsm"):
        return workbook.read(path, sheet)
    raise malformed(path, "WITNESS_FILE_KIND", suffix=suffix or "-")


def _zipped(path: Path, name: str | None, encoding: str) -> Table:
    """Return the one layer of a zip file; its members are read by their own names only."""
    try:
        with zipfile.ZipFile(path) as archive, TemporaryDirectory(prefix="redistrict-") as folder:
            members = [
                item
                for item in archive.infolist()
                if not item.is_dir() and not item.filename.startswith("__MACOSX")
            ]
            mains = [item for item in members if item.filename.lower().endswith(_LAYERS)]
            if name:
                mains = [item for item in mains if PurePosixPath(item.filename).stem == name]
            if len(mains) != 1:
                found = tuple(item.filename for item in mains)
                raise malformed(path, "WITNESS_LAYER_OPEN", layers=found)
            stem = PurePosixPath(mains[0].filename).with_suffix("")
            for item in members:
                if PurePosixPath(item.filename).with_suffix("") == stem:
                    target = Path(folder) / f"layer{PurePosixPath(item.filename).suffix.lower()}"
                    target.write_bytes(archive.read(item))
            main = Path(folder) / f"layer{PurePosixPath(mains[0].filename).suffix.lower()}"
            return layer(main, None, encoding)
    except (zipfile.BadZipFile, OSError, RuntimeError):
        raise malformed(path, "WITNESS_FILE_KIND", suffix=".zip") from None
