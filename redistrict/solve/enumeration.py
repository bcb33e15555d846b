"""All communities there could be, where there are few enough: every tier is then proven."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from redistrict.solve.candidates import Candidates, stages
from redistrict.solve.clock import Clock, Sets
from redistrict.solve.costs import Costs
from redistrict.solve.identify import total
from redistrict.solve.instance import Instance
from redistrict.solve.lexicographic import Known, Level
from redistrict.solve.limits import Effort
from redistrict.solve.master import Choice, Column, Name, choose
from redistrict.solve.subsets import TooMany, connected_sets

SETS = 20_000
"""Most connected sets for which enumeration is tried, before the band is looked at."""
RENAMED = 20
"""Most plans refused because the names that are due cost more."""
METHOD = "set partitioning over all connected sets"


def solve(
    instance: Instance,
    costs: Costs,
    clock: Clock,
    caps: Mapping[int, int],
    choices: Iterable[Candidates] | None = None,
) -> Choice | None:
    """Return the best plan of all, ``None`` where there are too many sets.

    First with sets that stand in the band or are tolerated; if they do not make a plan, with all.

    Parameters
    ----------
    choices
        Sets that may stand for a community, ever wider ones; all stages where ``None``.
    """
    wanted = instance.problem.rules.communities
    count = None if wanted is None else wanted - len(instance.held)
    choice = None
    for candidates in choices or stages(instance, costs):
        try:
            found = list(
                connected_sets(instance.adjacent, instance.households, candidates.ceiling, SETS)
            )
        except TooMany:
            return None
        columns = list(candidates.columns(_with_today(instance, found)))
        choice = named(instance, costs, columns, clock, count, caps, candidates.forced)
        if choice.sets is not None or not choice.infeasible:
            break
    return choice


def named(
    instance: Instance,
    costs: Costs,
    columns: Sequence[Column],
    clock: Clock,
    count: int | None,
    caps: Mapping[int, int],
    forced: frozenset[int],
    effort: Effort | None = None,
    depth: int | None = None,
    start: Collection[Name] = (),
    known: Known | None = None,
) -> Choice:
    """Return the best choice under the names that are due.

    The program may name sets as it likes; the naming that counts keeps most households and can
    cost more. Such a plan is refused and the next one looked for: refused plans are known to cost
    more than a later one whose names are due, so that one is the best of all.
    """
    refused: list[Sets] = []
    best: tuple[tuple[int, ...], Choice] | None = None
    for _ in range(RENAMED):
        choice = choose(
            columns, range(instance.size), costs.base, clock,
            count=count, caps=caps, forced=forced, refused=refused, effort=effort, depth=depth,
            start=() if refused else start, known=known,
        )  # fmt: skip
        if choice.sets is None:
            break
        true = total(instance, costs, choice.sets)[:depth]
        claimed = tuple(level.value for level in choice.levels)
        if best is None or true < best[0]:
            best = (
                true,
                choice if true == claimed else replace(choice, levels=_open(choice, true)),
            )
        if true == claimed or best[0] <= claimed:
            break
        refused.append(choice.sets)
    return choice if best is None else best[1]


def _open(choice: Choice, true: tuple[int, ...]) -> tuple[Level, ...]:
    """Return the levels of a plan whose names are not due: the first bound alone holds."""
    return tuple(
        Level(value, level.bound if position == 0 else None)
        for position, (value, level) in enumerate(zip(true, choice.levels, strict=True))
    )


def _with_today(instance: Instance, sets: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return the sets with today's whole communities, which may be larger than any new one."""
    today = {core for core, whole in zip(instance.core, instance.whole, strict=True) if whole}
    return sorted({*sets, *today})
