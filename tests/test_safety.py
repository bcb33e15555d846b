"""No code of ours lets text from data run, or reaches for the network; the lint is tested too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "redistrict"
FRAME = PACKAGE / "report" / "map" / "frame.py"
TEMPLATES = {"jinja2", "folium", "branca", "mako", "string.Template"}
NETWORK = {"socket", "urllib.request", "http", "requests", "httpx", "aiohttp", "ftplib", "smtplib"}
RUNS = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "yaml"}
CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen"}


def names(tree: ast.Module) -> Iterator[str]:
    """Yield every module and name that is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def faults(source: str, path: Path) -> list[str]:
    """Return what a module does that no module may do."""
    tree = ast.parse(source)
    found = []
    tops = set(names(tree))
    for name in sorted(tops):
        first = name.split(".")[0]
        if first in RUNS or {name, first} & NETWORK:
            found.append(f"imports {name}")
        if ({name, first} & TEMPLATES) and path != FRAME:
            found.append(f"a template engine outside the frame: {name}")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in CALLS or called.endswith(".extractall"):
                found.append(f"calls {called}")
            if any(key.arg == "shell" for key in node.keywords):
                found.append("starts a shell")
    return found + (_frame(tree) if path == FRAME else [])


def _frame(tree: ast.Module) -> list[str]:
    """Return where the frame gives a template engine anything but constant text."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called in ("Template", "jinja2.Template") or called.startswith(("folium.", "branca.")):
            values = [*node.args, *(key.value for key in node.keywords)]
            constants = all(
                isinstance(part, ast.Constant | ast.operator | ast.unaryop | ast.expr_context
                           | ast.BinOp | ast.UnaryOp | ast.List)
                or (isinstance(part, ast.Name) and part.id.isupper())
                for value in values for part in ast.walk(value)
            )  # fmt: skip
            if not constants:
                found.append(f"{called} gets more than constants")
        if called.endswith("add_child") and ast.unparse(node.args[0]) != "marks":
            found.append("the map gets a child with data")
    return found


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(PACKAGE)) for path in MODULES])
def test_nothing_runs_and_nothing_reaches_out(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8"), path) == []


@pytest.mark.parametrize(
    "planted",
    [
        "import folium\nfolium.Popup(name)",
        "from jinja2 import Template\nTemplate(row.name)",
        "import pickle",
        "import urllib.request",
        "import socket",
        "eval(text)",
        "import os\nos.system('ls')",
        "import subprocess\nsubprocess.run(text, shell=True)",
        "archive.extractall(place)",
        "import yaml\nyaml.load(text)",
    ],
)
def test_the_lint_sees_what_it_looks_for(planted: str) -> None:
    assert faults(planted, PACKAGE / "report" / "other.py")


@pytest.mark.parametrize(
    "planted",
    ["folium.Popup(name)", "Template('{{' + name)", "made.add_child(popup)", "folium.Map(tiles=t)"],
)
def test_the_lint_sees_data_in_the_frame(planted: str) -> None:
    assert faults(planted, FRAME)
