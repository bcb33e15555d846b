"""The tutorials are walked: every command they show is run, one after the other."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, notebook
from tests.docs.test_pages import shown
from tests.files.test_messy import answer

PAGES = ["zh/quick-start.md", "en/quick-start.md", "zh/city.md", "en/city.md", "zh/ledger.md",
         "en/ledger.md", "zh/messy.md", "en/messy.md"]  # fmt: skip
REFUSES = {"import": 3}
"""The first run of import lists repairs and writes no layer: the page says so."""


def table(page: Path) -> str:
    """Return the ledger that a page shows, as CSV."""
    rows = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return "\n".join(",".join(row) for row in cells if not row[0].startswith("-")) + "\n"


@pytest.mark.acceptance
@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_tutorial_runs(page: str, tmp_path: Path) -> None:
    if "ledger" in page:
        (tmp_path / "compounds.csv").write_text(table(DOCS / page), encoding="utf-8")
    for words in shown(DOCS / page):
        quick = ["--time-limit", "10"] if words[0] == "propose" else []
        code = "from redistrict.cli import main; main(prog_name='redistrict')"
        done = subprocess.run(
            [sys.executable, "-c", code, *words, *quick],
            cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode in {0, REFUSES.get(words[0], 0)}, (words, done.stderr)
        if words[0] == "import" and "messy" in page:
            assert done.returncode == (0 if "--accept" in words else REFUSES["import"])
            answer(tmp_path / "clean")  # by hand, as the page says


@pytest.mark.acceptance
def test_notebook_runs() -> None:
    assert "households" in notebook()


@pytest.mark.acceptance
def test_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    program = shutil.which("mkdocs", path=str(Path(sys.executable).parent))
    assert program, "mkdocs is in the docs group"
    done = subprocess.run(
        [program, "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=DOCS.parent, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    for page in (tmp_path / "site").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert '<script src="http' not in text
        assert '<link rel="stylesheet" href="http' not in text
