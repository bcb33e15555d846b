"""One spoilt layer per fault: two sound squares, one thing wrong, refused or said by its name."""

import json
import os
import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.words import remedy, sentence
from redistrict.intake import geojson, geopackage, layers, positions, shapefile
from redistrict.intake.layers import read_layer
from tests.files.spoilt import change, geojson_of, patched, sql, written, zipped

EAST, NORTH = 500_000.0, 4_500_000.0
SQUARES = [shapely.box(EAST + 100 * n, NORTH, EAST + 100 * n + 100, NORTH + 100) for n in (0, 1)]


def _squares() -> Any:
    return geopandas.GeoDataFrame(
        {"id": ["001", "002"], "hh": [5, 6]}, geometry=SQUARES, crs="EPSG:4547"
    )


def _shapefile(folder: Path) -> Path:
    path = folder / "units.shp"
    _squares().to_file(path, engine="pyogrio", encoding="UTF-8")
    return path


def _geopackage(folder: Path) -> Path:
    path = folder / "units.gpkg"
    _squares().to_file(path, layer="units", engine="pyogrio")
    return path


def _geojson(folder: Path, **changes: Any) -> Path:
    return geojson_of(folder / "units.geojson", [shapely.box(111, 40, 111.1, 40.1)], **changes)


def _side(suffix: str, change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    """Spoil the bytes of one file of a shapefile."""

    def spoil(folder: Path) -> Path:
        path = _shapefile(folder)
        patched(path.with_suffix(suffix), change)
        return path

    return spoil


def _sql(*statements: str) -> Callable[[Path], Path]:
    """Spoil a GeoPackage by statements."""
    return lambda folder: sql(_geopackage(folder), *statements)


def _document(**changes: Any) -> Callable[[Path], Path]:
    return lambda folder: _geojson(folder, **changes)


def _text(text: str | bytes, name: str = "units.geojson") -> Callable[[Path], Path]:
    return written(text, name)


def _without(suffix: str) -> Callable[[Path], Path]:
    def spoil(folder: Path) -> Path:
        path = _shapefile(folder)
        path.with_suffix(suffix).unlink()
        return path

    return spoil


def _zip(**members: bytes) -> Callable[[Path], Path]:
    return lambda folder: zipped(folder / "units.zip", members)


def _geometry(kind: str, coordinates: Any) -> Callable[[Path], Path]:
    return _document(geometry={"type": kind, "coordinates": coordinates})


def _folder(folder: Path) -> Path:
    path = folder / "units.gpkg"
    path.mkdir()
    return path


def _unreadable_cpg(folder: Path) -> Path:
    path = folder / "units.shp"
    frame = _squares()
    frame["name"] = ["云泉社区", "鼓楼坊社区"]
    frame.to_file(path, engine="pyogrio", encoding="GB18030")
    path.with_suffix(".cpg").write_text("UTF-8")
    return path


def _bomb(folder: Path) -> Path:
    path = folder / "units.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("units.geojson", b"0" * (40 << 20))
    return path


def _encrypted(folder: Path) -> Path:
    path = zipped(folder / "units.zip", {"units.geojson": b"{}"})
    # The flag of every entry, in its own header and in the list at the end.
    return patched(
        path,
        lambda data: change(change(data, data.index(b"PK\x03\x04") + 6, b"\x01"),
                            data.index(b"PK\x01\x02") + 8, b"\x01"),
    )  # fmt: skip


def _journal(folder: Path) -> Path:
    path = _geopackage(folder)
    path.with_name("units.gpkg-wal").write_bytes(b"unsaved")
    return path


def _many_rings() -> list[Any]:
    return [[[111, 40], [111.1, 40], [111.1, 40.1], [111, 40]]] * 130_000


# One spoilt file per fault, the code that must be said, and the row where that has one.
REFUSED: dict[str, tuple[Callable[[Path], Path], str, int | None]] = {
    "no_bytes": (_text(b"", "units.gpkg"), "FILE_EMPTY", None),
    "a_folder": (_folder, "FILE_NOT_REGULAR", None),
    "a_drawing": (_text("x", "units.dwg"), "FILE_CAD", None),
    "a_database": (_text("x", "units.mdb"), "FILE_KIND", None),
    "side_file_instead_of_shp": (
        lambda folder: _shapefile(folder).with_suffix(".dbf"), "FILE_SIDE_FILE", None),
    "shp_without_shx": (_without(".shx"), "FILE_SIDE_MISSING", None),
    "shp_without_dbf": (_without(".dbf"), "FILE_SIDE_MISSING", None),
    "shp_without_prj": (_without(".prj"), "FILE_CRS_MISSING", None),
    "table_of_a_shapefile": (
        lambda folder: _shapefile(folder), "FILE_LAYER_UNKNOWN", None),
    "no_shapefile_at_all": (
        _side(".shp", lambda data: b"x" + data[1:]),
        "FILE_NOT_SHAPEFILE", None),
    "shp_cut_short": (_side(".shp", lambda data: data[:-8]), "FILE_SHP_SHORT", None),
    "shp_record_unlisted": (
        _side(".shx", lambda data: change(data[:-8], 24, struct.pack(">i", (len(data) - 8) // 2))),
        "FILE_SHP_UNLISTED", None),
    "shx_elsewhere": (
        _side(".shx", lambda data: change(data, 100, struct.pack(">i", 40))),
        "FILE_SHX_DIFFERS", 1),
    "shp_of_no_kind": (
        _side(".shp", lambda data: change(data, 32, struct.pack("<i", 77))),
        "FILE_SHAPE_KIND", None),
    "point_among_polygons": (
        _side(".shp", lambda data: change(data, 108, struct.pack("<i", 1))),
        "FILE_SHAPE_CLAIM", 1),
    "null_shape": (
        _side(".shp", lambda data: change(data, 108, struct.pack("<i", 0))),
        "FILE_SHAPE_NULL", 1),
    "more_points_than_bytes": (
        _side(".shp", lambda data: change(data, 148, struct.pack("<i", 500))),
        "FILE_SHAPE_CLAIM", 1),
    "endless_coordinate": (
        _side(".shp", lambda data: change(data, 156, struct.pack("<d", float("inf")))),
        "FILE_COORDINATE", 1),
    "dbf_without_header": (_side(".dbf", lambda data: data[:20]), "FILE_DBF_HEADER", None),
    "dbf_of_another_width": (
        _side(".dbf", lambda data: change(data, 10, struct.pack("<H", 7))),
        "FILE_DBF_HEADER", None),
    "dbf_cut_short": (_side(".dbf", lambda data: data[:-10]), "FILE_DBF_COUNT", None),
    "dbf_rows_beyond_its_count": (
        _side(".dbf", lambda data: change(data, 4, struct.pack("<I", 1))), "FILE_DBF_COUNT", None),
    "dbf_row_deleted": (
        _side(".dbf", lambda data: change(data, struct.unpack("<H", data[8:10])[0], b"*")),
        "FILE_DBF_DELETED", 1),
    "dbf_row_marked_oddly": (
        _side(".dbf", lambda data: change(data, struct.unpack("<H", data[8:10])[0], b"?")),
        "FILE_DBF_MARK", 1),
    "dbf_letters_in_a_number": (
        _side(".dbf", lambda data: data.replace(b" 5", b" x", 1)), "FILE_DBF_CELL", 1),
    "dbf_memo_column": (
        _side(".dbf", lambda data: change(data, 32 + 11, b"M")), "FILE_DBF_KIND", 1),
    "dbf_column_without_name": (
        _side(".dbf", lambda data: change(data, 32, bytes(11))), "FILE_COLUMN_UNNAMED", None),
    "dbf_column_twice": (
        _side(".dbf", lambda data: change(data, 64, b"ID".ljust(11, b"\0"))),
        "FILE_COLUMN_TWICE", None),
    "dbf_control_character": (
        _side(".dbf", lambda data: data.replace(b"001", b"0\x011", 1)),
        "FILE_CONTROL_CHARACTER", 1),
    "cpg_says_utf8_and_text_is_gbk": (_unreadable_cpg, "FILE_ENCODING_CONTRADICTION", None),
    "gpkg_is_a_text": (
        _text("not a database, but longer than a head" * 9, "units.gpkg"), "FILE_DISGUISED", None),
    "gpkg_with_unsaved_changes": (_journal, "FILE_GPKG_UNSAVED", None),
    "gpkg_without_layer": (_sql("DELETE FROM gpkg_contents"), "FILE_NO_LAYER", None),
    "gpkg_layer_is_a_view": (
        _sql("ALTER TABLE units RENAME TO kept", "CREATE VIEW units AS SELECT * FROM kept",
             "UPDATE gpkg_contents SET table_name = 'units'"),
        "FILE_GPKG_VIEW", None),
    "gpkg_row_lost": (_sql("DELETE FROM units WHERE fid = 2"), "FILE_COUNT_DIFFERS", None),
    "gpkg_text_in_a_number": (
        _sql("UPDATE units SET hh = 'many' WHERE fid = 2"), "FILE_GPKG_CELL", 2),
    "gpkg_geometry_is_no_geometry": (
        _sql("UPDATE units SET geom = x'00' WHERE fid = 1"), "FILE_GEOMETRY_CELL", 1),
    "gpkg_null_shape": (_sql("UPDATE units SET geom = NULL WHERE fid = 1"), "FILE_SHAPE_NULL", 1),
    "gpkg_control_character": (
        _sql("UPDATE units SET id = char(7) WHERE fid = 1"), "FILE_CONTROL_CHARACTER", 1),
    "gpkg_torn": (
        lambda folder: patched(_geopackage(folder), lambda data: data[:5000]),
        "FILE_UNREADABLE", None),
    "json_in_gbk": (_text('{"名称": 1}'.encode("gb18030")), "FILE_NOT_UTF8", None),
    "json_broken": (_text("{"), "FILE_JSON_SYNTAX", 1),
    "json_key_twice": (_text('{"type": 1, "type": 2}'), "FILE_JSON_KEY_TWICE", None),
    "json_not_a_number": (_text('{"x": NaN}'), "FILE_JSON_NUMBER", None),
    "json_too_deep": (_text("[" * 200_000), "FILE_JSON_DEEP", None),
    "json_list": (_text("[]"), "FILE_NOT_GEOJSON", None),
    "json_topology": (_text('{"type": "Topology"}'), "FILE_TOPOJSON", None),
    "json_feature_without_geometry": (
        _text('{"type": "Feature", "properties": {}}'), "FILE_JSON_STRUCTURE", 1),
    "json_whole_number_too_long": (
        _document(properties={"id": 2**60}), "FILE_JSON_NUMBER_LONG", 1),
    "json_control_character": (
        _document(properties={"id": "a\u0007"}), "FILE_CONTROL_CHARACTER", 1),
    "json_crs_by_link": (
        _document(crs={"type": "link", "properties": {"href": "x"}}), "FILE_CRS_LINK", None),
    "json_ring_open": (
        _geometry("Polygon", [[[111, 40], [112, 40], [112, 41], [111, 41]]]), "FILE_COORDINATE", 1),
    "json_metres_as_degrees": (
        _geometry("Polygon", [[[500, 400], [501, 400], [501, 401], [500, 400]]]),
        "FILE_CRS_OUTSIDE", None),
    "json_more_points_than_a_unit_has": (
        _geometry("Polygon", _many_rings()), "FILE_TOO_MANY_POINTS", 1),
    "zip_broken": (_text(b"PK\x03\x04 and no more", "units.zip"), "FILE_ZIP_BROKEN", None),
    "zip_bomb": (_bomb, "FILE_ZIP_BOMB", None),
    "zip_encrypted": (_encrypted, "FILE_ZIP_ENCRYPTED", None),
    "zip_member_leaves_the_folder": (
        _zip(**{"../units.geojson": b"{}"}), "FILE_ZIP_MEMBER", None),
    "zip_in_the_zip": (_zip(**{"inner.zip": b"x"}), "FILE_ZIP_NESTED", None),
    "zip_without_layer": (_zip(**{"readme.txt": b"x"}), "FILE_NO_LAYER", None),
    "zip_with_two_layers": (
        _zip(**{"a.geojson": b"{}", "b.geojson": b"{}"}), "FILE_SEVERAL_LAYERS", None),
}  # fmt: skip

REPORTED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "shp_with_bytes_at_the_end": (
        _side(".shp", lambda data: data + b"\1" * 8), "FILE_TRAILING_BYTES"),
    "gpkg_with_a_trigger": (
        _sql("CREATE TRIGGER odd AFTER INSERT ON units BEGIN SELECT 1; END"), "FILE_GPKG_TRIGGER"),
    "json_crs_of_the_old_form": (
        _document(crs={"type": "name", "properties": {"name": "EPSG:4490"}}), "FILE_CRS_LEGACY"),
    "json_feature_without_place": (_document(geometry=None), "FILE_SHAPE_MISSING"),
    "json_with_heights": (
        _geometry("Polygon", [[[111, 40, 1], [112, 40, 1], [112, 41, 1], [111, 40, 1]]]),
        "FILE_HEIGHTS_DROPPED"),
    "json_ring_clockwise": (
        _geometry("Polygon", [[[111, 40], [111, 41], [112, 41], [111, 40]]]),
        "FILE_RING_DIRECTION"),
    "json_point_twice": (
        _geometry("Polygon", [[[111, 40], [112, 40], [112, 40], [112, 41], [111, 40]]]),
        "FILE_POINTS_REPEATED"),
    "json_value_in_a_value": (_document(properties={"id": {"a": 1}}), "FILE_JSON_NESTED"),
}  # fmt: skip


@pytest.mark.parametrize("fault", REFUSED)
def test_refused(fault: str, tmp_path: Path) -> None:
    """The file is refused for its fault, named, with a remedy, in both languages."""
    spoil, code, row = REFUSED[fault]
    path = spoil(tmp_path)
    with pytest.raises(Failure) as caught:
        read_layer(path, layer="other" if fault == "table_of_a_shapefile" else "")
    assert caught.value.exit_code == Exit.INPUT
    found = [item for item in caught.value.findings if item.code == code]
    assert found, caught.value.findings
    assert found[0].place.file.startswith(path.stem)
    assert found[0].place.row == row
    for language in ("en", "zh"):
        assert sentence(found[0], language)
        assert remedy(found[0], language)


@pytest.mark.parametrize("fault", REPORTED)
def test_reported(fault: str, tmp_path: Path) -> None:
    """What changes no unit is read, and said."""
    spoil, code = REPORTED[fault]
    assert code in {item.code for item in read_layer(spoil(tmp_path)).findings}


@pytest.mark.parametrize("write", [_shapefile, _geopackage, _geojson])
def test_sound(write: Callable[[Path], Path], tmp_path: Path) -> None:
    """Without the fault nothing is said."""
    assert read_layer(write(tmp_path)).findings == ()


def _said(path: Path, **stated: Any) -> set[str]:
    with pytest.raises(Failure) as caught:
        read_layer(path, **stated)
    return {item.code for item in caught.value.findings}


@pytest.mark.parametrize(
    ("crs", "code"),
    [("EPSG:999999", "FILE_CRS_UNKNOWN"), ("EPSG:2437", "FILE_CRS_NO_SHIFT"),
     ("EPSG:4547", "FILE_CRS_OUTSIDE")],
)  # fmt: skip
def test_reference_system_as_stated(crs: str, code: str, tmp_path: Path) -> None:
    """Unknown, of unknown shift (Beijing 1954), or impossible for these coordinates."""
    far = geopandas.GeoDataFrame(
        {"id": ["1"]}, geometry=[shapely.box(9e7, 0, 9e7 + 1, 1)], crs=None
    )
    path = tmp_path / "units.gpkg"
    far.to_file(path, engine="pyogrio")
    assert code in _said(path, crs=crs)


def test_axes_exchanged_are_told_by_the_stated_system_alone(tmp_path: Path) -> None:
    """Northing first: of the thirty zones that would fit, the stated one is the likeliest."""
    turned = geopandas.GeoDataFrame(
        {"id": ["1"]}, geometry=[shapely.box(4_180_000, 437_000, 4_180_200, 437_200)], crs=None
    )
    path = tmp_path / "units.gpkg"
    turned.to_file(path, engine="pyogrio")
    with pytest.raises(Failure) as caught:
        read_layer(path, crs="EPSG:4546")
    (found,) = (item for item in caught.value.findings if item.code == "FILE_CRS_OUTSIDE")
    assert found.facts["candidates"] == ("EPSG:4546,swap",)


def test_another_reference_system_than_the_file_says(tmp_path: Path) -> None:
    """The statement wins over the file, and that is said."""
    found = read_layer(_geopackage(tmp_path), crs="EPSG:4546").findings
    assert {item.code for item in found} == {"FILE_CRS_OVERRIDDEN"}


def test_shift_of_the_map_services_taken_away(tmp_path: Path) -> None:
    """Coordinates stated as those of a map service are converted, and that is said."""
    found = read_layer(_geojson(tmp_path), crs="gcj02").findings
    assert "FILE_CRS_UNSHIFTED" in {item.code for item in found}


def test_two_layers_and_an_unknown_one(tmp_path: Path) -> None:
    """Which layer is meant is asked, with the names."""
    path = _geopackage(tmp_path)
    _squares().to_file(path, layer="more", engine="pyogrio")
    assert _said(path) == {"FILE_SEVERAL_LAYERS"}
    assert _said(path, layer="others") == {"FILE_LAYER_UNKNOWN"}


@pytest.mark.parametrize("text", ["https://x/u.gpkg", "/vsizip/u.gpkg", "<VRT/>", "a|b"])
def test_addresses_are_not_opened(text: str) -> None:
    """Neither addresses nor documents in place of a path reach a library."""
    assert _said(Path(text)) == {"FILE_ADDRESS"}


@pytest.mark.parametrize(
    ("module", "limit", "write", "code"),
    [
        (shapefile, "MOST_ROWS", _shapefile, "FILE_TOO_MANY_ROWS"),
        (shapefile, "MOST_POINTS", _shapefile, "FILE_TOO_MANY_POINTS"),
        (geopackage, "MOST_ROWS", _geopackage, "FILE_TOO_MANY_ROWS"),
        (geopackage, "MOST_COLUMNS", _geopackage, "FILE_TOO_MANY_COLUMNS"),
        (positions, "MOST_POINTS", _geojson, "FILE_TOO_MANY_POINTS"),
        (geojson, "MOST_COLUMNS", _geojson, "FILE_TOO_MANY_COLUMNS"),
    ],
)
def test_limits(
    module: Any, limit: str, write: Callable[[Path], Path], code: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Beyond a limit nothing is read."""
    monkeypatch.setattr(module, limit, 0)
    assert _said(write(tmp_path)) == {code}


def test_size_limit(tmp_path: Path) -> None:
    """A file beyond a gibibyte (here a hole of that size) is not opened."""
    path = _geopackage(tmp_path)
    os.truncate(path, (1 << 30) + 1)
    assert _said(path) == {"FILE_TOO_BIG"}


def test_changed_while_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that another program writes meanwhile is refused."""
    path = _geojson(tmp_path)
    read = layers._read

    def slow(*given: Any) -> Any:
        raw = read(*given)
        document = json.loads(path.read_text(encoding="utf-8"))
        document["features"][0]["properties"]["id"] = "changed"
        path.write_text(json.dumps(document), encoding="utf-8")
        return raw

    monkeypatch.setattr(layers, "_read", slow)
    assert _said(path) == {"FILE_CHANGED"}


def test_counts_of_shapes_and_rows(tmp_path: Path) -> None:
    """A table with a row more than there are shapes belongs to another layer."""
    path = _shapefile(tmp_path)
    (tmp_path / "longer").mkdir()
    longer = tmp_path / "longer" / "units.shp"
    _squares().iloc[[0, 1, 1]].to_file(longer, engine="pyogrio", encoding="UTF-8")
    shutil.copy(longer.with_suffix(".dbf"), path.with_suffix(".dbf"))
    assert _said(path) == {"FILE_COUNT_DIFFERS"}
