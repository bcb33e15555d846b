"""Toy districts as raw files on disk, and proposals for them as the store writes them."""

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from redistrict.diagnosis.verdicts import diagnose
from redistrict.domain.goals import deviations, tier_value
from redistrict.domain.identity import name_sets
from redistrict.domain.outcome import Exemption, Outcome, Status, TierResult, Why
from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.rules import ALTERNATIVES, LEAST_CHANGE, TODAY
from redistrict.domain.scenario import Statement
from redistrict.intake import district as intake_district
from redistrict.intake import problem as intake_problem
from redistrict.intake import scenario as intake_scenario
from redistrict.measure import growth
from redistrict.measure.case import Case
from redistrict.measure.record import compose
from redistrict.measure.resources import Means, resources
from redistrict.measure.supply import Supply
from redistrict.run.prepare import Prepared
from redistrict.run.resources import begin, means, walks
from redistrict.store.write import write_alternative
from tests.toys import toy

STATEMENT = Statement("Toy", "en", "resident households", "2026-09", "toy", "")
CRS = "EPSG:4547"
EAST, NORTH, SIDE = 500_000, 3_400_000, 100


def square(easting: int, northing: int) -> shapely.Polygon:
    """Return the unit whose middle is a point."""
    half = SIDE / 2
    east, north = EAST + easting, NORTH + northing
    return shapely.box(east - half, north - half, east + half, north + half)


def frame(problems: Sequence[Problem]) -> gpd.GeoDataFrame:
    """Return the layer of units as a planner has it; subdistricts lie apart."""
    units = [(at, unit) for at, problem in enumerate(problems) for unit in problem.units]
    table = pd.DataFrame(
        {
            "unit_id": [unit.id for _, unit in units],
            "name": [unit.name for _, unit in units],
            "households": [unit.households for _, unit in units],
            "population": [unit.population for _, unit in units],
            "parent": [unit.subdistrict for _, unit in units],
            "community": [unit.community for _, unit in units],
            "compound": [unit.group for _, unit in units],
        }
    )
    shapes = [square(unit.easting + 100_000 * at, unit.northing) for at, unit in units]
    return gpd.GeoDataFrame(table, geometry=shapes, crs=CRS)


def read_by_planner(scenario: Path) -> tuple[Problem, ...]:
    """Return the problems as the product's own intake reads them."""
    read = intake_scenario.read(scenario)
    return intake_problem.problems(intake_district.read(read), read, read.standard())


def scenario_text(problem: Problem, more: str = "") -> str:
    """Return the scenario of a toy."""
    rules = problem.rules
    return "\n".join(
        [
            'households_definition = "resident households"',
            'as_of = "2026-09"',
            'source = "toy"',
            "[units]",
            'path = "units.gpkg"',
            'id = "unit_id"',
            'name = "name"',
            'households = "households"',
            'population = "population"',
            'subdistrict = "parent"',
            'community = "community"',
            'group = "compound"',
            "[rules]",
            f"min = {rules.min}",
            f"max = {rules.max}",
            f"changed_min = {rules.changed_min}",
            f"changed_max = {rules.changed_max}",
            f"merge_under = {rules.merge_under}",
            f"split_over = {rules.split_over}",
            more,
        ]
    )


def write_inputs(folder: Path, problems: Sequence[Problem], more: str = "") -> Path:
    """Write the raw files of a toy; return its scenario."""
    folder.mkdir(parents=True, exist_ok=True)
    pyogrio.write_dataframe(frame(problems), folder / "units.gpkg", layer="units", driver="GPKG")
    scenario = folder / "scenario.toml"
    scenario.write_text(scenario_text(problems[0], more), encoding="utf-8")
    return scenario


def outcome(
    problem: Problem,
    plan: Plan,
    alternative: str,
    *,
    open_from: int | None = None,
    why: Mapping[str, Why] | None = None,
) -> Outcome:
    """Return a truthful outcome: tiers closed up to ``open_from``, one below it, then no bound."""
    tiers = []
    for at, tier in enumerate(ALTERNATIVES[alternative].order):
        value = tier_value(problem, plan, tier)
        bound: int | None = value
        if open_from is not None and at >= open_from:
            bound = max(0, value - 1) if at == open_from else None
        tiers.append(TierResult(tier, value, bound))
    proven = all(tier.proven for tier in tiers)
    closed = bool(tiers) and tiers[0].proven
    reasons = why or {}
    exemptions = tuple(
        Exemption(
            name,
            reasons.get(name, Why.PROVEN if closed else Why.OPEN),
            {"households": sum(problem.unit[unit].households for unit in plan.sets[name])},
        )
        for name, away in deviations(problem, plan).items()
        if away
    )
    status = Status.PROVEN if proven else Status.FEASIBLE
    return Outcome(status, tuple(tiers), "HiGHS 1.15.1", "toy", "", exemptions)


def proposal(
    folder: Path,
    plans: Sequence[tuple[Problem, Plan | None, Outcome]],
    alternative: str = "least-change",
    scenario: bytes = b"",
    title: str = "scenario",
    prepared: Prepared | None = None,
) -> None:
    """Write the folder of one alternative as the product does.

    Parameters
    ----------
    prepared
        The scenario, where it has a standard, ledgers or offices.
    """
    cases = []
    for problem, plan, result in plans:
        verdicts = {item.community: (item.verdict, item.finding) for item in diagnose(problem)}
        cases.append(Case(problem, plan, result, verdicts, sought=alternative != TODAY))
    known = begin(prepared, cases) if prepared else Supply()
    if prepared:
        known = dataclasses.replace(known, after=walks(prepared, cases, known, planned=True))
    record = compose(
        cases,
        statement=dataclasses.replace(STATEMENT, title=title),
        rules=plans[0][0].rules,
        alternative=alternative,
        recommended="least-change",
        findings=growth.findings(cases, STATEMENT.tongue),
        needs=known.facts(cases),
    )
    told = means(prepared, known) if prepared else Means(weights={"households": 1})
    record = dataclasses.replace(record, resources=resources(record, known.profile, told))
    layer = gpd.GeoDataFrame(
        {
            "unit_id": [row.id for row in record.units],
            "name": [row.name for row in record.units],
            "subdistrict": [row.subdistrict for row in record.units],
            "group": [row.group for row in record.units],
            "households": [row.households for row in record.units],
            "population": [row.population for row in record.units],
            "workload": [row.workload for row in record.units],
            "area": [row.area for row in record.units],
            "community_before": [row.before for row in record.units],
            "community_after": [row.after for row in record.units],
            "moved": [int(row.moved) for row in record.units],
            "sensitive": [0 for _ in record.units],
            "counts": ["[]" for _ in record.units],
        },
        geometry=[shapely.box(0, 0, 1, 1) for _ in record.units],
        crs=CRS,
    )
    problems = [problem for problem, _, _ in plans]
    write_alternative(folder, record, problems, {"units": layer}, {}, scenario)


def planned(problem: Problem, sets: Sequence[Sequence[str]]) -> Plan:
    """Return the plan with the names that are due."""
    return name_sets(problem, sets)


LOCKS = """
[[adjacency.barriers]]
reason = "river"
pairs = [["d5", "e5"]]
[[locks]]
kind = "together"
reason = "one school"
units = ["c1", "c2"]
[[locks]]
kind = "apart"
reason = "a wall"
units = ["a3", "b3"]
[[locks]]
kind = "fixed"
reason = "agreed"
unit = "a4"
community = "B"
[[locks]]
kind = "frozen"
reason = "held"
community = "E"
"""


def base(folder: Path) -> Path:
    """Write a district of two subdistricts with a sound proposal in ``out``; return its scenario.

    A is split, C is too small and stays as an exception, E is frozen; X and Y are in order.
    """
    first = toy(
        "AAABB\nAABBB\nCCDDD\nCCDDD\nEEEEE",
        {"A": 900, "B": 400, "C": 150, "D": 400, "E": 400},
        groups={"c3": "G", "c4": "G"},
    )
    second = toy("XXYY\nXXYY", 400)
    renamed = tuple(
        dataclasses.replace(unit, id=f"x{unit.id}", subdistrict="Other") for unit in second.units
    )
    other = dataclasses.replace(second, subdistrict="Other", units=renamed, communities=())
    scenario = write_inputs(folder, [first, other], LOCKS)
    problems = {problem.subdistrict: problem for problem in read_by_planner(scenario)}
    toy_plan = planned(
        problems["Toy"],
        [
            ["a2", "a3", "b2"],
            ["a1", "b1"],
            ["a4", "a5", "b3", "b4", "b5"],
            ["c1", "c2", "d1", "d2"],
            ["c3", "c4", "c5", "d3", "d4", "d5"],
            ["e1", "e2", "e3", "e4", "e5"],
        ],
    )
    same = Plan("Other", problems["Other"].today)
    plans = [
        (problems[plan.subdistrict], plan, outcome(problems[plan.subdistrict], plan, LEAST_CHANGE))
        for plan in (same, toy_plan)
    ]
    proposal(folder / "out", plans, LEAST_CHANGE, scenario.read_bytes())
    return scenario
