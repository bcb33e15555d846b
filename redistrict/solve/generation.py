"""Set partitioning where the communities that could be are too many to list: column generation.

Tier by tier the linear relaxation is solved over all communities there could be, and a bound
follows from its prices in whole numbers. Every plan that is no worse than a known one consists of
columns whose reduced cost is within the gap; where these can be listed, the integer program over
them is exact for this tier and all later ones.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from redistrict.domain.rules import Tier
from redistrict.solve.candidates import Candidates, stages
from redistrict.solve.clock import Clock, Sets
from redistrict.solve.columns import Columns, Proof
from redistrict.solve.costs import NEW, Costs
from redistrict.solve.enumeration import named
from redistrict.solve.identify import labels_of
from redistrict.solve.instance import Instance
from redistrict.solve.lexicographic import Known, Level
from redistrict.solve.limits import Effort
from redistrict.solve.master import Choice, Column, Name
from redistrict.solve.subsets import TooMany

METHOD = "set partitioning with column generation"
MOST_NODES = 400
PER_COMMUNITY = 16
"""Nodes per community of today up to which communities are generated."""
HALVINGS = 2
"""Narrower gaps tried after one that holds too many columns."""
TRIES = 10
"""Widths of the gap tried for one tier."""
NODES = 500
BAND = (Tier.EXCEPTIONS, Tier.EXCESS)


@dataclass
class Generation:
    """One stage of candidates under column generation.

    Parameters
    ----------
    another
        Gives a plan by other means; asked where the columns alone give none.
    """

    instance: Instance
    costs: Costs
    clock: Clock
    candidates: Candidates
    caps: dict[int, int]
    another: Callable[[], Sets | None] = lambda: None
    best: Sets | None = None
    values: tuple[int, ...] = ()
    proofs: dict[int, Proof] = field(default_factory=dict)
    floors: dict[int, int] = field(default_factory=dict)
    shown: frozenset[Name] = frozenset()
    solver: str = ""

    def __post_init__(self) -> None:
        """Set up the columns."""
        wanted = self.instance.problem.rules.communities
        self.count = None if wanted is None else wanted - len(self.instance.held)
        self.columns = Columns(
            self.instance, self.costs, self.clock, self.candidates, self.caps, self.count
        )

    def run(self, start: Sets | None) -> Choice:
        """Return the best plan with what is proven about each tier."""
        if start is not None:
            self._take(start)
        if not self.columns.feasible():
            return Choice(None, infeasible=not self.clock.over and self.columns.infeasible)
        for position, tier in enumerate(self.costs.tiers):
            if self.candidates.exact and tier in BAND:
                continue
            proof = self.columns.relax(position)
            if proof is None:
                break
            self.proofs[position] = proof
            self._tell(position)
            choice = self._complete(position)
            if choice is None and self.best is None and (plan := self.another()) is not None:
                self._take(plan)
                choice = self._complete(position)
            if choice is not None:
                return replace(choice, levels=self._levels(choice.levels))
            if self.best is None or proof.bound < self.values[position]:
                break
            self.columns.master.cap(position, self.values[position])
            self.caps[position] = self.values[position]
        if self.best is None:
            return Choice(None)
        used = tuple(sorted(label for label in labels_of(self.instance, self.best) if label != NEW))
        return Choice(self.best, self._levels(), solver=self.solver, labels=used)

    def _tell(self, position: int) -> None:
        """Report the bound of a tier."""
        mine = self.values[position] if self.best is not None else None
        bound = self.proofs[position].bound
        bound = bound if mine is None else min(bound, mine)
        self.clock.tell(self.costs.tiers[position], mine, bound)

    def _levels(self, known: Sequence[Level] = ()) -> tuple[Level, ...]:
        """Return values with the best bounds there are: of the program and of the prices."""
        found = []
        for position, tier in enumerate(self.costs.tiers):
            value = known[position].value if known else self.values[position]
            bounds = [0] if self.candidates.exact and tier in BAND else []
            if position in self.floors:
                bounds.append(self.floors[position])
            if known and (bound := known[position].bound) is not None:
                bounds.append(bound)
            found.append(Level(value, min(value, max(bounds)) if bounds else None))
        return tuple(found)

    def _take(self, sets: Sets) -> None:
        """Remember a plan if it is the best so far, its communities as columns."""
        labels = labels_of(self.instance, sets)
        rows = [self.costs.of(nodes, at) for nodes, at in zip(sets, labels, strict=True)]
        values = tuple(
            base + sum(row[tier] for row in rows) for tier, base in enumerate(self.costs.base)
        )
        fits, shown = True, set()
        for nodes, label in zip(sets, labels, strict=True):
            mine = [item for item in self.candidates.columns([nodes])
                    if item.labels == (() if label == NEW else (label,))]  # fmt: skip
            self.columns.master.add(mine)
            fits = fits and bool(mine)
            shown |= {(item.sets, item.labels) for item in mine}
        if not fits or any(values[tier] > most for tier, most in self.caps.items()):
            return
        if self.best is None or values < self.values:
            self.best, self.values, self.shown = sets, values, frozenset(shown)
            self.clock.offer(sets)

    def _complete(self, position: int) -> Choice | None:
        """Return the best plan, later tiers too, if all columns within the gap can be listed."""
        least = self.floors[position] = self.proofs[position].bound
        step, listed, too_many, left = max(1, abs(least) // 400), least - 1, None, HALVINGS
        for _ in range(TRIES):
            most = least + step
            if self.best is not None:
                most = min(most, self.values[position])
            if too_many is not None:
                most = min(most, (listed + too_many) // 2)
            if most <= listed or self.clock.over:
                return None
            try:
                pool = list(self.columns.within(self.proofs[position], most))
            except TooMany:
                too_many, left = most, left - 1
                if left < 0:
                    return None
                continue
            if self.best is not None:
                # What the relaxation liked may better a plan beyond the listed gap.
                listed_now = {(item.sets, item.labels) for item in pool}
                pool += [item for item in self.columns.master.columns
                         if (item.sets, item.labels) not in listed_now]  # fmt: skip
            choice = self._choose(pool, position, most)
            if choice.sets is not None:
                self._take(choice.sets)
                if choice.levels[position].value <= most:
                    self._learn(position, choice.levels[position].bound, most)
                    return self._choose(pool, position, most, last=True)
                self._learn(position, choice.levels[position].bound, most)
            elif choice.infeasible:
                self._learn(position, most + 1, most)
            listed, step = most, 3 * step
        return None

    def _learn(self, position: int, bound: int | None, most: int) -> None:
        """Raise the bound of a tier by what a list of all columns up to a value has proven."""
        if bound is not None:
            self.floors[position] = max(self.floors[position], min(bound, most + 1))

    def _choose(
        self, pool: list[Column], position: int, most: int, *, last: bool = False
    ) -> Choice:
        choice = named(
            self.instance, self.costs, pool, self.clock, self.count, self.caps,
            self.candidates.forced,
            Effort(nodes=NODES * self.clock.limits.effort), None if last else position + 1,
            self.shown, Known(position, self.floors[position], most),
        )  # fmt: skip
        self.solver = choice.solver or self.solver
        return choice


def coarse(instance: Instance) -> bool:
    """Return whether units are so coarse that generating communities is worth while.

    Units without households cost nothing to move: sets of the same cost without end.
    """
    many = instance.size > min(MOST_NODES, PER_COMMUNITY * max(1, len(instance.names)))
    return not many and 10 * instance.households.count(0) <= instance.size


def solve(
    instance: Instance,
    costs: Costs,
    clock: Clock,
    caps: Mapping[int, int],
    start: Sets | None = None,
    another: Callable[[], Sets | None] = lambda: None,
) -> Choice | None:
    """Return the best plan, ``None`` where rules or goals do not fit.

    Parameters
    ----------
    caps
        Most that a tier (by position) may take.
    start
        A plan to begin from.
    another
        Gives a plan by other means; asked where the columns alone give none.
    """
    rules = instance.problem.rules
    bounded = rules.area_min is not None or rules.area_max is not None
    if bounded or rules.forecast_rule or {Tier.INERTIA, Tier.GROWTH} & set(costs.tiers):
        # The search knows neither limits of area, nor later years, nor moments of inertia.
        return None
    choice = None
    for candidates in stages(instance, costs):
        stage = Generation(instance, costs, clock, candidates, dict(caps), another)
        choice = stage.run(start)
        if choice.sets is not None or not choice.infeasible:
            break
    return choice
