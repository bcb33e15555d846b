"""A document as a Word file; the same document always gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt, RGBColor

from redistrict.report.dossier.archive import stable_zip
from redistrict.report.dossier.content import (
    Block,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Style,
    Table,
    Title,
)
from redistrict.report.dossier.word import template
from redistrict.report.dossier.word.page import mirror_numbers, set_marks, set_page
from redistrict.report.dossier.word.table import add_table
from redistrict.report.dossier.word.text import (
    add_annex,
    add_heading,
    add_paragraph,
    add_title,
    free_of_grid,
)

_EPOCH = datetime(2000, 1, 1)
"""a fixed date of the file, so that bytes repeat"""


def write_word(document: Document, folder: Path, templates: Path | None = None) -> Path:
    """Write a document as .docx into a folder and return its path.

    Parameters
    ----------
    templates
        Folder of the user's own templates, by the names of the papers.
    """
    own = template.find(templates, document.name)
    word = docx.Document() if own is None else template.open_template(own)
    _properties(word, document)
    if own is None:
        mirror_numbers(word)
        set_page(word.sections[0], document.wide)
        set_marks(word.sections[0], document)
        add_title(word, document.title)
        _add_all(word, document)
    else:
        before = len(word.element.body) - 1  # the last element holds the page
        _add_all(word, document, turn=False)
        template.settle(word, before)
        template.fill(word, document)
    buffer = io.BytesIO()
    word.save(buffer)
    path = folder / f"{document.name}.docx"
    path.write_bytes(stable_zip(buffer.getvalue()))
    return path


def _add_all(word: Any, document: Document, turn: bool = True) -> None:
    """Add the blocks; pages are turned for wide tables unless a template rules the pages."""
    wide = document.wide
    blocks = document.blocks
    for index, block in enumerate(blocks):
        turned = _turned(blocks, index, document.wide)
        new_section = False
        if turn and turned is not None and turned is not wide:
            wide = turned
            new_section = True
            set_page(word.add_section(WD_SECTION.NEW_PAGE), wide)
        if isinstance(block, PageBreak):
            continue
        start = len(word.element.body)
        before = blocks[index - 1] if index else None
        _add(word, block, wide, titled=before is None or isinstance(before, Title))
        if isinstance(before, PageBreak) and not new_section:
            _begin_page(word.element.body[start - 1])


def _turned(blocks: Sequence[Block], index: int, usual: bool) -> bool | None:
    """Return how the page of a block lies; ``None`` if the block takes any page.

    A heading lies as what follows it, so that it never stands alone.
    """
    block = blocks[index] if index < len(blocks) else None
    if isinstance(block, Table | Figure):
        return block.wide or usual
    if isinstance(block, Title | Heading) and index + 1 < len(blocks):
        return _turned(blocks, index + 1, usual)
    if block is None or isinstance(block, PageBreak):
        return None
    if isinstance(block, Paragraph) and block.style is Style.NOTE:
        return None
    return usual


def _begin_page(element: Any) -> None:
    """Let a paragraph begin a page: a break of its own would leave an empty line above it."""
    properties = element.get_or_add_pPr()
    properties.insert_element_before(
        OxmlElement("w:pageBreakBefore"), "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr",
    )  # fmt: skip


def _add(word: Any, block: Block, wide: bool, titled: bool) -> None:
    if isinstance(block, Heading):
        add_heading(word, block)
    elif isinstance(block, Paragraph):
        add_paragraph(word, block)
    elif isinstance(block, Title):
        add_annex(word, block)
    elif isinstance(block, Table):
        add_table(word, block, titled)
    elif isinstance(block, Figure):
        _picture(word, block, wide)


def _picture(word: Any, figure: Figure, wide: bool) -> None:
    paragraph = word.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    # A line of fixed height would cut the picture off; the figure carries its own title.
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    free_of_grid(paragraph)
    # The height of the type area decides on a turned page, the width on an upright one.
    size = {"height": Mm(148)} if wide else {"width": Mm(156)}
    shape = paragraph.add_run().add_picture(str(figure.path), **size)
    shape._inline.docPr.set("descr", figure.caption)  # noqa: SLF001 - read aloud where not seen


def _properties(word: Any, document: Document) -> None:
    properties = word.core_properties
    properties.title = "".join(document.title)
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = _EPOCH
    properties.language = "zh-CN"
    for name in ("Heading 1", "Heading 2", "Heading 3", "Title"):
        style = word.styles[name] if name in word.styles else _styled(word, name)
        style.font.color.rgb = RGBColor(0, 0, 0)
        borders = style.element.find(".//{*}pBdr")
        if borders is not None:
            borders.getparent().remove(borders)


def _styled(word: Any, name: str) -> Any:
    """Return a style that a template lacks."""
    return word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
