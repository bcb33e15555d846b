"""Draw a closed walk again from its Chinese words alone, as a reader with the street map would."""

import re
from typing import Any

import numpy as np
import shapely

from redistrict.limits.course import Network, Point

WHICH = r"(?:（两线(?P<{0}>[^）]*)）)?"
START = re.compile(r"自(?P<one>.+)与(?P<other>.+?)交汇处" + WHICH.format("which") + "起")
LEG = re.compile(r"沿(?P<name>.+?)向(?:东北|东南|西北|西南|东|南|西|北)(?P<stops>[经至].+)")
STOP = re.compile(r"(?:经|至)(?P<other>.+?)" + WHICH.format("which") + "(?=经|至|$)")
TOWARD = {
    "东": (1, 0), "西": (-1, 0), "北": (0, 1), "南": (0, -1), "东北": (1, 1), "西北": (-1, 1),
    "东南": (1, -1), "西南": (-1, -1),
}  # fmt: skip


def draw(words: str, network: Network) -> Any:
    """Return the polygon that the words describe."""
    first, *legs, last = words.split("，")
    assert last == "回到起点"
    start = START.fullmatch(_known(first))
    assert start, first
    here = _corner(network, start["one"], start["other"], start["which"])
    points: list[Point] = []
    for text in legs:
        leg = LEG.fullmatch(_known(text))
        assert leg, text
        for stop in STOP.finditer(leg["stops"]):
            there = _corner(network, leg["name"], stop["other"], stop["which"])
            way = network.way(leg["name"], here, there)
            assert way is not None, text
            points += shapely.get_coordinates(way).tolist()
            here = there
    return shapely.make_valid(shapely.Polygon(points))


def _known(text: str) -> str:
    return text.replace("（在建）", "").replace("（规划中）", "")


def _corner(network: Network, one: str, other: str, which: str | None) -> Point:
    points = network.meetings(one, other)
    assert points, (one, other)
    if not which:
        assert len(points) == 1, (one, other)
        return points[0]
    if match := re.fullmatch(r"最(.+)端的交汇处", which):
        return max(points, key=lambda point: float(np.dot(point, TOWARD[match[1]])))
    match = re.fullmatch(r"自(.)向.第(\d+)个交汇处", which)
    assert match, which
    ordered = sorted(points, key=lambda point: -float(np.dot(point, TOWARD[match[1]])))
    return ordered[int(match[2]) - 1]
