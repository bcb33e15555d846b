"""How far a command is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Stage(StrEnum):
    """What a command does next, in the order of ``propose`` and ``dossier``."""

    READ = "read"
    UNITS = "units"
    LAND = "land"
    SOLVE = "solve"
    VERIFY = "verify"
    PRINT = "print"
    PAPERS = "papers"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Step:
    """A stage that begins, with the counts that its line of progress names."""

    stage: Stage
    facts: Mapping[str, int] = field(default_factory=dict)


Say = Callable[[Step], None]


def unheard(step: Step) -> None:
    """Say nothing."""
    del step
