"""The product from Python: five lines, GeoDataFrames, and the same plan as the command's."""

import geopandas as gpd
import pandas as pd
import pytest

import redistrict
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.store.read import read_folder
from tests.intake.town import write


@pytest.fixture
def scenario(tmp_path):
    def change(frame):
        frame["households"] = [400, 300, 900, 800, 1600, 1700, 1100, 1200]

    return write(tmp_path, change)


def test_today_is_read_as_geodataframes(scenario):
    district = redistrict.read(scenario)
    assert isinstance(district.units, gpd.GeoDataFrame)
    assert list(district.units["unit_id"]) == [
        "005", "006", "007", "008", "001", "002", "003", "004",
    ]  # fmt: skip
    communities = district.communities.set_index("name")
    assert communities.loc["C", "households"] == 3300
    assert communities.loc["C", "verdict"] == "split"
    assert communities.geometry.area.sum() == pytest.approx(80_000)
    assert [problem.subdistrict for problem in district.problems] == ["East", "West"]


def test_five_lines_from_file_to_folder(scenario, tmp_path):
    district = redistrict.read(scenario)
    proposal = district.solve(workers=1)
    record = proposal.write(tmp_path / "out")
    units = proposal.units
    assert units["households"].sum() == 8000
    assert record.totals.out_of_band == 0
    assert set(proposal.communities["households"].between(1000, 3000)) == {True}
    moved = proposal.moves["households"].sum()
    assert moved == record.totals.moved_households
    assert units.loc[units["moved"] == 1, "households"].sum() == moved
    written = read_folder(tmp_path / "out").layers["units"]
    columns = ["unit_id", "community_after"]
    pd.testing.assert_frame_equal(
        pd.DataFrame(written[columns]).sort_values("unit_id", ignore_index=True),
        pd.DataFrame(units[columns]).sort_values("unit_id", ignore_index=True),
        check_dtype=False,
    )


def test_alternatives_stand_beside_today(scenario):
    proposal = redistrict.read(scenario).solve(workers=1)
    table = proposal.alternatives
    assert table.index[0] == "today"
    assert table.loc["today", "moved_households"] == 0
    other = table.index[-1]
    assert proposal.look_at(other).alternative == other
    with pytest.raises(KeyError, match="today"):
        proposal.look_at("nonsense")


def test_one_subdistrict_alone(scenario):
    assert set(redistrict.read(scenario, ["East"]).units["subdistrict"]) == {"East"}
    with pytest.raises(Failure) as refused:
        redistrict.read(scenario, ["South"])
    assert refused.value.exit_code is Exit.SCENARIO


def test_unknown_names_are_refused():
    with pytest.raises(AttributeError):
        _ = redistrict.nothing
