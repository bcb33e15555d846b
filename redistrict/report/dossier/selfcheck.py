"""自查表: the twelve checks of a reviewer, each with what the plan shows."""

from __future__ import annotations

from collections.abc import Callable

from redistrict.report.dossier.boundary import named_share, redrawn
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.content import Column, Document, Table, clean
from redistrict.report.dossier.law import legal_basis
from redistrict.report.dossier.naming import county_doubts
from redistrict.report.dossier.reservations import not_considered, other_counts
from redistrict.report.dossier.wording import band, chinese_date, to_fill

Answer = tuple[str, str]
_OK, _NOT, _OPEN = "符合", "不符合", "待填"


def selfcheck(case: Case) -> Document:
    """Return the table of checks; results are computed here from the units, not assumed."""
    checks: tuple[tuple[str, Callable[[Case], Answer]], ...] = (
        ("调整前后户数、人口总数一致", _totals),
        ("每个小区（楼栋）有且只有一个社区", _once),
        ("社区范围连片", _whole),
        ("不跨镇（街道）", _inside),
        ("不拆分小区", _compounds),
        ("与一般规模对照", _sizes),
        ("界线有名称", _named),
        ("办公用房、人员已填报", _rooms),
        ("社区名称不重名、不同音", _names),
        ("变动户数和名单", _moved),
        ("法律依据与成文日期相符", _law),
        ("未检查事项", _unchecked),
    )
    rows = tuple(
        (str(number), title, *check(case)) for number, (title, check) in enumerate(checks, 1)
    )
    table = Table(
        title="自查表",
        columns=(
            Column("序号", 0.5),
            Column("检查事项", 2.0),
            Column("结果", 0.8),
            Column("依据", 4.2),
        ),
        rows=rows,
        sheet="自查表",
        notes=case.notes,
    )
    return Document(
        "05-自查表",
        (f"{clean(case.region)}社区调整自查表",),
        (table,),
        case.marks(),
        case.record.check_code,
    )


def _totals(case: Case) -> Answer:
    units, sides = case.record.units, case.record.communities
    whole = sum(unit.households for unit in units)
    before = sum(row.before.households for row in sides if row.before)
    after = sum(row.after.households for row in sides if row.after)
    open_land = sum(unit.households for unit in units if not unit.before)
    good = whole == after == before + open_land
    extra = f"（其中原未划定社区{open_land}户）" if open_land else ""
    text = f"调整前{before}户，调整后{after}户，各小区合计{whole}户{extra}"
    people = [unit.population for unit in units]
    if any(count is None for count in people):
        return (_OK if good else _NOT), f"{text}；人口数据不全，未核对"
    total = sum(count or 0 for count in people)
    settled = sum(row.after.population or 0 for row in sides if row.after)
    return (_OK if good and settled == total else _NOT), (
        f"{text}；调整后{settled}人，各小区合计{total}人"
    )


def _once(case: Case) -> Answer:
    count = len({unit.id for unit in case.record.units})
    good = count == len(case.record.units) and all(unit.after for unit in case.record.units)
    return (_OK if good else _NOT), f"共{count}个小区、楼栋和地块，每个列入一个社区"


def _whole(case: Case) -> Answer:
    layer = case.folder.layers.get("communities_after")
    if layer is None or "geometry" not in layer:
        return _OPEN, "没有图形，需实地核对"
    parts = {
        str(row.community): len(getattr(row.geometry, "geoms", [row.geometry]))
        for row in layer.itertuples()
    }
    several = sorted(
        case.name(key) for key, count in parts.items() if count > 1 and key in case.row
    )
    if several:
        return "需核对", (
            "图上由多块组成（隔路口斜对、以桥梁或通道相连，或为代管，需逐个核对）："
            f"{'、'.join(several)}"
        )
    return _OK, f"{len(parts)}个社区在图上均为一块"


def _inside(case: Case) -> Answer:
    home = {row.id: row.subdistrict for row in case.record.communities}
    crossing = [unit.id for unit in case.record.units if home[unit.after] != unit.subdistrict]
    if crossing:
        return _NOT, f"{len(crossing)}个小区（地块）不在社区所属镇（街道）内"
    return _OK, "全部小区（地块）与所属社区在同一镇（街道）内"


def _compounds(case: Case) -> Answer:
    groups: dict[str, set[str]] = {}
    for unit in case.record.units:
        if unit.group:
            groups.setdefault(unit.group, set()).add(unit.after)
    cut = sorted(clean(key) for key, found in groups.items() if len(found) > 1)
    if cut:
        return _NOT, f"被拆分：{'、'.join(cut[:8])}"
    phased = [
        clean(str(item.facts["compound"]))
        for item in case.record.findings
        if item.code == "COMPOUND_CUT_BY_PHASES"
    ]
    if phased:
        names = "、".join(phased[:8])
        return (
            _OK,
            f"各小区整体划分；户数超过上限的{names}按分期划分，每期整体划入一个社区；网格未检查",
        )
    if not groups:
        return _OK, "每个小区（楼栋）整体划入一个社区，没有分期、分块登记的小区；网格未检查"
    return _OK, f"{len(groups)}个分期、分块登记的小区均整体划分；网格未检查"


def _sizes(case: Case) -> Answer:
    totals = case.record.totals
    return (
        "已列示",
        (
            f"按{case.record.statement.households_definition}口径，一般规模{band(case.rules)}："
            f"超出或低于的{totals.out_of_band}个，其中可暂予保留{totals.tolerated}个、"
            f"特殊情形{totals.exceptions}个；{_other_counts(case)}"
        ),
    )


def _other_counts(case: Case) -> str:
    said = [f"按{name}计算为{out}个" for name, out in other_counts(case)]
    return "、".join(said) or "其他口径没有数据，未计算"


def _named(case: Case) -> Answer:
    named, whole = named_share(case)
    if not whole:
        return _OPEN, "没有图形，需由承办单位补充"
    good, count = redrawn(case)
    share = f"{named / whole:.0%}沿有名称的道路、河流、铁路或围墙"
    text = (
        f"调整的社区界线共{whole / 1000:.1f}公里，其中{share}；{count}个社区中{good}个的界线走向"
        "只按文字重绘，与图形相差不超过面积的百分之一"
    )
    if named >= 0.999 * whole:
        return _OK, text
    return _OPEN, f"{text}；没有名称的地段在四至界线说明中逐段列出"


def _rooms(case: Case) -> Answer:
    rows = [row for row in case.record.communities if row.after and row.kind.value != "untouched"]
    filled = sum(bool(row.facts.get("office_address")) for row in rows)
    return (_OK if filled == len(rows) else _OPEN), f"{len(rows)}个调整的社区中{filled}个有办公地址"


def _names(case: Case) -> Answer:
    names = [row.name for row in case.record.communities if row.after]
    said = county_doubts(case)
    if said:
        return "需核对", "；".join(said)
    return _OK, (
        f"{len(names)}个社区名称在本材料范围内不重名、不同音，不含生僻字和企业名称用字；"
        "新设社区为暂名"
    )


def _moved(case: Case) -> Answer:
    units = [unit for unit in case.record.units if unit.moved]
    households = sum(unit.households for unit in units)
    good = households == case.record.totals.moved_households
    return (_OK if good else _NOT), (
        f"{case.record.totals.moved_compounds}个小区（楼栋）、{households}户，连同没有住户的地块共"
        f"{len(units)}处，名单见小区（楼栋）归属变动表"
    )


def _law(case: Case) -> Answer:
    date = case.stated("date")
    if not date:
        return _OPEN, to_fill("成文日期")
    return _OK, f"成文日期{chinese_date(date)}，引用{legal_basis(date).article}"


def _unchecked(case: Case) -> Answer:
    return "已列示", "；".join(not_considered(case))
