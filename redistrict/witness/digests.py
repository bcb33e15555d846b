"""Checksums of a folder and of the inputs beside those that its manifest gives."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from redistrict.domain.findings import Fact, Finding, Place
from redistrict.witness import documents
from redistrict.witness.table import sha256

MANIFEST = "manifest.json"
UNHASHED = frozenset({MANIFEST, "SHA256SUMS", "run.log"})
PRINTED, BESIDE = frozenset({"map.html", "summary.txt"}), frozenset({"dossier", "levels"})


@dataclass(frozen=True)
class Manifest:
    """What ``manifest.json`` states.

    Parameters
    ----------
    subdistricts
        Those the run was asked for; all of the scenario where empty.
    """

    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    scenario: str = ""
    subdistricts: tuple[str, ...] = ()
    code: str = ""


def read(folder: Path) -> Manifest:
    """Return the manifest of a folder.

    Raises
    ------
    Failure
        ``WITNESS_*`` findings where it cannot be read.
    """
    document = documents.read_json(folder / MANIFEST)
    if not isinstance(document, dict):
        document = {}
    settings = _mapping(document.get("settings"))
    chosen = settings.get("subdistricts") or ()
    return Manifest(
        inputs=_mapping(document.get("inputs")),
        outputs=_mapping(document.get("outputs")),
        scenario=str(document.get("scenario", "")),
        code=str(document.get("check_code", "")),
        subdistricts=tuple(str(name) for name in chosen) if isinstance(chosen, list) else (),
    )


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def of_input(path: Path) -> str:
    """Return the SHA-256 of an input; of the lines ``name digest`` for a shapefile's files."""
    if path.suffix.lower() != ".shp":
        return sha256(path)
    files = [
        part
        for suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg")
        for part in (path.with_suffix(suffix), path.with_suffix(suffix.upper()))
        if part.is_file()
    ]
    lines = "".join(f"{part.name} {sha256(part)}\n" for part in sorted(set(files)))
    return hashlib.sha256(lines.encode()).hexdigest() if len(files) > 1 else sha256(path)


def outputs_differ(folder: Path, manifest: Manifest) -> tuple[Finding, ...]:
    """Return every file of a folder that is not what its manifest says, is missing or foreign."""
    found = []
    there = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in UNHASHED
    }
    for name in sorted(there | manifest.outputs.keys()):
        if name not in there:
            found.append(Finding("CHECKSUM_FILE_MISSING", Place(name)))
        elif name not in manifest.outputs:
            found.append(Finding("CHECKSUM_FILE_FOREIGN", Place(name)))
        elif sha256(folder / name) != manifest.outputs[name]:
            found.append(Finding("CHECKSUM_OUTPUT_DIFFERS", Place(name)))
    return tuple(found)


def code_differs(manifest: Manifest) -> tuple[Finding, ...]:
    """Return a finding where the check code is not that of the files which hold the plan.

    It is the first twelve hexadecimal digits of the SHA-256 over lines ``digest  name``: of the
    inputs, then of the outputs but those that print the code, stand in the dossier or belong to
    the levels that follow.
    """
    plan = [
        name for name in manifest.outputs
        if PurePosixPath(name).name not in PRINTED and PurePosixPath(name).parts[0] not in BESIDE
    ]  # fmt: skip
    lines = [f"{digest}  {name}\n" for name, digest in sorted(manifest.inputs.items())]
    lines += [f"{manifest.outputs[name]}  {name}\n" for name in sorted(plan, key=PurePosixPath)]
    digits = hashlib.sha256("".join(lines).encode()).hexdigest()
    code = f"{digits[0:4]}-{digits[4:8]}-{digits[8:12]}"
    if code == manifest.code:
        return ()
    facts: dict[str, Fact] = {"claimed": manifest.code, "code": code}
    return (Finding("CHECK_CODE_DIFFERS", Place(MANIFEST), facts),)


def inputs_differ(digests: Mapping[str, str], manifest: Manifest) -> tuple[Finding, ...]:
    """Return every input that is not what the manifest says.

    Parameters
    ----------
    digests
        SHA-256 now, by path as the scenario gives it (``Witnessed.digests``).
    """
    found = []
    for name in sorted(digests.keys() | manifest.inputs.keys()):
        now, then = digests.get(name, ""), manifest.inputs.get(name, "")
        if not now:
            found.append(Finding("CHECKSUM_INPUT_MISSING", Place(name)))
        elif now != then:
            code = "CHECKSUM_INPUT_DIFFERS" if then else "CHECKSUM_INPUT_UNLISTED"
            found.append(Finding(code, Place(name)))
    return tuple(found)
