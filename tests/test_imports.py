"""The import directions of the design, held by reading every import statement."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "redistrict"
LAYERS = [
    {"cli"},
    {"run"},
    {"report", "synth"},
    {"diagnosis"},
    {"solve", "verify", "measure", "limits"},
    {"intake", "witness", "store"},
    {"domain", "profiles"},
]
LEVEL = {part: level for level, parts in enumerate(LAYERS) for part in parts}
GIS = {"geopandas", "shapely", "pyogrio", "pyproj", "fiona"}


def imports(path: Path) -> Iterator[str]:
    """Yield the full names of everything a module imports, at any depth."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


MODULES = sorted(path for path in ROOT.rglob("*.py") if path.parent != ROOT or path.stem in LEVEL)
IDS = [str(path.relative_to(ROOT)) for path in MODULES]


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_imports_go_down(path: Path) -> None:
    """No part imports a higher one or a sibling."""
    own = part(path)
    for name in imports(path):
        if name.startswith("redistrict.") and (other := name.split(".")[1]) in LEVEL:
            assert other == own or LEVEL[other] > LEVEL[own], f"{own} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_libraries_stay_in_their_part(path: Path) -> None:
    """Only solve knows a solver, only report knows folium, solve and verify know no map."""
    own = part(path)
    tops = {name.split(".")[0] for name in imports(path)}
    if own != "solve":
        assert not tops & {"pulp", "highspy", "numba"}
    if own != "report":
        assert not tops & {"folium", "branca"}
    if own in {"solve", "verify", "domain", "diagnosis", "measure"}:
        assert not tops & GIS
    if own == "domain":
        assert not tops & {"numpy", "pandas", "pydantic", "scipy"}


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    """Elsewhere there is no print, no sys.exit, no click."""
    if part(path) == "cli":
        return
    calls = [
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    assert not {"print", "sys.exit", "exit", "click.echo"} & set(calls)
    assert "click" not in {name.split(".")[0] for name in imports(path)}


def test_every_part_is_known() -> None:
    """A new part must be placed in the order before it can be used."""
    found = {part(path) for path in ROOT.rglob("*.py") if path.parent != ROOT}
    assert found - {"profiles", "locale"} <= set(LEVEL)
