"""Pages and papers are read back: whatever they print otherwise than the plan is told."""

import json
from pathlib import Path

import pytest

from redistrict import witness
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.run.verify import Judge, verify
from redistrict.store.manifest import refresh_outputs
from redistrict.verify import Proposal, verify_printed
from redistrict.verify.printed import CHECKS
from redistrict.witness import digests
from redistrict.witness.facts import Witnessed
from tests.verify import golden
from tests.verify.papers import SPOILS, Spoil
from tests.verify.papers.folder import copied, kept_or_made
from tests.verify.papers.map import map_households_of_a_unit


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept_or_made(tmp_path_factory.mktemp("printed"))


@pytest.fixture(scope="module")
def facts(sound: Path) -> Witnessed:
    return witness.read(sound.parent / "scenario.toml")


def found(facts: Witnessed, folder: Path, without: str = "") -> tuple[Finding, ...]:
    judge = Judge(facts, folder)
    try:
        read = judge.printed
    except Failure as failure:
        return failure.findings
    proposal = Proposal(facts, judge.claims, digests.read(folder).code)
    if without == "there":
        return verify_printed(proposal, read, complete=False)
    return verify_printed(proposal, read, [check for check in CHECKS if check.__name__ != without])


def told(facts: Witnessed, folder: Path, without: str = "") -> set[str]:
    return {item.code for item in found(facts, folder, without)}


KEPT = golden.Kept("printed.txt")
NAMES = [name for name, *_ in SPOILS]


def test_the_folder_is_sound(sound: Path, facts: Witnessed) -> None:
    assert told(facts, sound) == set()
    assert verify(sound).exit_code is Exit.DONE


@pytest.mark.parametrize(("name", "code", "sole", "how"), SPOILS, ids=NAMES)
def test_each_is_told(
    sound: Path, facts: Witnessed, tmp_path: Path, name: str, code: str, sole: str, how: Spoil
) -> None:
    """Each is told by its finding, word by word; without its check it slips through."""
    folder = copied(sound, tmp_path, how)
    findings = found(facts, folder)
    assert code in {item.code for item in findings}
    KEPT.hold(name, findings, digests.read(folder).code)
    if sole and name != "map_plan_unknown":
        assert code not in told(facts, folder, sole)


def test_every_check_is_needed() -> None:
    """The toy sets up no community: ``rooms`` is held by ``test_provided``."""
    assert {sole for _, _, sole, _ in SPOILS} - {""} == {
        check.__name__ for check in CHECKS
    } - {"rooms"} | {"there"}  # fmt: skip


def test_told_although_all_checksums_were_made_again(sound: Path, tmp_path: Path) -> None:
    """Whoever changes the map and then every checksum is told by the numbers."""
    (tmp_path / "scenario.toml").write_bytes((sound.parent / "scenario.toml").read_bytes())
    (tmp_path / "units.gpkg").write_bytes((sound.parent / "units.gpkg").read_bytes())
    folder = copied(sound, tmp_path, map_households_of_a_unit)
    assert verify(folder).exit_code is Exit.CHECKSUM
    refresh_outputs(folder)
    report = verify(folder)
    assert report.exit_code is Exit.REJECTED
    assert {item.code for item in report.findings} == {"SHEET_CELL_DIFFERS"}


def test_a_check_code_that_is_not_that_of_the_files(sound: Path, tmp_path: Path) -> None:
    folder = copied(sound, tmp_path, lambda _: None)
    path = folder / "manifest.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["check_code"] = "0000-0000-0000"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    report = verify(folder, sound.parent)
    assert report.exit_code is Exit.CHECKSUM
    assert [item.code for item in report.findings] == ["CHECK_CODE_DIFFERS"]
