"""Sound proposals of every form are accepted: no false alarm."""

import shutil
from pathlib import Path

import pyogrio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redistrict import witness
from redistrict.domain.findings import Finding
from redistrict.domain.identity import name_sets
from redistrict.domain.outcome import Outcome, Status, Why
from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.units import pieces
from redistrict.verify import verify
from redistrict.witness import claims
from tests.toys import toy
from tests.verify.proposal import outcome, planned, proposal, read_by_planner, write_inputs


def told(scenario: Path) -> tuple[Finding, ...]:
    return verify(witness.read(scenario), claims.read(scenario.parent / "out"))


def put(folder: Path, drawing: str, households: object, **more: str) -> tuple[Path, Problem]:
    problem = toy(drawing, households, **more)  # type: ignore[arg-type]  # as toy takes it
    scenario = write_inputs(folder, [problem])
    return scenario, read_by_planner(scenario)[0]


def test_today_with_a_unit_without_community(tmp_path: Path) -> None:
    scenario, problem = put(tmp_path, "AAB.\nAABB", {"A": 900, "B": 200, ".": 70})
    result = Outcome(Status.FEASIBLE)
    proposal(tmp_path / "out", [(problem, None, result)], "today", b"")
    assert told(scenario) == ()
    named = {unit: name for unit, name in problem.today.items() if name}
    proposal(tmp_path / "out2", [(problem, Plan("Toy", named), result)], "today", b"")
    found = verify(witness.read(scenario), claims.read(tmp_path / "out2"))
    assert {item.code for item in found} == {"PLAN_OUT_OF_BAND"}  # exceptions must be named


def test_no_plan_was_found(tmp_path: Path) -> None:
    scenario, problem = put(tmp_path, "AABB\nAABB", {"A": 900, "B": 200})
    result = Outcome(Status.STOPPED, stopped_by="time")
    proposal(tmp_path / "out", [(problem, None, result)], "split-merge", b"")
    claimed = claims.read(tmp_path / "out")
    assert not claimed.complete
    assert {item.why for item in claimed.exemptions} == {Why.OPEN}
    assert told(scenario) == ()


@pytest.mark.parametrize("open_from", [0, 1, 2, 5])
def test_an_open_tier(tmp_path: Path, open_from: int) -> None:
    scenario, problem = put(tmp_path, "AABB\nAACC", {"A": 900, "B": 600, "C": 400})
    plan = planned(problem, [["a1", "b1"], ["a2", "b2"], ["a3", "a4"], ["b3", "b4"]])
    result = outcome(problem, plan, "least-change", open_from=open_from)
    assert result.status is Status.FEASIBLE or result.tiers[open_from].value == 0
    proposal(tmp_path / "out", [(problem, plan, result)])
    assert told(scenario) == ()


def test_split_and_merge(tmp_path: Path) -> None:
    scenario, problem = put(tmp_path, "AABB\nAACC", {"A": 900, "B": 450, "C": 400})
    plan = planned(problem, [["a1", "b1"], ["a2", "b2"], ["a3", "a4", "b3", "b4"]])
    proposal(tmp_path / "out", [(problem, plan, outcome(problem, plan, "split-merge"))],
             "split-merge")  # fmt: skip
    assert told(scenario) == ()


def test_names_that_a_spreadsheet_would_calculate(tmp_path: Path) -> None:
    problem = toy("AABB\nAABB", 400)
    scenario = write_inputs(tmp_path, [problem])
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text.replace('community = "community"', 'community = "odd"'))
    layer = pyogrio.read_dataframe(tmp_path / "units.gpkg")
    layer["odd"] = ["=1+1" if name == "A" else "-002" for name in layer["community"]]
    pyogrio.write_dataframe(layer, tmp_path / "units.gpkg", layer="units")
    problem = read_by_planner(scenario)[0]
    assert [item.id for item in problem.communities] == ["-002", "=1+1"]
    plan = planned(problem, [["a1", "a2", "b1", "b2", "b3"], ["a3", "a4", "b4"]])
    proposal(tmp_path / "out", [(problem, plan, outcome(problem, plan, "least-change"))])
    assert told(scenario) == ()


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Problem]:
    folder = tmp_path_factory.mktemp("district")
    return put(folder, "AABBC\nAABB.\nDDEEC\nDDEEC", {"A": 500, "B": 300, "C": 900, "D": 100,
                                                     "E": 700, ".": 50})  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(labels=st.lists(st.integers(0, 5), min_size=19, max_size=20))
def test_random_sound_plans(district: tuple[Path, Problem], labels: list[int]) -> None:
    """Whatever connected plan is written with true figures and reasons is accepted."""
    scenario, problem = district
    sets: dict[int, list[str]] = {}
    for unit, label in zip(problem.units, [*labels, *labels], strict=False):
        sets.setdefault(label, []).append(unit.id)
    parts = [piece for units in sets.values() for piece in pieces(units, problem.adjacent)]
    plan = name_sets(problem, parts)
    shutil.rmtree(scenario.parent / "out", ignore_errors=True)
    proposal(scenario.parent / "out", [(problem, plan, outcome(problem, plan, "least-change"))])
    assert told(scenario) == ()
