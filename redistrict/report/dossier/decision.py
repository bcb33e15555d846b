"""Papers of the district: 审核报告, 批复, 公告, 解读 (all drafted for others), 一页纸汇报."""

from __future__ import annotations

import dataclasses

from redistrict.domain.plan import Kind
from redistrict.report.dossier.boundary import describe as limit_words
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.changes import changes
from redistrict.report.dossier.compounds import names_of
from redistrict.report.dossier.content import Block, Document, Heading, Paragraph, Style, body
from redistrict.report.dossier.law import legal_basis
from redistrict.report.dossier.request import confirmed, signature
from redistrict.report.dossier.roster import lookup
from redistrict.report.dossier.statements import (
    counts_by_kind,
    cover_line,
    describe,
    heading,
    moved_line,
    result,
    subject,
    why_not,
)
from redistrict.report.dossier.tables import subdistricts
from redistrict.report.dossier.wording import band, ordinal, to_fill

DRAFT = "（代拟稿）"


def _paper(case: Case, name: str, title: tuple[str, ...], blocks: list[Block]) -> Document:
    marks = case.marks(*(("代拟稿",) if DRAFT in title else ()))
    return Document(name, title, tuple(blocks), marks, case.record.check_code)


def _changes(case: Case, most: int = 12) -> list[Block]:
    found: list[Block] = []
    for number, change in enumerate(changes(case), 1):
        found.append(Heading(f"（{ordinal(number)}）{heading(case, change)}", 2))
        found += body(*describe(case, change, most=most))
    return found


def review(case: Case) -> Document:
    """Return the draft of the report of the department that checks the papers."""
    blocks: list[Block] = [
        Paragraph(f"{case.said('approver')}：", Style.PLAIN),
        *body(
            f"收到{to_fill('请示单位、日期及文号')}报送的关于社区调整的请示后，"
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
            "；".join(
                f"{part.subdistrict}共有社区{part.totals.communities_after}个"
                for part in case.parts
            )
            + f"。全部共有社区{case.totals.communities_after}个。",
            "特此报告。",
        ),
        *signature(case, case.said("reviewer")),
    ]
    return _paper(case, "02-审核报告（代拟稿）", ("关于社区调整的审核报告", DRAFT), blocks)


def reply(case: Case) -> Document:
    """Return the draft of the decision; whether it is approved, others decide."""
    blocks: list[Block] = [
        Paragraph(f"{case.issuer}：", Style.PLAIN),
        *body(
            f"你单位{to_fill('请示名称及文号')}收悉。依据{legal_basis(case.stated('date')).article}，"
            f"经{to_fill('会议名称和日期')}研究，现批复如下：",
            f"一、{to_fill('是否同意')}将现有{case.totals.communities_before}个社区调整为"
            f"{case.totals.communities_after}个，{counts_by_kind(case)}。",
            "二、调整内容",
        ),
        *_changes(case),
        *body("三、调整后有关社区的范围和规模"),
    ]
    for row in case.changed:
        if row.after is not None:
            blocks += body(
                f"{case.committee(row.id)}：四至为{limit_words(case, row.id, 'sides')}；"
                f"{result(case, row)}；办公地址：{_address(case, row.facts)}。"
            )
    blocks += body(
        "四、请依法组织居民委员会选举，落实办公用房、工作人员和工作经费，做好居民告知和工作交接。",
        "此复。",
    )
    blocks += signature(case, case.said("approver"))
    return _paper(case, "03-批复（代拟稿）", ("关于社区调整的批复", DRAFT), blocks)


def _address(case: Case, facts: object) -> str:
    said = facts.get("office_address", "") if hasattr(facts, "get") else ""
    return said or to_fill("办公地址")


def notice(case: Case) -> Document:
    """Return the draft of the public notice with the table for residents."""
    blocks: list[Block] = [
        *body(
            f"经{to_fill('批准机关及批准文件')}批准，现将社区调整情况公告如下：",
            f"一、整体情况。现有{case.totals.communities_before}个社区，调整后"
            f"{case.totals.communities_after}个。",
            "二、各社区范围和主要居民小区。",
        ),
    ]
    for row in case.changed:
        if row.after is None:
            blocks += body(f"{case.name(row.id)}：撤销。")
            continue
        names = names_of(case.compounds_after(row.id), public=True, most=40)
        blocks += body(
            f"{case.name(row.id)}：四至为{limit_words(case, row.id, 'sides')}；"
            f"主要居民小区（楼栋）：{names or '—'}；办公地址：{_address(case, row.facts)}。"
        )
    blocks += [*signature(case, case.said("approver")), lookup(case)]
    return _paper(case, "07-公告（代拟稿）", ("关于社区调整的公告", DRAFT), blocks)


def questions(case: Case) -> Document:
    """Return questions and answers for residents."""
    rules = case.rules
    answers = (
        (
            "为什么调整？",
            f"为优化社区规模、方便服务。一般规模为{band(rules)}；是否调整按实际需要决定。",
        ),
        ("调整多少？", f"{cover_line(case)}。"),
        (
            "我的小区归哪个社区？",
            "见附表《小区（楼栋）所属社区对照表》；表中没有列出的小区，社区归属不变。",
        ),
        ("到哪里办事？", "新设社区的办公地址见公告；公布之前仍到原社区办理。"),
        ("界线怎么走？", "见公告中的四至；以道路、河流、铁路为界的，均以中心线为准。"),
        ("意见怎么提？", f"{case.said('contact')}。"),
    )
    blocks: list[Block] = []
    for number, (question, answer) in enumerate(answers, 1):
        blocks.append(Heading(f"{ordinal(number)}、{question}"))
        blocks += body(answer)
    if said := confirmed(case):
        blocks += [Heading(f"{ordinal(len(answers) + 1)}、其他事项"), *body(*said)]
    blocks.append(lookup(case))
    return _paper(case, "08-解读（代拟稿）", ("社区调整问答", DRAFT), blocks)


def brief(case: Case) -> Document:
    """Return the one page for the standing meeting, in the order in which it is read."""
    named = [
        f"{part.subdistrict}{part.totals.communities_before}个调整为{part.totals.communities_after}个"
        for part in case.touched_parts
    ]
    groups = [heading(case, change) for change in changes(case)]
    stays = why_not(case)
    rooms = [row for row in case.changed if row.kind is Kind.SET_UP]
    offices = [f"{case.name(row.id)}：{_address(case, row.facts)}" for row in rooms]
    lines = (
        f"{cover_line(case)}。",
        f"涉及：{'；'.join(named)}。",
        f"事项：{'；'.join(groups[:12])}{f'等{len(groups)}项' if len(groups) > 12 else ''}。",
        moved_line(case),
        f"比照：{'；'.join(text.rstrip('。') for text in stays[:3])}"
        f"{f'等{len(stays)}个社区可暂予保留' if len(stays) > 3 else ''}。"
        if stays
        else "",
        f"新设社区用房：{'；'.join(offices[:10]) or '不涉及'}。",
        f"经费：{case.said('money')}。",
        "小区（楼栋）不拆分，不涉及镇（街道）界线。",
        f"意见征集：{to_fill('同意、不同意、其他的户数及主要意见')}。",
        f"下一步：{case.said('chain').replace(chr(10), '、')}；换届选举：{case.said('election')}。",
        case.basis,
    )
    blocks: list[Block] = [
        Paragraph(f"{index}．{text}", Style.TIGHT)
        for index, text in enumerate((line for line in lines if line), 1)
    ]
    blocks.append(Paragraph("在所列条件和数据下的结果状态及未考虑事项见技术附件。", Style.NOTE))
    return _paper(case, "01-一页纸汇报", (f"{case.region}{subject(case)}", "情况汇报"), blocks)


def overview(case: Case) -> Document:
    """Return the table of all subdistricts as a paper of its own."""
    paper = _paper(case, "04-街道汇总", ("镇（街道）社区调整汇总",), [subdistricts(case)])
    return dataclasses.replace(paper, wide=True)
