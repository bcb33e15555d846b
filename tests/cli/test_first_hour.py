"""What a planner meets in the first hour: questions, consoles, both languages."""

import json
import os
import shutil
import subprocess
import sys
import tomllib

import click
import pytest
from click.testing import CliRunner

from redistrict.cli.group import COMMANDS, main
from redistrict.cli.interview import date
from redistrict.domain.exits import Exit
from tests.intake.town import write

PROGRAM = "from redistrict.cli import main; main(prog_name='redistrict')"


def typed(*words, **environment):
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, words)],
        env={**os.environ, **environment}, capture_output=True, check=False,
    )  # fmt: skip


@pytest.fixture
def layer(tmp_path):
    return write(tmp_path).parent / "units.gpkg"


def test_init_asks_what_is_not_given(layer, tmp_path):
    answers = "\n".join([str(layer), "", "", "First", "1", "2026-13", "2026年9月", "Civil Affairs"])
    done = CliRunner().invoke(main, ["init", str(tmp_path / "plan")], input=answers + "\n")
    assert done.exit_code == Exit.DONE, done.output
    text = (tmp_path / "plan" / "scenario.toml").read_text(encoding="utf-8")
    assert 'profile = "cn-2026"' in text
    assert 'households_definition = "常住户"' in text
    assert 'as_of = "2026-09"' in text  # the mistyped date was asked again
    assert (
        CliRunner().invoke(main, ["check", str(tmp_path / "plan" / "scenario.toml")]).exit_code == 0
    )


def test_a_wrong_answer_can_be_taken_back(layer, tmp_path):
    """``<`` asks the question before again, over questions that were not asked; the first stays."""
    other = layer.with_name("other.gpkg")
    shutil.copy(layer, other)
    answers = ["<", str(other), "上一步", str(layer), "", "<", "", "", "Frist", "<", "First", "1",
               "2025-09", "back", "2026年9月", "Civil Affairs"]  # fmt: skip
    typed_in = "\n".join(answers) + "\n"
    done = CliRunner().invoke(
        main, ["init", str(tmp_path / "plan"), "--lang", "en"], input=typed_in
    )
    assert done.exit_code == Exit.DONE, done.output
    assert "(< goes back)" in done.output
    stated = tomllib.loads((tmp_path / "plan" / "scenario.toml").read_text(encoding="utf-8"))
    assert stated["units"]["path"].endswith("units.gpkg")
    assert (stated["title"], stated["as_of"]) == ("First", "2026-09")
    assert (stated["profile"], stated["source"]) == ("cn-2026", "Civil Affairs")


def test_a_layer_is_no_ledger(layer, tmp_path):
    arguments = ["init", str(tmp_path / "plan"), "--lang", "en"]
    answers = [str(layer), str(layer), "", "", "First", "1", "2026-09", "Civil Affairs"]
    done = CliRunner().invoke(main, arguments, input="\n".join(answers) + "\n")
    assert done.exit_code == Exit.DONE, done.output
    assert "units.gpkg is none" in done.output
    stated = tomllib.loads((tmp_path / "plan" / "scenario.toml").read_text(encoding="utf-8"))
    assert "ledger" not in stated
    given = CliRunner().invoke(main, ["init", str(tmp_path / "other"), "--ledger", str(layer)])
    assert given.exit_code == Exit.SCENARIO


def test_a_first_scenario_shows_how_an_earlier_plan_is_the_base(layer, tmp_path):
    given = ["--units", layer, "--profile", "cn-2026", "--title", "First", "--source", "Office",
             "--households-definition", "常住户", "--as-of", "2026年9月"]  # fmt: skip
    done = CliRunner().invoke(main, [str(item) for item in ["init", tmp_path / "plan", *given]])
    assert done.exit_code == Exit.DONE, done.output
    text = (tmp_path / "plan" / "scenario.toml").read_text(encoding="utf-8")
    before, _mark, rest = text.partition("# [baseline]")
    lines, _gap, after = rest.partition("\n\n")
    keys = "\n".join(line.removeprefix("# ") for line in lines.splitlines())
    opened = f"{before}[baseline]{keys}\n\n{after}"
    assert set(tomllib.loads(opened)["baseline"]) == {"path", "frozen", "unfiled"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [("2026年3月", "2026-03"), ("2026/3", "2026-03"), ("2026.3.5", "2026-03-05"),
     ("2026年3月5日", "2026-03-05"), ("2026-03-31", "2026-03-31")],
)  # fmt: skip
def test_init_reads_dates_as_they_are_written(typed, read):
    assert date(typed) == read


@pytest.mark.parametrize("typed", ["2026", "2026-13", "2026年0月", "3月", "26-03", "2026-03-32"])
def test_init_asks_again_for_what_is_nodate(typed):
    with pytest.raises(click.UsageError):
        date(typed)


def test_a_first_scenario_shows_how_roads_come_in(layer, tmp_path):
    given = ["--units", layer, "--profile", "cn-2026", "--title", "First", "--source", "Office",
             "--households-definition", "常住户", "--as-of", "2026年9月"]  # fmt: skip
    arguments = ["init", tmp_path / "plan", *given, "--lang", "en"]
    done = CliRunner().invoke(main, [str(item) for item in arguments])
    assert done.exit_code == Exit.DONE, done.output
    text = (tmp_path / "plan" / "scenario.toml").read_text(encoding="utf-8")
    assert '# roads = { path = "roads.shp", name = "name" }' in text
    uncommented = text.replace("# [context]", "[context]").replace("# roads", "roads")
    assert tomllib.loads(uncommented)["context"]["roads"]["path"] == "roads.shp"


def test_init_without_answers_names_the_options(tmp_path):
    done = CliRunner().invoke(main, ["init", str(tmp_path / "plan")], input="")
    assert done.exit_code == Exit.SCENARIO
    assert "--households-definition" in done.output
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_no_console_makes_it_crash(encoding):
    done = typed("profiles", REDISTRICT_LANG="zh", PYTHONIOENCODING=encoding)
    assert done.returncode == Exit.DONE
    assert b"cn-2026" in done.stdout


def test_help_and_refusals_are_chinese_to_the_last_word():
    done = typed("propose", REDISTRICT_LANG="zh", PYTHONIOENCODING="utf-8")
    assert done.returncode == Exit.SCENARIO
    assert "缺少参数" in done.stderr.decode()
    shown = typed("check", "--help", REDISTRICT_LANG="zh", PYTHONIOENCODING="utf-8").stdout.decode()
    assert not {"Usage:", "Options:", "Show this message and exit."} & set(shown.splitlines())
    assert "选项" in shown


def test_every_command_has_an_example_and_speaks_json():
    for name in COMMANDS:
        shown = CliRunner().invoke(main, [name, "--help"]).output
        assert f"redistrict {name}" in shown.split("Options")[-1] or "示例" in shown, name
        assert "--quiet" in shown, name
        assert "--json" in shown, name
        assert "--lang" in shown, name


def test_synth_says_what_it_wrote_and_what_comes_next(tmp_path):
    arguments = ["synth", "--out", str(tmp_path / "city"), "--size", "small"]
    done = CliRunner().invoke(main, [*arguments, "--json"])
    scenario = tmp_path / "city" / "yunquan.toml"
    assert json.loads(done.stdout) == {"scenario": str(scenario)}
    assert scenario.exists()
