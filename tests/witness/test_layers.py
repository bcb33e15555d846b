"""Layers as the witness reads them, and every way in which one can fail its own form."""

import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest
import shapely

from redistrict.witness import (
    dbase,
    geojson,
    geopackage,
    kml,
    opening,
    shapefile,
)
from tests.files.spoilt import sql
from tests.witness.test_formats import put, refused

SQUARE = [[[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]]]


def feature(**more: Any) -> dict[str, Any]:
    shape = {"type": "Polygon", "coordinates": SQUARE}
    return {"type": "Feature", "properties": {"n": 1}, "geometry": shape, **more}


def collection(path: Path, *features: Any, **more: Any) -> Path:
    document = {"type": "FeatureCollection", "features": list(features), **more}
    return put(path, json.dumps(document))


def test_geojson(tmp_path: Path) -> None:
    path = tmp_path / "l.geojson"
    odd = feature(id=7, properties={"n": None, "b": True, "l": [1], "f": False})
    read = geojson.read(collection(path, feature(), odd))
    assert read.columns == ("n", "b", "l", "f", "id")
    assert read.rows == ((1, None, None, None, None), (None, "true", "[1]", "false", 7))
    assert (read.numbers, read.crs, read.shapes[0].area) == ((1, 2), "EPSG:4326", 81.0)
    assert geojson.read(collection(path, feature(id=7, properties={"id": "a"}))).rows == (("a",),)
    assert geojson.read(collection(path, feature(properties=None))).columns == ()
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}
    assert geojson.read(collection(path, feature(), crs=named)).crs == named["properties"]["name"]
    for other in ({"properties": 1}, 1, {"properties": {"name": 1}}):
        assert geojson.read(collection(path, feature(), crs=other)).crs == "EPSG:4326"


@pytest.mark.parametrize(
    ("features", "code"),
    [
        ([], "WITNESS_FILE_EMPTY"),
        ([1], "WITNESS_JSON_BROKEN"),
        ([{"type": "Point"}], "WITNESS_JSON_BROKEN"),
        ([feature(properties=[1])], "WITNESS_JSON_BROKEN"),
        ([feature(geometry=None)], "WITNESS_GEOMETRY_BROKEN"),
        ([feature(geometry={"type": "Polygon", "coordinates": [[[0, 0]]]})],
         "WITNESS_GEOMETRY_BROKEN"),
    ],
)  # fmt: skip
def test_geojson_that_is_none(tmp_path: Path, features: list[Any], code: str) -> None:
    path = collection(tmp_path / "l.geojson", *features)
    assert refused(lambda: geojson.read(path))[0] == code
    assert refused(lambda: geojson.read(put(path, "[]")))[0] == "WITNESS_FILE_EMPTY"


RING = "0,0 0,9 9,9 9,0 0,0"
POLYGON = f"""<Polygon><outerBoundaryIs><LinearRing><coordinates>{RING}</coordinates></LinearRing>
</outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>1,1,5 1,2,5 2,2,5 1,1,5</coordinates>
</LinearRing></innerBoundaryIs></Polygon>"""
POINT = "<Point><coordinates>3,4,0</coordinates></Point>"
LINE = "<LineString><coordinates>0,0 3,4</coordinates></LineString>"


def marks(path: Path, *bodies: str) -> Path:
    inside = "".join(f"<Placemark {body}</Placemark>" for body in bodies)
    return put(path, f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name> D </name>'
                     f"<Folder><name>F</name>{inside}</Folder></Document></kml>")  # fmt: skip


def test_kml(tmp_path: Path) -> None:
    data = ('<ExtendedData><Data name="h"><value> 12 </value></Data><Data/><SchemaData>'
            '<SimpleData name="c">x</SimpleData></SchemaData></ExtendedData>')  # fmt: skip
    path = marks(
        tmp_path / "l.kml", f'id="a"><name> A </name>{data}{POLYGON}', f">{POINT}", f">{LINE}",
        f"><MultiGeometry>{POLYGON}{POLYGON}</MultiGeometry>",
        f"><MultiGeometry>{POLYGON}{POINT}</MultiGeometry>",
    )  # fmt: skip
    read = kml.read(path)
    assert read.columns == ("name", "folder", "id", "h", "Data", "c")
    assert read.rows[0] == ("A", "F", "a", "12", "", "x")
    assert read.rows[1] == ("", "F", "", "", "", "")
    kinds = ["Polygon", "Point", "LineString", "MultiPolygon", "GeometryCollection"]
    assert [shape.geom_type for shape in read.shapes] == kinds
    assert read.shapes[0].area == 80.5
    assert (read.shapes[1].coords[0], read.shapes[2].length) == ((3.0, 4.0), 5.0)
    assert (read.numbers, read.crs) == ((1, 2, 3, 4, 5), "EPSG:4326")
    assert opening.layer(path).rows == read.rows
    alone = put(tmp_path / "o.kml", f"<kml xmlns='k'><Placemark>{POINT}</Placemark></kml>")
    assert kml.read(alone).columns == ("name",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<kml", "WITNESS_FILE_KIND"),
        ('<!DOCTYPE k [<!ENTITY a "b">]><kml>&a;</kml>', "WITNESS_FILE_KIND"),
        ("<kml xmlns='k'/>", "WITNESS_FILE_EMPTY"),
        ("<kml xmlns='k'><Placemark/></kml>", "WITNESS_GEOMETRY_BROKEN"),
        (f"<kml xmlns='k'><Placemark>{POINT.replace('4', 'x')}</Placemark></kml>",
         "WITNESS_GEOMETRY_BROKEN"),
    ],
)  # fmt: skip
def test_kml_that_is_none(tmp_path: Path, text: str, code: str) -> None:
    path = put(tmp_path / "l.kml", text)
    assert refused(lambda: kml.read(path))[0] == code


def layer(path: Path, shapes: list[Any], name: str = "units") -> Path:
    frame = gpd.GeoDataFrame({"n": range(len(shapes))}, geometry=shapes, crs="EPSG:4547")
    pyogrio.write_dataframe(frame, path, layer=name)
    return path


def blob(envelope: int, flags: int = 1, size: int = 0) -> str:
    body = shapely.to_wkb(shapely.box(0, 0, 3, 3))
    return (b"GP\0" + bytes([flags | envelope << 1]) + b"\0" * (4 + size) + body).hex()


def shaped(digits: str) -> str:
    return f"UPDATE units SET geom = x'{digits}'"  # noqa: S608 - our own digits


def test_geopackages(tmp_path: Path) -> None:
    path = layer(tmp_path / "l.gpkg", [shapely.box(0, 0, 3, 3)])
    read = geopackage.read(path)
    assert (read.sheet, read.columns, read.crs) == ("units", ("fid", "n"), "EPSG:4547")
    assert (read.rows, read.numbers, read.shapes[0].area) == (((1, 0),), (1,), 9.0)
    assert geopackage.read(path, "units", shapes=False).shapes == ()
    for envelope, size in ((0, 0), (1, 32), (2, 48), (3, 48), (4, 64)):
        sql(path, shaped(blob(envelope, size=size)))
        assert geopackage.read(path).shapes[0].area == 9.0
    for bad in (blob(5), blob(0, 0x11), "4750", blob(0).replace("4750", "5047", 1), blob(0)[:40]):
        sql(path, shaped(bad))
        assert refused(lambda: geopackage.read(path))[0] == "WITNESS_GEOMETRY_BROKEN"
    sql(path, shaped(blob(0)), "DROP TABLE gpkg_ogr_contents")
    assert len(geopackage.read(path).rows) == 1


@pytest.mark.parametrize(
    ("statement", "crs"),
    [
        ("UPDATE gpkg_spatial_ref_sys SET organization = 'epsg'", "EPSG:4547"),
        ("UPDATE gpkg_spatial_ref_sys SET organization = 'X', definition = 'undefined'", ""),
        ("UPDATE gpkg_spatial_ref_sys SET organization = 'X', definition = 'LOCAL_CS'", "LOCAL_CS"),
        ("DELETE FROM gpkg_spatial_ref_sys WHERE srs_id = 4547", ""),
    ],
)
def test_systems_of_geopackages(tmp_path: Path, statement: str, crs: str) -> None:
    path = layer(tmp_path / "l.gpkg", [shapely.box(0, 0, 3, 3)])
    sql(path, statement)
    assert geopackage.read(path).crs == crs


def test_names_of_geopackages_that_hold_quotes(tmp_path: Path) -> None:
    """Whoever names a column as SQL runs nothing; rows come in the order of their key."""
    path = layer(tmp_path / "l.gpkg", [shapely.box(0, 0, side, side) for side in (1, 2)])
    sql(path, 'ALTER TABLE units RENAME COLUMN n TO "a"" FROM x; --"',
        'ALTER TABLE units RENAME TO "u""s; --"',
        *(f"UPDATE {table} SET table_name = 'u\"s; --'" for table in (  # noqa: S608 - our own
            "gpkg_contents", "gpkg_geometry_columns", "gpkg_ogr_contents")))  # fmt: skip
    read = geopackage.read(path)
    assert (read.sheet, read.columns) == ('u"s; --', ("fid", 'a" FROM x; --'))
    assert (read.rows, [shape.area for shape in read.shapes]) == (((1, 0), (2, 1)), [1.0, 4.0])


def test_geopackages_of_two_layers(tmp_path: Path) -> None:
    path = layer(tmp_path / "l.gpkg", [shapely.box(0, 0, 3, 3)])
    layer(path, [shapely.box(0, 0, 1, 1)] * 2, "more")
    assert refused(lambda: geopackage.read(path)) == (
        "WITNESS_LAYER_OPEN", {"layers": ("more", "units")},
    )  # fmt: skip
    assert len(geopackage.read(path, "more").rows) == 2
    path.with_name("l.gpkg-journal").write_bytes(b"x")
    assert refused(lambda: geopackage.read(path, "more")) == (
        "WITNESS_DATABASE_OPEN", {"other": "l.gpkg-journal"},
    )  # fmt: skip


def dbf(path: Path, fields: list[tuple[bytes, str, int]], *records: bytes, **head: Any) -> Path:
    """Write a table from its bytes, so that each can be wrong."""
    width = 1 + sum(size for _, _, size in fields)
    data = b"\x03\0\0\0" + struct.pack("<IHH", head.get("count", len(records)),
                                      33 + 32 * len(fields), head.get("width", width))  # fmt: skip
    data += b"\0" * 17 + bytes([head.get("language", 0)]) + b"\0\0"
    for name, kind, size in fields:
        data += name.ljust(11, b"\0") + kind.encode() + b"\0" * 4 + bytes([size]) + b"\0" * 15
    return put(path, data + b"\r" + b"".join(records) + head.get("tail", b"\x1a"))


TWO = [(b"name", "C", 6), (b"n", "N", 4)]


def test_dbase(tmp_path: Path) -> None:
    path = tmp_path / "t.dbf"
    rows = (b" a     " + b"  12", b" b     " + b"****", b"       " + b"-1.5")
    columns, cells = dbase.read(dbf(path, TWO, *rows))
    assert columns == ("name", "n")
    assert cells == [("a", "12"), ("b", "****"), ("", "-1.5")]
    assert dbase.read(dbf(path, TWO, *rows, tail=b""))[1] == cells


@pytest.mark.parametrize(
    ("record", "more", "code"),
    [
        (b" a       1", {"count": 2}, "WITNESS_COUNT_DIFFERS"),
        (b" a       12", {"tail": b"x"}, "WITNESS_COUNT_DIFFERS"),
        (b" a       12", {"width": 12}, "WITNESS_DBF_BROKEN"),
        (b"*a       12", {}, "WITNESS_RECORD_DELETED"),
        (b" a      1-2", {}, "WITNESS_CELL_BROKEN"),
        (b" a     \xb2  1", {}, "WITNESS_CELL_BROKEN"),
        (b" a\x01      1", {}, "WITNESS_CELL_BROKEN"),
        (b" \xff\xff      1", {}, "WITNESS_TEXT_BROKEN"),
    ],
)
def test_dbase_that_is_none(tmp_path: Path, record: bytes, more: Any, code: str) -> None:
    path = dbf(tmp_path / "t.dbf", TWO, record.ljust(11), **more)
    assert refused(lambda: dbase.read(path))[0] == code
    assert refused(lambda: dbase.read(put(path, b"\x03" * 32)))[0] == "WITNESS_DBF_BROKEN"
    assert refused(lambda: dbase.read(dbf(path, [])))[0] == "WITNESS_DBF_BROKEN"


def test_languages_of_dbase(tmp_path: Path) -> None:
    """The scenario's word, the language byte, UTF-8 and GB18030, in this order."""
    path = tmp_path / "t.dbf"
    record = b" " + "户数".encode("gb18030").ljust(6) + b"   1"
    assert dbase.read(dbf(path, TWO, record))[1] == [("户数", "1")]
    assert dbase.read(dbf(path, TWO, record), "nonsense")[1] == [("户数", "1")]
    big5 = b" " + "戶數".encode("cp950").ljust(6) + b"   1"
    assert dbase.read(dbf(path, TWO, big5, language=0x78))[1] == [("戶數", "1")]
    assert dbase.read(dbf(path, TWO, big5), "cp950")[1] == [("戶數", "1")]
    both = " é".encode() + b"      1"  # two bytes that are Chinese in the other two, too
    for language, codec in ((0, "utf-8"), (0x4D, "gb18030"), (0x7A, "gb18030"), (0x4F, "cp950"),
                            (0x78, "cp950"), (0x57, "utf-8")):  # fmt: skip
        word = "é".encode().decode(codec)
        assert dbase.read(dbf(path, TWO, both.ljust(11), language=language))[1][0][0] == word
    # A name of 10 bytes was cut within its fourth sign; one of 4 bytes was not cut.
    cut = "户口总数量".encode()[:10]
    assert dbase.read(dbf(path, [(cut, "C", 3)], b" abc"))[0] == ("户口总",)
    full = b"abcdef" + "测测".encode("gb18030")
    assert dbase.read(dbf(path, [(full, "C", 3)], b" abc"))[0] == ("abcdef测测",)
    short = "户口".encode()[:4]
    broken = dbf(path, [(short, "C", 3)], b" abc")
    assert dbase.read(broken)[0] == (short.decode("gb18030"),)


def shp(path: Path, *bodies: bytes, **head: Any) -> Path:
    """Write a shapefile from its bytes with a table of as many records."""
    data = b"".join(struct.pack(">II", at, head.get("size", len(body) // 2)) + body
                    for at, body in enumerate(bodies, 1))  # fmt: skip
    size = (100 + len(data)) // 2 + head.get("longer", 0)
    first = struct.pack(">I", head.get("code", 9994)) + b"\0" * 20 + struct.pack(">I", size)
    dbf(path.with_suffix(".dbf"), TWO, *[b" a        1"] * head.get("rows", len(bodies)))
    return put(path, first.ljust(100, b"\0") + data + head.get("tail", b""))


def many(kind: int, *rings: list[tuple[float, float]]) -> bytes:
    points = [point for ring in rings for point in ring]
    starts = [sum(len(ring) for ring in rings[:at]) for at in range(len(rings))]
    return (struct.pack("<I", kind) + b"\0" * 32 + struct.pack("<II", len(rings), len(points))
            + struct.pack(f"<{len(rings)}I", *starts)
            + b"".join(struct.pack("<2d", *point) for point in points))  # fmt: skip


OUTER = [(0.0, 0.0), (0.0, 9.0), (9.0, 9.0), (9.0, 0.0), (0.0, 0.0)]
HOLE = [(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0), (1.0, 1.0)]
APART = [(20.0, 0.0), (20.0, 5.0), (25.0, 5.0), (25.0, 0.0), (20.0, 0.0)]
LEAN = [(0.5, 0.5), (0.5, 3.0), (3.0, 3.0), (3.0, 0.5), (0.5, 0.5)]


def test_shapefiles(tmp_path: Path) -> None:
    path = tmp_path / "l.shp"
    point = struct.pack("<I2d", 1, 3.0, 4.0)
    bodies = [point, many(3, OUTER[:2]), many(3, OUTER[:2], APART[:2]), many(5, OUTER, HOLE),
              many(5, OUTER, APART, HOLE), many(15, OUTER)]  # fmt: skip
    read = shapefile.read(shp(path, *bodies))
    kinds = ["Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "Polygon"]
    assert [shape.geom_type for shape in read.shapes] == kinds
    assert [round(shape.area) for shape in read.shapes] == [0, 0, 0, 80, 105, 81]
    assert (read.crs, read.numbers) == ("", (1, 2, 3, 4, 5, 6))
    nested = shapefile.read(shp(path, many(5, OUTER, LEAN, HOLE))).shapes[0]
    assert nested.geoms[1].interiors, "the hole is of the smallest ring around it"
    put(path.with_suffix(".PRJ"), "PROJCS[...]\n")
    put(path.with_suffix(".cpg"), "UTF-8\n")
    assert shapefile.read(shp(path, point)).crs == "PROJCS[...]"


@pytest.mark.parametrize(
    ("body", "more", "code"),
    [
        (many(5, OUTER), {"code": 1}, "WITNESS_SHP_BROKEN"),
        (many(5, OUTER), {"longer": 2}, "WITNESS_SHP_BROKEN"),
        (many(5, OUTER), {"tail": b"xxxx", "longer": 2}, "WITNESS_SHP_BROKEN"),
        (many(5, OUTER), {"size": 9999}, "WITNESS_SHP_BROKEN"),
        (many(5, OUTER), {"rows": 2}, "WITNESS_COUNT_DIFFERS"),
        (struct.pack("<I", 0), {}, "WITNESS_GEOMETRY_BROKEN"),
        (many(8, OUTER), {}, "WITNESS_GEOMETRY_BROKEN"),
        (many(5, OUTER)[:-16], {}, "WITNESS_GEOMETRY_BROKEN"),
        (many(5, HOLE), {}, "WITNESS_GEOMETRY_BROKEN"),
        (b"\0\0", {}, "WITNESS_SHP_BROKEN"),
        (b"\0\0\0\0\0\0", {}, "WITNESS_GEOMETRY_BROKEN"),
    ],
)
def test_shapefiles_that_are_none(tmp_path: Path, body: bytes, more: Any, code: str) -> None:
    path = shp(tmp_path / "l.shp", body, **more)
    assert refused(lambda: shapefile.read(path))[0] == code
    path.with_suffix(".dbf").unlink()
    assert refused(lambda: shapefile.read(path))[0] == "WITNESS_FILE_MISSING"
    assert refused(lambda: shapefile._shapes(put(path, b"x" * 99)))[0] == "WITNESS_SHP_BROKEN"


def archive(path: Path, *names: str, content: bytes = b"a\n1\n") -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name in names:
            made.writestr(name, content)
    return path


def test_zips_and_endings(tmp_path: Path) -> None:
    path = tmp_path / "l.zip"
    body = json.dumps({"features": [feature()]}).encode()
    read = opening.layer(archive(path, "d/", "d/a.geojson", "__MACOSX/d/a.geojson", "d/a.txt",
                                 content=body))  # fmt: skip
    assert (len(read.rows), read.crs) == (1, "EPSG:4326")
    code, facts = refused(lambda: opening.layer(archive(path, "a.json", "b.json", content=body)))
    assert (code, facts) == ("WITNESS_LAYER_OPEN", {"layers": ("a.json", "b.json")})
    assert len(opening.layer(path, "b").rows) == 1
    assert refused(lambda: opening.layer(path, "c"))[1] == {"layers": ()}
    assert refused(lambda: opening.layer(put(path, b"PK")))[0] == "WITNESS_FILE_KIND"
    for read_ in (opening.layer, opening.table):
        for name, suffix in (("a.doc", ".doc"), ("a", "-")):
            file = tmp_path / name
            assert refused(lambda r=read_, f=file: r(f)) == (  # type: ignore[misc]
                "WITNESS_FILE_KIND", {"suffix": suffix},
            )  # fmt: skip
    assert opening.table(put(tmp_path / "a.TXT", "a\n1\n")).rows == (("1",),)
