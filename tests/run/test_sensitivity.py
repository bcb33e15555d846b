"""The recommended plan tried under other weights and counts."""

from pathlib import Path

from redistrict.domain.trial import Asked, Trial
from redistrict.run.prepare import prepare
from redistrict.run.propose import Wish, limits, propose, solve
from redistrict.run.sensitivity import sensitivity
from redistrict.store.trials import read_trials
from tests.toys import toy
from tests.verify.proposal import write_inputs

MORE = '[sensitivity]\nhouseholds = ["population"]\n[goals]\nalternatives = ["least-change"]\n'
# A grows too large: giving away 400 to B touches two communities, a new one costs its weight.
TOY = toy("AAAB", [[1000, 1400, 1000, 1500]])


def trials(folder: Path) -> tuple[Trial, ...]:
    prepared = prepare(write_inputs(folder, [TOY], MORE))
    wish = Wish(workers=1)
    solved = solve(prepared, limits(prepared, wish))["least-change"]
    return sensitivity(prepared, solved, limits(prepared, wish))


def test_every_weight_and_column_is_tried(tmp_path: Path) -> None:
    """Four weights at four factors, and one column that counts twice as many households."""
    found = trials(tmp_path)
    assert len(found) == 17
    weights = [item for item in found if item.asked is Asked.WEIGHT]
    assert {(item.name, item.factor) for item in weights} == {
        (name, factor)
        for name in ("moved", "touched", "new", "abolished")
        for factor in ("0.5", "0.8", "1.25", "2")
    }
    assert all(item.solved for item in found)


def test_twice_the_households(tmp_path: Path) -> None:
    """Where every count doubles, what held no longer does, and the plan is another one."""
    (doubled,) = (item for item in trials(tmp_path) if item.asked is Asked.HOUSEHOLDS)
    assert doubled.name == "population"
    assert "A" in doubled.outside or "B" in doubled.outside
    assert "A" in doubled.changed


def test_a_weight_decides(tmp_path: Path) -> None:
    """Moving 1,000 to B (1,000 + 2 x 100) or to a new community (1,000 + 100 + 200)."""
    problem = toy("AAAB", [[1000, 1400, 1000, 1500]])
    scenario = write_inputs(tmp_path, [problem], MORE + "[goals.change]\ntouched = 150\n")
    prepared = prepare(scenario)
    found = solve(prepared, limits(prepared, Wish(workers=1)))["least-change"]
    changed = {
        (item.name, item.factor)
        for item in sensitivity(prepared, found, limits(prepared, Wish(workers=1)))
        if item.asked is Asked.WEIGHT and item.changed
    }
    # 1,000 + 300 to B, 1,000 + 150 + 200 to a new one: B until a touched community costs more.
    assert changed == {("touched", "2"), ("new", "0.5")}


def test_the_folder_keeps_them(tmp_path: Path) -> None:
    """The file and the summary hold the trials; without the wish there are none."""
    scenario = write_inputs(tmp_path, [TOY], MORE)
    propose(scenario, tmp_path / "out", Wish(workers=1, sensitivity=True))
    assert len(read_trials(tmp_path / "out")) == 17
    text = (tmp_path / "out" / "summary.txt").read_text(encoding="utf-8")
    assert "population" in text
    propose(scenario, tmp_path / "plain", Wish(workers=1))
    assert read_trials(tmp_path / "plain") == ()
