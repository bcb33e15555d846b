"""The story of ``split``: the roads along which one community could be divided."""

from pathlib import Path

import geopandas as gpd
import shapely

from redistrict.domain.division import Division, Half
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Fact, Finding
from redistrict.domain.problem import Problem
from redistrict.domain.step import Say, unheard
from redistrict.domain.units import Community, pieces
from redistrict.intake.communities import nearest
from redistrict.limits.halves import halves
from redistrict.measure.sides import compounds
from redistrict.run.ground import lines
from redistrict.run.prepare import Prepared, prepare


def split(
    path: Path, community: str, road: str | None = None, say: Say = unheard
) -> tuple[Division, ...]:
    """Return the splits of a community along named roads, the fitting and even ones first.

    Parameters
    ----------
    community
        Its id or name.
    road
        Only along this one.

    Raises
    ------
    Failure
        The community or the road is not known, or the scenario has no map or no named lines.
    """
    prepared = prepare(path, say=say)
    problem, chosen = _find(prepared, community)
    if prepared.ground is None or prepared.shapes is None:
        raise Failure(Exit.SCENARIO, [Finding("SPLIT_NO_MAP")])
    if not any(line.name for line in lines(prepared.district)):
        raise Failure(Exit.SCENARIO, [Finding("SPLIT_NO_ROADS")])
    units = list(chosen.units)
    ground, shapes = prepared.ground.loc[units], prepared.shapes.loc[units]
    courses = _courses(prepared, ground)
    if road is not None and road not in courses:
        facts: dict[str, Fact] = {"road": road, "known": tuple(courses)}
        raise Failure(Exit.SCENARIO, [Finding("SPLIT_ROAD_UNKNOWN", facts=facts)])
    found = []
    for name, course in courses.items():
        sides = halves(ground.to_dict(), shapes.to_dict(), course)
        if sides is not None and road in (None, name):
            first = _half(problem, chosen, sides.left)
            second = _half(problem, chosen, sides.right)
            cut = tuple(problem.unit[unit].name or unit for unit in sides.cut)
            found.append(Division(name, first, second, cut))
    return tuple(sorted(found, key=_rank))


def _find(prepared: Prepared, word: str) -> tuple[Problem, Community]:
    matches = [
        (problem, item)
        for problem in prepared.problems
        for item in problem.communities
        if word in (item.id, item.name)
    ]
    if len(matches) == 1:
        return matches[0]
    code = "COMMUNITY_TWICE" if matches else "COMMUNITY_UNKNOWN"
    facts: dict[str, Fact] = {"name": word}
    near = nearest([item for problem in prepared.problems for item in problem.communities], word)
    if near and not matches:
        code, facts = "COMMUNITY_UNKNOWN_NEAR", facts | {"near": near}
    raise Failure(Exit.SCENARIO, [Finding(code, facts=facts)])


def _courses(prepared: Prepared, ground: gpd.GeoSeries) -> dict[str, object]:
    """Return the named lines that meet the community's ground, by name."""
    whole = shapely.union_all(ground.to_numpy())
    found: dict[str, list[object]] = {}
    for line in lines(prepared.district):
        if line.name and shapely.intersects(whole, line.course):
            found.setdefault(line.name, []).append(line.course)
    return {name: shapely.union_all(found[name]) for name in sorted(found)}


def _half(problem: Problem, community: Community, ids: tuple[str, ...]) -> Half:
    units = [problem.unit[unit] for unit in ids]
    households = sum(unit.households for unit in units)
    return Half(
        households=households,
        compounds=compounds(units),
        units=ids,
        pieces=len(pieces(ids, problem.adjacent)),
        in_band=problem.rules.changed_min <= households <= problem.rules.changed_max,
        office=community.anchor in ids if community.anchor else None,
    )


def _rank(item: Division) -> tuple[bool, int, int, str]:
    uneven = abs(item.first.households - item.second.households)
    return not item.fits, len(item.cut), uneven, item.road
