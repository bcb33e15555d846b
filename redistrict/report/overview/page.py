"""The overview as one HTML file: a picture, a table, and what its numbers mean.

The page is built as a tree and written by the standard library, which escapes every text; it has
no script, and its policy forbids every request.
"""

import base64
from collections.abc import Sequence
from xml.etree import ElementTree as Tree

from redistrict.domain.record import Record
from redistrict.domain.rules import TODAY
from redistrict.domain.sweep import Sweep
from redistrict.domain.words import translator
from redistrict.report.overview.lines import table
from redistrict.report.text.summary import basis_line
from redistrict.report.text.sweep import sweep_notes, sweep_table

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
STYLE = """
body{font:15px/1.5 "Microsoft YaHei","Noto Sans CJK SC","PingFang SC",sans-serif;margin:24px auto;
max-width:1180px;padding:0 16px;color:#1b1b1b}
h1{font-size:22px;margin:0 0 4px}
p{margin:4px 0}
.mark{background:#fff3cd;border:1px solid #e0c060;padding:4px 10px;display:inline-block}
img{width:100%;height:auto;margin:12px 0}
img.chart{width:50%;min-width:420px}
h2{font-size:17px;margin:24px 0 4px}
table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid #ccc;padding:5px 8px;text-align:right;overflow-wrap:anywhere}
th:first-child,td:first-child{text-align:left;font-weight:normal;min-width:9em}
tr:first-child th{border-bottom:2px solid #333}
.small{color:#555;font-size:13px}
@media print{body{margin:0}table,img{break-inside:avoid}}
"""


def page(
    plans: Sequence[tuple[str, Record]],
    picture: bytes,
    language: str,
    sweeps: Sequence[tuple[str, Sweep, bytes]] = (),
    differing: Sequence[tuple[str, list[list[str]]]] = (),
) -> str:
    """Return the page.

    Parameters
    ----------
    plans
        As :func:`redistrict.report.overview.lines.labelled` gives them.
    picture
        PNG of :func:`redistrict.report.overview.figure.draw`.
    sweeps
        What more change would gain: name of the proposal, its sweep, and the PNG of
        :func:`redistrict.report.overview.figure.front`.
    differing
        What two plans decide differently: titles and tables of
        :func:`redistrict.report.text.difference.difference_tables`; A is the first plan after
        today's state.
    """
    _ = translator(language)
    records = [record for _label, record in plans]
    first = records[0].statement
    root = Tree.Element("html", lang="zh-CN" if language == "zh" else "en")
    head, body = Tree.SubElement(root, "head"), Tree.SubElement(root, "body")
    Tree.SubElement(head, "meta", charset="utf-8")
    Tree.SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": POLICY})
    _say(head, "title", _("Overview: {title}").format(title=first.title))
    _say(head, "style", STYLE)
    _say(body, "h1", first.title)
    _say(body, "p", _("Draft for internal work"), "mark")
    if any(record.statement.made_up for record in records):
        words = _("EXAMPLE DATA, made up: not a real place.")
        _say(body, "p", _("{said} {note}").format(said=words, note=first.made_up_note), "mark")
    if not all(record.complete for record in records):
        _say(body, "p", _("INCOMPLETE: not every subdistrict has a plan."), "mark")
    legend = _(
        "Every dot is a community: hollow today, blue after the plan, red outside the range of"
        " {min} to {max} households (green)."
    ).format(min=f"{records[0].rules.min:,}", max=f"{records[0].rules.max:,}")
    _say(body, "p", legend)
    _picture(body, picture, legend)
    _table(body, table(plans, language))
    for label, sweep, chart in sweeps:
        _sweep(body, label, sweep, chart, language)
    if differing:
        named = [label for label, record in plans if record.alternative != TODAY]
        letters = (f"{letter} = {label}" for letter, label in zip("AB", named, strict=False))
        _say(body, "h2", " · ".join(letters))
    for title, lines in differing:
        _say(body, "p", title)
        _table(body, lines)
    for line in dict.fromkeys(basis_line(record, language) for record in records):
        _say(body, "p", line, "small")
    if len({record.statement.as_of for record in records}) > 1:
        _say(
            body, "p", _("The plans rest on counts of different dates: compare with care."), "mark"
        )
    _say(
        body,
        "p",
        _("A dash is a value that is not known. Status under the stated conditions and data."),
        "small",
    )
    return "<!DOCTYPE html>\n" + Tree.tostring(root, encoding="unicode", method="html") + "\n"


def _sweep(body: Tree.Element, label: str, sweep: Sweep, chart: bytes, language: str) -> None:
    _ = translator(language)
    title = _("What more change would gain")
    _say(body, "h2", f"{title}: {label}" if label else title)
    legend = _(
        "Every dot is a plan: to the right more change, below less of what is to be small. Filled"
        " dots are proven best for their change."
    )
    _say(body, "p", legend)
    _picture(body, chart, legend, "chart")
    _table(body, sweep_table(sweep, language))
    for note in sweep_notes(sweep, language):
        _say(body, "p", note, "small")


def _picture(body: Tree.Element, picture: bytes, words: str, kind: str = "") -> None:
    source = "data:image/png;base64," + base64.b64encode(picture).decode()
    Tree.SubElement(body, "img", {"class": kind} if kind else {}, src=source, alt=words)


def _table(body: Tree.Element, lines: list[list[str]]) -> None:
    made = Tree.SubElement(body, "table")
    for at, cells in enumerate(lines):
        row = Tree.SubElement(made, "tr")
        for place, text in enumerate(cells):
            cell = Tree.SubElement(row, "th" if at == 0 or place == 0 else "td")
            cell.text = text


def _say(parent: Tree.Element, tag: str, text: str, kind: str = "") -> None:
    element = Tree.SubElement(parent, tag, {"class": kind} if kind else {})
    element.text = text
