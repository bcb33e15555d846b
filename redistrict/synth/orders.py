"""The places that can be made up beside 云泉区, each after the published figures of a real one."""

from __future__ import annotations

from redistrict.synth.places import Order, Sizes

YINLING = Order(
    key="yinling",
    title="示例市银岭区社区规模调整（示例数据）",
    subtitle="36个社区，户数标准1500至3000户；11个过大的拆分，1片新建住宅区新设社区",
    after="仿2020年白银市公开数据的数量关系（调整12个：拆分11个、新设1个）",
    as_of="2020-10",
    profile="baiyin-2020",
    towns=(
        (
            "银岭城区",
            (
                ("纺织路街道", 9),
                ("人民路街道", 8),
                ("银泉街道", 8),
                ("工农路街道", 6),
                ("西岭街道", 6),
            ),
        ),
    ),
    sizes=Sizes((1560, 2940), over=11, over_range=(3_400, 5_300)),
    seed=2020,
    loose=1,
)

HEICHUAN = Order(
    key="heichuan",
    title="示例市黑川区社区规模与人员配置（示例数据）",
    subtitle="5个街道、67个社区，每80户配备1名社区工作者",
    after="仿克拉玛依市克拉玛依区公开数据的数量关系（5个街道、67个社区，平均每80户1名工作人员）",
    as_of="2018-12",
    profile="karamay-2018",
    towns=(
        (
            "黑川城区",
            (
                ("天山路街道", 15),
                ("银河路街道", 14),
                ("胜利路街道", 13),
                ("昆仑路街道", 13),
                ("古海街道", 12),
            ),
        ),
    ),
    sizes=Sizes((1050, 2950), over=3, over_range=(3_300, 4_600), small=2, joinable=2),
    seed=2018,
    m2=(22.0, 60.0),
    per_worker=(76, 96),
)

SUQUAN = Order(
    key="suquan",
    title="示例市肃泉区社区规模调整（示例数据）",
    subtitle="4个街道、21个社区，一次全部计算",
    after="仿酒泉市肃州区公开数据的数量关系（4个街道、21个社区）",
    as_of="2023-06",
    profile="suzhou-jiuquan-2023",
    towns=(("肃泉城区", (("东北街道", 6), ("东南街道", 5), ("西北街道", 5), ("西南街道", 5))),),
    sizes=Sizes((1100, 2950), over=3, over_range=(3_300, 5_200), joinable=1),
    seed=2024,
)

LIXI = Order(
    key="lixi",
    title="示例市历溪区社区规模与服务设施（示例数据）",
    subtitle="99个社区，目标：八成以上社区的服务设施不少于1000平方米",
    after="仿济南市历下区公开数据的数量关系（99个社区，80%以上服务设施达到1000平方米）",
    as_of="2018-12",
    profile="lixia-2018",
    towns=(
        (
            "历溪城区",
            (
                ("泉城里街道", 14),
                ("大明街道", 13),
                ("千佛街道", 13),
                ("文东街道", 12),
                ("建新街道", 12),
                ("甸柳街道", 12),
                ("燕山里街道", 12),
                ("智远里街道", 11),
            ),
        ),
    ),
    sizes=Sizes((1100, 2960), over=6, over_range=(3_300, 5_400), heavy=0, small=2, joinable=2),
    seed=2019,
    m2=(34.0, 78.0),
)

HANMIAN = Order(
    key="hanmian",
    title="示例市汉沔各区县网格划分（示例数据）",
    subtitle="11个区县、293个城镇社区划分网格，每个网格300至500户、一名网格员",
    after="仿2022年汉中市公开数据的数量关系（293个城镇社区、1623个网格、每个网格一名网格员）",
    as_of="2022-06",
    profile="hanzhong-2022",
    towns=(
        ("汉沔城区", (("沔阳街道", 16), ("北关街道", 15), ("中山里街道", 16), ("汉水街道", 15))),
        ("南沔区", (("南沔街道", 14), ("大河坎街道", 14), ("梁山里街道", 13))),
        ("褒城县", (("褒城镇", 17), ("河东镇", 17))),
        ("洋水县", (("洋水街道", 16), ("戚氏镇", 14))),
        ("勉阳县", (("勉阳街道", 14), ("定军镇", 13))),
        ("西沔县", (("西沔镇", 12), ("堰口镇", 12))),
        ("略水县", (("略水镇", 21),)),
        ("宁沔县", (("宁沔镇", 18),)),
        ("镇江里县", (("泾洋里镇", 15),)),
        ("留川县", (("留川镇", 12),)),
        ("佛溪县", (("佛溪镇", 9),)),
    ),
    sizes=Sizes((1050, 2950)),
    seed=2022,
    buildings=True,
)

ORDERS = {order.key: order for order in (YINLING, HEICHUAN, SUQUAN, LIXI, HANMIAN)}
