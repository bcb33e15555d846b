"""The keys a scenario file may have (TOML), as frozen models; every other key is refused.

Paths are relative to the scenario file. A key that ends in a column's meaning (``households``,
``subdistrict`` ...) holds the name of that column in the layer or table named beside it.
"""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from redistrict.domain.level import COMMUNITY, LEVELS
from redistrict.domain.rules import ALTERNATIVES, Action, LockKind, Tier


def _day(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Column = Text
Day = Annotated[str, BeforeValidator(_day), Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])(-[0-3]\d)?$")]
Whole = Annotated[int, Field(strict=True, ge=0)]
Year = Annotated[str, Field(pattern=r"^(19[9]\d|20\d\d)$")]
Count = Annotated[int, Field(strict=True, ge=1)]
Metres = Annotated[float, Field(ge=0, allow_inf_nan=False)]
SquareKilometres = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Flag = Annotated[bool, Field(strict=True)]


def _known_alternative(name: str) -> str:
    if name not in ALTERNATIVES:
        expected = ", ".join(f"'{known}'" for known in ALTERNATIVES)
        raise PydanticCustomError("literal_error", "not known", {"expected": expected})
    return name


def _known_level(name: str) -> str:
    if name not in LEVELS:
        expected = ", ".join(f"'{known}'" for known in LEVELS)
        raise PydanticCustomError("literal_error", "not known", {"expected": expected})
    return name


AlternativeName = Annotated[str, AfterValidator(_known_alternative)]
LevelName = Annotated[str, AfterValidator(_known_level)]


class Table(BaseModel):
    """A table of the scenario: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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
    between the two crosses no third unit and no barrier. A common border is cut where less than
    ``min_shared_m`` of it lies farther than ``barrier_within_m`` from the barrier. A bridge (line)
    joins the units nearest to its two ends within ``bridge_reach_m``; a point joins what a barrier
    had cut within ``bridge_reach_m`` of it.
    """

    contact: Literal["rook", "queen", "near"] = "rook"
    min_shared_m: Metres = 1.0
    max_gap_m: Annotated[float, Field(gt=0, le=500)] = 40.0
    barrier_within_m: Metres = 5.0
    bridge_reach_m: Metres = 50.0
    barriers: tuple[Crossing, ...] = ()
    bridges: tuple[Crossing, ...] = ()


class RuleChoice(Table):
    """Numbers that override the profile's, in households; see ``domain.rules.Rules``.

    ``about_percent`` widens the limits of changed communities: the lower one rounded up, the
    upper one down. ``overload_over`` is a workload as the weights of [workload] give it.
    ``area_min_km2`` and ``area_max_km2`` limit what a change makes, counted in whole hectares.
    ``touched_max`` is the most communities of today that a plan may touch in all subdistricts
    together; those that would have to change beyond it stay as exceptions.
    """

    min: Whole | None = None
    max: Count | None = None
    changed_min: Whole | None = None
    changed_max: Count | None = None
    merge_under: Whole | None = None
    split_over: Whole | None = None
    overload_over: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    about_percent: Annotated[float, Field(ge=0, le=50)] | None = None
    strict: Flag | None = None
    communities: Count | None = None
    area_min_km2: SquareKilometres | None = None
    area_max_km2: SquareKilometres | None = None
    touched_max: Whole | None = None


class ChangeWeights(Table):
    """Weights of tier 1a, whole households."""

    moved: Whole = 1
    touched: Whole = 100
    new: Whole = 200
    abolished: Whole = 200


class Goals(Table):
    """What is allowed and wanted; ``order`` begins with ``"0a", "0b"``: the band comes first."""

    actions: tuple[Action, ...] = (Action.SPLIT, Action.MERGE, Action.RESHAPE)
    alternatives: tuple[AlternativeName, ...] = ("split-merge", "least-change")
    recommended: AlternativeName | None = None
    order: tuple[Tier, ...] = ()
    change: ChangeWeights = ChangeWeights()

    @field_validator("order")
    @classmethod
    def _band_first(cls, order: tuple[Tier, ...]) -> tuple[Tier, ...]:
        if order and order[:2] != (Tier.EXCEPTIONS, Tier.EXCESS):
            raise PydanticCustomError("SCENARIO_ORDER_BAND", "order")
        return order


class Solver(Table):
    """How the integer programs are run; ``gap`` (a fraction) only stops the search."""

    name: Literal["highs", "cbc"] = "highs"
    time_limit_s: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    gap: Annotated[float, Field(ge=0, lt=1)] = 0.0
    workers: Count | None = None
    seed: Whole = 1


class LockChoice(Table):
    """A decision the planner fixed; ``community`` is its id or name."""

    kind: LockKind
    reason: Text
    units: tuple[Text, ...] = ()
    unit: Text | None = None
    community: Text | None = None
    subdistrict: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        units = len(self.units) + bool(self.unit)
        needed = {LockKind.TOGETHER: 2, LockKind.APART: 2, LockKind.FIXED: 1}.get(self.kind, 0)
        if units < needed:
            raise PydanticCustomError(
                "SCENARIO_LOCK_UNITS", "units", {"kind": self.kind.value, "needed": needed}
            )
        if needed < 2 and not self.community:
            raise PydanticCustomError("SCENARIO_LOCK_COMMUNITY", "c", {"kind": self.kind.value})
        return self


class WorkItems(Table):
    """Items of the city's list that every community has (工作事项清单), by name, with source.

    ``weight`` is what one item adds to the workload of every community.
    """

    items: dict[Text, Whole]
    weight: Weight = 1.0
    source: Text


class Visits(Table):
    """Visits to every household in a year: small communities more often than the others.

    ``weight`` is what one visit adds to the workload of its community.
    """

    small_under: Count
    small_per_year: Whole
    other_per_year: Whole
    weight: Weight = 1.0
    source: Text


class Sites(Table):
    """A table of resettlement sites (易地搬迁安置点) and the tiers that decide on each.

    Under ``group_from`` households a site joins the neighbouring community; from ``own_from`` on it
    becomes a village or community of its own if every column of ``qualifications`` says yes, else
    a work station; between them it is a group of the original village, where ``beside_village``
    says yes, or an own residents' group under the neighbour, of at most ``group_most`` households.
    """

    path: Text
    sheet: Text | None = None
    id: Column
    name: Column
    households: Column
    population: Column
    village: Column
    neighbour: Column
    beside_village: Column
    qualifications: tuple[Column, ...] = ()
    group_from: Whole = 15
    own_from: Count
    group_most: Count
    source: Text


class Forecast(Table):
    """Columns with counts expected for later years.

    ``years`` names a column of whole households for each year, such as
    ``years = { 2028 = "households_2028" }``; ``year`` and ``households`` add one more. The plan is
    judged by them; with ``rule = true`` a community that is touched has to lie within its limits in
    every such year. As a goal, put ``"growth"`` into ``[goals] order``.
    """

    year: Annotated[int, Field(strict=True, ge=1990, le=2100)] | None = None
    households: Column | None = None
    population: Column | None = None
    years: dict[Year, Column] = Field(default_factory=dict)
    rule: Flag = False

    @property
    def columns(self) -> dict[str, str]:
        """The column of households for every year, in order."""
        more = {str(self.year): self.households} if self.year and self.households else {}
        return dict(sorted((more | self.years).items()))


class Sensitivity(Table):
    """What ``propose --sensitivity`` tries beside other weights.

    ``households`` are columns of whole numbers that could count instead (住宅套数, 户籍户).
    """

    households: tuple[Column, ...] = ()


class Controls(Table):
    """Totals the planner knows; the input is refused where it differs."""

    units: Whole | None = None
    households: Whole | None = None
    communities: Whole | None = None


class Keys(Table):
    """All keys of a scenario file.

    ``level`` says what units are grouped into; the band is then that of the profile for this level.
    ``plan`` is the ``units.csv`` of an earlier proposal whose communities are the parents here:
    grids follow a plan of communities. ``then`` is the scenario that follows in the same run:
    of the level below, whose ``plan`` is the one that this run finds; or of the same level, the
    next step of a phased plan (split now, merge next term), which begins with that plan.
    """

    households_definition: Text
    as_of: Day
    source: Text
    title: str = ""
    lang: Literal["zh", "en"] = "zh"
    profile: Text | None = None
    level: LevelName = COMMUNITY
    plan: Text | None = None
    then: Text | None = None
    made_up: Flag = False
    made_up_note: str = ""
    units: Units = Units()
    ledger: Ledger | None = None
    community_ledger: CommunityLedger | None = None
    baseline: Baseline | None = None
    context: Context = Context()
    adjacency: Adjacency = Adjacency()
    workload: dict[Column, Weight] = Field(default_factory=lambda: {"households": 1.0})
    rule_choice: RuleChoice = Field(default=RuleChoice(), alias="rules")
    goals: Goals = Goals()
    solver: Solver = Solver()
    locks: tuple[LockChoice, ...] = ()
    work_items: WorkItems | None = None
    visits: Visits | None = None
    sites: Sites | None = None
    forecast: Forecast = Forecast()
    sensitivity: Sensitivity = Sensitivity()
    controls: Controls = Controls()
    file: dict[str, Any] = Field(default_factory=dict)
