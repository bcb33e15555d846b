"""The story of ``verify``: the raw files are read apart from intake, and every number again."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from redistrict import witness
from redistrict.domain.exits import Exit
from redistrict.domain.findings import Finding, Severity
from redistrict.domain.words import severity
from redistrict.run.seal import scenario_of
from redistrict.store.read import alternatives, read_manifest
from redistrict.store.text import sha256
from redistrict.verify import verify as compare
from redistrict.verify import verify_hand
from redistrict.witness import claims, digests


@dataclass(frozen=True, slots=True)
class Report:
    """What the verifier says of a folder.

    Parameters
    ----------
    exit_code
        ``DONE``, ``REJECTED`` (a number or rule does not hold) or ``CHECKSUM`` (a file differs).
    count
        Alternatives that were verified.
    """

    exit_code: Exit
    findings: tuple[Finding, ...]
    check_code: str = ""
    count: int = 0


def judge(
    folders: Sequence[Path], scenario: Path, subdistricts: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Return the findings of the verifier on freshly written alternatives; notices among them."""
    facts = witness.read(scenario, subdistricts)
    found = list(facts.notices)
    for folder in folders:
        found += compare(facts, claims.read(folder))
    return tuple(found)


def verify(folder: Path, inputs: Path | None = None) -> Report:
    """Verify a written proposal, all alternatives, from the raw inputs.

    Parameters
    ----------
    inputs
        Folder with the scenario file, its data beside it as before; for a copied proposal.

    Raises
    ------
    Failure
        The folder is not a proposal, or an input is missing.
    """
    code = str(read_manifest(folder)["check_code"])
    manifest = digests.read(folder)
    changed = digests.outputs_differ(folder, manifest)
    if changed:
        return Report(Exit.CHECKSUM, changed, code)
    scenario = scenario_of(folder, inputs)
    facts = witness.read(scenario, manifest.subdistricts)
    now = {**facts.digests, scenario.name: sha256(scenario)}
    changed = digests.inputs_differ(now, manifest)
    if changed:
        return Report(Exit.CHECKSUM, changed, code)
    found = list(facts.notices)
    folders = (folder, *alternatives(folder))
    for item in folders:
        found += compare(facts, claims.read(item))
    accepted = not errors(found)
    return Report(Exit.DONE if accepted else Exit.REJECTED, tuple(found), code, len(folders))


def verify_by_hand(plan: Path, scenario: Path) -> Report:
    """Verify a plan made by hand or by another tool: ``unit_id`` and ``community_after``."""
    facts = witness.read(scenario)
    found = [*facts.notices, *verify_hand(facts, claims.read_plan(plan))]
    accepted = not errors(found)
    return Report(Exit.DONE if accepted else Exit.REJECTED, tuple(found), count=1)


def errors(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings that refuse a plan."""
    return tuple(item for item in findings if severity(item) is Severity.ERROR)
