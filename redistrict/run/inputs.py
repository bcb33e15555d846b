"""The raw files of an import as they are opened, by the part they play."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import shapely

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.intake.answers import Answers
from redistrict.intake.gathering import files_in
from redistrict.intake.layers import SIDE, SUFFIXES, Layer, read_layer
from redistrict.intake.ledger import Ledger, clean
from redistrict.intake.safety import finding
from redistrict.intake.tables import SUFFIXES as TABLE_SUFFIXES
from redistrict.intake.tables import read_grid
from redistrict.run import imported
from redistrict.run.stated import faults, stated

if TYPE_CHECKING:
    from redistrict.run.importing import Wish

ALL = "all"
PARTS = ("roads", "limit", "buildings")
OPTIONS = ("layer", "encoding", "crs")


@dataclass(frozen=True)
class RawLayer:
    """A layer as it was opened, with what was stated of it."""

    path: Path
    read: Layer
    name: str = ""
    encoding: str = ""
    crs: str = ""


@dataclass(frozen=True)
class RawLedger:
    """A ledger as it was opened; `label` names it where a workbook holds several."""

    path: Path
    label: Path
    read: Ledger
    sheet: str
    sha256: str


@dataclass
class Inputs:
    """Raw files as they were opened, by the part they play."""

    layers: list[RawLayer] = field(default_factory=list)
    ledgers: list[RawLedger] = field(default_factory=list)
    others: dict[str, RawLayer] = field(default_factory=dict)
    left: list[Path] = field(default_factory=list)


def opened(wish: "Wish", answers: Answers) -> Inputs:
    """Open every raw file.

    Raises
    ------
    Failure
        What is wrong with any of them, said together.
    """
    paths, left = files_in(wish.layers, SUFFIXES, wish.out)
    tables, left_too = files_in(wish.ledgers, TABLE_SUFFIXES, wish.out)
    said = [stated(wish.name), stated(wish.encoding), stated(wish.crs)]
    others = {part: path for part in PARTS if (path := getattr(wish, part)) is not None}
    if wrong := faults(dict(zip(OPTIONS, said, strict=True)), [*paths, *others.values()]):
        raise Failure(Exit.SCENARIO, wrong)
    met = {*paths, *tables}
    inputs = Inputs(left=[path for path in dict.fromkeys([*left, *left_too])
                          if path not in met and not _belongs(path)])  # fmt: skip
    refused: list[Finding] = []
    for path in paths:
        try:
            name, encoding, crs = (item.of(path) for item in said)
            read = read_layer(path, name, encoding, crs)
            inputs.layers.append(RawLayer(path, read, name, encoding, crs))
        except Failure as failure:
            refused += failure.findings
    aside = [item for item in inputs.layers
             if item.path not in wish.layers and _is_lines(item.read)]  # fmt: skip
    if len(aside) < len(inputs.layers):  # roads in the folder: named, not taken for units
        inputs.layers = [item for item in inputs.layers if item not in aside]
        roads = wish.roads.resolve() if wish.roads else None
        inputs.left += [item.path for item in aside if item.path.resolve() != roads]
    for part, path in others.items():
        try:
            name, encoding, crs = (item.alone(path) for item in said)
            read = read_layer(path, name, encoding, crs)
            inputs.others[part] = RawLayer(path, read, name, encoding, crs)
            refused += _kind(part, path, read)
        except Failure as failure:
            refused += failure.findings
    for path in tables:
        try:
            inputs.ledgers += _ledgers(path, wish.sheet, answers)
        except Failure as failure:
            refused += failure.findings
    if refused:
        raise Failure(Exit.INPUT, refused)
    return inputs


def _is_lines(read: Layer) -> bool:
    return bool((shapely.get_dimensions(read.frame.geometry.array) == 1).all())


def _kind(part: str, path: Path, read: Layer) -> list[Finding]:
    """Refuse lines or points where outlines are meant, and roads without any line."""
    kinds = shapely.get_dimensions(read.frame.geometry.array)
    if part == "roads":
        return [] if (kinds == 1).any() else [finding("IMPORT_ROADS_KIND", path)]
    return [] if (kinds == 2).all() else [finding("IMPORT_OUTLINES_KIND", path, part=part)]


def _belongs(path: Path) -> bool:
    """Whether a file is part of a shapefile, or one that this product wrote."""
    return path.suffix.lower() in SIDE or path.name in imported.FILES


def _ledgers(path: Path, sheet: str, answers: Answers) -> list[RawLedger]:
    """Return the ledger of a file, or one for every sheet with cells."""
    try:
        grids = [(path, read_grid(path, "" if sheet == ALL else sheet))]
    except Failure as failure:
        first = failure.findings[0]
        names = first.facts.get("layers")
        if sheet != ALL or first.code != "FILE_SEVERAL_LAYERS" or not isinstance(names, tuple):
            raise
        grids = [(Path(f"{path.name}:{name}"), read_grid(path, str(name))) for name in names]
    return [
        RawLedger(path, label, clean(grid, answers.columns(label.name)), grid.sheet, grid.sha256)
        for label, grid in grids
    ]
