"""What the scenario states about data and file, as reports and commands need it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from redistrict.domain.level import COMMUNITY, at_level


@dataclass(frozen=True, slots=True)
class Statement:
    """What must be stated before anything runs; printed under every table.

    Parameters
    ----------
    households_definition
        What counts as a household (常住户 / 住宅套数 / 入住户 / 户籍户).
    as_of
        Month or day of the counts, ``2026-09`` or ``2026-09-30``.
    source
        Who counted.
    level
        What units are grouped into, a name of :data:`redistrict.domain.level.LEVELS`.
    """

    title: str
    language: str
    households_definition: str
    as_of: str
    source: str
    profile: str
    made_up: bool = False
    made_up_note: str = ""
    file: Mapping[str, str] = field(default_factory=dict)
    level: str = COMMUNITY

    @property
    def tongue(self) -> str:
        """The language in the words of the level."""
        return at_level(self.language, self.level)
