"""Killed at every call to the file system, raced, or out of space: old or new, never mixed."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from redistrict.domain.exits import Exit
from redistrict.store.staging import recover
from tests.store.writer import FILES

ROOT = Path(__file__).parents[2]
OLD, NEW = "old ", "new "


def writer(out: Path, word: str, *more: int) -> list[str]:
    numbers = [str(number) for number in more]
    return [sys.executable, "-m", "tests.store.writer", str(out), word, *numbers]


def write(out: Path, word: str, *more: int) -> int:
    return subprocess.run(writer(out, word, *more), cwd=ROOT, check=False).returncode


def held(out: Path) -> str:
    """Return the one word that all files of a folder hold, empty where there is no folder."""
    if not out.exists():
        return ""
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert there == set(FILES)
    words = {(out / name).read_text(encoding="utf-8") for name in FILES}
    assert len(words) == 1
    return words.pop()[: len(OLD)]


@pytest.mark.parametrize("before", ["", OLD])
def test_killed_at_every_step(tmp_path: Path, before: str) -> None:
    """The sweep ends when the writer outlives it; what it left is whole after every kill."""
    seen = set()
    kills = 0
    for step in range(1, 200):
        out = tmp_path / str(step) / "out"
        out.parent.mkdir()
        if before:
            assert write(out, before) == 0
        code = write(out, NEW, step)
        if code == 0:
            break
        kills += 1
        assert code == -signal.SIGKILL
        recover(out)
        assert held(out) in {before, NEW}
        assert not (out.parent / "out.new").exists()
        assert not (out.parent / "out.old").exists()
        seen.add(held(out))
        assert write(out, NEW) == 0, "the next run goes on as if nothing had been"
        assert held(out) == NEW
    assert kills > 10
    assert seen == ({before, NEW} if before else {""} | ({NEW} & seen))


@pytest.mark.parametrize("pairs", [5, pytest.param(100, marks=pytest.mark.acceptance)])
def test_two_writers(tmp_path: Path, pairs: int) -> None:
    """One wins, or both one after the other; the loser says that the folder is in use."""
    out = tmp_path / "out"
    for _ in range(pairs):
        both = [
            subprocess.Popen(writer(out, word), cwd=ROOT, stderr=subprocess.PIPE)
            for word in (OLD, NEW)
        ]
        codes = sorted(process.wait() for process in both)
        for process in both:
            assert process.stderr is not None
            assert b"Traceback" not in process.stderr.read()
            process.stderr.close()
        assert codes in ([0, 0], [0, int(Exit.WRITE)])
        assert held(out) in {OLD, NEW}


@pytest.mark.parametrize("limit", [1, 100, 3999])
def test_no_space(tmp_path: Path, limit: int) -> None:
    out = tmp_path / "out"
    assert write(out, OLD) == 0
    assert write(out, NEW, 0, limit) == int(Exit.WRITE)
    assert held(out) == OLD
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["out"]
