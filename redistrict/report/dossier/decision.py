"""Papers of the district: 审核报告, 批复, 公告, 解读 (all drafted for others), 一页纸汇报."""

from __future__ import annotations

import dataclasses

from redistrict.domain.plan import Kind
from redistrict.domain.record import CommunityRow
from redistrict.measure.resources import DEFERRED
from redistrict.report.dossier.boundary import describe as limit_words
from redistrict.report.dossier.boundary import dividing
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.changes import Change, changes
from redistrict.report.dossier.compounds import names_of
from redistrict.report.dossier.content import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Style,
    Title,
    body,
)
from redistrict.report.dossier.ground import areas
from redistrict.report.dossier.law import legal_basis
from redistrict.report.dossier.request import confirmed, signature
from redistrict.report.dossier.roster import lookup
from redistrict.report.dossier.statements import (
    counts_by_kind,
    cover_line,
    describe,
    heading,
    moved_line,
    place,
    result,
    subject,
    subject_pieces,
)
from redistrict.report.dossier.supply import known_office
from redistrict.report.dossier.tables import subdistricts
from redistrict.report.dossier.wording import CENTRELINE, band, ordinal, title_lines, to_fill

DRAFT = "（代拟稿）"
_FEW_ROOMS = 3
"""More addresses would not leave room on the one page."""


def _paper(case: Case, name: str, title: tuple[str, ...], blocks: list[Block]) -> Document:
    marks = case.marks(*(("代拟稿",) if DRAFT in title else ()))
    return Document(name, title, tuple(blocks), marks, case.record.check_code)


def _changes(case: Case, most: int = 12, reasons: bool = True) -> list[Block]:
    found: list[Block] = []
    for number, change in enumerate(changes(case), 1):
        found.append(Heading(f"（{ordinal(number)}）{heading(case, change)}", 2))
        found += body(*describe(case, change, most=most, reasons=reasons))
    return found


def _title(case: Case, what: str) -> tuple[str, ...]:
    return (*title_lines(f"关于{place(case)}", *subject_pieces(case), what), DRAFT)


def review(case: Case) -> Document:
    """Return the draft of the report of the department that checks the papers."""
    blocks: list[Block] = [
        Paragraph(f"{case.said('approver')}：", Style.PLAIN),
        *body(
            f"收到{_sender(case)}《关于{subject(case)}的请示》（{to_fill('请示日期及文号')}）后，"
            f"{case.said('reviewer')}对材料进行了审核，现将有关情况报告如下：",
        ),
        Heading("一、依据"),
        *body(f"{legal_basis(case.stated('date')).article}。"),
        Heading("二、请示事项"),
        *body(f"{cover_line(case)}。", moved_line(case)),
        *_changes(case),
        Heading("三、实地核查情况"),
        *body(to_fill("核查时间、人员、人口、面积、办公用房、居民认同情况")),
        Heading("四、审核意见"),
        *body(to_fill("审核意见")),
        Heading("五、调整后的社区数量"),
        *body(
            f"调整后，{place(case)}共有社区{case.totals.communities_after}个；"
            f"{case.district}按本次全部调整事项计算共有社区{case.record.totals.communities_after}个。",
            "特此报告。",
        ),
        *signature(case, case.said("reviewer"), dated=False),
    ]
    title = _title(case, "的审核报告")
    return _paper(case, "10-审核报告（代拟稿）", title, blocks)


def reply(case: Case) -> Document:
    """Return the draft of the decision; whether it is approved, others decide."""
    blocks: list[Block] = [
        Paragraph(f"{case.issuer}：", Style.PLAIN),
        *body(
            f"你单位《关于{subject(case)}的请示》（{to_fill('文号')}）收悉。依据{legal_basis(case.stated('date')).article}，"
            f"经{to_fill('会议名称和日期')}研究，现批复如下：",
            f"{to_fill('是否同意')}在{place(case)}首次设立社区{case.totals.communities_after}个。"
            if case.first
            else f"{to_fill('是否同意')}将{place(case)}现有{case.totals.communities_before}个社区"
            f"调整为{case.totals.communities_after}个，{counts_by_kind(case)}。",
        ),
        Heading("一、调整内容"),
        *_changes(case, reasons=False),
        Heading("二、调整后有关社区的范围、规模和办公地址"),
    ]
    for row in case.changed:
        if row.after is not None:
            blocks += body(
                f"{case.committee(row.id)}：{limit_words(case, row.id, 'sides')}；"
                f"{_size(case, row)}；办公地址：{_address(case, row)}。"
            )
    blocks += [
        Heading("三、有关要求"),
        *body(
            "请依法组织居民委员会选举，落实办公用房、工作人员和工作经费，做好居民告知和工作交接。",
            "此复。",
        ),
    ]
    blocks += signature(case, case.said("approver"), dated=False)
    title = _title(case, "的批复")
    return _paper(case, "11-批复（代拟稿）", title, blocks)


def _sender(case: Case) -> str:
    return to_fill("请示单位") if "待填" in case.issuer else case.issuer


def _address(case: Case, row: CommunityRow) -> str:
    return known_office(case, row).get("office_address", "") or to_fill("办公地址")


def _size(case: Case, row: CommunityRow) -> str:
    """Return area, compounds, households and people of a community in the plan."""
    area = areas(case.folder, "after").get(row.id)
    land = f"面积{area:.3f}平方公里，" if area else ""
    return land + result(case, row).removeprefix(f"{case.name(row.id)}共")


def notice(case: Case) -> Document:
    """Return the draft of the public notice with the table for residents."""
    blocks: list[Block] = [
        *body(
            f"经{to_fill('批准机关及批准文件')}批准，现将社区调整情况公告如下：",
        ),
        Heading("一、整体情况"),
        *body(
            f"{place(case)}首次设立社区{case.totals.communities_after}个。"
            if case.first
            else f"{place(case)}现有{case.totals.communities_before}个社区，调整后"
            f"{case.totals.communities_after}个，{counts_by_kind(case)}。",
        ),
        Heading("二、区域范围、规模、主要居民小区和办公地址"),
        *body(CENTRELINE),
    ]
    for row in case.changed:
        if row.after is None:
            blocks += body(f"{case.name(row.id)}：撤销。")
            continue
        names = names_of(case.compounds_after(row.id), public=True, most=40)
        blocks += body(
            f"{case.name(row.id)}：{limit_words(case, row.id, 'sides')}；{_size(case, row)}；"
            f"主要居民小区（楼栋）：{names or '—'}；办公地址：{_address(case, row)}。"
        )
    blocks += [
        Paragraph(f"附件：{(table := lookup(case)).title}"),
        *signature(case, case.said("approver"), dated=False),
        PageBreak(),
        Title(table.title, "附件"),
        table,
    ]
    return _paper(case, "07-公告（代拟稿）", _notice_title(case), blocks)


def _notice_title(case: Case) -> tuple[str, ...]:
    return (*title_lines(f"关于{place(case)}", "社区调整", "的公告"), DRAFT)


def questions(case: Case) -> Document:
    """Return questions and answers for residents."""
    rules = case.rules
    planned = [row for row in case.changed if row.after is not None]
    answers: tuple[tuple[str, ...], ...] = (
        (
            "为什么调整？",
            f"为优化社区规模、方便服务。一般规模为{band(rules)}；是否调整按实际需要决定。",
        ),
        ("调整多少？", f"{cover_line(case)}。"),
        (
            "我的小区归哪个社区？",
            "见附表《小区（楼栋）所属社区对照表》；表中没有列出的小区，社区归属不变。",
            f"调整后，{'；'.join(result(case, row) for row in case.changed)}。",
        ),
        (
            "到哪里办事？",
            "批准文件公布之前仍到原社区办理；公布之后：",
            *(f"{case.name(row.id)}：{_address(case, row)}。" for row in planned),
        ),
        (
            "界线怎么走？",
            *(f"{case.name(row.id)}：{limit_words(case, row.id, 'sides')}。" for row in planned),
            CENTRELINE,
        ),
        ("意见怎么提？", f"可向以下单位反映：{case.said('contact')}。"),
    )
    blocks: list[Block] = []
    for number, (question, *answer) in enumerate(answers, 1):
        blocks.append(Heading(f"{ordinal(number)}、{question}"))
        blocks += body(*answer)
    if said := confirmed(case):
        blocks += [Heading(f"{ordinal(len(answers) + 1)}、其他事项"), *body(*said)]
    blocks.append(lookup(case))
    return _paper(case, "08-解读（代拟稿）", (f"{place(case)}社区调整问答", DRAFT), blocks)


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
    return _paper(case, "01-一页纸汇报", title, blocks)


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
    places = [f"{case.label(row.id)}：{_address(case, row)}" for row in known]
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


def overview(case: Case) -> Document:
    """Return the table of all subdistricts as a paper of its own."""
    paper = _paper(case, "02-街道汇总", ("镇（街道）社区调整汇总",), [subdistricts(case)])
    return dataclasses.replace(paper, wide=True)
