"""征求意见: the notice, the tally and the questionnaire, all to be filled in by people."""

from __future__ import annotations

from redistrict.report.dossier.case import Case
from redistrict.report.dossier.changes import changes
from redistrict.report.dossier.content import (
    Block,
    Column,
    Document,
    Format,
    Heading,
    PageBreak,
    Paragraph,
    Style,
    Table,
    Title,
    body,
)
from redistrict.report.dossier.request import signature
from redistrict.report.dossier.statements import (
    cover_line,
    describe,
    heading,
    moved_line,
    place,
    why_not,
)
from redistrict.report.dossier.wording import CENTRELINE, ordinal, to_fill


def opinions() -> Table:
    """Return table 5, empty: counts of opinions come from people alone."""
    return Table(
        title="表5  意见征集汇总表",
        columns=(
            Column("意见来源", 1.2),
            Column("时间", 1.0),
            Column("方式", 1.0),
            Column("人（户）次", 0.8, Format.WHOLE),
            Column("同意", 0.7, Format.WHOLE),
            Column("不同意", 0.7, Format.WHOLE),
            Column("其他", 0.7, Format.WHOLE),
            Column("主要意见", 2.2),
            Column("采纳情况及理由", 2.2),
        ),
        rows=(),
        sheet="5 意见征集",
        notes=("注：由承办单位据实填写并附原始记录；本系统不代填任何意见数量。",),
        wide=True,
        blank_rows=8,
    )


def consultation(case: Case) -> Document:
    """Return notice, tally and questionnaire."""
    blocks: list[Block] = [
        *body(
            f"为优化社区规模、方便居民办事，{place(case)}拟对社区居民委员会设置作如下调整，"
            "现公开征求意见：",
        ),
        Heading("一、调整概况"),
        *body(f"{cover_line(case)}。", moved_line(case)),
        Heading("二、调整内容"),
    ]
    for number, change in enumerate(changes(case), 1):
        blocks.append(Heading(f"（{ordinal(number)}）{heading(case, change)}", 2))
        blocks += body(*describe(case, change, most=12))
    blocks += [
        Paragraph(CENTRELINE),
        Heading("三、征求意见的时间和方式"),
        *body(
            f"征求意见时间：{to_fill('起止日期，一般不少于30日')}。",
            f"反馈方式：{case.said('contact')}。",
        ),
        *signature(case, case.issuer),
        PageBreak(),
        Title("意见征集汇总表", "附件1"),
        opinions(),
        PageBreak(),
        Title("居民意见问卷", "附件2"),
        *_questions(case),
    ]
    return Document(
        "05-征求意见材料",
        (f"关于征求{place(case)}社区调整意见的公示", "（征求意见稿）"),
        tuple(blocks),
        case.marks(),
        case.record.check_code,
    )


def _questions(case: Case) -> tuple[Paragraph, ...]:
    plain = (
        "所在小区（楼栋）：＿＿＿＿＿＿＿＿　　现社区：＿＿＿＿＿＿＿＿",
        "1．您对所在小区调整后的社区归属：□同意　□不同意　□其他",
        "2．您认为界线是否清楚：□清楚　□不清楚，建议：＿＿＿＿＿＿",
        "3．到党群服务中心办事是否方便：□方便　□不方便，原因：＿＿＿＿＿＿",
        "4．您对新设社区名称的建议：＿＿＿＿＿＿＿＿",
        "5．其他意见：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿",
        "（不需要填写姓名、证件号码。）",
    )
    return tuple(Paragraph(text, Style.PLAIN) for text in plain)


def risk(case: Case) -> Document:
    """Return the facts for the assessment of risks; the grade is not ours to give."""
    rows = tuple(
        (
            case.name(move.before),
            case.name(move.after),
            move.compounds,
            move.households,
            move.population,
            "新设社区" if move.to_new else "现有社区",
        )
        for move in case.moves
        if move.before
    )
    table = Table(
        title="变动归属的居民",
        columns=(
            Column("原社区", 1.8),
            Column("调整后社区", 1.8),
            Column("小区数", 0.8, Format.WHOLE, total=True),
            Column("户数", 0.8, Format.WHOLE, total=True),
            Column("人数", 0.8, Format.WHOLE, total=True),
            Column("去向", 1.0),
        ),
        rows=rows,
        sheet="变动居民",
        total="合计",
        notes=case.notes,
    )
    blocks: list[Block] = [
        *body(
            "本附件只列事实和可能提出的问题，供编制社会稳定风险评估报告使用；风险等级和结论由评估主体作出。"
        ),
        Heading("一、涉及范围"),
        *body(f"{cover_line(case)}。", moved_line(case)),
        table,
        Heading("二、可能提出的问题"),
        *body(*_objections(case)),
        Heading("三、合法性、合理性、可行性、可控性"),
        *body(
            f"合法性：{to_fill('评估意见')}。",
            f"合理性：{to_fill('评估意见')}。",
            f"可行性：{to_fill('评估意见')}。",
            f"可控性：{to_fill('评估意见')}。",
        ),
    ]
    if stays := why_not(case):
        blocks += [Heading("四、未作调整的社区"), *body(*stays)]
    return Document(
        "06-社会稳定风险评估事实附件",
        (f"{place(case)}社区调整", "社会稳定风险评估有关事实"),
        tuple(blocks),
        case.marks(),
        case.record.check_code,
    )


def _objections(case: Case) -> list[str]:
    gone = [case.name(row.id) for row in case.changed if row.after is None]
    return [
        "1．原社区名称和归属感："
        + (f"{'、'.join(gone)}撤销后名称不再使用。" if gone else "部分小区的社区名称改变。"),
        "2．集体资产和收益分配：村改居社区、股份合作社成员关心原有权益是否保持。",
        "3．办事距离：变动小区到新社区党群服务中心的直线距离见小区（楼栋）归属变动表。",
        "4．门牌、户籍、学区、不动产：未经有关部门确认的，不作表述。",
        "5．人员安置：现有两委成员和社区工作者的岗位安排。",
        "6．办公用房：新设社区的用房是否落实、何时投用。",
    ]
