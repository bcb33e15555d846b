"""How an import begins: from a layer of outlines or points, from a ledger alone, from roads."""

from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely

from redistrict.intake.answers import Answers
from redistrict.intake.attributes import attributes, column_questions
from redistrict.intake.blocks import Cells, blocks, cells
from redistrict.intake.draft import Draft
from redistrict.intake.layers import Layer
from redistrict.intake.ledger import Ledger
from redistrict.intake.metric import project, working
from redistrict.intake.outlines import mend
from redistrict.intake.places import degrees, laid
from redistrict.intake.safety import finding

_POINT = 0
_SERVICES = {"cgcs2000": "true", "wgs84": "true", "gcj02": "gcj02", "bd09": "bd09"}


def of_layer(read: Layer, path: Path, answers: Answers) -> Draft:
    """Return a draft with the records of a layer, its outlines mended and in metres."""
    columns, names, found = attributes(read, path, answers.columns(path.name))
    draft = Draft(path.name, columns, list(range(1, len(read.frame) + 1)), answers)
    draft.questions += column_questions(names, path.name)
    labels = [draft.label(at) for at in range(len(draft))]
    if len(read.frame) and bool((shapely.get_dimensions(read.frame.geometry.array) == 1).any()):
        draft.findings.append(finding("IMPORT_LAYER_LINES", path))
    shapes = np.asarray(read.frame.geometry.array, dtype=object)
    draft.shapes, draft.crs, repairs, faults = mend(shapes, read.frame.crs, labels, path)
    mended = {item.place.row for item in repairs}
    draft.findings += [*found, *repairs, *faults]
    draft.findings += [
        item
        for item in read.findings
        if not (item.code == "FILE_SHAPE_INVALID" and item.place.row in mended)
    ]
    return draft


def of_ledger(ledger: Ledger, path: Path, answers: Answers, first: int = 1) -> Draft:
    """Return a draft with the rows of a ledger.

    Where no row has an id, the rows get numbers of four digits, from `first` on.
    """
    columns = {name: list(cells) for name, cells in ledger.cells.items()}
    draft = Draft(path.name, columns, [0] * len(ledger.rows), answers)
    draft.beside = [((path.name, number),) for number in ledger.rows]
    draft.findings += [*ledger.repairs, *ledger.faults]
    if "households" in columns:
        draft.sources = ["ledger" if text.strip() else "" for text in columns["households"]]
    if len(draft) and not any(map(str.strip, columns.get("id", []))):
        columns["id"] = [f"{first + at:04d}" for at in range(len(draft))]
        draft.findings.append(finding("IMPORT_IDS_MADE", path, count=len(draft)))
    return draft


def of_roads(shapes: Any, crs: Any, limit: Any, path: Path, answers: Answers) -> Draft:
    """Return a draft whose units are the blocks between roads, numbered from north to south."""
    found = blocks(shapes, limit)
    draft = Draft(path.name, {"id": _block_ids(len(found))}, [0] * len(found), answers)
    draft.shapes, draft.crs = found, crs
    draft.columns["derived"] = ["block"] * len(found)
    draft.findings.append(finding("IMPORT_BLOCKS", path, count=len(found)))
    return draft


def place_rows(draft: Draft, points_crs: str) -> bool:
    """Give the rows of a ledger their points in metres; say what lacks.

    Returns
    -------
    bool
        Whether every row has its own point.
    """
    pairs = zip(draft.columns["longitude"], draft.columns["latitude"], strict=True)
    read = [degrees(*pair) for pair in pairs]
    lost = [at for at, point in enumerate(read) if point is None]
    for at in lost:
        draft.say("IMPORT_ROW_NOWHERE", at)
    if points_crs not in _SERVICES:
        draft.say("IMPORT_POINTS_UNSTATED", count=len(read))
        return False
    known = np.array([point for point in read if point is not None])
    if lost or not len(known):
        return False
    reading = _SERVICES[points_crs]
    if reading != "true":
        draft.say("IMPORT_POINTS_CONVERTED", kind=reading.upper(), count=len(known))
    middle = shapely.points(known.mean(axis=0, keepdims=True))
    draft.crs = working(middle, pyproj.CRS.from_epsg(4490))
    draft.shapes = shapely.points(laid(known, reading, draft.crs))
    for name in ("longitude", "latitude"):
        del draft.columns[name]
    return True


def are_points(draft: Draft) -> bool:
    """Whether the units are points and no outlines."""
    return bool(len(draft)) and bool((shapely.get_type_id(draft.shapes) == _POINT).all())


def derive(draft: Draft, roads: Any, limit: Any) -> Draft:
    """Return the draft with a derived cell for every point; blocks without one become units too."""
    spots = shapely.get_coordinates(draft.shapes).round(2)
    twice = len(spots) - len(np.unique(spots, axis=0))
    if twice:
        draft.say("IMPORT_POINTS_ALIKE", count=twice)
        return draft
    made = cells(draft.shapes, roads, limit)
    return _with_cells(draft, made)


def _with_cells(draft: Draft, made: Cells) -> Draft:
    order = np.argsort([owner if owner >= 0 else len(draft) + at
                        for at, owner in enumerate(made.points)], kind="stable")  # fmt: skip
    empty = sum(owner < 0 for owner in made.points)
    ids = _block_ids(empty)
    count = len(draft)
    for name, column in draft.columns.items():
        fill = ids if name == "id" else ["0"] * empty if name == "households" else [""] * empty
        column += fill
    draft.column("derived")
    draft.records += [0] * empty
    draft.files += [""] * empty
    draft.homes += [""] * empty
    draft.beside += [()] * empty
    draft.sources += ["block"] * empty
    draft.columns["derived"] = ["voronoi"] * count + ["block"] * empty
    if "subdistrict" in draft.columns:
        _inherit(draft, made, count, order)
    draft.shapes = made.shapes[order]
    draft.say("IMPORT_CELLS", count=count, blocks=empty)
    return draft


def _inherit(draft: Draft, made: Cells, count: int, order: Any) -> None:
    """Give blocks without a point the subdistrict and community of the nearest point's cell."""
    shapes = made.shapes[order]
    tree = shapely.STRtree(shapes[:count])
    for at in range(count, len(shapes)):
        nearest = int(tree.nearest(shapely.point_on_surface(shapes[at])))
        for name in ("subdistrict", "community"):
            if name in draft.columns:
                draft.columns[name][at] = draft.columns[name][nearest]


def _block_ids(count: int) -> list[str]:
    return [f"B{at + 1:04d}" for at in range(count)]


def moved(read: Layer, crs: Any) -> Any:
    """Return the shapes of a layer in another system, outlines that cross themselves made valid."""
    shapes = np.asarray(read.frame.geometry.array, dtype=object)
    return sound(np.asarray(project(shapes, read.frame.crs, crs), dtype=object))


def sound(shapes: Any) -> Any:
    """Return outlines made valid where they are not; lines and points as they are."""
    wrong = crossed(shapes)
    mended = shapes.copy()
    mended[wrong] = shapely.make_valid(shapes[wrong], method="structure", keep_collapsed=False)
    return mended


def crossed(shapes: Any) -> Any:
    """Return which shapes are outlines that cross themselves."""
    return (shapely.get_dimensions(shapes) == 2) & ~shapely.is_valid(shapes)
