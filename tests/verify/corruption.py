"""One way to spoil a proposal, and the list of all."""

from collections.abc import Callable
from dataclasses import dataclass

from redistrict.witness.claimed import Claimed
from redistrict.witness.facts import Witnessed


@dataclass(frozen=True)
class Base:
    """A sound proposal with the facts it was made from."""

    witnessed: Witnessed
    claimed: Claimed


Spoil = Callable[[Claimed, Witnessed], Claimed]


@dataclass(frozen=True)
class Corruption:
    """One way to spoil a claim.

    Parameters
    ----------
    sole
        Name of the check that alone can tell it, empty where several can.
    forged
        Whether everything that follows from the fault is made to agree with it.
    """

    name: str
    code: str
    spoil: Spoil
    sole: str = ""
    forged: bool = False


CORRUPTIONS: list[Corruption] = []


def corruption(code: str, sole: str = "") -> Callable[[Spoil], Spoil]:
    def add(spoil: Spoil) -> Spoil:
        forged = "witnessed" in spoil.__code__.co_varnames
        CORRUPTIONS.append(Corruption(spoil.__name__, code, spoil, sole, forged))
        return spoil

    return add
