"""From a scenario to the problems of its subdistricts: what every story starts with."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.domain.problem import Problem
from redistrict.domain.rules import Profile, Rules
from redistrict.domain.step import Say, Stage, Step, unheard
from redistrict.intake import district as intake_district
from redistrict.intake import problem as intake_problem
from redistrict.intake import scenario as intake_scenario
from redistrict.intake.district import District
from redistrict.intake.scenario import Scenario
from redistrict.run.ground import ground, with_borders


@dataclass(frozen=True)
class Prepared:
    """A scenario with its district, ready to be judged and solved.

    Parameters
    ----------
    problems
        Of the subdistricts wanted, sorted by name.
    ground
        Ground of every unit by id: its polygon and the land given to it; ``None`` without a map.
    """

    scenario: Scenario
    profile: Profile | None
    rules: Rules
    district: District
    problems: tuple[Problem, ...]
    ground: gpd.GeoSeries | None

    @property
    def shapes(self) -> gpd.GeoSeries | None:
        """The planner's polygons by unit id."""
        frame = self.district.geometry
        return None if frame is None else frame.set_index("unit_id").geometry

    @property
    def neighbours_known(self) -> bool:
        """Whether the scenario says which units are adjacent."""
        return bool(self.district.edges) or self.district.geometry is not None


def prepare(
    path: Path, subdistricts: Sequence[str] = (), *, land: bool = True, say: Say = unheard
) -> Prepared:
    """Read a scenario and all it names.

    Parameters
    ----------
    subdistricts
        Names of the subdistricts wanted; all where empty.
    land
        Divide the land between the units; a diagnosis does without.
    say
        Told every stage as it begins.

    Raises
    ------
    Failure
        ``Exit.SCENARIO`` or ``Exit.INPUT`` with everything that is wrong.
    """
    say(Step(Stage.READ))
    scenario = intake_scenario.read(path)
    profile = scenario.standard()
    district = intake_district.read(scenario)
    if land:
        stage = Stage.UNITS if district.geometry is None else Stage.LAND
        say(Step(stage, {"units": len(district.units)}))
    grounds = ground(district) if land else None
    if grounds is not None:
        district = with_borders(district, grounds)
    problems = _wanted(intake_problem.problems(district, scenario, profile), subdistricts)
    return Prepared(scenario, profile, scenario.rules(profile), district, problems, grounds)


def _wanted(problems: tuple[Problem, ...], names: Sequence[str]) -> tuple[Problem, ...]:
    known = [item.subdistrict for item in problems]
    unknown = [
        Finding("SUBDISTRICT_UNKNOWN", facts={"name": name, "known": tuple(known)})
        for name in names
        if name not in known
    ]
    if unknown:
        raise Failure(Exit.SCENARIO, unknown)
    return tuple(item for item in problems if not names or item.subdistrict in names)
