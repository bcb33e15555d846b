"""Every way to spoil a proposal is told by its own finding; every check is needed for one."""

import dataclasses
from functools import cache
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from redistrict import witness
from redistrict.domain.findings import Severity
from redistrict.domain.outcome import Status, TierResult
from redistrict.domain.words import severity
from redistrict.verify import outcome
from redistrict.verify.folder import Checks, parts_of
from redistrict.verify.folder import verify as verify_claimed
from redistrict.witness import claims
from redistrict.witness.sites import Tiers
from tests.verify.corruption import Base, Corruption
from tests.verify.forge import edit
from tests.verify.proposal import base
from tests.verify.spoil import CORRUPTIONS

FIRST = "Toy"
SOLE = [item for item in CORRUPTIONS if item.sole]
NAMES = [item.name for item in CORRUPTIONS]


def ordered(folder: Path) -> Base:
    """Write the base and return it with the first subdistrict first."""
    witnessed = witness.read(base(folder))
    claimed = claims.read(folder / "out")
    own = sorted(claimed.parts, key=lambda part: part.subdistrict != FIRST)
    problems = sorted(claimed.problems, key=lambda item: item.subdistrict != FIRST)
    exemptions = tuple(item for part in own for item in part.exemptions)
    whole = dataclasses.replace(claimed.whole, exemptions=exemptions)
    made = dataclasses.replace(claimed, parts=tuple(own), problems=tuple(problems), whole=whole)
    return Base(witnessed, made)


@cache
def made() -> Base:
    """Return the base; the same for all who ask."""
    with TemporaryDirectory() as scratch:
        return ordered(Path(scratch))


@pytest.fixture(scope="module")
def sound() -> Base:
    return made()


def codes(base: Base, checks: Checks | None = None) -> set[str]:
    return {item.code for item in verify_claimed(base.witnessed, base.claimed, checks)}


def spoilt(base: Base, *how: Corruption) -> Base:
    claimed = base.claimed
    for item in how:
        claimed = item.spoil(claimed, base.witnessed)
    return Base(base.witnessed, claimed)


def without(name: str) -> Checks:
    """Return all checks but one."""
    full = Checks()
    return Checks(
        tuple(check for check in full.cases if check.__name__ != name),
        tuple(check for check in full.parts if check.__name__ != name),
        full.rest - {name},
    )


def all_names() -> set[str]:
    full = Checks()
    return {check.__name__ for check in (*full.cases, *full.parts)} | full.rest


def test_the_base_is_sound(sound: Base) -> None:
    assert verify_claimed(sound.witnessed, sound.claimed) == ()


def test_there_are_enough_kinds() -> None:
    assert len(CORRUPTIONS) >= 46
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("item", CORRUPTIONS, ids=NAMES)
def test_each_is_told_by_its_finding(sound: Base, item: Corruption) -> None:
    found = verify_claimed(sound.witnessed, spoilt(sound, item).claimed)
    assert item.code in {finding.code for finding in found}
    assert all(severity(finding) is Severity.ERROR for finding in found)


@pytest.mark.parametrize("item", SOLE, ids=[item.name for item in SOLE])
def test_without_its_check_it_slips_through(sound: Base, item: Corruption) -> None:
    assert codes(spoilt(sound, item), without(item.sole)) == set()


def test_every_check_is_the_only_one_to_tell_something() -> None:
    tested = {item.sole for item in CORRUPTIONS} - {""}
    assert all_names() - tested == {"number", "along", "sites", "limit"}
    """The first two are taken away in ``test_edges``, the others below."""


@pytest.mark.parametrize("name", ["limit", "sites"])
def test_what_the_scenario_adds_is_held_by_its_check(sound: Base, name: str) -> None:
    """A limit of communities touched, and a ledger of sites of which the plan says nothing."""
    if name == "limit":
        problems = tuple(
            dataclasses.replace(item, rules=dataclasses.replace(item.rules, touched_max=0))
            for item in sound.witnessed.problems
        )
        facts = dataclasses.replace(sound.witnessed, problems=problems)
    else:
        tiers = Tiers({"s": (14, False, False)}, 15, 400, 300)
        facts = dataclasses.replace(sound.witnessed, sites=tiers)
    code = {"limit": "PLAN_TOO_MANY_TOUCHED", "sites": "PLAN_SITE_FALSE"}[name]
    assert code in codes(Base(facts, sound.claimed))
    assert code not in codes(Base(facts, sound.claimed), without(name))


@pytest.mark.parametrize("left", [0, 1, 2])
def test_tiers_that_a_part_lacks_are_lacking_in_the_whole(sound: Base, left: int) -> None:
    """Its own are told, and those of the whole, which then have no bound from every part."""
    first, second = sound.claimed.parts
    assert len(second.tiers) > left
    short = dataclasses.replace(second, tiers=second.tiers[:left])
    claimed = dataclasses.replace(sound.claimed, parts=(first, short))
    found = verify_claimed(sound.witnessed, claimed)
    where = {(item.code, item.place.subdistrict) for item in found}
    assert {("PLAN_TIERS_OTHER", second.subdistrict), ("PLAN_WHOLE_TIERS", "")} <= where


@pytest.mark.parametrize(
    ("status", "solved", "bounds", "told"),
    [
        (Status.PROVEN, True, (3, 3), False), (Status.PROVEN, True, (3, 2), True),
        (Status.PROVEN, False, (3, 3), True), (Status.PROVEN, True, (), True),
        (Status.FEASIBLE, True, (3, 2), False), (Status.FEASIBLE, True, (), False),
        (Status.FEASIBLE, True, (3, 3), True), (Status.FEASIBLE, False, (3, 2), True),
        (Status.FEASIBLE, False, (), True), (Status.STOPPED, False, (), False),
        (Status.STOPPED, True, (3, 2), True), (Status.IMPOSSIBLE, False, (), False),
        (Status.IMPOSSIBLE, True, (), True),
    ],
)  # fmt: skip
def test_a_status_says_what_plan_and_bounds_say(
    sound: Base, status: Status, solved: bool, bounds: tuple[int, ...], told: bool
) -> None:
    """Two tiers of the value three, with these bounds; no word without a plan but for its lack."""
    part = next(parts_of(sound.witnessed, sound.claimed))
    assert part.case.planned
    tiers = tuple(
        dataclasses.replace(item, result=TierResult(item.result.tier, 3, bound))
        for item, bound in zip(part.claim.tiers, bounds, strict=False)
    )
    claim = dataclasses.replace(part.claim, status=status, solved=solved, tiers=tiers)
    found = list(outcome.status(dataclasses.replace(part, claim=claim)))
    assert [item.facts for item in found] == [{"status": status.value}] * told


@pytest.mark.parametrize(
    ("column", "told"),
    [("unit_id", ("PLAN_UNIT_UNKNOWN", "''")), ("community_after", ("PLAN_COMMUNITY_BLANK", ""))],
)
def test_units_without_one_of_their_columns(
    sound: Base, column: str, told: tuple[str, str]
) -> None:
    units = edit(sound.claimed.units, lambda items: [cells.pop(column) for cells in items])
    claimed = dataclasses.replace(sound.claimed, units=units)
    found = verify_claimed(sound.witnessed, claimed)
    assert told in {(item.code, item.facts.get("text", "")) for item in found}


def test_a_statement_that_is_left_out_or_added_is_told(sound: Base) -> None:
    """What was solved for is said in full, and nothing besides."""
    first, *rest = sound.claimed.problems
    for key in (*first.statements, "more"):
        said = {name: value for name, value in first.statements.items() if name != key}
        said |= {} if key in first.statements else {key: 1}
        changed = dataclasses.replace(first, statements=said)
        claimed = dataclasses.replace(sound.claimed, problems=(changed, *rest))
        found = verify_claimed(sound.witnessed, claimed)
        assert [(item.code, item.place.column) for item in found] == [("PLAN_TERMS_DIFFER", key)]


def test_lines_are_taken_where_their_layers_cannot_be_placed(sound: Base) -> None:
    """A notice says so; no line is told then, and neighbours are."""
    facts = dataclasses.replace(sound.witnessed, lined=False)
    by_name = {item.name: item for item in CORRUPTIONS}
    told = spoilt(sound, by_name["a_road_that_is_not_there"])
    assert codes(Base(facts, told.claimed)) == set()
    assert codes(Base(facts, spoilt(sound, by_name["edge_added"]).claimed)) == {
        "PLAN_EDGE_INVENTED"
    }


def test_pairs_are_told(sound: Base) -> None:
    """Two at once do not hide each other: one of the two is told by its name.

    Where the second makes everything agree again, the first may turn into another fault.
    """
    slipped = []
    for first, second in combinations(CORRUPTIONS, 2):
        try:
            both = spoilt(sound, first, second)
        except (LookupError, ValueError, TypeError):
            continue  # the second needs what the first took away
        found = codes(both)
        if not found or not (second.forged or found & {first.code, second.code}):
            slipped.append((first.name, second.name))
    assert slipped == []
