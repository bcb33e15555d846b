"""Read a scenario file: the data, rules, goals and locks that a planner states."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import PrivateAttr, ValidationError

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding, Place, sort_findings
from redistrict.domain.level import COMMUNITY, LEVELS
from redistrict.domain.rules import (
    ALTERNATIVES,
    DEFAULT_ORDER,
    LEAST_CHANGE,
    SPLIT_MERGE,
    TODAY,
    Alternative,
    Change,
    Duty,
    Profile,
    Rules,
)
from redistrict.domain.scenario import Statement
from redistrict.intake import profiles
from redistrict.intake.lines import key_lines, line_of
from redistrict.intake.refusal import refusals
from redistrict.intake.safety import fingerprint
from redistrict.intake.schema import Keys
from redistrict.intake.toml import decode, parse


class Scenario(Keys):
    """A scenario file that was read and found in order."""

    _path: Path = PrivateAttr(default=Path())
    _digest: str = PrivateAttr(default="")

    @property
    def path(self) -> Path:
        """The file it was read from."""
        return self._path

    @property
    def digest(self) -> str:
        """SHA-256 of the file as it was read."""
        return self._digest

    def locate(self, path: str) -> Path:
        """Return a path of the scenario, which counts from the scenario's own folder."""
        return self._path.parent / path

    def statement(self) -> Statement:
        """Return what is stated about data and file, for every page."""
        return Statement(
            title=self.title or self._path.stem,
            language=self.lang,
            households_definition=self.households_definition,
            as_of=self.as_of,
            source=self.source,
            profile=self.profile or "",
            made_up=self.made_up,
            made_up_note=self.made_up_note,
            file=dict(sorted(_flat(self.file))),
            level=self.level,
        )

    def standard(self) -> Profile | None:
        """Return the profile that the scenario names, if any."""
        return profiles.load(self.profile, self._path.parent) if self.profile else None

    def rules(self, profile: Profile | None) -> Rules:
        """Return the profile's numbers with the scenario's own in their place.

        ``about_percent`` sets limits of changed communities that neither states: the lower one
        rounded up, the upper one down. ``overload_over`` is scaled like the workload.

        Raises
        ------
        Failure
            No band, or limits that contradict each other.
        """
        stated = self.rule_choice.model_dump(exclude_none=True)
        merged: dict[str, Any] = dict(self._published(profile)) | stated
        missing = [key for key in ("min", "max") if key not in merged]
        if missing:
            self._refuse([("RULES_NO_BAND", {"keys": tuple(missing)})])
        low, high = merged["min"], merged["max"]
        about = Fraction(Decimal(str(merged.pop("about_percent", 0)))) / 100
        overload = merged.get("overload_over")
        rules = Rules(
            min=low,
            max=high,
            changed_min=merged.get("changed_min", math.ceil(low * (1 - about))),
            changed_max=merged.get("changed_max", math.floor(high * (1 + about))),
            merge_under=merged.get("merge_under", low),
            split_over=merged.get("split_over", high),
            overload_over=None if overload is None else math.floor(overload * self.scale),
            strict=merged.get("strict", False),
            communities=merged.get("communities"),
            tolerate=not LEVELS[self.level].divides,
            area_min=_hectares(merged.get("area_min_km2")),
            area_max=_hectares(merged.get("area_max_km2")),
            duty=self.duty,
            touched_max=merged.get("touched_max"),
            forecast=self.forecast.columns,
            forecast_rule=self.forecast.rule,
            scale=self.scale,
        )
        if wrong := _contradictions(rules):
            self._refuse(wrong)
        return rules

    def _published(self, profile: Profile | None) -> Mapping[str, Any]:
        """Return the profile's numbers for the level that is planned."""
        if profile is None:
            return {}
        if self.level == COMMUNITY:
            return profile.rules
        found = profile.levels.get(self.level, {})
        return {key: value for key, value in found.items() if key != "source"}

    @property
    def scale(self) -> int:
        """Factor that makes every weight a whole number: a power of ten."""
        stated = [*self.workload.values()]
        stated += [item.weight for item in (self.work_items, self.visits) if item]
        digits = [-int(_decimal(weight).as_tuple().exponent) for weight in stated]
        return int(10 ** max([0, *digits]))

    @property
    def duty(self) -> Duty:
        """Workload of a community beside that of its units: work items and visits, scaled."""
        items, visits = self.work_items, self.visits
        item = int(_decimal(items.weight) * self.scale) if items else 0
        visit = int(_decimal(visits.weight) * self.scale) if visits else 0
        return Duty(
            items=item * sum(items.items.values()) if items else 0,
            small_under=visits.small_under if visits else 0,
            small=visit * visits.small_per_year if visits else 0,
            other=visit * visits.other_per_year if visits else 0,
        )

    @property
    def weights(self) -> dict[str, int]:
        """Whole weight per column, scaled once; a unit's workload is the sum of weight x count."""
        return {
            column: int(_decimal(weight) * self.scale)
            for column, weight in sorted(self.workload.items())
        }

    @property
    def change(self) -> Change:
        """Weights of tier 1a."""
        return Change(**self.goals.change.model_dump())

    def alternatives(self) -> tuple[Alternative, ...]:
        """Return the ways to plan, ``today`` first, each with the allowed actions only.

        ``goals.order`` replaces the default order. Two alternatives with equal actions and order
        are one; the first stays.
        """
        return tuple(choice for choice, twin in self._choices() if not twin)

    def findings(self) -> list[Finding]:
        """Return what is to be said of the scenario itself: alternatives that are not made."""
        return [
            Finding("ALTERNATIVE_TWIN", facts={"alternative": choice.name, "twin": twin})
            for choice, twin in self._choices()
            if twin not in ("", choice.name)
        ]

    def _choices(self) -> list[tuple[Alternative, str]]:
        """Return every alternative asked for, and the earlier one that it would be the same as."""
        allowed = frozenset(self.goals.actions)
        made = [(ALTERNATIVES[TODAY], "")]
        for name in self.goals.alternatives:
            known = ALTERNATIVES[name]
            order = known.order
            if self.goals.order and order == DEFAULT_ORDER:
                order = self.goals.order
            choice = replace(known, actions=known.actions & allowed, order=order)
            twins = [other.name for other, twin in made if not twin and _same(choice, other)]
            made.append((choice, "".join(twins[:1])))
        return made

    def recommended(self, profile: Profile | None) -> str:
        """Return the name of the alternative that stands on top.

        Stated in [goals]; else ``split-merge`` under Chinese profiles and ``least-change``
        without; where that is not among the alternatives, the first after ``today``.
        """
        names = [alternative.name for alternative in self.alternatives()]
        chinese = profile is not None and profile.chinese
        wanted = self.goals.recommended or (SPLIT_MERGE if chinese else LEAST_CHANGE)
        return wanted if wanted in names else names[min(1, len(names) - 1)]

    def _refuse(self, wrong: list[tuple[str, dict[str, Any]]]) -> None:
        lines = key_lines(decode(self._path))
        place = Place(self._path.name, row=line_of(("rules",), lines), column="rules")
        raise Failure(Exit.SCENARIO, [Finding(code, place, facts) for code, facts in wrong])


def read(path: Path) -> Scenario:
    """Read a scenario file.

    Raises
    ------
    Failure
        With everything that is wrong in it: unknown keys with the nearest known one, missing
        statements, wrong values, each with its line.
    """
    path = Path(path)
    text = decode(path)
    digest = fingerprint(path)
    raw = parse(text, path.name)
    errors = []
    try:
        scenario = Scenario.model_validate(raw)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    found = refusals(errors, raw, text, path.name)
    if found:
        raise Failure(Exit.SCENARIO, sort_findings(found))
    scenario._path, scenario._digest = path, digest  # noqa: SLF001 - the model's own constructor
    scenario.rules(scenario.standard())
    return scenario


def _contradictions(rules: Rules) -> list[tuple[str, dict[str, Any]]]:
    pairs = [
        ("min", "max"),
        ("changed_min", "changed_max"),
        ("merge_under", "min"),
        ("max", "split_over"),
    ]
    return [
        ("RULES_OUT_OF_ORDER", {"low": a, "low_value": low, "high": b, "high_value": high})
        for a, b in pairs
        if (low := getattr(rules, a)) > (high := getattr(rules, b))
    ]


def _same(a: Alternative, b: Alternative) -> bool:
    return (a.actions, a.order, a.along_roads) == (b.actions, b.order, b.along_roads)


def _hectares(square_kilometres: float | None) -> int | None:
    return None if square_kilometres is None else round(_decimal(square_kilometres) * 100)


def _decimal(weight: float) -> Decimal:
    return Decimal(str(weight)).normalize()


def _flat(table: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    """Return the [file] table as ``a.b`` to text; lists become lines of text."""
    result = []
    for key, value in table.items():
        name = f"{before}{key}"
        if isinstance(value, dict):
            result += _flat(value, f"{name}.")
        elif isinstance(value, list):
            result.append((name, "\n".join(_plain(item) for item in value)))
        else:
            result.append((name, _plain(value)))
    return result


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | time) else str(value)
