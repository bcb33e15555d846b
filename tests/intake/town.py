"""A small town written to files: eight squares of 100 m, two subdistricts, four communities.

::

    001 002 | 005 006
    003 004 | 007 008
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.intake import scenario
from redistrict.intake.district import District, read

EAST, NORTH = 500_000.0, 4_500_000.0
STATEMENT = 'households_definition = "常住户"\nas_of = "2026-09"\nsource = "made up"\n'
UNITS = """
[units]
path = "units.gpkg"
id = "id"
households = "households"
subdistrict = "street"
community = "community"
"""
RULES = "[rules]\nmin = 1000\nmax = 3000\n"

Change = Callable[[gpd.GeoDataFrame], Any]


def square(column: float, row: float, width: float = 1, height: float = 1) -> Any:
    """Return a box in hundreds of metres, rows counted from the north."""
    west, top = EAST + 100 * column, NORTH - 100 * row
    return shapely.box(west, top - 100 * height, west + 100 * width, top)


def town() -> gpd.GeoDataFrame:
    cells = [(0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (3, 0), (2, 1), (3, 1)]
    return gpd.GeoDataFrame(
        {
            "id": [f"{number:03}" for number in range(1, 9)],
            "households": [500, 600, 700, 800, 900, 1000, 1100, 1200],
            "street": ["West"] * 4 + ["East"] * 4,
            "community": ["A", "A", "B", "B", "C", "C", "D", "D"],
        },
        geometry=[square(*cell) for cell in cells],
        crs="EPSG:4547",
    )


def write(
    folder: Path, change: Change | None = None, units: str = "", more: str = "", top: str = ""
) -> Path:
    """Write layer and scenario; ``change`` alters the layer, in place or by returning another."""
    frame = town()
    changed = change(frame) if change else None
    frame = frame if changed is None else changed
    frame.to_file(folder / "units.gpkg", layer="units", engine="pyogrio")
    path = folder / "scenario.toml"
    path.write_text(STATEMENT + top + UNITS + units + "\n" + RULES + more, encoding="utf-8")
    return path


def lines(folder: Path, name: str, shapes: Sequence[Any], /, **columns: Sequence[Any]) -> None:
    frame = gpd.GeoDataFrame(dict(columns), geometry=list(shapes), crs="EPSG:4547")
    frame.to_file(folder / name, layer=name.split(".")[0], engine="pyogrio")


def ledger(folder: Path, name: str = "ledger.csv", /, **columns: Sequence[Any]) -> None:
    pd.DataFrame(columns).to_csv(folder / name, index=False, encoding="utf-8-sig")


def district(path: Path) -> District:
    return read(scenario.read(path))


def refused(path: Path) -> tuple[Exit, tuple[Finding, ...]]:
    """Return exit code and findings of a scenario that must be refused."""
    try:
        district(path)
    except Failure as failure:
        return failure.exit_code, failure.findings
    raise AssertionError("the input was accepted")


def codes(findings: Sequence[Finding]) -> set[str]:
    return {finding.code for finding in findings}
