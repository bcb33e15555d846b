"""Killed at random, raced, out of space: ``python -m tests.assurance.kills [--kills N] [...]``.

The store's own writing and swapping is run in forked children (``tests.store.writer``): killed
with SIGKILL after a random time, two at once into one folder, or with a limit on the size of
files. Afterwards the folder must hold the old or the new result, whole.
"""

import argparse
import json
import os
import random
import signal
import tempfile
import time
from pathlib import Path

from redistrict.domain.exits import Exit
from redistrict.store.staging import recover
from tests.assurance.stamp import stamp
from tests.store import writer

OLD, NEW = "old ", "new "


def held(out: Path) -> str:
    """Return the word that every file of a folder holds; ``torn`` where they differ."""
    if not out.exists():
        return ""
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    words = {path.read_text(encoding="utf-8") for path in out.rglob("*") if path.is_file()}
    whole = there == set(writer.FILES) and len(words) == 1
    return words.pop()[: len(OLD)] if whole else "torn"


def start(out: Path, word: str, limit: int = 0) -> int:
    """Start a writer; return its process."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            code = writer.main(out, word, 0, limit)
        finally:
            os._exit(code)
    return child


def end(child: int) -> int:
    """Return how a writer ended: its exit code, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def random_kills(place: Path, count: int, dice: random.Random) -> dict[str, int]:
    """Kill a writer after a random time, so often; the folder is checked after each."""
    found = {"kills": 0, "torn": 0, "old": 0, "new": 0, "none": 0, "left over": 0}
    out = place / "out"
    before = time.monotonic()
    for _ in range(5):
        end(start(out, OLD))
    usual = (time.monotonic() - before) / 5
    while found["kills"] < count:
        if dice.random() < 0.9:
            end(start(out, OLD))
        elif out.exists():
            for path in sorted(out.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            out.rmdir()
        child = start(out, NEW)
        time.sleep(dice.random() * usual * 1.1)
        os.kill(child, signal.SIGKILL)
        found["kills"] += end(child) == -signal.SIGKILL
        recover(out)
        word = held(out).strip() or "none"
        found[word] += 1
        found["left over"] += any((place / name).exists() for name in ("out.new", "out.old"))
    return found


def races(place: Path, count: int) -> dict[str, int]:
    """Start two writers at once, so often."""
    found = {"races": 0, "torn": 0, "both in turn": 0, "one refused": 0, "other": 0}
    out = place / "out"
    for _ in range(count):
        children = [start(out, OLD), start(out, NEW)]
        codes = sorted(map(end, children))
        found["races"] += 1
        known = {(0, 0): "both in turn", (0, int(Exit.WRITE)): "one refused"}
        found[known.get((codes[0], codes[1]), "other")] += 1
        found["torn"] += held(out) not in (OLD, NEW)
    return found


def full(place: Path, limits: range) -> dict[str, int]:
    """Write with files limited to so many bytes."""
    found = {"limits": 0, "torn": 0, "refused": 0}
    out = place / "out"
    end(start(out, OLD))
    for limit in limits:
        code = end(start(out, NEW, limit))
        found["limits"] += 1
        found["refused"] += code == int(Exit.WRITE)
        found["torn"] += held(out) != (NEW if code == 0 else OLD)
        if code == 0:
            end(start(out, OLD))
    return found


def main() -> None:
    """Print and keep the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--races", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        places = [Path(scratch) / name for name in ("kills", "races", "full")]
        for place in places:
            place.mkdir()
        facts = {
            **stamp(),
            "kills": random_kills(places[0], asked.kills, random.Random(asked.seed)),
            "races": races(places[1], asked.races),
            "full": full(places[2], range(1, 4200, 97)),
        }
    print(json.dumps(facts, indent=1))
    if asked.out:
        asked.out.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
