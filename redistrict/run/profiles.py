"""The story of ``profiles``: the published standards."""

from redistrict.domain.rules import Profile
from redistrict.intake.profiles import load, names


def profiles() -> tuple[Profile, ...]:
    """Return all standards that come with the product, by name."""
    return tuple(load(name) for name in names())
