"""Set partitioning where the communities that could be are too many to list: column generation.

Tier by tier the linear relaxation is solved over all communities there could be, and a bound
follows from its prices in whole numbers. Every plan that is no worse than a known one consists of
columns whose reduced cost is within the gap; where these can be listed, the integer program over
them is exact for this tier and all later ones.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from redistrict.domain.rules import Tier
from redistrict.solve.candidates import Candidates, stages
from redistrict.solve.clock import Clock, Sets
from redistrict.solve.costs import NEW, Costs
from redistrict.solve.enumeration import named
from redistrict.solve.identify import labels_of
from redistrict.solve.instance import Instance
from redistrict.solve.lexicographic import Known, Level
from redistrict.solve.limits import Effort
from redistrict.solve.master import Choice, Column, Name
from redistrict.solve.pricing import Pricer, Prices
from redistrict.solve.restricted import Restricted
from redistrict.solve.subsets import TooMany

METHOD = "set partitioning with column generation"
POOL = 40_000
"""Most columns within the gap that are listed."""
MOST_NODES = 400
PER_COMMUNITY = 16
"""Nodes per community of today up to which communities are generated."""
ROUNDS = 400
STEPS = (100, 3_000, 100_000)
"""Branches from one root while columns are only wanted, not all of them excluded."""
MOST_STEPS = 2_000_000
"""Branches from one root when a bound is proven."""
SLOTS = 12
HALVINGS = 2
"""Narrower gaps tried after one that holds too many columns."""
TRIES = 10
"""Widths of the gap tried for one tier."""
NODES = 500
BAND = (Tier.EXCEPTIONS, Tier.EXCESS)
ROOM = 46
"""Bits that a price may take: the search multiplies it by households, in 63 bits."""
FINEST = 24
"""Most binary digits that prices are counted in."""


@dataclass(frozen=True)
class Proof:
    """Prices of one tier and the bound they prove.

    Parameters
    ----------
    value
        Bound of the tier, ``scale`` times; no column lowers it by more than ``slack`` in all.
    """

    prices: Prices
    value: int
    scale: int
    slack: int

    @property
    def bound(self) -> int:
        """Bound of the tier in its own units."""
        return -(-self.value // self.scale)

    def limit(self, most: int) -> int:
        """Return the largest reduced cost in a plan whose value is at most ``most``."""
        return self.scale * most - self.value


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
        """Set up the restricted master and the pricer."""
        wanted = self.instance.problem.rules.communities
        self.count = None if wanted is None else wanted - len(self.instance.held)
        self.labels = (*range(len(self.instance.names)), NEW)
        self.forced = self.candidates.forced
        self.pricer = Pricer(self.candidates, lambda: self.clock.over)
        self.master = Restricted(
            self.instance.size, len(self.instance.names), self.costs.base, self.forced, self.count
        )
        for tier, most in self.caps.items():
            self.master.cap(tier, most)
        self.whole = [
            item
            for core, whole in zip(self.instance.core, self.instance.whole, strict=True)
            if whole
            for item in self.candidates.columns([core])
        ]
        self.master.add(self.whole)

    def run(self, start: Sets | None) -> Choice:
        """Return the best plan with what is proven about each tier."""
        if start is not None:
            self._take(start)
        if not self._feasible():
            return Choice(None, infeasible=not self.clock.over and self.infeasible)
        for position, tier in enumerate(self.costs.tiers):
            if self.candidates.exact and tier in BAND:
                continue
            proof = self._relax(position)
            if proof is None:
                break
            self.proofs[position] = proof
            choice = self._complete(position)
            if choice is None and self.best is None and (plan := self.another()) is not None:
                self._take(plan)
                choice = self._complete(position)
            if choice is not None:
                return replace(choice, levels=self._levels(choice.levels))
            if self.best is None or proof.bound < self.values[position]:
                break
            self.master.cap(position, self.values[position])
            self.caps[position] = self.values[position]
        if self.best is None:
            return Choice(None)
        used = tuple(sorted(label for label in labels_of(self.instance, self.best) if label != NEW))
        return Choice(self.best, self._levels(), solver=self.solver, labels=used)

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
            self.master.add(mine)
            fits = fits and bool(mine)
            shown |= {(item.sets, item.labels) for item in mine}
        if not fits or any(values[tier] > most for tier, most in self.caps.items()):
            return
        if self.best is None or values < self.values:
            self.best, self.values, self.shown = sets, values, frozenset(shown)
            self.clock.offer(sets)

    def _feasible(self) -> bool:
        """Return whether the relaxation has a point; artificial columns are closed then."""
        self.infeasible = False
        self.master.aim(None)
        for _ in range(ROUNDS):
            solved = self.master.solve()
            if solved is None or self.clock.over:
                return False
            value, duals = solved
            if value < 1e-7:
                self.master.close()
                return True
            prices = self._prices(duals, None, 1 << FINEST)
            out = self._priced_out(prices)
            if out is None:
                return False
            if out:
                proof = self._proof(prices, None, 1 << FINEST)
                self.infeasible = proof is not None and proof.value > 0
                return False
        return False

    def _scale(self, duals: list[float], position: int) -> int:
        """Return in how many parts of one to count: as many as 64 bits can hold."""
        tiers = {position: 1.0} | {tier: duals[row] for tier, row in self.master.rows.items()}
        weights = [abs(price) for price in duals]
        for tier, price in tiers.items():
            costs = (abs(item.costs[tier]) for item in self.master.columns)
            weights.append(abs(price) * max(costs, default=0))
        return 1 << max(0, min(FINEST, ROOM - int(max(weights)).bit_length()))

    def _prices(self, duals: list[float], position: int | None, scale: int) -> Prices:
        size, names = self.instance.size, len(self.instance.names)

        def whole(value: float) -> int:
            found = round(value * scale)
            # Artificial columns cost one each: no price may be above it.
            return min(found, scale) if position is None else found

        factors = [0] * len(self.costs.tiers)
        for tier, row in self.master.rows.items():
            factors[tier] = max(0, -whole(duals[row]))
            if position is None:
                factors[tier] = min(factors[tier], scale)
        if position is not None:
            factors[position] = scale
        forced = self.forced
        labels = [whole(duals[size + label]) for label in range(names)]
        labels = [price if at in forced else min(0, price) for at, price in enumerate(labels)]
        count = 0 if self.count is None else whole(duals[size + names])
        return Prices(
            tuple(factors), tuple(whole(item) for item in duals[:size]), tuple(labels), count
        )

    def _price(self, prices: Prices, steps: int) -> tuple[int, bool]:
        """Add columns with a negative reduced cost; return how many, and if all were looked for."""
        found: list[Column] = []
        complete = True
        for label in self.labels:
            got = self.pricer.find(label, prices, -1, best=True, slots=SLOTS, steps=steps)
            names = () if label == NEW else (label,)
            found += [Column((nodes,), names, self.costs.of(nodes, label)) for nodes, _ in got.sets]
            complete = complete and got.complete
            if not complete and steps == MOST_STEPS:
                # Without this name there is no proof; the others need not be looked at.
                break
        return self.master.add(found), complete

    def _priced_out(self, prices: Prices) -> bool | None:
        """Add columns; return ``True`` if there are none left, ``None`` if that stays open."""
        for steps in STEPS:
            if self._price(prices, steps)[0]:
                return False
        added, complete = self._price(prices, MOST_STEPS)
        if added:
            return False
        return True if complete else None

    def _proof(self, prices: Prices, position: int | None, scale: int) -> Proof | None:
        """Return the bound that prices prove, ``None`` where the search is too long."""
        slack = 0
        for label in self.labels:
            got = self.pricer.find(label, prices, -1, best=True, slots=1, steps=MOST_STEPS)
            if not got.complete:
                return None
            least = min(0, got.least)
            for column in self.whole:
                if column.labels == (() if label == NEW else (label,)):
                    least = min(least, self._reduced(column, prices))
            slack += least * (self._most_new() if label == NEW else 1)
        base = 0 if position is None else self.costs.base[position]
        value = scale * base + sum(prices.nodes) + sum(prices.labels) + slack
        value += prices.count * (self.count or 0)
        for tier, most in self.master.caps.items():
            if tier != position:
                value -= prices.factors[tier] * (most - self.costs.base[tier])
        return Proof(prices, value, scale, slack)

    def _reduced(self, column: Column, prices: Prices) -> int:
        value = sum(f * c for f, c in zip(prices.factors, column.costs, strict=True))
        value -= sum(prices.nodes[node] for node in column.sets[0])
        return value - sum(prices.labels[label] for label in column.labels) - prices.count

    def _most_new(self) -> int:
        """Return how many new communities there can be."""
        low = self.instance.problem.rules.changed_min if self.candidates.exact else 0
        most = self.instance.size
        return min(most, sum(self.instance.households) // low) if low else most

    def _relax(self, position: int) -> Proof | None:
        """Solve the relaxation of one tier and return the best proof."""
        self.master.aim(position)
        for _ in range(ROUNDS):
            solved = self.master.solve()
            if solved is None or self.clock.over:
                return None
            scale = self._scale(solved[1], position)
            prices = self._prices(solved[1], position, scale)
            out = self._priced_out(prices)
            if out is None:
                return None
            if out:
                proof = self._proof(prices, position, scale)
                if proof is not None:
                    bound = proof.bound if self.best is None else min(
                        proof.bound, self.values[position])  # fmt: skip
                    mine = self.values[position] if self.best is not None else None
                    self.clock.tell(self.costs.tiers[position], mine, bound)
                return proof
        return None

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
                pool = list(self._pool(most))
            except TooMany:
                too_many, left = most, left - 1
                if left < 0:
                    return None
                continue
            if self.best is not None:
                # What the relaxation liked may better a plan beyond the listed gap.
                listed_now = {(item.sets, item.labels) for item in pool}
                pool += [item for item in self.master.columns
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
            self.instance, self.costs, pool, self.clock, self.count, self.caps, self.forced,
            Effort(nodes=NODES * self.clock.limits.effort), None if last else position + 1,
            self.shown, Known(position, self.floors[position], most),
        )  # fmt: skip
        self.solver = choice.solver or self.solver
        return choice

    def _pool(self, most: int) -> Iterator[Column]:
        """Yield every column of any plan whose tier is at most ``most``."""
        last = max(self.proofs)
        proof = self.proofs[last]
        yield from self.whole
        left = POOL
        for label in self.labels:
            got = self.pricer.find(
                label, proof.prices, proof.limit(most), best=False, slots=left, steps=MOST_STEPS
            )
            left -= len(got.sets)
            if left <= 0:
                raise TooMany
            names = () if label == NEW else (label,)
            for nodes, _ in got.sets:
                yield Column((nodes,), names, self.costs.of(nodes, label))


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
