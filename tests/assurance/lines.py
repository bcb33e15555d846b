"""Which tests run which lines of the verifier and its readers, and whether tests still pass.

One pytest session collects the tests once; what is tried is run in forked children of it.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import coverage
import pytest

ROOT = Path(__file__).parents[2]
TESTS = ("tests/verify", "tests/witness", "tests/run/test_collectives.py")
CHOSEN = ("-m", "not acceptance and not browser", "-k", "not test_pairs_are_told")
"""All that runs in CI but the test that tries every pair of faults: it takes half a minute."""
SLOWER, MORE_SECONDS = 20, 20
"""A test that takes so many times as long as usual, and so many seconds more, has failed."""

Hits = dict[str, dict[str, list[str]]]
"""By file and line of the code the tests that run it."""


@dataclass(frozen=True)
class Known:
    """What was recorded.

    Parameters
    ----------
    times
        Seconds of every test, with what its file sets up.
    """

    times: Mapping[str, float]
    hits: Hits

    def tests(self, path: Path, lines: tuple[int, int] | None) -> list[str]:
        """Return the tests that run some lines of a file (all without lines), quickest first.

        All others of their files follow: what one test has run may be kept for the next.
        """
        here = self.hits.get(str(path), {})
        first = {test for line, tests in here.items()
                 if lines is None or lines[0] <= int(line) <= lines[1] for test in tests}  # fmt: skip
        first = first or {test for tests in here.values() for test in tests}
        files = {_file(test) for test in first}
        rest = {test for test in self.times if _file(test) in files} - first
        return [test for tests in (first, rest)
                for test in sorted(tests, key=lambda test: (self.times[test], test))]  # fmt: skip


def _file(test: str) -> str:
    return test.partition("::")[0]


def fork(work: Callable[[], int | None]) -> int:
    """Run something in a child of this process; return the child."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = int(work() or 0)
        finally:
            os._exit(code)
    return child


def ended(child: int) -> int:
    """Wait for a child; return its exit code, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def forked(work: Callable[[], int | None]) -> int:
    """Run something in a child of this process; return its exit code."""
    return ended(fork(work))


def spread(works: Iterable[Callable[[], None]]) -> None:
    """Run several things at once, each in a child; give up if one fails."""
    children = [fork(work) for work in works]
    if codes := [code for code in map(ended, children) if code]:
        sys.exit(f"a process failed: {codes}")


def options(scratch: str) -> list[str]:
    """Return how pytest is called, without the tests."""
    plugins = [word for name in ("cacheprovider", "xdist", "cov") for word in ("-p", f"no:{name}")]
    return ["-x", "-q", "-s", "--no-header", *plugins, f"--basetemp={scratch}/tests", *CHOSEN]


class Session:
    """A pytest session that gives its tests to a function instead of running them."""

    def __init__(self, use: Callable[["Session"], None]) -> None:
        self.use = use
        self.items: dict[str, Any] = {}
        self.spent: dict[str, dict[str, float]] = {}

    def run(self) -> int:
        """Collect the tests, call the function and return pytest's exit code."""
        with TemporaryDirectory() as scratch:
            return int(pytest.main([*options(scratch), *TESTS], plugins=[self]))

    def pytest_runtestloop(self, session: Any) -> bool:
        """Take over from pytest."""
        self.session = session
        self.items = {item.nodeid: item for item in session.items}
        self.use(self)
        return True

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Note how long each test takes, and what is set up before it."""
        self.spent.setdefault(report.nodeid, {})[report.when] = report.duration

    def record(self, folder: Path) -> Known:
        """Run every test once, in a child, and note which lines of a folder it runs."""
        with TemporaryDirectory() as scratch:
            target = Path(scratch) / "known.json"
            if forked(lambda: self._record(folder, target)) != 0:
                sys.exit("a test fails as the code is: nothing can be measured")
            times, hits = json.loads(target.read_text(encoding="utf-8"))
        return Known(times, hits)

    def _record(self, folder: Path, target: Path) -> int:
        seen = coverage.Coverage(data_file=None, config_file=False, include=[f"{folder}/*"])
        seen.start()
        failed = self._run(self.items, seen.switch_context)
        seen.stop()
        data = seen.get_data()
        hits = {file: data.contexts_by_lineno(file) for file in data.measured_files()}
        prepared: dict[str, float] = {}
        for test, spent in self.spent.items():
            prepared[_file(test)] = max(prepared.get(_file(test), 0.0), spent.get("setup", 0.0))
        times = {test: spent.get("call", 0.0) + prepared[_file(test)]
                 for test, spent in self.spent.items()}  # fmt: skip
        target.write_text(json.dumps([times, hits]), encoding="utf-8")
        return failed

    def _run(self, tests: Iterable[str], before: Callable[[str], object], end: float = inf) -> int:
        """Run tests until one fails or the time is over; return whether one did."""
        items = [self.items[test] for test in tests]
        for item, following in zip(items, [*items[1:], None], strict=True):
            before(item.nodeid)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.session.testsfailed:
                return 1
            if time.monotonic() > end:
                break
        return 0

    def passes(
        self, tests: Sequence[str], known: Known, change: Callable[[], None], seconds: float
    ) -> bool:
        """Return whether tests pass after a change, in a child: those of so many seconds."""

        def work() -> int:
            change()
            end = time.monotonic() + seconds
            return self._run(tests, lambda test: allow(known.times[test]), end)

        return forked(work) == 0


class Order:
    """Lets pytest run the tests that were asked for first, as they were asked for."""

    def __init__(self, tests: Sequence[str], times: Mapping[str, float]) -> None:
        self.rank = {test: at for at, test in enumerate(tests)}
        self.times = times

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Put the tests into order."""
        items[:] = sorted(
            (item for item in items if item.nodeid in self.rank),
            key=lambda item: self.rank[item.nodeid],
        )

    def pytest_runtest_setup(self, item: Any) -> None:
        """Let a test take its time, and not much more."""
        allow(self.times[item.nodeid])


def allow(seconds: float) -> None:
    """Let the process run on for a test that usually takes so long; then it is ended."""
    used = time.process_time() + SLOWER * seconds + MORE_SECONDS
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + 1, most))


def run(tests: Sequence[str], times: Mapping[str, float]) -> int:
    """Run tests in this process until one fails; return pytest's exit code."""
    with TemporaryDirectory() as scratch:
        files = list(dict.fromkeys(map(_file, tests)))
        return int(pytest.main([*options(scratch), *files], plugins=[Order(tests, times)]))
