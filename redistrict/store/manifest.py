"""The manifest: what went in, what came out, with which versions and settings."""

import hashlib
import json
import os
import platform
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from redistrict import __version__
from redistrict.store.staging import MANIFEST, MARK
from redistrict.store.text import sha256, write_json

FORMAT = "redistrict-proposal-1"
UNHASHED = frozenset({MANIFEST, MARK, "SHA256SUMS", "run.log"})
LEVELS = "levels"
"""Folder of the levels that follow; each has a manifest and a check code of its own."""
PRINTED = ("map.html", "summary.txt")
"""Files that print the check code and therefore cannot be part of it."""

PACKAGES = (
    "geopandas", "highspy", "numba", "numpy", "pandas", "pulp", "pyogrio", "pyproj", "shapely",
)  # fmt: skip


def check_code(folder: Path, inputs: Mapping[str, str]) -> str:
    """Return the short code of a proposal, as printed on maps and documents.

    The first twelve hexadecimal digits of the SHA-256 over the digests of the inputs and of the
    files that hold the plan.
    """
    digest = hashlib.sha256()
    for name, value in sorted(inputs.items()):
        digest.update(f"{value}  {name}\n".encode())
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        if path.name not in PRINTED and not name.startswith(("dossier/", f"{LEVELS}/")):
            digest.update(f"{sha256(path)}  {name}\n".encode())
    code = digest.hexdigest()
    return f"{code[0:4]}-{code[4:8]}-{code[8:12]}"


def write_manifest(
    folder: Path,
    *,
    inputs: Mapping[str, str],
    scenario: Path,
    out: Path,
    settings: Mapping[str, Any],
    code: str,
) -> None:
    """Write ``manifest.json`` and ``SHA256SUMS`` for everything in a folder.

    Parameters
    ----------
    inputs
        Path as the scenario writes it, to SHA-256.
    scenario
        The scenario file; its place is kept relative to ``out``, so that equal trees on two
        machines give equal bytes.
    """
    facts = {
        "format": FORMAT,
        "check_code": code,
        "scenario": _relative(scenario, out),
        "inputs": dict(sorted(inputs.items())),
        "settings": dict(settings),
        "versions": versions(),
    }
    _seal(folder, facts)


def settings(folder: Path) -> dict[str, Any]:
    """Return the settings that a proposal was made with."""
    return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["settings"])


def refresh_outputs(folder: Path) -> None:
    """Write manifest and checksums again after files were added; all else stays."""
    _seal(folder, json.loads((folder / MANIFEST).read_text(encoding="utf-8")))


def _seal(folder: Path, facts: Mapping[str, Any]) -> None:
    outputs = {path.relative_to(folder).as_posix(): sha256(path) for path in _files(folder)}
    write_json(folder / MANIFEST, {**facts, "outputs": outputs})
    lines = [f"{digest}  {name}\n" for name, digest in outputs.items()]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")


def versions() -> dict[str, str]:
    """Return the versions that can change a result."""
    found = {"redistrict": __version__, "python": platform.python_version()}
    return found | {name: metadata.version(name) for name in PACKAGES}


def _relative(path: Path, start: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve(), start.resolve())).as_posix()
    except ValueError:  # another drive of a Windows machine
        return path.resolve().as_posix()


def _files(folder: Path) -> Iterable[Path]:
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and path.name not in UNHASHED
    )
