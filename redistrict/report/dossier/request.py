"""请示 and 调整方案: what a street office asks for, and the plan behind it."""

from __future__ import annotations

from redistrict.report.dossier.case import Case
from redistrict.report.dossier.changes import changes
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
from redistrict.report.dossier.law import NAMES, PROCEDURE, STREET_LIMITS, legal_basis
from redistrict.report.dossier.schedule import schedule_table
from redistrict.report.dossier.statements import (
    counts_by_kind,
    cover_line,
    describe,
    heading,
    moved_line,
    place,
    subject,
    why_not,
)
from redistrict.report.dossier.supply import supply
from redistrict.report.dossier.tables import before_after
from redistrict.report.dossier.wording import CENTRELINE, band, ordinal, to_fill

ANNEXES = (
    "社区调整前后情况对照表",
    "社区四至界线说明",
    "社区调整前后示意图",
    "小区（楼栋）名录及归属变动表",
    "征求意见情况",
    "社会稳定风险评估有关事实",
)


def request(case: Case) -> Document:
    """Return the request of a street office."""
    blocks: list[Block] = [
        Paragraph(f"{case.said('addressee')}：", Style.PLAIN),
        *body(
            f"为优化社区规模、方便居民办事、提升服务管理水平，依据{legal_basis(case.stated('date')).article}，"
            f"结合{place(case)}实际，拟对所辖社区居民委员会的设置作如下调整，现请示如下：",
        ),
        Heading("一、基本情况"),
        *body(f"{place(case)}{cover_line(case)}。{counts_by_kind(case)}。", moved_line(case)),
        Heading("二、调整内容"),
    ]
    for number, change in enumerate(changes(case), 1):
        blocks.append(Heading(f"（{ordinal(number)}）{heading(case, change)}", 2))
        blocks += body(*describe(case, change, most=12))
    blocks += [
        Heading("三、界线"),
        *body(
            f"调整后各社区的四至界线见附件2，示意图见附件3。{CENTRELINE}"
            "本次调整不变更镇（街道）界线。",
        ),
        Heading("四、办公用房和工作人员"),
        *body("有关社区办公用房、工作人员的现状和需求见调整方案；尚未落实的，已在表中留空待填。"),
        *body("妥否，请批示。"),
        *annexes(),
        *signature(case, case.issuer),
        Paragraph(f"（联系方式：{case.said('contact')}）", Style.BODY),
        PageBreak(),
        Title("社区调整前后情况对照表", "附件1"),
        before_after(case),
    ]
    return Document(
        "01-请示（草稿）",
        (place(case), f"关于{subject(case)}的请示"),
        tuple(blocks),
        case.marks(),
        case.record.check_code,
    )


def annexes() -> list[Paragraph]:
    """Return the list of annexes below the body."""
    lines = [f"{number}．{name}" for number, name in enumerate(ANNEXES, 1)]
    first = Paragraph(f"附件：{lines[0]}")
    return [Paragraph("", Style.PLAIN), first, *(Paragraph(f"　　　{line}") for line in lines[1:])]


def signature(case: Case, signer: str) -> list[Paragraph]:
    """Return who signs and when: names from the scenario, never a number or a seal."""
    return [
        Paragraph("", Style.PLAIN),
        Paragraph(signer, Style.RIGHT),
        Paragraph(case.date, Style.RIGHT),
    ]


def scheme(case: Case) -> Document:
    """Return the plan with background, basis, principles, adjustments, means and steps."""
    basis = legal_basis(case.stated("date"))
    facts = case.record.profile_facts
    local = f"{facts.get('title_zh', '')}：{facts.get('law', '')}" if facts.get("law") else ""
    blocks: list[Block] = [
        Heading("一、背景"),
        *body(f"{cover_line(case)}。", moved_line(case), *_background(case)),
        Heading("二、依据"),
        *body(f"1．{basis.article}。{basis.content}"),
        *body(f"2．地方标准：{local}（来源：{facts.get('source', '')}）。" if local else ""),
        *body(f"3．社区命名：{NAMES}。", f"4．程序：{PROCEDURE}。", f"5．{STREET_LIMITS}"),
        Heading("三、原则"),
        *body(
            f"（一）规模适度。以{band(case.rules)}为一般规模；超出一般规模的现有社区，"
            "按实际需要判断，可暂予保留。",
            "（二）整体稳定。小区（楼栋）整体划分，不拆分同一小区；尽量少变动居民的社区归属。",
            "（三）界线清晰。社区范围连成一片，不跨镇（街道）；界线尽量沿道路、河流、铁路。",
            "（四）便民利民。先落实办公用房，再设立社区；兼顾居民到党群服务中心的距离。",
        ),
        Heading("四、具体调整"),
    ]
    for number, change in enumerate(changes(case), 1):
        blocks.append(Heading(f"（{ordinal(number)}）{heading(case, change)}", 2))
        blocks += body(*describe(case, change))
    if unchanged := why_not(case):
        blocks.append(Heading("暂予保留的社区", 2))
        blocks += body(*unchanged)
    blocks += [
        Heading("五、设施和人员"),
        *body(
            "办公用房未落实的，先落实用房，再设立社区。两委成员、专职工作者、网格员存在交叉任职，不相加。"
        ),
        *body(f"经费安排：{case.said('money')}。"),
        supply(case),
        Heading("六、居民权益"),
        *body(
            "居民的土地承包、集体收益分配等权益，以及社会保险、社会救助等事项的办理，由"
            f"{to_fill('主管部门意见及确认日期')}明确后写入。",
            *confirmed(case),
        ),
        Heading("七、实施步骤"),
        *body("决策程序：" + case.said("chain").replace("\n", "、") + "。"),
        schedule_table(case),
        Heading("八、附表"),
        before_after(case),
    ]
    return Document(
        "02-调整方案（草稿）",
        (place(case), f"{subject(case)}方案"),
        tuple(blocks),
        case.marks(),
        case.record.check_code,
    )


_CONFIRMABLE = {
    "schools": "本次调整不改变学区划分",
    "hukou": "本次调整不改变居民户籍登记地址",
    "deeds": "本次调整不需要换发不动产权证书",
    "doorplates": "本次调整不更换门牌",
}


def confirmed(case: Case) -> list[str]:
    """Return sentences on schools, hukou, deeds and door plates that a bureau has confirmed."""
    found = []
    for key, text in _CONFIRMABLE.items():
        who = case.stated(f"confirmed_by.{key}")
        if who and any(letter.isdigit() for letter in who):
            found.append(f"{text}（{who}确认）。")
    return found


def _background(case: Case) -> list[str]:
    before = case.totals.out_of_band_before
    after = case.totals.out_of_band
    return [
        (
            f"按{band(case.rules)}的一般规模，现有社区中有{before}个超出或低于一般规模；"
            f"调整后为{after}个，其中可暂予保留{case.totals.tolerated}个、"
            f"特殊情形{case.totals.exceptions}个。"
        )
    ]
