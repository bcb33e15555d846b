"""The user's own templates take the place of our layout, by name."""

import dataclasses
from pathlib import Path

import docx
import pytest

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.report import dossier
from redistrict.report.dossier.brief import brief
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.word import write_word
from tests.dossier import reading
from tests.dossier.conftest import official, without_map

NAME = "01-一页纸汇报.docx"


def make(folder: Path, *lines: str) -> None:
    folder.mkdir()
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    word.save(str(folder / NAME))


def one(tmp_path: Path) -> Path:
    """Write the one paper that has a template."""
    paper = brief(Case(without_map(official())))
    return write_word(paper, tmp_path, tmp_path / "模板")


def write(tmp_path: Path) -> Path:
    """Write the dossier of a scenario that names its templates."""
    city = without_map(official(templates="模板"))
    city = dataclasses.replace(
        city, path=tmp_path / "maps" / "x", manifest={"scenario": "../../scenario.toml"}
    )
    dossier.write(city, (), tmp_path / "out", "zh")
    return next((tmp_path / "out").rglob(NAME))


def test_text_stands_where_the_template_wants_it(tmp_path: Path) -> None:
    make(tmp_path / "模板", "某街道信头", "【标题】", "【正文】", "校验：【校验码】", "页尾")
    lines = [paragraph.text for paragraph in docx.Document(str(one(tmp_path))).paragraphs]
    assert lines[:2] == ["某街道信头", "示例市云泉区社区调整情况汇报"]
    assert lines[2].startswith("1．现有社区")
    assert lines[-2:] == ["校验：7F3A-91C2", "页尾"]


def test_papers_without_a_template_keep_our_layout(tmp_path: Path) -> None:
    make(tmp_path / "模板", "【正文】", "本单位版式")
    ours = write(tmp_path)
    assert "本单位版式" in reading.text_of(ours)
    others = [path for path in reading.word_files(ours.parent) if path.name != NAME]
    assert others
    assert all("内部工作稿" in reading.text_of(path) for path in others)


def test_a_template_without_place_for_the_text_is_refused(tmp_path: Path) -> None:
    make(tmp_path / "模板", "信头")
    with pytest.raises(Failure) as caught:
        one(tmp_path)
    assert caught.value.exit_code is Exit.INPUT
    assert caught.value.findings[0].code == "TEMPLATE_WITHOUT_BODY"


def test_a_broken_template_is_refused(tmp_path: Path) -> None:
    (tmp_path / "模板").mkdir()
    (tmp_path / "模板" / NAME).write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(Failure) as caught:
        one(tmp_path)
    assert caught.value.findings[0].code == "TEMPLATE_UNREADABLE"


def test_a_missing_folder_of_templates_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Failure) as caught:
        write(tmp_path)
    assert caught.value.findings[0].code == "TEMPLATES_MISSING"
    assert not (tmp_path / "out").exists()
