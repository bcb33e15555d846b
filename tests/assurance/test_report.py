"""The command that prints the promises: its parts, and what it says of one that fails."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.assurance import report
from tests.assurance.stamp import stamp


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "BUILD", tmp_path)


def test_a_part_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MOST_MINUTES", 0.02)
    program = (sys.executable, "-c")
    ended = report.run({"slow": (*program, "import time; time.sleep(60)"),
                        "good": (*program, ""), "bad": (*program, "raise SystemExit(3)")})  # fmt: skip
    assert {name: item["code"] for name, item in ended.items()} == {"slow": -9, "good": 0, "bad": 3}
    assert all(item["commit"] == stamp()["commit"] for item in ended.values())


def part(name: str, **facts: object) -> None:
    (report.BUILD / f"{name}.json").write_text(json.dumps(facts), encoding="utf-8")


def test_each_part_says_how_it_ended_and_what_it_measured() -> None:
    """A part that was run again by itself says its own commit, not that of the whole run."""
    run = {"date": "2026-11-26", "commit": "abc", "minutes": 2.0}
    part(
        "parts", corruptions={**run, "code": -9}, kills={**run, "code": 3}, suite={**run, "code": 0}
    )
    part("kills", date="2026-11-27", commit="def")
    (report.BUILD / "tests-1.xml").write_text(
        '<testsuites><properties><property name="date" value="2026-11-26"/>'
        '<property name="commit" value="abc"/></properties></testsuites>', encoding="utf-8",
    )  # fmt: skip
    assert report.times()[2:-1] == [
        "| suite | 2026-11-26, commit abc | 2.0 | well |",
        "| corruptions | - | 2.0 | by the clock: it took too long |",
        "| kills | 2026-11-27, commit def | - | run by itself |",
    ]


def test_tests_write_their_commit_into_their_results(tmp_path: Path) -> None:
    (tmp_path / "test_x.py").write_text("def test_x():\n    pass\n", encoding="utf-8")
    target = report.BUILD / "tests-2.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-p", report.STAMP, f"--junitxml={target}",
               "--rootdir", str(tmp_path), "-c", "/dev/null", str(tmp_path)]  # fmt: skip
    subprocess.run(command, cwd=report.ROOT, check=True, capture_output=True)
    assert report.stamped("acceptance") == stamp()


@pytest.mark.parametrize(
    ("tried", "words"),
    [
        (100, "95 of 100 changes noticed (95.0%), drawn from 2,000 with seed 3; "),
        (2000, "1,895 of 2,000 changes noticed (94.8%), all that are possible; "),
    ],
)
def test_a_score_says_whether_all_changes_were_tried(
    tried: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "KEPT", tmp_path)
    assert report.mutation("verifier") == "not measured"
    killed = tried - (5 if tried == 100 else 105)
    facts = {"mutants": 2000, "tried": tried, "killed": killed, "seed": 3, "date": "2026-11-26",
             "commit": "abc"}  # fmt: skip
    (tmp_path / "mutation-verifier.json").write_text(json.dumps(facts), encoding="utf-8")
    assert report.mutation("verifier").startswith(words)


def test_every_part_is_there() -> None:
    for rehearse in (False, True):
        groups = report.parts(rehearse=rehearse)
        names = [name for group in groups for name in group]
        assert names == ["suite", "acceptance", "corruptions", "kills"]
    (suite, *_) = report.parts(rehearse=False)
    assert "not acceptance" in suite["suite"]


def test_tests_that_fail_are_named() -> None:
    (report.BUILD / "tests-1.xml").write_text(
        '<testsuite><testcase classname="tests.store.test_kills" name="test_no_space[1]"/>'
        '<testcase classname="tests.store.test_kills" name="test_no_space[2]"><failure/></testcase>'
        '<testcase classname="tests.store.test_text" name="test_x"><skipped/></testcase>'
        "</testsuite>", encoding="utf-8",
    )  # fmt: skip
    states = report.results()
    assert sorted(states.values()) == ["failure", "passed", "skipped"]
    assert report.failed(states)[2] == "- `tests/store/test_kills.py::test_no_space[2]`"
    text = report.page(states)
    assert "1 of 2 passed, **1 failed**" in text
    assert "1 passed, 1 failed, 1 were left out" in text
    assert "0 of 1 passed, 1 left out" in text
    assert report.failed({"a": "passed"}) == []


def test_every_figure_can_be_said_without_a_run() -> None:
    for name, figure in report.FIGURES.items():
        assert figure(), name
    assert report.kills() == report.corruptions() == report.coverage() == "not run"
