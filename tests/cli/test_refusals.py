"""What a command cannot do: the finding by its name, the exit code, and nothing written."""

import json
import shutil

import pytest
import shapely
from click.testing import CliRunner

from redistrict import witness
from redistrict.cli.group import main
from redistrict.domain.exits import Exit
from redistrict.run import split as halving
from tests.intake.town import EAST, NORTH, lines, write


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A town with a proposal; its communities C and D bear one name, a road parts A."""

    def change(frame):
        frame["households"] = [400, 300, 900, 800, 1600, 1700, 1100, 1200]
        frame["name"] = ["A", "A", "B", "B", "同名", "同名", "同名", "同名"]

    folder = tmp_path_factory.mktemp("town")
    road = shapely.LineString([(EAST + 100, NORTH), (EAST + 100, NORTH - 200)])
    lines(folder, "roads.gpkg", [road], name=["中街"])
    scenario = write(folder, change, units='community_name = "name"\n',
                     more='[context.roads]\npath = "roads.gpkg"\nname = "name"\n')  # fmt: skip
    assert run("propose", scenario, "--out", folder / "out", "-q").exit_code == Exit.DONE
    return folder


def run(*arguments):
    return CliRunner().invoke(main, [str(item) for item in arguments])


def refused(*arguments):
    """Return exit code and codes of a command that must be refused."""
    result = run(*arguments, "--json")
    assert not isinstance(result.exception, Exception) or result.exit_code, result.output
    return result.exit_code, {item["code"] for item in json.loads(result.stdout)["findings"]}


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--community", "Z"], "COMMUNITY_UNKNOWN"),
     (["--community", "同名里"], "COMMUNITY_UNKNOWN_NEAR"),
     (["--community", "同名"], "COMMUNITY_TWICE"),
     (["--community", "A", "--along", "无名路"], "SPLIT_ROAD_UNKNOWN")],
)  # fmt: skip
def test_split(town, words, code):
    assert refused("split", town / "scenario.toml", *words) == (Exit.SCENARIO, {code})


def test_split_without_a_map(tmp_path):
    listed = tmp_path / "list.csv"
    listed.write_text("id,hh,street,community\n1,900,W,A\n2,900,W,A\n", encoding="utf-8")
    scenario = tmp_path / "list.toml"
    scenario.write_text(
        'households_definition = "h"\nas_of = "2026-09"\nsource = "s"\n'
        '[ledger]\npath = "list.csv"\nid = "id"\nhouseholds = "hh"\nsubdistrict = "street"\n'
        'community = "community"\n[rules]\nmin = 1000\nmax = 3000\n',
        encoding="utf-8",
    )
    assert refused("split", scenario, "--community", "A") == (Exit.SCENARIO, {"SPLIT_NO_MAP"})


def test_subdistrict_that_is_not_there(town, tmp_path):
    out = tmp_path / "out"
    found = refused("propose", town / "scenario.toml", "--subdistrict", "North", "--out", out)
    assert found == (Exit.SCENARIO, {"SUBDISTRICT_UNKNOWN"})
    assert not out.exists()


def test_scenario_that_is_there_already(town, tmp_path):
    shutil.copy(town / "scenario.toml", tmp_path / "scenario.toml")
    before = (tmp_path / "scenario.toml").read_bytes()
    found = refused("init", tmp_path, "--units", town / "units.gpkg")
    assert found == (Exit.WRITE, {"INIT_THERE"})
    assert (tmp_path / "scenario.toml").read_bytes() == before


def test_column_that_the_layer_lacks(town, tmp_path):
    found = refused("init", tmp_path / "new", "--units", town / "units.gpkg",
                    "--profile", "cn-2026", "--title", "t", "--households-definition", "h",
                    "--as-of", "2026-09", "--source", "s",
                    "--column", "households=none")  # fmt: skip
    assert found == (Exit.SCENARIO, {"INIT_COLUMN"})
    assert not (tmp_path / "new").exists()


def test_base_map_without_places(town, tmp_path):
    page = tmp_path / "page.html"
    found = refused("map", town / "out", "--online", page, "--tiles", "https://x/tiles")
    assert found == (Exit.SCENARIO, {"TILES_ADDRESS"})
    assert not page.exists()


def test_folder_that_is_none(tmp_path):
    assert refused("verify", tmp_path) == (Exit.INPUT, {"FOLDER_MISSING"})


def test_folder_that_is_torn(town, tmp_path):
    shutil.copytree(town / "out", tmp_path / "torn")
    (tmp_path / "torn" / "proposal.json").write_text("{", encoding="utf-8")
    assert refused("dossier", tmp_path / "torn") == (Exit.INPUT, {"FOLDER_UNREADABLE"})


def test_page_that_cannot_be_written(town, tmp_path):
    found = refused("map", town / "out", "--public", tmp_path / "nowhere" / "page.html")
    assert found == (Exit.WRITE, {"FOLDER_CANNOT_WRITE"})


def test_review_that_is_none(town, tmp_path):
    (tmp_path / "review.json").write_text("{", encoding="utf-8")
    found = refused("revise", town / "out", tmp_path / "review.json", "--out", tmp_path / "new")
    assert found == (Exit.INPUT, {"REVIEW_NOT_JSON"})
    found = refused("revise", town / "out", tmp_path, "--out", tmp_path / "new")
    assert found == (Exit.INPUT, {"REVIEW_UNREADABLE"})
    assert not (tmp_path / "new").exists()


def test_import_of_nothing(tmp_path):
    found = refused("import", "--out", tmp_path / "clean")
    assert found == (Exit.SCENARIO, {"IMPORT_NOTHING"})
    assert not (tmp_path / "clean").exists()


def test_split_lists_the_road(town):
    """What is refused above works where the names are right."""
    (found,) = halving.split(town / "scenario.toml", "A", "中街")
    assert (found.road, found.first.households + found.second.households) == ("中街", 700)


def test_base_map_under_a_made_up_place(town, tmp_path):
    """A fictional district on a map of a real place would deceive."""
    text = (town / "scenario.toml").read_text(encoding="utf-8")
    scenario = town / "made-up.toml"
    scenario.write_text('made_up = true\nmade_up_note = "toy"\n' + text, encoding="utf-8")
    assert run("draft", scenario, "--out", tmp_path / "draft", "-q").exit_code == Exit.DONE
    found = refused("map", tmp_path / "draft", "--online", tmp_path / "page.html",
                    "--tiles", "https://x/{z}/{x}/{y}")  # fmt: skip
    assert found == (Exit.SCENARIO, {"TILES_MADE_UP"})


def test_papers_after_the_layer_was_changed(town, tmp_path):
    """The papers of a plan whose raw data are others now would be false."""
    shutil.copytree(town, tmp_path / "town")
    layer = tmp_path / "town" / "units.gpkg"
    layer.write_bytes(layer.read_bytes() + b"x")
    found = refused("dossier", tmp_path / "town" / "out")
    assert found == (Exit.CHECKSUM, {"INPUT_CHANGED"})
    assert not (tmp_path / "town" / "out" / "dossier").exists()


def test_papers_of_half_a_plan(town, tmp_path):
    """Where a subdistrict was given up there are no papers."""
    shutil.copytree(town / "out", tmp_path / "out")
    facts = json.loads((tmp_path / "out" / "proposal.json").read_text(encoding="utf-8"))
    facts["record"]["complete"] = facts["record"]["parts"][0]["solved"] = False
    (tmp_path / "out" / "proposal.json").write_text(json.dumps(facts), encoding="utf-8")
    assert refused("dossier", tmp_path / "out") == (Exit.STOPPED, {"FOLDER_INCOMPLETE"})


def test_no_time_for_any_plan(town, tmp_path):
    """A limit that ends before any plan is found writes nothing."""
    found = refused("propose", town / "scenario.toml", "--time-limit", "0.000001",
                    "--out", tmp_path / "out")  # fmt: skip
    assert found == (Exit.STOPPED, {"NO_PLAN"})
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["dossier", "map", "propose"])
def test_scenario_edited_while_a_command_runs(town, tmp_path, monkeypatch, command):
    """One finding says so, not dozens about figures that no longer agree."""
    shutil.copytree(town, tmp_path / "town")
    scenario = tmp_path / "town" / "scenario.toml"
    before = {path.name: path.read_bytes() for path in (tmp_path / "town" / "out").glob("*.*")}

    def edited(folder, *others, read=witness.read):
        text = scenario.read_text(encoding="utf-8")
        scenario.write_text(text.replace("max = 3000", "max = 2000"), encoding="utf-8")
        return read(folder, *others)

    monkeypatch.setattr(witness, "read", edited)
    words = [scenario, "--out"] if command == "propose" else []
    found = refused(command, *words, tmp_path / "town" / "out")
    assert found == (Exit.CHECKSUM, {"INPUT_CHANGED_MEANWHILE"})
    after = {path.name: path.read_bytes() for path in (tmp_path / "town" / "out").glob("*.*")}
    assert after == before
