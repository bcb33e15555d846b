"""A deputy head's first minute: what the page says without a click, in the order of questions.

Nothing is filled in: what nobody has stated is printed as not stated.
"""

from __future__ import annotations

from typing import Any

from redistrict.domain.plan import Kind
from redistrict.domain.record import CommunityRow, Record
from redistrict.domain.rules import TODAY
from redistrict.domain.verdict import Verdict
from redistrict.domain.words import Translate, sentence, translator
from redistrict.report.map.ground import crossings, new_limits
from redistrict.report.map.overlays import OVERLAYS, cuts
from redistrict.report.text.labels import VERDICTS
from redistrict.report.text.summary import basis_line
from redistrict.store.folder import Folder

Json = dict[str, Any]
SHOWN = 6
"""Lines of a section that are shown at once; the others open on a click and print."""
OFFICE = ("office_address", "office_area_m2", "office_state", "office_date")


def minute(folder: Folder, record: Record, language: str, *, public: bool) -> list[Json]:
    """Return the sections in order: ``{"key", "lines", "notes"}``; moves are told by the page.

    A line is ``{"text", "community"}`` with the id of the community it speaks of, or none.
    """
    _ = translator(language)
    sections: list[Json] = [
        {"key": "streets", "lines": _streets(record, _)},
        {"key": "where", "lines": _where(folder, record, _)},
        {"key": "moves", "lines": []},
        {
            "key": "why" if record.alternative != TODAY else "state",
            "lines": [] if public else _why(record, language),
        },
        {"key": "office", "lines": _offices(folder, record, _)},
        {"key": "means", "lines": _means(record, _)},
        {"key": "limits", "lines": _limits(folder, record, _, public=public)},
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
        elif totals.touched_communities:
            done = [
                text.format(count=count)
                for count, text in (
                    (totals.set_up, _("{count} set up")),
                    (totals.abolished, _("{count} merged away")),
                )
                if count
            ] or [_("limits only")]
            text = _("{name}: {before} → {after} communities ({done})")
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
    if same:
        lines.append(_line(_("Nothing changes in: {names}").format(names=_(", ").join(same))))
    return lines


def _where(folder: Folder, record: Record, _: Translate) -> list[Json]:
    lines = []
    for row in _changed(record):
        roads = new_limits(folder, row.id)
        if roads:
            text = _("{name}: new limits run along {roads}")
            lines.append(_line(text.format(name=row.name, roads=_(", ").join(roads)), row.id))
    return lines


def _why(record: Record, language: str) -> list[Json]:
    _ = translator(language)
    lines = [
        _line(f"{row.name}{_(': ')}{sentence(row.cause, language)}", row.id)
        for row in _changed(record)
        if row.cause is not None
    ]
    left = [
        row for row in record.communities
        if row.kind is Kind.UNTOUCHED and row.before
        and (row.before.households > record.rules.max or row.before.households < record.rules.min)
    ]  # fmt: skip
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


def _offices(folder: Folder, record: Record, _: Translate) -> list[Json]:
    known = _known_offices(folder)
    lines = []
    for row in record.communities:
        if row.kind is not Kind.SET_UP:
            continue
        facts = known.get(row.id) or {name: row.facts.get(name, "") for name in OFFICE}
        said = [facts["office_address"]]
        if facts["office_area_m2"]:
            said.append(_("{area} m²").format(area=facts["office_area_m2"]))
        said += [facts["office_state"], facts["office_date"]]
        text = _(", ").join(item for item in said if item)
        lines.append(_line(f"{row.name}{_(': ')}{text or _('office not stated')}", row.id))
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


def _means(record: Record, _: Translate) -> list[Json]:
    rows = [row for row in record.communities if row.after]
    have = sum(int(row.facts["staff"]) for row in rows if row.facts.get("staff", "").isdigit())
    need = [row.facts["staff_needed"] for row in rows if row.facts.get("staff_needed")]
    lines = []
    if have:
        lines.append(_line(_("Staff in the ledger: {count}.").format(count=f"{have:,}")))
    if need and all(item.isdigit() for item in need):
        text = _("Staff by the standard after the change: {count}.")
        lines.append(_line(text.format(count=f"{sum(map(int, need)):,}")))
    money = record.statement.file.get("money", "")
    lines.append(_line(money or _("Money: not stated.")))
    return lines


def _limits(folder: Folder, record: Record, _: Translate, *, public: bool) -> list[Json]:
    groups: dict[str, set[str]] = {}
    for row in record.units:
        if row.group and not row.sensitive:
            groups.setdefault(row.group, set()).add(row.after)
    cut = sorted(name for name, homes in groups.items() if len(homes) > 1)
    lines = [_line(_("No subdistrict limit is touched."))]
    if cut:
        text = _("Compounds that are cut: {names}")
        lines.append(_line(text.format(names=_(", ").join(cut))))
    else:
        lines.append(_line(_("No compound is cut.")))
    for item in () if public else cuts(folder):
        text = _("{overlay} cut: {before} today, {after} after the change.")
        said = text.format(overlay=_(OVERLAYS[item.overlay]), before=item.before, after=item.after)
        lines.append(_line(f"{said} {_(', ').join(item.fresh)}".strip()))
    for name, community in crossings(folder):
        crossed = next(item for item in record.communities if item.id == community)
        text = _("{name} lies on both sides of {line}")
        lines.append(_line(text.format(name=crossed.name, line=name), crossed.id))
    return lines


def _next(record: Record, _: Translate) -> list[Json]:
    file = record.statement.file
    steps = file.get("steps", "") or file.get("approver", "")
    lines = [_line(steps or _("Next decision: not stated."))]
    election = file.get("election", "") or file.get("term_end", "")
    text = _("Election: {date}").format(date=election) if election else _("Election: not stated.")
    return [*lines, _line(text)]


def _changed(record: Record) -> list[CommunityRow]:
    return [row for row in record.communities if row.kind is not Kind.UNTOUCHED]
