"""A limit of communities touched in the whole district, shared out among its subdistricts.

Subdistricts are independent but for this limit. Each is solved for every number of communities
it could be given; what the tiers cost adds up, and the lexicographic order of sums does not
depend on the order of adding, so the best sharing is found exactly, one subdistrict after the
other.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from redistrict.domain.findings import Finding
from redistrict.domain.goals import tier_value
from redistrict.domain.outcome import Outcome, Status
from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.rules import Alternative, Tier
from redistrict.solve import campaign, engine, result
from redistrict.solve.campaign import Job
from redistrict.solve.clock import Clock
from redistrict.solve.limits import Limits
from redistrict.solve.solved import Ended, Progress, Solved

Tell = Callable[[Progress | Ended], None]
Vector = tuple[int, ...]


@dataclass(frozen=True)
class Curve:
    """What one subdistrict is worth under each share of the limit.

    Parameters
    ----------
    free
        Without a limit.
    within
        By the most communities that may be touched; ``free`` serves from ``touched`` on.
    """

    problem: Problem
    free: Solved
    within: Mapping[int, Solved] = field(default_factory=dict)

    @property
    def touched(self) -> int:
        """Communities that the plan without a limit touches."""
        return _touched(self.problem, self.free)

    def at(self, share: int) -> Solved:
        """Return the plan for a share."""
        return self.within.get(share, self.free)

    @property
    def closed(self) -> bool:
        """Whether every point is the best there is, or proven not to exist."""
        known = (Status.PROVEN, Status.IMPOSSIBLE)
        return all(item.outcome.status in known for item in (self.free, *self.within.values()))


def curves(
    problems: Sequence[Problem],
    alternative: Alternative,
    free: Sequence[Solved],
    most: int,
    limits: Limits,
    tell: Tell | None = None,
    least: Sequence[Curve] | None = None,
) -> tuple[Curve, ...]:
    """Return every subdistrict under every share, where all together exceed the limit.

    Parameters
    ----------
    free
        The plans without a limit, in the order of the problems.
    most
        Communities that may be touched in all.
    least
        The curves of the least-change plan, for an alternative with a ceiling on change.
    """
    found = [Curve(problem, item) for problem, item in zip(problems, free, strict=True)]
    if sum(curve.touched for curve in found) <= most:
        return tuple(found)
    asked = [
        (index, share)
        for index, curve in enumerate(found)
        for share in range(min(curve.touched, most + 1))
    ]
    jobs = [
        Job(
            replace(problems[index], share=share),
            alternative,
            least[index].at(share).plan if least else None,
        )
        for index, share in asked
    ]
    points: list[dict[int, Solved]] = [{} for _ in found]
    for (index, share), item in zip(asked, campaign.run(jobs, limits, tell), strict=True):
        points[index][share] = item
    return tuple(replace(curve, within=row) for curve, row in zip(found, points, strict=True))


def share_out(
    curves: Sequence[Curve],
    alternative: Alternative,
    most: int,
    limits: Limits,
    tell: Tell | None = None,
) -> tuple[Solved, ...]:
    """Return the best plans that together touch at most ``most`` communities.

    Where there are none, every subdistrict is without a plan, and a finding names the smallest
    limit that would do.
    """
    if sum(curve.touched for curve in curves) <= most:
        return tuple(curve.free for curve in curves)
    chosen = _best(curves, most)
    if chosen is None:
        return _none(curves, alternative, most, limits, tell)
    room = most - sum(
        _touched(curve.problem, item) for curve, item in zip(curves, chosen, strict=True)
    )
    closed = all(curve.closed for curve in curves)
    found = [
        _told(curve, alternative, item, room, limits, closed=closed)
        for curve, item in zip(curves, chosen, strict=True)
    ]
    found[0] = replace(found[0], findings=(_binds(curves, found, most), *found[0].findings))
    return tuple(found)


def within(
    problems: Sequence[Problem],
    alternative: Alternative,
    most: int,
    limits: Limits,
    tell: Tell | None = None,
) -> tuple[Solved, ...]:
    """Return the best plans of some subdistricts that together touch few enough communities."""
    free = campaign.run([Job(problem, alternative) for problem in problems], limits, tell)
    found = curves(problems, alternative, free, most, limits, tell)
    return share_out(found, alternative, most, limits, tell)


def _touched(problem: Problem, solved: Solved) -> int:
    return 0 if solved.plan is None else tier_value(problem, solved.plan, Tier.TOUCHED)


def _best(curves: Sequence[Curve], most: int) -> list[Solved] | None:
    """Return the plan of every subdistrict, the least sum of tiers first, then few touched."""
    size = max(len(curve.free.outcome.tiers) for curve in curves)
    states: dict[int, tuple[Vector, list[Solved]]] = {0: ((0,) * size, [])}
    for curve in curves:
        after: dict[int, tuple[Vector, list[Solved]]] = {}
        for used, (vector, before) in sorted(states.items()):
            for item in _options(curve):
                total = used + _touched(curve.problem, item)
                values = [tier.value for tier in item.outcome.tiers] or [0] * size
                summed = tuple(a + b for a, b in zip(vector, values, strict=True))
                if total <= most and (total not in after or summed < after[total][0]):
                    after[total] = (summed, [*before, item])
        states = after
    if not states:
        return None
    return min(states.items(), key=lambda pair: (pair[1][0], pair[0]))[1][1]


def _options(curve: Curve) -> Iterable[Solved]:
    """Return the plans of a subdistrict; one without any plan keeps today's communities."""
    if curve.free.plan is None:
        return (curve.free,)
    points = (curve.within[share] for share in sorted(curve.within))
    return (*(item for item in points if item.plan is not None), curve.free)


def _told(
    curve: Curve,
    alternative: Alternative,
    item: Solved,
    room: int,
    limits: Limits,
    *,
    closed: bool,
) -> Solved:
    """Return a plan with the reasons that the whole limit gives, and no more than is proven."""
    if item.plan is None:
        return item
    problem = replace(curve.problem, share=_touched(curve.problem, item) + room)
    outcome = item.outcome
    if not closed and curve.touched:
        tiers = result.tier_results(problem, item.plan, alternative.order, ())
        proven = all(tier.proven for tier in tiers)
        outcome = replace(outcome, tiers=tiers, status=Status.PROVEN if proven else Status.FEASIBLE)
    exempt = result.exemptions(problem, alternative, item.plan, outcome.tiers)
    told = replace(item, outcome=replace(outcome, exemptions=exempt))
    clock = Clock(problem.subdistrict, alternative.name, limits)
    return engine.cheapest(problem, alternative, told, clock)


def _binds(curves: Sequence[Curve], found: Sequence[Solved], most: int) -> Finding:
    """Return what the limit costs: exceptions with it, and without it."""
    facts = {
        "limit": most,
        "exceptions": sum(len(item.outcome.exemptions) for item in found),
        "touched": sum(curve.touched for curve in curves),
        "without": sum(len(curve.free.outcome.exemptions) for curve in curves),
    }
    return Finding("TOUCHED_LIMIT_BINDS", facts=facts)


def _none(
    curves: Sequence[Curve],
    alternative: Alternative,
    most: int,
    limits: Limits,
    tell: Tell | None,
) -> tuple[Solved, ...]:
    """Return no plan for anyone, and the fewest communities that any plan touches."""
    asked = [
        (index, share)
        for index, curve in enumerate(curves)
        if all(item.plan is None for item in curve.within.values())
        for share in range(most + 1, curve.touched)
    ]
    jobs = [Job(replace(curves[at].problem, share=share), alternative) for at, share in asked]
    points = [dict(curve.within) for curve in curves]
    for (index, share), item in zip(asked, campaign.run(jobs, limits, tell), strict=True):
        points[index][share] = item
    needed, proven = 0, True
    for curve, row in zip(curves, points, strict=True):
        fewest = min((share for share in row if row[share].plan is not None), default=curve.touched)
        words = {row[share].outcome.status for share in row if share < fewest}
        needed, proven = needed + fewest, proven and words <= {Status.IMPOSSIBLE}
    status = Status.IMPOSSIBLE if proven else Status.STOPPED
    code = "TOUCHED_LIMIT_IMPOSSIBLE" if proven else "TOUCHED_LIMIT_OPEN"
    finding = Finding(code, facts={"limit": most, "needed": needed})
    none = Solved(None, Outcome(status, stopped_by="" if proven else "nodes"))
    return (replace(none, findings=(finding,)), *(none for _ in curves[1:]))


def with_shares(
    problems: Sequence[Problem], plans: Sequence[Plan | None], most: int
) -> tuple[Problem, ...]:
    """Return the problems, each with the share of the limit that some plans leave it.

    Every subdistrict may touch as many communities as its own plan does and what the limit leaves.
    """
    counts = [
        0 if plan is None else tier_value(problem, plan, Tier.TOUCHED)
        for problem, plan in zip(problems, plans, strict=True)
    ]
    room = max(0, most - sum(counts))
    return tuple(
        replace(problem, share=count + room)
        for problem, count in zip(problems, counts, strict=True)
    )
