"""The raw ledger of resettlement sites, and the numbers of its rule."""

from dataclasses import dataclass
from pathlib import Path

from redistrict.witness import opening
from redistrict.witness.cells import NO
from redistrict.witness.keys import Keys
from redistrict.witness.table import text, whole


@dataclass(frozen=True)
class Tiers:
    """Sites by id (households, beside the village, every condition met) and the three limits."""

    sites: dict[str, tuple[int, bool, bool]]
    group_from: int
    own_from: int
    group_most: int


def read(keys: Keys, base: Path) -> Tiers | None:
    """Return the sites of a scenario, ``None`` where it names none."""
    stated = keys.table("sites")
    if not stated.values:
        return None
    table = opening.table(base / stated.text("path"), stated.text("sheet") or None)

    def column(name: str) -> list[str]:
        return [text(cell).strip() for cell in table.column(name)]

    conditions = [column(name) for name in stated.texts("qualifications")]
    beside = column(stated.text("beside_village"))
    households = column(stated.text("households"))
    found = {}
    for row, key in enumerate(column(stated.text("id"))):
        met = all(cells[row].casefold() not in NO for cells in conditions)
        size = whole(households[row])
        found[key] = (size or 0, beside[row].casefold() not in NO, met)
    limits = [stated.whole(name) or 0 for name in ("group_from", "own_from", "group_most")]
    return Tiers(found, *limits)
