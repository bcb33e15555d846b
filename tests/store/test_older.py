"""A folder of another version: what it lacks is named with its file, and nothing is written."""

import json
import shutil
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyogrio
import pytest

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.outcome import NUMBERS
from redistrict.domain.words import LANGUAGES, remedy, sentence
from redistrict.report.text import labels
from redistrict.run.dossier import make_dossier
from redistrict.run.propose import Wish, propose
from redistrict.store.manifest import refresh_outputs
from redistrict.store.read import KEYS, read_folder
from tests.verify import test_supply as toys
from tests.verify.papers.folder import FILE


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("older")
    scenario = toys.write(folder)
    plain = scenario.read_text(encoding="utf-8").replace('lang = "en"', 'lang = "zh"')
    scenario.write_text(f"{plain}{FILE}", encoding="utf-8")
    propose(scenario, folder / "plan", Wish())
    return folder / "plan"


@pytest.fixture
def copied(sound: Path) -> Iterator[Path]:
    """Return a copy beside the same inputs."""
    folder = sound.parent / "copy"
    shutil.copytree(sound, folder)
    yield folder
    shutil.rmtree(folder)


def refused(folder: Path) -> str:
    """Return what the dossier says, in both languages; nothing is written."""
    refresh_outputs(folder)
    with pytest.raises(Failure) as failure:
        make_dossier(folder)
    assert failure.value.exit_code in (Exit.INPUT, Exit.REJECTED)
    assert not (folder / "dossier").exists()
    return "\n".join(
        f"{item.place.file} {item.place.column} {sentence(item, tongue)} {remedy(item, tongue)}"
        for item in failure.value.findings for tongue in LANGUAGES
    )  # fmt: skip


def without(path: Path, *keys: str) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    table: Any = document
    for key in keys[:-1]:
        table = table[int(key)] if isinstance(table, list) else table[key]
    del table[keys[-1]]
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def without_column(path: Path, column: str) -> None:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    at = lines[0].split(",").index(column)
    cut = (",".join(word for place, word in enumerate(line.split(",")) if place != at)
           for line in lines)  # fmt: skip
    path.write_text("\n".join(cut) + "\n", encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("file", "keys"),
    [
        ("proposal.json", ("record",)),
        ("proposal.json", ("record", "totals")),
        ("proposal.json", ("record", "statement", "as_of")),
        ("proposal.json", ("record", "communities", "0", "kind")),
        ("problem.json", ("subdistricts",)),
        ("today/problem.json", ("subdistricts", "0", "edges")),
        ("today/proposal.json", ("record", "totals")),
        *(("manifest.json", (key,)) for key in KEYS if key != "outputs"),
    ],
)
def test_a_key_that_is_not_there(copied: Path, file: str, keys: tuple[str, ...]) -> None:
    """The list of outputs is written again with the manifest, and therefore left out."""
    without(copied / file, *keys)
    told = refused(copied)
    assert Path(file).name in told
    assert keys[-1] in told
    assert "redistrict propose" in told


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("units.csv", "community_after"),
        ("communities.csv", "index_after"),
        ("changes.csv", "to_new"),
    ],
)
def test_a_column_that_is_not_there(copied: Path, file: str, column: str) -> None:
    without_column(copied / file, column)
    told = refused(copied)
    assert file in told
    assert column in told


def test_a_number_that_a_sentence_names(copied: Path) -> None:
    """The finding of an earlier version had no ``gap_before``."""
    path = copied / "proposal.json"
    items = json.loads(path.read_text(encoding="utf-8"))["record"]["resources"]
    at = next(at for at, item in enumerate(items) if item["code"] == "RESOURCE_STAFF")
    without(path, "record", "resources", str(at), "facts", "gap_before")
    told = refused(copied)
    assert "proposal.json" in told
    assert "RESOURCE_STAFF.gap_before" in told


def test_a_finding_that_nobody_knows(copied: Path) -> None:
    path = copied / "proposal.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["record"]["resources"][0]["code"] = "RESOURCE_OF_TOMORROW"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert "RESOURCE_OF_TOMORROW" in refused(copied)


def test_numbers_of_exceptions(copied: Path) -> None:
    path = copied / "proposal.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    row = document["record"]["communities"][0]
    row["exemption"] = {"community": row["id"], "why": "PIECE", "facts": {"piece": 3, "most": 1}}
    path.write_text(json.dumps(document), encoding="utf-8")
    assert f"{row['id']}.exemption.fewest" in refused(copied)
    fields = {why: tuple(name for _, name, _, _ in string.Formatter().parse(text) if name)
              for why, text in labels.NUMBERS.items()}  # fmt: skip
    assert fields == NUMBERS


@pytest.mark.parametrize(
    ("file", "layer", "column"),
    [
        ("plan.gpkg", "units", "counts"),
        ("plan.gpkg", "communities_after", "community"),
        ("context.gpkg", "offices", "address"),
        ("context.gpkg", "roads", "name"),
    ],
)
def test_a_column_of_a_layer(copied: Path, file: str, layer: str, column: str) -> None:
    frame = pyogrio.read_dataframe(copied / file, layer=layer).drop(columns=column)
    pyogrio.write_dataframe(frame, copied / file, layer=layer)
    told = refused(copied)
    assert file in told
    assert f"{layer}.{column}" in told


def test_trials_of_another_kind(copied: Path) -> None:
    (copied / "sensitivity.json").write_text('[{"kind": "weights"}]', encoding="utf-8")
    assert "sensitivity.json" in refused(copied)


def test_a_key_of_a_finding(copied: Path) -> None:
    (copied / "findings.json").write_text('[{"place": {}, "facts": {}}]', encoding="utf-8")
    told = refused(copied)
    assert "findings.json" in told
    assert "0.code" in told


def test_a_table_that_is_not_there(copied: Path) -> None:
    (copied / "changes.csv").unlink()
    (copied / "problem.json").write_text("[]", encoding="utf-8")
    told = refused(copied)
    assert "changes.csv" in told
    assert "problem.json" in told


def paths(table: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield every key of a document by its way, that of the first item of a list."""
    if isinstance(table, list):
        yield from paths(table[0], (*before, "0")) if table else ()
    elif isinstance(table, dict):
        for key, value in table.items():
            yield (*before, key)
            if key not in ("facts", "profile_facts", "file", "reason", "cause", "resources"):
                yield from paths(value, (*before, key))


def test_no_key_of_the_record_is_missed_without_a_word(copied: Path) -> None:
    """Each is named, or has a meaning of its own where it is not there."""
    path = copied / "proposal.json"
    text = path.read_text(encoding="utf-8")
    named = 0
    for keys in paths(json.loads(text)["record"]):
        without(path, "record", *keys)
        try:
            read_folder(copied)
        except Failure as failure:
            (finding,) = failure.findings
            assert finding.code == "FOLDER_OLDER"
            assert any(str(key).endswith(keys[-1]) for key in finding.facts["keys"]), keys  # type: ignore[union-attr]  # a tuple
            named += 1
        path.write_text(text, encoding="utf-8")
    assert named > 60
