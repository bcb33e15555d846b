"""The legal basis that fits the date of a file.

The Organic Law of Urban Residents' Committees was revised on 2025-10-28, in force since
2026-01-01: Art. 3 (generally 1000 to 3000 households, other suitable ranges by actual need;
proposed by the street office, approved by the government of the district). Earlier files cite
Art. 6 of the old law (100 to 700 households, decided by the government of the district).
"""

from __future__ import annotations

from dataclasses import dataclass

_LAW = "《中华人民共和国城市居民委员会组织法》"
IN_FORCE = "2026-01-01"


@dataclass(frozen=True, slots=True)
class Basis:
    """Article to cite and what it says, in our own words."""

    article: str
    content: str


def legal_basis(date: str) -> Basis:
    """Return what a file of a date has to cite.

    Parameters
    ----------
    date
        Date of the file, ``2026-11-20`` or ``2026-11``; without one both rules are shown, for the
        writer to strike out the one that does not apply.
    """
    if not date:
        return Basis(
            f"{_LAW}（成文日期在2026年1月1日及以后的，引用2025年10月28日修订后的第三条；"
            "在此之前的，引用修订前的第六条；请按成文日期保留其一）",
            "",
        )
    if date[:10] >= IN_FORCE[: len(date[:10])]:
        return Basis(
            f"{_LAW}（2025年10月28日修订，自2026年1月1日起施行）第三条",
            "该条规定，居民委员会一般在1000户至3000户的范围内设立，也可以根据实际需要在适当范围内"
            "设立；居民委员会的设立、撤销、规模调整，由街道办事处提出，报不设区的市、市辖区人民政府"
            "批准。",
        )
    return Basis(
        f"{_LAW}（2025年修订前）第六条",
        "该条规定，居民委员会一般在100户至700户的范围内设立；居民委员会的设立、撤销、规模调整，由"
        "不设区的市、市辖区的人民政府决定。",
    )


_STREETS_FROM, _PROCEDURE_FROM, _NAMES_FROM = "2019-01-01", "2019-09-01", "2022-05-01"
"""When State Council orders 704, 713 and 753 came into force."""


def _before(date: str, start: str) -> bool:
    """Return whether a date lies before a rule; without one the rules are today's."""
    return bool(date) and date[:10] < start[: len(date[:10])]


def street_limits(date: str) -> str:
    """Return by what procedure the limit of a street office is changed on a date."""
    if _before(date, _STREETS_FROM):
        return "涉及镇（街道）界线变更的事项，应当按照当时有效的行政区划管理规定另行报批。"
    return (
        "涉及镇（街道）界线变更的事项，应当按照《行政区划管理条例》第十条、第十三条另行报批，"
        "并提交申请书、历史地理民族经济人口资源环境行政区域面积和隶属关系基本情况、风险评估报告、"
        "专家论证报告、征求社会公众等意见的情况、变更前的行政区划图和变更方案示意图等材料。"
    )


def span(date: str, text: str) -> str:
    """Return the least days that the rule on important decisions asks for, where it holds."""
    return "" if _before(date, _PROCEDURE_FROM) else text


def procedure(date: str) -> str:
    """Return the rule on important decisions that holds on a date; without one today's."""
    if _before(date, _PROCEDURE_FROM):
        return "按当地重大行政决策程序规定办理"
    return (
        "《重大行政决策程序暂行条例》（列入重大行政决策事项目录的，适用公众参与、专家论证、"
        "风险评估、合法性审查和集体讨论决定程序）"
    )


def naming_rule(date: str) -> str:
    """Return the rule on place names that holds on a date; without one today's."""
    if _before(date, _NAMES_FROM):
        return "《地名管理条例》（2022年修订前）"
    return "《地名管理条例》第九条至第十一条"
