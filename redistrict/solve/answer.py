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
    """

    state: Literal["optimal", "infeasible", "stopped"]
    values: list[float] | None
    bound: float
    stopped_by: str = ""
    solver: str = ""

    def chosen(self, index: int) -> bool:
        """Return whether a binary column is one in the point found."""
        return self.values is not None and self.values[index] > 0.5
