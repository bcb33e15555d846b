"""The text of a made-up city's scenario, with a word on every part."""

from __future__ import annotations

from redistrict.synth.blueprint import NOTE
from redistrict.synth.city import City
from redistrict.synth.territory import REACH_M

HEAD = """\
# {note}。
# {city}{district}：{communities}个社区（其中{unfiled}个未备案）、{villages}个村不在方案内。
# 改一个数，再运行一次：redistrict propose {file} --out maps/{key}
title = "{city}{district}社区规模调整（示例数据）"
lang = "zh"
profile = "{profile}"                     # redistrict profiles 列出全部标准及出处
households_definition = "常住户"              # 法律没有定义“户”，必须写明口径
as_of = "2026-03"
source = "示例数据（虚构），{after}"
made_up = true
made_up_note = "{note}"

[units]                                    # 单元：住宅小区和小区之间的其他用地
path = "{data}layers.gpkg"
layer = "units"
id = "unit_id"
name = "unit_name"
subdistrict = "parent_name"
community = "community_name"
community_unique = true
group = "compound"                         # 同一小区的几期不拆开
office = "office"                          # 哪个社区的党群服务中心在这里
sensitive = "sensitive"

[ledger]                                   # 小区台账，按编号与图层连接
path = "{data}compounds.csv"
id = "单元编号"
households = "常住户数"
population = "常住人口"
counts = ["60岁以上", "住宅套数"]

[community_ledger]                         # 社区台账：一行一个社区
path = "{data}communities.csv"
name = "社区名称"
subdistrict = "镇街"
filed = "是否备案"
overloaded = "管理负荷过重"
overload_evidence = "负荷认定依据"
staff = "社区工作者"
office_address = "办公用房地址"
office_area_m2 = "办公用房面积"
office_state = "办公用房状态"
office_date = "启用年月"
"""

CONTEXT = {
    "roads": '{{ path = "{data}layers.gpkg", layer = "roads", name = "name", kind = "class", width = "width_m", state = "state" }}',
    "rivers": '{{ path = "{data}layers.gpkg", layer = "rivers", name = "name", kind = "class", width = "width_m" }}',
    "railways": '{{ path = "{data}layers.gpkg", layer = "railways", name = "name", kind = "class", width = "width_m" }}',
    "bridges": '{{ path = "{data}layers.gpkg", layer = "bridges", name = "name", kind = "kind" }}',
    "offices": '{{ path = "{data}layers.gpkg", layer = "offices", community = "community", name = "name", address = "address", area = "area_m2", state = "state", date = "date" }}',
    "villages": '{{ path = "{data}layers.gpkg", layer = "villages", name = "name" }}',
}

ADJACENCY = """
[adjacency]                                # 小区之间隔着街巷：不超过{reach:.0f}米、正对至少5米、中间没有别的小区即相邻
contact = "near"
max_gap_m = {reach:.1f}
min_shared_m = 5.0
"""

BARRIER = """
[[adjacency.barriers]]
path = "{data}layers.gpkg"
layer = "{layer}"
name = "name"
reason = "{reason}"
"""

TAIL = """
[goals]
actions = ["split", "merge"]               # 加上 "reshape" 就允许调整管辖范围
alternatives = ["along-roads", "split-merge", "least-change"]
recommended = "along-roads"                # 沿路拆分：界线走道路，两边大小相近

[forecast]
year = 2031
households = "2031年预计户数"

[sensitivity]                              # propose --sensitivity：换权重、换口径再算一遍
households = ["住宅套数"]

[controls]                                 # 与台账总数不符时拒绝运行
units = {units}
households = {households}
communities = {communities}
"""

FILE = """
[file]                                     # 谁报、报给谁、谁批、怎么走：没有默认值，不填的在文中留空待填
district = "{city}{district}"
issuer = "{{subdistrict}}办事处"             # 每个镇（街道）一份请示
addressee = "{district}人民政府"
approver = "{district}人民政府"
reviewer = "{district}民政局"
guide = "{district}民政局"
date = "2026-04-10"                        # 成文日期，法律依据按它选用
chain = ["镇（街道）党（工）委会议", "{district}人民政府常务会议", "{city}人民政府常务会议"]
contact = "{district}民政局基层政权和社区治理股（示例）"
election = "批复后六个月内依法组织（示例）"
term_end = "2029-03"
major_decision = false                     # 列入重大行政决策事项目录的改为 true

[file.issuers]                             # 不是街道办事处的
{issuers}

[file.steps]                               # 已办的步骤及日期、文件；没有写的在文中待填
proposed = "2026-04-10"
"""
"""Issuer, addressee, approver, chain of decision and dates: all of them made up like the rest."""


def scenario_text(city: City, data: str, layers: frozenset[str]) -> str:
    """Return the scenario; `data` stands before every file name, `layers` are those written."""
    order = city.order
    members = [i for i, c in enumerate(city.ground.community) if c >= 0]
    facts = {
        "note": NOTE,
        "after": order.after,
        "profile": order.profile,
        "city": order.city,
        "district": order.district,
        "communities": len(city.communities),
        "unfiled": sum(city.settled.unfiled),
        "villages": len(city.villages),
        "file": f"scenarios/{order.key}.toml",
        "key": order.key,
        "data": data,
        "reach": REACH_M,
        "issuers": "\n".join(f'"{name}" = "{_issuer(name)}"' for name in _other_issuers(city)),
        "units": len(members),
        "households": sum(city.people[i].households for i in members),
    }
    parts = [HEAD, "\n[context]                                  # 底图与界线名称\n"]
    for name, line in CONTEXT.items():
        if name in layers:
            parts.append(f"{'outside' if name == 'villages' else name} = {line}\n")
    parts.append(ADJACENCY)
    if "railways" in layers:
        parts.append(BARRIER.replace("{layer}", "railways").replace("{reason}", "铁路"))
    parts += [TAIL, FILE]
    return "".join(part.format(**facts) for part in parts)


def _other_issuers(city: City) -> list[str]:
    return [office.name for office in city.order.offices if not office.name.endswith("街道")]


def _issuer(parent: str) -> str:
    return f"{parent}人民政府" if parent.endswith(("镇", "乡")) else parent
