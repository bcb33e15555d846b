"""A whole run as an office has it: no network, a GBK console, a copied folder, a changed input."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from redistrict.domain.exits import Exit
from tests.verify.papers.folder import FILE
from tests.verify.proposal import base

pytestmark = pytest.mark.acceptance
ROOT = Path(__file__).parents[2]
PROGRAM = (
    "import sys\nfrom redistrict.cli import main\n"
    "if __name__ == '__main__':\n    sys.exit(main())\n"
)
GUARD = """
import os, sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        if not (event == "socket.connect" and isinstance(arguments[1], str)):
            with open(os.environ["GUARD_LOG"], "a") as log:
                log.write(f"{event} {arguments[1:]}\\n")
sys.addaudithook(watch)
"""
"""Put into every Python process of a run: connections other than to a file are written down."""


def isolated() -> list[str]:
    """Return the command that takes the network away, where this machine can."""
    tool = shutil.which("unshare")
    if tool and subprocess.run([tool, "-rn", "true"], check=False, capture_output=True).returncode:
        return []
    return [tool, "-rn"] if tool else []


def run(folder: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[bytes]":
    environment = {**os.environ, "PYTHONPATH": f"{folder / 'guard'}:{ROOT}", **more,
                   "GUARD_LOG": str(folder / "connections.txt"),
                   "PYTHONIOENCODING": "gbk", "LC_ALL": "C.UTF-8", "LANG": "zh_CN.GBK"}  # fmt: skip
    return subprocess.run(
        [*isolated(), sys.executable, str(folder / "program.py"), *arguments],
        cwd=folder, env=environment, capture_output=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a proposal and its dossier, made without a network."""
    folder = tmp_path_factory.mktemp("office")
    scenario = base(folder)
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(f'profile = "cn-2026"\nlang = "zh"\n{text}{FILE}', encoding="utf-8")
    (folder / "guard").mkdir()
    (folder / "guard" / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    for arguments in (
        ("propose", "scenario.toml", "--out", "plan", "--lang", "zh"),
        ("dossier", "plan", "--lang", "zh"),
    ):
        done = run(folder, *arguments)
        assert done.returncode == 0, done.stderr.decode("gbk", "replace")[-2000:]
        done.stdout.decode("gbk")
        assert b"Traceback" not in done.stderr
    return folder


def test_nothing_was_connected_to(office: Path) -> None:
    """The guard was in place, and wrote nothing; without ``unshare`` it is alone."""
    log = office / "connections.txt"
    assert not log.exists()
    probe = (
        "import socket\ntry:\n socket.create_connection(('192.0.2.1', 9), 0.1)\nexcept OSError: 0"
    )
    environment = {**os.environ, "PYTHONPATH": str(office / "guard"), "GUARD_LOG": str(log)}
    subprocess.run([*isolated(), sys.executable, "-c", probe], env=environment, check=False)
    assert "socket.connect" in log.read_text(encoding="utf-8")
    log.unlink()


def test_checksums_without_our_program(office: Path) -> None:
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("no sha256sum on this machine")
    done = subprocess.run([tool, "-c", "--quiet", "SHA256SUMS"], cwd=office / "plan", check=False)
    assert done.returncode == 0
    again = subprocess.run([tool, "-c", "--quiet", "SHA256SUMS.txt"],
                           cwd=office / "plan" / "dossier", check=False)  # fmt: skip
    assert again.returncode == 0


def test_a_copied_folder_verifies(office: Path, tmp_path: Path) -> None:
    copy = tmp_path / "another machine" / "方案"
    shutil.copytree(office / "plan", copy)
    done = run(office, "verify", str(copy), "--inputs", str(office))
    assert done.returncode == 0, done.stderr.decode("gbk", "replace")


def test_a_changed_input_stops_the_dossier(office: Path, tmp_path: Path) -> None:
    for name in ("plan", "guard"):
        shutil.copytree(office / name, tmp_path / name)
    for name in ("program.py", "scenario.toml", "units.gpkg"):
        shutil.copy(office / name, tmp_path / name)
    assert run(tmp_path, "verify", "plan").returncode == 0
    with (tmp_path / "units.gpkg").open("ab") as file:
        file.write(b"\0")
    for command in ("dossier", "verify", "map"):
        done = run(tmp_path, command, "plan")
        assert done.returncode == int(Exit.CHECKSUM), command
        assert "units.gpkg" in (done.stderr + done.stdout).decode("gbk")


def test_a_plan_by_hand(office: Path, tmp_path: Path) -> None:
    """The table of units is a plan by hand too; one unit elsewhere is told by its name."""
    plan = tmp_path / "units.csv"
    shutil.copy(office / "plan" / "units.csv", plan)
    arguments = ("verify", "--plan", str(plan), "--scenario", "scenario.toml")
    assert run(office, *arguments).returncode == 0
    text = plan.read_text(encoding="utf-8-sig")
    lines = [line.rsplit(",", 1)[0] + ",E" if line.startswith("a1,") else line
             for line in text.splitlines()]  # fmt: skip
    plan.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    done = run(office, *arguments)
    assert done.returncode == int(Exit.REJECTED)
