"""The seal of a proposal: checksums that show a changed file."""

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
    found = [*digests.outputs_differ(folder, digests.read(folder)), *_changed_inputs(folder)]
    if found:
        raise Failure(Exit.CHECKSUM, found)


def _changed_inputs(folder: Path) -> list[Finding]:
    beside = scenario_of(folder).parent
    return [
        Finding("INPUT_CHANGED", facts={"path": name})
        for name, digest in sorted(read_manifest(folder)["inputs"].items())
        if (beside / name).is_file() and digests.of_input(beside / name) != digest
    ]
