"""A real Chromium for the page; tests that need it are skipped, counted, where there is none."""

import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass
class Opened:
    """A page with everything it asked for and said."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


Show = Callable[..., Opened]
"""Opens the text of a page, and its width and height where they matter."""


def clean(opened: Opened) -> None:
    """Assert that a page said nothing to the console and asked for nothing."""
    assert opened.errors == []
    assert opened.requests == []


def plain(text: str) -> str:
    """Return text of a PDF with the usual letters instead of radicals."""
    return unicodedata.normalize("NFKC", text)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    with sync_playwright() as play:
        found = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield found
        found.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Open a text as a file in a browser without a network."""
    contexts = []

    def opened(text: str, width: int = 1366, height: int = 768) -> Opened:
        path = tmp_path / "map.html"
        path.write_text(text, encoding="utf-8")
        context = browser.new_context(
            offline=True, viewport={"width": width, "height": height}, accept_downloads=True
        )
        contexts.append(context)
        made = Opened(context.new_page())
        made.page.on("request", lambda request: made.requests.append(request.url))
        made.page.on(
            "dialog", lambda dialog: (made.errors.append(dialog.message), dialog.dismiss())
        )
        made.page.on("pageerror", lambda error: made.errors.append(str(error)))
        made.page.on(
            "console",
            lambda said: (
                made.errors.append(said.text) if said.type in {"error", "warning"} else None
            ),
        )
        made.page.goto(path.as_uri())
        made.page.wait_for_selector("html[data-ready]", timeout=20_000)
        made.requests[:] = [url for url in made.requests if url != path.as_uri()]
        return made

    yield opened
    for context in contexts:
        context.close()
