"""The pages and papers of an English proposal are read back like those of a Chinese one."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from redistrict import witness
from redistrict.run.verify import Judge
from redistrict.witness import digests
from redistrict.witness.facts import Witnessed
from tests.verify import golden
from tests.verify.papers.folder import copied, made, text, zipped

KEPT = golden.Kept("english.txt")
Spoil = Callable[[Path], None]


def english(folder: Path) -> Path:
    return made(folder, "en")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the proposal; that of ``ENGLISH_TOY`` where many runs share one."""
    kept = os.environ.get("ENGLISH_TOY")
    return Path(kept) if kept else english(tmp_path_factory.mktemp("english"))


@pytest.fixture(scope="module")
def facts(sound: Path) -> Witnessed:
    return witness.read(sound.parent / "scenario.toml")


def found(facts: Witnessed, folder: Path) -> tuple[object, ...]:
    return Judge(facts, folder).papers(digests.read(folder).code)


def test_the_folder_is_sound(sound: Path, facts: Witnessed) -> None:
    assert found(facts, sound) == ()


def cell(start: str, old: str, new: str) -> Spoil:
    """Return a fault: the first cell of a worksheet that is so is another."""

    def change(folder: Path) -> None:
        (book,) = (folder / "dossier").glob("*.xlsx")
        zipped(book, rf"xl/worksheets/sheet{start}\.xml",
               lambda cells: re.sub(f"<v>{old}</v>", f"<v>{new}</v>", cells, count=1))  # fmt: skip

    return change


@pytest.mark.parametrize(
    "how",
    [
        lambda folder: text(folder, "summary.txt", "4,500 → 2,700", "4,500 → 2,600"),
        lambda folder: text(folder, "summary.txt", "2,400", "2,300"),
        cell("1", "4500", "4501"), cell("2", "900", "901"), cell("3", "5", "6"),
    ],
    ids=["change", "cover", "communities", "movers", "parts"],
)  # fmt: skip
def test_what_is_changed_is_told(
    sound: Path, facts: Witnessed, tmp_path: Path, request: pytest.FixtureRequest, how: Spoil
) -> None:
    findings = found(facts, copied(sound, tmp_path, how))
    assert findings
    KEPT.hold(request.node.callspec.id, findings)  # type: ignore[arg-type]
