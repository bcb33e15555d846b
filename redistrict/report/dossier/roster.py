"""小区（楼栋）名录 and 四至界线说明."""

from __future__ import annotations

from redistrict.domain.plan import Kind
from redistrict.report.dossier.boundary import FORMS, describe, dividing, doubts, gaps, redrawn
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.compounds import number_ranges
from redistrict.report.dossier.content import (
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    Value,
    body,
    clean,
)
from redistrict.report.dossier.statements import place
from redistrict.report.dossier.tables import movers
from redistrict.report.dossier.wording import CENTRELINE, ordinal


def roster(case: Case) -> Document:
    """Return the list of compounds of every changed community, and who moves."""
    blocks: list[Block] = []
    number = 0
    for row in case.changed:
        if row.after is None:
            continue
        number += 1
        items = [item for item in case.compounds_after(row.id) if item.inhabited]
        empty = row.after.compounds - len(items)
        blocks.append(Heading(f"{ordinal(number)}、{case.name(row.id)}"))
        blocks += body(
            f"共{len(items)}个有人居住的小区（楼栋）、{row.after.households}户："
            f"{'、'.join(number_ranges(clean(item.name) for item in items))}。"
            if items
            else "没有有人居住的小区（楼栋）。",
        )
        if empty > 0:
            blocks += body(f"另有{empty}个没有住户的地块。")
    blocks.append(movers(case))
    return Document(
        "04-小区（楼栋）名录",
        (f"{place(case)}社区调整", "小区（楼栋）名录"),
        tuple(blocks),
        case.marks(),
        case.record.check_code,
    )


def lookup(case: Case) -> Table:
    """Return old and new community of every inhabited compound of the communities concerned."""
    ids = {row.id for row in case.changed}
    rows: list[tuple[Value, ...]] = []
    for row in case.communities:
        for item in case.compounds_after(row.id):
            old = case.unit[item.units[0]].before
            if not item.inhabited or item.sensitive or not {row.id, old} & ids:
                continue
            rows.append((str(len(rows) + 1), clean(item.name), case.label(old), case.label(row.id)))
    return Table(
        title="小区（楼栋）所属社区对照表",
        columns=(
            Column("序号", 0.5),
            Column("小区（楼栋）", 2.4),
            Column("原社区", 2.0),
            Column("调整后社区", 2.0),
        ),
        rows=tuple(rows),
        sheet="小区对照",
        notes=case.notes[1:],
    )


def limits(case: Case) -> Document:
    """Return the limits of every changed community in words."""
    blocks: list[Block] = [
        *body(
            CENTRELINE,
            "以下文字由规划图形和有名称的道路、河流、铁路、围墙生成；没有名称的地段留空待填，不作推测。"
            f"{_drawn(case)}",
        )
    ]
    number = 0
    for row in case.changed:
        if row.after is None:
            continue
        number += 1
        blocks.append(Heading(f"{ordinal(number)}、{case.name(row.id)}"))
        blocks += _forms(case, row.id)
        if said := doubts(case, row.id):
            blocks.append(Paragraph(f"界线走向需核实：{'；'.join(said)}。"))
        for parent in _origins(case, row.id):
            if line := dividing(case, parent, row.id):
                blocks.append(Paragraph(f"分界线：{line}。"))
    if (table := gaps(case)).rows:
        blocks.append(table)
    return Document(
        "03-四至界线说明",
        (f"{place(case)}社区", "四至界线说明"),
        tuple(blocks),
        case.marks(),
        case.record.check_code,
    )


def _forms(case: Case, community: str) -> list[Paragraph]:
    """Return the limits in all forms; sides without a turn are not written out twice."""
    words = {form: describe(case, community, form) for form in FORMS}
    if words["turns"] == words["sides"]:
        words["turns"] = "各边没有转折，同上"
    return [Paragraph(f"{title}：{words[form]}。") for form, title in FORMS.items()]


def _drawn(case: Case) -> str:
    good, whole = redrawn(case)
    if not whole:
        return ""
    return (
        f"{whole}个社区中，{good}个社区的界线走向只按文字重绘，与图形相差不超过面积的百分之一；"
        "其余社区有待填的名称或需核实的地段。"
        if good < whole
        else f"{whole}个社区的界线走向只按文字重绘，与图形相差均不超过面积的百分之一。"
    )


def _origins(case: Case, community: str) -> list[str]:
    """Return the communities that a new one was split from and that go on."""
    if case.row[community].kind is not Kind.SET_UP:
        return []
    return sorted(
        {move.before for move in case.moves if move.after == community and move.before}
        & {row.id for row in case.communities if row.after is not None}
    )


def filing(case: Case) -> Table:
    """Return the row for the register and the lineage of codes: new codes are never invented."""
    rows: list[tuple[Value, ...]] = []
    for row in case.changed:
        parents = _parents(case, row.id)
        rows.append(
            (
                str(len(rows) + 1),
                clean(row.subdistrict),
                case.label(row.id),
                "台账未列编号" if row.id == row.name else clean(row.id),
                "不适用" if row.after is None else None,
                parents,
                "未备案" if row.before is not None and not row.filed else None,
            )
        )
    return Table(
        title="备案登记和编码沿革表",
        columns=(
            Column("序号", 0.5),
            Column("镇（街道）", 1.2),
            Column("社区", 1.6),
            Column("现用编号或暂用编号", 1.6),
            Column("新代码（批准后填写）", 1.4),
            Column("来源社区及户数占比", 2.6),
            Column("备案", 1.1),
        ),
        rows=tuple(rows),
        sheet="备案和编码沿革",
        notes=(
            *case.notes,
            "以NEW开头的编号仅供规划使用，不是统计用区划代码；正式代码经批准后由有关部门赋予。",
        ),
        wide=True,
    )


def register(case: Case) -> Document:
    """Return the row for the register and the lineage of codes as a paper."""
    return Document(
        "06-备案登记和编码沿革",
        ("备案登记和编码沿革",),
        (filing(case),),
        case.marks(),
        case.record.check_code,
        wide=True,
    )


def _parents(case: Case, community: str) -> str:
    """Return where the households of a community come from, with their shares."""
    shares: dict[str, int] = {}
    for unit in case.record.units:
        if unit.after == community:
            shares[unit.before] = shares.get(unit.before, 0) + unit.households
    whole = sum(shares.values())
    if not whole:
        return "—"
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return "；".join(
        f"{case.name(old)}{count}户（{count / whole:.1%}）" for old, count in ordered if count
    )
