"""Proven answers of others, found again: fixed number of districts, fewest cut edges, inertia."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor
from pathlib import Path

import pyproj
import pytest

from redistrict.domain.identity import name_sets
from redistrict.domain.outcome import Status
from redistrict.domain.problem import Problem
from redistrict.domain.rules import ALTERNATIVES, Alternative, Rules, Tier
from redistrict.solve.engine import solve
from redistrict.solve.limits import Limits
from redistrict.verify import verify_plan
from redistrict.verify.case import Case, Ground
from redistrict.verify.figures import tier_value
from tests.verify.test_oracles import COUNTIES, facts

pytestmark = pytest.mark.acceptance


def fixed(tier: Tier) -> Alternative:
    """Return the free division by one goal, once every district is within its limits."""
    actions = ALTERNATIVES["least-change"].actions
    return Alternative("oracle", actions, (Tier.EXCEPTIONS, Tier.EXCESS, tier))


def placed(problem: Problem, layer: Path) -> Problem:
    """Return the problem with the units at their published points."""
    table = layer.with_name(layer.name.replace(".gpkg", "_units.csv"))
    with table.open(encoding="utf-8") as file:
        points = {row["unit_id"]: (float(row["lon"]), float(row["lat"]))
                  for row in csv.DictReader(file)}  # fmt: skip
    middle = sum(lon for lon, _ in points.values()) / len(points)
    zone = 32600 + int((middle + 180) // 6) + 1
    mover = pyproj.Transformer.from_crs(4326, zone, always_xy=True)
    units = []
    for unit in problem.units:
        east, north = mover.transform(*points[unit.id])
        units.append(replace(unit, easting=round(east), northing=round(north)))
    return replace(problem, units=tuple(units))


def best(layer: Path, folder: Path, band: Sequence[int], count: int, tier: Tier) -> int:
    """Return the value that the engine proves, its plan accepted by the verifier."""
    rules = Rules(band[0], band[1], band[0], band[1], band[0], band[1], communities=count)
    problem = replace(facts(layer, folder).problems[0], rules=rules)
    if tier is Tier.INERTIA:
        problem = placed(problem, layer)
    solved = solve(problem, fixed(tier), Limits())
    assert solved.plan is not None
    assert verify_plan(Ground(problem), solved.plan.assignment) == ()
    last = solved.outcome.tiers[-1]
    # Inertia goes beyond what floating point counts exactly: a gap of rounding may stay.
    assert solved.outcome.status is Status.PROVEN or (
        tier is Tier.INERTIA and last.gap is not None and last.gap < 1e-6
    )
    return last.value


@pytest.mark.parametrize("percent", [1, 2, 5, 10, 20])
def test_fl25_fewest_cut_edges(shared_data: Path, tmp_path: Path, percent: int) -> None:
    """For every tolerance the fewest of all 117,688 plans."""
    layer = shared_data / "oracles/fl25/units.gpkg"
    with (shared_data / "oracles/fl25/exact_answers.csv").open(encoding="utf-8") as file:
        published = {
            round(100 * float(row["max_deviation"])): int(row["min_cut_edges"])
            for row in csv.DictReader(file)
        }
    total = sum(unit.households for unit in facts(layer, tmp_path).problems[0].units)
    band = ceil(total * (100 - percent) / 300), floor(total * (100 + percent) / 300)
    assert best(layer, tmp_path, band, 3, Tier.CUT_EDGES) == published[percent]


@pytest.mark.parametrize("state", ["ME", "NM"])
def test_counties_fewest_cut_edges(shared_data: Path, tmp_path: Path, state: str) -> None:
    """Maine 16 and New Mexico 17, as proven by Validi, Buchanan and others."""
    with (shared_data / COUNTIES / "instances.csv").open(encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file) if row["state"] == state)
    layer = shared_data / COUNTIES / f"{state}_county.gpkg"
    band = int(row["L"]), int(row["U"])
    found = best(layer, tmp_path, band, int(row["k"]), Tier.CUT_EDGES)
    assert found == int(row["best_cut_edges"]) == {"ME": 16, "NM": 17}[state]


@pytest.mark.parametrize("state", ["ME", "NM"])
def test_counties_moment_of_inertia(shared_data: Path, tmp_path: Path, state: str) -> None:
    """Within half a per cent of the published optimum (persons x square kilometres x 10^6)."""
    with (shared_data / COUNTIES / "instances.csv").open(encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file) if row["state"] == state)
    with (shared_data / COUNTIES / "published_inertia.csv").open(encoding="utf-8") as file:
        published = next(
            float(item["Objval"])
            for item in csv.DictReader(file)
            if item["state"] == state and item["model"] == "mcf"
        )
    layer = shared_data / COUNTIES / f"{state}_county.gpkg"
    band = int(row["L"]), int(row["U"])
    found = best(layer, tmp_path, band, int(row["k"]), Tier.INERTIA)
    assert found / 1e12 == pytest.approx(published, rel=0.005)


@pytest.mark.parametrize(("state", "cut"), [("OK", 40), ("KS", 32), ("ME", 16), ("NM", 17)])
def test_published_plans_are_accepted(
    shared_data: Path, tmp_path: Path, state: str, cut: int
) -> None:
    """The verifier accepts the published optimal plan and counts its printed value."""
    with (shared_data / COUNTIES / "instances.csv").open(encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file) if row["state"] == state)
    with (shared_data / COUNTIES / f"{state}_county_units.csv").open(encoding="utf-8") as file:
        published = {item["unit_id"]: item["published_district"] for item in csv.DictReader(file)}
    low, high = int(row["L"]), int(row["U"])
    rules = Rules(low, high, low, high, low, high, communities=int(row["k"]))
    layer = shared_data / COUNTIES / f"{state}_county.gpkg"
    problem = replace(facts(layer, tmp_path).problems[0], rules=rules)
    sets = [[unit for unit in published if published[unit] == label]
            for label in sorted(set(published.values()))]  # fmt: skip
    plan = name_sets(problem, sets)
    assert verify_plan(Ground(problem), plan.assignment) == ()
    assert tier_value(Case(Ground(problem), tuple(plan.assignment.items())), Tier.CUT_EDGES) == cut
