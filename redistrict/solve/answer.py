"""What a solver answered, in words that do not depend on the solver."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Answer:
    """Result of one integer program.

    Parameters
    ----------
    state
        ``"optimal"``, ``"infeasible"`` (proven), or ``"stopped"`` (with or without a point).
    values
        Best point found, by column; ``None`` without one.
    bound
        Valid lower bound; ``inf`` if infeasible, ``-inf`` if unknown.
    iterations
        Steps of the simplex method, a measure of work that is the same on every machine; 0 where
        the solver does not tell.
    """

    state: Literal["optimal", "infeasible", "stopped"]
    values: list[float] | None
    bound: float
    stopped_by: str = ""
    solver: str = ""
    iterations: int = 0

    def chosen(self, index: int) -> bool:
        """Return whether a binary column is one in the point found."""
        return self.values is not None and self.values[index] > 0.5
