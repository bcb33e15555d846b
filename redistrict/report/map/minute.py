"""A deputy head's first minute: what the page says without a click, in the order of questions.

Nothing is filled in: what nobody has stated is printed as not stated.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from redistrict.domain.catalogue.entry import N_
from redistrict.domain.level import COMMUNITY, STREET
from redistrict.domain.plan import Kind
from redistrict.domain.record import CommunityRow, Record
from redistrict.domain.rules import TODAY
from redistrict.domain.verdict import Verdict
from redistrict.domain.words import Translate, sentence, translator
from redistrict.measure.resources import DEFERRED
from redistrict.measure.supply import NO_OFFICE
from redistrict.report.map.ground import crossings, new_limits
from redistrict.report.map.overlays import OVERLAYS, cuts
from redistrict.report.text.labels import VERDICTS
from redistrict.report.text.sites import site_lines
from redistrict.report.text.summary import basis_line, joining_lines
from redistrict.store.folder import Folder

Json = dict[str, Any]
SHOWN = 6
"""Lines of a section that are shown at once; the others open on a click and print."""
MOST = 12
"""Subdistricts that are named one after another; more of them are counted."""
OFFICE = ("office_address", "office_area_m2", "office_state", "office_date")
LEFT = {
    "TOLERATED_LARGE": N_("{count} above the range, below the limit for splitting"),
    "TOLERATED_NOT_OVERLOADED": N_("{count} above that limit, not overloaded"),
    "TOLERATED_SMALL": N_("{count} below the range, above the limit for merging"),
    "TOLERATED_NO_ROOM": N_("{count} too small, no neighbour has room"),
    "TOLERATED_ALONE": N_("{count} too small, without a neighbour in the subdistrict"),
}
"""Why communities outside the range may stay, by the code of their reason."""
TOLD_ELSEWHERE = frozenset({"RESOURCE_OVERLOAD", "RESOURCE_DEFERRED"})
"""Resources that stand on the cards of their communities and with the offices."""


def minute(folder: Folder, record: Record, language: str, *, public: bool) -> list[Json]:
    """Return the sections in order: ``{"key", "lines", "notes"}``; moves are told by the page.

    A line is ``{"text", "community"}`` with the id of the community it speaks of, or none.
    """
    _ = translator(language)
    seated = record.statement.level in (COMMUNITY, STREET)
    sections: list[Json] = [
        {"key": "streets", "lines": _streets(record, _)},
        {"key": "where", "lines": _where(folder, record, _)},
        {"key": "moves", "lines": [] if public else _joining(record, language)},
        {
            "key": "why" if record.alternative != TODAY else "state",
            "lines": [] if public else _why(record, language),
        },
        {"key": "office", "lines": _offices(folder, record, _, public=public) if seated else []},
        {"key": "means", "lines": _means(record, language, public=public)},
        {"key": "sites", "lines": [] if public else _sites(record, language)},
        {"key": "limits", "lines": _limits(folder, record, language, public=public)},
        {"key": "voices", "lines": [_line(_("Opinions have not been entered."))]},
        {"key": "next", "lines": _next(record, _)},
        {"key": "source", "lines": [_line(basis_line(record, language))]},
    ]
    return [part for part in sections if part["lines"] or part["key"] == "moves"]


def _line(text: str, community: str = "") -> Json:
    return {"text": text, "community": community}


def _streets(record: Record, _: Translate) -> list[Json]:
    lines, same = [], []
    for part in record.parts:
        totals = part.totals
        name = part.subdistrict
        if not part.solved:
            lines.append(_line(_("{name}: no plan yet, shown as today").format(name=name)))
        elif totals.set_up and not totals.communities_before:
            text = _("{name}: divided for the first time into {after} communities")
            lines.append(_line(text.format(name=name, after=totals.communities_after)))
        elif totals.touched_communities or totals.set_up:
            done = [
                text.format(count=count)
                for count, text in (
                    (totals.set_up, _("{count} set up")),
                    (totals.abolished, _("{count} merged away")),
                )
                if count
            ] or [_("limits only")]
            text = _("{name}: communities {before} → {after} ({done})")
            lines.append(
                _line(
                    text.format(
                        name=name, before=totals.communities_before,
                        after=totals.communities_after, done=_(", ").join(done),
                    )
                )
            )  # fmt: skip
        else:
            same.append(name)
    if len(same) > MOST:
        lines.append(_line(_("Nothing changes in {count} subdistricts").format(count=len(same))))
    elif same:
        lines.append(_line(_("Nothing changes in: {names}").format(names=_(", ").join(same))))
    return lines


def _joining(record: Record, language: str) -> list[Json]:
    """Return who gets a community for the first time, and how many where all do."""
    if record.totals.communities_before:
        return [_line(text) for text in joining_lines(record, language)]
    if record.alternative == TODAY:
        return []
    _ = translator(language)
    text = _("Nobody leaves a community: all {households} households get one for the first time.")
    return [_line(text.format(households=f"{record.totals.households:,}"))]


def _where(folder: Folder, record: Record, _: Translate) -> list[Json]:
    lines = []
    border, named = record.totals.new_border, record.totals.new_border_named
    if border:
        text = _("New limits: {km} km, {share} of them along named roads, rivers or railways.")
        share = f"{math.floor(100 * named / border)}%"
        lines.append(_line(text.format(km=f"{border / 10_000:.1f}", share=share)))
    told: set[str] = set()
    for row in sorted(_changed(record), key=lambda row: row.kind is not Kind.SET_UP):
        roads = new_limits(folder, row.id)
        if roads and not (row.kind is Kind.SPLIT and told.issuperset(roads)):
            told.update(roads)
            text = _("{name}: new limits run along {roads}")
            lines.append(_line(text.format(name=row.name, roads=_(", ").join(roads)), row.id))
    return lines


def _why(record: Record, language: str) -> list[Json]:
    _ = translator(language)
    lines = [
        _line(f"{row.name}{_(': ')}{sentence(row.cause, language)}", row.id)
        for row in _changed(record)
        if row.cause is not None and row.kind is not Kind.SET_UP
    ]
    left = [
        row for row in record.communities
        if row.kind is Kind.UNTOUCHED and row.before
        and (row.before.households > record.rules.max or row.before.households < record.rules.min)
    ]  # fmt: skip
    lines[:0] = _left(left, _)
    for row in sorted(
        left, key=lambda row: (-(row.before.households if row.before else 0), row.id)
    ):
        verdict = _(VERDICTS[row.verdict or Verdict.TOLERATED])
        why = sentence(row.reason, language) if row.reason else ""
        text = _("Not changed: {name}, {households} households: {verdict}. {why}")
        if record.alternative == TODAY:
            text = _("{name}, {households} households: {verdict}. {why}")
        count = f"{row.before.households:,}" if row.before else "—"
        lines.append(
            _line(text.format(name=row.name, households=count, verdict=verdict, why=why), row.id)
        )
    return lines


def _left(rows: Sequence[CommunityRow], _: Translate) -> list[Json]:
    """Return how many stay outside the range, by reason: the answer before the long list."""
    counts = Counter(row.reason.code for row in rows if row.reason)
    said = [text.format(count=counts[code]) for code, text in
            ((code, _(text)) for code, text in LEFT.items()) if counts[code]]  # fmt: skip
    if not said:
        return []
    text = _("{count} outside the range may stay as they are: {reasons}.")
    return [
        _line(text.format(count=sum(counts[code] for code in LEFT), reasons=_("; ").join(said)))
    ]


def _offices(folder: Folder, record: Record, _: Translate, *, public: bool) -> list[Json]:
    known = _known_offices(folder)
    lines = []
    for row in record.communities:
        if row.kind is not Kind.SET_UP:
            continue
        facts = known.get(row.id) or {name: row.facts.get(name, "") for name in OFFICE}
        if facts["office_state"] and facts["office_state"].strip().casefold() in NO_OFFICE:
            facts = facts | {"office_state": "", "office_date": ""}
        said = [facts["office_address"]]
        if facts["office_area_m2"].strip("0."):
            said.append(_("{area} m²").format(area=facts["office_area_m2"]))
        said += [facts["office_state"], facts["office_date"]]
        text = _(", ").join(item for item in said if item)
        if row.facts.get("stage") == DEFERRED and not public:
            text += (
                _("; neither in use nor with a date, set up only once it is")
                if text
                else _("no room yet that exists or has a date; set up only once there is one")
            )
        lines.append(_line(f"{row.name}{_(': ')}{text or _('to be found')}", row.id))
    return lines


def _known_offices(folder: Folder) -> dict[str, dict[str, str]]:
    layer = folder.context.get("offices")
    found: dict[str, dict[str, str]] = {}
    if layer is None:
        return found
    names = {"address": "office_address", "area_m2": "office_area_m2",
             "state": "office_state", "date": "office_date"}  # fmt: skip
    for row in layer.drop(columns="geometry").to_dict("records"):
        found[str(row.get("community", ""))] = {
            fact: _plain(row.get(column)) for column, fact in names.items()
        }
    return found


def _plain(value: object) -> str:
    if value is None or value != value:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _means(record: Record, language: str, *, public: bool) -> list[Json]:
    _ = translator(language)
    told = () if public else record.resources
    codes = {finding.code for finding in told}
    rows = [row for row in record.communities if row.after]
    have = sum(int(row.facts["staff"]) for row in rows if row.facts.get("staff", "").isdigit())
    need = [row.facts["staff_needed"] for row in rows if row.facts.get("staff_needed")]
    lines = []
    if have and not codes & {"RESOURCE_STAFF", "RESOURCE_GRIDS"}:
        lines.append(_line(_("Staff in the ledger: {count}.").format(count=f"{have:,}")))
    if need and all(item.isdigit() for item in need) and "RESOURCE_STAFF" not in codes:
        text = _("Staff by the standard after the change: {count}.")
        lines.append(_line(text.format(count=f"{sum(map(int, need)):,}")))
    lines += [
        _line(sentence(finding, language)) for finding in told if finding.code not in TOLD_ELSEWHERE
    ]
    money = record.statement.file.get("money", "")
    if money or (record.statement.level == COMMUNITY and "RESOURCE_MONEY" not in codes):
        lines.append(_line(money or _("Money: not stated.")))
    return lines


def _sites(record: Record, language: str) -> list[Json]:
    if not record.sites:
        return []
    return [_line(text.strip()) for text in site_lines(record.sites, language)]


def _limits(folder: Folder, record: Record, language: str, *, public: bool) -> list[Json]:
    _ = translator(language)
    groups: dict[str, set[str]] = {}
    for row in record.units:
        if row.group and not row.sensitive:
            groups.setdefault(row.group, set()).add(row.after)
    cut = sorted(name for name, homes in groups.items() if len(homes) > 1)
    lines = [_line(_("No subdistrict limit is touched."))]
    phased = [item for item in record.findings if item.code == "COMPOUND_CUT_BY_PHASES"]
    lines += [_line(sentence(item, language)) for item in phased]
    if cut:
        text = _("Compounds that are cut: {names}")
        lines.append(_line(text.format(names=_(", ").join(cut))))
    elif not phased:
        lines.append(_line(_("No compound is cut.")))
    for item in () if public else cuts(folder):
        text = _("{overlay} cut: {before} today, {after} after the change.")
        said = text.format(overlay=_(OVERLAYS[item.layer]), before=item.before, after=item.after)
        lines.append(_line(f"{said} {_(', ').join(item.fresh)}".strip()))
    crossed: dict[str, list[str]] = {}
    for name, community in crossings(folder):
        crossed.setdefault(community, []).append(name)
    for one in record.communities:
        if one.id in crossed:
            text = _("{name} lies on both sides of {line}")
            said = text.format(name=one.name, line=_(", ").join(crossed[one.id]))
            lines.append(_line(said, one.id))
    return lines


def _next(record: Record, _: Translate) -> list[Json]:
    file = record.statement.file
    steps = file.get("steps", "") or file.get("approver", "")
    lines = [_line(steps or _("Next decision: not stated."))]
    election = file.get("election", "") or file.get("term_end", "")
    if not election and record.statement.level != COMMUNITY:
        return lines
    text = _("Election: {date}").format(date=election) if election else _("Election: not stated.")
    return [*lines, _line(text)]


def _changed(record: Record) -> list[CommunityRow]:
    return [row for row in record.communities if row.kind is not Kind.UNTOUCHED]
