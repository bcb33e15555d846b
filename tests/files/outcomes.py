"""Write down what becomes of bad input, file by file: ``python -m tests.files.outcomes``.

The result, ``expected.csv``, is read by people before it is committed; the test holds it.
"""

import csv
from pathlib import Path

import numpy as np

from redistrict.domain.failure import Failure
from redistrict.domain.findings import Place, Severity
from redistrict.domain.words import severity
from redistrict.intake.coverage import coverage_faults, shape_faults
from redistrict.intake.layers import read_layer
from redistrict.intake.metric import project, working
from redistrict.intake.tables import SUFFIXES, read_table

EXPECTED = Path(__file__).parent / "expected.csv"


def outcome(path: Path) -> tuple[str, tuple[str, ...]]:
    """Return ``refused`` or ``accepted``, and the codes of all findings, as a layer of units.

    Tables are read as ledgers; layers must also be polygons that can be units.
    """
    try:
        if path.suffix.lower() in SUFFIXES:
            table = read_table(path)
            return "accepted", tuple(sorted({item.code for item in table.findings}))
        layer = read_layer(path)
    except Failure as failure:
        return "refused", tuple(sorted({item.code for item in failure.findings}))
    shapes = np.asarray(layer.frame.geometry.array, dtype=object)
    found = [*layer.findings]
    places = [Place(path.name, row=row + 1, unit=str(row + 1)) for row in range(len(shapes))]
    faults = list(shape_faults(shapes, places))
    if not faults and len(shapes):
        metric = project(shapes, layer.frame.crs, working(shapes, layer.frame.crs))
        faults = list(coverage_faults(metric, places, tiled=True))
    found += faults
    codes = tuple(sorted({item.code for item in found}))
    errors = any(severity(item) is Severity.ERROR for item in found)
    if not len(shapes):
        return "accepted", (*codes, "NO_RECORDS")
    return ("refused" if errors else "accepted"), codes


def files(folder: Path) -> list[str]:
    """Return the files of the manifest."""
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [row["file"] for row in csv.DictReader(stream)]


def write(folder: Path) -> None:
    """Write the outcome of every file."""
    with EXPECTED.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("file", "outcome", "codes"))
        for name in files(folder):
            result, codes = outcome(folder / name)
            writer.writerow((name, result, " ".join(codes)))


if __name__ == "__main__":
    from tests.conftest import SHARED

    write(SHARED / "bad_input")
