"""What scenario, standard, ledgers and layers say on work, staff, rooms, offices and money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from redistrict.witness import ground, opening, rules
from redistrict.witness.keys import Keys
from redistrict.witness.paths import Paths
from redistrict.witness.table import text

Ratios = Mapping[str, Any]
_ROOM = {"office_address": "address", "office_state": "state", "office_date": "date"}


@dataclass(frozen=True)
class Supply:
    """Raw facts beside units and communities.

    Parameters
    ----------
    staff, facilities, money
        Ratios of the standard as its file states them; empty without a standard.
    place, source
        Of the standard; ``None`` without one.
    offers
        By unit: rooms there that could become the office of a new community; ``None`` where the
        witness could not place them.
    rooms
        By community: its room as the layer of offices has it; ``None`` where it cannot be placed.
    prices
        What the scenario states that one thing costs, in yuan.
    money_stated
        What the scenario says on money, in its own words.
    paths
        Ways to the offices; ``None`` where the witness could not place units or roads.
    weights
        Whole weights of the workload, those of one work item and one visit among them.
    items, items_source
        Work items of every community, by name.
    visits, visits_source
        Households under which a community is small, visits a year to one household in such a
        one, and in any other.
    """

    staff: Ratios = field(default_factory=dict)
    facilities: Ratios = field(default_factory=dict)
    money: Ratios = field(default_factory=dict)
    place: str = ""
    source: str | None = None
    offers: Mapping[str, Mapping[str, str]] | None = field(default_factory=dict)
    rooms: Mapping[str, Mapping[str, str]] | None = field(default_factory=dict)
    prices: Mapping[str, str] = field(default_factory=dict)
    money_stated: str = ""
    paths: Paths | None = None
    weights: tuple[int, ...] = ()
    items: Mapping[str, int] = field(default_factory=dict)
    items_source: str = ""
    visits: tuple[int, int, int] = (0, 0, 0)
    visits_source: str = ""


def read(
    keys: Keys,
    base: Path,
    ids: Sequence[str],
    land: ground.Ground | None,
    weights: Mapping[str, int],
    scale: int,
) -> Supply:
    """Return what a scenario says.

    Parameters
    ----------
    ids, land
        The units, sorted, and their shapes in metres.
    weights, scale
        As :func:`redistrict.witness.rules.weights` gives them.
    """
    standard = rules.profile(keys, base)
    items, visits = keys.table("work_items"), keys.table("visits")
    listed = items.table("items")
    numbers = [visits.whole(name) or 0 for name in ("small_under", "small_per_year",
                                                    "other_per_year")]  # fmt: skip
    extra = [rules.weight(table) for table in (items, visits) if table.values]
    offers, rooms = _offices(keys, base, ids, land)
    return Supply(
        staff=standard.table("staff").values if standard else {},
        facilities=standard.table("facilities").values if standard else {},
        money=standard.table("money").values if standard else {},
        place=standard.text("place") if standard else "",
        source=standard.text("source") if standard else None,
        offers=offers,
        rooms=rooms,
        prices={key: str(value) for key, value in keys.table("file").table("cost").values.items()},
        money_stated=keys.table("file").text("money"),
        paths=_paths(keys, base, ids, land),
        weights=(*weights.values(), *(int(value * scale) for value in extra)),
        items={name: listed.whole(name) or 0 for name in listed.values},
        items_source=items.text("source"),
        visits=(numbers[0], numbers[1], numbers[2]),
        visits_source=visits.text("source"),
    )


def _layer(keys: Keys, base: Path, crs: Any) -> tuple[Any, Any] | None:
    """Return a layer's table and its shapes in the working system, ``None`` if unplaceable."""
    table = opening.layer(base / keys.text("path"), keys.text("layer") or None)
    settled = ground.settle(np.array(table.shapes, dtype=object), "", table.crs)
    if not isinstance(settled, ground.Ground):
        return None
    return table, ground.move(settled.shapes, settled.crs, crs)


Rooms = dict[str, dict[str, str]]


def _offices(
    keys: Keys, base: Path, ids: Sequence[str], land: ground.Ground | None
) -> tuple[Rooms, Rooms] | tuple[None, None]:
    """Return rooms that belong to no community, by their unit, and the others by community."""
    stated = keys.table("context").table("offices")
    if land is None or not stated.text("path") or not stated.text("community"):
        return {}, {}
    placed = _layer(stated, base, land.crs)
    if placed is None:
        return None, None
    table, shapes = placed
    tree = shapely.STRtree(land.shapes)

    def cell(meaning: str, row: int) -> str:
        column = stated.text(meaning)
        return text(table.column(column)[row]).strip() if column else ""

    free: Rooms = {}
    held: Rooms = {}
    for row, shape in enumerate(shapes):
        if shape is None or shape.is_empty:
            continue
        facts = {name: cell(meaning, row) for name, meaning in _ROOM.items()}
        facts["office_area_m2"] = f"{_number(cell('area', row)):g}"
        if community := cell("community", row):
            held.setdefault(community, facts)
        elif len(inside := tree.query(shape, predicate="intersects")):
            free.setdefault(ids[min(inside)], facts)
    return free, held


def _number(word: str) -> float:
    try:
        return float(word)
    except ValueError:
        return 0.0


def _paths(keys: Keys, base: Path, ids: Sequence[str], land: ground.Ground | None) -> Paths | None:
    """Return the ways between units; straight ones where the scenario gives no roads."""
    if land is None:
        return None
    middles = ground.middles(land.shapes)
    points = {key: (float(x), float(y)) for key, (x, y) in zip(ids, middles, strict=True)}
    stated = keys.table("context").table("roads")
    if not stated.text("path"):
        return Paths(points)
    placed = _layer(stated, base, land.crs)
    if placed is None:
        return None
    return Paths(points, [shape for shape in placed[1] if shape is not None and not shape.is_empty])
