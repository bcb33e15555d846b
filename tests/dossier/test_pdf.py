"""Papers as PDF by typst."""

import io
import subprocess
from pathlib import Path

import pypdf
import pytest

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.report.dossier import pdf
from redistrict.report.dossier.content import Column, Document, Heading, Paragraph, Table

pytest.importorskip("typst")

HOSTILE = '#panic("x") $1$ "q" \\ *b* @a <l> ]'


def paper(text: str = "正文") -> Document:
    table = Table("表", (Column("甲", total=True), Column("乙")), ((1, HOSTILE), (2, None)), "s")
    blocks = (Heading("一、甲"), Paragraph(text), table)
    return Document("01-x", ("标题", "第二行"), blocks, ("征求意见稿",), "7F3A")


def words(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_a_paper_holds_title_text_table_marks_and_code(tmp_path: Path) -> None:
    said = words(pdf.typeset(paper(), tmp_path))
    for word in ("标题第二行", "一、甲", "正文", "待填", "征求意见稿", "校验码7F3A", "—1—"):
        assert word in said


def test_text_is_never_typst_code(tmp_path: Path) -> None:
    said = words(pdf.typeset(paper(HOSTILE), tmp_path))
    assert said.count("".join(HOSTILE.split())) == 2


def test_same_paper_same_bytes(tmp_path: Path) -> None:
    assert pdf.typeset(paper(), tmp_path) == pdf.typeset(paper(), tmp_path)


def test_without_a_tool_the_message_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "available", lambda: "")
    with pytest.raises(Failure) as caught:
        pdf.need_tool()
    assert caught.value.exit_code is Exit.SCENARIO
    assert caught.value.findings[0].code == "PDF_TOOL_MISSING"


def test_a_tool_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object, **__: object) -> None:
        raise subprocess.CalledProcessError(1, "soffice")

    monkeypatch.setattr("subprocess.run", fail)
    with pytest.raises(Failure) as caught:
        pdf._convert(tmp_path / "a.docx")
    assert caught.value.exit_code is Exit.WRITE
    assert caught.value.findings[0].code == "PDF_FAILED"
