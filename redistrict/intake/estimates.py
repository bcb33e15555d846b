"""Households of units that lack them, by the planner's rule: asked for, zero, or from buildings."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from redistrict.intake.draft import Draft
from redistrict.intake.layers import Layer
from redistrict.intake.meanings import meanings
from redistrict.intake.whole import parse, suggest

RULES = ("ask", "zero", "estimate")
FEWEST = 10
"""Units with both households and buildings that an estimate needs."""


def complete(draft: Draft, rule: str, floor_m2: Sequence[float] | None = None) -> None:
    """Fill in the households of units without any, by the rule; what stays open is asked for.

    Parameters
    ----------
    rule
        ``ask``, ``zero`` or ``estimate``: households per floor area, as the median unit with both
        has it, times the unit's own floor area, rounded.
    floor_m2
        Floor area of the buildings on every unit, for ``estimate``.
    """
    cells = draft.column("households")
    known = [at for at, text in enumerate(cells) if text.strip()]
    for at in known:
        draft.sources[at] = draft.sources[at] or "layer"
    ratio = _ratio(cells, known, floor_m2) if floor_m2 is not None else 0.0
    if floor_m2 is not None and not ratio:
        draft.say("IMPORT_ESTIMATE_THIN", count=len(known), least=FEWEST)
    for at in range(len(draft)):
        if cells[at].strip() or draft.outside(at):
            cells[at] = cells[at] if cells[at].strip() else "0"
            continue
        if at in draft.pending:
            continue
        guess = str(round(ratio * floor_m2[at])) if floor_m2 is not None and ratio else ""
        answer = draft.query("households", at, guess)
        given = suggest(answer.text)
        if given:
            cells[at], draft.sources[at] = given, "answer"
            draft.say("IMPORT_ANSWERED", at, "households", before="-", after=given)
        elif answer.text:
            draft.say("IMPORT_ANSWER_UNKNOWN", at, answer=answer.text)
        elif rule == "zero":
            cells[at], draft.sources[at] = "0", "zero"
            draft.say("IMPORT_HOUSEHOLDS_ZERO", at)
        elif rule == "estimate" and guess and floor_m2 is not None:
            cells[at], draft.sources[at] = guess, "estimate"
            draft.say("IMPORT_HOUSEHOLDS_ESTIMATED", at, households=int(guess),
                      floor_m2=round(floor_m2[at]), per_household=round(1 / ratio))  # fmt: skip
        else:
            draft.say("IMPORT_HOUSEHOLDS_MISSING", at)


def floor_areas(units: Any, buildings: Any, floors: Sequence[float]) -> list[float]:
    """Return the square metres of floor on every unit: footprint inside it times floors.

    Parameters
    ----------
    units, buildings
        Outlines in the same system, in metres.
    """
    tree = shapely.STRtree(units)
    building, unit = tree.query(buildings, predicate="intersects")
    common = shapely.area(shapely.intersection(buildings[building], units[unit]))
    total = np.zeros(len(units))
    np.add.at(total, unit, common * np.asarray(floors, dtype=float)[building])
    return [float(value) for value in total]


def floors(buildings: Layer) -> str:
    """Return the column with the floors of every building, empty where there is none."""
    frame = buildings.frame.drop(columns=buildings.frame.geometry.name)
    return meanings([str(name) for name in frame.columns]).get("floors", "")


def floor_counts(buildings: Layer) -> list[float]:
    """Return the floors of every building; one where none is stated."""
    column = floors(buildings)
    cells = buildings.frame[column] if column else [""] * len(buildings.frame)
    return [float(parse(suggest(text)) or 1) for text in cells]


def _ratio(cells: Sequence[str], known: Sequence[int], floor_m2: Sequence[float]) -> float:
    """Return households per square metre of floor in the median unit that has both."""
    pairs = [(parse(cells[at]) or 0, floor_m2[at]) for at in known]
    ratios = [count / area for count, area in pairs if count and area > 0]
    return float(np.median(ratios)) if len(ratios) >= FEWEST else 0.0
