"""Table 6: the alternatives, today first; and the technical annex with what was not considered."""

from __future__ import annotations

from redistrict.report.dossier.case import Case
from redistrict.report.dossier.content import (
    Block,
    Column,
    Document,
    Format,
    Heading,
    Paragraph,
    Style,
    Table,
    Value,
    body,
    clean,
)
from redistrict.report.dossier.wording import ALTERNATIVE
from redistrict.report.text.labels import ALTERNATIVES, TIERS, outcome_words

_WHOLE = Format.WHOLE
NOT_CONSIDERED = (
    "居民意愿、历史沿革和习惯称呼，以实际征求意见为准",
    "学区、警务区、物业管理区域、集体经济组织范围是否被界线穿越（数据未提供的，未作检查）",
    "数据截止日期以后交付入住的住宅和拆迁变动",
    "办公用房能否按期落实、经费能否保障",
    "按其他口径（住宅套数、户籍户等）计算时是否仍符合一般规模",
)


def alternative_name(case: Case, name: str) -> str:
    """Return the name of an alternative in the reader's language."""
    if case.language == "zh":
        return ALTERNATIVE.get(name, name)
    return case.say(ALTERNATIVES.get(name, name))


def comparison(case: Case) -> Table:
    """Return table 6 for the whole proposal."""
    _ = case.say
    rows: list[tuple[Value, ...]] = []
    for name, totals, _outcome in case.record.alternatives:
        mark = _(" (recommended)") if name == case.record.recommended else ""
        rows.append(
            (
                alternative_name(case, name) + mark,
                totals.communities_after,
                totals.communities_after - totals.out_of_band,
                totals.out_of_band,
                totals.tolerated,
                totals.exceptions,
                totals.touched_communities,
                totals.moved_compounds,
                totals.moved_households,
                totals.moved_to_new,
                totals.moved_to_existing,
            )
        )
    titles = (
        _("communities"),
        _("of the usual size"),
        _("outside the usual size"),
        _("of these may stay"),
        _("of these special cases"),
        _("communities touched"),
        _("compounds moved"),
        _("households moved"),
        _("to new communities"),
        _("to existing communities"),
    )
    return Table(
        title=_("Table 6  Comparison of the alternatives"),
        columns=(
            Column(_("alternative"), 1.6),
            *(Column(title, 1.0, _WHOLE) for title in titles),
        ),
        rows=tuple(rows),
        sheet=_("6 alternatives"),
        notes=case.notes,
        wide=True,
    )


def technical(case: Case) -> Document:
    """Return the technical annex: the only place that speaks of solver and gap."""
    record = case.record
    blocks: list[Block] = [
        Heading("一、未考虑事项"),
        *body(*(f"{index}．{text}。" for index, text in enumerate(NOT_CONSIDERED, 1))),
        Heading("二、方案比选"),
        comparison(case),
        Heading("三、计算方法和结果状态"),
        *body(
            "采用整数规划方法，按“超出一般规模的社区数、超出户数、变动户数和社区数”等目标逐级求解；"
            "结果由独立的检查程序依据原始数据复算。",
            f"总体：{outcome_words(record.outcome, 'zh')}",
        ),
        _tiers(case),
        Heading("四、数据和版本"),
        _inputs(case),
        _versions(case),
    ]
    return Document(
        "06-技术附件",
        (f"{clean(case.region)}社区调整", "技术附件"),
        tuple(blocks),
        case.marks(),
        record.check_code,
    )


def _tiers(case: Case) -> Table:
    rows: list[tuple[Value, ...]] = []
    for part in case.parts:
        for tier in part.outcome.tiers:
            gap = "—" if tier.gap is None else f"{tier.gap:.2%}"
            bound = "—" if tier.bound is None else str(tier.bound)
            word = "已证明" if tier.proven else "未证明最优"
            label = case.say(TIERS[tier.tier])
            rows.append((clean(part.subdistrict), label, str(tier.value), bound, gap, word))
    return Table(
        title="各镇（街道）各级目标的值",
        columns=(
            Column("镇（街道）", 1.5),
            Column("目标", 2.0),
            Column("取值"),
            Column("下界"),
            Column("差距"),
            Column("状态"),
        ),
        rows=tuple(rows),
        sheet="求解结果",
        notes=("注：均指在所列条件和数据下。",),
    )


def _inputs(case: Case) -> Table:
    inputs = case.folder.manifest.get("inputs", {})
    rows = tuple((clean(str(name)), str(digest)) for name, digest in sorted(inputs.items()))
    return Table(
        title="输入数据",
        columns=(Column("文件", 1.0), Column("SHA-256", 2.0)),
        rows=rows or (("—", "—"),),
        sheet="输入数据",
    )


def _versions(case: Case) -> Paragraph:
    versions = case.folder.manifest.get("versions", {})
    text = "、".join(f"{name} {value}" for name, value in sorted(versions.items()))
    return Paragraph(f"程序版本：{text or '—'}。", Style.NOTE)
