"""Ways to spoil units.csv, row by row."""

from collections.abc import Callable

from redistrict.witness.claimed import Claimed
from tests.verify.anywhere.draw import Draw, Rows, kind
from tests.verify.forge import reassign


def _cell(draw: Draw, column: str, change: Callable[[str], str]) -> Claimed:
    at = draw.dice.randrange(len(draw.claimed.units.lines))
    return draw.rows(lambda items: items[at].update({column: change(items[at][column])}))


@kind("PLAN_UNIT_MISSING")
def drop_unit(draw: Draw) -> Claimed:
    return draw.rows(lambda items: items.pop(draw.dice.randrange(len(items))))


@kind("PLAN_UNIT_MISSING")
def drop_unit_and_forge(draw: Draw) -> Claimed:
    return draw.forged(drop_unit(draw))


@kind("PLAN_UNIT_MISSING")
def drop_a_tenth_and_forge(draw: Draw) -> Claimed:
    def change(items: Rows) -> None:
        del items[:: draw.dice.randrange(9, 12)]

    return draw.forged(draw.rows(change))


@kind("PLAN_UNIT_TWICE")
def unit_twice(draw: Draw) -> Claimed:
    return draw.rows(lambda items: items.append(dict(draw.dice.choice(items))))


@kind("PLAN_UNIT_TWICE")
def unit_in_two_communities(draw: Draw) -> Claimed:
    other = {"community_after": draw.dice.choice(sorted(draw.sets()))}
    return draw.rows(lambda items: items.append(draw.dice.choice(items) | other))


@kind("PLAN_UNIT_UNKNOWN")
def ghost(draw: Draw) -> Claimed:
    return draw.rows(lambda items: items.append(items[0] | {"unit_id": "ghost-unit"}))


@kind("PLAN_UNIT_MISSING")
def id_with_blank(draw: Draw) -> Claimed:
    return _cell(draw, "unit_id", lambda text: f"{text} ")


@kind("PLAN_UNIT_MISSING")
def id_full_width(draw: Draw) -> Claimed:
    return _cell(draw, "unit_id", lambda text: f"{text[:-1]}{chr(ord(text[-1]) + 0xFEE0)}")


@kind("PLAN_UNIT_MISSING")
def id_without_its_zero(draw: Draw) -> Claimed:
    return _cell(draw, "unit_id", lambda text: f"0{text}")


@kind("PLAN_COMMUNITY_BLANK")
def community_blank(draw: Draw) -> Claimed:
    return draw.forged(_cell(draw, "community_after", lambda _: ""))


@kind("PLAN_COMMUNITY_UNKNOWN")
def community_with_blank(draw: Draw) -> Claimed:
    name = draw.dice.choice(sorted(draw.sets()))
    members = draw.sets()[name]
    return reassign(draw.claimed, dict.fromkeys(members, f"{name} "))


@kind("PLAN_COMMUNITY_UNKNOWN")
def community_invented(draw: Draw) -> Claimed:
    members = draw.dice.choice(sorted(map(sorted, draw.sets().values())))
    return draw.forged(reassign(draw.claimed, dict.fromkeys(members, "Harmony")))


@kind("SHEET_ORDER")
def rows_shuffled(draw: Draw) -> Claimed:
    return draw.rows(lambda items: items.insert(0, items.pop()))


@kind("SHEET_CELL_DIFFERS")
def households_more(draw: Draw) -> Claimed:
    return _cell(draw, "households", lambda text: str(int(text) + 1))


@kind("SHEET_CELL_DIFFERS")
def households_as_decimal(draw: Draw) -> Claimed:
    return _cell(draw, "households", lambda text: f"{text}.0")


@kind("SHEET_CELL_DIFFERS")
def households_shifted(draw: Draw) -> Claimed:
    def change(items: Rows) -> None:
        one, other = draw.dice.sample(items, 2)
        one["households"] = str(int(one["households"]) + 7)
        other["households"] = str(int(other["households"]) - 7)

    return draw.rows(change)


@kind("SHEET_CELL_DIFFERS")
def rows_of_households_swapped(draw: Draw) -> Claimed:
    def change(items: Rows) -> None:
        one = draw.dice.choice(items)
        others = [item for item in items if item["households"] != one["households"]]
        other = draw.dice.choice(others)
        one["households"], other["households"] = other["households"], one["households"]

    return draw.rows(change)


@kind("SHEET_CELL_DIFFERS")
def community_of_today(draw: Draw) -> Claimed:
    return _cell(draw, "community_before", lambda text: f"{text}2")


@kind("SHEET_CELL_DIFFERS")
def parent(draw: Draw) -> Claimed:
    return _cell(draw, "subdistrict", lambda text: f"{text}2")


@kind("SHEET_CELL_DIFFERS")
def moved_in_one_file(draw: Draw) -> Claimed:
    sets = draw.sets()
    unit = draw.dice.choice(sorted(unit for units in sets.values() for unit in units))
    other = draw.dice.choice([name for name in sorted(sets) if unit not in sets[name]])
    return reassign(draw.claimed, {unit: other})
