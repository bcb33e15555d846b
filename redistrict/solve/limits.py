"""How long and how hard a solve may try."""

from dataclasses import dataclass
from typing import Literal

SOLVERS = ("highs", "cbc")


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one run.

    Parameters
    ----------
    time_limit_s
        Wall-clock seconds per subdistrict and alternative; ``None`` leaves only the work limits,
        so that the same input gives the same plan on every machine.
    gap
        Relative gap at which the search may stop; ``None`` searches until proven or out of work.
        It never changes what is claimed.
    workers
        Child processes.
    cluster
        Address of a Dask scheduler whose workers solve instead, empty without.
    seed
        Of the solvers' random numbers.
    solver
        ``"highs"`` or ``"cbc"``.
    effort
        Multiplies the work limits; 1 is a normal run, more is for bounds in benchmarks.
    """

    time_limit_s: float | None = None
    gap: float | None = None
    workers: int = 1
    seed: int = 0
    solver: Literal["highs", "cbc"] = "highs"
    effort: int = 1
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Effort:
    """Work limits of one solve; none of them depends on the clock.

    Parameters
    ----------
    nodes
        Branch-and-bound nodes.
    gap
        Relative gap at which this solve may end.
    slack
        Absolute gap at which this solve may end (HiGHS alone).
    relaxed
        Ignore integrality.
    probing
        Let the solver try what follows from every single column before it begins (HiGHS alone).
    """

    nodes: int | None = None
    gap: float = 0.0
    slack: float = 0.0
    relaxed: bool = False
    probing: bool = True
