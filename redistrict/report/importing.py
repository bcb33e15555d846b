"""The report of an import as one page without scripts: what to answer, what to confirm, where."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import shapely

from redistrict.domain.findings import Finding, Severity
from redistrict.domain.words import Translate, locate, remedy, sentence, severity, translator

MOST = 200
"""Places shown under one heading; repairs.csv holds all of them."""
MAP_WIDTH = 900
STYLE = """
body{font:15px/1.6 "Noto Sans CJK SC","Microsoft YaHei",SimSun,sans-serif;
color:#1c2430;margin:0 auto;max-width:1080px;padding:24px}
h1{font-size:24px;margin:0 0 4px}
h2{font-size:18px;margin:32px 0 8px;border-bottom:1px solid #ccd3dd}
h3{font-size:15px;margin:16px 0 4px}.lead{font-size:17px;padding:12px 16px;border-left:6px solid}
.good{border-color:#2e7d4f;background:#eef7f0}.bad{border-color:#b3402a;background:#fbf0ed}
table{border-collapse:collapse;width:100%;font-size:14px}th,td{border:1px solid #d5dbe3;
padding:3px 8px;text-align:left;vertical-align:top}th{background:#f2f5f9;font-weight:600}
td.n{text-align:right;white-space:nowrap}code{background:#f2f5f9;padding:2px 5px;
word-break:break-all;font-size:13px}p{margin:6px 0}.dim{color:#5d6878}
details{margin:4px 0 12px}summary{cursor:pointer;color:#2b5797}
svg{width:100%;height:auto;border:1px solid #d5dbe3;background:#fff}
.u{fill:#f1f3f6;stroke:#9aa5b4;stroke-width:1}.o{fill:#e3e8dc}.w{fill:#f6d58c}.e{fill:#e79a86}
.t{font-size:13px;text-anchor:middle;fill:#1c2430}
@media print{body{max-width:none;padding:0}details[open] summary{display:none}}
"""


@dataclass(frozen=True)
class Sheet:
    """All that the page shows.

    Parameters
    ----------
    findings
        Sorted; ``spots`` holds the unit (position, -1 for none) that each is about.
    inputs
        Part, file and SHA-256 of every raw file.
    shapes, labels
        Outline (``None`` without a map) and label of every unit.
    columns
        File, heading and meaning of every column; an empty meaning is not used.
    sources, homes
        Where households and communities come from, and how many units of each.
    folder
        Where the file of units lies.
    command
        The command line that repeats the import.
    """

    findings: tuple[Finding, ...]
    spots: tuple[int, ...]
    good: bool
    file: str
    folder: str
    units: int
    households: int
    inputs: tuple[tuple[str, str, str], ...]
    shapes: Any
    labels: tuple[str, ...]
    columns: tuple[tuple[str, str, str], ...]
    sources: tuple[tuple[str, int], ...]
    homes: tuple[tuple[str, int], ...]
    command: str


def page(sheet: Sheet, language: str) -> str:
    """Return the report as HTML: no script, no request, every text escaped."""
    _ = translator(language)
    numbers = _numbered(sheet)
    parts = [
        f"<h1>{_('Report on the import')}</h1>",
        _lead(sheet, _),
        _group(sheet, Severity.ERROR, _("To be settled by you"), numbers, language),
        _map(sheet, numbers, _),
        _group(
            sheet,
            Severity.WARNING,
            _("Repairs confirmed, and remarks")
            if sheet.good
            else _("Repairs and remarks to confirm"),
            numbers,
            language,
        ),
        _origins(sheet, _),
        _group(sheet, Severity.NOTICE, _("For information"), numbers, language),
        _files(sheet, _),
    ]
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'"
    tongue = "zh-CN" if language == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{tongue}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>{_('Report on the import')}</title><style>{STYLE}</style></head>\n<body>\n"
        + "\n".join(filter(None, parts))
        + "\n</body></html>\n"
    )


def _lead(sheet: Sheet, _: Translate) -> str:
    counted = _("Units: {units}; households: {households}.").format(
        units=f"{sheet.units:,}", households=f"{sheet.households:,}"
    )
    if sheet.good:
        said = _("Clean: {file} can be planned with.").format(file=sheet.file)
        nxt = _("Next: redistrict init plan --units {path}").format(
            path=f'"{sheet.folder}/{sheet.file}"'
        )
    else:
        said = _("Not clean yet: no file of units was written; the raw files are unchanged.")
        nxt = _(
            "Answer in answers.xlsx, correct the raw files where they are wrong, then run again:"
        )
        nxt += f" <code>{escape(sheet.command)}</code>"
        return f'<div class="lead bad"><p>{said}</p><p>{counted}</p><p>{nxt}</p></div>'
    return f'<div class="lead good"><p>{said}</p><p>{counted}</p><p>{escape(nxt)}</p></div>'


def _numbered(sheet: Sheet) -> dict[int, int]:
    """Return a number for every unit that an error or a warning is about, as on the map."""
    weighty = {
        spot: None
        for item, spot in zip(sheet.findings, sheet.spots, strict=True)
        if spot >= 0 and severity(item) is not Severity.NOTICE
    }
    return {spot: number for number, spot in enumerate(weighty, start=1)}


def _group(
    sheet: Sheet, weight: Severity, title: str, numbers: dict[int, int], language: str
) -> str:
    """Return the findings of one severity, one heading per code."""
    _ = translator(language)
    codes: dict[str, list[tuple[Finding, int]]] = {}
    for item, spot in zip(sheet.findings, sheet.spots, strict=True):
        if severity(item) is weight:
            codes.setdefault(item.code, []).append((item, spot))
    if not codes:
        return ""
    parts = [f"<h2>{escape(title)}</h2>"]
    for code, items in codes.items():
        help_text = remedy(items[0][0], language)
        rows = [
            f"<tr><td class=n>{numbers.get(spot, '')}</td>"
            f"<td>{escape(locate(item, language))}</td>"
            f"<td>{escape(sentence(item, language))}</td></tr>"
            for item, spot in items[:MOST]
        ]
        more = len(items) - MOST
        if more > 0:
            rows.append(
                f"<tr><td colspan=3>{_('... and {count} more').format(count=more)}</td></tr>"
            )
        head = (f"<tr><th>{_('on the map')}</th><th>{_('Place')}</th>"
                f"<th>{_('What was found')}</th></tr>")  # fmt: skip
        table = f"<table>{head}{''.join(rows)}</table>"
        if len(items) == 1:
            where = locate(items[0][0], language)
            mark = f"{numbers[items[0][1]]} · " if items[0][1] in numbers else ""
            table = f"<p class=dim>{mark}{escape(where)}</p>" if where else ""
        elif len(items) > 8:
            table = f"<details open><summary>{len(items)}</summary>{table}</details>"
        parts.append(
            f"<h3>{escape(_title([item for item, _spot in items], language))}"
            f" <span class=dim>{len(items)} · {code}</span></h3>"
            + (f"<p>{escape(help_text)}</p>" if help_text else "")
            + table
        )
    return "\n".join(parts)


def _title(items: Sequence[Finding], language: str) -> str:
    """Return the sentence of the only finding, or that of the first as an example."""
    said = sentence(items[0], language)
    return (
        said
        if len(items) == 1
        else translator(language)("Such as: {sentence}").format(sentence=said)
    )


def _map(sheet: Sheet, numbers: dict[int, int], _: Translate) -> str:
    """Return the units as a small drawing; those with findings are coloured and numbered."""
    if sheet.shapes is None or not len(sheet.shapes):
        return ""
    drawn = ~(shapely.is_missing(sheet.shapes) | shapely.is_empty(sheet.shapes))
    if not drawn.any():
        return ""
    west, south, east, north = shapely.total_bounds(sheet.shapes[drawn])
    scale = MAP_WIDTH / max(east - west, (north - south) * 1.2, 1.0)
    height = round((north - south) * scale) + 16
    errors = {spot for item, spot in zip(sheet.findings, sheet.spots, strict=True)
              if severity(item) is Severity.ERROR}  # fmt: skip
    simple = shapely.simplify(sheet.shapes, 1.0 / scale)
    marks, texts = [], []
    for at in np.flatnonzero(drawn).tolist():
        kind = "e" if at in errors else "w" if at in numbers else "u"
        path = _path(simple[at], west, north, scale)
        marks.append(f'<path class="u {kind}" d="{path}"><title>{escape(sheet.labels[at])}</title>'
                     "</path>")  # fmt: skip
        if at in numbers:
            spot = shapely.point_on_surface(sheet.shapes[at])
            texts.append(f'<text class="t" x="{8 + (spot.x - west) * scale:.0f}" '
                         f'y="{12 + (north - spot.y) * scale:.0f}">{numbers[at]}'
                         "</text>")  # fmt: skip
    caption = _(
        "Red: to be settled. Yellow: repaired or remarked. The numbers stand in the tables."
    )
    return (
        f"<h2>{_('Where')}</h2><p class=dim>{escape(caption)}</p>"
        f'<svg viewBox="0 0 {MAP_WIDTH + 16} {height}">{"".join(marks)}{"".join(texts)}</svg>'
    )


def _path(shape: Any, west: float, north: float, scale: float) -> str:
    pieces = []
    for part in shapely.get_parts(shape):
        rings = (part.exterior, *part.interiors) if part.geom_type == "Polygon" else ()
        for ring in rings:
            xy = shapely.get_coordinates(ring)
            steps = " ".join(f"{8 + (x - west) * scale:.1f},{8 + (north - y) * scale:.1f}"
                             for x, y in xy)  # fmt: skip
            pieces.append(f"M{steps}Z")
    return "".join(pieces)


def _origins(sheet: Sheet, _: Translate) -> str:
    """Return where households and communities come from, as tables."""
    names = {
        "layer": _("stated in the layer"), "ledger": _("stated in the ledger"),
        "answer": _("answered by the planner"), "zero": _("taken as 0 by the planner's rule"),
        "estimate": _("estimated from buildings"), "outside": _("land outside the plan"),
        "block": _("block without a point"), "stated": _("stated in layer or ledger"),
        "none": _("no community today"),
        "nearest": _("that of the nearest unit, by the planner's rule"),
    }  # fmt: skip
    tables = (
        (_("Where the households come from"), sheet.sources),
        (_("Where the communities come from"), sheet.homes),
    )
    return "".join(
        f"<h2>{title}</h2><table><tr><th>{_('Where from')}</th><th>{_('units')}</th></tr>"
        + "".join(f"<tr><td>{escape(names.get(name, name))}</td><td class=n>{count}</td></tr>"
                  for name, count in counted)
        + "</table>"
        for title, counted in tables
        if counted
    )  # fmt: skip


def _files(sheet: Sheet, _: Translate) -> str:
    """Return the meaning of every column and the checksums of the raw files."""
    head = f"<tr><th>{_('File')}</th><th>{_('Column')}</th><th>{_('Read as')}</th></tr>"
    rows = _rows(
        (file, name, meaning or _("kept under its own name"))
        for file, name, meaning in sheet.columns
    )
    table = f"<h2>{_('Columns')}</h2><table>{head}{rows}</table>" if rows else ""
    head = f"<tr><th>{_('Part')}</th><th>{_('File')}</th><th>SHA-256</th></tr>"
    return f"{table}<h2>{_('Raw files')}</h2><table>{head}{_rows(sheet.inputs)}</table>"


def _rows(rows: Any) -> str:
    made: Sequence[Sequence[str]] = list(rows)
    return "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in made
    )
