"""An earlier plan as the baseline: both readers take the same communities and locks."""

from pathlib import Path

import pandas as pd
import pytest

from redistrict import witness
from redistrict.domain.failure import Failure
from redistrict.domain.rules import Lock, LockKind
from redistrict.intake import district as intake_district
from redistrict.intake import problem as intake_problem
from redistrict.intake import scenario as intake_scenario
from redistrict.run.propose import Wish, propose
from redistrict.run.verify import errors, verify
from redistrict.store.read import read_folder
from tests.toys import toy
from tests.verify.proposal import frame

HEAD = """
households_definition = "resident households"
as_of = "2026-09"
source = "toy"
[rules]
min = 200
max = 500
[goals]
alternatives = ["split-merge"]
[units]
path = "units.gpkg"
id = "unit_id"
households = "households"
subdistrict = "parent"
community = "community"
[baseline]
path = "earlier/units.csv"
"""
NAMES = '[baseline.names]\n"NEW-East-1" = "C"\n'


def write(folder: Path, more: str, after: dict[str, str] | None = None) -> Path:
    """Write communities A and B of 400 and 400; the earlier plan gave half of B to a new one."""
    problem = toy("AABB\nAABB", [[100, 100, 100, 100], [100, 100, 100, 100]])
    units = frame([problem])
    units.to_file(folder / "units.gpkg", layer="units", engine="pyogrio")
    before = {unit.id: unit.community for unit in problem.units}
    parent = problem.subdistrict
    moved = dict.fromkeys(("a4", "b4"), "NEW-East-1")
    plan = before | moved if after is None else after
    (folder / "earlier").mkdir(exist_ok=True)
    pd.DataFrame(
        {"unit_id": list(plan), "subdistrict": parent, "households": 100,
         "community_before": [before.get(unit, "B") for unit in plan],
         "community_after": list(plan.values())}
    ).to_csv(folder / "earlier" / "units.csv", index=False, encoding="utf-8-sig")  # fmt: skip
    path = folder / "scenario.toml"
    path.write_text(HEAD + more, encoding="utf-8")
    return path


@pytest.mark.parametrize("frozen", ["", "2025年度方案，待备案"])
def test_both_readers_take_the_earlier_plan(tmp_path: Path, frozen: str) -> None:
    path = write(tmp_path, (f'frozen = "{frozen}"\n' if frozen else "") + NAMES)
    scenario = intake_scenario.read(path)
    district = intake_district.read(scenario)
    (mine,) = intake_problem.problems(district, scenario, None)
    facts = witness.read(path)
    (theirs,) = facts.problems
    assert mine.communities == theirs.communities
    assert mine.locks == theirs.locks
    assert {item.id: (item.units, item.filed) for item in mine.communities} == {
        "A": (("a1", "a2", "b1", "b2"), True),
        "B": (("a3", "b3"), True),
        "C": (("a4", "b4"), False),
    }
    held = [Lock(LockKind.FROZEN, frozen, (), name) for name in ("B", "C")]
    assert list(mine.locks) == (held if frozen else [])
    assert "earlier/units.csv" in facts.digests
    digests = dict(facts.digests)
    del digests["scenario.toml"]
    assert digests == district.inputs


def test_a_plan_on_the_baseline_is_proposed_and_verified(tmp_path: Path) -> None:
    """B and C have 200 each today and stay as the earlier plan left them."""
    path = write(tmp_path, 'frozen = "待备案"\nunfiled = false\n' + NAMES)
    propose(path, tmp_path / "plan", Wish(time_limit_s=20.0))
    record = read_folder(tmp_path / "plan").record
    assert {row.id: row.before for row in record.units}["a4"] == "C"
    assert {row.id: row.after for row in record.units}["a4"] == "C"
    assert errors(verify(tmp_path / "plan").findings) == ()


@pytest.mark.parametrize(
    ("more", "after", "code"),
    [
        ("", None, "BASELINE_UNNAMED"),
        (NAMES + '"X" = "Y"\n', None, "BASELINE_NAME_UNKNOWN"),
        ("", {"a1": "A", "b1": "A"}, "BASELINE_UNIT_MISSING"),
    ],
)
def test_what_does_not_fit_is_refused(
    tmp_path: Path, more: str, after: dict[str, str] | None, code: str
) -> None:
    path = write(tmp_path, more, after)
    with pytest.raises(Failure) as caught:
        intake_district.read(intake_scenario.read(path))
    assert code in {item.code for item in caught.value.findings}


def test_the_witness_refuses_a_unit_that_the_plan_leaves_out(tmp_path: Path) -> None:
    path = write(tmp_path, "", {"a1": "A", "b1": "A"})
    with pytest.raises(Failure) as caught:
        witness.read(path)
    assert "BASELINE_UNIT_MISSING" in {item.code for item in caught.value.findings}
