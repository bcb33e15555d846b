"""Mutation score: ``python -m tests.assurance.mutants verifier|readers [--sample N] [--seed S]``.

One small change at a time is made to the code in memory, never on disk, and the tests of that
part are run in a forked child; a change that no test notices has survived. mutmut's kinds of
changes are made: operators, comparisons, constants, texts, conditions, what is returned.
"""

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
CPU_SECONDS = 120
QUICK = ("tests/verify/test_golden.py", "tests/verify/test_corruptions.py",
         "tests/verify/test_edges.py", "tests/verify/test_plan.py")  # fmt: skip
PARTS: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    "verifier": (
        ("redistrict/verify",),
        (
            (*QUICK, "-k", "not pairs and not definitions"),
            ("tests/verify/test_any_cell.py", "tests/verify/test_folder.py", "-m", "not acceptance"),
            ("tests/verify/test_printed.py",),
            ("tests/verify/test_supply.py",),
        ),
    ),
    "readers": (
        ("redistrict/witness",),
        (
            ("tests/witness/test_faults.py",),
            ("tests/witness", "tests/verify/test_folder.py", "-m", "not acceptance",
             "-k", "not random"),
        ),
    ),
}  # fmt: skip
PRINTED = ("verify/paper.py", "verify/printed.py", "verify/shown.py", "verify/told.py",
           "witness/page.py", "witness/papers.py", "witness/printed.py",
           "witness/summary.py")  # fmt: skip
"""Modules that ``test_printed.py`` looks at; its folder is made once, before the forks."""

SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd, ast.Mod: ast.Mult, ast.Pow: ast.Mult,
}  # fmt: skip
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """One change: of the node with a number, in a module."""

    path: Path
    number: int
    kind: str
    line: int

    @property
    def module(self) -> str:
        """Dotted name of the module."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts).removesuffix(".__init__")

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line} {self.kind}"


def kinds(node: ast.AST) -> Iterator[str]:
    """Yield the ways in which a node can be changed."""
    if isinstance(node, ast.Compare):
        yield from (f"op{at}" for at, op in enumerate(node.ops) if type(op) in SWAPS)
    elif isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign) and type(node.op) in SWAPS:
        yield "op"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield "unary"
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int | str):
        yield "constant"
    elif isinstance(node, ast.Return) and node.value and ast.unparse(node.value) != "False":
        yield "return"
    elif isinstance(node, ast.Continue | ast.Break):
        yield "loop"
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
        yield "call"
    elif isinstance(node, ast.IfExp | ast.If | ast.comprehension):
        yield from ["test"] * bool(getattr(node, "test", None) or getattr(node, "ifs", None))


def change(node: ast.AST, kind: str) -> ast.AST:
    """Return the changed node."""
    if isinstance(node, ast.Compare):
        at = int(kind.removeprefix("op"))
        node.ops[at] = SWAPS[type(node.ops[at])]()
    elif isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign):
        node.op = SWAPS[type(node.op)]()
    elif isinstance(node, ast.UnaryOp):
        return node.operand
    elif isinstance(node, ast.Constant):
        value = node.value
        known = isinstance(value, bool)
        node.value = not value if known else value + 1 if isinstance(value, int) else f"XX{value}"
    elif isinstance(node, ast.Return):
        node.value = ast.Constant(None)
    elif isinstance(node, ast.Continue):
        return ast.Break()
    elif isinstance(node, ast.Break):
        return ast.Continue()
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        node.func.id = CALLS[node.func.id]
    elif isinstance(node, ast.If | ast.IfExp):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.comprehension):
        node.ifs = [ast.Constant(True)]
    return node


def eligible(tree: ast.Module) -> list[ast.AST]:
    """Return the nodes that may be changed: no docstrings, no annotations, no lines for types."""
    barred: set[int] = set()
    for node in ast.walk(tree):
        hidden: list[ast.AST] = []
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            lines = [item for item in node.body if isinstance(item, ast.Expr)]
            hidden += [item for item in lines if isinstance(item.value, ast.Constant)]
        if isinstance(node, ast.FunctionDef):
            hidden += [item for item in (node.returns, *node.decorator_list) if item]
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            hidden.append(node.annotation)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            hidden.append(node)
        if isinstance(node, ast.Assign) and "__all__" in ast.unparse(node.targets[0]):
            hidden.append(node)
        barred |= {id(part) for item in hidden for part in ast.walk(item)}
    return [node for node in ast.walk(tree) if id(node) not in barred]


def mutants(folders: Sequence[str]) -> list[Mutant]:
    """Return every change that can be made to the modules of some folders."""
    found = []
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            nodes = eligible(ast.parse(path.read_text(encoding="utf-8")))
            found += [
                Mutant(path, at, kind, getattr(node, "lineno", 0))
                for at, node in enumerate(nodes)
                for kind in kinds(node)
            ]
    return found


def mutated(mutant: Mutant) -> ast.Module:
    """Return the module with the change in it."""
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    target = eligible(tree)[mutant.number]
    changed = change(copy.deepcopy(target), mutant.kind)

    class Put(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            if node is target:
                return ast.copy_location(changed, node)
            return self.generic_visit(node)

    return ast.fix_missing_locations(Put().visit(tree))


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


def survives(mutant: Mutant | None, runs: Sequence[Sequence[str]]) -> bool:
    """Return whether the tests pass with the change, in a child of this process."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        import pytest

        if mutant:
            sys.meta_path.insert(0, Hook(mutant))
        options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--no-header"]
        os._exit(1 if any(pytest.main([*options, *run]) for run in runs) else 0)
    _, status = os.waitpid(child, 0)
    return status == 0


def main() -> None:
    """Print and keep the score of one part."""
    parser = argparse.ArgumentParser()
    parser.add_argument("part", choices=sorted(PARTS))
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="part of a module's path")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    os.chdir(ROOT)
    for name in ("geopandas", "hypothesis", "numpy", "openpyxl", "pandas", "pyogrio", "pytest",
                 "shapely", "pydantic", "folium", "docx", "matplotlib"):  # fmt: skip
        importlib.import_module(name)  # once, so that no child waits for them
    folders, runs = PARTS[asked.part]
    every = [item for item in mutants(folders) if asked.only in str(item.path)]
    chosen = every
    if asked.sample and asked.sample < len(every):
        chosen = sorted(random.Random(asked.seed).sample(every, asked.sample), key=str)
    if any(str(item.path).endswith(PRINTED) for item in chosen):
        place = Path(tempfile.mkdtemp())
        program = ("import sys, pathlib\nfrom tests.verify.test_printed import made\n"
                   "if __name__ == '__main__':\n    made(pathlib.Path(sys.argv[1]))\n")  # fmt: skip
        (place / "make.py").write_text(program, encoding="utf-8")
        command = [sys.executable, str(place / "make.py"), str(place / "toy")]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
        os.environ["PRINTED_TOY"] = str(place / "toy" / "plan")
    survivors = []
    for item in chosen:
        printed = str(item.path).endswith(PRINTED)
        own = [("tests/verify/test_printed.py",)] if printed else [
            run for run in runs if run != ("tests/verify/test_printed.py",)
        ]  # fmt: skip
        if survives(item, own):
            survivors.append(str(item))
            print("survived", item, flush=True)
    facts = {
        "part": asked.part, "date": datetime.now(UTC).date().isoformat(), "mutants": len(every), "tried": len(chosen),
        "killed": len(chosen) - len(survivors), "seed": asked.seed, "survivors": survivors,
    }  # fmt: skip
    if asked.out:
        asked.out.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    print(f"{facts['killed']} of {facts['tried']} killed ({len(every)} possible)")


if __name__ == "__main__":
    main()
