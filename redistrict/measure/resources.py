"""What a plan means in work, staff, rooms, walks and money, as findings with their numbers."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from redistrict.domain.catalogue.entry import N_
from redistrict.domain.findings import Fact, Finding, Place
from redistrict.domain.level import COMMUNITY, LEVELS, STREET
from redistrict.domain.outcome import Why
from redistrict.domain.plan import Kind
from redistrict.domain.record import CommunityRow, Record, Side
from redistrict.domain.rules import Profile
from redistrict.domain.verdict import Verdict
from redistrict.domain.words import translator
from redistrict.measure.needs import grids

WALK_M = 1000
"""Fifteen minutes on foot at four kilometres an hour (一刻钟)."""
Facts = dict[str, Fact]
ITEMS, VISITS = N_("work items"), N_("visits a year")
DEFERRED, CENTRE = "deferred", "service centre first"


@dataclass(frozen=True)
class Means:
    """What the scenario says about work, and how far it is to the offices.

    Parameters
    ----------
    weights
        Whole workload per column, ``scale`` times what the scenario states.
    items, items_weight
        Work items that every community has, by name (法定事项 ...); what one adds to the workload.
    small_under, small_per_year, other_per_year
        Visits to a household in a year by the size of its community.
    visits_weight
        What one visit adds to the workload.
    near_before, near_after, measured
        Households within :data:`WALK_M` of their office, and those whose way is known (after).
    roads
        Whether ways were measured along roads.
    """

    weights: Mapping[str, int] = field(default_factory=dict)
    scale: int = 1
    items: Mapping[str, int] = field(default_factory=dict)
    items_weight: float = 0.0
    items_source: str = ""
    visits_weight: float = 0.0
    small_under: int = 0
    small_per_year: int = 0
    other_per_year: int = 0
    visits_source: str = ""
    near_before: int = 0
    near_after: int = 0
    measured_before: int = 0
    measured_after: int = 0
    roads: bool = False


def resources(record: Record, profile: Profile | None, means: Means) -> tuple[Finding, ...]:
    """Return one finding per kind of resource that scenario and standard say something about."""
    level = LEVELS[record.statement.level]
    rows = [row for row in record.communities if row.after is not None]
    found = [*_work(record, rows, means)]
    if profile is not None:
        found += _staff(record, rows, profile) if level.name == COMMUNITY else ()
        found += _rooms(rows, profile) if level.name in (COMMUNITY, STREET) else ()
        found += _aim(rows, profile) if level.name == COMMUNITY else ()
        found += _lacking(rows) if level.name == STREET else ()
        found += _money(record, profile)
    found += _walk(means)
    found += _grids(record, rows, profile) if level.name == "grid" else ()
    waiting = tuple(row.name for row in rows if row.facts.get("stage") == DEFERRED)
    centres = tuple(row.name for row in rows if row.facts.get("stage") == CENTRE)
    found += [Finding("RESOURCE_DEFERRED", facts={"names": waiting})] if waiting else []
    found += [Finding("RESOURCE_SERVICE_CENTRE", facts={"names": centres})] if centres else []
    found += [Finding("LEVEL_STREET_PROCEDURE")] if level.people else []
    return tuple(found)


def _work(record: Record, rows: Sequence[CommunityRow], means: Means) -> Iterator[Finding]:
    loads = [whole(row.facts["index"]) for row in rows if "index" in row.facts]
    if loads:
        rules = record.rules
        words = [
            f"{name}×{weight / means.scale:g}" for name, weight in sorted(means.weights.items())
        ]
        _ = translator(record.statement.tongue)
        words += [f"{_(ITEMS)}×{means.items_weight:g}"] * bool(means.items)
        words += [f"{_(VISITS)}×{means.visits_weight:g}"] * bool(means.visits_source)
        yield Finding(
            "RESOURCE_WORKLOAD",
            facts={
                "weights": tuple(words),
                "least": rules.stated(min(loads)),
                "most": rules.stated(max(loads)),
                "mean": sum(loads) // len(loads) // rules.scale,
                "ratio": max(loads) * len(loads) / max(1, sum(loads)),
            },
        )
    if means.items:
        listed = tuple(f"{name} {count}" for name, count in means.items.items())
        facts: Facts = {
            "total": sum(means.items.values()),
            "words": listed,
            "source": means.items_source,
        }
        yield Finding("RESOURCE_ITEMS", facts=facts)
    if means.visits_source:
        before = sum(_visits(row.before, means) for row in record.communities if row.before)
        after = sum(_visits(row.after, means) for row in rows if row.after)
        facts = {"before": before, "after": after, "source": means.visits_source}
        yield Finding("RESOURCE_VISITS", facts=facts)
    for row in record.communities:
        place = Place(subdistrict=row.subdistrict, community=row.name)
        reason = row.reason
        if row.verdict is Verdict.SPLIT and reason is not None:
            named = {"community": row.name}
            if reason.code == "SPLIT_OVER_LOAD":
                facts = {key: reason.facts[key] for key in ("load", "threshold")}
                yield Finding("RESOURCE_OVERLOAD_LOAD", place, {**named, **facts})
            elif evidence := row.facts.get("overload_evidence", ""):
                yield Finding("RESOURCE_OVERLOAD", place, {**named, "evidence": evidence})


def _visits(side: Side, means: Means) -> int:
    often = means.small_per_year if side.households < means.small_under else means.other_per_year
    return side.households * often


def _staff(record: Record, rows: Sequence[CommunityRow], profile: Profile) -> Iterator[Finding]:
    source = str(profile.staff.get("source", profile.source))
    today = [row for row in record.communities if row.before is not None]
    before = [whole(row.facts.get("staff_needed_before", "")) for row in today]
    after = [whole(row.facts.get("staff_needed", "")) for row in rows]
    if sum(after):
        present = sum(whole(row.facts.get("staff", "")) for row in record.communities)
        yield Finding(
            "RESOURCE_STAFF",
            facts={
                "before": sum(before),
                "after": sum(after),
                "present": present,
                "gap_before": sum(whole(row.facts.get("staff_gap_before", "")) for row in today),
                "gap": sum(whole(row.facts.get("staff_gap", "")) for row in rows),
                "source": source,
            },
        )
    low, high = profile.staff.get("committee_min"), profile.staff.get("committee_max")
    if isinstance(low, int) and isinstance(high, int):
        facts: Facts = {
            "low": low,
            "high": high,
            "least": low * len(rows),
            "most": high * len(rows),
        }
        yield Finding("RESOURCE_COMMITTEE", facts=facts)
    small, large = (profile.staff.get(f"grid_households_{end}") for end in ("min", "max"))
    if isinstance(small, int) and isinstance(large, int):
        sizes = [row.after.households for row in rows if row.after]
        yield Finding(
            "RESOURCE_GRID_WORKERS",
            facts={
                "low": small,
                "high": large,
                "least": sum(grids(size, small, large)[0] for size in sizes),
                "most": sum(grids(size, small, large)[1] for size in sizes),
                "source": source,
            },
        )


def _rooms(rows: Sequence[CommunityRow], profile: Profile) -> Iterator[Finding]:
    needed = [whole(row.facts.get("facility_needed", "")) for row in rows]
    present = [whole(row.facts.get("office_area_m2", "")) for row in rows]
    if any(needed):
        short = sum(have < want for have, want in zip(present, needed, strict=True))
        yield Finding(
            "RESOURCE_ROOMS",
            facts={
                "needed": sum(needed),
                "present": sum(present),
                "short": short,
                "count": len(rows),
                "source": str(profile.facilities.get("source", profile.source)),
            },
        )


def _lacking(rows: Sequence[CommunityRow]) -> Iterator[Finding]:
    """Yield the square metres that every centre lacks: street offices are few enough to name."""
    short = tuple(f"{row.name} {gap}" for row in rows
                  if (gap := whole(row.facts.get("facility_gap", ""))))  # fmt: skip
    if short:
        yield Finding("RESOURCE_ROOMS_EACH", facts={"names": short})


def _aim(rows: Sequence[CommunityRow], profile: Profile) -> Iterator[Finding]:
    present = [whole(row.facts.get("office_area_m2", "")) for row in rows]
    aim, percent = profile.facilities.get("aim_m2"), profile.facilities.get("aim_percent")
    if isinstance(aim, int) and isinstance(percent, int) and rows:
        reached = sum(have >= aim for have in present)
        facts: Facts = {
            "reached": reached,
            "count": len(rows),
            "share": 100 * reached / len(rows),
            "aim": aim,
            "percent": percent,
        }
        yield Finding("RESOURCE_ROOMS_AIM", facts=facts)


def _money(record: Record, profile: Profile) -> Iterator[Finding]:
    each = profile.money.get("yuan_per_community")
    if isinstance(each, int) and record.statement.level == COMMUNITY:
        facts: Facts = {
            "before": each * record.totals.communities_before,
            "after": each * record.totals.communities_after,
            "more": each * (record.totals.communities_after - record.totals.communities_before),
            "each": each,
            "source": str(profile.money.get("source", profile.source)),
        }
        yield Finding("RESOURCE_MONEY", facts=facts)


def _walk(means: Means) -> Iterator[Finding]:
    if means.measured_after:
        code = "RESOURCE_WALK_ROADS" if means.roads else "RESOURCE_WALK_STRAIGHT"
        facts: Facts = {
            "metres": WALK_M,
            "before": 100 * means.near_before / max(1, means.measured_before),
            "after": 100 * means.near_after / means.measured_after,
        }
        yield Finding(code, facts=facts)


def _grids(
    record: Record, rows: Sequence[CommunityRow], profile: Profile | None
) -> Iterator[Finding]:
    special = sum(
        row.exemption is not None and row.exemption.why is Why.LOCK and row.kind is Kind.UNTOUCHED
        for row in rows
    )
    facts: Facts = {
        "grids": len(rows),
        "parents": len(record.parts),
        "each": len(rows) / max(1, len(record.parts)),
        "special": special,
        "present": sum(whole(row.facts.get("staff", "")) for row in record.communities),
    }
    yield Finding("RESOURCE_GRIDS", facts=facts)
    each = Counter(row.subdistrict for row in rows)
    names = tuple(f"{part.subdistrict} {each[part.subdistrict]}" for part in record.parts)
    yield Finding("RESOURCE_GRIDS_EACH", facts={"names": names})
    published = profile.staff.get("published_grids") if profile else None
    if profile and isinstance(published, int) and record.statement.made_up:
        facts = {"place": profile.place, "published": published, "grids": len(rows)}
        yield Finding("RESOURCE_GRIDS_PUBLISHED", facts=facts)


def whole(text: str) -> int:
    """Return a number of a ledger cut to a whole one, zero where there is none."""
    return int(float(text)) if text.replace(".", "", 1).isdecimal() else 0
