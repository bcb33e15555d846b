"""What the rule says of today's communities (应拆、应并、暂予保留), with its reason, once more."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from redistrict.domain.findings import Fact
from redistrict.domain.rules import LockKind
from redistrict.domain.tolerance import overloaded
from redistrict.domain.units import Community
from redistrict.domain.verdict import Verdict

if TYPE_CHECKING:
    from redistrict.verify.case import Ground

Said = tuple[Verdict, str, dict[str, Fact]]
FIRST = 5
"""Units of the smallest piece that are named."""


def verdicts(ground: "Ground") -> dict[str, tuple[str, str]]:
    """Return the verdict on every community of today, and its reason in one line.

    The line is the code of the finding with its facts in the order of their names, as
    :func:`line` writes it.
    """
    rules, found = ground.problem.rules, {}
    for item in ground.problem.communities:
        verdict, code, facts = _judge(ground, item)
        numbers: dict[str, Fact] = {
            "households": ground.households(item.units), "min": rules.min, "max": rules.max,
            "merge_under": rules.merge_under, "split_over": rules.split_over,
        }  # fmt: skip
        found[item.id] = verdict.value, line(code, numbers | facts)
    return found


def line(code: str, facts: dict[str, Fact]) -> str:
    """Return a finding in one line."""
    words = (f"{key}={'|'.join(map(str, value)) if isinstance(value, tuple) else value}"
             for key, value in sorted(facts.items()))  # fmt: skip
    return " ".join([code, *words])


def _judge(ground: "Ground", item: Community) -> Said:
    rules, units = ground.problem.rules, frozenset(item.units)
    total = ground.households(units)
    reasons = [lock.reason for lock in ground.problem.locks
               if lock.kind is LockKind.FROZEN and lock.community == item.id]  # fmt: skip
    parts = ground.reach(units) if ground.joined else []
    if len(parts) > 1 and not reasons:
        smallest = min(parts, key=lambda part: (len(part), sorted(part)))
        names = tuple(ground.unit[unit].name or unit for unit in sorted(smallest)[:FIRST])
        return Verdict.PIECES, "DISCONNECTED", {"pieces": len(parts), "units": names}
    if rules.min <= total <= rules.max:
        return Verdict.FITS, "FITS", {}
    if reasons and item.id not in ground.tolerated:
        return Verdict.EXCEPTION, "FROZEN_OUTSIDE", {"reason": "; ".join(reasons)}
    return _small(ground, item, total) if total < rules.min else _large(ground, item, total)


def _small(ground: "Ground", item: Community, total: int) -> Said:
    rules = ground.problem.rules
    if total >= rules.merge_under:
        return Verdict.TOLERATED, "TOLERATED_SMALL", {}
    if not ground.joined:
        return Verdict.MERGE_OPEN, "MERGE_OPEN", {}
    near = {ground.home[other] for unit in item.units for other in ground.linked[unit]
            if other in ground.home} - {item.id}  # fmt: skip
    able = [one for one in near if total + ground.households(ground.today[one]) <= rules.max]
    if able:
        return Verdict.MERGE, "MERGE_POSSIBLE", {"neighbours": _sized(ground, able)}
    if near:
        return Verdict.TOLERATED, "TOLERATED_NO_ROOM", {"neighbours": _sized(ground, near)}
    return Verdict.TOLERATED, "TOLERATED_ALONE", {}


def _sized(ground: "Ground", communities: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{ground.name[item]} {ground.households(ground.today[item]):,}"
                 for item in sorted(communities))  # fmt: skip


def _large(ground: "Ground", item: Community, total: int) -> Said:
    problem, rules = ground.problem, ground.problem.rules
    if total <= rules.split_over:
        return Verdict.TOLERATED, "TOLERATED_LARGE", {}
    measured: dict[str, Fact] = {}
    if rules.overload_over is not None and item.overloaded is None:
        duty = rules.duty
        each = duty.small if total < duty.small_under else duty.other
        load = sum(ground.unit[unit].workload for unit in item.units) + duty.items + each * total
        measured = {"load": rules.stated(load), "threshold": rules.stated(rules.overload_over)}
    if not overloaded(problem, item):
        code = "TOLERATED_UNDER_LOAD" if measured else "TOLERATED_NOT_OVERLOADED"
        return Verdict.TOLERATED, code, measured or {"evidence": item.overload_evidence}
    largest = max((ground.unit[unit] for unit in item.units),
                  key=lambda unit: (unit.households, unit.id))  # fmt: skip
    if largest.households > rules.max:
        facts: dict[str, Fact] = {
            "unit": largest.name or largest.id, "unit_households": largest.households
        }  # fmt: skip
        return Verdict.EXCEPTION, "UNIT_OVER", facts
    parts: dict[str, Fact] = {"parts": (total + rules.max - 1) // rules.max}
    if measured:
        return Verdict.SPLIT, "SPLIT_OVER_LOAD", measured | parts
    if item.overload_evidence:
        return Verdict.SPLIT, "SPLIT_OVERLOADED", {"evidence": item.overload_evidence} | parts
    return Verdict.SPLIT, "SPLIT_OVER", parts
