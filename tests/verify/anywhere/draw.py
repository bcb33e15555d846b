"""A proposal with dice, and the list of ways to spoil whatever proposal."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from redistrict.domain.problem import Problem
from redistrict.witness.claimed import Claimed
from redistrict.witness.facts import Witnessed
from tests.verify.forge import edit, forge

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Draw:
    """A proposal with the dice that choose where to spoil it."""

    claimed: Claimed
    witnessed: Witnessed
    dice: random.Random

    @property
    def after(self) -> dict[str, str]:
        """Community of every unit as claimed."""
        return {line.cells["unit_id"]: line.cells["community_after"]
                for line in self.claimed.units.lines}  # fmt: skip

    def problem(self) -> Problem:
        """Return the subdistrict with the most units."""
        return max(self.witnessed.problems, key=lambda item: len(item.units))

    def sets(self) -> dict[str, set[str]]:
        """Return the communities of that subdistrict as claimed."""
        after = self.after
        found: dict[str, set[str]] = {}
        for unit in self.problem().units:
            found.setdefault(after.get(unit.id, ""), set()).add(unit.id)
        return found

    def part(self) -> int:
        """Return the place of a subdistrict."""
        return self.dice.randrange(len(self.claimed.parts))

    def forged(self, claimed: Claimed, *, exempt: bool = True) -> Claimed:
        """Return the claim with everything made to agree."""
        return forge(claimed, self.witnessed, exempt)

    def rows(self, change: Callable[[Rows], Any]) -> Claimed:
        """Return the claim with other rows in ``units.csv``."""
        return replace(self.claimed, units=edit(self.claimed.units, change))


Spoil = Callable[[Draw], Claimed]


@dataclass(frozen=True)
class Kind:
    """A way to spoil, with the finding that must tell it."""

    name: str
    code: str
    spoil: Spoil
    forged: bool


KINDS: list[Kind] = []


def kind(code: str) -> Callable[[Spoil], Spoil]:
    def add(spoil: Spoil) -> Spoil:
        KINDS.append(Kind(spoil.__name__, code, spoil, "forged" in spoil.__code__.co_names))
        return spoil

    return add
