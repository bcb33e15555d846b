"""Table 4: rooms and staff of the communities, as known and as the standard asks for."""

from __future__ import annotations

from redistrict.domain.record import CommunityRow
from redistrict.measure.needs import grids
from redistrict.measure.resources import CENTRE, whole
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.content import Column, Format, Table, Value, clean
from redistrict.report.dossier.ground import office
from redistrict.report.dossier.wording import chinese_date, office_state


def supply(case: Case, only_changed: bool = True) -> Table:
    """Return table 4 for the communities that change, or for all."""
    source = case.changed if only_changed else case.communities
    rows = tuple(_row(case, row) for row in source if row.after is not None)
    facts = case.record.profile_facts
    notes = [*case.notes]
    if ratio := facts.get("facilities.m2_per_100_households"):
        told = facts.get("facilities.source", "") or facts.get("source", "")
        floor = facts.get("facilities.minimum_m2", "")
        least = f"，且不少于{floor}平方米" if floor else ""
        cited = "示例标准" if case.record.statement.made_up else told
        notes.append(f"服务设施应有面积：每百户{ratio}平方米{least}（{cited}）。")
    else:
        notes.append("所用标准未公布设施和人员的配比，应有数由主管部门确定。")
    return Table(
        title="表4  设施与人员情况",
        columns=(
            Column("社区", 1.8),
            Column("户数", 0.8, Format.WHOLE, total=True),
            Column("办公用房地址", 1.8),
            Column("现有面积（平方米）", 1.0),
            Column("应有面积（平方米）", 1.0, Format.WHOLE),
            Column("状态", 0.9),
            Column("投用时间", 1.0),
            Column("社区工作者现有", 0.9),
            Column("社区工作者应配", 0.9),
            Column("网格现有（个）", 0.9),
            Column("网格应设（个）", 0.9),
        ),
        rows=rows,
        sheet="4 设施与人员",
        total="合计",
        notes=tuple(notes),
        wide=True,
    )


def centres(case: Case) -> Table:
    """Return table 4 of a plan of street offices: their centres, as known and as asked for."""
    _ = case.say
    rows = tuple(
        (
            case.label(row.id),
            row.after.households,
            square_metres(row.facts.get("office_area_m2", "")) or None,
            _whole(row.facts.get("facility_needed", "")),
            _whole(row.facts.get("facility_gap", "")),
            clean(row.facts.get("office_state", "")) or None,
            clean(row.facts.get("office_date", "")),
            _("a regional service centre first") if row.facts.get("stage") == CENTRE else "",
        )
        for row in case.communities
        if row.after is not None
    )
    return Table(
        title=_("Table 4  Service centres"),
        columns=(
            Column(_("community"), 1.8),
            Column(_("households"), 0.9, Format.WHOLE, total=True),
            Column(_("present, m²"), 1.0),
            Column(_("needed, m²"), 1.0, Format.WHOLE, total=True),
            Column(_("lacking, m²"), 1.0, Format.WHOLE, total=True),
            Column(_("state of the office"), 0.9),
            Column(_("office ready by"), 1.0),
            Column(_("remarks"), 1.6),
        ),
        rows=rows,
        sheet=_("4 service centres"),
        total=_("total"),
        notes=case.notes,
        wide=True,
    )


def _whole(text: str) -> int | None:
    return whole(text) if text else None


def known_office(case: Case, row: CommunityRow) -> dict[str, str]:
    """Return the facts of a community; the layer of offices speaks where they are silent."""
    facts = dict(row.facts)
    place = office(case.folder, row.id)
    for key, column in (
        ("office_address", "address"),
        ("office_area_m2", "area_m2"),
        ("office_state", "state"),
        ("office_date", "date"),
    ):
        if not facts.get(key) and place is not None and column in place.index:
            value = place[column]
            facts[key] = "" if value is None or value != value else _short(value)
    return facts


def square_metres(text: str) -> str:
    """Return the floor area of an office as written; none at all is not known yet."""
    return clean(text) if text.strip("0.") else ""


def _row(case: Case, row: CommunityRow) -> tuple[Value, ...]:
    facts = known_office(case, row)
    households = row.after.households if row.after else 0
    return (
        case.label(row.id),
        households,
        clean(facts.get("office_address", "")) or None,
        square_metres(facts.get("office_area_m2", "")) or None,
        whole(needed) if (needed := facts.get("facility_needed", "")) else None,
        clean(office_state(facts.get("office_state", ""))) or None,
        chinese_date(clean(facts.get("office_date", ""))) or None,
        clean(facts.get("staff", "")) or None,
        clean(facts.get("staff_needed", "")) or None,
        clean(facts.get("grids", "")) or None,
        _grids(case, households),
    )


_PARTY = ((100, "党的基层委员会"), (50, "党总支部委员会"), (3, "党支部委员会"))
"""Form of a Party organisation by its members: 100 and more, 50 to 99, 3 to 49."""


def party(case: Case) -> Table:
    """Return the form of the Party organisation by members per community; never a goal."""
    rows: list[tuple[Value, ...]] = []
    for row in case.changed:
        if row.after is None:
            continue
        members = case.counted(row.id, "after", ("党员", "党员数", "党员人数"))
        rows.append((str(len(rows) + 1), case.label(row.id), members, _party_form(members), None))
    return Table(
        title="党组织同步设置表",
        columns=(
            Column("序号", 0.5), Column("社区", 2.0), Column("党员人数", 1.0, Format.WHOLE),
            Column("可设置的形式", 1.8), Column("上级党组织意见", 1.8),
        ),
        rows=tuple(rows),
        sheet="党组织",
        notes=(
            ("注：按党员人数列示：100人以上可设委员会，50人以上不足100人可设总支部，3人以上不足50人可设"
            "支部；由上级党组织决定，党员人数不作为划分社区的依据。"),
        ),
    )  # fmt: skip


def _party_form(members: int | None) -> str | None:
    if members is None:
        return None
    return next((form for least, form in _PARTY if members >= least), "与邻近社区联合设置")


def _short(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _grids(case: Case, households: int) -> str | None:
    facts = case.record.profile_facts
    low, high = facts.get("staff.grid_households_min"), facts.get("staff.grid_households_max")
    if not low or not high:
        return None
    least, most = grids(households, int(low), int(high))
    return f"{least}—{most}" if most > least else str(least)
