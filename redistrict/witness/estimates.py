"""Households that an import estimated from buildings, computed again from the raw layer of them.

The rule: the floor area of the buildings on a unit (footprint inside it times floors) times the
median of households per floor area among the units that have both; at least ten are needed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

import shapely

from redistrict.domain.findings import Fact, Finding, Place
from redistrict.witness.imports import Unit
from redistrict.witness.ledgers import number

FEWEST = 10
COUNTED = ("layer", "ledger", "outside")
"""Where households come from that the median rests on."""
_HALF = 0.501
"""Rounding, and what two ways through a projection differ by."""


@dataclass(frozen=True)
class Buildings:
    """Outlines of buildings in the system of the units, each with its floors as text."""

    shapes: Any
    floors: tuple[str, ...]


def check(
    units: Mapping[str, Unit], shapes: Mapping[str, Any], buildings: Buildings
) -> Iterator[Finding]:
    """Yield every estimate that is not the rule's."""
    tree = shapely.STRtree(buildings.shapes)
    floors = [number(text) or 1 for text in buildings.floors]

    def floor_m2(unit: str) -> float:
        own = tree.query(shapes[unit], predicate="intersects")
        inside = shapely.area(shapely.intersection(buildings.shapes[own], shapes[unit]))
        return float(sum(area * floors[at] for area, at in zip(inside, own, strict=True)))

    known = [unit for unit in units.values()
             if unit.source in COUNTED and unit.households and unit.id in shapes]  # fmt: skip
    built = {unit.id: floor_m2(unit.id) for unit in known}
    rates = [unit.households / built[unit.id] for unit in known if built[unit.id] > 0]
    rate = median(rates) if len(rates) >= FEWEST else 0.0
    for unit in units.values():
        if unit.source != "estimate":
            continue
        right = rate * floor_m2(unit.id) if unit.id in shapes else 0.0
        if not rate or abs(right - unit.households) > _HALF:
            facts: dict[str, Fact] = {"clean": unit.households, "right": round(right)}
            yield Finding("WITNESS_RAW_ESTIMATE", Place(unit=unit.id), facts)
