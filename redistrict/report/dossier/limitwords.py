"""Limits in Chinese words, from stretches of border or a walk; no file, no case.

Forms as in approvals of districts: the four sides (四至), the four sides with their turns, and a
closed walk from crossing to crossing. What has no name is a blank with its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from redistrict.limits.bearing import Sector, bearing, quarter, sector
from redistrict.limits.corner import Corner
from redistrict.limits.legs import Leg
from redistrict.limits.lines import LineState
from redistrict.limits.stretches import Stretch
from redistrict.limits.walk import Walk
from redistrict.report.dossier.content import clean
from redistrict.report.dossier.wording import to_fill

EIGHT = ("北", "东北", "东", "东南", "南", "西南", "西", "西北")
_SIDES = (Sector.EAST, Sector.SOUTH, Sector.WEST, Sector.NORTH)
_STATES = {LineState.UNDER_CONSTRUCTION: "（在建）", LineState.PLANNED: "（规划中）"}
_OPPOSITE = {Sector.WEST: "东", Sector.NORTH: "南"}
_LEAST_SHARE = 0.1
"""A line is named on a side if it makes up so much of that side."""
_RIM = (Sector.NORTH_EAST, Sector.SOUTH_EAST, Sector.SOUTH_WEST)
"""Where the north, east and south sides of a clockwise walk end; the west side ends the walk."""


def called(name: str, state: LineState | None, metres: float) -> str:
    """Return a line as the words name it: with 在建, 规划中; a blank where it has no name."""
    if not name:
        return to_fill(f"约{round(metres)}米的界线名称")
    return clean(name) + (_STATES.get(state, "") if state else "")


def four_sides(stretches: Sequence[Stretch]) -> str:
    """Return 东至…，南至…，西至…，北至… for stretches that run clockwise around an area."""
    lengths = _by_side(stretches)
    return "，".join(f"{EIGHT[side]}至{_side_words(lengths[side])}" for side in _SIDES)


def four_sides_with_turns(stretches: Sequence[Stretch], walk: Walk) -> str:
    """Return the four sides with every turn on the way, clockwise.

    Such as 东至甲路、至乙街折东、至丙路折南.
    """
    sides = _legs_by_side(walk.legs)
    lengths = _by_side(stretches)
    words = []
    for side in _SIDES:
        legs = sides[side]
        if legs:
            first, *others = legs
            turns = [
                f"至{called(leg.name, leg.state, leg.metres)}折{EIGHT[leg.toward]}"
                for leg in others
            ]
            said = "、".join([called(first.name, first.state, first.metres), *turns])
        else:
            said = _side_words(lengths[side])
        words.append(f"{EIGHT[side]}至{said}")
    return "，".join(words)


def walk_words(walk: Walk) -> str:
    """Return the way around an area, clockwise from its north-west corner, line by line.

    A line that is left and taken up again at a crossing (``经``) is said once.
    """
    legs = walk.legs
    if len(legs) == 1:
        only = legs[0]
        return f"沿{called(only.name, only.state, only.metres)}闭合"
    last = legs[-1]
    start = (
        f"自{_of(last)}与{_of(legs[0])}交汇处{_which(last.end)}起"
        if last.name != legs[0].name
        else f"自{_of(last)}与{_crossed(last)}交汇处{_which(last.end)}起"
    )
    words = [start]
    run: list[Leg] = []
    for leg, after in zip(legs, [*legs[1:], legs[0]], strict=True):
        run.append(leg)
        if after.name == leg.name and leg.name and after is not legs[0]:
            continue
        words.append(_run_words(run, after))
        run = []
    return "，".join(words) + "，回到起点"


def _run_words(run: Sequence[Leg], after: Leg) -> str:
    """Return one line of the walk: 沿甲路向东，经乙街交汇处，至丙路."""
    first, last = run[0], run[-1]
    via = "".join(f"经{_crossed(leg)}{_which(leg.end)}" for leg in run[:-1])
    start, end = first.course.coords[0], last.course.coords[-1]
    metres = sum(leg.metres for leg in run)
    goal = _crossed(last) if after.name == last.name and last.end else _of(after)
    where = _which(last.end)
    if last.end is None and last.name and after.name:
        where = to_fill("两线交汇处的位置")
    toward = EIGHT[sector(bearing(start, end))]
    return f"沿{called(first.name, first.state, metres)}向{toward}{via}至{goal}{where}"


def _of(leg: Leg) -> str:
    return called(leg.name, leg.state, leg.metres)


def _crossed(leg: Leg) -> str:
    """Return the other line at the end of a leg."""
    corner = leg.end
    if corner is None:
        return to_fill("交汇的道路")
    return clean(corner.other if corner.one == leg.name else corner.one)


def _which(corner: Corner | None) -> str:
    """Return which of several crossings of two lines is meant."""
    if corner is None or corner.choice is None:
        return ""
    toward, rank = corner.choice.toward, corner.choice.rank
    if rank:
        return f"（两线自{EIGHT[toward]}向{_OPPOSITE[toward]}第{rank}个交汇处）"
    return f"（两线最{EIGHT[toward]}端的交汇处）"


def _by_side(stretches: Sequence[Stretch]) -> dict[Sector, dict[str, float]]:
    lengths: dict[Sector, dict[str, float]] = {side: {} for side in _SIDES}
    for stretch in stretches:
        key = called(stretch.name, stretch.state, 0) if stretch.name else ""
        for start, end in pairwise(stretch.course.coords):
            # Clockwise, the land outside lies to the left of the way.
            names = lengths[quarter(bearing(start, end) - 90)]
            metres = float(np.hypot(end[0] - start[0], end[1] - start[1]))
            names[key] = names.get(key, 0.0) + metres
    return lengths


def _side_words(names: dict[str, float]) -> str:
    whole = sum(names.values())
    if not whole:
        return to_fill("界线名称")
    shown = [name for name, metres in names.items() if metres >= _LEAST_SHARE * whole]
    ordered = sorted(shown, key=lambda name: (-names[name], name))
    return "、".join(name or called("", None, names[name]) for name in ordered)


def _legs_by_side(legs: Sequence[Leg]) -> dict[Sector, list[Leg]]:
    """Divide a walk that starts in the north-west where it passes the other three corners."""
    ends = np.array([leg.course.coords[-1] for leg in legs])
    cuts = [int(np.argmax(ends @ corner.vector)) + 1 for corner in _RIM]
    bounds = [0, *cuts, len(legs)]
    found: dict[Sector, list[Leg]] = {side: [] for side in _SIDES}
    if bounds != sorted(bounds):
        return found
    for side, (start, stop) in zip(
        (Sector.NORTH, Sector.EAST, Sector.SOUTH, Sector.WEST), pairwise(bounds), strict=True
    ):
        for leg in legs[start:stop]:
            if not found[side] or found[side][-1].name != leg.name or not leg.name:
                found[side].append(leg)
    return found
