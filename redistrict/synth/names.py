"""Invented names for roads, communities, compounds and villages; none is taken from a real place."""

from __future__ import annotations

import numpy as np

ARTERIAL_STREETS = "云泉 漪河 文澜 长宁 丰和 望川 广济 泰平 景明 昌平里 仁和 德胜".split()
ARTERIAL_ROADS = "青杨 古槐 鼓楼坊 织染 北川 西岭 东皋 云谷 南浦 金麦 铁道 明堂 启元 碧野".split()
SPECIAL = {"river": "漪水河", "railway": "北川铁路", "expressway": "绕城快速路"}

FIRST = "安 柏 宝 长 朝 承 春 慈 丹 东 芳 丰 福 谷 广 和 恒 弘 华 怀 嘉 锦 景 静 康 兰 礼 立 连 明 宁 平 启 庆 荣 瑞 善 尚 盛 松 泰 桐 望 维 祥 秀 雅 永 裕 远 泽 正 知".split()
SECOND = "安 昌 成 春 达 德 芳 丰 阜 光 桂 和 恒 华 惠 吉 佳 康 乐 林 隆 茂 民 明 宁 平 清 仁 荣 润 升 盛 舒 顺 泰 通 望 文 熙 贤 兴 学 阳 业 怡 义 盈 裕 源 云 泽 州 竹".split()

COMMUNITIES = (
    "槐荫里 钟磬巷 砚池 染坊巷 南营 柳井 书院前 戏楼 铜器巷 皮坊 驼道口 关帝巷 瓦市 米粮市 "
    "石牌楼 笔架 双井 羊角巷 马莲巷 绸庄 城隍里 驿前 磨坊里 银匠巷 更楼 文澜东 文澜西 杏坛 "
    "芸窗 科园 棉纺 机床里 风华 沁芳 百草 桃李 晨曦 北关里 塔影 霁月 松风 牧歌 铸锻里 月台 "
    "扳道口 机务段 信号楼 货场 东皋 枕木里 站前 新泉 望川 晴川 泽园 锦帆 漪澜 映波 沙柳 "
    "云杉 芦花 金麦 雁鸣 鹭洲 丰泽 稻香 暖泉 星河湾畔 沐阳 听雨 知春 紫荆 白桦 康宁 青杨 "
    "杨树湾 果园 渠畔 麦场 云谷东 云谷西 云谷南 枫林 同心 和顺 长宁 景明 泰平 朝霞 惠民 "
    "石榴园 梧桐里 梨花 杏林 榆荫 菊圃 荷塘 竹韵 梅园 兰亭里"
).split()

VILLAGES = (
    "上柳沟 下柳沟 郭家湾 史家窑 邢家滩 东渠头 西渠头 马莲滩 沙枣圪旦 羊圈湾 赵家圪堵 苗家营子 "
    "前榆林 后榆林 老河口 三道渠 五道渠 牛头湾 孙家油坊 磨石湾 新立 北洼 南洼 红柳井 黑土坡 "
    "芦草泊 金家圐圙 陈家堡子 双圪梁 白泥井 大渠畔 小渠畔 麻地湾 菜园壕 梁家窑子 贺家寨 "
    "东沙梁 西沙梁 杜家场 头道桥 二道桥 糜地湾 高家台子 水磨沟 月牙泊 柠条滩 甜水井 韩家庙 "
    "炭场湾 龙王庙滩 周家圪卜 石人湾 毛家渠 望远 兴农 杨家圪台 曹家场 闫家壕"
).split()

WORKS = (
    "第一毛纺 第二毛纺 针织 皮革 制鞋 搪瓷 面粉 食品 糖业 酒 乳品 木器 家具 印刷 玻璃 轴承 农机 "
    "拖拉机配件 水泵 电线 变压器 仪表 锅炉 机床 铸造 标准件 水泥制品 砖瓦 化肥 橡胶 塑料 制药 "
    "五金 钟表 灯泡 造纸 毛毯 被服 汽车修理 电机"
).split()
BUREAUS = (
    "粮食 水利 林业 商业 供销社 物资 邮电 交通 公路段 园林 房管 建工 税务 卫生 教育 文化 广电 农牧 "
    "气象 统计 二轻 外贸 煤建 百货 糖酒 医药 地质队 勘察队 自来水 公交 环卫 剧团"
).split()
HOMES = "苑 园 花园 佳园 小区 新村 雅居 家园 里 公寓".split()
NEW_HOMES = "华府 雅苑 悦府 和园 尚品 名邸 云庭 嘉园 锦城 御景 学府 湖畔 林语 印象".split()
OTHER_LAND = {
    "学校": ("小学", "第{n}小学", "第{n}中学", "幼儿园", "实验学校"),
    "公园绿地": ("公园", "街心公园", "绿地", "体育公园"),
    "医院": ("医院", "卫生服务中心", "中医院"),
    "市场": ("综合市场", "农贸市场", "建材市场", "二手车市场"),
    "商业": ("商业广场", "购物中心", "商贸城"),
    "厂区": ("机械厂", "热力公司厂区", "冷链物流园", "产业园", "仓储园"),
    "机关单位": ("办公区", "行政服务中心", "停车保养场"),
    "空地": ("东侧待建地块", "西侧储备地块", "旧厂拆迁地块", "南侧待建地块"),
}


class Register:
    """Hands out names and never the same one twice (for one city, in a fixed order)."""

    def __init__(self, dice: np.random.Generator) -> None:
        self._dice = dice
        self._used: set[str] = set()

    def stem(self) -> str:
        first = FIRST[int(self._dice.integers(len(FIRST)))]
        second = SECOND[int(self._dice.integers(len(SECOND)))]
        return first + second if first != second else self.stem()

    def unique(self, make: str, stem: str = "") -> str:
        """Return `make` with a stem in place of `{}`; a taken name gets another stem or a number."""
        for _ in range(60):
            name = make.format(stem or self.stem())
            if name not in self._used:
                self._used.add(name)
                return name
            if stem:
                break
        for number in range(2, 199):
            name = f"{make.format(stem or self.stem())}{number}号院"
            if name not in self._used:
                self._used.add(name)
                return name
        raise ValueError(make)

    def pick(self, options: tuple[str, ...] | list[str]) -> str:
        return options[int(self._dice.integers(len(options)))]
