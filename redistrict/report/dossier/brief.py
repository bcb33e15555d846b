"""一页纸汇报: the one page for the standing meeting."""

from __future__ import annotations

from redistrict.domain.plan import Kind
from redistrict.measure.resources import DEFERRED
from redistrict.report.dossier.boundary import dividing
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.changes import Change, changes
from redistrict.report.dossier.content import Block, Document, Paragraph, Style
from redistrict.report.dossier.decision import address, paper
from redistrict.report.dossier.statements import cover_line, heading, moved_line
from redistrict.report.dossier.supply import known_office
from redistrict.report.dossier.wording import to_fill

_FEW_ROOMS = 3
"""More addresses would not leave room on the one page."""


def brief(case: Case) -> Document:
    """Return the one page for the standing meeting, in the order in which it is read."""
    named = [
        f"{part.subdistrict}{part.totals.communities_before}个调整为{part.totals.communities_after}个"
        if part.totals.communities_before
        else f"{part.subdistrict}首次设立{part.totals.communities_after}个"
        for part in case.touched_parts
    ]
    lines = (
        f"{cover_line(case)}。",
        f"涉及：{_most(named, 12, '个镇（街道）')}。",
        (
            f"事项：{_most([_where(case, change) for change in changes(case)], 10, '项')}。"
            "小区（楼栋）不拆分。"
        ),
        moved_line(case),
        _left_alone(case),
        _rooms(case),
        f"经费：{case.said('money')}。",
        f"意见征集：{_opinions(case)}。",
        f"下一步：{case.said('chain').replace(chr(10), '、')}；换届选举：{case.said('election')}。",
        f"{case.basis}在所列条件和数据下的结果状态及未考虑事项见技术附件。",
    )
    blocks: list[Block] = [
        Paragraph(f"{index}．{text}", Style.TIGHT)
        for index, text in enumerate((line for line in lines if line), 1)
    ]
    title = (f"{case.region}社区调整情况汇报",)
    return paper(case, "01-一页纸汇报", title, blocks)


def _most(items: list[str], most: int, unit: str) -> str:
    if len(items) <= most:
        return "；".join(items)
    return f"{'；'.join(items[:most])}等{len(items)}{unit}"


def _where(case: Case, change: Change) -> str:
    """Return one matter with the road that divides, where one road does."""
    new = [item for item in change.communities if case.row[item].kind is Kind.SET_UP]
    kept = [item for item in change.communities if case.row[item].before is not None]
    found = []
    for item in new:
        for parent in kept:
            if case.row[parent].after is not None and (line := dividing(case, parent, item)):
                found.append(line.split("，")[0])
    roads = "、".join(dict.fromkeys(found))
    return heading(case, change) + (f"（{roads}）" if roads else "")


def _left_alone(case: Case) -> str:
    """Return how many communities outside the usual size stay, and the largest of them."""
    rows = [
        row
        for row in case.communities
        if row.kind is Kind.UNTOUCHED and row.tolerated and row.after is not None
    ]
    large = [row for row in rows if row.after and row.after.households > case.rules.max]
    parts = []
    if large:
        most = max(large, key=lambda row: (row.after.households if row.after else 0, row.id))
        size = most.after.households if most.after else 0
        parts.append(
            f"超过{case.rules.max}户但负荷尚可承担的{len(large)}个（最大{case.label(most.id)}{size}户）"
        )
    if len(rows) > len(large):
        parts.append(f"不足{case.rules.min}户、目前不具备合并条件的{len(rows) - len(large)}个")
    return f"暂予保留：{'；'.join(parts)}，维持不变。" if parts else ""


def _rooms(case: Case) -> str:
    new = [row for row in case.changed if row.kind is Kind.SET_UP]
    if not new:
        return "新设社区用房：不涉及。"
    known = [row for row in new if known_office(case, row).get("office_address")]
    waiting = sum(row.facts.get("stage") == DEFERRED for row in new)
    deferred = f"；其中{waiting}个列为暂缓，用房落实后再设立。" if waiting else "。"
    if not known:
        blank = to_fill("地址、面积、投用时间")
        return f"新设社区用房：{len(new)}个新设社区均待落实{blank}{deferred}"
    text = f"新设社区用房：{len(new)}个新设社区中{len(known)}个已有登记地址"
    places = [f"{case.label(row.id)}：{address(case, row)}" for row in known]
    text += f"（{'；'.join(places)}）" if len(places) <= _FEW_ROOMS else "（见设施与人员情况表）"
    if len(known) < len(new):
        text += f"，{len(new) - len(known)}个待落实{to_fill('地址、面积、投用时间')}"
    return text + deferred


def _opinions(case: Case) -> str:
    """Return what the tally sheets add up to; without them a blank."""
    counts = [(item.people, item.agree, item.disagree, item.other) for item in case.opinions]
    if not counts or any(value is None for row in counts for value in row):
        return to_fill("同意、不同意、其他的户数及主要意见")
    people, agree, disagree, other = (
        sum(value or 0 for value in column) for column in zip(*counts, strict=True)
    )
    return f"{people}人（户）次，同意{agree}、不同意{disagree}、其他{other}（见意见征集汇总表）"
