"""Tables of a scenario that name files, what is in them, and what lies between the units."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from redistrict.intake.values import Column, Flag, Metres, Table, Text


class Columns(Table):
    """Columns that describe units, in a layer or in a ledger.

    ``community`` holds the id or name of today's community (values may be empty),
    ``office`` the id or name of the community whose office stands in the unit, ``group`` a
    compound whose units move together, ``phase`` the part of it that was built at one time
    (一期, 二期): where a compound alone exceeds the maximum, its phases are kept whole instead.
    ``outside`` is not empty for land outside the plan (村委会辖区), ``sensitive`` is true for
    places never shown in a public build. ``neighbours`` lists the ids of adjacent units
    (separated by ; , 、 or |) where there is no map. ``plan_unit`` is the id that the unit,
    or the compound it is part of, has in the earlier ``plan``. ``counts`` are further
    columns of whole numbers to keep.
    """

    id: Column | None = None
    households: Column | None = None
    subdistrict: Column | None = None
    community: Column | None = None
    community_name: Column | None = None
    name: Column | None = None
    population: Column | None = None
    office: Column | None = None
    group: Column | None = None
    phase: Column | None = None
    area: Column | None = None
    outside: Column | None = None
    sensitive: Column | None = None
    neighbours: Column | None = None
    plan_unit: Column | None = None
    counts: tuple[Column, ...] = ()


class Units(Columns):
    """The layer of units.

    ``community_unique = true`` says that a community's value names one community only, also where
    its units lie in two subdistricts; ``false`` that it names one per subdistrict. Without it, a
    value that stands for much of two subdistricts is refused. ``missing_households = "zero"`` is
    the planner's rule for empty cells; without it they are refused. ``crs`` states the coordinate
    system where the file does not.
    """

    path: Text | None = None
    layer: Text | None = None
    crs: Text | None = None
    encoding: Text | None = None
    community_unique: Flag | None = None
    missing_households: Literal["refuse", "zero"] = "refuse"


class Ledger(Columns):
    """A table joined to the units by id; its columns win over the layer's.

    ``unmatched = "drop"`` leaves out rows without a unit; without it they are refused.
    """

    path: Text
    sheet: Text | None = None
    unmatched: Literal["refuse", "drop"] = "refuse"


class CommunityLedger(Table):
    """A table with one row per community of today; values are columns of that table.

    ``id`` or ``name`` (with ``subdistrict`` where names repeat) finds the community. ``facts``
    names further columns. Where ``frozen`` is not empty the community stays exactly as it is, with
    the text as the reason of the lock (专属网格, 历史文化街区).
    """

    path: Text
    sheet: Text | None = None
    id: Column | None = None
    name: Column | None = None
    subdistrict: Column | None = None
    filed: Column | None = None
    overloaded: Column | None = None
    overload_evidence: Column | None = None
    frozen: Column | None = None
    staff: Column | None = None
    office_address: Column | None = None
    office_area_m2: Column | None = None
    office_state: Column | None = None
    office_date: Column | None = None
    facts: dict[Text, Column] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_key(self) -> Self:
        if not self.id and not self.name:
            raise PydanticCustomError("SCENARIO_LEDGER_KEY", "no key")
        return self


class Baseline(Table):
    """An earlier plan whose communities are today's (基期).

    ``path`` is the ``units.csv`` of that proposal: its ``community_after`` is the community of
    today, whatever the layer says; subdistricts that it does not cover keep the layer's. ``names``
    gives the communities that it set up their names. With ``unfiled`` (unless false) these count
    as not yet filed; with ``frozen``, a reason, all that it set up or changed stay as they are.
    """

    path: Text
    names: dict[Text, Text] = Field(default_factory=dict)
    unfiled: Flag = True
    frozen: str = ""


class ContextLayer(Table):
    """A layer for orientation: lines, areas or points with names; values are columns."""

    path: Text
    layer: Text | None = None
    name: Column | None = None
    kind: Column | None = None
    width: Column | None = None
    state: Column | None = None
    community: Column | None = None
    address: Column | None = None
    area: Column | None = None
    date: Column | None = None


class Context(Table):
    """Roads, rivers and other things seen on the map and named as limits.

    ``police``, ``schools``, ``grids``, ``property`` and ``collectives`` are areas with a ``name``:
    the page shows them on demand and counts which of them a plan cuts; they are no goal.
    ``outside`` holds villages and other land outside the plan (村委会辖区), where it is not part
    of the layer of units.
    """

    roads: ContextLayer | None = None
    rivers: ContextLayer | None = None
    railways: ContextLayer | None = None
    walls: ContextLayer | None = None
    bridges: ContextLayer | None = None
    offices: ContextLayer | None = None
    outside: ContextLayer | None = None
    police: ContextLayer | None = None
    schools: ContextLayer | None = None
    grids: ContextLayer | None = None
    property: ContextLayer | None = None
    collectives: ContextLayer | None = None


class Crossing(Table):
    """Barriers or bridges: a layer of lines (or areas, points) or pairs of unit ids.

    ``where`` keeps only the features whose column holds one of the values (such as a class of
    road), ``min_width_m`` those whose column ``width`` is at least as wide; ``name`` is a column
    whose text is added to the reason. For bridges, ``over`` is a column that names the barrier
    below (its ``name``): only what this barrier alone has cut is joined, and a railway beside the
    river stays a barrier.
    """

    reason: Text
    path: Text | None = None
    layer: Text | None = None
    where: dict[Column, tuple[Text, ...]] = Field(default_factory=dict)
    width: Column | None = None
    min_width_m: Metres = 0.0
    name: Column | None = None
    over: Column | None = None
    pairs: tuple[tuple[Text, Text], ...] = ()

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if bool(self.path) == bool(self.pairs):
            raise PydanticCustomError("SCENARIO_PATH_OR_PAIRS", "one of both")
        return self


class Adjacency(Table):
    """When two units are adjacent (相邻).

    ``rook``: common border of at least ``min_shared_m``; ``queen``: also in a corner or along less
    border; ``near``: also across a gap of at most ``max_gap_m``, where the shortest straight line
    between the two crosses no third unit and no barrier and the two face each other: going
    ``min_shared_m`` (or 4 or 16 times as far) along the outline of one from the nearest place,
    the other still lies opposite. Across the corner of a crossing the units beside lie opposite:
    such two are not adjacent, unless nobody stands there or ``min_shared_m`` is 0. A common border
    is cut where less than ``min_shared_m`` of it lies farther than ``barrier_within_m`` from the
    barrier. A bridge (line) joins the units nearest to its two ends within ``bridge_reach_m``; a
    point joins what a barrier had cut within ``bridge_reach_m`` of it.
    """

    contact: Literal["rook", "queen", "near"] = "rook"
    min_shared_m: Metres = 1.0
    max_gap_m: Annotated[float, Field(gt=0, le=500)] = 40.0
    barrier_within_m: Metres = 5.0
    bridge_reach_m: Metres = 50.0
    barriers: tuple[Crossing, ...] = ()
    bridges: tuple[Crossing, ...] = ()
