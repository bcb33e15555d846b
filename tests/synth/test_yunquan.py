"""The bundled made-up district: the published arithmetic, and what makes it believable."""

import json
import shutil
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from redistrict import synth
from redistrict.domain.record import Record
from redistrict.domain.verdict import Verdict
from redistrict.run.check import check
from redistrict.run.propose import Wish, propose
from redistrict.synth.blueprint import NOTE

ROOT = Path(__file__).parents[2]
SCENARIO = ROOT / "scenarios" / "yunquan.toml"
DATA = ROOT / "data" / "boundaries" / "yunquan"
OLD = ("古槐街道", "鼓楼坊街道", "南营坊街道", "织染街道")


@pytest.fixture(scope="module")
def units() -> pd.DataFrame:
    """Return the bundled units with the counts of the ledger."""
    layer = gpd.read_file(DATA / "layers.gpkg", layer="units")
    ledger = pd.read_csv(DATA / "compounds.csv", dtype={"单元编号": str})
    joined = layer.merge(ledger, left_on="unit_id", right_on="单元编号", validate="1:1")
    return joined.rename(columns={"常住户数": "households", "常住人口": "population"})


@pytest.fixture(scope="module")
def communities() -> pd.DataFrame:
    return pd.read_csv(DATA / "communities.csv", keep_default_na=False)


def copied(folder: Path) -> Path:
    """Return the scenario of a copy of the bundled files that a test may change."""
    shutil.copytree(DATA, folder / "data" / "boundaries" / "yunquan")
    (folder / "scenarios").mkdir()
    return Path(shutil.copy(SCENARIO, folder / "scenarios"))


def solved(scenario: Path, out: Path, *subdistricts: str) -> Record:
    return propose(scenario, out, Wish(subdistricts=subdistricts, workers=2))


def split_merge(record: Record) -> tuple[int, int]:
    """Return how many communities the plan of splits and merges sets up and abolishes."""
    totals = {name: totals for name, totals, _ in record.alternatives}["split-merge"]
    return totals.set_up, totals.abolished


def test_the_bundled_files_are_what_synth_makes(tmp_path: Path) -> None:
    synth.make(tmp_path)
    for name in ("layers.gpkg", "compounds.csv", "communities.csv"):
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name


def test_the_order_of_size(units: pd.DataFrame, communities: pd.DataFrame) -> None:
    assert len(communities) == 75
    assert (communities["是否备案"] == "否").sum() == 12
    assert communities["社区工作者"].sum() == 820
    assert units["parent_name"].nunique() == 10
    assert 175_000 <= units["households"].sum() <= 190_000
    size = units.groupby("community_name")["households"].sum()
    over = set(communities.loc[communities["管理负荷过重"] == "是", "社区名称"])
    large = size[size > 4000]
    assert set(large.index) > over
    assert len(over) == 8
    assert len(large) == 11
    assert ((large >= 6200) & (large <= 7500)).sum() == 1
    assert 14 <= ((size > 3000) & (size <= 4000)).sum() <= 16
    assert 42 <= ((size >= 1000) & (size <= 3000)).sum() <= 44
    assert 5 <= (size < 1000).sum() <= 7
    assert size.min() >= 350


def test_compounds_and_people(units: pd.DataFrame) -> None:
    homes = units[units["households"] > 0]
    old = homes[homes["parent_name"].isin(OLD)]
    assert 800 <= len(homes) <= 1100
    assert 0.55 <= len(old) / len(homes) <= 0.68
    assert 0.25 <= old["households"].sum() / homes["households"].sum() <= 0.36
    assert 0.15 <= (units["households"] == 0).mean() <= 0.28
    people = homes.groupby("parent_name")[["population", "households"]].sum()
    heads = people["population"] / people["households"]
    assert heads[list(OLD)].between(2.0, 2.3).all()
    assert heads.between(2.0, 2.9).all()


def test_limits_follow_streets(units: pd.DataFrame) -> None:
    """No two communities share a wall: a street or lane lies between them."""
    land = units.dissolve("community_name")
    pairs = gpd.sjoin(land, land, predicate="intersects")
    assert (pairs.index == pairs["community_name_right"]).all()


def test_it_says_that_it_is_made_up(units: pd.DataFrame) -> None:
    text = SCENARIO.read_text(encoding="utf-8")
    assert "made_up = true" in text
    assert NOTE in text
    assert (
        not units["parent_name"]
        .isin(["长和廊街道", "大南街街道", "昭君路街道", "西菜园街道"])
        .any()
    )


def test_the_verdicts_alone_say_nine_more_and_one_fewer() -> None:
    inspection = check(SCENARIO)
    assert sum(part.new for part in inspection.parts) == 9
    assert sum(part.merged for part in inspection.parts) == 1
    found = [item.verdict for part in inspection.parts for item in part.communities]
    assert found.count(Verdict.SPLIT) == 8
    assert found.count(Verdict.EXCEPTION) == 0


def test_the_solver_finds_nine_more_and_one_fewer(tmp_path: Path) -> None:
    record = solved(SCENARIO, tmp_path / "plan")
    assert split_merge(record) == (9, 1)
    assert record.complete
    found = {name: totals for name, totals, _ in record.alternatives}
    assert [found[name].communities_after for name in found] == [75, 83, 83]
    assert all(found[name].exceptions == 0 for name in found if name != "today")
    text = (tmp_path / "plan" / "summary.txt").read_text(encoding="utf-8")
    assert "已备案63个、未备案12个" in text
    facts = (tmp_path / "plan" / "split-merge" / "proposal.json").read_text(encoding="utf-8")
    part = json.loads(facts)["subdistricts"]["古槐街道"]
    assert (part["set_up"], part["abolished"]) == (2, 0)  # one of them by the flag taken below
    # Along roads, every new limit follows one.
    along = found[record.recommended]
    assert 0.98 * along.new_border < along.new_border_named <= along.new_border


def test_without_one_flag_of_overload_there_is_one_community_fewer(tmp_path: Path) -> None:
    scenario = copied(tmp_path)
    path = scenario.parents[1] / "data" / "boundaries" / "yunquan" / "communities.csv"
    text = path.read_text(encoding="utf-8-sig")
    row = next(line for line in text.splitlines() if line.startswith("南营社区,"))
    path.write_text(text.replace(row, row.replace(",是,是,", ",是,否,")), encoding="utf-8-sig")
    inspection = check(scenario)
    assert sum(part.new for part in inspection.parts) == 8
    one = solved(scenario, tmp_path / "one", "古槐街道")
    assert split_merge(one) == (1, 0)


def test_another_small_city_gives_the_number_of_its_diagnosis(tmp_path: Path) -> None:
    scenario = synth.make(tmp_path / "city", 3, "small")
    agree(scenario, tmp_path / "plan")


@pytest.mark.acceptance
def test_another_city_gives_the_number_of_its_diagnosis(tmp_path: Path) -> None:
    scenario = synth.make(tmp_path / "city", seed=7)
    agree(scenario, tmp_path / "plan")


def agree(scenario: Path, out: Path) -> None:
    inspection = check(scenario)
    expected = (
        sum(part.new for part in inspection.parts),
        sum(part.merged for part in inspection.parts),
    )
    assert expected != (0, 0)
    assert split_merge(solved(scenario, out)) == expected
