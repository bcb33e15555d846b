"""Every command as a planner types it, on a town of eight units."""

import dataclasses
import json
import shutil
import warnings

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from redistrict.cli import doctor
from redistrict.cli.group import COMMANDS, main
from redistrict.cli.language import language
from redistrict.domain.exits import Exit
from redistrict.report.overview.figure import BAR, _beside
from redistrict.report.text.table import width
from tests.intake.town import write

FILES = {
    "proposal.json", "units.csv", "communities.csv", "changes.csv", "plan.gpkg", "map.html",
    "summary.txt", "findings.json", "scenario.toml", "problem.json", "manifest.json",
    "SHA256SUMS", "run.log",
}  # fmt: skip


def run(*arguments):
    return CliRunner().invoke(main, [str(item) for item in arguments])


@pytest.fixture
def scenario(tmp_path):
    """A town whose community A is too small to stay alone, and C exceeds the range."""

    def change(frame):
        frame["households"] = [400, 300, 900, 800, 1600, 1700, 1100, 1200]

    folder = tmp_path / "data with spaces 数据"
    folder.mkdir()
    return write(folder, change)


@pytest.fixture
def proposal(scenario, tmp_path):
    out = tmp_path / "out"
    result = run("propose", scenario, "--out", out, "-q")
    assert result.exit_code == Exit.DONE, result.output
    return out


def test_help_names_every_command():
    result = run("--help")
    assert result.exit_code == 0
    for name in COMMANDS:
        assert f"  {name} " in result.output


def test_check_says_who_should_change(scenario):
    result = run("check", scenario, "--json")
    assert result.exit_code == Exit.DONE
    found = {
        item["name"]: item["verdict"]
        for part in json.loads(result.stdout)["subdistricts"].values()
        for item in part["communities"]
    }
    assert found == {"A": "merge", "B": "fits", "C": "split", "D": "fits"}


def test_propose_writes_every_file(proposal):
    assert {path.name for path in proposal.iterdir() if path.is_file()} >= FILES
    facts = json.loads((proposal / "proposal.json").read_text(encoding="utf-8"))
    assert facts["complete"]
    assert facts["status"] == "proven"
    assert facts["out_of_band"] == 0
    assert facts["households"] == 8000


def test_a_folder_of_others_is_refused_before_solving(scenario, tmp_path, monkeypatch):
    def never(*_):
        raise AssertionError("solved for nothing")

    monkeypatch.setattr("redistrict.solve.campaign.run", never)
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "letter.txt").write_text("mine", encoding="utf-8")
    result = run("propose", scenario, "--out", tmp_path / "theirs")
    assert result.exit_code == Exit.WRITE, result.output
    assert [path.name for path in (tmp_path / "theirs").iterdir()] == ["letter.txt"]


def test_a_written_proposal_is_accepted(proposal):
    result = run("verify", proposal)
    assert result.exit_code == Exit.DONE, result.output


def test_a_copied_proposal_is_accepted_with_its_inputs(proposal, scenario, tmp_path):
    elsewhere = tmp_path / "elsewhere" / "deep"
    shutil.copytree(proposal, elsewhere / "out")
    shutil.copytree(scenario.parent, elsewhere / "inputs")
    shutil.rmtree(scenario.parent)
    result = run("verify", elsewhere / "out", "--inputs", elsewhere / "inputs")
    assert result.exit_code == Exit.DONE, result.output


@pytest.mark.parametrize("name", ["units.csv", "map.html", "today/plan.gpkg", "scenario.toml"])
def test_a_changed_file_is_seen(proposal, name):
    with (proposal / name).open("ab") as file:
        file.write(b" ")
    assert run("verify", proposal).exit_code == Exit.CHECKSUM
    assert run("dossier", proposal).exit_code == Exit.CHECKSUM


def test_a_changed_input_is_seen(proposal, scenario):
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text + "\n# later\n", encoding="utf-8")
    assert run("verify", proposal).exit_code == Exit.CHECKSUM
    assert run("dossier", proposal).exit_code == Exit.CHECKSUM


def test_the_same_input_gives_the_same_bytes(proposal, scenario, tmp_path):
    again = tmp_path / "again"
    assert run("propose", scenario, "--out", again, "--workers", 1, "-q").exit_code == Exit.DONE
    for path in sorted(proposal.rglob("*")):
        if path.is_file() and path.name != "run.log":
            other = again / path.relative_to(proposal)
            assert other.read_bytes() == path.read_bytes(), path.name


def test_map_again_changes_nothing(proposal):
    before = (proposal / "map.html").read_bytes()
    assert run("map", proposal).exit_code == Exit.DONE
    assert (proposal / "map.html").read_bytes() == before
    assert run("verify", proposal).exit_code == Exit.DONE


def test_compare_shows_both(proposal):
    result = run("compare", proposal, proposal / "today")
    assert result.exit_code == Exit.DONE
    assert proposal.as_posix() in result.output


def test_compare_says_what_differs(proposal, scenario, tmp_path):
    """C is 3,300 households: split in the first plan, held in one piece by a lock in the second."""
    text = scenario.read_text(encoding="utf-8")
    more = '[[locks]]\nkind = "frozen"\nreason = "r"\ncommunity = "C"\n'
    other = scenario.with_name("other.toml")
    other.write_text(text + more, encoding="utf-8")
    assert run("propose", other, "--out", tmp_path / "second", "-q").exit_code == Exit.DONE
    result = run("compare", proposal, tmp_path / "second", "--json")
    found = json.loads(result.stdout)["difference"]
    first = {row["community"]: row["first"] for row in found["communities"]}
    second = {row["community"]: row["second"] for row in found["communities"]}
    assert {"A", "B"}.isdisjoint(first)
    assert first["C"]["kind"] != second["C"]["kind"] == "untouched"
    assert second["C"]["households"] == 3300
    assert [
        row["second"] for row in found["communities"] if row["community"].startswith("NEW")
    ] == [{"kind": None, "households": None}]
    assert [key for key, _first, _second in found["keys"]] == [
        "locks[1].community", "locks[1].kind", "locks[1].reason",
    ]  # fmt: skip
    shown = run("compare", proposal, tmp_path / "second", "--lang", "en").stdout
    assert "Communities that A and B treat differently: 2" in shown
    page = tmp_path / "page.html"
    run("compare", proposal, tmp_path / "second", "--lang", "en", "--out", page)
    assert "Communities that A and B treat differently: 2" in page.read_text(encoding="utf-8")
    same = run("compare", proposal, proposal, "--lang", "en").stdout
    assert "treat differently: 0" in same
    assert "differ: 0" in same


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "missing.toml"], Exit.SCENARIO),
        (["propose", "missing.toml", "--out", "x"], Exit.SCENARIO),
        (["verify", "missing"], Exit.INPUT),
        (["dossier", "missing"], Exit.INPUT),
        (["map", "missing"], Exit.INPUT),
        (["compare", "missing"], Exit.INPUT),
        (["verify"], Exit.SCENARIO),
        (["nothing"], Exit.SCENARIO),
    ],
)
def test_wrong_calls_end_with_their_code(arguments, code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output


def test_unknown_subdistrict_names_the_known_ones(scenario, tmp_path):
    result = run("propose", scenario, "--out", tmp_path / "x", "--subdistrict", "South")
    assert result.exit_code == Exit.SCENARIO
    assert "West" in result.output
    assert not (tmp_path / "x").exists()


def test_a_foreign_folder_is_left_alone(scenario, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.docx").write_bytes(b"letter")
    result = run("propose", scenario, "--out", tmp_path / "mine", "-q")
    assert result.exit_code == Exit.WRITE
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.docx"]


def test_profiles_name_their_source():
    result = run("profiles", "--json")
    found = json.loads(result.stdout)
    assert found["yuquan-2023"]["rules"]["split_over"] == 4000
    assert all(item["source"] and item["place"] and item["year"] for item in found.values())


def test_init_writes_a_scenario_that_runs(scenario, tmp_path):
    folder = tmp_path / "plan"
    stated = ["--title", "试", "--households-definition", "常住户", "--as-of", "2026-09"]
    layer = scenario.parent / "units.gpkg"
    more = [*stated, "--source", "民政局", "--profile", "cn-2026"]
    result = run("init", folder, "--units", layer, *more)
    assert result.exit_code == Exit.DONE, result.output
    assert run("check", folder / "scenario.toml").exit_code == Exit.DONE
    again = run("init", folder, "--units", layer, *more)
    assert again.exit_code == Exit.WRITE


def test_init_names_the_columns_it_cannot_find(scenario, tmp_path):
    stated = ["--title", "x", "--households-definition", "x", "--as-of", "2026-09"]
    layer = scenario.parent / "units.gpkg"
    more = [*stated, "--source", "x", "--profile", "cn-2026", "--column", "households=hushu"]
    result = run("init", tmp_path / "plan", "--units", layer, *more)
    assert result.exit_code == Exit.SCENARIO
    assert "households" in result.output
    assert not (tmp_path / "plan").exists()


def test_draft_shows_today_and_is_accepted(scenario, tmp_path):
    out = tmp_path / "today"
    assert run("draft", scenario, "--out", out).exit_code == Exit.DONE
    assert run("verify", out).exit_code == Exit.DONE


def test_split_without_roads_says_so(scenario):
    result = run("split", scenario, "--community", "C", "--json")
    assert result.exit_code == Exit.SCENARIO
    (found,) = json.loads(result.stdout)["findings"]
    assert found["code"] == "SPLIT_NO_ROADS"
    assert "[context.roads]" in found["remedy"]


def test_shell_completes_standards_and_communities(scenario, tmp_path):
    shell = ShellComplete(main, {}, "redistrict", "_REDISTRICT_COMPLETE")

    def offered(*words, begun=""):
        return [item.value for item in shell.get_completions([str(word) for word in words], begun)]

    assert "cn-2026" in offered("init", "x", "--profile", begun="cn")
    assert not offered("init", "x", "--profile", begun="zz")
    assert offered("split", scenario, "--community") == ["A", "B", "C", "D"]
    assert offered("split", scenario, "--community", begun="C") == ["C"]
    assert not offered("split", tmp_path / "missing.toml", "--community")


def test_doctor_finds_the_solver():
    result = run("doctor", "--json")
    found = {item["name"]: item["good"] for item in json.loads(result.stdout)}
    assert found["highs"]
    assert found["font"]
    assert all(item["use"] for item in json.loads(result.stdout) if item["good"])


def test_doctor_ends_with_one_sentence(monkeypatch):
    """What is there, what one can do without, what is missing."""

    def said(*symptoms):
        monkeypatch.setattr(doctor, "examine", lambda: symptoms)
        result = run("doctor", "--lang", "en")
        return result.exit_code, result.stdout.splitlines()[-1]

    highs, typst = doctor.Symptom("highs", True, "1"), doctor.Symptom("typst", True, "1", "", False)
    lacking = [dataclasses.replace(item, good=False) for item in (highs, typst)]
    assert said(highs, typst) == (Exit.DONE, "All is there.")
    assert said(highs, lacking[1]) == (
        Exit.DONE,
        "All that is needed is there; you can do without: Typst.",
    )
    assert said(lacking[0], lacking[1]) == (
        Exit.SCENARIO,
        "redistrict cannot run yet; missing: solver.",
    )


def test_every_problem_that_ends_is_told_once(scenario, tmp_path):
    result = run("propose", scenario, "--out", tmp_path / "told", "--lang", "en")
    lines = [line for line in result.stderr.splitlines() if " done)" in line]
    told = [line.split("s  ", 1)[1].split(":")[0] for line in lines]
    assert len(set(told)) == len(told), told
    count = int(lines[-1].rsplit(" of ", 1)[1].split()[0])
    assert f"({count} of {count} done)" in lines[-1]


def test_quiet_says_nothing_on_the_way(scenario, tmp_path):
    result = run("propose", scenario, "--out", tmp_path / "hushed", "-q")
    assert " s  " not in result.stderr


def test_overview_shows_every_plan(proposal, tmp_path):
    target = tmp_path / "pages" / "overview.html"
    result = run("compare", proposal, "--out", target)
    assert result.exit_code == Exit.DONE, result.output
    page = target.read_text(encoding="utf-8")
    assert page.count("<th>") > 12
    assert "data:image/png;base64," in page
    assert not {"<script", "http://", "https://"} & set(page.lower().split())
    assert target.with_suffix(".png").read_bytes().startswith(b"\x89PNG")
    first = target.read_bytes(), target.with_suffix(".png").read_bytes()
    run("compare", proposal, "--out", target)
    assert (target.read_bytes(), target.with_suffix(".png").read_bytes()) == first


def test_overview_bears_folders_with_long_names(proposal, tmp_path):
    """Every plan is named by its folder; in the picture a long name loses its middle."""
    name = "经街道党工委会议研究并征求各社区意见以后修改的第一次试算方案"
    folders = [tmp_path / f"{name}{end}" for end in "甲乙"]
    for folder in folders:
        shutil.copytree(proposal, folder)
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # a picture without room for its panels
        result = run("compare", *folders, "--out", tmp_path / "page.html", "--lang", "en")
    assert result.exit_code == Exit.DONE, result.output
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert all(f"{folder.as_posix()}: " in page for folder in folders)
    beside = [_beside(f"{folder.as_posix()}: Split") for folder in folders]
    assert beside[0] != beside[1]
    assert all(width(line) <= BAR for words in beside for line in words.split("\n"))


def test_compare_prints_its_json_with_a_page_too(proposal, tmp_path):
    plain = json.loads(run("compare", proposal, "--json").stdout)
    page = tmp_path / "page.html"
    more = json.loads(run("compare", proposal, "--json", "--out", page).stdout)
    assert more.pop("written") == [str(page), str(page.with_suffix(".png"))]
    assert more == plain


def test_check_ends_with_what_to_do_next(scenario):
    last = run("check", scenario).stdout.splitlines()[-1]
    assert last == f'Next: redistrict propose "{scenario}" --out proposal'


def test_a_misspelt_command_is_named():
    result = run("chekc", "x")
    assert result.exit_code == Exit.SCENARIO
    assert "Did you mean check?" in result.output


def test_an_unknown_language_is_refused_in_the_language_of_the_system(monkeypatch):
    monkeypatch.setenv("REDISTRICT_LANG", "zh")
    monkeypatch.setattr("sys.argv", ["redistrict", "--lang", "fr", "check", "x"])
    assert language() == "zh"


def test_a_dossier_without_papers_says_why(proposal):
    result = run("dossier", proposal)
    assert result.exit_code == Exit.DONE, result.output
    assert "Tables and figures only" in result.stderr


def test_refusals_are_json_too(scenario, tmp_path):
    result = run("check", tmp_path / "missing.toml", "--json")
    assert result.exit_code == Exit.SCENARIO
    said = json.loads(result.stdout)
    assert said["exit_code"] == Exit.SCENARIO
    assert said["findings"][0]["sentence"]


def test_a_wrong_call_is_json_too(scenario, tmp_path):
    result = run("propose", scenario, "--out", tmp_path / "out", "--bad", "--json")
    assert result.exit_code == Exit.SCENARIO
    said = json.loads(result.stdout)
    assert said["exit_code"] == Exit.SCENARIO
    assert "--bad" in said["findings"][0]["sentence"]


def test_a_shared_remedy_stands_once(tmp_path):
    def empty(frame):
        frame["households"] = [None, None, 900, 800, 1600, 1700, 1100, 1200]

    result = run("check", write(tmp_path, empty), "--lang", "en")
    errors = [line for line in result.stderr.splitlines() if line.startswith("error")]
    assert len(errors) == 2
    remedies = [line for line in result.stderr.splitlines() if line.startswith("       ")]
    assert len(remedies) == len(set(remedies)), remedies


def test_dossier_says_how_many_papers_stand_where(proposal):
    result = run("dossier", proposal, "--lang", "en")
    assert result.exit_code == Exit.DONE, result.output
    root = proposal / "dossier"
    written = [path for path in root.rglob("*") if path.is_file()]
    assert len(result.stdout.splitlines()) < 12
    assert f" {len(written)} " in result.stdout.splitlines()[-2]
    told = [
        line
        for line in run("dossier", proposal, "--lang", "en", "-v").stdout.splitlines()
        if "dossier" in line
    ]
    assert {str(path) for path in written} <= set(told)
