"""The record of the procedure: which step was taken when, as far as the scenario says."""

from __future__ import annotations

from redistrict.report.dossier.case import Case
from redistrict.report.dossier.content import (
    OPEN,
    Block,
    Column,
    Document,
    Paragraph,
    Table,
    Value,
    clean,
)
from redistrict.report.dossier.law import span
from redistrict.report.dossier.wording import chinese_date

BEFORE_DECISION = (
    ("proposed", "街道办事处（镇人民政府）提出"),
    ("consulted", "征求居民和有关方面意见"),
    ("published_draft", "公示"),
    ("expert_review", "专家论证"),
    ("assessed", "社会稳定风险评估"),
    ("legal_review", "合法性审查"),
    ("reviewed", "有关部门审核"),
    ("decided", "集体讨论决定"),
    ("approved", "批准"),
    ("filed", "备案"),
)
AFTER_DECISION = (
    ("preparation", "成立筹备组"),
    ("party", "建立党组织"),
    ("office_ready", "落实办公用房"),
    ("sign", "挂牌"),
    ("elected", "依法选举居民委员会"),
    ("certificate", "办理基层群众性自治组织特别法人统一社会信用代码证书"),
    ("code", "取得统计用区划代码"),
)
_SPANS = {
    "published_draft": "（公开征求意见一般不少于30日）",
    "legal_review": "（一般不少于7个工作日）",
}
"""Least days of a 重大行政决策 (order 713)."""
_MAJOR = {"published_draft", "legal_review"}
_STREET_LIMIT = {"expert_review"}


def schedule_table(case: Case) -> Table:
    """Return all steps with their state; what the scenario does not say is open."""
    rows: list[tuple[Value, ...]] = []
    for phase, steps in (("决策", BEFORE_DECISION), ("实施", AFTER_DECISION)):
        for key, label in steps:
            said = label + span(case.stated("date"), _SPANS.get(key, ""))
            rows.append((str(len(rows) + 1), phase, said, _applies(case, key), _state(case, key)))
    return Table(
        title="工作步骤及办理情况",
        columns=(
            Column("序号", 0.5),
            Column("阶段", 0.7),
            Column("步骤", 3.0),
            Column("是否适用", 1.6),
            Column("办理情况（日期、文件）", 2.0),
        ),
        rows=tuple(rows),
        sheet="工作步骤",
        notes=(
            "注：办理情况由承办单位据实填写；本系统不代填征求意见、评估、审查、备案的结果。",
            (
                f"本届居民委员会任期届满时间：{chinese_date(case.stated('term_end')) or OPEN}；"
                f"换届选举时间：{case.stated('election') or OPEN}。"
            ),
        ),
    )


def _state(case: Case, key: str) -> str | None:
    said = case.stated(f"steps.{key}")
    if not said and key == "filed":
        return "未备案"
    return chinese_date(clean(said)) or None


def _applies(case: Case, key: str) -> str | None:
    if key in _MAJOR:
        stated = case.stated("major_decision").lower()
        if not stated:
            return "列入重大行政决策的适用"
        return "适用" if stated == "true" else "未列入重大行政决策，可不适用"
    if key in _STREET_LIMIT:
        return "按当地要求（变更镇、街道界线的必须）"
    return "适用"


def process_record(case: Case) -> Document:
    """Return the record of the procedure as a paper of its own."""
    chain = [line for line in case.said("chain").splitlines() if line.strip()]
    blocks: list[Block] = [
        Paragraph("决策程序：" + "；".join(chain) + "。"),
        Paragraph(f"业务指导部门：{case.said('guide')}。"),
        schedule_table(case),
    ]
    return Document(
        "03-工作过程记录",
        (f"{clean(case.region)}社区调整工作过程记录",),
        tuple(blocks),
        case.marks(),
        case.record.check_code,
    )
