"""Made-up places: streets first, then blocks, compounds, people and the papers about them."""

from dataclasses import replace
from pathlib import Path

from redistrict.synth import blueprint, files, offices, places, write
from redistrict.synth.blueprint import PUBLISHED_SEED
from redistrict.synth.city import build
from redistrict.synth.orders import ORDERS

LIKE = ("yunquan", offices.KEY, *ORDERS)
"""Places whose published figures a made-up one can follow, by the name of the fictional one."""
SIZES = ("full", "small")


def make(
    out: Path,
    seed: int | None = None,
    size: str = "full",
    like: str = "yunquan",
    scenario: Path | None = None,
) -> Path:
    """Write a made-up place into a folder and return the path of its scenario.

    Parameters
    ----------
    out
        Folder; made where it does not exist.
    seed
        Another seed gives another place; ``None`` gives the one that comes with the product.
    size
        ``full`` or, for ``yunquan`` alone, ``small`` (two subdistricts, for tests).
    like
        One of :data:`LIKE`.
    scenario
        Where the scenario goes; into ``out`` where not given.

    Raises
    ------
    ValueError
        An unknown size or place.
    RuntimeError
        No place of this seed met its order.
    """
    target = scenario or out / f"{like}.toml"
    if like in ORDERS and size == "full":
        order = ORDERS[like] if seed is None else replace(ORDERS[like], seed=seed)
        return files.write(places.build(order), out, target)
    if like == offices.KEY and size == "full":
        return offices.write(seed, out, target)
    makers = {"full": blueprint.published, "small": blueprint.small}
    if size not in makers or like != LIKE[0]:
        raise ValueError(f"{like} {size}")
    return write.write(build(makers[size](PUBLISHED_SEED if seed is None else seed)), out, target)
