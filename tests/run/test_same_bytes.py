"""The same input gives the same bytes: hash seed, row order, time zone, locale and workers."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyogrio
import pytest

from tests.verify.papers.folder import FILE
from tests.verify.proposal import base

pytestmark = pytest.mark.acceptance

PROGRAM = (
    "import sys\nfrom redistrict.cli import main\n"
    "if __name__ == '__main__':\n    sys.exit(main())\n"
)
"""Children are spawned: the program must be a file that can be imported again."""
ROOT = Path(__file__).parents[2]


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file but the log of times and the place of the input."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "run.log"
    }


def propose(folder: Path, workers: int, **environment: str) -> dict[str, str]:
    program = folder / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, str(program), "propose", "scenario.toml", "--out", "plan"]
    done = subprocess.run(
        [*command, "--workers", str(workers)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    papers = subprocess.run(
        [sys.executable, str(program), "dossier", "plan", "--lang", "zh"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert papers.returncode == 0, papers.stderr[-3000:]
    return digests(folder / "plan")


def official(folder: Path) -> None:
    """Write a toy for which all papers are made."""
    scenario = base(folder)
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(f'profile = "cn-2026"\nlang = "zh"\n{text}{FILE}', encoding="utf-8")


def test_repeats_are_equal(tmp_path: Path) -> None:
    """Two machines' habits: nothing of them is in the files."""
    found = []
    official(tmp_path / "toy")
    for number, (workers, environment) in enumerate(
        [
            (1, {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}),
            (2, {"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.GB18030"}),
        ]
    ):
        folder = tmp_path / str(number) / "toy"
        shutil.copytree(tmp_path / "toy", folder)
        found.append(propose(folder, workers, **environment))
    first, second = found
    assert {".docx", ".xlsx", ".gpkg", ".html", ".png", ".zip", ".csv", ".json"} <= {
        Path(name).suffix for name in first
    }
    assert first == second


def test_the_order_of_rows_does_not_count(tmp_path: Path) -> None:
    """Only what prints the digest of the input differs: the check code and the manifest."""
    found = []
    for number, reverse in enumerate((False, True)):
        folder = tmp_path / str(number) / "toy"
        official(folder)
        path = folder / "units.gpkg"
        layer = pyogrio.read_dataframe(path)
        path.unlink()
        ordered = layer.sort_values("unit_id", ascending=not reverse)
        pyogrio.write_dataframe(ordered, path, layer="units")
        found.append(propose(folder, 2))
    first, second = found
    changed = {
        Path(name).name for name in first
        if first[name] != second.get(name) and not name.startswith("dossier/")
    }  # fmt: skip
    assert changed <= {"manifest.json", "SHA256SUMS", "summary.txt", "map.html"}
    assert first.keys() == second.keys()
