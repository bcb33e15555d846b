"""Both levels in one run: the plan of communities, and the grids that follow it."""

import json
import shutil
from pathlib import Path

import pytest

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.run.levels import propose_levels
from redistrict.run.propose import Wish
from redistrict.run.verify import verify
from tests.toys import toy
from tests.verify.proposal import write_inputs

GRIDS = """
title = "grids"
households_definition = "resident households"
as_of = "2026-09"
source = "toy"
lang = "en"
level = "grid"
[units]
path = "units.gpkg"
id = "unit_id"
name = "name"
households = "households"
group = "compound"
[rules]
min = 300
max = 500
[goals]
alternatives = ["least-change"]
order = ["0a", "0b", "1a"]
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plan A (3,608 households) and B in one run, and the grids of what they become."""
    folder = tmp_path_factory.mktemp("levels") / "scenarios"
    households = [[401, 352, 393, 310], [424, 365, 416, 335], [407, 418, 432, 420]]
    problem = toy("AAAB\nAAAB\nAAAB", households)
    goals = '[goals]\nactions = ["split", "merge"]\nalternatives = ["split-merge"]'
    scenario = write_inputs(folder, [problem], goals)
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(f'then = "grids.toml"\n{text}', encoding="utf-8")
    (folder / "grids.toml").write_text(GRIDS, encoding="utf-8")
    target = folder.parent / "maps" / "toy"
    records = propose_levels(scenario, target, Wish(language="en"))
    assert [item.statement.level for item in records] == ["community", "grid"]
    return target


def test_one_folder_holds_both_levels_verified(out: Path) -> None:
    report = verify(out)
    assert (report.exit_code, report.count) == (Exit.DONE, 4)
    assert sorted(item.name for item in (out / "levels").iterdir()) == ["grids", "grids.toml"]
    assert (out / "levels" / "grids" / "map.html").is_file()


def test_the_maps_of_both_levels_lead_to_each_other(out: Path) -> None:
    for page, href in (
        (out / "map.html", "levels/grids/map.html"),
        (out / "levels" / "grids" / "map.html", "../../map.html"),
    ):
        assert f'"href":"{href}"' in page.read_text(encoding="utf-8").replace('": "', '":"')
        assert (page.parent / href).is_file()


def test_grids_stay_inside_the_new_communities(out: Path) -> None:
    """The parents of the grids are the communities of the plan, the new one by its name."""
    above = json.loads((out / "proposal.json").read_text(encoding="utf-8"))
    below = json.loads((out / "levels" / "grids" / "proposal.json").read_text(encoding="utf-8"))
    names = {row["name"] for row in above["record"]["communities"] if row["after"]}
    assert set(below["subdistricts"]) == names
    assert len(names) == 3
    assert below["out_of_band"] == 0
    sizes = {row["name"]: row["after"]["households"] for row in above["record"]["communities"]}
    for name, part in below["subdistricts"].items():
        assert part["households"] == sizes[name]
        assert sizes[name] / 500 <= part["communities_after"] <= sizes[name] / 300
    (told,) = (item for item in below["record"]["resources"]
               if item["code"] == "RESOURCE_GRIDS_EACH")  # fmt: skip
    counts = {name: part["communities_after"] for name, part in below["subdistricts"].items()}
    assert told["facts"]["names"] == [f"{name} {count}" for name, count in counts.items()]


@pytest.mark.parametrize("name", ["units.csv", "levels/grids/units.csv"])
def test_a_change_on_either_level_is_told(out: Path, tmp_path: Path, name: str) -> None:
    copy = tmp_path / "maps" / "toy"
    shutil.copytree(out.parent.parent / "scenarios", tmp_path / "scenarios")
    shutil.copytree(out, copy)
    assert verify(copy).exit_code is Exit.DONE
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write("x,x,1,x,x\r\n")
    assert verify(copy).exit_code is Exit.CHECKSUM


def test_every_level_is_verified_from_inputs_elsewhere(out: Path, tmp_path: Path) -> None:
    """Proposal and data are copied to places that have nothing to do with one another."""
    copy, raw = tmp_path / "usb" / "copy", tmp_path / "a" / "b" / "raw"
    shutil.copytree(out, copy)
    shutil.copytree(out.parent.parent / "scenarios", raw)
    with pytest.raises(Failure):
        verify(copy)
    report = verify(copy, raw)
    assert (report.exit_code, report.count) == (Exit.DONE, 4)
    with (raw / "units.gpkg").open("ab") as file:
        file.write(b" ")
    assert verify(copy, raw).exit_code is Exit.CHECKSUM


def test_a_part_alone_is_not_followed(out: Path, tmp_path: Path) -> None:
    scenario = out.parent.parent / "scenarios" / "scenario.toml"
    records = propose_levels(scenario, tmp_path / "part", Wish(subdistricts=("Toy",)))
    assert len(records) == 1
    assert not (tmp_path / "part" / "levels").exists()
