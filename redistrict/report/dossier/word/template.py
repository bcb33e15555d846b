"""The user's own templates: a Word file with 【标题】 and 【正文】 takes the place of our layout.

A template has the name of the paper it replaces. Its pages, letterhead, styles, heads and feet
stay; our text takes the place of the paragraph 【正文】.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.report.dossier.content import Document, clean

TITLE, BODY, CODE, MARKS = "【标题】", "【正文】", "【校验码】", "【稿别】"


def find(folder: Path | None, name: str) -> Path | None:
    """Return the user's template for a paper, ``None`` where there is none."""
    if folder is None:
        return None
    path = folder / f"{name}.docx"
    return path if path.is_file() else None


def open_template(path: Path) -> Any:
    """Return a template as an open Word file.

    Raises
    ------
    Failure
        ``Exit.INPUT`` where it cannot be read or has no place for the text.
    """
    try:
        word = docx.Document(str(path))
    except Exception as error:  # python-docx, zipfile and lxml each raise their own on bad files
        finding = Finding("TEMPLATE_UNREADABLE", facts={"path": path.name})
        raise Failure(Exit.INPUT, [finding]) from error
    if not any(paragraph.text.strip() == BODY for paragraph in word.paragraphs):
        raise Failure(Exit.INPUT, [Finding("TEMPLATE_WITHOUT_BODY", facts={"path": path.name})])
    return word


def fill(word: Any, document: Document) -> None:
    """Move what was written at the end of a template to its 【正文】 and fill its other marks.

    The text is written at the end of the file first, as for our own layout.
    """
    values = {
        TITLE: clean("".join(document.title)),
        CODE: document.check_code,
        MARKS: " · ".join(document.marks),
    }
    for paragraph in _all_paragraphs(word):
        for mark, value in values.items():
            if mark in paragraph.text:
                _replace(paragraph, mark, value)


def _all_paragraphs(word: Any) -> list[Any]:
    found = list(word.paragraphs)
    for section in word.sections:
        for end in (section.header, section.footer, section.even_page_footer):
            found += list(end.paragraphs)
    return found


def _replace(paragraph: Any, mark: str, value: str) -> None:
    """Replace a mark even where Word has cut it into several runs; the first run's font stays."""
    text = paragraph.text.replace(mark, value)
    first, *others = paragraph.runs
    first.text = text
    for run in others:
        run.text = ""


def settle(word: Any, before: int) -> None:
    """Put all blocks after position ``before`` of the body in the place of 【正文】."""
    body = word.element.body
    added = [item for item in list(body)[before:] if not item.tag.endswith("}sectPr")]
    place = next(item for item in word.paragraphs if item.text.strip() == BODY)._element  # noqa: SLF001 - python-docx cannot move blocks
    for item in added:
        place.addprevious(item)
    place.getparent().remove(place)
