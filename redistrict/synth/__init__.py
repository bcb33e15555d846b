"""Made-up cities: streets first, then blocks, compounds, people and the papers about them."""

from pathlib import Path

from redistrict.synth import blueprint
from redistrict.synth.blueprint import PUBLISHED_SEED
from redistrict.synth.city import build
from redistrict.synth.write import write

LIKE = ("yunquan",)
"""Places whose published figures a city can follow, by the name of the fictional one."""
SIZES = ("full", "small")


def make(out: Path, seed: int = PUBLISHED_SEED, size: str = "full") -> Path:
    """Write a made-up city into a folder and return the path of its scenario.

    Parameters
    ----------
    out
        Folder; made where it does not exist.
    seed
        Another seed gives another city, with other numbers of communities in every class.
    size
        ``full`` (75 communities) or ``small`` (two subdistricts, for tests).

    Raises
    ------
    ValueError
        An unknown size.
    RuntimeError
        No city of this seed met its order.
    """
    orders = {"full": blueprint.published, "small": blueprint.small}
    if size not in orders:
        raise ValueError(size)
    order = orders[size](seed)
    return write(build(order), out, out / f"{order.key}.toml")
