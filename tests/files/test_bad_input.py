"""Every file of the public collection of bad input ends as written down, quickly and silently."""

import csv
import socket
import time
from pathlib import Path
from typing import Any, NoReturn

import pytest

from redistrict.intake.geojson import read_geojson
from tests.files.outcomes import EXPECTED, files, outcome

pytestmark = pytest.mark.acceptance

# Files that lie among the odd ones but are sound: nothing is to be said about them.
SOUND = {
    "encoding_text/empty_fields3.csv": "a table whose empty cells stay empty",
    "encoding_text/utf8bom.txt": "UTF-8 with a byte order mark is usual",
    "coverage_gaps_overlaps/mapshaper_buffer/idaho_gap_patch.json": "one sound polygon",
    "shapefile_odd/fiona/!test.geojson": "only the name is odd",
    "shapefile_odd/fiona/gre.shp": "a sound shapefile",
    "shapefile_odd/fiona/test_tin.csv": "a sound table",
}


@pytest.fixture(scope="module")
def expected() -> dict[str, tuple[str, tuple[str, ...]]]:
    with EXPECTED.open(encoding="utf-8", newline="") as stream:
        return {
            row["file"]: (row["outcome"], tuple(row["codes"].split()))
            for row in csv.DictReader(stream)
        }


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("no_network")
def test_every_file_ends_as_written_down(shared_data: Path, expected: dict[str, Any]) -> None:
    """Same outcome and codes; no exception but a refusal; none takes ten seconds of work.

    Waiting for a processor that others use is no hang; six times as long is one anyway.
    """
    folder = shared_data / "bad_input"
    names = files(folder)
    assert len(names) == len(expected) == 312
    different = {}
    for name in names:
        begin, work = time.monotonic(), time.process_time()
        found = outcome(folder / name)
        assert time.process_time() - work < 10, name
        assert time.monotonic() - begin < 60, name
        if found != expected[name]:
            different[name] = (found, expected[name])
    assert different == {}


def test_nothing_is_accepted_without_a_word(expected: dict[str, Any]) -> None:
    """What is neither a control nor known as sound carries a finding."""
    silent = {
        name for name, (result, codes) in expected.items() if result == "accepted" and not codes
    }
    assert {name for name in silent if "valid_controls" not in name} == set(SOUND)


def test_valid_controls_are_read(shared_data: Path) -> None:
    """All 23 are read; as units, points and lines are refused for being none."""
    controls = sorted((shared_data / "bad_input" / "geojson_valid_controls").glob("*"))
    assert len(controls) == 23
    for path in controls:
        read_geojson(path)


def test_controls_as_units(expected: dict[str, Any]) -> None:
    """A control is refused as units only for what it is, never for how it is written."""
    allowed = {
        "UNIT_NOT_POLYGON", "UNIT_WITHOUT_SHAPE", "FILE_CRS_OUTSIDE", "FILE_SHAPE_MISSING",
        "FILE_HEIGHTS_DROPPED", "FILE_JSON_NESTED", "FILE_RING_DIRECTION", "FILE_POINTS_REPEATED",
        "UNITS_OVERLAP", "UNIT_IN_PARTS",
    }  # fmt: skip
    for name, (result, codes) in expected.items():
        if "valid_controls" in name and result == "refused":
            assert set(codes) <= allowed, name
