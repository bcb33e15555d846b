"""All communities there could be, where there are few enough: every tier is then proven."""

from collections.abc import Iterable, Mapping

from redistrict.solve.candidates import Candidates
from redistrict.solve.clock import Clock
from redistrict.solve.costs import Costs
from redistrict.solve.instance import Instance
from redistrict.solve.master import Choice, choose
from redistrict.solve.subsets import TooMany, connected_sets

SETS = 20_000
"""Most connected sets for which enumeration is tried, before the band is looked at."""
METHOD = "set partitioning over all connected sets"


def solve(instance: Instance, costs: Costs, clock: Clock, caps: Mapping[int, int]) -> Choice | None:
    """Return the best plan of all, ``None`` where there are too many sets.

    First with sets that stand in the band or are tolerated; if they do not make a plan, with all.
    """
    wanted = instance.problem.rules.communities
    count = None if wanted is None else wanted - len(instance.held)
    for exact in (True, False):
        candidates = Candidates(instance, costs, exact)
        high = instance.problem.rules.changed_max if exact else candidates.ceiling
        try:
            found = list(connected_sets(instance.adjacent, instance.households, high, SETS))
        except TooMany:
            return None
        columns = list(candidates.columns(_with_today(instance, found)))
        choice = choose(
            columns, range(instance.size), costs.base, clock,
            count=count, caps=caps, forced=candidates.forced,
        )  # fmt: skip
        if choice.sets is not None or not choice.infeasible or not exact:
            return choice
    return None


def _with_today(instance: Instance, sets: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return the sets with today's whole communities, which may be larger than any new one."""
    today = {core for core, whole in zip(instance.core, instance.whole, strict=True) if whole}
    return sorted({*sets, *today})
