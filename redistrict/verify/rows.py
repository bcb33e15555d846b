"""The rows that the tables of a plan must have, from the witnessed facts alone."""

from collections.abc import Iterable
from typing import Any

from redistrict.domain.plan import Kind
from redistrict.domain.units import Unit
from redistrict.verify.case import Case
from redistrict.verify.figures import compounds, kinds, moved, population

Row = dict[str, str]

SIDES = ("households", "population", "units", "compounds", "area_m2", "workload")


def _plain(value: Any) -> str:
    return "" if value is None else str(int(value)) if isinstance(value, bool) else str(value)


def unit_rows(case: Case) -> list[Row]:
    """Return the rows of ``units.csv``, sorted by id."""
    return [_unit(case, unit) for unit in case.ground.problem.units]


def _unit(case: Case, unit: Unit) -> Row:
    return {
        "unit_id": unit.id,
        "subdistrict": unit.subdistrict,
        "households": str(unit.households),
        "community_before": case.ground.home.get(unit.id, ""),
        "community_after": case.assignment.get(unit.id, ""),
    }


def layer_rows(case: Case) -> list[Row]:
    """Return what the layer of units says besides."""
    gone = moved(case)
    found = []
    for unit in case.ground.problem.units:
        more = {
            "name": unit.name,
            "group": unit.group,
            "population": _plain(unit.population),
            "workload": str(unit.workload),
            "moved": str(int(unit.id in gone)),
        }
        found.append(_unit(case, unit) | more)
    return found


def community_rows(case: Case) -> list[Row]:
    """Return the rows of ``communities.csv``, sorted by id.

    Names of new communities are words of the reports and left out.
    """
    return [_community(case, name, kind) for name, kind in kinds(case).items()]


def _community(case: Case, name: str, kind: Kind) -> Row:
    ground, rules = case.ground, case.ground.problem.rules
    before, after = _side(case, ground.today.get(name)), _side(case, case.sets.get(name))
    total = int((after or before)["households"])
    in_band = rules.min <= total <= rules.max
    stays = kind is Kind.UNTOUCHED and name in ground.tolerated and name not in case.exempt
    row = {"community": name, "subdistrict": ground.problem.subdistrict, "kind": kind.value}
    known = ground.problem.community.get(name)
    if known:
        row["name"] = ground.name[name]
    row["verdict"], row["reason"] = ground.verdicts.get(name, ("", ""))
    row["filed"] = _plain(known.filed if known else False)
    for column in SIDES:
        row[f"{column}_before"] = before.get(column, "")
        row[f"{column}_after"] = after.get(column, "")
    exemption = case.exempt.get(name)
    return row | {
        "in_band": _plain(in_band),
        "tolerated": _plain(stays and not in_band),
        "exception": exemption.why.value if exemption else "",
    }


def _side(case: Case, units: Iterable[str] | None) -> Row:
    items = [case.ground.unit[unit] for unit in sorted(units or ())]
    if not items:
        return {}
    return {
        "households": str(sum(unit.households for unit in items)),
        "population": _plain(population(items)),
        "units": str(len(items)),
        "compounds": str(compounds(items)),
        "area_m2": str(sum(unit.area for unit in items)),
        "workload": str(sum(unit.workload for unit in items)),
    }


def change_rows(case: Case) -> list[Row]:
    """Return the rows of ``changes.csv``, sorted by the pair of communities."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for unit in sorted(moved(case)):
        pair = (case.ground.home[unit], case.assignment[unit])
        pairs.setdefault(pair, []).append(unit)
    found = []
    for (before, after), ids in sorted(pairs.items()):
        items = [case.ground.unit[unit] for unit in ids]
        found.append(
            {
                "subdistrict": case.ground.problem.subdistrict,
                "community_before": before,
                "community_after": after,
                "compounds": str(compounds(items)),
                "households": str(sum(unit.households for unit in items)),
                "population": _plain(population(items)),
                "to_new": _plain(after not in case.ground.today),
                "units": ";".join(ids),
            }
        )
    return found
