"""The offline folder's installers, as far as they can be judged without their systems."""

import re
import subprocess
from pathlib import Path

BUNDLE = Path(__file__).parents[2] / "bundle"
BATCH = (BUNDLE / "install.bat").read_text(encoding="utf-8")


def test_the_windows_installer_is_ascii() -> None:
    """A console of another code page garbles anything else, and may take it for commands."""
    assert BATCH.isascii()


def test_the_windows_installer_never_closes_without_a_word() -> None:
    """A window opened by a double click shows how it ended, whatever failed."""
    targets = set(re.findall(r"goto (\w+)", BATCH))
    assert targets == {"failed"} == set(re.findall(r"^:(\w+)", BATCH, re.MULTILINE))
    steps = [line for line in BATCH.splitlines() if " -m " in line]
    assert len(steps) == 2
    assert all(line.endswith("|| goto failed") for line in steps)
    done, failed = BATCH.split(":failed")
    assert "pause" in done
    assert "pause" in failed
    assert "redistrict-window.bat" in done


def test_the_linux_installer_is_a_shell_script() -> None:
    subprocess.run(["sh", "-n", str(BUNDLE / "install.sh")], check=True)
