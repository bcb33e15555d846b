"""Impossible wishes, early ends and lost workers: the right word each time."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from redistrict.domain.outcome import Status
from redistrict.domain.rules import ALTERNATIVES, Lock, LockKind
from redistrict.solve import child as children
from redistrict.solve.campaign import Job, run
from redistrict.solve.engine import solve
from redistrict.solve.limits import Limits
from redistrict.solve.solved import Ended, Progress
from tests.toys import BAND, toy

LEAST = ALTERNATIVES["least-change"]
TOGETHER = Lock(LockKind.TOGETHER, "one estate", ("a1", "a2"))
APART = Lock(LockKind.APART, "a railway", ("a1", "a2"))
OTHER = Lock(LockKind.TOGETHER, "harmless", ("b1", "b2"))


def test_contradictory_locks_are_named() -> None:
    """The two locks that contradict are named, the harmless one is not."""
    solved = solve(toy("AABB\nAABB", locks=[OTHER, TOGETHER, APART]), LEAST, Limits())
    assert solved.outcome.status is Status.IMPOSSIBLE
    (finding,) = solved.findings
    assert finding.code == "LOCKS_CONTRADICT"
    assert len(finding.facts["locks"]) == 2  # type: ignore[arg-type]  # a tuple of words
    assert "harmless" not in str(finding.facts["locks"])


@pytest.mark.parametrize(
    "locks",
    [
        [Lock(LockKind.FIXED, "", ("a1",), "A"), Lock(LockKind.FIXED, "", ("a1",), "B")],
        [Lock(LockKind.FIXED, "", ("a1",), "nobody")],
        [Lock(LockKind.FROZEN, "", (), "A"), Lock(LockKind.FIXED, "", ("a1",), "B")],
        [Lock(LockKind.FROZEN, "", (), "A"), Lock(LockKind.TOGETHER, "", ("a2", "a3"))],
    ],
)
def test_locks_that_logic_refuses(locks: list[Lock]) -> None:
    """A unit in two communities, an unknown one, a frozen one that would change."""
    assert solve(toy("AABB\nAABB", locks=locks), LEAST, Limits()).outcome.status == "impossible"


def test_strict_band_is_impossible_with_the_band_that_would_do() -> None:
    """With strict, a unit over the maximum makes the problem impossible."""
    problem = toy("AAB", [[4000, 300, 300]], rules=replace(BAND, strict=True))
    solved = solve(problem, LEAST, Limits())
    assert (solved.plan, solved.outcome.status) == (None, Status.IMPOSSIBLE)
    assert solved.findings[0].code == "STRICT_IMPOSSIBLE"
    assert solved.findings[0].facts["high"] == 4300


def test_fixed_number_of_communities() -> None:
    """A fixed number is met, or the problem is impossible."""
    wanted = toy("AABB\nAABB", rules=replace(BAND, communities=3))
    solved = solve(wanted, LEAST, Limits())
    assert solved.plan is not None
    assert len(solved.plan.sets) == 3
    too_many = toy("AABB\nAABB", rules=replace(BAND, communities=9))
    solved = solve(too_many, LEAST, Limits())
    assert solved.outcome.status is Status.IMPOSSIBLE
    assert [item.code for item in solved.findings] == ["NUMBER_IMPOSSIBLE"]


def test_no_claim_when_stopped_at_once() -> None:
    """A search that ends at once claims neither a proof nor an impossibility."""
    problem = toy("AAAAAABBBBBB\n" * 6, 190)
    solved = solve(problem, LEAST, Limits(time_limit_s=0.0))
    assert solved.outcome.status in {Status.STOPPED, Status.FEASIBLE}
    for tier in solved.outcome.tiers:
        assert tier.bound is None or tier.bound <= tier.value


def test_same_result_for_any_number_of_workers() -> None:
    """Workers change the time alone."""
    problems = [toy("AAAB\nAAAB", 700), toy("AABC\nAABC", {"A": 500, "B": 500, "C": 200})]
    jobs = [Job(problem, LEAST) for problem in problems]
    assert run(jobs, Limits(workers=1)) == run(jobs, Limits(workers=2))


def _killed(job: Job, limits: Limits, pipe: object, stop: object, attempt: int) -> None:
    if attempt == 1 or limits.seed == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    children.work(job, limits, pipe, stop, attempt)  # type: ignore[arg-type]  # as given


@pytest.mark.parametrize(("seed", "code"), [(0, "WORKER_RETRIED"), (13, "WORKER_LOST")])
def test_killed_worker(monkeypatch: pytest.MonkeyPatch, seed: int, code: str) -> None:
    """A killed worker is tried once more and reported; killed twice it is lost, not hidden."""
    monkeypatch.setattr(children, "ENTRY", _killed)
    (solved,) = run([Job(toy("AABB\nAABB"), LEAST)], Limits(seed=seed))
    assert [finding.code for finding in solved.findings] == [code]
    assert (solved.plan is None) == (code == "WORKER_LOST")


def _endless(job: Job, limits: Limits, pipe: object, stop: object, attempt: int) -> None:
    def solve(*_: object, **__: object) -> None:
        sys.stdout.write(f"{os.getpid()}\n")
        sys.stdout.flush()
        time.sleep(120)

    children.solve = solve
    children.work(job, limits, pipe, stop, attempt)


def parent() -> None:
    """Run in a process of its own by the test below."""
    children.ENTRY = _endless
    child = children.Child.start(Job(toy("AABB"), LEAST), Limits(), 1)
    time.sleep(120)
    child.kill()


def test_no_worker_outlives_the_process_that_started_it() -> None:
    """The one that is killed asks nobody to stop."""
    command = [sys.executable, "-c", f"from {__name__} import parent; parent()"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        process.kill()
        try:
            process.communicate(timeout=60)  # ends once the worker has closed it too
        except subprocess.TimeoutExpired:
            os.kill(worker, signal.SIGKILL)
            raise


def test_fixed_number_is_never_missed_in_silence() -> None:
    """Too large to list: either the asked number of communities, or no plan and no proof."""
    drawing = "AAAAAABBBBBB\n" * 6
    problem = toy(drawing, 60, rules=replace(BAND, communities=3))
    solved = solve(problem, LEAST, Limits())
    if solved.plan is None:
        assert solved.outcome.status is Status.STOPPED
    else:
        assert len(solved.plan.sets) == 3


def test_the_end_of_a_job_is_told_with_its_own_outcome() -> None:
    """One child solves several jobs; each is told under its own subdistrict and alternative."""
    problems = [
        replace(toy("AABB\nAABB"), subdistrict="one"),
        replace(toy("AAABBB\nAAABBB", locks=[TOGETHER, APART]), subdistrict="two"),
    ]
    jobs = [Job(problem, LEAST) for problem in problems]
    told: list[Ended] = []

    def tell(item: Progress | Ended) -> None:
        told.extend([item] if isinstance(item, Ended) else [])

    found = run(jobs, Limits(workers=1), tell)
    assert {item.subdistrict: item.outcome for item in told} == {
        job.problem.subdistrict: solved.outcome for job, solved in zip(jobs, found, strict=True)
    }
    assert found[0].outcome.status != found[1].outcome.status
    assert [item.left for item in told] == [0.4, 0.0]  # 8 of 20 units wait for their end
