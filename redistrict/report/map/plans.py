"""One alternative as the page shows it: assignment, communities, moves, shapes, words."""

from __future__ import annotations

from typing import Any

import geopandas as gpd

from redistrict.domain.record import Record, Totals
from redistrict.domain.rules import TODAY
from redistrict.domain.words import translator
from redistrict.report.map.curtain import Curtain, veil
from redistrict.report.map.geometry import Frame, points, polygons
from redistrict.report.map.minute import minute
from redistrict.report.map.overlays import cuts
from redistrict.report.map.rows import community_rows, move_rows, order
from redistrict.report.text.labels import STATUSES, alternative, outcome_words
from redistrict.report.text.summary import cover_line
from redistrict.store.folder import Folder

Json = dict[str, Any]
FIGURES = (
    "communities_before", "communities_after", "set_up", "abolished", "touched_communities",
    "moved_compounds", "moved_households", "moved_population", "moved_to_new",
    "moved_to_existing", "concerned_households", "new_border", "new_border_named",
)  # fmt: skip
INSIDE = ("out_of_band_before", "out_of_band", "tolerated", "exceptions", "workload_deviation")
"""Figures that come from verdicts; never in a public build."""


def plan(folder: Folder, curtain: Curtain, grid: Frame | None, language: str) -> Json:
    """Return one alternative; ``grid`` is ``None`` where the plan has no map."""
    original = folder.record
    record = veil(original, curtain)
    community = {row.id: at for at, row in enumerate(order(record))}
    made: Json = {
        "name": record.alternative,
        "label": alternative(record.alternative, language),
        "recommended": record.alternative == record.recommended,
        "headline": headline(record, language),
        "minute": minute(folder, record, language, public=curtain.public),
        "after": [community.get(row.after, -1) for row in curtain.shown(record)],
        "communities": community_rows(record, language, curtain),
        "moves": move_rows(record, original, curtain),
        "totals": figures(record.totals, public=curtain.public),
        "complete": record.complete,
        "proof": "" if curtain.public else outcome_words(record.outcome, language),
        "code": record.check_code,
    }
    if not curtain.public:
        made["cuts"] = {item.layer: [item.before, item.after] for item in cuts(folder)}
    if grid is not None:
        layer = _by_community(folder.layers.get("communities_after"), community)
        made["shapes"] = polygons(layer, grid, grid.tolerance)
        made["spots"] = points(layer, grid)
    return made


def headline(record: Record, language: str) -> str:
    """Return the sentence that stands first and large."""
    _ = translator(language)
    if record.alternative == TODAY and not record.totals.communities_before:
        text = _("Today: not divided into communities yet, {households} households.")
        return text.format(households=f"{record.totals.households:,}")
    if record.alternative == TODAY:
        return _("Today: {count} communities, {households} households; nothing changes.").format(
            count=record.totals.communities_before, households=f"{record.totals.households:,}"
        )
    return cover_line(record, language)


def figures(totals: Totals, *, public: bool) -> Json:
    """Return the numbers of the comparison table."""
    return {name: getattr(totals, name) for name in FIGURES + (() if public else INSIDE)}


def compared(record: Record, language: str, *, public: bool) -> list[Json]:
    """Return all alternatives of a proposal, today first, as its record lists them."""
    _ = translator(language)
    return [
        {
            "name": name, "label": alternative(name, language),
            "recommended": name == record.recommended,
            "totals": figures(totals, public=public),
            "status": "" if name == TODAY or public else _(STATUSES[outcome.status]),
        }
        for name, totals, outcome in record.alternatives
    ]  # fmt: skip


def before_shapes(folder: Folder, grid: Frame) -> tuple[Json, list[list[int]]]:
    """Return the shapes of today's communities in the order of their places."""
    place = {row.id: at for at, row in enumerate(order(folder.record)) if row.before}
    layer = _by_community(folder.layers.get("communities_before"), place)
    return polygons(layer, grid), points(layer, grid)


def _by_community(layer: gpd.GeoDataFrame | None, place: dict[str, int]) -> gpd.GeoDataFrame:
    """Return the layer with one row per place; a community without land has an empty shape."""
    if layer is None:
        return gpd.GeoDataFrame(geometry=gpd.GeoSeries([None] * len(place)))
    ids = sorted(place, key=lambda name: place[name])
    shapes = layer.set_index("community").geometry.reindex(ids)
    return gpd.GeoDataFrame(geometry=shapes.reset_index(drop=True), crs=layer.crs)
