"""A child that does not hear Ctrl-C is ended, its best plan kept."""

from redistrict.domain.outcome import Outcome, Status
from redistrict.domain.plan import Plan
from redistrict.domain.rules import ALTERNATIVES, LEAST_CHANGE
from redistrict.solve import campaign, enumeration, generation, pricing
from redistrict.solve.campaign import Job
from redistrict.solve.clock import Clock
from redistrict.solve.engine import solve
from redistrict.solve.limits import Limits
from redistrict.solve.solved import Solved
from tests.toys import toy


class Deaf:
    """A child that has sent a plan and never ends."""

    result, cause, attempt = None, "", 1

    def __init__(self, job):
        self.job = job
        self.killed = False
        self.best = Solved(
            Plan(job.problem.subdistrict, {}), Outcome(Status.FEASIBLE, method="unfinished")
        )

    def cancel(self):
        pass

    def kill(self):
        self.killed = True


def test_a_deaf_child_is_ended_and_its_plan_kept(monkeypatch):
    children = []

    def start(job, limits, attempt):
        children.append(Deaf(job))
        return children[-1]

    calls = iter([KeyboardInterrupt, KeyboardInterrupt])

    def watch(running, progress, patience):
        raise next(calls)

    monkeypatch.setattr(campaign.Child, "start", start)
    monkeypatch.setattr(campaign, "watch", watch)
    jobs = [Job(toy("AAB\nAAB"), ALTERNATIVES[LEAST_CHANGE])] * 3
    found = campaign.run(jobs, Limits(workers=2))
    assert [item.outcome.status for item in found[:2]] == [Status.FEASIBLE] * 2
    assert {item.outcome.stopped_by for item in found} == {"interrupt"}
    assert found[2].plan is None
    assert all(child.killed for child in children)


def test_an_interruption_is_heard_between_two_searches(monkeypatch):
    searches = []
    real = pricing.search

    def counted(*values):
        searches.append(1)
        return real(*values)

    monkeypatch.setattr(pricing, "search", counted)
    monkeypatch.setattr(generation, "coarse", lambda _: True)
    monkeypatch.setattr(enumeration, "SETS", 0)
    problem = toy("AAABBB\nAAABBB\nCCCCDD", 400)
    clock = Clock("Toy", LEAST_CHANGE, Limits(), cancelled=lambda: len(searches) >= 3)
    found = solve(problem, ALTERNATIVES[LEAST_CHANGE], Limits(), clock=clock)
    assert len(searches) == 3
    assert found.outcome.stopped_by == "interrupt"
    assert found.outcome.status is not Status.PROVEN
    assert found.outcome.status is not Status.IMPOSSIBLE
