"""Every dependency is locked with hashes and listed."""

import re
import tomllib
from pathlib import Path

from tests.assurance.sbom import LOCK, PAGE, packages, text

ROOT = Path(__file__).parents[2]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_is_pinned_with_hashes() -> None:
    found = packages()
    assert len(found) > 50
    assert all(item["hashes"] for item in found)
    pins = re.findall(r"^[A-Za-z0-9._-]+==", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(pins) == len(found)


def test_every_dependency_of_ours_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {plain(re.split(r"[<>=!\[; ]", item)[0]) for item in project["dependencies"]}
    assert wanted <= {plain(item["name"]) for item in packages()}


def test_installing_asks_for_the_hashes() -> None:
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "--require-hashes -r requirements.lock" in make


def test_the_list_is_that_of_the_lock() -> None:
    assert PAGE.read_text(encoding="utf-8") == text()
