"""Pages: A4, margins, 22 lines, numbers, the marks on top and the check code at the foot.

GB/T 9704-2012: head 37 mm, binding side 28 mm, type area 156 x 225 mm; page numbers 四号宋体
between dashes, odd pages right, even pages left.
"""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from redistrict.report.dossier.content import Document
from redistrict.report.dossier.word.fonts import HEI, NOTE_PT, PAGE_PT, SONG, set_font

LINE_PT = 28.95
"""225 mm hold 22 lines."""


def set_page(section: Any, wide: bool) -> None:
    """Give a section the paper, the margins and the line grid."""
    short, long = Mm(210), Mm(297)
    top, bottom, left, right = Mm(37), Mm(35), Mm(28), Mm(26)
    if wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = long, short
        # A turned page is bound on its upper long side.
        section.top_margin, section.bottom_margin = left, right
        section.left_margin, section.right_margin = bottom, top
    else:
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = short, long
        section.top_margin, section.bottom_margin = top, bottom
        section.left_margin, section.right_margin = left, right
    section.header_distance, section.footer_distance = Mm(15), Mm(22)
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)  # noqa: SLF001
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(LINE_PT * 20)))


def set_marks(section: Any, document: Document) -> None:
    """Write the marks on top of every page, and number and check code at its foot."""
    section.different_first_page_header_footer = False
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        set_font(paragraph.add_run(" · ".join(document.marks)), HEI, NOTE_PT)
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        _number(footer.paragraphs[0], side)
        if document.check_code:
            code = footer.add_paragraph()
            code.alignment = side
            set_font(code.add_run(f"校验码 {document.check_code}"), SONG, NOTE_PT)


def _number(paragraph: Any, side: Any) -> None:
    paragraph.alignment = side
    set_font(paragraph.add_run("— "), SONG, PAGE_PT)
    run = paragraph.add_run()
    set_font(run, SONG, PAGE_PT)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)  # noqa: SLF001 - python-docx has no fields
    set_font(paragraph.add_run(" —"), SONG, PAGE_PT)


def mirror_numbers(word: Any) -> None:
    """Let odd and even pages carry their own foot."""
    word.settings.odd_and_even_pages_header_footer = True
