"""技术附件: what was not considered, the alternatives, how it was solved, data and versions."""

from __future__ import annotations

from redistrict.report.dossier.case import Case
from redistrict.report.dossier.comparison import choice, comparison
from redistrict.report.dossier.content import (
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Style,
    Table,
    Value,
    body,
    clean,
)
from redistrict.report.dossier.reservations import not_considered
from redistrict.report.dossier.statements import OVERLOAD, said
from redistrict.report.dossier.wording import ordinal
from redistrict.report.text.labels import TIERS, outcome_words
from redistrict.report.text.sensitivity import sensitivity_lines
from redistrict.store.trials import read_trials


def technical(case: Case) -> Document:
    """Return the technical annex: the only place that speaks of solver and gap."""
    record = case.record
    means = _means(case)
    number = 4 if means else 3
    blocks: list[Block] = [
        Heading("一、未考虑事项"),
        *body(*(f"{index}．{text}。" for index, text in enumerate(not_considered(case), 1))),
        Heading("二、方案比选"),
        *body(*choice(case)),
        comparison(case),
        *_firm(case),
        *means,
        Heading(f"{ordinal(number)}、计算方法和结果状态"),
        *body(
            "采用整数规划方法，按“超出一般规模的社区数、超出户数、变动户数和社区数”等目标逐级求解；"
            "结果由独立的检查程序依据原始数据复算。",
            f"总体：{outcome_words(record.outcome, 'zh')}",
        ),
        _tiers(case),
        Heading(f"{ordinal(number + 1)}、数据和版本"),
        _inputs(case),
        _versions(case),
    ]
    return Document(
        "04-技术附件",
        (f"{clean(case.region)}社区调整", "技术附件"),
        tuple(blocks),
        case.marks(),
        record.check_code,
    )


def _firm(case: Case) -> tuple[Paragraph, ...]:
    """Return how firm the plan is under other weights and counts, where that was tried."""
    lines = sensitivity_lines(read_trials(case.folder.path), "zh")
    if not lines:
        return ()
    return body("按其他权重和其他口径试算：", *(f"{line.strip()}。" for line in lines))


def _means(case: Case) -> tuple[Block, ...]:
    """Return what the plan means in work, staff, rooms, walks and money, for the whole."""
    told = [said(case, item) for item in case.record.resources if item.code != OVERLOAD]
    if not told:
        return ()
    numbered = (f"{index}．{text}" for index, text in enumerate(told, 1))
    return (Heading("三、工作量、人员、设施和经费测算"), *body(*numbered))


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
