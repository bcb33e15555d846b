"""Titles, headings and paragraphs."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from redistrict.report.dossier.content import Heading, Paragraph, Style, Title, clean
from redistrict.report.dossier.word.fonts import (
    BODY,
    BODY_PT,
    HEI,
    KAI,
    NOTE_PT,
    TITLE,
    TITLE_PT,
    set_font,
)
from redistrict.report.dossier.word.page import LINE_PT

_TIGHTER_PT = -0.2
"""28 characters of 16 pt fit a line of 156 mm only a little closer (measured in LibreOffice)."""
_LEVEL = {1: (HEI, False), 2: (KAI, False), 3: (BODY, True)}


def add_title(word: Any, lines: tuple[str, ...], size: float = TITLE_PT) -> None:
    """Write the centred lines of a title."""
    for line in lines:
        paragraph = word.add_paragraph(style="Title")
        _space(paragraph, 33)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        set_font(paragraph.add_run(clean(line)), TITLE, size)
    _space(word.add_paragraph(), LINE_PT / 2)


def add_annex(word: Any, title: Title) -> None:
    """Write the label of an annex at the left and its title in the middle."""
    if title.label:
        paragraph = word.add_paragraph()
        _space(paragraph, LINE_PT)
        set_font(paragraph.add_run(title.label), HEI, BODY_PT)
    add_title(word, (title.text,), 18)


def add_heading(word: Any, heading: Heading) -> None:
    """Write a heading of its level."""
    font, bold = _LEVEL[heading.level]
    paragraph = word.add_paragraph(style=f"Heading {heading.level}")
    _indent(paragraph)
    _space(paragraph, LINE_PT)
    paragraph.paragraph_format.keep_with_next = True
    _run(paragraph, heading.text, font, BODY_PT, bold)


def add_paragraph(word: Any, paragraph: Paragraph) -> None:
    """Write a paragraph of its style; the gap above a signature holds the text above it too."""
    if paragraph.keep and not paragraph.text:
        for above in word.paragraphs[-1:]:
            above.paragraph_format.keep_with_next = True
    item = word.add_paragraph()
    if paragraph.style is Style.NOTE:
        _space(item, 14)
        item.paragraph_format.space_before = Pt(3)
        set_font(item.add_run(clean(paragraph.text)), BODY, NOTE_PT + 1.5)
        return
    if paragraph.style is Style.TIGHT:
        _space(item, 22)
        _run(item, paragraph.text, BODY, 14)
        return
    _space(item, LINE_PT)
    if paragraph.keep:
        item.paragraph_format.keep_with_next = True
    if paragraph.style is Style.BODY:
        _indent(item)
    elif paragraph.style is Style.CENTRE:
        item.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif paragraph.style is Style.RIGHT:
        item.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        item.paragraph_format.right_indent = Pt(BODY_PT * 2)
    font = HEI if paragraph.style is Style.LABEL else BODY
    _run(item, paragraph.text, font, BODY_PT)


def _run(paragraph: Any, text: str, font: str, size: float, bold: bool = False) -> None:
    run = paragraph.add_run(clean(text))
    set_font(run, font, size, bold)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(round(_TIGHTER_PT * 20)))
    run._element.get_or_add_rPr().append(spacing)  # noqa: SLF001


def _space(paragraph: Any, points: float) -> None:
    layout = paragraph.paragraph_format
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.line_spacing = Pt(points)
    layout.space_before = layout.space_after = Pt(0)
    if points < LINE_PT:
        free_of_grid(paragraph)


def free_of_grid(paragraph: Any) -> None:
    """Let a paragraph have its own line height on a page with a line grid."""
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    properties = paragraph._element.get_or_add_pPr()  # noqa: SLF001 - python-docx has no grid
    properties.insert_element_before(snap, "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")


def _indent(paragraph: Any) -> None:
    """Indent the first line by two characters, whatever their size."""
    layout = paragraph.paragraph_format
    layout.first_line_indent = Pt(BODY_PT * 2)
    indent = paragraph._element.get_or_add_pPr().find(qn("w:ind"))  # noqa: SLF001
    indent.set(qn("w:firstLineChars"), "200")
