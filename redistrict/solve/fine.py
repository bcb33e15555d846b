"""Plans with reshaping where the communities that could be are too many to list.

A restricted assignment model gives a plan of least change and a relaxation the bound; regions of
the plan are solved anew while it is far from the bound, and single moves improve the other tiers.
"""

from collections.abc import Mapping, Sequence

from redistrict.domain.rules import Tier
from redistrict.solve import assignment, founding, regions
from redistrict.solve import program as programs
from redistrict.solve.candidates import Candidates
from redistrict.solve.clock import Clock, Sets
from redistrict.solve.costs import Costs
from redistrict.solve.identify import labels_of, total
from redistrict.solve.instance import Instance
from redistrict.solve.lexicographic import Level
from redistrict.solve.limits import Effort
from redistrict.solve.master import Choice
from redistrict.solve.polish import polish
from redistrict.solve.relaxation import bounds

METHOD = "assignment to existing and new communities, bound by relaxation"
HOPS = (3, 6, 12)
NODES = 100
FEW_NODES = 1
"""Of the first program where it is large: its start is what takes time, and regions do better."""
NEAR = 5
"""Thousandths of the bound within which a plan of least change is not looked for any further."""
SMALL = 300
"""Nodes up to which new communities are tried although today's suffice."""


def solve(
    instance: Instance,
    costs: Costs,
    clock: Clock,
    caps: Mapping[int, int],
    start: Sets | None = None,
) -> Choice:
    """Return sets of nodes, tier values and bounds.

    Parameters
    ----------
    caps
        Most that a tier (by position) may take.
    start
        A plan to begin from, such as that of least change.
    """
    sets = start or _plan(instance, clock)
    if sets is None:
        return Choice(None)
    floor, solver = bounds(instance, costs, clock)
    if start is None:
        sets = regions.refine(instance, sets, clock, _enough(floor))
    chosen = _polished(instance, costs, clock, caps, sets)
    levels = tuple(
        Level(value, floor[position] if position < len(floor) else None)
        for position, value in enumerate(total(instance, costs, chosen))
    )
    return Choice(chosen, levels, solver=solver)


def plan(instance: Instance, costs: Costs, clock: Clock, caps: Mapping[int, int]) -> Sets | None:
    """Return a good plan without any bound."""
    sets = _plan(instance, clock)
    if sets is None:
        return None
    return _polished(instance, costs, clock, caps, regions.refine(instance, sets, clock))


def _enough(floor: Sequence[int | None]) -> int:
    """Return the least change below which nothing more is looked for, of bounds by tier."""
    bound = floor[2] if len(floor) > 2 else None
    return 0 if bound is None else bound + bound * NEAR // 1000


def _polished(
    instance: Instance, costs: Costs, clock: Clock, caps: Mapping[int, int], sets: Sets
) -> Sets:
    """Return the plan after single moves, under the names that are due."""
    chosen = polish(instance, costs, sets, labels_of(instance, sets), clock, caps)
    if total(instance, costs, chosen) > total(instance, costs, sets):
        # The names that are due after the moves may cost more than those carried along.
        chosen = sets
    clock.offer(chosen)
    return chosen


def _plan(instance: Instance, clock: Clock) -> Sets | None:
    """Return the best plan of the restricted models, the hard band first."""
    least = Costs(instance, (Tier.EXCEPTIONS, Tier.EXCESS, Tier.CHANGE))
    fresh = seeds(instance)
    for soft in (False, True):
        for hops in HOPS:
            found: list[Sets] = []
            for starts in dict.fromkeys(((), fresh)):
                if found and instance.size > SMALL:
                    # New communities are worth a second whole model only where it is small.
                    break
                sets = _assign(instance, hops, starts, clock, soft=soft)
                found += [sets] if sets is not None else []
            if found:
                best = min(found, key=lambda sets: total(instance, least, sets))
                if not soft and instance.size > SMALL:
                    best = founding.found(instance, best, clock, NODES)
                return best
            if clock.over:
                break
    return None if instance.problem.share is None else _today(instance)


def _today(instance: Instance) -> Sets | None:
    """Return today's communities, which no limit of communities touched refuses, if they may stay.

    They may not where a unit has none, locks want something else or one is in pieces.
    """
    sets = tuple(sorted(instance.core))
    judge = Candidates(instance, Costs(instance, ()), exact=False, ceiling=0)
    stays = (
        all(instance.whole)
        and sum(map(len, sets)) == instance.size
        and all(len(instance.pieces(nodes)) == 1 for nodes in sets)
        and all(judge.lawful(frozenset(nodes)) for nodes in sets)
    )
    return sets if stays else None


def _assign(
    instance: Instance, hops: int, starts: tuple[int, ...], clock: Clock, *, soft: bool
) -> Sets | None:
    nodes = FEW_NODES if instance.size > SMALL and not soft else NODES
    effort = Effort(nodes=nodes * clock.limits.effort)
    model = assignment.build(instance, hops, starts, soft=soft)
    least = Costs(instance, (Tier.CHANGE,))

    def improved(values: Sequence[float]) -> None:
        if not soft:
            clock.tell(Tier.CHANGE, round(model.program.value(values)) + least.base[0], None)
        clock.offer(tuple(sorted(tuple(nodes) for nodes in model.sets(values))))

    answer = programs.solve(model.program, clock, effort, improved=improved)
    clock.stop(answer.stopped_by)
    if answer.values is None:
        return None
    sets = tuple(sorted(tuple(nodes) for nodes in model.sets(answer.values)))
    joined = all(len(instance.pieces(nodes)) == 1 for nodes in sets)
    return sets if joined else None


def seeds(instance: Instance) -> tuple[int, ...]:
    """Return nodes around which new communities may stand: far from the office of large ones."""
    rules = instance.problem.rules
    starts = assignment.roots(instance)
    found: list[int] = []
    for label, size in enumerate(instance.today):
        core = instance.core[label]
        chosen = [starts[label]]
        for _ in range(min(len(core), -(-size // rules.changed_max)) - 1):
            away = instance.hops(chosen, frozenset(core))
            chosen.append(
                max(core, key=lambda node: (away[node], instance.households[node], -node))
            )
        found += chosen[1:]
    loose = [node for node, here in enumerate(instance.kept) if not here]
    for piece in instance.pieces(loose):
        found += _spread(instance, piece)
    for piece in instance.pieces(range(instance.size)):
        if not {*piece} & {*starts, *found}:
            # Parts of communities that nothing joins to any of their offices.
            found += _spread(instance, piece)
    return tuple(dict.fromkeys(found))


def _spread(instance: Instance, piece: Sequence[int]) -> list[int]:
    """Return nodes of land without communities, far from each other: one more than are needed."""
    rules = instance.problem.rules
    size = instance.total(piece)
    usual = max(1, (rules.changed_min + rules.changed_max) // 2)
    most = size // max(1, rules.changed_min)
    count = max(1, -(-size // rules.changed_max), min(most, -(-size // usual) + 1))
    chosen = [piece[0]]
    while len(chosen) < min(count, len(piece)):
        away = instance.hops(chosen, frozenset(piece))
        free = [node for node in piece if node not in chosen]
        chosen.append(max(free, key=lambda node: (away[node], instance.households[node], -node)))
    return chosen
