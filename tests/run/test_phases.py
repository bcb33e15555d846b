"""A compound over the maximum is cut by its phases; a smaller one is kept whole."""

import json
from dataclasses import replace
from pathlib import Path

import pyogrio
import pytest

from redistrict.domain.exits import Exit
from redistrict.domain.problem import Problem
from tests.cli.test_commands import run
from tests.toys import toy
from tests.verify.proposal import frame, read_by_planner, write_inputs

LARGE = toy(
    "AAAAB", [[1200, 900, 1100, 800, 1500]], groups=dict.fromkeys(("a1", "a2", "a3", "a4"), "G")
)
PHASES = {"a1": "一期", "a2": "一期", "a3": "二期", "a4": "二期"}
COLUMN = 'group = "compound"\nphase = "phase"'


def inputs(folder: Path, problem: Problem, phases: dict[str, str]) -> Path:
    scenario = write_inputs(folder, [problem])
    table = frame([problem])
    table["phase"] = [phases.get(unit.id, "") for unit in problem.units]
    pyogrio.write_dataframe(table, folder / "units.gpkg", layer="units", driver="GPKG")
    text = scenario.read_text(encoding="utf-8").replace('group = "compound"', COLUMN)
    scenario.write_text(f'{text}[goals]\nalternatives = ["least-change"]\n', encoding="utf-8")
    return scenario


def test_each_phase_stays_whole(tmp_path: Path) -> None:
    """4,000 households in phases of 2,100 and 1,900 become two communities; that is said."""
    scenario, out = inputs(tmp_path, LARGE, PHASES), tmp_path / "out"
    result = run("propose", scenario, "--out", out, "-q", "--lang", "zh")
    assert result.exit_code == Exit.DONE, result.output
    facts = json.loads((out / "proposal.json").read_text(encoding="utf-8"))
    assert (facts["exceptions"], facts["communities_after"]) == (0, 3)
    text = (out / "summary.txt").read_text(encoding="utf-8")
    assert "G共4,000户，超过上限3,000户，按分期划分：" in text
    assert "G 一期 2,100 → " in text
    assert run("verify", out).exit_code == Exit.DONE
    page = (out / "map.html").read_text(encoding="utf-8")
    assert "按分期划分" in page


def test_the_verifier_keeps_phases_whole(tmp_path: Path) -> None:
    """A plan that cuts a phase is refused."""
    scenario = inputs(tmp_path, LARGE, PHASES)
    for name, cut in (("good", "a3 a4"), ("bad", "a2 a3 a4")):
        rows = [f"{unit.id},{'N' if unit.id in cut else unit.community}" for unit in LARGE.units]
        plan = tmp_path / f"{name}.csv"
        plan.write_text("unit_id,community_after\n" + "\n".join(rows) + "\n", encoding="utf-8")
        result = run("verify", "--plan", plan, "--scenario", scenario, "--lang", "en")
        assert (result.exit_code == Exit.DONE) == (name == "good"), result.output
    assert "G 一期" in result.output


@pytest.mark.parametrize("phases", [PHASES, {}])
def test_a_compound_that_fits_is_whole(tmp_path: Path, phases: dict[str, str]) -> None:
    """Under the maximum phases say nothing; without them a large compound stays whole, too."""
    small = replace(
        LARGE, units=tuple(replace(unit, households=unit.households // 2) for unit in LARGE.units)
    )
    problem = small if phases else LARGE
    (read,) = read_by_planner(inputs(tmp_path, problem, phases))
    assert {unit.group for unit in read.units} == {"G", ""}
    assert {unit.compound for unit in read.units} == {""}
