"""Papers of the district: 审核报告, 批复, 公告, 解读, all drafted for others."""

from __future__ import annotations

import dataclasses

from redistrict.domain.record import CommunityRow
from redistrict.report.dossier.boundary import describe as limit_words
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.changes import changes
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
    clean,
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
from redistrict.report.dossier.wording import (
    CENTRELINE,
    IN_USE,
    band,
    chinese_date,
    office_state,
    ordinal,
    title_lines,
    to_fill,
)

DRAFT = "（代拟稿）"


def paper(case: Case, name: str, title: tuple[str, ...], blocks: list[Block]) -> Document:
    """Return a paper with its marks on every page."""
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
    return paper(case, "10-审核报告（代拟稿）", title, blocks)


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
                f"{_size(case, row)}；办公地址：{address(case, row)}。"
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
    return paper(case, "11-批复（代拟稿）", title, blocks)


def _sender(case: Case) -> str:
    return to_fill("请示单位") if "待填" in case.issuer else case.issuer


def address(case: Case, row: CommunityRow) -> str:
    """Return where the office of a community is and, before its use, when; or a visible blank."""
    place = known_office(case, row).get("office_address", "") or to_fill("办公地址")
    return f"{place}（{wait}）" if (wait := _waiting(case, row)) else place


def _waiting(case: Case, row: CommunityRow) -> str:
    """Return the state of an office that is not in use yet, and from when it will be."""
    facts = known_office(case, row)
    state, date = office_state(facts.get("office_state", "")), facts.get("office_date", "")
    if not facts.get("office_address") or state in ("", *IN_USE):
        return ""
    return clean(f"{state}，{chinese_date(date)}投用" if date else state)


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
            f"主要居民小区（楼栋）：{names or '—'}；办公地址：{address(case, row)}。"
        )
    blocks += [
        Paragraph(f"附件：{(table := lookup(case)).title}"),
        *signature(case, case.said("approver"), dated=False),
        PageBreak(),
        Title(table.title, "附件"),
        table,
    ]
    return paper(case, "07-公告（代拟稿）", _notice_title(case), blocks)


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
            *(f"{case.name(row.id)}：{address(case, row)}。" for row in planned),
            *(
                f"{case.name(row.id)}办公用房投用之前：{to_fill('临时办理地点')}。"
                for row in planned
                if _waiting(case, row)
            ),
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
    return paper(case, "08-解读（代拟稿）", (f"{place(case)}社区调整问答", DRAFT), blocks)


def overview(case: Case) -> Document:
    """Return the table of all subdistricts as a paper of its own."""
    made = paper(case, "02-街道汇总", ("镇（街道）社区调整汇总",), [subdistricts(case)])
    return dataclasses.replace(made, wide=True)
