"""The frame of the page: folium without any data, then everything inside one file.

folium and branca compile what they print as a Jinja2 template, so a name like ``{{...}}`` would be
run while the map is written. Here they print marks only; styles, scripts and data take the place
of the marks afterwards, by plain replacement, and are never compiled.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.resources import files
from typing import Any

import folium
from branca.element import MacroElement
from jinja2 import Template

ASSETS = files("redistrict.report") / "assets"
STYLES = ("leaflet.css", "page.css", "parts.css", "print.css")
LIBRARIES = ("leaflet.js",)
SCRIPTS = (
    "base.js", "topology.js", "model.js", "places.js", "draft.js", "scene.js", "paint.js",
    "tiles.js", "inscribe.js", "swipe.js", "maps.js", "keys.js", "legend.js", "card.js",
    "overview.js", "grid.js", "lookup.js", "compare.js", "comments.js", "review.js", "edit.js",
    "drawn.js", "sheets.js", "start.js",
)  # fmt: skip
INSIDE = frozenset({"comments.js", "review.js", "edit.js", "drawn.js"})
"""Scripts that a page for the public does not need, and so does not hold."""
MAP = "main"
HEAD, BODY, APP = "<!--redistrict:head-->", "<!--redistrict:body-->", "/*redistrict:app*/"
VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>')
INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
FOREIGN = re.compile(r"""(?:src|href)\s*=|url\(\s*['"]?(?!data:)|@import""", re.IGNORECASE)


class Marks(MacroElement):
    """Places in folium's page where the own parts go; constant text, no data."""

    _template = Template(
        "{% macro header(this, kwargs) %}" + HEAD + "{% endmacro %}"
        "{% macro html(this, kwargs) %}" + BODY + "{% endmacro %}"
        "{% macro script(this, kwargs) %}" + APP + "{% endmacro %}"
    )


def frame(language: str) -> str:
    """Return folium's page around an empty map, with marks; the same bytes for every proposal."""
    made = folium.Map(
        location=[0, 0], tiles=None, crs="Simple", prefer_canvas=True, zoom_control=False,
        attribution_control=False, zoom_snap=0.25, zoom_delta=0.5, wheel_px_per_zoom_level=90,
        fade_animation=False, max_zoom=4, min_zoom=-9,
    )  # fmt: skip
    made.default_js, made.default_css = [], []
    made._id = MAP  # noqa: SLF001 - branca has no other way to the same ids each time
    marks: Any = Marks()  # type: ignore[no-untyped-call]  # branca's classes are not typed
    marks._id = "marks"  # noqa: SLF001 - as above
    made.add_child(marks)
    made.get_root()._id = "page"  # noqa: SLF001 - as above
    text = str(made.get_root().render())
    tag = "zh-CN" if language.startswith("zh") else "en"
    text = text.replace("<html>", f'<html lang="{tag}">', 1)
    return VIEWPORT.sub(
        '<meta name="viewport" content="width=device-width, initial-scale=1">', text
    )


def assemble(data: dict[str, Any], language: str, images: str = "") -> str:
    """Return the whole page.

    Parameters
    ----------
    data
        What the scripts read from ``<script type="application/json" id="data">``.
    images
        Origin of a server whose pictures the page may show; none if empty.

    Raises
    ------
    ValueError
        A mark is missing from folium's page, or the page would load something.
    """
    page = frame(language)
    for mark in (HEAD, BODY, APP):
        if page.count(mark) != 1:
            raise ValueError(f"folium's page has no single place for {mark}")
    body = asset("page.html")
    if found := FOREIGN.search(page + body):
        raise ValueError(f"the page would load something: {found.group(0)}")
    styles = "".join(f"<style>{asset(name)}</style>" for name in STYLES)
    library = "".join(f"<script>{_script(name)}</script>" for name in LIBRARIES)
    kept = [name for name in SCRIPTS if not (data.get("public") and name in INSIDE)]
    scripts = "\n".join(_script(name) for name in kept)
    page = page.replace(HEAD, styles + library).replace(APP, scripts)
    page = page.replace("<head>", f"<head>{_policy(page, images)}", 1)
    holder = f'<script type="application/json" id="data">{embed(data)}</script>'
    return page.replace(BODY, body + holder)


def embed(data: dict[str, Any]) -> str:
    """Return JSON that cannot leave its script element: ``<``, ``>``, ``&`` become escapes."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def asset(name: str) -> str:
    """Return the text of a file of ``report/assets``."""
    return (ASSETS / name).read_text(encoding="utf-8")


def _script(name: str) -> str:
    text = asset(name)
    if "</script" in text.lower() or "<!--" in text:
        raise ValueError(f"{name} would end its own script element")
    return text


def _policy(page: str, images: str) -> str:
    """Return the Content-Security-Policy: nothing but the scripts and styles written here."""
    sources: dict[str, list[str]] = {"script": [], "style": []}
    for kind, text in INLINE.findall(page):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        sources[kind].append(f"'sha256-{digest}'")
    rules = (
        f"default-src 'none'; img-src {f'data: blob: {images}'.strip()}; base-uri 'none'; "
        "form-action 'none'; "
        f"script-src {' '.join(sources['script'])}; style-src {' '.join(sources['style'])}"
    )
    return (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
        '<meta name="referrer" content="no-referrer">'
    )
