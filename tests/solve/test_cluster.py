"""A real scheduler and two workers on this machine: the same results, and a worker that is lost."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from redistrict.domain.failure import Failure
from redistrict.domain.rules import ALTERNATIVES
from redistrict.solve import campaign
from redistrict.solve.campaign import Job
from redistrict.solve.limits import Limits
from redistrict.solve.solved import Ended
from tests.toys import toy

pytest.importorskip("distributed")
DASK = [sys.executable, "-m", "dask"]
PROBLEMS = [
    toy("AAAB\nAAAB", 700),
    toy("AABC\nAABC", {"A": 500, "B": 500, "C": 200}),
    toy("AAAABBB", 600),
    toy("AAB\nAAB", 800, anchors={"A": "a1", "B": "a3"}),
]
JOBS = [
    Job(problem, ALTERNATIVES[name])
    for name in ("today", "split-merge", "least-change")
    for problem in PROBLEMS
]


def started(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*DASK, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[int]]]:
    """Yield the address of a scheduler and the process ids of two workers."""
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    scheduler = started(
        "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
        "--scheduler-file", str(file),
    )  # fmt: skip
    workers = [
        started(
            "worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-nanny",
            "--no-dashboard", "--local-directory", str(folder),
        )
        for _ in range(2)
    ]  # fmt: skip
    try:
        yield _address(file), [worker.pid for worker in workers]
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _address(file: Path) -> str:
    for _ in range(600):
        if file.is_file() and file.read_text(encoding="utf-8").strip():
            return str(json.loads(file.read_text(encoding="utf-8"))["address"])
        time.sleep(0.1)
    raise TimeoutError(file)


def test_same_results_also_when_a_worker_is_lost(cluster: tuple[str, list[int]]) -> None:
    """What the cluster finds equals what this machine finds, one worker killed on the way."""
    address, workers = cluster
    alone = campaign.run(JOBS, Limits())
    assert campaign.run(JOBS, Limits(cluster=address)) == alone
    ended: list[Ended] = []

    def watch(news: object) -> None:
        if isinstance(news, Ended):
            ended.append(news)
            if len(ended) == len(PROBLEMS) + 1:  # the first after today's, which need no search
                os.kill(workers[0], signal.SIGKILL)

    assert campaign.run(JOBS, Limits(cluster=address), watch) == alone
    assert ended[-1].done == len(JOBS)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x"])
def test_no_scheduler(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """An address where nobody answers is told as such."""
    monkeypatch.setattr("redistrict.solve.cluster.WAIT_S", 1.0)
    with pytest.raises(Failure) as failure:
        campaign.run(JOBS, Limits(cluster=address))
    assert [finding.code for finding in failure.value.findings] == ["CLUSTER_SILENT"]


def test_no_worker(cluster: tuple[str, list[int]], monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler without workers is told as such."""

    def nobody(*_: object, **__: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("distributed.Client.wait_for_workers", nobody)
    with pytest.raises(Failure) as failure:
        campaign.run(JOBS, Limits(cluster=cluster[0]))
    assert [finding.code for finding in failure.value.findings] == ["CLUSTER_EMPTY"]


def test_other_versions(cluster: tuple[str, list[int]], monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker with another release is refused: its results could differ."""
    monkeypatch.setattr("redistrict.solve.cluster.__version__", "0.0")
    with pytest.raises(Failure) as failure:
        campaign.run(JOBS, Limits(cluster=cluster[0]))
    assert {finding.code for finding in failure.value.findings} == {"CLUSTER_VERSION_OTHER"}


def test_without_dask(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Failure) as failure:
        campaign.run(JOBS, Limits(cluster="tcp://127.0.0.1:9"))
    assert failure.value.findings[0].code == "CLUSTER_NOT_INSTALLED"
