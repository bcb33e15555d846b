"""征求意见: the notice, the tally and the questionnaire, all to be filled in by people."""

from __future__ import annotations

from redistrict.domain.plan import Kind
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
    Value,
    body,
    clean,
)
from redistrict.report.dossier.ground import walk_m
from redistrict.report.dossier.law import span
from redistrict.report.dossier.request import signature
from redistrict.report.dossier.statements import (
    cover_line,
    describe,
    heading,
    moved_line,
    place,
    why_not,
)
from redistrict.report.dossier.supply import known_office
from redistrict.report.dossier.wording import CENTRELINE, ordinal, title_lines, to_fill

ANSWERS = {"taken": "采纳", "partly": "部分采纳", "not taken": "未采纳"}
STANCES = {"object": "不同意", "agree": "同意", "remark": "建议"}


def opinions(case: Case) -> Table:
    """Return table 5 as the tally sheets say it; without one it is empty, never counted here."""
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            clean(item.source), clean(item.date), clean(item.way), item.people, item.agree,
            item.disagree, item.other, clean(item.main), clean(item.answer) or None,
        )
        for item in case.opinions
    )  # fmt: skip
    files = {(clean(item.file), item.digest[:12]) for item in case.opinions}
    told = tuple(
        f"据《{name}》录入（文件校验值前12位{digest}），与原表一致。"
        for name, digest in sorted(files)
    )
    return Table(
        title="表5  意见征集汇总表",
        columns=(
            Column("意见来源", 1.2),
            Column("时间", 1.0),
            Column("方式", 1.0),
            Column("人（户）次", 0.8, Format.WHOLE, total=True),
            Column("同意", 0.7, Format.WHOLE, total=True),
            Column("不同意", 0.7, Format.WHOLE, total=True),
            Column("其他", 0.7, Format.WHOLE, total=True),
            Column("主要意见", 2.2),
            Column("采纳情况及理由", 2.2),
        ),
        rows=rows,
        sheet="5 意见征集",
        total="合计" if rows else "",
        notes=("注：由承办单位据实填写并附原始记录；本系统不代填任何意见数量。", *told),
        wide=True,
        blank_rows=0 if rows else 8,
    )


def comments(case: Case, *, internal: bool = False) -> Table:
    """Return what readers of the map page said of the draft, with the answers.

    Parameters
    ----------
    internal
        Add an empty column for sorting the matters inside the house (大事、小事、私事).
    """
    rows: list[tuple[Value, ...]] = []
    for item in case.folder.comments:
        if not _within(case, item.kind, item.target):
            continue
        rows.append(
            (
                str(len(rows) + 1), clean(item.name or item.target), STANCES[item.stance],
                clean(item.role), clean(item.text),
                ANSWERS.get(item.answer) or None, clean(item.answer_reason),
                *([""] if internal else []),
            )
        )  # fmt: skip
    sorting = (Column("事项分类（大事／小事／私事）", 1.2),) if internal else ()
    note = ("事项分类由办理单位填写，只用于内部分办；社区界线由政府决定，不因分类而转交。",)
    return Table(
        title="审阅意见及答复",
        columns=(
            Column("序号", 0.5), Column("对象", 1.4), Column("态度", 0.8), Column("提出单位", 1.3),
            Column("意见", 2.6), Column("采纳情况", 0.9), Column("理由", 2.0), *sorting,
        ),
        rows=tuple(rows),
        sheet="审阅意见",
        notes=("注：据审阅文件录入；没有答复的留空待填。", *(note if internal else ())),
    )  # fmt: skip


def _within(case: Case, kind: str, target: str) -> bool:
    if not case.scope or kind == "place":
        return True
    if kind == "unit":
        return target in case.unit and case.unit[target].subdistrict == case.scope
    return target in case.row and case.row[target].subdistrict == case.scope


def consultation(case: Case) -> Document:
    """Return notice, tally and questionnaire."""
    least = span(case.stated("date"), "，一般不少于30日")
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
            f"征求意见时间：{to_fill(f'起止日期{least}')}。",
            f"反馈方式：{case.said('contact')}。",
        ),
        *signature(case, case.issuer),
        PageBreak(),
        Title("意见征集汇总表", "附件1"),
        opinions(case),
        PageBreak(),
        Title("居民意见问卷", "附件2"),
        *_questions(case),
    ]
    if (said := comments(case)).rows:
        blocks += [PageBreak(), Title("审阅意见及答复", "附件3"), said]
    return Document(
        "05-征求意见材料",
        (
            *title_lines("关于征求", place(case), "社区调整意见", "的公示"),
            "（征求意见稿）",
        ),
        tuple(blocks),
        case.marks(),
        case.record.check_code,
    )


def _questions(case: Case) -> tuple[Paragraph, ...]:
    named = "、".join(case.label(row.id) for row in case.changed if row.kind is Kind.SET_UP)
    plain = (
        "所在小区（楼栋）：＿＿＿＿＿＿＿＿＿＿＿＿",
        "现社区：＿＿＿＿＿＿＿＿＿＿＿＿",
        "1．您对所在小区调整后的社区归属：",
        "　　□同意　　□不同意　　□其他",
        "2．您认为调整后的界线是否清楚：",
        "　　□清楚　　□不清楚，建议：＿＿＿＿＿＿＿＿＿＿",
        "3．调整后到党群服务中心办事是否方便：",
        "　　□方便　　□不方便，原因：＿＿＿＿＿＿＿＿＿＿",
        *((f"4．您对{named}名称的建议：＿＿＿＿＿＿＿＿",) if named else ()),
        f"{5 if named else 4}．其他意见：",
        "　　＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿",
        "（不需要填写姓名、证件号码和联系电话。）",
    )
    return tuple(Paragraph(text, Style.PLAIN) for text in plain)


def risk(case: Case) -> Document:
    """Return the facts for the assessment of risks; the grade is not ours to give."""
    rows = tuple(
        (
            case.label(move.before),
            case.label(move.after),
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
    new = [row for row in case.changed if row.kind is Kind.SET_UP]
    open_rooms = [row for row in new if not known_office(case, row).get("office_address")]
    totals = case.totals
    lines = [
        "原社区名称和归属感："
        + (
            f"{'、'.join(gone)}撤销后名称不再使用，涉及其全部居民。"
            if gone
            else "首次设立社区，没有居民的社区名称改变。"
            if case.first
            else f"{totals.moved_compounds}个小区（楼栋）、{totals.moved_households}户"
            "居民的社区名称改变。"
        ),
        "集体资产和收益分配：村改居社区、股份合作社成员关心原有权益是否保持；集体经济组织范围"
        + to_fill("是否被界线穿越")
        + "。",
        _distance_line(case),
        "门牌、户籍、学区、不动产：未经有关部门确认的，不作表述。",
        "人员安置：现有两委成员和社区工作者的岗位安排。",
    ]
    if new:
        lines.append(
            f"办公用房：新设社区{len(new)}个，其中{len(open_rooms)}个的办公用房地址尚未登记。"
            if open_rooms
            else f"办公用房：新设社区{len(new)}个均有登记的办公用房，投用时间见设施与人员情况表。"
        )
    return [f"{number}．{line}" for number, line in enumerate(lines, 1)]


def _distance_line(case: Case) -> str:
    ways = [
        (way, item.name)
        for move in case.moves
        for item in case.compounds_of(move)
        if item.inhabited and (way := walk_m(case.folder, item.units, move.after)) is not None
    ]
    if not ways:
        return "办事距离：新社区党群服务中心的位置尚未在图上标出，变动小区的办事距离待标出后测算。"
    farthest, name = max(ways)
    return (
        f"办事距离：已知的{len(ways)}个变动小区到新社区党群服务中心的直线距离最远为{farthest}米"
        f"（{clean(name)}），逐个列于小区（楼栋）归属变动表。"
    )
