"""The linear relaxation over all communities there could be: prices, bounds, lists of columns.

Columns are generated: those that undercut the prices of the known ones join them, until there are
none. The prices, as whole numbers, then prove a bound, and which columns a plan within a gap of
it can be made of.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from redistrict.solve.candidates import Candidates
from redistrict.solve.clock import Clock
from redistrict.solve.costs import NEW, Costs
from redistrict.solve.instance import Instance
from redistrict.solve.master import Column
from redistrict.solve.pricing import Pricer, Prices
from redistrict.solve.restricted import Restricted
from redistrict.solve.subsets import TooMany

POOL = 100_000
"""Most columns within the gap that are listed."""
ROUNDS = 400
STEPS = (100, 3_000, 100_000)
"""Branches from one root while columns are only wanted, not all of them excluded."""
MOST_STEPS = 2_000_000
"""Branches from one root when a bound is proven."""
SLOTS = 12
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
class Columns:
    """The columns of one stage of candidates, and the prices that go with them.

    Parameters
    ----------
    caps
        Most that a tier (by position) may take.
    count
        Number of communities, ``None`` where it is free.

    Attributes
    ----------
    infeasible
        Whether it is proven that the candidates make no plan.
    """

    instance: Instance
    costs: Costs
    clock: Clock
    candidates: Candidates
    caps: Mapping[int, int]
    count: int | None
    infeasible: bool = False

    def __post_init__(self) -> None:
        """Set up the restricted master and the pricer."""
        self.labels = (*range(len(self.instance.names)), NEW)
        self.pricer = Pricer(self.candidates, lambda: self.clock.over)
        self.master = Restricted(
            self.instance.size, len(self.instance.names), self.costs.base,
            self.candidates.forced, self.count,
        )  # fmt: skip
        for tier, most in self.caps.items():
            self.master.cap(tier, most)
        self.whole = [
            item
            for core, whole in zip(self.instance.core, self.instance.whole, strict=True)
            if whole
            for item in self.candidates.columns([core])
        ]
        self.master.add(self.whole)

    def feasible(self) -> bool:
        """Return whether the relaxation has a point; artificial columns are closed then."""
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

    def relax(self, position: int) -> Proof | None:
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
                return self._proof(prices, position, scale)
        return None

    def within(self, proof: Proof, most: int) -> Iterator[Column]:
        """Yield every column of any plan whose tier is at most ``most``.

        Raises
        ------
        TooMany
            If they are more than can be listed, or take too long.
        """
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
        forced = self.candidates.forced
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
