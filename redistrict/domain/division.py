"""A community divided along one road, in numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Half:
    """One side of the road.

    Parameters
    ----------
    office
        Whether the community's office stands on this side; ``None`` where it is not known.
    pieces
        Connected pieces; one if the side could be a community.
    in_band
        Whether its households lie within the limits of a changed community.
    """

    households: int
    compounds: int
    units: tuple[str, ...]
    pieces: int
    in_band: bool
    office: bool | None


@dataclass(frozen=True, slots=True)
class Division:
    """What a split along one road would give.

    Parameters
    ----------
    cut
        Compounds that lie on both sides of the road.
    """

    road: str
    first: Half
    second: Half
    cut: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether both sides could be communities and no compound is cut."""
        halves = (self.first, self.second)
        return not self.cut and all(half.in_band and half.pieces == 1 for half in halves)
