"""The keys a scenario file may have (TOML), as frozen models; every other key is refused.

Paths are relative to the scenario file. A key that ends in a column's meaning (``households``,
``subdistrict`` ...) holds the name of that column in the layer or table named beside it.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from redistrict.domain.level import COMMUNITY
from redistrict.domain.rules import Action, LockKind, Tier
from redistrict.intake.inputs import (
    Adjacency,
    Baseline,
    CommunityLedger,
    Context,
    Ledger,
    Units,
)
from redistrict.intake.values import (
    AlternativeName,
    Column,
    Count,
    Day,
    Flag,
    LevelName,
    SquareKilometres,
    Table,
    Text,
    Weight,
    Whole,
    Year,
)


class RuleChoice(Table):
    """Numbers that override the profile's, in households; see ``domain.rules.Rules``.

    ``about_percent`` widens the limits of changed communities: the lower one rounded up, the
    upper one down. ``overload_over`` is a workload as the weights of [workload] give it; tables
    and ``proposal.json`` hold workloads as whole numbers, ``rules.scale`` times those.
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
