"""Compounds over the maximum, cut by their phases (一期/二期)."""

from collections.abc import Iterator, Sequence

from redistrict.domain.findings import Finding, Place
from redistrict.domain.units import Unit
from redistrict.measure.case import Case
from redistrict.measure.names import name_communities


def findings(cases: Sequence[Case], language: str) -> Iterator[Finding]:
    """Yield every compound that lies in several communities, with where each phase goes.

    Compounds that are never to be named are left out.
    """
    for case in cases:
        names = name_communities(case, language)
        compounds: dict[str, list[Unit]] = {}
        for unit in case.problem.units:
            if unit.compound:
                compounds.setdefault(unit.compound, []).append(unit)
        for compound, units in sorted(compounds.items()):
            homes = {case.assignment[unit.id] for unit in units}
            if len(homes) > 1 and not any(unit.sensitive for unit in units):
                yield Finding(
                    "COMPOUND_CUT_BY_PHASES",
                    Place(subdistrict=case.problem.subdistrict),
                    {
                        "compound": compound,
                        "households": sum(unit.households for unit in units),
                        "max": case.problem.rules.changed_max,
                        "parts": tuple(_parts(case, units, names)),
                    },
                )


def _parts(case: Case, units: Sequence[Unit], names: dict[str, str]) -> Iterator[str]:
    """Yield every phase with its households and the communities it lies in."""
    for phase in sorted({unit.group for unit in units}):
        own = [unit for unit in units if unit.group == phase]
        homes = sorted({names.get(case.assignment[unit.id], "") for unit in own})
        total = sum(unit.households for unit in own)
        yield f"{phase} {total:,} → {' / '.join(homes)}"
