"""Ids of units in layer and ledger: empty ones, repeated ones, look-alikes, lost ones."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from redistrict.domain.findings import Finding
from redistrict.intake.cells import blank, flag
from redistrict.intake.scenario import Scenario
from redistrict.intake.sources import Source


@dataclass(frozen=True)
class Keys:
    """Position of every unit by id.

    Parameters
    ----------
    units
        In the layer, or in the ledger where there is no layer.
    beside
        In the ledger where there is a layer too.
    outside
        Positions of land outside the plan.
    """

    units: Mapping[str, int]
    beside: Mapping[str, int]
    outside: tuple[int, ...]


def keys(
    scenario: Scenario, main: Source, beside: Source | None
) -> tuple[Keys, tuple[Finding, ...]]:
    """Return where every unit stands, and everything wrong with the ids.

    Ids are compared as text: ``001`` is not ``1``. Without an id column (a ledger alone) the row
    number is the id. Ids that only look alike (width, case, blanks) are refused.
    """
    findings: list[Finding] = []
    outside = tuple(
        position for position in range(len(main)) if flag(main.text("outside", position))
    )
    units = _units(main, frozenset(outside), findings)
    findings += _look_alikes(units, main)
    if not units:
        findings.append(Finding("UNITS_NONE", main.place(None)))
    found: dict[str, int] = {}
    if beside is not None:
        drop = scenario.ledger is not None and scenario.ledger.unmatched == "drop"
        found = _beside(beside, units, drop, findings)
        zero = scenario.units.missing_households == "zero"
        lost = "UNIT_WITHOUT_LEDGER_ZERO" if zero else "UNIT_WITHOUT_LEDGER"
        findings += [
            Finding(lost, main.place(units[key], "", key),
                    {"id": key, "ledger": beside.file})
            for key in sorted(units)
            if key not in found
        ]  # fmt: skip
    return Keys(units, found, outside), tuple(findings)


def folded(text: str) -> str:
    """Return a text without what the eye cannot tell apart: width, case, blanks."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if not sign.isspace() and sign.isprintable())


def _units(main: Source, outside: frozenset[int], findings: list[Finding]) -> dict[str, int]:
    column = main.column("id")
    units: dict[str, int] = {}
    for position in range(len(main)):
        if position in outside:
            continue
        key = main.cell(column, position) if column else str(main.rows[position])
        if blank(key):
            findings.append(Finding("UNIT_ID_EMPTY", main.place(position, column or "")))
        elif key in units:
            rows = (main.rows[units[key]], main.rows[position])
            place = main.place(position, column or "", key)
            findings.append(Finding("UNIT_ID_TWICE", place, {"id": key, "rows": rows}))
        else:
            units[key] = position
    return units


def _look_alikes(units: Mapping[str, int], main: Source) -> Iterable[Finding]:
    seen: dict[str, str] = {}
    for key in sorted(units):
        other = seen.setdefault(folded(key), key)
        if other != key:
            place = main.place(units[key], main.column("id") or "", key)
            yield Finding("UNIT_ID_LOOKALIKE", place, {"id": key, "other": other})


def _beside(
    ledger: Source, units: Mapping[str, int], drop: bool, findings: list[Finding]
) -> dict[str, int]:
    column = ledger.column("id")
    alike = {folded(key): key for key in units}
    found: dict[str, int] = {}
    for position in range(len(ledger)):
        key = ledger.cell(column, position)
        place = ledger.place(position, column or "", key)
        if blank(key):
            findings.append(Finding("LEDGER_ID_EMPTY", place))
        elif key in found:
            rows = (ledger.rows[found[key]], ledger.rows[position])
            findings.append(Finding("UNIT_ID_TWICE", place, {"id": key, "rows": rows}))
        elif key in units:
            found[key] = position
        elif folded(key) in alike:
            facts = {"id": key, "other": alike[folded(key)]}
            findings.append(Finding("UNIT_ID_LOOKALIKE", place, facts))
        else:
            code = "LEDGER_ROW_DROPPED" if drop else "LEDGER_ROW_WITHOUT_UNIT"
            findings.append(Finding(code, place, {"id": key}))
    return found
