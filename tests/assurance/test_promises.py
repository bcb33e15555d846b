"""Every promise names tests that exist."""

import ast
from pathlib import Path

import pytest

from tests.assurance.promises import PROMISES
from tests.assurance.report import FIGURES

ROOT = Path(__file__).parents[2]
NAMED = sorted({test for group in PROMISES.values() for item in group for test in item.tests})


@pytest.mark.parametrize("test", NAMED)
def test_it_exists(test: str) -> None:
    file, _, name = test.partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert not name or name in found


def test_every_promise_is_held_by_something() -> None:
    for group in PROMISES.values():
        for item in group:
            assert item.tests or item.figure
            assert not item.figure or item.figure in FIGURES
