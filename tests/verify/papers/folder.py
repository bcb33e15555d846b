"""A toy's proposal with its dossier on disk, and how one file of it is changed."""

import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from redistrict.run.dossier import make_dossier
from redistrict.run.propose import Wish, propose
from tests.verify.proposal import base

FILE = """
[file]
district = "示例市玩具区"
issuer = "{subdistrict}办事处"
addressee = "玩具区人民政府"
approver = "玩具区人民政府"
"""
BLOCK = re.compile(r'(<script type="application/json" id="data">)(.*?)(</script>)', re.DOTALL)
TABLES = "dossier/社区调整表格.xlsx"
LETTER = "dossier/01-Toy/01-请示（草稿）.docx"
ROSTER = "dossier/01-Toy/04-小区（楼栋）名录.docx"


def made(folder: Path, language: str = "zh") -> Path:
    """Write a toy with its proposal and dossier; return the proposal."""
    scenario = base(folder)
    plain = scenario.read_text(encoding="utf-8")
    scenario.write_text(
        f'profile = "cn-2026"\nlang = "{language}"\n{plain}{FILE}', encoding="utf-8"
    )
    propose(scenario, folder / "plan", Wish())
    make_dossier(folder / "plan")
    return folder / "plan"


def kept_or_made(folder: Path) -> Path:
    """Return the proposal; that of ``PRINTED_TOY`` where many runs share one."""
    kept = os.environ.get("PRINTED_TOY")
    return Path(kept) if kept else made(folder)


def copied(sound: Path, folder: Path, how: Callable[[Path], object]) -> Path:
    """Return a spoilt copy of a proposal."""
    copy = folder / "plan"
    shutil.copytree(sound, copy)
    how(copy)
    return copy


def page(folder: Path, change: Callable[[Any], Any], name: str = "map.html") -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    match = BLOCK.search(text)
    assert match
    data = json.loads(match[2])
    change(data)
    made = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    path.write_text(text[: match.start(2)] + made + text[match.end(2) :], encoding="utf-8")


def text(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")


def zipped(path: Path, member: str, change: Callable[[str], str]) -> None:
    """Change one member of a zip file."""
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    found = [name for name in entries if re.fullmatch(member, name)]
    assert found
    for name in found:
        after = change(entries[name].decode())
        assert after.encode() != entries[name]
        entries[name] = after.encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, content in entries.items():
            new.writestr(name, content)


def sheet(folder: Path, start: str) -> str:
    """Return the member that holds the worksheet whose name begins so."""
    with zipfile.ZipFile(folder / TABLES) as book:
        names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
    place = next(at for at, name in enumerate(names, 1) if name.startswith(start))
    return rf"xl/worksheets/sheet{place}\.xml"


def swap(old: str, new: str) -> Callable[[str], str]:
    def change(before: str) -> str:
        assert old in before, old
        return before.replace(old, new, 1)

    return change
