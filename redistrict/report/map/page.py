"""The page that officials open: ``map.html``, one file without a network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd

from redistrict import __version__
from redistrict.domain.comment import Comment
from redistrict.domain.level import at_level
from redistrict.domain.record import Record
from redistrict.domain.rules import TODAY
from redistrict.report.map.curtain import Curtain, draw
from redistrict.report.map.frame import assemble
from redistrict.report.map.geometry import Frame, degrees, frame, lines, points, polygons
from redistrict.report.map.overlays import overlays
from redistrict.report.map.plans import before_shapes, compared, plan
from redistrict.report.map.rows import order, subdistricts, unit_columns
from redistrict.report.map.words import words
from redistrict.report.sketch import is_sketched, sketched
from redistrict.report.text.sensitivity import sensitivity_lines
from redistrict.store.folder import Folder
from redistrict.store.manifest import LEVELS
from redistrict.store.trials import read_trials

Json = dict[str, Any]
LINES = ("roads", "rivers", "railways", "walls")


class AddressError(ValueError):
    """Not an http(s) address of map tiles."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """A base map in square tiles (Web Mercator) with ``{x}``, ``{y}``, ``{z}`` in its address."""

    url: str
    credit: str = ""

    @property
    def origin(self) -> str:
        """Return scheme and host, as the Content-Security-Policy names them.

        Raises
        ------
        AddressError
            Not an http(s) address of a tile, or one that could widen the policy.
        """
        found = re.fullmatch(r"(https?://[A-Za-z0-9.-]+(?::\d+)?)/[^\s'\";]*", self.url)
        if found is None or any(part not in self.url for part in ("{x}", "{y}", "{z}")):
            raise AddressError(self.url)
        return found.group(1)


def render(
    folder: Folder,
    alternatives: Sequence[Folder] = (),
    language: str | None = None,
    public: bool = False,
    edges: Iterable[tuple[str, str]] | None = None,
    tiles: Tiles | None = None,
) -> str:
    """Return the page of a proposal as one HTML text that asks no host for anything.

    Parameters
    ----------
    folder
        The alternative that is shown first.
    alternatives
        Other alternatives of the same proposal, ``today`` among them if wanted.
    language
        ``"zh"`` or ``"en"``; that of the scenario if ``None``.
    public
        A page that may leave the house: no verdicts, no editing, sensitive units blank, small
        counts left out.
    edges
        Adjacent units as pairs of ids, for warnings on contiguity; never in a public page.
    tiles
        A base map that the reader may switch on; then, and only then, the page asks its host.

    Returns
    -------
    str
        The same text for the same input.
    """
    statement = folder.record.statement
    tongue = at_level(language or statement.language, statement.level)
    made = payload(folder, alternatives, tongue, public=public, edges=edges)
    if tiles is None:
        return assemble(made, tongue)
    made["tiles"] = {"url": tiles.url, "credit": tiles.credit}
    return assemble(made, tongue, tiles.origin)


def payload(
    folder: Folder,
    alternatives: Sequence[Folder],
    language: str,
    *,
    public: bool,
    edges: Iterable[tuple[str, str]] | None,
) -> Json:
    """Return everything the page's scripts know."""
    sketch = is_sketched(folder)
    if sketch:
        folder, alternatives = sketched(folder), [sketched(item) for item in alternatives]
    record = folder.record
    shown = [folder] + [item for item in alternatives if item.record.alternative not in
                        {TODAY, record.alternative}]  # fmt: skip
    curtain = draw([item.record for item in shown], public=public)
    place = {row.id: at for at, row in enumerate(order(record)) if row.before}
    made: Json = {
        "words": words(language, public=public), "language": language, "public": public,
        "schematic": sketch,
        "statement": _statement(record), "rules": _rules(record, public=public),
        "subdistricts": subdistricts(record), "outside": [],
        "compared": compared(record, language, public=public),
        **unit_columns(record, curtain, place),
    }  # fmt: skip
    grid = _draw(made, folder, curtain) if _has_map(folder) else None
    made["plans"] = [plan(item, curtain, grid, language) for item in shown]
    if not public:
        made["firm"] = [
            line.strip() for line in sensitivity_lines(read_trials(folder.path), language)
        ]
        made["levels"] = _levels(folder.path)
        made["comments"] = [_comment(item) for item in folder.comments]
        if edges is not None:
            made["edges"] = _pairs(edges, record)
    return made


def _has_map(folder: Folder) -> bool:
    units = folder.layers.get("units")
    return isinstance(units, gpd.GeoDataFrame) and not units.geometry.isna().all()


def _draw(made: Json, folder: Folder, curtain: Curtain) -> Frame:
    """Add grid, shapes and lines to the page's data."""
    layers = folder.layers
    grid = frame(layers)
    ids = [row.id for row in curtain.shown(folder.record)]
    shapes = layers["units"].set_index("unit_id").geometry.reindex(ids).reset_index(drop=True)
    parents = layers["subdistricts"].set_index("subdistrict").geometry
    limits = gpd.GeoDataFrame(geometry=parents.reindex(made["subdistricts"]).reset_index(drop=True))
    before, spots = before_shapes(folder, grid)
    made["grid"] = {"step": grid.step, "width": grid.width, "height": grid.height}
    if not curtain.public:
        made["grid"] |= {"east": grid.east, "north": grid.north, "degrees": degrees(layers, grid)}
    made["topology"] = {
        "units": polygons(gpd.GeoDataFrame(geometry=shapes), grid), "before": before,
        "subdistricts": polygons(limits, grid), "before_spots": spots,
        "subdistrict_spots": points(limits, grid),
    }  # fmt: skip
    if "outside" in layers:
        made["topology"]["outside"] = polygons(layers["outside"], grid)
        made["outside"] = [_text(name) for name in layers["outside"]["name"]]
        made["outside_spots"] = points(layers["outside"], grid)
    made["lines"] = {name: _lines(folder, name, grid) for name in LINES if name in folder.context}
    made["offices"] = _offices(folder, grid)
    made["overlays"] = [] if curtain.public else overlays(folder, grid, made["language"])
    return grid


def _lines(folder: Folder, name: str, grid: Frame) -> Json:
    layer = folder.context[name]
    facts = [
        {
            "name": _text(row.get("name")), "width": _number(row.get("width_m")),
            "kind": _text(row.get("kind")), "state": _text(row.get("state")),
        }
        for row in layer.drop(columns="geometry").to_dict("records")
    ]  # fmt: skip
    return {"runs": lines(layer, grid), "facts": facts}


def _offices(folder: Folder, grid: Frame) -> list[Json]:
    layer = folder.context.get("offices")
    if layer is None:
        return []
    rows = layer.drop(columns="geometry").to_dict("records")
    found = [
        {
            "at": at, "community": _text(row.get("community")), "name": _text(row.get("name")),
            "address": _text(row.get("address")), "area": _number(row.get("area_m2")),
            "state": _text(row.get("state")), "date": _text(row.get("date")),
        }
        for at, row in zip(points(layer, grid), rows, strict=True)
    ]  # fmt: skip
    return [office for office in found if office["at"]]


def _statement(record: Record) -> Json:
    statement = record.statement
    return {
        "title": statement.title, "definition": statement.households_definition,
        "as_of": statement.as_of, "source": statement.source, "made_up": statement.made_up,
        "note": statement.made_up_note, "profile": statement.profile,
        "code": record.check_code, "version": __version__, "complete": record.complete,
        "approval": statement.file.get("map_approval", ""),
        "issuer": statement.file.get("issuer", ""),
    }  # fmt: skip


def _rules(record: Record, *, public: bool) -> Json:
    rules = record.rules
    if public:
        return {}
    return {
        "min": rules.min, "max": rules.max, "changed_min": rules.changed_min,
        "changed_max": rules.changed_max, "split_over": rules.split_over,
        "merge_under": rules.merge_under, "scale": rules.scale,
    }  # fmt: skip


def _levels(path: Path) -> list[Json]:
    """Return the ways to the plan that this one follows, and to those that follow it."""
    found = [{"key": "level.above", "href": "../../map.html", "title": ""}]
    if path.parent.name != LEVELS:
        found.clear()
    for below in sorted((path / LEVELS).glob("*/proposal.json")):
        title = json.loads(below.read_text(encoding="utf-8"))["record"]["statement"]["title"]
        href = f"{LEVELS}/{below.parent.name}/map.html"
        found.append({"key": "level.below", "href": href, "title": title})
    return found


def _comment(item: Comment) -> Json:
    """Return a comment as the review file writes it."""
    return {
        "target": {"kind": item.kind, "id": item.target, "name": item.name},
        "stance": item.stance, "role": item.role, "text": item.text,
        "answer": item.answer, "answer_reason": item.answer_reason,
    }  # fmt: skip


def _pairs(edges: Iterable[tuple[str, str]], record: Record) -> list[int]:
    place = {row.id: at for at, row in enumerate(sorted(record.units, key=lambda row: row.id))}
    pairs = sorted((place[a], place[b]) for a, b in edges if a in place and b in place)
    return [at for pair in pairs for at in pair]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> float:
    return round(float(value), 1) if isinstance(value, int | float) and value == value else 0.0
