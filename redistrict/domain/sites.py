"""Resettlement sites and other special units: a rule in tiers says what becomes of each."""

from dataclasses import dataclass
from enum import StrEnum


class Becomes(StrEnum):
    """What becomes of a site (处置方式)."""

    VILLAGE = "original village"
    NEIGHBOUR = "joins the neighbour"
    GROUP = "own group under the neighbour"
    OWN = "own community"
    STATION = "work station"


@dataclass(frozen=True, slots=True)
class SiteRule:
    """The tiers, in households.

    Parameters
    ----------
    group_from
        Fewer join the neighbouring community without a group of their own.
    own_from
        As many make a village or community of their own where they qualify, else a work station.
    group_most
        Most households of one group of villagers or residents.
    """

    group_from: int
    own_from: int
    group_most: int
    source: str


@dataclass(frozen=True, slots=True)
class Site:
    """One site as its ledger describes it.

    Parameters
    ----------
    beside_village
        Whether it lies beside the village that its people come from.
    lacking
        Conditions of an own community that it does not meet.
    """

    id: str
    name: str
    households: int
    population: int
    village: str
    neighbour: str
    beside_village: bool
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site with what becomes of it; ``groups`` counts its groups of villagers or residents."""

    site: Site
    becomes: Becomes
    groups: int = 0


def judge(site: Site, rule: SiteRule) -> SiteRow:
    """Return what becomes of a site.

    Many and qualifying: an own community; many and not yet: a work station. Fewer: a group of the
    original village where that is beside it, else an own residents' group under the neighbour, or
    without a group where there are too few.
    """
    if site.households >= rule.own_from:
        return SiteRow(site, Becomes.STATION if site.lacking else Becomes.OWN)
    groups = -(-site.households // rule.group_most)
    if site.beside_village:
        return SiteRow(site, Becomes.VILLAGE, groups)
    if site.households >= rule.group_from:
        return SiteRow(site, Becomes.GROUP, groups)
    return SiteRow(site, Becomes.NEIGHBOUR)
