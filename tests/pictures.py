"""Take the pictures of the documentation from the demo's page: ``python -m tests.pictures``.

Needs ``maps/yunquan`` (``make demo``), a Chromium, LibreOffice and poppler.
"""

import io
import subprocess
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from redistrict.run.compare import write_overview
from redistrict.run.imported import REPORT
from redistrict.run.importing import Wish, run
from redistrict.synth import messy
from tests.map.conftest import CHROMIUM

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "maps" / "yunquan"
PAGE = DEMO / "map.html"
TARGET = ROOT / "docs" / "images"
MOVED = "RD.moves()[0].units.filter(function (at) { return RD.data.units.h[at] > 100; })[0]"
SHOTS = {
    "map": "RD.show('overview')",
    "what-if": f"RD.show('lookup'); RD.showUnit({MOVED}, true)",
    "before-after": "RD.maps.show('both')",
    "swipe": "RD.maps.show('swipe'); RD.maps.fit()",
    "alternatives": "RD.show('compare'); RD.id('panel').scrollTop = 250",
    "community": (
        "RD.show('overview'); RD.showCommunity(RD.moves()[0].from, true)"
    ),
}  # fmt: skip
COLOURS = 256
"""The most frequent colours stay as they are; the others go to the nearest of them."""


def main() -> None:
    """Write every picture."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        for name, script in SHOTS.items():
            page = _open(browser.new_page(viewport={"width": 1366, "height": 768}))
            page.evaluate(script)
            _save(page, name)
        page = _open(browser.new_page(viewport={"width": 390, "height": 844}))
        _save(page, "phone")
        page = _open(browser.new_page(viewport={"width": 1500, "height": 1040}))
        page.evaluate("RD.quiet = true; RD.sheets.street([0])")
        page.emulate_media(media="print")
        _save(page, "sheet")
        report(browser)
        overview(browser)
        browser.close()
    letter()


def report(browser: Browser) -> None:
    """Take the report of the first import of the messy folder."""
    with TemporaryDirectory() as folder, chdir(folder):
        raw, out = Path("raw"), Path("clean")
        messy.write(raw)
        run(Wish(out, (raw / "小区边界.shp",), (raw / "小区台账.xlsx",)))
        page = browser.new_page(viewport={"width": 1000, "height": 1150})
        page.goto((out / REPORT).resolve().as_uri())
        _save(page, "import")


def overview(browser: Browser) -> None:
    """Take the page that compares the alternatives of the demo."""
    with TemporaryDirectory() as folder:
        written, _picture = write_overview((DEMO,), Path(folder) / "overview.html", "zh")
        page = browser.new_page(viewport={"width": 1200, "height": 1250})
        page.goto(written.as_uri())
        _save(page, "overview")


def letter() -> None:
    """Put the first two pages of a 请示 side by side."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = sorted(DEMO.glob("dossier/01-*/01-*.docx"))[0]
        printer = ("soffice", "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}")
        subprocess.run((*printer, "--convert-to", "pdf", "--outdir", name, source), check=True)
        paper = (folder / source.name).with_suffix(".pdf")
        subprocess.run(("pdftoppm", "-r", "70", "-l", "2", "-png", paper, folder / "p"), check=True)
        pages = [Image.open(path).convert("RGB") for path in sorted(folder.glob("p-*.png"))]
        both = Image.new("RGB", (sum(page.width for page in pages) + 12, pages[0].height), "#999")
        for at, page in enumerate(pages):
            both.paste(page, (at * (page.width + 12), 0))
        _write(both, "dossier")


def _open(page: Page) -> Page:
    page.goto(PAGE.as_uri())
    page.wait_for_selector("html[data-ready]")
    return page


def _save(page: Page, name: str) -> None:
    page.wait_for_timeout(600)
    _write(Image.open(io.BytesIO(page.screenshot())).convert("RGB"), name)


def _write(taken: Image.Image, name: str) -> None:
    colours = sorted(taken.getcolors(taken.width * taken.height) or [], reverse=True)[:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _count, colour in colours for part in colour])
    small = taken.quantize(palette=palette, dither=Image.Dither.NONE)
    small.save(TARGET / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
