"""Tables 1 to 3: communities before and after, who moves, subdistricts."""

from __future__ import annotations

from redistrict.domain.level import LEVELS
from redistrict.domain.plan import Kind
from redistrict.domain.record import CommunityRow, Side
from redistrict.report.dossier.boundary import describe
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.content import NONE, Column, Format, Table, Value, clean
from redistrict.report.dossier.ground import areas, walk_m
from redistrict.report.dossier.supply import known_office, square_metres
from redistrict.report.dossier.wording import KIND, standing, to_fill
from redistrict.report.text.labels import KINDS

_WHOLE = Format.WHOLE


def kind_word(case: Case, row: CommunityRow) -> str:
    """Return what happens to a community, as the reader's officials say it."""
    return KIND[row.kind] if case.language.startswith("zh") else case.say(KINDS[row.kind])


def before_after(case: Case) -> Table:
    """Return table 1: every community of the scope before and after."""
    _ = case.say
    columns = [Column(_("No."), 0.5)]
    if not case.scope:
        columns.append(Column(_("subdistrict"), 1.4))
    columns += [Column(_("community"), 2.5), Column(_("type of change"), 1.2)]
    first = len(columns)
    for group in (_("before the change"), _("after the change")):
        columns += [
            Column(_("households"), 0.85, _WHOLE, group, total=True),
            Column(_("people"), 0.9, _WHOLE, group, total=True),
            Column(_("area, km²"), 0.9, Format.KM2, group, total=True),
            Column(_("compounds"), 0.75, _WHOLE, group, total=True),
        ]
        if case.official:
            columns += [
                Column("户籍人口", 0.75, _WHOLE, group, total=True),
                Column("网格数", 0.7, _WHOLE, group, total=True),
            ]
    middle = first + (len(columns) - first) // 2
    columns.append(
        Column(_("difference in households"), 0.9, _WHOLE, total=True, minus=(middle, first))
    )
    if case.official:
        columns.append(Column("与标准对照", 1.3))
    columns.append(Column(_("remarks"), 0.8))
    before, after = areas(case.folder, "before"), areas(case.folder, "after")
    rows = []
    for number, row in enumerate(case.communities, 1):
        cells: list[Value] = [str(number)]
        if not case.scope:
            cells.append(clean(row.subdistrict))
        cells += [case.label(row.id), kind_word(case, row)]
        for side, sizes, when in ((row.before, before, "before"), (row.after, after, "after")):
            cells += _side(case, side, row.id, sizes)
            if case.official:
                cells += _registered(case, row, side, when)
        cells.append(_households(row.after) - _households(row.before))
        if case.official:
            cells.append(standing(row, case.rules))
        cells.append("" if row.filed or row.before is None else _("not filed"))
        rows.append(tuple(cells))
    return Table(
        title=_("Table 1  Communities before and after the change"),
        columns=tuple(columns),
        rows=tuple(rows),
        sheet=_("1 before and after"),
        total=_("total"),
        notes=(*case.notes, _("Area: all land of the community, measured on the map.")),
        wide=True,
    )


def _registered(case: Case, row: CommunityRow, side: Side | None, when: str) -> list[Value]:
    """Return registered people and grids: known where the ledgers say so, else blank."""
    if side is None:
        return [NONE, NONE]
    grids = row.facts.get("grids", "") if when == "before" else ""
    return [
        case.counted(row.id, when, ("户籍人口", "户籍人数")),
        int(grids) if grids.isdigit() else None,
    ]


def limits_and_means(case: Case, only_changed: bool = True) -> Table:
    """Return the second half of table 1: limits, office and staff, in words."""
    source = case.changed if only_changed else case.communities
    rows: list[tuple[Value, ...]] = []
    for row in source:
        if row.after is None:
            continue
        facts = known_office(case, row)
        area = square_metres(facts.get("office_area_m2", ""))
        address = facts.get("office_address", "")
        staff, needed = facts.get("staff", ""), facts.get("staff_needed", "")
        rows.append(
            (
                str(len(rows) + 1), case.label(row.id), describe(case, row.id, "sides"),
                clean(f"{address or to_fill('地址')}，{area}平方米" if area else address) or None,
                clean(f"{staff or '待填'}／{needed or '待填'}"),
                "" if row.filed or row.before is None else "未备案",
            )
        )  # fmt: skip
    return Table(
        title="表1（续）  四至范围、办公用房和社区工作者",
        columns=(
            Column("序号", 0.5), Column("社区", 1.6), Column("四至范围", 5.0),
            Column("办公用房地址及面积", 2.2), Column("社区工作者（现有／应配）", 1.2),
            Column("备注", 0.8),
        ),
        rows=tuple(rows),
        sheet="续1 四至与设施",
        notes=case.notes,
        wide=True,
    )  # fmt: skip


def _households(side: Side | None) -> int:
    return side.households if side else 0


def _side(case: Case, side: Side | None, community: str, sizes: dict[str, float]) -> list[Value]:
    if side is None:
        return [NONE] * 4
    area = sizes.get(community, side.area / 1e6 if side.area else None)
    return [side.households, _people(case, side.population), area, side.compounds]


def _people(case: Case, count: int | None) -> Value:
    """Return the residents; where sizes are people, they stand in the column before."""
    return NONE if count is None and LEVELS[case.record.statement.level].people else count


def movers(case: Case) -> Table:
    """Return table 2: every compound that gets another community."""
    _ = case.say
    rows: list[tuple[Value, ...]] = []
    for move in case.moves:
        if not move.before:
            continue
        for item in case.compounds_of(move):
            rows.append(
                (
                    str(len(rows) + 1), clean(move.subdistrict), clean(item.name),
                    "、".join(clean(unit) for unit in item.units) if len(item.units) < 4
                    else f"{clean(item.units[0])} … {clean(item.units[-1])}",
                    case.label(move.before), case.label(move.after),
                    item.households, _people(case, item.population),
                    reason(case, move.before, move.after),
                    walk_m(case.folder, item.units, move.after),
                )
            )  # fmt: skip
    columns = (
        Column(_("No."), 0.5), Column(_("subdistrict"), 1.2), Column(_("compound (building)"), 2.0),
        Column(_("unit id"), 1.5), Column(_("community today"), 1.6),
        Column(_("community in the plan"), 1.8),
        Column(_("households"), 0.8, _WHOLE, total=True),
        Column(_("people"), 0.8, _WHOLE, total=True),
        Column(_("reason"), 1.5), Column(_("metres to the new office"), 1.0, _WHOLE),
    )  # fmt: skip
    return Table(
        title=_("Table 2  Compounds that get another community"),
        columns=columns,
        rows=tuple(rows),
        sheet=_("2 who moves"),
        total=_("total"),
        notes=(*case.notes, _("Metres: straight line from the middle of the compound.")),
        wide=True,
    )


def reason(case: Case, before: str, after: str) -> str:
    """Return why a compound leaves one community for another, in a few words."""
    _ = case.say
    old, new = case.row[before], case.row[after]
    if new.kind is Kind.SET_UP:
        return _("a new community is set up")
    if old.kind is Kind.ABOLISHED:
        return _("the community is merged")
    return _("the limit is moved")


def subdistricts(case: Case) -> Table:
    """Return table 3: one row per subdistrict."""
    _ = case.say
    rows: list[tuple[Value, ...]] = []
    for part in case.parts:
        found = [row for row in case.communities if row.subdistrict == part.subdistrict]
        sizes = [row.after.households for row in found if row.after]
        mean = sum(sizes) / len(sizes) if sizes else None
        count = {kind: sum(row.kind is kind for row in found) for kind in Kind}
        totals = part.totals
        rows.append(
            (
                clean(part.subdistrict), totals.communities_before, count[Kind.SET_UP],
                count[Kind.ABOLISHED], _relimited(count), count[Kind.UNTOUCHED],
                totals.communities_after, min(sizes, default=None), max(sizes, default=None), mean,
                totals.out_of_band_before, totals.out_of_band,
            )
        )  # fmt: skip
    total = [
        _("communities before"), _("set up"), _("abolished"), _("area changed"), _("unchanged"),
        _("communities after"),
    ]  # fmt: skip
    columns = (
        Column(_("subdistrict"), 1.6),
        *(Column(title, 0.9, _WHOLE, total=True) for title in total),
        Column(_("fewest households"), 0.9, _WHOLE), Column(_("most households"), 0.9, _WHOLE),
        Column(_("mean households"), 0.9, Format.ONE),
        Column(_("outside the usual size before"), 1.0, _WHOLE, total=True),
        Column(_("outside the usual size after"), 1.0, _WHOLE, total=True),
    )  # fmt: skip
    size = _("Usual size: {min} to {max} households.").format(
        min=case.rules.min, max=case.rules.max
    )
    return Table(
        title=_("Table 3  Subdistricts"),
        columns=columns,
        rows=tuple(rows),
        sheet=_("3 subdistricts"),
        total=_("total"),
        notes=(*case.notes, size),
        wide=True,
    )


def _relimited(count: dict[Kind, int]) -> int:
    return count[Kind.SPLIT] + count[Kind.MERGED] + count[Kind.RESHAPED]
