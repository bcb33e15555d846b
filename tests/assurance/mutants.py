"""Mutation score: ``python -m tests.assurance.mutants verifier|readers [--sample N] [--jobs N]``.

One small change at a time (``tests.assurance.changes``) is made to the code in memory, never on
disk, and tests are run in a forked child until one fails; a change that no test has noticed by
the end of its time has survived.

Which tests run which line is recorded first (``tests.assurance.lines``). A change is tried on the
tests that run its line, the quickest first, then on all others of their files.

Everything is imported once before the forks. A change inside a function is put into the function
that is there; one outside of functions is made as its module is imported, before anything else.
"""

import argparse
import importlib
import importlib.abc
import importlib.util
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from tests.assurance import lines
from tests.assurance.changes import ROOT, Mutant, mutants, mutated
from tests.assurance.stamp import stamp

MEMORY = 6 << 30
"""Bytes that a change may cost that makes a loop endless."""
LIBRARIES = ("geopandas", "hypothesis", "numpy", "openpyxl", "pandas", "pyogrio", "pytest",
             "shapely", "pydantic", "folium", "docx", "matplotlib", "scipy")  # fmt: skip
PARTS = {"verifier": "redistrict/verify", "readers": "redistrict/witness"}


class Hook(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the changed code when the module is imported."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name != self.mutant.module:
            return None
        package = self.mutant.path.name == "__init__.py"
        return importlib.util.spec_from_file_location(
            name, self.mutant.path, loader=self,
            submodule_search_locations=[str(self.mutant.path.parent)] if package else None,
        )  # fmt: skip

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(mutated(self.mutant), str(self.mutant.path), "exec"), module.__dict__)  # noqa: S102 - our own code


def put(mutant: Mutant) -> None:
    """Put the change into the functions of its module, wherever they are already known."""
    here = sys.modules[mutant.module]
    new = ModuleType(mutant.module)
    new.__dict__.update({key: value for key, value in vars(here).items() if key[:2] == "__"})
    exec(compile(mutated(mutant), str(mutant.path), "exec"), new.__dict__)  # noqa: S102 - our own code
    fresh = dict(functions(vars(new), mutant.module))
    for name, function in functions(vars(here), mutant.module):
        other = fresh[name]
        function.__code__ = other.__code__
        function.__defaults__, function.__kwdefaults__ = other.__defaults__, other.__kwdefaults__


def functions(space: Mapping[str, Any], module: str) -> Iterator[tuple[str, FunctionType]]:
    """Yield every function of a module with its name, those of classes among them."""
    for name, value in space.items():
        if isinstance(value, type) and value.__module__ == module:
            yield from ((f"{name}.{key}", item) for key, item in functions(vars(value), module))
        item = value.func if isinstance(value, cached_property) else value
        item = item.fget if isinstance(item, property) else item
        item = item.__func__ if isinstance(item, classmethod | staticmethod) else item
        item = getattr(item, "__wrapped__", item)
        if isinstance(item, FunctionType) and item.__module__ == module:
            yield name, item


def limit() -> None:
    """Let this process be quiet, and end where a change makes it grow without end."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)


def alone(mutant: Mutant, tests: Sequence[str], times: Mapping[str, float]) -> bool:
    """Return whether tests pass with a change outside of functions, in a child that is new."""

    def work() -> int:
        limit()
        sys.meta_path.insert(0, Hook(mutant))
        return lines.run(tests, times)

    return lines.forked(work) == 0


TOYS = {"PRINTED_TOY": "tests.verify.papers.folder made",
        "PROVIDED_TOY": "tests.verify.test_provided district",
        "ENGLISH_TOY": "tests.verify.test_english english"}  # fmt: skip
"""What makes the folders that the tests of pages and papers look at."""


def make_toys(place: Path) -> None:
    """Write the folders, once for all changes."""
    program = ("import sys, pathlib, importlib\n"
               "if __name__ == '__main__':\n"
               "    module, name, folder = sys.argv[1:]\n"
               "    make = getattr(importlib.import_module(module), name)\n"
               "    pathlib.Path(folder).mkdir()\n"
               "    make(pathlib.Path(folder))\n")  # fmt: skip
    (place / "make.py").write_text(program, encoding="utf-8")
    for variable, maker in TOYS.items():
        command = [sys.executable, str(place / "make.py"), *maker.split(), str(place / variable)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
        os.environ[variable] = str(place / variable / "plan")


@dataclass(frozen=True)
class Job:
    """The changes that one process tries.

    Its own pytest session has its own folder for the tests' files: each child of a session
    removes those of the child before.
    """

    part: str
    chosen: Sequence[Mutant]
    seconds: float
    target: Path

    def run(self) -> None:
        """Write the changes that no test notices."""
        kept = self.target.with_suffix(".known")

        def inside(session: lines.Session) -> None:
            """Try all changes inside of functions; keep what was found for the other process."""
            if self.part == "verifier":  # the readers stay as they are
                importlib.import_module("tests.verify.test_corruptions").made()
            known = session.record(ROOT / PARTS[self.part])
            print("lines recorded", flush=True)

            def survives(item: Mutant) -> bool:
                def changed() -> None:
                    limit()
                    put(item)

                tests = known.tests(item.path, item.lines)
                return session.passes(tests, known, changed, self.seconds)

            found = self._lasting([item for item in self.chosen if item.inside], survives)
            kept.write_text(json.dumps([known.times, known.hits, found]), encoding="utf-8")

        if lines.forked(lambda: lines.Session(inside).run()) != 0:
            sys.exit("the tests could not be run")
        times, hits, found = json.loads(kept.read_text(encoding="utf-8"))
        known = lines.Known(times, hits)
        found += self._lasting(
            [item for item in self.chosen if not item.inside],
            lambda item: alone(item, known.tests(item.path, None), times),
        )
        self.target.write_text(json.dumps(found), encoding="utf-8")

    def _lasting(self, chosen: Sequence[Mutant], survives: Callable[[Mutant], bool]) -> list[str]:
        found = []
        for done, item in enumerate(chosen, 1):
            if survives(item):
                found.append(str(item))
                print("survived", item, flush=True)
            if done % 50 == 0 or done == len(chosen):
                print(f"{done} of {len(chosen)}, {len(found)} survived", flush=True)
        return found


def main() -> None:
    """Print and keep the score of one part."""
    parser = argparse.ArgumentParser()
    parser.add_argument("part", choices=sorted(PARTS))
    parser.add_argument("--sample", type=int, default=0, help="so many, drawn; all without it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", default=[""], help="parts of changes as printed")
    parser.add_argument("--jobs", type=int, default=2, help="processes that try changes at once")
    parser.add_argument("--seconds", type=float, default=60.0,
                        help="a change that no test has noticed by then has survived")  # fmt: skip
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    os.chdir(ROOT)
    for name in LIBRARIES:
        importlib.import_module(name)  # once, so that no child waits for them
    every = [item for item in mutants(PARTS[asked.part])
             if any(part in str(item) for part in asked.only)]  # fmt: skip
    chosen = every
    if asked.sample and asked.sample < len(every):
        chosen = random.Random(asked.seed).sample(every, asked.sample)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        make_toys(place)
        jobs = [Job(asked.part, chosen[at :: asked.jobs], asked.seconds, place / f"{at}.json")
                for at in range(asked.jobs)]  # fmt: skip
        lines.spread([job.run for job in jobs])
        parts = [json.loads(job.target.read_text(encoding="utf-8")) for job in jobs]
    lasting = [item for part in parts for item in part]
    facts = {
        "part": asked.part, **stamp(), "mutants": len(every), "tried": len(chosen),
        "killed": len(chosen) - len(lasting), "seed": asked.seed, "seconds": asked.seconds,
        "minutes": round((time.monotonic() - began) / 60), "survivors": sorted(lasting),
    }  # fmt: skip
    if asked.out:
        text = json.dumps(facts, indent=1, ensure_ascii=False) + "\n"
        asked.out.write_text(text, encoding="utf-8")
    print(f"{facts['killed']} of {facts['tried']} killed ({len(every)} possible)")


if __name__ == "__main__":
    main()
