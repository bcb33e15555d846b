"""KML of map programs: every placemark a unit, looked at twice; CAD drawings name the way."""

import zipfile
from pathlib import Path

import pyogrio
import pytest
import shapely

from redistrict.domain.failure import Failure
from redistrict.domain.words import remedy
from redistrict.intake.layers import read_layer
from redistrict.run.importing import Wish, run
from redistrict.witness import opening, origins

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">'
SQUARE = "{w},{s},0 {e},{s},0 {e},{n},0 {w},{n},0 {w},{s},0"


def ring(west: float, south: float, side: float = 0.001) -> str:
    return SQUARE.format(w=west, s=south, e=round(west + side, 6), n=round(south + side, 6))


def mark(name: str, ring_text: str, fields: str = "", inner: str = "") -> str:
    hole = (f"<innerBoundaryIs><LinearRing><coordinates>{inner}</coordinates></LinearRing>"
            "</innerBoundaryIs>" if inner else "")  # fmt: skip
    return (
        f"<Placemark><name>{name}</name><Style><LineStyle><width>2</width></LineStyle></Style>"
        f"<ExtendedData>{fields}</ExtendedData><Polygon><outerBoundaryIs><LinearRing>"
        f"<coordinates>\n{ring_text}\n</coordinates></LinearRing></outerBoundaryIs>{hole}</Polygon>"
        "</Placemark>"
    )


def data(**cells: str) -> str:
    return "".join(f'<Data name="{name}"><value>{cell}</value></Data>'
                   for name, cell in cells.items())  # fmt: skip


def town(folder: Path, name: str = "小区.kml") -> Path:
    """Write two compounds in one folder, one in another; the second has a courtyard."""
    west, south = 108.0, 34.0
    inner = ring(west + 0.0012, south + 0.0002, 0.0002)
    text = (
        f"{HEAD}<Document><name>图</name><!-- <Placemark> in a comment is none -->"
        "<Folder><name>城关街道</name>"
        + mark("阳光小区", ring(west, south), data(户数="120", 社区="东山社区", 街道="城关街道"))
        + mark("文苑小区", ring(west + 0.001, south),
               data(户数="80", 社区="东山社区", 街道="城关街道"), inner)
        + "</Folder><Folder><name>河东街道</name>"
        + mark("丽景小区", ring(west + 0.002, south),
               data(户数="60", 社区="新海社区", 街道="河东街道"))
        + "</Folder></Document></kml>"
    )  # fmt: skip
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_every_placemark_is_a_row(tmp_path: Path) -> None:
    path = town(tmp_path)
    read = read_layer(path)
    assert list(read.frame["name"]) == ["阳光小区", "文苑小区", "丽景小区"]
    assert list(read.frame["folder"]) == ["城关街道", "城关街道", "河东街道"]
    assert list(read.frame["户数"]) == ["120", "80", "60"]
    assert [len(shape.interiors) for shape in read.frame.geometry] == [0, 1, 0]
    assert "FILE_KML_DEGREES" in {item.code for item in read.findings}
    theirs = pyogrio.read_dataframe(path, layer="城关街道", force_2d=True)  # GDAL's own reader
    assert shapely.equals(theirs.geometry.to_numpy(), read.frame.geometry.to_numpy()[:2]).all()


def test_both_readers_agree(tmp_path: Path) -> None:
    path = town(tmp_path)
    mine, theirs = read_layer(path), opening.layer(path)
    assert theirs.columns == tuple(mine.frame.columns.drop("geometry"))
    assert [list(row) for row in theirs.rows] == mine.frame[
        list(theirs.columns)
    ].to_numpy().tolist()
    assert shapely.equals_exact(theirs.shapes, mine.frame.geometry.to_numpy()).all()


def test_kml_and_kmz_are_imported_and_traced(tmp_path: Path) -> None:
    path = town(tmp_path, "doc.kml")
    with zipfile.ZipFile(tmp_path / "小区.kmz", "w") as archive:
        archive.write(path, "doc.kml")
    for raw in (path, tmp_path / "小区.kmz"):
        out = tmp_path / f"out{raw.suffix}"
        done = run(Wish(out, (raw,)))
        assert (done.written, done.units, done.households) == (True, 3, 260)
        assert origins.trace(out / "units.gpkg", {}, {}) == ()


def test_several_outlines_of_one_place(tmp_path: Path) -> None:
    parts = "".join(f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{ring(west, 34.0)}"
                    "</coordinates></LinearRing></outerBoundaryIs></Polygon>"
                    for west in (108.0, 108.01))  # fmt: skip
    path = tmp_path / "a.kml"
    path.write_text(f"{HEAD}<Placemark><name>a</name><MultiGeometry>{parts}</MultiGeometry>"
                    "</Placemark></kml>", encoding="utf-8")  # fmt: skip
    (shape,) = read_layer(path).frame.geometry
    assert (shape.geom_type, len(shape.geoms)) == ("MultiPolygon", 2)
    assert shape.equals(opening.layer(path).shapes[0])


def refusal(path: Path) -> Failure:
    with pytest.raises(Failure) as caught:
        read_layer(path)
    return caught.value


BOMB = '<!DOCTYPE kml [<!ENTITY a "aaaa">]>'
BAD = {
    "document type": (BOMB + "<kml><Placemark><name>&a;</name></Placemark></kml>",
                      "FILE_KML_BROKEN"),
    "cut": (HEAD + "<Placemark><name>a</name>", "FILE_KML_BROKEN"),
    "no KML": ("<html><body/></html>", "FILE_DISGUISED"),
    "link": (HEAD + "<NetworkLink><Link><href>http://x/</href></Link></NetworkLink></kml>",
             "FILE_KML_LINK"),
    "open ring": (HEAD + mark("a", "108,34 108.1,34 108.1,34.1 108,34.1") + "</kml>",
                  "FILE_COORDINATE"),
    "no number": (HEAD + mark("a", "108,34 x,34 108.1,34.1 108,34") + "</kml>",
                  "FILE_COORDINATE"),
    "placemark in a placemark": (
        HEAD + "<Placemark><name>a</name><Placemark><name>b</name></Placemark></Placemark></kml>",
        "FILE_KML_BROKEN",
    ),
    "a hundred thousand nested shapes": (
        HEAD + "<Placemark>" + "<MultiGeometry>" * 100_000 + "</MultiGeometry>" * 100_000
        + "</Placemark></kml>", "FILE_KML_BROKEN",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", BAD)
def test_what_is_wrong_is_refused(fault: str, tmp_path: Path) -> None:
    text, code = BAD[fault]
    (tmp_path / "a.kml").write_text(text, encoding="utf-8")
    assert code in {item.code for item in refusal(tmp_path / "a.kml").findings}


def test_placemarks_that_cannot_be_counted_twice(tmp_path: Path) -> None:
    """In UTF-16 the bytes tell no placemarks: the second look fails, and nothing is read."""
    text = HEAD.replace("UTF-8", "UTF-16") + mark("a", ring(108, 34)) + "</kml>"
    (tmp_path / "a.kml").write_text(text, encoding="utf-16")
    assert [item.code for item in refusal(tmp_path / "a.kml").findings] == ["FILE_KML_COUNT"]


@pytest.mark.parametrize("suffix", [".dxf", ".dwg"])
def test_a_drawing_names_the_way(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"图{suffix}").write_bytes(b"0\nSECTION\n")
    (found,) = refusal(tmp_path / f"图{suffix}").findings
    assert found.code == "FILE_CAD"
    assert "shapefile" in remedy(found, "zh")


def test_the_witness_refuses_a_document_type(tmp_path: Path) -> None:
    (tmp_path / "a.kml").write_text(BAD["document type"][0], encoding="utf-8")
    with pytest.raises(Failure):
        opening.layer(tmp_path / "a.kml")
