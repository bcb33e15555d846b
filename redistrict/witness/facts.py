"""What the raw inputs say, read by the verifier's own reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from redistrict.domain.findings import Finding
from redistrict.domain.problem import Problem
from redistrict.domain.rules import Alternative
from redistrict.witness.collectives import Body
from redistrict.witness.sites import Tiers
from redistrict.witness.supply import Supply

Pair = tuple[str, str]


@dataclass(frozen=True)
class Witnessed:
    """The raw inputs of a scenario as facts, independent of intake.

    Parameters
    ----------
    problems
        One per subdistrict, sorted by name; edges are derived from the shapes by the witness and
        carry no lengths.
    doubtful
        Pairs whose contact lies so near to a limit of the scenario that rounding decides;
        declared or not, they are accepted.
    unsure
        Named lines of which rounding decides whether they part a pair; declared or not, they are
        accepted.
    alternatives
        The asked ways to plan by name, ``today`` first.
    statement
        What the scenario states about its data, for the words on every page.
    grounded
        Whether edges and positions come from shapes or neighbours that the witness read itself;
        otherwise those of the proposal are taken, and ``notices`` say so.
    lined
        Whether roads and other named lines between units come from layers that the witness could
        place itself; otherwise the proposal's are taken, and ``notices`` say so.
    digests
        SHA-256 of every input file by the path that the scenario gives.
    sites
        Resettlement sites with the limits of their rule.
    supply
        What standard, ledgers and layers say on work, staff, rooms and money.
    notices
        What the witness could not look at by itself.
    shaped
        Whether the raw data have shapes.
    named
        Numbers of households that scenario, standard and the ledger's evidence of burden name in
        words (``3000户``).
    joined
        Whether the scenario says anywhere which units are adjacent.
    collectives
        Collective economic bodies; ``None`` where the witness could not place their land.
    """

    problems: tuple[Problem, ...]
    doubtful: frozenset[Pair] = frozenset()
    unsure: Mapping[Pair, frozenset[str]] = field(default_factory=dict)
    alternatives: Mapping[str, Alternative] = field(default_factory=dict)
    statement: Mapping[str, Any] = field(default_factory=dict)
    grounded: bool = True
    lined: bool = True
    digests: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Finding, ...] = ()
    sites: Tiers | None = None
    supply: Supply = field(default_factory=Supply)
    shaped: bool = False
    named: frozenset[int] = frozenset()
    joined: bool = True
    collectives: tuple[Body, ...] | None = ()

    @cached_property
    def problem(self) -> dict[str, Problem]:
        """Problems by subdistrict."""
        return {problem.subdistrict: problem for problem in self.problems}

    def only(self, subdistricts: tuple[str, ...]) -> "Witnessed":
        """Return the facts of some subdistricts; of all where none is named."""
        chosen = tuple(item for item in self.problems if item.subdistrict in subdistricts)
        return replace(self, problems=chosen) if subdistricts else self
