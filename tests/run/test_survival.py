"""What a run meets in an office: a solver that lies, a folder or a table that Excel holds open."""

import errno
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.outcome import Exemption, Status, TierResult, Why
from redistrict.domain.plan import Plan
from redistrict.run import propose as story
from redistrict.run.propose import Wish, propose
from redistrict.run.verify import verify
from redistrict.solve import child
from redistrict.solve.solved import Solved
from tests.cli.test_commands import run
from tests.toys import toy
from tests.verify.proposal import write_inputs

LARGE = toy("AAABB\nAAABB", {"A": 600, "B": 300})
GOALS = '[goals]\nactions = ["split", "merge"]\nalternatives = ["split-merge"]\n'


def written(folder: Path) -> Path:
    scenario = write_inputs(folder, [LARGE])
    scenario.write_text(scenario.read_text(encoding="utf-8") + GOALS, encoding="utf-8")
    return scenario


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}  # fmt: skip


def moved(solved: Solved, unit: str, community: str) -> Solved:
    assert solved.plan is not None
    plan = Plan(solved.plan.subdistrict, {**solved.plan.assignment, unit: community})
    return replace(solved, plan=plan)


def elsewhere(solved: Solved) -> Solved:
    return moved(solved, "a1", "B")


def lost(solved: Solved) -> Solved:
    assert solved.plan is not None
    some = {key: value for key, value in solved.plan.assignment.items() if key != "a1"}
    return replace(solved, plan=Plan(solved.plan.subdistrict, some))


def invented(solved: Solved) -> Solved:
    return moved(solved, "a1", "Z")


def undone(solved: Solved) -> Solved:
    """Today as it is, with the figures of a plan."""
    return replace(solved, plan=Plan(LARGE.subdistrict, dict(LARGE.today)))


def outcome(solved: Solved, **change: object) -> Solved:
    return replace(solved, outcome=replace(solved.outcome, **change))  # type: ignore[arg-type]


def better(solved: Solved) -> Solved:
    tiers = list(solved.outcome.tiers)
    at = next(at for at, item in enumerate(tiers) if item.value > 0)
    tiers[at] = TierResult(tiers[at].tier, tiers[at].value - 1, tiers[at].value - 1)
    return outcome(solved, tiers=tuple(tiers))


def bound_above(solved: Solved) -> Solved:
    first, *others = solved.outcome.tiers
    return outcome(solved, tiers=(replace(first, bound=first.value + 1), *others))


def proven_with_a_gap(solved: Solved) -> Solved:
    *others, last = solved.outcome.tiers
    tiers = (*others, TierResult(last.tier, last.value, last.value - 1))
    return outcome(solved, tiers=tiers, status=Status.PROVEN)


def excused(solved: Solved) -> Solved:
    return outcome(solved, exemptions=(Exemption("A", Why.PROVEN),))


LIES: list[Callable[[Solved], Solved]] = [
    elsewhere, lost, invented, undone, better, bound_above, proven_with_a_gap, excused,
]  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[Solved, ...]]]:
    """Return a scenario with a proposal beside it, and what the solver really answered."""
    folder = tmp_path_factory.mktemp("office")
    scenario = written(folder)
    prepared = story.prepare(scenario)
    solutions = dict(story.solve(prepared, story.limits(prepared, Wish())))
    story.conclude(prepared, solutions, folder / "out", Wish())
    assert verify(folder / "out").exit_code is Exit.DONE
    return scenario, solutions


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.__name__)
def test_a_solver_that_answers_wrong_is_refused(
    kept: tuple[Path, dict[str, tuple[Solved, ...]]], lie: Callable[[Solved], Solved],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Nothing of it is written; the proposal of before stays as it was, byte by byte."""
    scenario, solutions = kept
    out = scenario.parent / "out"
    before = tree(scenario.parent)
    (true,) = solutions["split-merge"]
    false = solutions | {"split-merge": (lie(true),)}
    assert false != solutions
    monkeypatch.setattr(story, "solve", lambda *_: false)
    with pytest.raises(Failure) as refused:
        propose(scenario, out, Wish())
    assert refused.value.exit_code is Exit.REJECTED
    assert tree(scenario.parent) == before


def test_workers_are_started_anew() -> None:
    """As on Windows: nothing that a worker needs is taken over from its parent."""
    assert child.SPAWN.get_start_method() == "spawn"


@pytest.mark.parametrize("step", [1, 2])
def test_a_folder_that_excel_holds_open(
    kept: tuple[Path, dict[str, tuple[Solved, ...]]], step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows renames no folder of which a file is open: the old result stays, the next run works.

    The first step moves the old result aside, the second puts the new one in its place.
    """
    scenario, solutions = kept
    out = scenario.parent / "out"
    before = tree(out)
    rename, calls = Path.rename, []

    def held(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == step:
            raise PermissionError(errno.EACCES, "WinError 5", str(self))
        return rename(self, target)

    prepared = story.prepare(scenario)
    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(Failure) as refused:
        story.conclude(prepared, solutions, out, Wish())
    monkeypatch.undo()
    assert refused.value.exit_code is Exit.WRITE
    (finding,) = refused.value.findings
    assert finding.code == "FOLDER_HELD"
    assert finding.facts["reason"] == "no right to do so, or another program has it open"
    assert tree(out) == before
    finished = Path(str(finding.facts["kept"]))
    story.conclude(prepared, solutions, out, Wish())
    after = tree(out)
    assert {name for name in before if before[name] != after[name]} <= {"run.log"}
    assert {name for name, text in tree(finished).items() if text != after[name]} <= {"run.log"}
    shutil.rmtree(finished)
    assert [path.name for path in out.parent.glob("out.*")] == []


def test_a_table_that_excel_holds_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger cannot be read: it is named with what to do, and nothing is written."""
    scenario = written(tmp_path)
    ledger = '[ledger]\npath = "ledger.csv"\nid = "unit_id"\nhouseholds = "households"\n'
    scenario.write_text(scenario.read_text(encoding="utf-8") + ledger, encoding="utf-8")
    rows = [f"{unit.id},{unit.households}" for unit in LARGE.units]
    (tmp_path / "ledger.csv").write_text("\n".join(["unit_id,households", *rows]) + "\n")
    read = Path.read_bytes

    def held(self: Path) -> bytes:
        if self.name == "ledger.csv":
            raise PermissionError(errno.EACCES, "WinError 32", str(self))
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", held)
    for command in (("check", scenario), ("propose", scenario, "--out", tmp_path / "out", "-q")):
        result = run(*command, "--lang", "en")
        assert result.exit_code == Exit.INPUT
        words = " ".join(result.output.split())
        assert "ledger.csv" in words
        assert "another program has it open" in words
        assert "Traceback" not in words
    assert not (tmp_path / "out").exists()
