"""Which sets may stand for a community, and which of today's names they may carry."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from redistrict.domain.rules import LockKind
from redistrict.solve.clock import Sets
from redistrict.solve.costs import NEW, Costs
from redistrict.solve.identify import labels_of
from redistrict.solve.instance import Instance
from redistrict.solve.master import Column


@dataclass(frozen=True)
class Candidates:
    """Turns sets of nodes into columns, locks honoured.

    Parameters
    ----------
    exact
        Leave out every set with dev > 0; a plan made of such sets alone is best in tiers 0a, 0b.
    ceiling
        Most households that a touched set may have.
    """

    instance: Instance
    costs: Costs
    exact: bool
    ceiling: int

    @cached_property
    def forced(self) -> frozenset[int]:
        """Names that locks want used."""
        wanted = {
            lock.community
            for lock in self.instance.problem.locks
            if lock.kind in (LockKind.KEEPS, LockKind.FIXED)
        }
        return frozenset(label for label, name in enumerate(self.instance.names) if name in wanted)

    @cached_property
    def _fixed(self) -> dict[int, frozenset[int]]:
        names = {name: label for label, name in enumerate(self.instance.names)}
        found: dict[int, set[int]] = {}
        for node, name in self.instance.fixed:
            found.setdefault(node, set()).add(names.get(name, len(names)))
        return {node: frozenset(labels) for node, labels in found.items()}

    def lawful(self, members: frozenset[int]) -> bool:
        """Return whether a set keeps linked nodes together and separate ones apart."""
        for nodes in self.instance.links:
            inside = sum(node in members for node in nodes)
            if inside not in (0, len(nodes)):
                return False
        return not any(a in members and b in members for a, b in self.instance.apart)

    def labels(self, members: frozenset[int]) -> list[int]:
        """Return the names that a connected set may carry."""
        given = {label for node in members for label in self._fixed.get(node, ())}
        bearers = self.instance.bearers
        names = sorted({
            label
            for node in members
            for label in self.instance.kept[node]
            if any(bearer in members for bearer in bearers[label])
        })  # fmt: skip
        # A fixed lock may name a community that no household of the set carries today.
        if given:
            return [label for label in names if given == {label}]
        return [*names, NEW]

    def columns(self, sets: Iterable[tuple[int, ...]]) -> Iterator[Column]:
        """Yield a column for every lawful set and name."""
        for nodes in sets:
            members = frozenset(nodes)
            if not self.lawful(members):
                continue
            for label in self.labels(members):
                away = self.costs.deviation(members, label)
                same = self.costs.untouched(members, label)
                total = self.instance.total(members)
                if (away and self.exact) or (total > self.ceiling and not same):
                    continue
                names = () if label == NEW else (label,)
                yield Column((nodes,), names, self.costs.of(nodes, label))

    def split(self, sets: Sets, label: int) -> Column | None:
        """Return the parts of a community as one column, ``None`` if one of them is not allowed.

        Parameters
        ----------
        sets
            Connected parts; each goes by the name that is due to it.
        label
            The community that is split.
        """
        due = labels_of(self.instance, sets)
        for nodes, name in zip(sets, due, strict=True):
            members = frozenset(nodes)
            large = self.instance.total(nodes) > self.ceiling
            away = self.exact and self.costs.deviation(members, name)
            if large or away or not self.lawful(members) or name not in self.labels(members):
                return None
        rows = [self.costs.of(nodes, name) for nodes, name in zip(sets, due, strict=True)]
        costs = tuple(sum(row) for row in zip(*rows, strict=True))
        return Column(tuple(sorted(sets)), (label,) if label in due else (), costs)


def stages(instance: Instance, costs: Costs) -> Iterator[Candidates]:
    """Yield ever wider choices of sets; the first that holds a plan is the one to use.

    First only sets without deviation. Then all up to a ceiling: the maximum, or the largest
    community or unit of today, so that a plan never makes a community larger than any of today
    (else one giant made of all cases that cannot be helped would count as a single exception).
    Last, where compounds or locks leave no other way, without a ceiling.
    """
    top = instance.problem.rules.changed_max
    yield Candidates(instance, costs, exact=True, ceiling=top)
    sizes = (top, *instance.today, *instance.households)
    yield Candidates(instance, costs, exact=False, ceiling=max(sizes))
    yield Candidates(instance, costs, exact=False, ceiling=sum(instance.households))
