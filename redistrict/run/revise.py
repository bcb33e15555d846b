"""The story of ``revise``: a reader's file goes back into the plan."""

import dataclasses
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from redistrict.domain.comment import Comment, merge_comments
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.domain.goals import tier_value
from redistrict.domain.outcome import Outcome, Status
from redistrict.domain.plan import Plan, actions
from redistrict.domain.problem import Problem
from redistrict.domain.record import Record
from redistrict.domain.rules import ALTERNATIVES, REVISED, TODAY, Action, Alternative, Lock, Tier
from redistrict.domain.step import Say, unheard
from redistrict.intake.review import Review, match, read_review
from redistrict.intake.toml import decode
from redistrict.run.prepare import Prepared, prepare
from redistrict.run.propose import Tell, Wish, announce, conclude, limits
from redistrict.run.seal import need_whole, scenario_of
from redistrict.run.wishes import Wishes, wishes
from redistrict.solve import campaign, sharing, today
from redistrict.solve.adopt import adopt
from redistrict.solve.campaign import Job
from redistrict.solve.limits import Limits
from redistrict.solve.solved import Solved
from redistrict.store.comments import read_comments
from redistrict.store.manifest import settings
from redistrict.store.read import alternatives, read_folder
from redistrict.store.scenario import amend

SCENARIO = "scenario.toml"


@dataclass(frozen=True)
class Revision:
    """What was made of a review.

    Parameters
    ----------
    before, after
        Records of the plan that was reviewed and of the plan made from it.
    locks
        Decisions that the review added to the scenario.
    fresh
        Comments of this review.
    widened
        Whether the moves needed an action that the reviewed alternative does not allow.
    """

    before: Record
    after: Record
    review: Review
    locks: tuple[Lock, ...]
    fresh: tuple[Comment, ...]
    widened: bool


def revise(
    path: Path,
    file: Path,
    out: Path,
    wish: Wish,
    tell: Tell | None = None,
    *,
    solve: bool = False,
    say: Say = unheard,
) -> Revision:
    """Write a proposal that takes a review in.

    Parameters
    ----------
    path, file
        The proposal and the review of it.
    solve
        Solve the subdistricts that the review speaks of again, with its moves as locks;
        otherwise the plan is exactly the reviewer's.
    say
        Told every stage as it begins.

    Raises
    ------
    Failure
        The folder was changed, the review belongs to another proposal, or what solving,
        verifying and writing can raise: ``Exit.REJECTED`` names every rule that the reviewer's
        plan breaks. Nothing is written then.
    """
    need_whole(path)
    review = read_review(file)
    record = _reviewed(path, review.alternative)
    match(review, record, file)
    scenario = scenario_of(path)
    plan = {row.id: row.after for row in record.units} | {
        move.unit: move.after for move in review.moves
    }
    kept = tuple(settings(path).get("subdistricts", ()))
    before = prepare(scenario, kept, say=say)
    wanted = wishes(review, before.problems, plan)
    needed, usual = _actions(before, record.alternative, plan)
    text = amend(
        decode(scenario), scenario.parent, out,
        alternative=REVISED, actions=needed, locks=wanted.locks,
    )  # fmt: skip
    comments = merge_comments(read_comments(path), review.comments)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as beside:
        draft = Path(beside) / SCENARIO
        draft.write_text(text, encoding="utf-8", newline="\n")
        prepared = prepare(draft, kept, say=say)
        announce(prepared, len(wanted.subdistricts) if solve else 0, say)
        solutions = _solutions(
            prepared, record, plan, wanted, wish, tell,
            solve=solve, same=solve and needed == usual,
        )  # fmt: skip
        after = conclude(
            prepared, solutions, out, dataclasses.replace(wish, subdistricts=kept),
            home=out / SCENARIO, comments=comments, say=say,
        )  # fmt: skip
    return Revision(record, after, review, wanted.locks, review.comments, needed != usual)


def _reviewed(path: Path, name: str) -> Record:
    """Return the record of the alternative that was looked at, that on top where none is so."""
    records = [read_folder(item).record for item in (path, *alternatives(path))]
    return next((item for item in records if item.alternative == name), records[0])


def _actions(
    prepared: Prepared, name: str, plan: Mapping[str, str]
) -> tuple[frozenset[Action], frozenset[Action]]:
    """Return the actions that the reviewer's plan may and the reviewed alternative may use."""
    usual = next(
        (item.actions for item in prepared.scenario.alternatives() if item.name == name),
        frozenset[Action](),
    )
    used = [actions(problem, _own(problem, plan)) for problem in prepared.problems]
    return usual.union(*used), usual


def _own(problem: Problem, plan: Mapping[str, str]) -> Plan:
    own = {unit.id: plan[unit.id] for unit in problem.units if plan.get(unit.id)}
    return Plan(problem.subdistrict, own)


def _solutions(
    prepared: Prepared,
    record: Record,
    plan: Mapping[str, str],
    wanted: Wishes,
    wish: Wish,
    tell: Tell | None,
    *,
    solve: bool,
    same: bool,
) -> dict[str, tuple[Solved, ...]]:
    choice = next(item for item in prepared.scenario.alternatives() if item.name == REVISED)
    problems = prepared.problems
    again = [item for item in problems if solve and item.subdistrict in wanted.subdistricts]
    solved = {
        problem.subdistrict: _kept(problem, choice, record, plan, same=same)
        for problem in problems
        if problem not in again
    }
    found = _again(prepared, again, choice, solved, limits(prepared, wish), tell)
    solved |= {problem.subdistrict: item for problem, item in zip(again, found, strict=True)}
    _need_all(solved)
    return {
        TODAY: tuple(today.keep(problem, ALTERNATIVES[TODAY]) for problem in problems),
        REVISED: tuple(solved[problem.subdistrict] for problem in problems),
    }


def _again(
    prepared: Prepared,
    problems: Sequence[Problem],
    choice: Alternative,
    kept: Mapping[str, Solved],
    limits: Limits,
    tell: Tell | None,
) -> Sequence[Solved]:
    """Solve some subdistricts again, within what the others leave of a limit."""
    most = prepared.rules.touched_max
    if not problems:
        return ()
    if most is None:
        return campaign.run([Job(problem, choice) for problem in problems], limits, tell)
    used = sum(
        tier_value(problem, plan, Tier.TOUCHED)
        for problem in prepared.problems
        if problem.subdistrict in kept and (plan := kept[problem.subdistrict].plan)
    )
    return sharing.within(problems, choice, max(0, most - used), limits, tell)


def _kept(
    problem: Problem,
    choice: Alternative,
    record: Record,
    plan: Mapping[str, str],
    *,
    same: bool,
) -> Solved:
    """Return the plan of a subdistrict as it is; none where none had been found.

    Where it was found under the ``same`` terms, its bounds still hold.
    """
    part = next(item for item in record.parts if item.subdistrict == problem.subdistrict)
    if not part.solved:
        return Solved(None, Outcome(Status.STOPPED))
    order = tuple(tier.tier for tier in part.outcome.tiers)
    if same and order == choice.order:
        return Solved(_own(problem, plan), part.outcome)
    return adopt(problem, choice, _own(problem, plan).sets.values())


def _need_all(solved: Mapping[str, Solved]) -> None:
    """Refuse where the review's locks leave a subdistrict without any plan."""
    lost = [item for item in solved.values() if item.outcome.status is Status.IMPOSSIBLE]
    if lost:
        findings = [finding for item in lost for finding in item.findings]
        raise Failure(Exit.IMPOSSIBLE, findings or [Finding("NO_PLAN")])
