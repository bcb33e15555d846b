"""Build the offline folder: ``python -m bundle --out dist/offline``."""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from bundle.lock import pinned, wanted

ROOT = Path(__file__).parents[1]
MACHINES = {
    "linux-x86_64": ("linux", "Linux", "posix", "x86_64"),
    "linux-aarch64": ("linux", "Linux", "posix", "aarch64"),
    "windows-x86_64": ("win32", "Windows", "nt", "AMD64"),
}
MANYLINUX = (*(f"manylinux_2_{minor}" for minor in range(39, 4, -1)), "manylinux2014")
EXTRAS = ("pdf",)


def main() -> None:
    """Read the arguments and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--machine", action="append", choices=MACHINES, default=[])
    parser.add_argument("--python", action="append", default=[], help="such as 3.12; repeatable")
    parser.add_argument("--guide", type=Path, help="the built documentation")
    given = parser.parse_args()
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    build(given.out, given.machine or list(MACHINES), given.python or [here], given.guide)


def build(out: Path, machines: list[str], versions: list[str], guide: Path | None) -> None:
    """Write the folder anew.

    Raises
    ------
    subprocess.CalledProcessError
        A wheel is missing at the index, or its hash differs from the lock.
    """
    shutil.rmtree(out, ignore_errors=True)
    wheels = out / "wheels"
    wheels.mkdir(parents=True)
    requirements: set[str] = set()
    for machine in machines:
        for version in versions:
            lines = _lines(machine, version)
            requirements.update(lines)
            _download(lines, machine, version, wheels)
    own = _own_wheel(wheels)
    digest = hashlib.sha256(own.read_bytes()).hexdigest()
    pin = f"redistrict=={_version()} \\\n    --hash=sha256:{digest}"
    _write(out / "requirements.txt", "\n".join([*sorted(requirements), pin]) + "\n")
    _write(out / "PYTHON.txt", " ".join(versions) + "\n")
    for name in ("install.sh", "install.bat", "README.txt", "README.zh-CN.txt"):
        text = (ROOT / "bundle" / name).read_text(encoding="utf-8")
        newline = "\n" if name == "install.sh" else "\r\n"
        encoding = "utf-8-sig" if "zh" in name else "utf-8"  # old editors take it for GBK else
        (out / name).write_text(text, encoding=encoding, newline=newline)
    (out / "install.sh").chmod(0o755)
    _example(out / "example")
    if guide is not None:
        shutil.copytree(guide, out / "guide")
    _sums(out)


def _environment(machine: str, version: str) -> dict[str, str]:
    platform, system, name, processor = MACHINES[machine]
    return {
        "sys_platform": platform, "platform_system": system, "os_name": name,
        "platform_machine": processor, "python_version": version,
        "python_full_version": f"{version}.9", "implementation_name": "cpython",
        "implementation_version": f"{version}.9", "platform_python_implementation": "CPython",
        "platform_release": "", "platform_version": "",
    }  # fmt: skip


def _lines(machine: str, version: str) -> list[str]:
    environment = _environment(machine, version)
    names = wanted(ROOT / "pyproject.toml", environment, EXTRAS)
    return pinned(ROOT / "requirements.lock", names, environment)


def _download(lines: list[str], machine: str, version: str, wheels: Path) -> None:
    processor = machine.split("-")[1]
    tags = [f"{tag}_{processor}" for tag in MANYLINUX] if "linux" in machine else ["win_amd64"]
    listed = wheels / "wanted.txt"
    _write(listed, "\n".join(lines) + "\n")
    platforms = [part for tag in tags for part in ("--platform", tag)]
    subprocess.run(
        [
            sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
            "--no-deps", "--only-binary=:all:", "--require-hashes", "--requirement", str(listed),
            "--python-version", version, "--implementation", "cp", *platforms,
            "--dest", str(wheels),
        ],
        check=True,
    )  # fmt: skip
    listed.unlink()


def _own_wheel(wheels: Path) -> Path:
    code = "import sys; from flit_core.buildapi import build_wheel; build_wheel(sys.argv[1])"
    dated = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600"}
    where = str(wheels.resolve())
    subprocess.run([sys.executable, "-c", code, where], cwd=ROOT, check=True, env=dated)
    return next(wheels.glob("redistrict-*.whl"))


def _version() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def _example(folder: Path) -> None:
    """Bring the made-up district along, so that the first hour needs no data."""
    (folder / "scenarios").mkdir(parents=True)
    shutil.copy(ROOT / "scenarios" / "yunquan.toml", folder / "scenarios")
    data = Path("data") / "boundaries" / "yunquan"
    shutil.copytree(ROOT / data, folder / data)


def _sums(out: Path) -> None:
    files = sorted(path for path in out.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out).as_posix()}"
        for path in files
    ]
    _write(out / "SHA256SUMS", "\n".join(lines) + "\n")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


main()
