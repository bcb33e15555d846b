"""The command that prints the promises: its parts, and what it says of one that fails."""

import json
import sys
from pathlib import Path

import pytest

from tests.assurance import report


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "BUILD", tmp_path)


def test_a_part_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MOST_MINUTES", 0.02)
    program = (sys.executable, "-c")
    ended = report.run({"slow": (*program, "import time; time.sleep(60)"),
                        "good": (*program, ""), "bad": (*program, "raise SystemExit(3)")})  # fmt: skip
    assert {name: item["code"] for name, item in ended.items()} == {"slow": -9, "good": 0, "bad": 3}
    (report.BUILD / "parts.json").write_text(json.dumps(ended), encoding="utf-8")
    words = report.times()[0]
    assert (
        "slow 0.0 min, ended as it took too long; good 0.0 min; bad 0.0 min, exit code 3" in words
    )


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
    assert "1 tests passed, 1 failed, 1 were left out" in text
    assert "0 of 1 passed, 1 left out" in text
    assert report.failed({"a": "passed"}) == []


def test_every_figure_can_be_said_without_a_run() -> None:
    for name, figure in report.FIGURES.items():
        assert figure(), name
    assert report.kills() == report.corruptions() == report.coverage() == "not run"
