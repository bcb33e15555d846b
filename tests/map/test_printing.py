"""What the page prints, as PDF of a real Chromium."""

import io

import pypdf
import pytest

from redistrict.report.map.page import render
from tests.map import toy
from tests.map.conftest import Show, plain

pytestmark = pytest.mark.browser


def test_every_printed_page_is_marked(show: Show) -> None:
    """Working draft, made-up data, date, check code and version stand on every sheet of paper."""
    page = show(render(toy.folder(), edges=toy.edges())).page
    page.evaluate("RD.quiet = true")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) >= 1
    for sheet in printed.pages:
        text = plain(sheet.extract_text())
        for mark in ("工作稿", "示例数据", "7F3A-91C2", "2026-09", "redistrict", "示意图"):
            assert mark in text, mark


def test_sheets_print_on_the_paper_they_are_made_for(show: Show) -> None:
    page = show(render(toy.folder())).page
    page.evaluate("RD.quiet = true; RD.sheets.street([0, 1])")
    broad = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(broad.pages) == 2
    assert round(float(broad.pages[0].mediabox.width) / 72 * 25.4) == 420
    for sheet in broad.pages:
        text = plain(sheet.extract_text())
        assert "7F3A-91C2" in text
        assert "工作稿" in text
        assert "示例数据" in text
    page.evaluate("RD.sheets.community([0])")
    small = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(small.pages) == 1
    assert round(float(small.pages[0].mediabox.width) / 72 * 25.4) == 297


def test_incomplete_is_said_on_every_page(show: Show) -> None:
    page = show(render(toy.folder(complete=False))).page
    assert "不完整" in page.inner_text("#top")
    page.evaluate("RD.quiet = true; RD.sheets.street([0])")
    page.emulate_media(media="print")
    assert "不完整" in page.inner_text(".sheet")
