"""The best split of one community where its parts are too many to list, tier by tier.

For every number of parts that can be best a program is solved (:mod:`redistrict.solve.parts`). A
program that lacks separators admits more than the splits there are, so that its bound holds for
all of them; where its best point is not connected, separators are added and it is solved again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redistrict.domain.rules import Tier
from redistrict.solve import program as programs
from redistrict.solve.aims import KNOWN, Aims
from redistrict.solve.candidates import Candidates
from redistrict.solve.clock import Clock, Sets
from redistrict.solve.halves import fit, halves
from redistrict.solve.lexicographic import Aim, whole_bound
from redistrict.solve.limits import Effort
from redistrict.solve.master import Column
from redistrict.solve.parts import Parts
from redistrict.solve.program import FREE

ROUNDS = 200
"""Most times that separators are added for one tier."""
WORK = 30_000
"""Steps of the simplex method for one community, all programs together: about ten seconds."""
STEPS_EACH = 40
"""Steps that a node of the search takes at least; what is left of the work limits the nodes."""
LARGEST = 600
"""Most nodes, counted once for every part."""
BAND = (Tier.EXCEPTIONS, Tier.EXCESS)


@dataclass(frozen=True, slots=True)
class Found:
    """The best split.

    Parameters
    ----------
    column
        ``None`` where there is none, or none was found.
    proven
        Whether no split is better.
    sure
        So many of the first tiers are the best there are, even where the others are open.
    """

    column: Column | None
    proven: bool
    sure: int = 0


def best(
    candidates: Candidates,
    nodes: tuple[int, ...],
    label: int,
    clock: Clock,
    number: int | None = None,
) -> Found:
    """Return the best way to make two or more communities of some nodes.

    Parameters
    ----------
    nodes
        Those of one of today's communities, and loose ones beside it.
    label
        That community; one of the parts goes by its name.
    number
        How many parts to make, ``None`` where that is free.
    """
    instance = candidates.instance
    if not counts(candidates):
        return Found(None, proven=False)
    if any(name != instance.names[label] for node, name in instance.fixed if node in nodes):
        return Found(None, proven=True)
    column: Column | None = None
    proven = True
    sure = len(candidates.costs.tiers)
    work = Work(WORK * clock.limits.effort)
    pieces = instance.pieces(nodes)
    for count in _numbers(candidates, nodes) if number is None else (number,):
        if count < len(pieces):
            # Parts are connected, so each lies in one piece.
            continue
        if count == len(pieces):
            # There is only one such split.
            column = candidates.split(tuple(sorted(map(tuple, pieces))), label)
            continue
        if column is not None and _short(candidates, nodes, count) > column.costs[0]:
            # Ever more of ever more parts are below the minimum.
            break
        if column is not None and _least(candidates, nodes, count) > column.costs[:3]:
            continue
        if count * len(nodes) > LARGEST or work.over or clock.over:
            proven, sure = False, 0
            break
        parts = Parts(candidates, nodes, label, count)
        search = Search(parts, clock, work)
        found = search.run(None if column is None else column.costs)
        proven = proven and search.proven
        sure = sure if search.proven else min(sure, search.sure)
        if found is not None and (column is None or found.costs < column.costs):
            column = found
    return Found(column, proven, 0 if column is None else sure)


def counts(candidates: Candidates) -> bool:
    """Return whether a program can count all that is asked for."""
    rules, order = candidates.instance.problem.rules, candidates.costs.tiers
    bounded = rules.area_min is not None or rules.area_max is not None or rules.forecast_rule
    return not bounded and KNOWN.issuperset(order) and order[:2] == BAND


def _numbers(candidates: Candidates, nodes: tuple[int, ...]) -> Iterator[int]:
    """Yield the numbers of parts that a split can have."""
    total = candidates.instance.total(nodes)
    for count in range(max(2, -(-total // max(1, candidates.ceiling))), len(nodes) + 1):
        if candidates.exact and _short(candidates, nodes, count):
            return
        yield count


def _short(candidates: Candidates, nodes: tuple[int, ...], count: int) -> int:
    """Return how many of so many parts are below the minimum at least."""
    low = candidates.instance.problem.rules.changed_min
    return max(0, count - candidates.instance.total(nodes) // low) if low > 0 else 0


def _least(candidates: Candidates, nodes: tuple[int, ...], count: int) -> tuple[int, ...]:
    """Return what a split into so many parts costs at least in the first three tiers."""
    instance, change = candidates.instance, candidates.instance.problem.change
    short = _short(candidates, nodes, count)
    if candidates.costs.tiers[2:3] != (Tier.CHANGE,):
        return (short, short)
    owned = sum(instance.owned[node][0] for node in nodes)
    moved = change.moved * max(0, owned - candidates.ceiling)
    return (short, short, moved + change.new * (count - 1) - change.abolished)


@dataclass
class Work:
    """What is left of the work that one community may cost, in steps of the simplex method."""

    left: int

    @property
    def over(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0


@dataclass
class Search:
    """Finds the best split into one number of parts.

    Parameters
    ----------
    proven
        Whether there is none better.
    sure
        So many of the first tiers are proven.
    """

    parts: Parts
    clock: Clock
    work: Work
    proven: bool = False
    sure: int = 0

    def __post_init__(self) -> None:
        """Have the tiers of the parts at hand."""
        self.aims = Aims(self.parts)

    def run(self, rival: tuple[int, ...] | None) -> Column | None:
        """Return the best split, ``None`` without one or where the rival's costs are less."""
        order = self.parts.costs.tiers
        sets: Sets | None = None
        values: tuple[int, ...] = ()
        for group in self._groups():
            last = group[-1] + 1
            if sets is not None and last == len(order) and self.aims.one_place(order[last - 1]):
                sets, self.proven = self._by_place(sets)
                values = self.parts.values(sets)
                break
            aims = [self.aims.one(order[at], sets) for at in group]
            aim, weights = _joint(aims)
            if aim.terms or (sets is None and last == len(order)):
                found, bound = self._solve(aim, sets)
                self.proven = found is None and sets is None and bound is not None
                if found is None:
                    break
                sets, values = found, self.parts.values(found)
                reached = sum(w * values[at] for w, at in zip(weights, group, strict=True))
                self.proven = bound == reached
                if not self.proven:
                    break
                self.sure = last
                if 2 in group and fit(self.parts):
                    listed = halves(self.parts, values[2], values[3])
                    if listed is not None:
                        return self._least(listed, values)
                for at, one in zip(group, aims, strict=True):
                    # What is best in a tier has this value there, no less.
                    terms = {column: float(value) for column, value in one.terms.items()}
                    left = values[at] - one.base
                    self.parts.program.row(terms, left, left)
            if rival is not None and values and values[:last] > rival[:last]:
                # Another number of parts is better in these tiers, whatever comes later.
                return None
        return None if sets is None else self._column(sets, values)

    def _column(self, sets: Sets, values: tuple[int, ...]) -> Column | None:
        """Return the split as a column; nothing is proven where it costs something else."""
        column = self.parts.candidates.split(sets, self.parts.label)
        if column is None or column.costs != values:
            self.proven, self.sure = False, 0
        return column

    def _least(self, listed: Sequence[Sets], values: tuple[int, ...]) -> Column | None:
        """Return the best of all splits that change as little as these values."""
        columns = [self.parts.candidates.split(sets, self.parts.label) for sets in listed]
        column = min(filter(None, columns), key=lambda item: (item.costs, item.sets), default=None)
        self.proven = column is not None and column.costs[:4] == values[:4]
        self.sure = self.sure if self.proven else 0
        return column

    def _by_place(self, sets: Sets) -> tuple[Sets, bool]:
        """Return the parts with the shortest ways, place by place of the one office to find.

        No place is left from which all ways are shorter: of some a simple bound tells, for most
        of the others the relaxation.
        """
        parts, program = self.parts, self.parts.program
        position = parts.costs.tiers.index(Tier.PLACE)
        proven, ceiling = True, len(program.rows)
        program.row({})
        for node, place in self.aims.places(sets):
            better = parts.values(sets)[position] - 1
            if self.aims.least((node, place), sets) > better:
                continue
            aim = self.aims.from_place(place)
            terms = {at: float(value) for at, value in aim.terms.items()}
            program.rows[ceiling] = (terms, -FREE, float(better - aim.base))
            column = parts.join[node, parts.count - 1]
            lower, program.lower[column] = program.lower[column], 1.0
            found, bound = self._solve(aim, None)
            program.lower[column] = lower
            if found is not None and parts.values(found)[position] <= better:
                sets = found
                proven = proven and bound is not None and bound >= parts.values(found)[position]
            proven = proven and bound is not None
        return sets, proven

    def _groups(self) -> Iterator[tuple[int, ...]]:
        """Yield the tiers by position; households and units that move are counted at once."""
        order = self.parts.costs.tiers
        group: tuple[int, ...] = ()
        for position, tier in enumerate(order):
            if self.parts.candidates.exact and tier in BAND:
                continue
            if group and (order[group[0]], tier) != (Tier.CHANGE, Tier.UNITS):
                yield group
                group = ()
            group = (*group, position)
        yield group or (len(order) - 1,)

    def _solve(self, aim: Aim, sets: Sets | None) -> tuple[Sets | None, int | None]:
        """Return the best parts and a bound; no parts but a bound where it is proven to be so."""
        program, bound = self.parts.program, None
        program.costs = [0.0] * len(program.costs)
        for at, factor in aim.terms.items():
            program.costs[at] = float(factor)
        start = None if sets is None else self.parts.point(sets)
        for _ in range(ROUNDS):
            if self.work.over:
                self.clock.stop("nodes")
                break
            seen: list[Sets] = []

            def improved(point: Sequence[float], seen: list[Sets] = seen) -> None:
                seen.append(self.parts.sets(point))

            effort = Effort(nodes=-(-self.work.left // STEPS_EACH))
            # Where nothing is minimised there is nothing to improve.
            watch = improved if aim.terms else None
            answer = programs.solve(program, self.clock, effort, start, watch)
            # To write a program down takes time, too.
            self.work.left -= answer.iterations + len(program.rows) // 4
            if answer.state == "infeasible":
                return None, 0
            self.clock.stop(answer.stopped_by)
            floor = whole_bound(answer.bound)
            if floor is not None:
                bound = floor + aim.base if bound is None else max(bound, floor + aim.base)
            if answer.values is None:
                break
            last = self.parts.sets(answer.values)
            if self.parts.connected([last, *seen]):
                return last, bound
            if answer.state != "optimal" or self.clock.over:
                break
        return None, None


def _joint(aims: Sequence[Aim]) -> tuple[Aim, list[int]]:
    """Return aims as one, the better ones weighted above all that the later ones can change."""
    weights = [1]
    for aim in reversed(aims[1:]):
        weights.insert(0, weights[0] * (1 + sum(map(abs, aim.terms.values()))))
    terms: dict[int, int] = {}
    for weight, aim in zip(weights, aims, strict=True):
        for at, factor in aim.terms.items():
            terms[at] = terms.get(at, 0) + weight * factor
    return Aim(terms, sum(w * aim.base for w, aim in zip(weights, aims, strict=True))), weights
