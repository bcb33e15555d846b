"""The seal of a proposal: checksums that show a changed file."""

from collections.abc import Mapping
from pathlib import Path

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.store.read import read_manifest
from redistrict.witness import digests


def scenario_of(folder: Path, inputs: Path | None = None) -> Path:
    """Return the scenario file that a proposal was made from.

    Parameters
    ----------
    inputs
        Where it stands now; the place in the manifest where ``None``.
    """
    recorded = Path(read_manifest(folder)["scenario"])
    return folder / recorded if inputs is None else inputs / recorded.name


def need_whole(folder: Path) -> None:
    """Refuse a folder in which a file was changed, or whose inputs were changed since.

    Inputs that are no longer there do not matter here: the folder holds all it needs.

    Raises
    ------
    Failure
        ``Exit.CHECKSUM``.
    """
    changed = _changed(scenario_of(folder).parent, read_manifest(folder)["inputs"])
    found = [
        *digests.outputs_differ(folder, digests.read(folder)),
        *(Finding("INPUT_CHANGED", facts={"path": name}) for name in changed),
    ]
    if found:
        raise Failure(Exit.CHECKSUM, found)


def need_same_inputs(beside: Path, inputs: Mapping[str, str]) -> None:
    """Refuse to go on where an input was changed since it was read.

    Parameters
    ----------
    beside
        Folder of the scenario.
    inputs
        SHA-256 as it was, by path as the scenario gives it.

    Raises
    ------
    Failure
        ``Exit.CHECKSUM``.
    """
    code = "INPUT_CHANGED_MEANWHILE"
    if found := [Finding(code, facts={"path": name}) for name in _changed(beside, inputs)]:
        raise Failure(Exit.CHECKSUM, found)


def _changed(beside: Path, inputs: Mapping[str, str]) -> list[str]:
    return [
        name
        for name, digest in sorted(inputs.items())
        if (beside / name).is_file() and digests.of_input(beside / name) != digest
    ]
