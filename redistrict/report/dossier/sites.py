"""安置点处置表: what becomes of every resettlement site, where the scenario has any."""

from __future__ import annotations

from redistrict.report.dossier.case import Case
from redistrict.report.dossier.content import Block, Column, Document, Format, Table, body, clean
from redistrict.report.text.sites import OUTCOMES, REASONS

RULE = (
    "人数较少、与原行政村相邻的编为原村小组；不相邻的由相邻社区管理，达到规定户数的单独编组；"
    "人数较多且条件具备的单独设村（社区），条件尚不具备的先设工作站。"
)


def sites(case: Case) -> Table:
    """Return every site with its households, what becomes of it, and why."""
    _ = case.say
    rows = tuple(
        (
            str(number), clean(row.site.id), clean(row.site.name), row.site.households,
            row.site.population, clean(row.site.village), clean(row.site.neighbour),
            _(OUTCOMES[row.becomes]), row.groups,
            _(REASONS[row.becomes]).format(
                village=clean(row.site.village), neighbour=clean(row.site.neighbour),
                lacking="、".join(clean(item) for item in row.site.lacking),
            ),
        )
        for number, row in enumerate(case.record.sites, 1)
    )  # fmt: skip
    return Table(
        title="安置点处置表",
        columns=(
            Column("序号", 0.5), Column("编号", 0.8), Column("安置点", 2.4),
            Column("户数", 0.7, Format.WHOLE, total=True),
            Column("人数", 0.7, Format.WHOLE, total=True), Column("原行政村", 1.3),
            Column("相邻社区", 1.3), Column("处置方式", 2.5),
            Column("小组数", 0.7, Format.WHOLE, total=True), Column("理由", 3.2),
        ),
        rows=rows,
        sheet="安置点",
        total="合计",
        notes=("注：户数、人数来自安置点台账，不与社区户数相加。", *case.notes[1:]),
        wide=True,
    )  # fmt: skip


def site_paper(case: Case) -> Document:
    """Return the table of sites as a paper of its own, with the rule and the count by outcome."""
    counts = [
        f"{case.say(word)}{number}个"
        for becomes, word in OUTCOMES.items()
        if (number := sum(row.becomes is becomes for row in case.record.sites))
    ]
    blocks: list[Block] = [
        *body(
            f"共有易地搬迁安置点{len(case.record.sites)}个：{'、'.join(counts)}。",
            f"处置办法：{RULE}",
        ),
        sites(case),
    ]
    return Document(
        "07-安置点处置",
        (f"{clean(case.region)}安置点处置情况",),
        tuple(blocks),
        case.marks(),
        case.record.check_code,
    )
