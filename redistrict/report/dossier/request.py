"""请示 and 调整方案: what a street office asks for, and the plan behind it."""

from __future__ import annotations

from redistrict.domain.plan import Kind
from redistrict.report.dossier.agreements import agreements
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.changes import changes
from redistrict.report.dossier.comparison import choice
from redistrict.report.dossier.content import (
    Block,
    Column,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Style,
    Table,
    Title,
    body,
)
from redistrict.report.dossier.cost import ten_years
from redistrict.report.dossier.law import legal_basis, naming_rule, procedure
from redistrict.report.dossier.naming import proposals
from redistrict.report.dossier.schedule import schedule_table
from redistrict.report.dossier.statements import (
    counts_by_kind,
    cover_line,
    deferred,
    describe,
    evidence,
    heading,
    moved_line,
    place,
    subject_pieces,
    why_not,
)
from redistrict.report.dossier.supply import party, supply
from redistrict.report.dossier.tables import before_after, limits_and_means
from redistrict.report.dossier.wording import CENTRELINE, band, ordinal, title_lines, to_fill

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
        *body(
            f"{place(case)}{cover_line(case)}。"
            + ("" if case.first else f"{counts_by_kind(case)}。"),
            moved_line(case),
        ),
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
        *body("有关社区办公用房、工作人员的现状和需求见调整方案；尚未落实的，在表中注明待填。"),
        *body("妥否，请批示。"),
        *annexes(),
        *signature(case, case.issuer, followed=True),
        Paragraph(_contact(case)),
        PageBreak(),
        Title("社区调整前后情况对照表", "附件1"),
        before_after(case),
        limits_and_means(case),
    ]
    return Document(
        "01-请示（草稿）",
        (_issuer_or_place(case), *title_lines("关于", *subject_pieces(case), "的请示")),
        tuple(blocks),
        case.marks(),
        case.record.check_code,
    )


def _issuer_or_place(case: Case) -> str:
    return place(case) if "待填" in case.issuer else case.issuer


def annexes() -> list[Paragraph]:
    """Return the list of annexes below the body."""
    lines = [f"{number}．{name}" for number, name in enumerate(ANNEXES, 1)]
    texts = [f"附件：{lines[0]}", *(f"　　　{line}" for line in lines[1:])]
    return [
        Paragraph("", Style.PLAIN),
        *(Paragraph(text) for text in texts[:-2]),
        *(Paragraph(text, keep=True) for text in texts[-2:]),
    ]


def _contact(case: Case) -> str:
    """Return the note under the date; brackets do not stand within brackets."""
    said = f"联系方式：{case.said('contact')}"
    return said if "（" in said else f"（{said}）"


def signature(
    case: Case, signer: str, dated: bool = True, followed: bool = False
) -> list[Paragraph]:
    """Return who signs and when: names from the scenario, never a number or a seal.

    Parameters
    ----------
    dated
        Whether the scenario's date is this paper's; papers of others are dated by them.
    followed
        Whether a note below the date belongs on the same page.
    """
    return [
        Paragraph("", Style.PLAIN, keep=True),
        Paragraph(signer, Style.RIGHT, keep=True),
        Paragraph(case.date if dated else to_fill("成文日期"), Style.RIGHT, keep=followed),
    ]


def scheme(case: Case) -> Document:
    """Return the plan with background, basis, principles, adjustments, means and steps."""
    basis = legal_basis(case.stated("date"))
    local = local_standard(case)
    blocks: list[Block] = [
        Heading("一、背景"),
        *body(f"{cover_line(case)}。", moved_line(case), *_background(case), *evidence(case)),
        Heading("二、依据"),
        *body(f"1．{basis.article}。{basis.content}"),
        *body(
            f"2．{local}。",
            f"3．社区命名：{naming_rule(case.stated('date'))}。",
            f"4．程序：{procedure(case.stated('date'))}。",
        ),
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
        number = len(changes(case)) + 1
        blocks.append(Heading(f"（{ordinal(number)}）暂予保留的社区", 2))
        blocks += body(*unchanged)
    blocks += [
        Heading("五、方案比选"),
        *body(*choice(case)),
        Heading("六、社区名称"),
        *body(
            "新设社区的名称均为暂名。" if rows_new(case) else "本次不新设社区，现有社区名称不变。"
        ),
        *([proposals(case)] if rows_new(case) else []),
        Heading("七、设施、人员和党组织"),
        *body(
            "办公用房未落实的，先落实用房，再设立社区。两委成员、专职工作者、网格员存在交叉任职，不相加。",
            deferred(case),
        ),
        *body(f"经费安排：{case.said('money')}。"),
        *body("有关社区办公用房、工作人员的现状和需求见附表4。"),
        party(case),
        ten_years(case),
        Heading("八、居民权益"),
        *body(
            "归属变动的居民，下列事项由主管部门确认后写入，未经确认的不作承诺。",
            *confirmed(case),
        ),
        rights(case),
        Heading("九、与相邻单位协商的事项"),
        *(
            [agreed]
            if (agreed := agreements(case)).rows
            else body("图上没有发现跨镇（街道）界线的小区、插花地和代管地段。")
        ),
        Heading("十、实施步骤"),
        *body("决策程序：" + case.said("chain").replace("\n", "、") + "。"),
        schedule_table(case),
        Heading("十一、附表"),
        before_after(case),
        limits_and_means(case),
        supply(case),
    ]
    return Document(
        "02-调整方案（草稿）",
        title_lines(place(case), *subject_pieces(case)[:-1], f"{subject_pieces(case)[-1]}方案"),
        tuple(blocks),
        case.marks(),
        case.record.check_code,
    )


def local_standard(case: Case) -> str:
    """Return the local standard with its source; a made-up place quotes no real government."""
    facts = case.record.profile_facts
    law = facts.get("law", "")
    if not law:
        return "地方标准：" + to_fill("本地社区规模标准的名称及文号")
    if case.record.statement.made_up:
        return f"地方标准（示例）：{law}"
    return f"地方标准：{facts.get('title_zh', '')}：{law}（来源：{facts.get('source', '')}）"


_RIGHTS = (
    ("土地承包、集体资产和收益分配", "农业农村部门、集体经济组织", "contracts"),
    ("涉农补贴", "农业农村部门", "subsidies"),
    ("社会保险、社会救助等事项的办理地点", "人力资源社会保障、民政部门", "services"),
    ("基层医疗卫生服务", "卫生健康部门", "clinics"),
    ("入学划片", "教育部门", "schools"),
    ("户籍登记", "公安部门", "hukou"),
    ("不动产登记", "自然资源部门", "deeds"),
    ("门牌", "公安、民政部门", "doorplates"),
)


def rights(case: Case) -> Table:
    """Return what stays and what moves for regrouped residents: told by the bureaus alone."""
    rows = tuple(
        (
            str(number), matter, bureau, case.stated(f"rights.{key}") or None,
            case.stated(f"confirmed_by.{key}") or None,
        )
        for number, (matter, bureau, key) in enumerate(_RIGHTS, 1)
    )  # fmt: skip
    return Table(
        title="归属变动居民的权益和办事事项",
        columns=(
            Column("序号", 0.5), Column("事项", 2.0), Column("主管部门", 2.0),
            Column("不变或随居住地变动", 1.8), Column("确认单位及日期", 1.6),
        ),
        rows=rows,
        sheet="居民权益",
    )  # fmt: skip


def rows_new(case: Case) -> bool:
    """Return whether the scope sets up a community."""
    return any(row.kind is Kind.SET_UP for row in case.changed)


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
    start = (
        "目前尚未设立社区；设立后超出或低于的"
        if case.first
        else f"现有社区中有{before}个超出或低于一般规模；调整后"
    )
    return [
        (
            f"按{band(case.rules)}的一般规模，{start}为{after}个，"
            f"其中可暂予保留{case.totals.tolerated}个、特殊情形{case.totals.exceptions}个。"
        )
    ]
