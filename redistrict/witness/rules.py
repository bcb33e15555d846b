"""Band, weights and allowed ways to plan, from the scenario and the published standard."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

from redistrict import profiles
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding, Place
from redistrict.domain.level import COMMUNITY, LEVELS
from redistrict.domain.rules import (
    ALTERNATIVES,
    DEFAULT_ORDER,
    TODAY,
    Action,
    Alternative,
    Change,
    Duty,
    Rules,
    Tier,
)
from redistrict.witness import opening
from redistrict.witness.documents import read_text, read_toml
from redistrict.witness.keys import Keys
from redistrict.witness.table import text

PUBLISHED = Path(next(iter(profiles.__path__)))


def standard(keys: Keys, base: Path) -> Keys:
    """Return the rules of the standard that a scenario names, for the level that it plans."""
    path = _place(keys, base)
    if path is None:
        return Keys(keys.path, "rules", {})
    whole, step = Keys(path, "", read_toml(path)), level(keys)
    return whole.table("rules") if step == COMMUNITY else whole.table("levels").table(step)


def profile(keys: Keys, base: Path) -> Keys | None:
    """Return the whole file of the standard that a scenario names, ``None`` where it names none."""
    path = _place(keys, base)
    return None if path is None else Keys(path, "", read_toml(path))


def level(keys: Keys) -> str:
    """Return the level that a scenario plans.

    Raises
    ------
    Failure
        ``WITNESS_KEY_WRONG`` for a word that is none.
    """
    found = keys.text("level", COMMUNITY)
    if found not in LEVELS:
        raise keys.wrong("level")
    return found


def named(keys: Keys, base: Path) -> frozenset[int]:
    """Return the numbers of households that scenario, standard and ledger name in words."""
    path = _place(keys, base)
    texts = [read_text(keys.path), read_text(path) if path else "", *_evidence(keys, base)]
    return frozenset(int(number) for text in texts for number in re.findall(r"(\d+)户", text))


def _evidence(keys: Keys, base: Path) -> list[str]:
    """Return what the ledger of communities tells of their burden."""
    ledger = keys.table("community_ledger")
    column = ledger.text("overload_evidence")
    if not column:
        return []
    table = opening.table(base / ledger.text("path"), ledger.text("sheet") or None)
    return [text(cell) for cell in table.column(column)]


def _place(keys: Keys, base: Path) -> Path | None:
    name = keys.text("profile")
    if not name:
        return None
    path = PUBLISHED / f"{name}.toml"
    return base / name if "/" in name or "\\" in name or not path.is_file() else path


def rules(keys: Keys, base: Path, scale: int) -> Rules:
    """Return the numbers that count: the scenario's own, else those of its standard.

    Raises
    ------
    Failure
        ``WITNESS_KEY_WRONG`` or ``WITNESS_NO_BAND``.
    """
    own, published = keys.table("rules"), standard(keys, base)

    def whole(key: str, default: int | None = None) -> int | None:
        return own.whole(key, published.whole(key, default))

    low, high = whole("min"), whole("max")
    if low is None or high is None:
        raise Failure(Exit.SCENARIO, [Finding("WITNESS_NO_BAND", Place(keys.path.name))])
    about = Fraction(_decimal(own.number("about_percent", 0.0))) / 100
    overload: float | None = None
    if "overload_over" in own.values:
        overload = own.number("overload_over", 0.0)
    elif "overload_over" in published.values:
        overload = published.number("overload_over", 0.0)
    lowest = whole("changed_min", ceil(low * (1 - about)))
    highest = whole("changed_max", floor(high * (1 + about)))
    under, over = whole("merge_under", low), whole("split_over", high)
    return Rules(
        min=low,
        max=high,
        changed_min=low if lowest is None else lowest,
        changed_max=high if highest is None else highest,
        merge_under=low if under is None else under,
        split_over=high if over is None else over,
        overload_over=None if overload is None else floor(overload * scale),
        strict=own.flag("strict") or False,
        communities=whole("communities"),
        tolerate=not LEVELS[level(keys)].divides,
        area_min=_hectares(own, "area_min_km2"),
        area_max=_hectares(own, "area_max_km2"),
        duty=duty(keys, scale),
        touched_max=own.whole("touched_max", None),
        forecast=forecast(keys),
        forecast_rule=keys.table("forecast").flag("rule") or False,
        scale=scale,
    )


def forecast(keys: Keys) -> dict[str, str]:
    """Return the column of households for every year of the forecast, in order."""
    table = keys.table("forecast")
    years = table.table("years")
    found = {year: years.text(year) for year in years.values}
    year, column = table.whole("year"), table.text("households")
    if year and column and str(year) not in found:
        found[str(year)] = column
    return dict(sorted(found.items()))


def _hectares(own: Keys, key: str) -> int | None:
    """Return a limit of area in whole hectares."""
    return round(_decimal(own.number(key, 0.0)) * 100) if key in own.values else None


def _decimal(value: float) -> Decimal:
    return Decimal(str(value)).normalize()


def weights(keys: Keys) -> tuple[dict[str, int], int]:
    """Return the whole weight per column, and the power of ten by which all were scaled."""
    table = keys.table("workload")
    stated = {key: _decimal(table.number(key, 0.0)) for key in sorted(table.values)}
    stated = stated or ({} if "workload" in keys.values else {"households": Decimal(1)})
    beside = [weight(keys.table(name)) for name in ("work_items", "visits")]
    exponents = [int(value.as_tuple().exponent) for value in (*stated.values(), *beside)]
    scale = int(10 ** max([0, *(-exponent for exponent in exponents)]))
    return {key: int(value * scale) for key, value in stated.items()}, scale


def weight(table: Keys) -> Decimal:
    """Return what one work item or one visit adds to the workload, zero without its table."""
    return _decimal(table.number("weight", 1.0)) if table.values else Decimal(0)


def duty(keys: Keys, scale: int) -> Duty:
    """Return the workload that a community has beside that of its units."""
    items, visits = keys.table("work_items"), keys.table("visits")
    count = sum(items.table("items").whole(name) or 0 for name in items.table("items").values)
    visit = int(weight(visits) * scale)
    return Duty(
        items=count * int(weight(items) * scale),
        small_under=visits.whole("small_under") or 0,
        small=visit * (visits.whole("small_per_year") or 0),
        other=visit * (visits.whole("other_per_year") or 0),
    )


def change(keys: Keys) -> Change:
    """Return the weights of tier 1a."""
    stated = keys.table("goals").table("change")
    found = {name: stated.whole(name) for name in ("moved", "touched", "new", "abolished")}
    return Change(**{name: value for name, value in found.items() if value is not None})


def statement(keys: Keys) -> dict[str, str | bool]:
    """Return what a scenario states about its data, by the names of the record."""
    as_of = keys.values.get("as_of", "")
    return {
        "title": keys.text("title") or keys.path.stem,
        "households_definition": keys.text("households_definition"),
        "as_of": as_of.isoformat() if isinstance(as_of, date) else keys.text("as_of"),
        "source": keys.text("source"),
        "profile": keys.text("profile"),
        "made_up": keys.flag("made_up") or False,
        "made_up_note": keys.text("made_up_note"),
        "level": level(keys),
    }


def alternatives(keys: Keys) -> Mapping[str, Alternative]:
    """Return what each asked way to plan may do, and the order of its tiers.

    Raises
    ------
    Failure
        ``WITNESS_KEY_WRONG`` for a word that is no action, tier or alternative.
    """
    goals = keys.table("goals")
    try:
        allowed = frozenset(
            Action(word) for word in goals.texts("actions", tuple(item.value for item in Action))
        )
        order = tuple(Tier(word) for word in goals.texts("order"))
        names = goals.texts("alternatives", ("split-merge", "least-change"))
        known = [ALTERNATIVES[name] for name in (TODAY, *names)]
    except (KeyError, ValueError):
        place = Place(keys.path.name, column="goals")
        raise Failure(Exit.SCENARIO, [Finding("WITNESS_KEY_WRONG", place)]) from None
    found = {}
    for item in known:
        own = order if order and item.order == DEFAULT_ORDER else item.order
        found[item.name] = replace(item, actions=item.actions & allowed, order=own)
    return found
