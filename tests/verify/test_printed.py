"""Pages and papers are read back: whatever they print otherwise than the plan is told."""

import contextlib
import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from redistrict import witness
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.run.verify import Judge, verify
from redistrict.store.manifest import refresh_outputs
from redistrict.verify import Proposal, verify_printed
from redistrict.verify import verify as compare
from redistrict.verify.printed import CHECKS
from redistrict.witness import claims, digests
from redistrict.witness.facts import Witnessed
from redistrict.witness.page import read as read_page
from tests.verify import golden
from tests.verify.papers import SPOILS, Spoil
from tests.verify.papers.folder import BLOCK, copied, kept_or_made
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


def kinds(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the place of every value of a document; of the items of a list, that of the first."""
    for key in value if isinstance(value, dict) else range(min(1, len(value))):
        yield (*path, key)
        if isinstance(value[key], dict | list):
            yield from kinds(value[key], (*path, key))


@pytest.mark.parametrize("other", [5, []], ids=["number", "list"])
def test_a_value_of_another_kind_is_never_more_than_a_finding(
    sound: Path, facts: Witnessed, tmp_path: Path, other: object
) -> None:
    """Wherever it stands in the map or in the record, the verifier comes to an end."""
    copied(sound, tmp_path, lambda _: None)
    path, plan = tmp_path / "plan" / "map.html", tmp_path / "plan"
    text = path.read_text(encoding="utf-8")
    record = json.loads((plan / "proposal.json").read_text(encoding="utf-8"))
    proposal = Proposal(facts, Judge(facts, plan).claims, "")
    name = proposal.claims[0].alternative

    def put(document: Any, place: tuple[Any, ...]) -> str:
        changed = copy.deepcopy(document)
        part = changed
        for key in place[:-1]:
            part = part[key]
        part[place[-1]] = other
        return json.dumps(changed, ensure_ascii=False).replace("<", "\\u003c")

    match = BLOCK.search(text)
    assert match
    data = json.loads(match[2])
    for place in kinds(data):
        block = put(data, place)
        path.write_text(text[: match.start(2)] + block + text[match.end(2) :], encoding="utf-8")
        with contextlib.suppress(Failure):
            verify_printed(proposal, [(name, read_page(path, "map.html"))])
    for place in kinds(record):
        (plan / "proposal.json").write_text(put(record, place), encoding="utf-8")
        with contextlib.suppress(Failure):
            compare(facts, claims.read(plan))


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
