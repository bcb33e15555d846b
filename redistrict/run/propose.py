"""The story of ``propose``: read, judge, solve, verify, write."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from redistrict.diagnosis import diagnose
from redistrict.domain.comment import Comment
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.domain.outcome import Status
from redistrict.domain.record import Record
from redistrict.domain.rules import LEAST_CHANGE, TODAY, Alternative
from redistrict.domain.step import Say, Stage, Step, unheard
from redistrict.domain.sweep import Sweep
from redistrict.domain.trial import Trial
from redistrict.domain.verdict import Verdict
from redistrict.limits.areas import cut_collectives
from redistrict.measure import growth, phases
from redistrict.measure.case import Case
from redistrict.measure.record import compose
from redistrict.measure.resources import resources
from redistrict.measure.supply import Supply
from redistrict.run.prepare import Prepared, prepare
from redistrict.run.publish import publish
from redistrict.run.resources import begin, means, settled, walks
from redistrict.run.sensitivity import sensitivity
from redistrict.run.sweep import sweep
from redistrict.solve import campaign, sharing
from redistrict.solve.campaign import Job
from redistrict.solve.limits import Limits
from redistrict.solve.solved import Ended, Progress, Solved
from redistrict.store.staging import check_ours

Tell = Callable[[Progress | Ended], None]
Solutions = Mapping[str, tuple[Solved, ...]]
Verdicts = Mapping[str, tuple[Verdict, Finding]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line adds to a scenario; ``None`` leaves the scenario's own value."""

    subdistricts: tuple[str, ...] = ()
    time_limit_s: float | None = None
    gap: float | None = None
    workers: int | None = None
    language: str | None = None
    sensitivity: bool = False
    cluster: str = ""
    sweep: str = ""


def propose(
    path: Path, out: Path, wish: Wish, tell: Tell | None = None, say: Say = unheard
) -> Record:
    """Write the proposal of a scenario and return its record.

    Parameters
    ----------
    tell, say
        Told how far the solver is, and every stage as it begins.

    Raises
    ------
    Failure
        ``Exit.IMPOSSIBLE`` or ``Exit.STOPPED`` where no subdistrict has a plan, and everything
        that reading, verifying and writing can raise. Nothing is written then.
    """
    check_ours(out)
    prepared = prepare(path, wish.subdistricts, say=say)
    jobs = len(prepared.problems) * len(prepared.scenario.alternatives())
    announce(prepared, jobs, say)
    solutions = solve(prepared, limits(prepared, wish), tell)
    trials: tuple[Trial, ...] = ()
    if wish.sensitivity:
        best = solutions[prepared.scenario.recommended(prepared.profile)]
        trials = sensitivity(prepared, best, limits(prepared, wish), tell)
    swept = None
    if wish.sweep:
        swept = sweep(prepared, solutions, wish.sweep, limits(prepared, wish), tell)
    return conclude(prepared, solutions, out, wish, trials=trials, swept=swept, say=say)


def announce(prepared: Prepared, jobs: int, say: Say) -> None:
    """Say that solving begins, and how much of it."""
    facts = {
        "communities": sum(len(problem.communities) for problem in prepared.problems),
        "subdistricts": len(prepared.problems),
        "jobs": jobs,
    }
    say(Step(Stage.SOLVE, facts))


def conclude(
    prepared: Prepared,
    solutions: Solutions,
    out: Path,
    wish: Wish,
    *,
    home: Path | None = None,
    comments: Sequence[Comment] = (),
    trials: Sequence[Trial] = (),
    swept: Sweep | None = None,
    say: Say = unheard,
) -> Record:
    """Verify and write what was found; return the record of the recommended alternative.

    Parameters
    ----------
    home
        Where the scenario will stand; where it is read from if ``None``.
    comments
        What the proposal answers to.
    trials
        The recommended plan tried under other weights and counts.
    swept
        What a second goal gains as more change is allowed.
    """
    recommended = prepared.scenario.recommended(prepared.profile)
    _need_a_plan(solutions[recommended])
    records = compile_records(prepared, solutions, recommended, wish.language)
    settings = dataclasses.asdict(limits(prepared, wish)) | {"subdistricts": wish.subdistricts}
    del settings["workers"], settings["cluster"]  # they change the time alone
    return publish(prepared, records, out, settings, home=home, comments=comments,
                   trials=trials, swept=swept, say=say)  # fmt: skip


def limits(prepared: Prepared, wish: Wish) -> Limits:
    """Return the limits of a run: the command line's, else the scenario's."""
    solver = prepared.scenario.solver
    return Limits(
        time_limit_s=wish.time_limit_s or solver.time_limit_s,
        gap=solver.gap if wish.gap is None else wish.gap,
        workers=wish.workers or solver.workers or 2,
        seed=solver.seed,
        solver=solver.name,
        cluster=wish.cluster,
    )


def solve(prepared: Prepared, limits: Limits, tell: Tell | None = None) -> Solutions:
    """Solve every subdistrict under every alternative.

    Alternatives with a ceiling on change come last: their ceiling is the least change found.
    """
    alternatives = prepared.scenario.alternatives()
    first = [item for item in alternatives if item.change_ceiling is None]
    last = [item for item in alternatives if item.change_ceiling is not None]
    found = _run(prepared, first, limits, tell, {})
    found |= _run(prepared, last, limits, tell, found) if last else {}
    if prepared.rules.touched_max is None:
        return found
    return _limited(prepared, [*first, *last], found, limits, tell)


def _limited(
    prepared: Prepared,
    alternatives: Sequence[Alternative],
    free: Solutions,
    limits: Limits,
    tell: Tell | None,
) -> Solutions:
    """Return the plans that touch few enough communities in the whole district."""
    most, least = prepared.rules.touched_max or 0, None
    found: dict[str, tuple[Solved, ...]] = {}
    for item in alternatives:
        solved = free[item.name]
        if item.actions:
            reference = least if item.change_ceiling is not None else None
            curves = sharing.curves(prepared.problems, item, solved, most, limits, tell, reference)
            least = curves if item.name == LEAST_CHANGE else least
            solved = sharing.share_out(curves, item, most, limits, tell)
        found[item.name] = solved
    return found


def _run(
    prepared: Prepared,
    alternatives: Sequence[Alternative],
    limits: Limits,
    tell: Tell | None,
    known: Solutions,
) -> dict[str, tuple[Solved, ...]]:
    least = known.get(LEAST_CHANGE)
    jobs = [
        Job(problem, alternative, least[index].plan if least else None)
        for alternative in alternatives
        for index, problem in enumerate(prepared.problems)
    ]
    solved = campaign.run(jobs, limits, tell)
    count = len(prepared.problems)
    return {
        alternative.name: solved[position * count : (position + 1) * count]
        for position, alternative in enumerate(alternatives)
    }


def _need_a_plan(solved: Sequence[Solved]) -> None:
    if any(item.plan is not None for item in solved):
        return
    findings = [finding for item in solved for finding in item.findings]
    impossible = any(item.outcome.status is Status.IMPOSSIBLE for item in solved)
    code = Exit.IMPOSSIBLE if impossible else Exit.STOPPED
    raise Failure(code, findings or [Finding("NO_PLAN")])


def compile_records(
    prepared: Prepared, solutions: Solutions, recommended: str, language: str | None = None
) -> tuple[Record, ...]:
    """Return the record of every alternative, today first; all hold the comparison."""
    statement = prepared.scenario.statement()
    if language:
        statement = dataclasses.replace(statement, language=language)
    verdicts = [_verdicts(prepared, index) for index in range(len(prepared.problems))]
    supply: Supply | None = None
    records = []
    for name, solved in solutions.items():
        cases = [
            Case(problem, item.plan, item.outcome, said, sought=name != TODAY)
            for problem, item, said in zip(prepared.problems, solved, verdicts, strict=True)
        ]
        found = [finding for item in solved for finding in item.findings]
        found += [*growth.findings(cases, statement.tongue),
                  *phases.findings(cases, statement.tongue)]  # fmt: skip
        found += _cut(prepared, cases)
        supply = supply or begin(prepared, cases)
        supply = dataclasses.replace(supply, after=walks(prepared, cases, supply, planned=True))
        records.append(
            compose(
                cases,
                statement=statement,
                rules=prepared.rules,
                alternative=name,
                recommended=recommended,
                findings=[*prepared.district.findings, *found],
                needs=supply.facts(cases),
                profile_facts=_profile_facts(prepared),
            )
        )
        found_resources = resources(records[-1], prepared.profile, means(prepared, supply))
        records[-1] = dataclasses.replace(
            records[-1], resources=found_resources, sites=settled(prepared)
        )
    compared = tuple((item.alternative, item.totals, item.outcome) for item in records)
    return tuple(dataclasses.replace(item, alternatives=compared) for item in records)


def _cut(prepared: Prepared, cases: Sequence[Case]) -> tuple[Finding, ...]:
    """Return what the plan cuts that its members hold together."""
    rows = [
        (unit.id, case.problem.today[unit.id], case.assignment[unit.id])
        for case in cases
        for unit in case.problem.units
        if unit.households
    ]
    return cut_collectives(prepared.district.context, prepared.shapes, rows)


def _verdicts(prepared: Prepared, index: int) -> Verdicts:
    problem = prepared.problems[index]
    return {
        item.community: (item.verdict, item.finding)
        for item in diagnose(problem, neighbours_known=prepared.neighbours_known)
    }


def _profile_facts(prepared: Prepared) -> dict[str, str]:
    profile = prepared.profile
    if profile is None:
        return {}
    return {
        "name": profile.name,
        "title_zh": profile.title.get("zh", profile.name),
        "title_en": profile.title.get("en", profile.name),
        "place": profile.place,
        "year": str(profile.year),
        "source": profile.source,
        "law": profile.law,
        "qualifier": profile.qualifier,
        "households_mean": profile.households_mean,
        "note": profile.note,
        "chinese": "1" if profile.chinese else "",
        **{f"staff.{key}": str(value) for key, value in sorted(profile.staff.items())},
        **{f"facilities.{key}": str(value) for key, value in sorted(profile.facilities.items())},
        **{f"money.{key}": str(value) for key, value in sorted(profile.money.items())},
    }
