"""The problem of one subdistrict: all that model and verifier may know."""

from dataclasses import dataclass, field
from functools import cached_property

from redistrict.domain.rules import Change, Lock, Rules
from redistrict.domain.units import Community, Edge, Unit, neighbours


@dataclass(frozen=True)
class Problem:
    """Graph, communities and rules of one subdistrict.

    Parameters
    ----------
    units
        Sorted by id; all lie in ``subdistrict``.
    edges
        Sorted by ``(a, b)``; removed edges (``Contact.BARRIER``) are kept with their reason and
        do not connect.
    communities
        Today's communities of the subdistrict, sorted by id; their ``units`` are disjoint.
    locks
        Decisions that touch this subdistrict.
    workload_target
        T of tier 2: workload a community should have, fixed before solving.
    share
        Most of today's communities that may be touched here: what the subdistrict is given of
        ``rules.touched_max``, which holds for all of them together; ``None`` without a limit.
    """

    subdistrict: str
    units: tuple[Unit, ...]
    edges: tuple[Edge, ...]
    communities: tuple[Community, ...]
    rules: Rules
    change: Change = field(default_factory=Change)
    locks: tuple[Lock, ...] = ()
    workload_target: int = 0
    share: int | None = None

    @cached_property
    def unit(self) -> dict[str, Unit]:
        """Units by id."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def community(self) -> dict[str, Community]:
        """Today's communities by id."""
        return {community.id: community for community in self.communities}

    @cached_property
    def later(self) -> dict[str, tuple[int, ...]]:
        """Households of every unit in the years of the forecast."""
        columns = tuple(self.rules.forecast.values())
        found = {unit.id: dict(unit.counts) for unit in self.units}
        return {unit: tuple(row.get(name, 0) for name in columns) for unit, row in found.items()}

    @cached_property
    def adjacent(self) -> dict[str, tuple[str, ...]]:
        """Sorted neighbours of every unit."""
        return neighbours((unit.id for unit in self.units), self.edges)

    @cached_property
    def today(self) -> dict[str, str]:
        """Today's community of every unit, empty where it has none: c(i)."""
        membership = {unit.id: "" for unit in self.units}
        for community in self.communities:
            membership.update(dict.fromkeys(community.units, community.id))
        return membership
