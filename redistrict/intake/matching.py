"""Rows of a ledger matched to units of a layer: exactly, by what the eye sees, or by stem."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from redistrict.domain.findings import Finding
from redistrict.intake.keys import folded
from redistrict.intake.ledger import Ledger
from redistrict.intake.safety import finding
from redistrict.intake.stems import alike, stem


@dataclass(frozen=True, slots=True)
class Match:
    """Position in the ledger of every matched unit (by its position), and what was noticed."""

    rows: Mapping[int, int]
    repairs: tuple[Finding, ...]
    faults: tuple[Finding, ...]


def match(ledger: Ledger, path: Path, units: Mapping[str, Sequence[str]]) -> Match:
    """Match by id where both have one, else by name.

    Parameters
    ----------
    units
        Columns of the layer by meaning. Where subdistricts are known in both, a name is looked
        for within its own subdistrict only.
    """
    key = next((name for name in ("id", "name") if name in ledger.cells and name in units), "")
    if not key:
        return Match({}, (), (finding("IMPORT_KEY_MISSING", path),))
    rows: dict[int, int] = {}
    repairs, faults = [], []
    parents = "subdistrict" in ledger.cells and "subdistrict" in units and key == "name"
    for position, number in enumerate(ledger.rows):
        name = ledger.cells[key][position].strip()
        inside = [
            at
            for at in range(len(units[key]))
            if not parents
            or alike(ledger.cells["subdistrict"][position], [units["subdistrict"][at]])
        ]
        found, sure = _find(name, key, units, inside)
        texts = tuple(units[key][at] for at in found[:6])
        if not found:
            faults.append(finding("IMPORT_ROW_WITHOUT_UNIT", path, number, name=name or "-"))
        elif len(found) > 1 or not sure:
            faults.append(
                finding("IMPORT_MATCH_DOUBTFUL", path, number, name=name, candidates=texts)
            )
        elif found[0] in rows:
            faults.append(finding("IMPORT_ROW_TWICE", path, number, name=name))
        else:
            rows[found[0]] = position
            if texts[0].strip() != name:
                repairs.append(finding("IMPORT_MATCHED", path, number, name=name, unit=texts[0]))
    return Match(rows, tuple(repairs), tuple(faults))


def _find(
    name: str, key: str, units: Mapping[str, Sequence[str]], inside: Sequence[int]
) -> tuple[list[int], bool]:
    """Return positions that a name may mean, and whether the meaning is sure."""
    if not name:
        return [], True
    for same in (str.strip, folded):
        found = [at for at in inside if same(units[key][at]) == same(name)]
        if found:
            return found, True
    if key == "id":
        return [], True
    near = set(alike(name, [units[key][at] for at in inside]))
    found = [at for at in inside if units[key][at] in near]
    return found, all(stem(units[key][at]) == stem(name) for at in found)
