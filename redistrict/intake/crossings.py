"""Barriers that cut links between units, and bridges that join them, each with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from redistrict.domain.findings import Finding, Place
from redistrict.domain.units import Contact
from redistrict.intake.contacts import Link, Links
from redistrict.intake.inputs import Adjacency, Crossing
from redistrict.intake.metric import project
from redistrict.intake.opening import Files


@dataclass(frozen=True)
class Features:
    """The features of a barrier or bridge in the working system, each with its reason.

    ``over`` names the barrier that each bridge crosses; empty where any may be.
    """

    shapes: Any
    reasons: tuple[str, ...]
    over: tuple[str, ...]


@dataclass
class Crossings:
    """Applies the barriers and bridges of a scenario to the links of its units.

    Parameters
    ----------
    ids
        Ids of the units by position.
    shapes
        Their polygons, ``None`` without a map.
    crs
        The working system.
    """

    adjacency: Adjacency
    files: Files
    ids: Sequence[str]
    shapes: Any
    crs: Any
    file: str

    def apply(self, links: Links) -> tuple[Finding, ...]:
        """Cut and join links in place; return what is wrong or without effect."""
        at = {key: position for position, key in enumerate(self.ids)}
        findings: list[Finding] = []
        for number, barrier in enumerate(self.adjacency.barriers, 1):
            place = Place(self.file, column=f"adjacency.barriers[{number}]")
            before = len(findings)
            features = self._features(barrier, place, findings)
            cut = self._cut_pairs(barrier, links, at, place, findings)
            cut += self._cut_lines(features, links) if features else 0
            if not cut and len(findings) == before:
                findings.append(Finding("BARRIER_CUTS_NOTHING", place, {"reason": barrier.reason}))
        for number, bridge in enumerate(self.adjacency.bridges, 1):
            place = Place(self.file, column=f"adjacency.bridges[{number}]")
            before = len(findings)
            features = self._features(bridge, place, findings)
            joined = self._join_pairs(bridge, links, at, place, findings)
            joined += self._join_lines(features, links) if features else 0
            if not joined and len(findings) == before:
                findings.append(Finding("BRIDGE_JOINS_NOTHING", place, {"reason": bridge.reason}))
        return tuple(findings)

    def _features(
        self, crossing: Crossing, place: Place, findings: list[Finding]
    ) -> Features | None:
        """Return the features that the scenario chooses from a layer."""
        if not crossing.path:
            return None
        if self.shapes is None:
            findings.append(Finding("CROSSING_NEEDS_MAP", place, {"path": crossing.path}))
            return None
        wanted = {f"where.{name}": name for name in crossing.where}
        wanted |= {"name": crossing.name} if crossing.name else {}
        wanted |= {"width": crossing.width} if crossing.width else {}
        wanted |= {"over": crossing.over} if crossing.over else {}
        source = self.files.layer(crossing.path, crossing.layer, wanted, table=place.column)
        if source is None:
            return None
        chosen = [
            position
            for position in range(len(source))
            if not shapely.is_empty(source.shapes[position])
            and source.shapes[position] is not None
            and all(
                source.cell(name, position).strip() in values
                for name, values in crossing.where.items()
            )
            and _metres(source.text("width", position)) >= crossing.min_width_m
        ]
        names = [source.text("name", position) for position in chosen]
        shapes = project(source.shapes[chosen], source.crs, self.crs)
        reasons = (f"{crossing.reason}: {name}" if name else crossing.reason for name in names)
        over = tuple(source.text("over", position).strip() for position in chosen)
        return Features(shapes, tuple(reasons), over)

    def _pairs(
        self, crossing: Crossing, at: Mapping[str, int], place: Place, findings: list[Finding]
    ) -> list[tuple[int, int]]:
        pairs = []
        for pair in crossing.pairs:
            unknown = [key for key in pair if key not in at]
            findings += [Finding("CROSSING_UNIT_UNKNOWN", place, {"id": key}) for key in unknown]
            if not unknown and pair[0] != pair[1]:
                low, high = sorted(at[key] for key in pair)
                pairs.append((low, high))
        return pairs

    def _cut_pairs(
        self, crossing: Crossing, links: Links, at: Mapping[str, int], place: Place,
        findings: list[Finding],
    ) -> int:  # fmt: skip
        pairs = [pair for pair in self._pairs(crossing, at, place, findings) if pair in links]
        for pair in pairs:
            _cut(links[pair], crossing.reason)
        return len(pairs)

    def _join_pairs(
        self, crossing: Crossing, links: Links, at: Mapping[str, int], place: Place,
        findings: list[Finding],
    ) -> int:  # fmt: skip
        pairs = self._pairs(crossing, at, place, findings)
        return sum(_join(links, pair, crossing.reason) for pair in pairs)

    def _cut_lines(self, features: Features, links: Links) -> int:
        """Cut the links that barriers run along or across."""
        if not len(features.shapes):
            return 0
        asked = list(links.values())
        courses = np.array([link.course for link in asked], dtype=object)
        gaps = np.array([link.contact is Contact.NEAR for link in asked], dtype=bool)
        within = self.adjacency.barrier_within_m
        tree = shapely.STRtree(features.shapes)
        count = 0
        row, feature = tree.query(courses, predicate="intersects")
        across = gaps[row]
        for one, other in zip(row[across].tolist(), feature[across].tolist(), strict=True):
            count += 1
            _cut(asked[one], features.reasons[other])
        row, feature = tree.query(courses, predicate="dwithin", distance=within)
        along = ~gaps[row]
        row, feature = row[along], feature[along]
        zones = dict(zip(
            (used := np.unique(feature)).tolist(),
            shapely.buffer(features.shapes[used], within), strict=True,
        ))  # fmt: skip
        for one in np.unique(row).tolist():
            others = feature[row == one].tolist()
            zone = shapely.union_all([zones[other] for other in others])
            open_m = float(shapely.length(shapely.difference(courses[one], zone)))
            if open_m < max(self.adjacency.min_shared_m, 1e-6):
                count += 1
                for other in sorted(others):
                    _cut(asked[one], features.reasons[other])
        return count

    def _join_lines(self, features: Features, links: Links) -> int:
        """Join the units at both ends of a line; at a point, what a barrier cut there."""
        reach = self.adjacency.bridge_reach_m
        units = shapely.STRtree(self.shapes)
        cut = [link for link in links.values() if link.contact is Contact.BARRIER]
        count = 0
        bridges = zip(features.shapes, features.reasons, features.over, strict=True)
        for shape, reason, over in bridges:
            if shapely.get_dimensions(shape) == 1:
                for line in shapely.get_parts(shapely.line_merge(shape)):
                    ends = [shapely.get_point(line, 0), shapely.get_point(line, -1)]
                    near = units.query_nearest(ends, max_distance=reach, all_matches=False)
                    if len(near[0]) == 2 and near[1][0] != near[1][1]:
                        low, high = sorted(near[1].tolist())
                        if not over or self._only(links.get((low, high)), over):
                            count += _join(links, (low, high), reason)
            else:
                for link in cut:
                    if over and not self._only(link, over):
                        continue
                    if shapely.dwithin(link.course, shape, reach):
                        count += _join(links, (link.a, link.b), reason)
        return count

    def _only(self, link: Link | None, name: str) -> bool:
        """Whether the barriers of one name, and no others, have cut a link."""
        said = {f"{barrier.reason}: {name}" for barrier in self.adjacency.barriers}
        if link is None or link.contact is Contact.BRIDGE:
            return link is not None
        return bool(link.reasons) and set(link.reasons) <= said


def _cut(link: Link, reason: str) -> None:
    link.contact = Contact.BARRIER
    if reason not in link.reasons:
        link.reasons.append(reason)


def _join(links: Links, pair: tuple[int, int], reason: str) -> int:
    """Join two units; what is adjacent already stays as it is."""
    link = links.setdefault(pair, Link(*pair, Contact.BARRIER))
    if link.contact not in {Contact.BARRIER, Contact.BRIDGE}:
        return 0
    if link.contact is Contact.BARRIER:
        link.reasons.insert(0, reason)
    elif reason not in link.reasons:
        link.reasons.append(reason)
    link.contact = Contact.BRIDGE
    return 1


def _metres(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
