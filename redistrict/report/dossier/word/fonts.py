"""The government fonts: named in the file, never shipped; they are not free."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

TITLE = "方正小标宋简体"
BODY = "仿宋_GB2312"
HEI = "黑体"
KAI = "楷体_GB2312"
SONG = "宋体"
LATIN = "Times New Roman"

TITLE_PT = 22.0
BODY_PT = 16.0
PAGE_PT = 14.0
TABLE_PT = 10.5
NOTE_PT = 9.0


def set_font(run: Any, name: str, size: float, bold: bool = False) -> None:
    """Give a run its Chinese and Latin font and its size in points."""
    from docx.shared import Pt

    run.font.size = Pt(size)
    run.font.name = LATIN
    run.font.bold = bold or None
    properties = run._element.get_or_add_rPr()  # noqa: SLF001 - python-docx has no East Asian font
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), name)
