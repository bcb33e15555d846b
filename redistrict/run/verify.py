"""The story of ``verify``: the raw files are read apart from intake, and every number again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from redistrict import witness
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding, Severity
from redistrict.domain.words import severity
from redistrict.run.elsewhere import Elsewhere
from redistrict.run.seal import need_same_inputs, scenario_of
from redistrict.store.manifest import LEVELS
from redistrict.store.read import alternatives, read_manifest
from redistrict.store.text import sha256
from redistrict.verify import Proposal, verify_drawn, verify_hand, verify_printed
from redistrict.verify import verify as compare
from redistrict.witness import claims, digests, drawn, origins, printed
from redistrict.witness.claimed import Claimed, Printed
from redistrict.witness.facts import Witnessed


@dataclass(frozen=True, slots=True)
class Report:
    """What the verifier says of a folder.

    Parameters
    ----------
    exit_code
        ``DONE``, ``STOPPED`` (all that is there holds, but raw files of an import are gone),
        ``REJECTED`` (a number or rule does not hold) or ``CHECKSUM`` (a file differs).
    count
        Alternatives that were verified.
    """

    exit_code: Exit
    findings: tuple[Finding, ...]
    check_code: str = ""
    count: int = 0

    @property
    def traced(self) -> bool:
        """Whether everything was followed to the raw files, and not to a clean file alone."""
        return not any(item.code in origins.UNTRACED for item in self.findings)


@dataclass(frozen=True)
class Judge:
    """The verifier before one proposal's folder.

    Parameters
    ----------
    facts
        What the raw inputs say.
    top
        The folder; its other alternatives stand below it.
    """

    facts: Witnessed
    top: Path

    @cached_property
    def folders(self) -> tuple[Path, ...]:
        """The folder of every alternative, that on top first."""
        return (self.top, *alternatives(self.top))

    @cached_property
    def claims(self) -> tuple[Claimed, ...]:
        """What the folders claim."""
        return tuple(claims.read(folder) for folder in self.folders)

    def plans(self) -> tuple[Finding, ...]:
        """Return what is wrong with the plans and their figures; notices among them."""
        found = [finding for claimed in self.claims for finding in compare(self.facts, claimed)]
        return (*self.facts.notices, *found, *self._drawn())

    def _drawn(self) -> Iterator[Finding]:
        points = {unit.id: (unit.easting, unit.northing)
                  for problem in self.facts.problems for unit in problem.units}  # fmt: skip
        for folder in self.folders:
            file = (folder / drawn.LAYERS).relative_to(self.top).as_posix()
            yield from verify_drawn(self.facts, drawn.read(folder, points, file), file)

    @cached_property
    def printed(self) -> tuple[tuple[str, Printed], ...]:
        """What pages and papers print, each with its alternative."""
        names = {path: claimed.alternative
                 for path, claimed in zip(self.folders, self.claims, strict=True)}  # fmt: skip
        return tuple((names[path], item) for path, item in printed.read(self.folders, self.top))

    def papers(self, code: str) -> tuple[Finding, ...]:
        """Return what pages and papers print otherwise than the plans are."""
        return verify_printed(Proposal(self.facts, self.claims, code), self.printed)


def need_agreement(folder: Path) -> None:
    """Refuse pages and papers, freshly written, that print anything else than the plan.

    Where the raw inputs are no longer there, the plan's own folder is all there is: nothing is
    said then, and ``verify`` will say it as soon as they are back.

    Raises
    ------
    Failure
        ``Exit.REJECTED``; ``Exit.CHECKSUM`` where an input was changed meanwhile.
    """
    manifest = digests.read(folder)
    scenario = scenario_of(folder)
    if not all((scenario.parent / name).exists() for name in manifest.inputs):
        return
    try:
        judge = Judge(witness.read(scenario, manifest.subdistricts), folder)
        found = judge.papers(manifest.code)
        if errors(found):
            raise Failure(Exit.REJECTED, found)
    finally:  # what is found wrong means nothing where an input is another one by now
        need_same_inputs(scenario.parent, manifest.inputs)


def verify(folder: Path, inputs: Path | None = None) -> Report:
    """Verify a written proposal, all alternatives and the levels that follow, from the raw inputs.

    Parameters
    ----------
    inputs
        Folder with the scenario file, its data beside it as before; for a copied proposal.

    Raises
    ------
    Failure
        The folder is not a proposal, or an input is missing.
    """
    apart = None
    if inputs is not None:
        apart = Elsewhere(folder, str(read_manifest(folder)["scenario"]), inputs)
    report = _verify(folder, scenario_of(folder, inputs))
    return _below(folder, report, apart)


def _below(folder: Path, report: Report, apart: Elsewhere | None) -> Report:
    """Verify the levels below a folder, too, as long as nothing is wrong."""
    for below in sorted((folder / LEVELS).glob("*/proposal.json")):
        if report.exit_code not in (Exit.DONE, Exit.STOPPED):
            break
        # The scenario of a level that follows stands in the folder, and paths count from there.
        scenario = folder / LEVELS / scenario_of(below.parent).name
        more = _verify(below.parent, scenario, apart)
        more = _below(below.parent, more, apart)
        report = replace(
            report, exit_code=_worse(report, more), findings=(*report.findings, *more.findings),
            count=report.count + more.count,
        )  # fmt: skip
    return report


def _verify(folder: Path, scenario: Path, apart: Elsewhere | None = None) -> Report:
    """Verify one level.

    Parameters
    ----------
    apart
        Where the paths of the scenario lead on this machine; where they say so if ``None``.
    """
    code = str(read_manifest(folder)["check_code"])
    manifest = digests.read(folder)
    changed = (*digests.outputs_differ(folder, manifest), *digests.code_differs(manifest))
    if changed:
        return Report(Exit.CHECKSUM, changed, code)
    if apart is None:
        facts = witness.read(scenario, manifest.subdistricts)
    else:
        with apart.here(scenario) as copy:
            facts = witness.read(copy, manifest.subdistricts)
        read = {name if name in manifest.inputs else apart.stated(name, scenario): digest
                for name, digest in facts.digests.items()}  # fmt: skip
        facts = replace(facts, digests=read)
    now = {**facts.digests, scenario.name: sha256(scenario)}
    changed = digests.inputs_differ(now, manifest)
    if changed:
        return Report(Exit.CHECKSUM, changed, code)
    judge = Judge(facts, folder)
    found = judge.plans()
    if _ended(found) is not Exit.REJECTED:
        found += judge.papers(code)
    return Report(_ended(found), found, code, len(judge.folders))


def _ended(findings: Sequence[Finding]) -> Exit:
    """Return how a verification ends: it is not complete where raw files of an import are gone."""
    codes = {item.code for item in errors(findings)}
    if not codes:
        return Exit.DONE
    return Exit.STOPPED if codes == {origins.GONE} else Exit.REJECTED


def _worse(one: Report, other: Report) -> Exit:
    return one.exit_code if other.exit_code is Exit.DONE else other.exit_code


def verify_by_hand(plan: Path, scenario: Path) -> Report:
    """Verify a plan made by hand or by another tool: ``unit_id`` and ``community_after``."""
    facts = witness.read(scenario)
    found = [*facts.notices, *verify_hand(facts, claims.read_plan(plan))]
    return Report(_ended(found), tuple(found), count=1)


def errors(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings that refuse a plan."""
    return tuple(item for item in findings if severity(item) is Severity.ERROR)
