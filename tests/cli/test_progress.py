"""What the screen says while a proposal is solved, and where a plan is missing."""

import time
from types import SimpleNamespace

import pytest

from redistrict.cli import propose
from redistrict.domain.outcome import Outcome, Status
from redistrict.report.text.labels import outcome_words
from redistrict.report.text.table import table, width
from redistrict.solve.solved import Ended, Progress


@pytest.fixture
def lines(monkeypatch):
    said = []
    monkeypatch.setattr(propose, "tell", said.append)
    return said


def test_the_time_left_follows_from_the_time_spent(lines):
    steps = SimpleNamespace(seconds=5.0)
    ticker = propose.Ticker(steps)
    units = [60, 40, 25, 20, 10, 0]
    for seconds, done in zip([5.0, 9.0, 25.0, 35.0, 50.0, 60.0], range(3, 9), strict=True):
        steps.seconds = seconds
        left = units[done - 3] / 100
        ticker(Ended("Toy", "split-merge", Outcome(Status.PROVEN), done, 8, left))
    # 75 of a hundred units took 20 s, so 25 more take 7 s.
    told = [line.rsplit(" done", 1)[1] for line in lines]
    assert told == [")", ")", ", about 10 s left)", ", about 10 s left)", ", about 10 s left)", ")"]


def test_what_has_begun_and_says_nothing_is_told_after_a_while(lines, monkeypatch):
    monkeypatch.setattr(propose, "SILENCE", 0.06)
    steps = SimpleNamespace(seconds=100.0)
    ticker = propose.Ticker(steps)
    ticker._spoke = 0.0
    ticker(Progress("Toy", "split-merge", None, None, None, 0.0, None))
    began = time.monotonic()
    while not lines and time.monotonic() - began < 5:
        time.sleep(0.01)
    ticker(Ended("Toy", "split-merge", Outcome(Status.PROVEN), 1, 1, 0.0))
    assert "nothing to show yet" in lines[0]


@pytest.mark.parametrize(
    ("cause", "words"),
    [("time", "--time-limit"), ("interrupt", "let it end"), ("nodes", "reshape")],
)
def test_a_missing_plan_comes_with_what_helps(cause, words):
    stopped = Outcome(Status.STOPPED, stopped_by=cause)
    done = Outcome(Status.FEASIBLE)
    record = SimpleNamespace(
        outcome=stopped,
        recommended="split-merge",
        alternatives=[
            ("today", None, done), ("split-merge", None, stopped), ("least-change", None, done),
        ],
    )  # fmt: skip
    advice = "\n".join(propose._advice(record))
    assert words in advice
    assert 'recommended = "least-change"' in advice
    assert ("time limit" in outcome_words(stopped, "en")) == (cause == "time")
    assert ("Ctrl-C" in outcome_words(stopped, "en")) == (cause == "interrupt")


def test_headings_are_broken_only_where_a_table_is_too_wide():
    header = ["road", "households on either side", "mean deviation of workload"]
    assert table(header, [["A", "1", "2"]])[0].endswith(header[2])
    wide = table([header[2], "新界线（公里）"] * 6, [["1", "2"] * 6])
    rule = next(at for at, line in enumerate(wide) if line.strip("-") == "")
    assert rule > 1
    assert max(width(line) for line in wide) < 130
    assert not any("（ " in line or line.endswith("（") for line in wide)
