"""The story of a sensitivity analysis: the recommended plan solved again under other terms.

Every trial is an ordinary solve; nothing of it enters the plan that is proposed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from redistrict.domain.goals import out_of_band
from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.rules import Alternative, Change
from redistrict.domain.target import workload_target
from redistrict.domain.trial import Asked, Trial
from redistrict.run.prepare import Prepared
from redistrict.solve import campaign
from redistrict.solve.campaign import Job
from redistrict.solve.limits import Limits
from redistrict.solve.sharing import with_shares
from redistrict.solve.solved import Ended, Progress, Solved

FACTORS = (Fraction(1, 2), Fraction(4, 5), Fraction(5, 4), Fraction(2))
WEIGHTS = ("moved", "touched", "new", "abolished")
WHOLE = 20
"""All weights times this stay whole numbers under every factor."""
Tell = Callable[[Progress | Ended], None]


@dataclass(frozen=True)
class _Ask:
    asked: Asked
    name: str
    factor: str
    problems: tuple[Problem, ...]


def sensitivity(
    prepared: Prepared, solved: Sequence[Solved], limits: Limits, tell: Tell | None = None
) -> tuple[Trial, ...]:
    """Return the trials of the recommended alternative, weights first.

    Parameters
    ----------
    solved
        The recommended plan of every subdistrict, in the order of the problems.
    """
    if prepared.rules.touched_max is not None:
        plans = [item.plan for item in solved]
        shared = with_shares(prepared.problems, plans, prepared.rules.touched_max)
        prepared = replace(prepared, problems=shared)
    name = prepared.scenario.recommended(prepared.profile)
    chosen = next(item for item in prepared.scenario.alternatives() if item.name == name)
    asks = [*_weights(prepared), *_counts(prepared)]
    jobs = [
        Job(problem, _alike(chosen), base.plan)
        for ask in asks
        for problem, base in zip(ask.problems, solved, strict=True)
    ]
    found = campaign.run(jobs, limits, tell)
    size = len(prepared.problems)
    return tuple(
        _trial(prepared, ask, solved, found[at * size : (at + 1) * size])
        for at, ask in enumerate(asks)
    )


def _alike(chosen: Alternative) -> Alternative:
    """Return the alternative without its ceiling, which has another meaning in every trial."""
    return replace(chosen, change_ceiling=None)


def _weights(prepared: Prepared) -> Iterator[_Ask]:
    """Yield each weight times each factor; all are scaled alike, so that they stay whole."""
    for name in WEIGHTS:
        for factor in FACTORS:
            problems = tuple(
                replace(problem, change=_scaled(problem.change, name, factor))
                for problem in prepared.problems
            )
            if getattr(prepared.problems[0].change, name):
                yield _Ask(Asked.WEIGHT, name, f"{float(factor):g}", problems)


def _scaled(change: Change, name: str, factor: Fraction) -> Change:
    values = {key: WHOLE * getattr(change, key) for key in WEIGHTS}
    values[name] = int(values[name] * factor)
    return Change(**values)


def _counts(prepared: Prepared) -> Iterator[_Ask]:
    """Yield other columns that may count as households, and those of a later year."""
    columns = [(Asked.HOUSEHOLDS, name) for name in prepared.scenario.sensitivity.households]
    forecast = prepared.scenario.forecast.households
    columns += [(Asked.FORECAST, forecast)] if forecast else []
    weight = prepared.scenario.weights.get("households", 0)
    for asked, name in columns:
        problems = tuple(_counted(problem, name, weight) for problem in prepared.problems)
        yield _Ask(asked, name, "1", problems)


def _counted(problem: Problem, column: str, weight: int) -> Problem:
    """Return a problem in which another column counts the households."""
    units = []
    for unit in problem.units:
        count = dict(unit.counts).get(column, 0)
        load = unit.workload + weight * (count - unit.households)
        units.append(replace(unit, households=count, workload=load))
    load, total = sum(unit.workload for unit in units), sum(unit.households for unit in units)
    target = workload_target(load, total, len(problem.communities), problem.rules)
    return replace(problem, units=tuple(units), workload_target=target)


def _trial(
    prepared: Prepared, ask: _Ask, solved: Sequence[Solved], found: Sequence[Solved]
) -> Trial:
    changed: set[str] = set()
    outside: set[str] = set()
    units = exceptions = 0
    for problem, varied, base, item in zip(
        prepared.problems, ask.problems, solved, found, strict=True
    ):
        if base.plan is None:
            continue
        outside |= _outside(problem, varied, base.plan)
        if item.plan is not None:
            exceptions += len(item.outcome.exemptions)
            differ = _differing(problem, base.plan, item.plan)
            units += len(differ)
            changed |= {_origin(problem, unit) for unit in differ}
    return Trial(
        ask.asked, ask.name, ask.factor, tuple(sorted(changed)), units, exceptions,
        tuple(sorted(outside)), solved=all(item.plan is not None for item in found),
    )  # fmt: skip


def _differing(problem: Problem, base: Plan, other: Plan) -> list[str]:
    """Return the units whose community is another one; new ones are told apart by their units."""
    names = {new: new for new in other.sets}
    fresh = {units: name for name, units in base.sets.items()}
    names |= {name: fresh[units] for name, units in other.sets.items() if units in fresh}
    return [
        unit.id
        for unit in problem.units
        if base.assignment[unit.id] != names[other.assignment[unit.id]]
    ]


def _origin(problem: Problem, unit: str) -> str:
    community = problem.community.get(problem.today[unit])
    return (community.name or community.id) if community else unit


def _outside(problem: Problem, varied: Problem, plan: Plan) -> set[str]:
    """Return the communities that leave the band by the trial's counts."""
    names = {item.id: item.name or item.id for item in problem.communities}
    new = set(out_of_band(varied, plan)) - set(out_of_band(problem, plan))
    return {names.get(item, item) for item in new}
