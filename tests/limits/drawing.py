"""Toy layouts drawn in ASCII: every character is a square of 10 metres."""

from typing import Any

import shapely

CELL_M = 10.0


def polygons(drawing: str, blank: str = ".") -> dict[str, Any]:
    """Return one polygon per letter; `blank` squares are land."""
    rows = [line.strip() for line in drawing.strip().splitlines()]
    squares: dict[str, list[Any]] = {}
    for row, line in enumerate(reversed(rows)):
        for column, letter in enumerate(line):
            if letter not in blank:
                corner = (column * CELL_M, row * CELL_M)
                square = shapely.box(*corner, corner[0] + CELL_M, corner[1] + CELL_M)
                squares.setdefault(letter, []).append(square)
    return {letter: shapely.union_all(parts) for letter, parts in sorted(squares.items())}


def sheet(drawing: str) -> Any:
    """Return the whole rectangle of a drawing."""
    rows = [line.strip() for line in drawing.strip().splitlines()]
    return shapely.box(0, 0, len(rows[0]) * CELL_M, len(rows) * CELL_M)
