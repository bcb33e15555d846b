"""Real districts from open data: the plans reach the figures that others were measured at."""

from pathlib import Path

import pytest

from redistrict.domain.exits import Exit
from redistrict.domain.record import Record
from redistrict.run.propose import Wish, propose
from redistrict.run.verify import verify

pytestmark = [pytest.mark.acceptance, pytest.mark.timeout(1200)]

SCENARIOS = Path(__file__).parents[2] / "scenarios"
TAIPEI = (
    "中山區", "中正區", "信義區", "內湖區", "北投區", "南港區",
    "士林區", "大同區", "大安區", "文山區", "松山區", "萬華區",
)  # fmt: skip


def solved(scenario: Path, out: Path, *subdistricts: str) -> Record:
    """Return the recommended alternative; the written folder is accepted by the verifier."""
    record = propose(scenario, out, Wish(subdistricts=subdistricts))
    assert verify(out).exit_code == Exit.DONE
    return record


def without_touched(name: str, folder: Path, data: Path) -> Path:
    """Return a copy of a scenario that counts households moved alone."""
    text = (SCENARIOS / name).read_text(encoding="utf-8")
    text = text.replace("../../shared/data", data.as_posix())
    text += "\n[goals.change]\nmoved = 1\ntouched = 0\nnew = 200\nabolished = 200\n"
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("district", TAIPEI)
def test_every_community_of_taipei_fits(shared_data: Path, tmp_path: Path, district: str) -> None:
    record = solved(SCENARIOS / "taipei.toml", tmp_path / "plan", district)
    assert record.complete
    assert record.totals.out_of_band == 0
    assert record.totals.exceptions == 0


@pytest.mark.parametrize(
    ("district", "moved"), [("南港區", 1600), ("松山區", 6844), ("大同區", 1292)]
)
def test_few_households_move(shared_data: Path, tmp_path: Path, district: str, moved: int) -> None:
    """At most 1,600 households; 8.5 % of 80,518 and 2.5 % of 51,719."""
    scenario = without_touched("taipei.toml", tmp_path, shared_data)
    record = solved(scenario, tmp_path / "plan", district)
    assert record.totals.out_of_band == 0
    assert record.totals.moved_households <= moved


def test_less_change_than_the_real_plan_of_tainan(shared_data: Path, tmp_path: Path) -> None:
    """The city's own plan of 2018 moved 15,173 households and left 5 communities outside."""
    record = solved(SCENARIOS / "tainan.toml", tmp_path / "plan")
    assert record.totals.out_of_band == 0
    assert record.totals.moved_households < 15_173
