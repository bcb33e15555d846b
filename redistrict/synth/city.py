"""A whole made-up city, from the order to everything that is written down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from shapely.geometry.base import BaseGeometry

from redistrict.synth import ground as grounds
from redistrict.synth import labels, papers, people, settle, villages
from redistrict.synth.blueprint import Blueprint
from redistrict.synth.ground import Ground
from redistrict.synth.papers import Candidate, Paper
from redistrict.synth.people import People
from redistrict.synth.settle import Settled
from redistrict.synth.streets import Street
from redistrict.synth.villages import Village

THROWS = 24


@dataclass(frozen=True)
class City:
    """Everything about a made-up city; lists by parcel or by community, in their order."""

    order: Blueprint
    ground: Ground
    settled: Settled
    streets: tuple[Street, ...]
    communities: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    people: tuple[People, ...]
    papers: tuple[Paper, ...]
    seats: tuple[int, ...]
    candidates: tuple[Candidate, ...]
    villages: tuple[Village, ...]
    whole: BaseGeometry


def build(order: Blueprint) -> City:
    """Return the city of an order: the same order gives the same city.

    Raises
    ------
    RuntimeError
        No throw of the dice met the order.
    """
    laid, settled = _settled(order)
    dice = np.random.default_rng([order.seed, 30])
    names, kinds = labels.units(laid, settled, dice)
    lands, whole = villages.villages(order, laid, dice)
    return City(
        order=order,
        ground=laid,
        settled=settled,
        streets=tuple(labels.streets(laid, dice)),
        communities=tuple(labels.communities(laid, dice)),
        names=tuple(names),
        kinds=tuple(kinds),
        people=tuple(people.people(laid, settled, dice)),
        papers=tuple(papers.papers(order, settled, dice)),
        seats=tuple(papers.seats(laid, settled, dice)),
        candidates=tuple(papers.candidates(laid, settled, dice)),
        villages=tuple(lands),
        whole=whole,
    )


def _settled(order: Blueprint) -> tuple[Ground, Settled]:
    """Return streets and people; streets that cannot carry the order are drawn again."""
    last: RuntimeError | None = None
    for throw in range(THROWS):
        try:
            laid = grounds.lay(order, np.random.default_rng([order.seed, 10, throw]))
            return laid, settle.settle(order, laid)
        except RuntimeError as error:
            last = error
    raise RuntimeError(f"seed {order.seed}: {last}")
