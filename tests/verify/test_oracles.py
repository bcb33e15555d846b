"""Published exhaustive answers: what others enumerated is what the verifier accepts."""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import ceil, floor
from pathlib import Path

import numpy as np
import pytest

from redistrict import witness
from redistrict.domain.plan import provisional
from redistrict.domain.rules import Rules
from redistrict.verify import verify_plan
from redistrict.verify.case import Ground
from redistrict.witness.facts import Witnessed

pytestmark = pytest.mark.acceptance

COUNTIES = "oracles/cut_edges_2010"
GRAPHS = [
    ("oracles/fl25/units.gpkg", "oracles/fl25/edges.csv", 51),
    (f"{COUNTIES}/KS_county.gpkg", f"{COUNTIES}/KS_county_edges.csv", 263),
    (f"{COUNTIES}/ME_county.gpkg", f"{COUNTIES}/ME_county_edges.csv", 34),
    (f"{COUNTIES}/NM_county.gpkg", f"{COUNTIES}/NM_county_edges.csv", 78),
    (f"{COUNTIES}/OK_county.gpkg", f"{COUNTIES}/OK_county_edges.csv", 195),
    ("oracles/oklahoma_2020/units.gpkg", "oracles/oklahoma_2020/edges.csv", 195),
]


def facts(layer: Path, folder: Path) -> Witnessed:
    """Return the units of an oracle as the witness reads them, people as households."""
    scenario = folder / "oracle.toml"
    lines = [
        "[units]",
        f'path = "{layer.as_posix()}"',
        'id = "unit_id"',
        'households = "population"',
        'subdistrict = "parent_name"',
        "[rules]",
        "min = 1",
        "max = 999999999",
        "[adjacency]",
        "min_shared_m = 0.0",
    ]
    scenario.write_text("\n".join(lines), encoding="utf-8")
    return witness.read(scenario)


def ground(witnessed: Witnessed, low: int, high: int, count: int) -> Ground:
    """Return the units under a band and a fixed number of communities."""
    rules = Rules(low, high, low, high, low, high, communities=count)
    return Ground(replace(witnessed.problems[0], rules=rules))


def named(place: str, sets: Iterable[Iterable[str]]) -> dict[str, str]:
    """Return an assignment with provisional numbers in the order of the sets."""
    ordered = sorted(tuple(sorted(members)) for members in sets)
    return {
        unit: provisional(place, number)
        for number, members in enumerate(ordered, 1)
        for unit in members
    }


@pytest.mark.parametrize(("layer", "edges", "count"), GRAPHS)
def test_the_published_edges(
    shared_data: Path, tmp_path: Path, layer: str, edges: str, count: int
) -> None:
    (problem,) = facts(shared_data / layer, tmp_path).problems
    with (shared_data / edges).open(encoding="utf-8") as file:
        published = {frozenset((row["unit_a"], row["unit_b"])) for row in csv.DictReader(file)}
    assert {frozenset((edge.a, edge.b)) for edge in problem.edges} == published
    assert len(problem.edges) == count


@pytest.mark.parametrize(
    ("percent", "published"), [(1, 8), (2, 34), (5, 192), (10, 927), (20, 3617)]
)
def test_fl25_accepts_exactly_the_published_number(
    shared_data: Path, tmp_path: Path, percent: int, published: int
) -> None:
    witnessed = facts(shared_data / "oracles/fl25/units.gpkg", tmp_path)
    total = sum(unit.households for unit in witnessed.problems[0].units)
    low, high = ceil(total * (100 - percent) / 300), floor(total * (100 + percent) / 300)
    land = ground(witnessed, low, high, 3)
    place = witnessed.problems[0].subdistrict
    accepted = 0
    with np.load(shared_data / "oracles/fl25/all_plans.npz") as file:
        plans = file["plans"].T.tolist()
    assert len(plans) == 117_688
    for plan in plans:
        sets: dict[int, list[str]] = {}
        for unit, label in enumerate(plan):
            sets.setdefault(label, []).append(str(unit))
        accepted += not verify_plan(land, named(place, sets.values()))
    assert accepted == published


def all_plans(shared_data: Path, name: str) -> Mapping[str, object]:
    path = shared_data / COUNTIES / name
    return dict(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("state", "file", "published"),
    [("NM", "NM_all_365_plans.json", 365), ("ME", "ME_all_plans.json", 1)],
)
def test_every_published_plan_and_none_after_one_move(
    shared_data: Path, tmp_path: Path, state: str, file: str, published: int
) -> None:
    known = all_plans(shared_data, file)
    witnessed = facts(shared_data / COUNTIES / f"{state}_county.gpkg", tmp_path)
    land = ground(witnessed, int(str(known["L"])), int(str(known["U"])), int(str(known["k"])))
    place = witnessed.problems[0].subdistrict
    plans = [tuple(tuple(sorted(part)) for part in plan) for plan in known["plans"]]  # type: ignore[attr-defined]  # JSON
    listed = {frozenset(plan) for plan in plans}
    assert len(listed) == published
    for plan in plans:
        assert verify_plan(land, named(place, plan)) == ()
    refused = 0
    for plan in plans:
        for unit, there in moves(plan):
            sets = [set(part) - {unit} for part in plan]
            sets[there].add(unit)
            changed = frozenset(tuple(sorted(part)) for part in sets if part)
            if changed not in listed:
                refused += 1
                assert verify_plan(land, named(place, changed)) != (), (plan, unit)
    assert refused >= published


def moves(plan: tuple[tuple[str, ...], ...]) -> Iterable[tuple[str, int]]:
    """Yield one move of every unit, to the next set."""
    for at, part in enumerate(plan):
        for unit in part:
            yield unit, (at + 1) % len(plan)
