"""Contrast and colours of the page, for every eye and on grey paper."""

import pytest

from redistrict.report.map.page import render
from tests.map import toy
from tests.map.conftest import Show

pytestmark = pytest.mark.browser
CONTRAST = """
(function () {
  function parse(text) { return text.match(/[\\d.]+/g).map(Number); }
  function light(c) {
    return [0, 1, 2].map(i => c[i] / 255)
      .map(v => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4))
      .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  }
  var found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    var node = walker.currentNode, own = node.parentElement;
    if (!node.textContent.trim() || !own.getClientRects().length || own.closest('script')) {
      continue;
    }
    if (own.closest('[disabled]') || own.closest('svg')) { continue; }
    var ground = [255, 255, 255], up = own;
    while (up) {
      var back = parse(getComputedStyle(up).backgroundColor);
      if (back.length < 4 || back[3] > 0.85) { ground = back; break; }
      up = up.parentElement;
    }
    var a = light(parse(getComputedStyle(own).color)), b = light(ground);
    var ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) { found.push([node.textContent.trim().slice(0, 30), ratio.toFixed(2)]); }
  }
  return found;
})()
"""
"""Every visible text with less than 4.5:1 against its ground (WCAG 2.1, AA)."""


def test_contrast_is_enough_on_every_tab(show: Show) -> None:
    page = show(render(toy.folder(), edges=toy.edges())).page
    page.evaluate("RD.draft.assign([0], RD.model.place.C)")
    for tab in page.query_selector_all("#tabs button"):
        tab.click()
        page.evaluate("RD.showUnit(36, false)")
        assert page.evaluate(CONTRAST) == []
    page.evaluate("document.querySelector('#title').style.color = '#4a6a8a'")
    assert page.evaluate(CONTRAST), "the check can fail"


def test_colours_differ_for_the_colour_blind_and_on_grey_paper(show: Show) -> None:
    """Brettel-type projections (Viénot 1999) of what stands side by side stay apart.

    Where two fills come near in grey, hatching or a limit tells them apart; the kinds that an
    official must not confuse (untouched, set up, merged, reshaped) differ in lightness or hue.
    """
    page = show(render(toy.folder())).page
    kinds, verdicts = page.evaluate("[RD.KIND, RD.VERDICT]")
    for fills, pairs in (
        (kinds, [("untouched", "set up"), ("untouched", "split"), ("set up", "merged"),
                 ("set up", "split"), ("untouched", "merged"), ("set up", "reshaped"),
                 ("split", "reshaped")]),
        (verdicts, [("fits", "split"), ("fits", "merge"), ("split", "merge"),
                    ("split", "tolerated"), ("merge", "tolerated")]),
    ):  # fmt: skip
        for one, other in pairs:
            for blind in (SEEING, DEUTAN, PROTAN):
                assert apart(fills[one], fills[other], blind) > 12, (one, other)


SEEING = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
DEUTAN = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))
PROTAN = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))


def apart(one: str, other: str, blind: tuple[tuple[float, ...], ...]) -> float:
    """Return the distance of two colours in CIE L*a*b* as somebody with that sight sees them."""
    first, second = lab(one, blind), lab(other, blind)
    return sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5


def lab(colour: str, blind: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """Return a colour in CIE L*a*b* after a projection of linear RGB."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    seen = [max(0.0, sum(k * c for k, c in zip(row, linear, strict=True))) for row in blind]
    r, g, b = seen
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    f = [t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])
