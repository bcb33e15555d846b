"""Levels as both readers see them: parents from a plan, compounds divided, frozen by the ledger."""

from pathlib import Path

import pandas as pd
import pytest

from redistrict import witness
from redistrict.domain.failure import Failure
from redistrict.domain.rules import Lock, LockKind
from redistrict.intake import district as intake_district
from redistrict.intake import problem as intake_problem
from redistrict.intake import scenario as intake_scenario
from tests.toys import toy
from tests.verify.proposal import frame

HEAD = """
households_definition = "resident households"
as_of = "2026-09"
source = "toy"
level = "grid"
plan = "plan.csv"
[rules]
min = 300
max = 500
area_max_km2 = 0.055
[units]
path = "units.gpkg"
id = "unit_id"
households = "households"
community = "community"
group = "compound"
plan_unit = "compound"
[community_ledger]
path = "grids.csv"
name = "grid"
frozen = "special"
"""


def write(folder: Path, after: dict[str, str]) -> Path:
    """Write four buildings of compound G, four of H, two alone; grids A and B."""
    groups = dict.fromkeys(("a1", "a2", "b1", "b2"), "G")
    groups |= dict.fromkeys(("a3", "a4", "b3", "b4"), "H")
    problem = toy("AABB\nAABB\nAB  ", [[100, 100, 130, 130], [100, 100, 130, 130], [50, 60]],
                  groups=groups)  # fmt: skip
    frame([problem]).to_file(folder / "units.gpkg", layer="units", engine="pyogrio")
    rows = {"unit_id": list(after), "community_after": list(after.values())}
    pd.DataFrame(rows).to_csv(folder / "plan.csv", index=False, encoding="utf-8-sig")
    grids = {"grid": ["A", "B"], "special": ["", "校园专属网格"]}
    pd.DataFrame(grids).to_csv(folder / "grids.csv", index=False, encoding="utf-8-sig")
    path = folder / "grid.toml"
    path.write_text(HEAD, encoding="utf-8")
    return path


def test_both_readers_agree_on_a_level(tmp_path: Path) -> None:
    """Parents come from the plan; a compound over 500 is divided; a special grid is frozen."""
    path = write(tmp_path, {"G": "East", "H": "NEW-East-1", "c1": "East", "c2": "East"})
    scenario = intake_scenario.read(path)
    district = intake_district.read(scenario)
    theirs = intake_problem.problems(district, scenario, None)
    facts = witness.read(path)
    assert [item.subdistrict for item in theirs] == ["East", "NEW-East-1"]
    for mine, other in zip(facts.problems, theirs, strict=True):
        assert [(u.id, u.subdistrict, u.group) for u in mine.units] == [
            (u.id, u.subdistrict, u.group) for u in other.units
        ]
        assert (mine.rules, mine.locks) == (other.rules, other.locks)
        assert mine.communities == other.communities
    assert {unit.group for unit in theirs[0].units} == {"", "G"}
    assert {unit.group for unit in theirs[1].units} == {""}
    assert theirs[1].locks == (Lock(LockKind.FROZEN, "校园专属网格", (), "B"),)
    assert theirs[0].rules.area_max == 6
    assert "plan.csv" in facts.digests


def test_a_unit_that_the_plan_does_not_know(tmp_path: Path) -> None:
    """Intake names it; the witness refuses it too."""
    path = write(tmp_path, {"G": "East", "H": "East", "c1": "East"})
    with pytest.raises(Failure) as raised:
        intake_district.read(intake_scenario.read(path))
    assert {item.code for item in raised.value.findings} >= {"UNIT_NOT_IN_PLAN"}
    with pytest.raises(Failure):
        witness.read(path)
