"""Many subdistricts, each solved in a child process; results in the order of the jobs.

A child solves one job after the other. It may run out of memory, crash or be killed: the run goes
on, the job is tried once more, and the best plan it had sent by then is kept. What needs no
search (today's communities) needs no child. Each job is one deterministic solve, so the number
of workers changes nothing but the time.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from redistrict.domain.findings import Finding, Place
from redistrict.domain.outcome import Outcome, Status
from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.rules import Alternative
from redistrict.solve.child import Child
from redistrict.solve.cluster import Cluster
from redistrict.solve.engine import solve
from redistrict.solve.limits import Limits
from redistrict.solve.solved import Ended, Progress, Solved
from redistrict.solve.watch import watch

TRIES = 2
GRACE_S = 20.0
"""Seconds that children get after Ctrl-C to end by themselves; a second Ctrl-C ends the wait."""


@dataclass(frozen=True, slots=True)
class Job:
    """One subdistrict under one alternative.

    Parameters
    ----------
    reference
        The least-change plan, for alternatives with a ceiling on change.
    """

    problem: Problem
    alternative: Alternative
    reference: Plan | None = None


def run(
    jobs: Sequence[Job],
    limits: Limits,
    progress: Callable[[Progress | Ended], None] | None = None,
) -> tuple[Solved, ...]:
    """Solve jobs in child processes and return their results in order.

    Ctrl-C asks the children to stop and keeps the best plan of each; jobs not begun are returned
    as stopped. A crashed or killed child is reported by a finding and its job tried once more.
    """
    results = {
        number: solve(job.problem, job.alternative, limits)
        for number, job in enumerate(jobs)
        if not job.alternative.actions
    }
    waiting = [(number, 1) for number in _largest_first(jobs) if number not in results]
    waiting = _on_cluster(jobs, waiting, limits, results, progress)
    running: dict[int, Child] = {}
    cancelled = False
    patience_ends = float("inf")
    try:
        while waiting or running:
            while waiting and len(running) < max(1, limits.workers) and not cancelled:
                number, attempt = waiting.pop(0)
                running[number] = Child.start(jobs[number], limits, attempt)
            if time.monotonic() > patience_ends:
                results |= {number: _abandon(child) for number, child in running.items()}
                break
            try:
                ended = watch(running, progress, patience=1.0)
            except KeyboardInterrupt:
                patience_ends = time.monotonic() + (0.0 if cancelled else GRACE_S)
                cancelled = True
                waiting.clear()
                for child in running.values():
                    child.cancel()
                continue
            for number in ended:
                child = running.pop(number)
                if child.result is not None:
                    results[number] = _reported(child, child.result)
                    if waiting and waiting[0][1] == 1 and not cancelled:
                        following, _ = waiting.pop(0)
                        running[following] = child
                        child.give(jobs[following])
                    else:
                        child.dismiss()
                elif child.attempt < TRIES and not cancelled:
                    waiting.insert(0, (number, child.attempt + 1))
                else:
                    results[number] = _lost(child, "interrupt" if cancelled else "crash")
                if progress is not None and number in results:
                    progress(_ended(jobs, number, results))
    finally:
        for child in running.values():
            child.kill()
    return tuple(
        results.get(number) or Solved(None, Outcome(Status.STOPPED, stopped_by="interrupt"))
        for number in range(len(jobs))
    )


def _on_cluster(
    jobs: Sequence[Job],
    waiting: list[tuple[int, int]],
    limits: Limits,
    results: dict[int, Solved],
    progress: Callable[[Progress | Ended], None] | None,
) -> list[tuple[int, int]]:
    """Fill in the results of waiting jobs from the cluster, if any; return what waits still."""
    if not limits.cluster:
        return waiting

    def done(number: int, solved: Solved) -> None:
        results[number] = solved
        if progress is not None:
            progress(_ended(jobs, number, results))

    Cluster(limits.cluster).run({number: jobs[number] for number, _ in waiting}, limits, done)
    return []


def _ended(jobs: Sequence[Job], number: int, results: Mapping[int, Solved]) -> Ended:
    sizes = [len(job.problem.units) if job.alternative.actions else 0 for job in jobs]
    left = sum(size for at, size in enumerate(sizes) if at not in results)
    return Ended(
        jobs[number].problem.subdistrict, jobs[number].alternative.name, results[number].outcome,
        len(results), len(jobs), left / max(1, sum(sizes)),
    )  # fmt: skip


def _largest_first(jobs: Sequence[Job]) -> list[int]:
    return sorted(range(len(jobs)), key=lambda number: (-len(jobs[number].problem.units), number))


def _reported(child: Child, solved: Solved) -> Solved:
    if child.attempt == 1:
        return solved
    return replace(solved, findings=(*solved.findings, _crash(child, "WORKER_RETRIED")))


def _lost(child: Child, reason: str) -> Solved:
    """Return the best plan that a lost child had sent, its bounds as they were then."""
    findings = () if reason == "interrupt" else (_crash(child, "WORKER_LOST"),)
    best = child.best
    if best is None:
        return Solved(None, Outcome(Status.STOPPED, stopped_by=reason), findings)
    outcome = replace(best.outcome, stopped_by=best.outcome.stopped_by or reason)
    if outcome.status is Status.PROVEN:
        outcome = best.outcome
    return Solved(best.plan, outcome, (*best.findings, *findings))


def _abandon(child: Child) -> Solved:
    """End a child that does not hear; return the best plan that it had sent."""
    child.kill()
    return _lost(child, "interrupt")


def _crash(child: Child, code: str) -> Finding:
    facts = {"alternative": child.job.alternative.name, "cause": child.cause}
    return Finding(code, Place(subdistrict=child.job.problem.subdistrict), facts)
