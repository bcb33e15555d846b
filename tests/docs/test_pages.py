"""Links, pictures and made pages of the documentation; every command shown is one that exists."""

import re
import shlex
from pathlib import Path

import click
import pytest

from redistrict.cli.group import main
from tests.docs.pages import DOCS, PAGES

ROOT = DOCS.parent
TEXTS = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "README.zh-CN.md"])
IDS = [str(path.relative_to(ROOT)) for path in TEXTS]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(
    r"^```(?!toml|text)\w*\n(.*?)^```$|^```(?:toml|text)\n.*?^```$", re.DOTALL | re.MULTILINE
)


def shown(path: Path) -> list[list[str]]:
    """Return the commands in the code blocks of a page, without their comments."""
    lines = [
        line.strip()
        for block in BLOCK.findall(path.read_text(encoding="utf-8"))
        for line in block.splitlines()
    ]
    found = [shlex.split(line, comments=True) for line in lines if "redistrict" in line]
    return [words[1:] for words in found if words and words[0].endswith("redistrict")]


@pytest.mark.parametrize("path", TEXTS, ids=IDS)
def test_links_and_pictures_are_there(path: Path) -> None:
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("#"):
            assert (path.parent / target.split("#")[0]).exists(), target


@pytest.mark.parametrize("path", TEXTS, ids=IDS)
def test_every_command_shown_is_understood(path: Path) -> None:
    for words in shown(path):
        group = click.Context(main)
        name, command, rest = main.resolve_command(group, words)
        assert command is not None, words
        if "--help" not in rest:
            with command.make_context(name, list(rest), parent=group):
                pass


@pytest.mark.parametrize("name", PAGES)
def test_pages_made_from_code_are_fresh(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run: make docs"


def test_both_languages_have_the_same_pages() -> None:
    chinese = {path.name for path in (DOCS / "zh").glob("*.md")}
    assert chinese == {path.name for path in (DOCS / "en").glob("*.md")}


def test_no_page_asks_a_host_for_pictures() -> None:
    for path in TEXTS:
        assert not re.search(r"!\[[^\]]*\]\(https?:", path.read_text(encoding="utf-8")), path
