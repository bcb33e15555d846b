"""The seal of a proposal: checksums that show a changed file."""

from pathlib import Path

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.store.manifest import refresh_outputs
from redistrict.store.read import read_manifest
from redistrict.store.text import sha256


def broken(folder: Path) -> tuple[Finding, ...]:
    """Return a finding for every file that differs from the manifest, is missing or is new."""
    manifest = read_manifest(folder)
    findings = []
    for name, digest in manifest["outputs"].items():
        path = folder / name
        if not path.is_file():
            findings.append(Finding("OUTPUT_MISSING", facts={"path": name}))
        elif sha256(path) != digest:
            findings.append(Finding("OUTPUT_CHANGED", facts={"path": name}))
    return tuple(findings)


def changed_inputs(folder: Path, inputs: Path | None = None) -> tuple[Finding, ...]:
    """Return a finding for every input that is missing or differs from the manifest.

    Parameters
    ----------
    inputs
        Where the scenario and its files stand now; the place in the manifest where ``None``.
    """
    manifest = read_manifest(folder)
    scenario = scenario_of(folder, inputs)
    findings = []
    for name, digest in manifest["inputs"].items():
        path = scenario.parent / name
        if not path.is_file():
            findings.append(Finding("INPUT_MISSING", facts={"path": str(path)}))
        elif sha256(path) != digest:
            findings.append(Finding("INPUT_CHANGED", facts={"path": str(path)}))
    return tuple(findings)


def scenario_of(folder: Path, inputs: Path | None = None) -> Path:
    """Return the scenario file that a proposal was made from."""
    recorded = Path(read_manifest(folder)["scenario"])
    return folder / recorded if inputs is None else inputs / recorded.name


def need_whole(folder: Path) -> None:
    """Raise ``Exit.CHECKSUM`` where a file of the folder was changed."""
    if found := broken(folder):
        raise Failure(Exit.CHECKSUM, found)


def reseal(folder: Path) -> None:
    """Renew the checksums after files were added; inputs, settings and code stay."""
    refresh_outputs(folder)
