"""The text of a first scenario, with comments."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from redistrict.domain.words import translator

NEEDED = ("id", "households", "subdistrict", "community")
USUAL_GAP_M = 40.0
USUAL_FACING_M = 5.0
"""Width of a lane between compounds; a first value, to be looked at on the map."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a first scenario is made of.

    Parameters
    ----------
    stated
        Top keys: title, lang, profile, households_definition, as_of, source.
    units, ledger
        Path, layer and columns of the units and of the ledger; empty where there is none.
    context
        Layers for orientation by their key: path, layer, name.
    apart
        Whether the units stand apart, with streets between them.
    """

    stated: Mapping[str, str]
    units: Mapping[str, str] = field(default_factory=dict)
    ledger: Mapping[str, str] = field(default_factory=dict)
    context: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    apart: bool = False


def starter(beginning: Beginning, language: str) -> str:
    """Return a scenario file; a needed column that was not found is left as a comment."""
    _ = translator(language)
    opening = _(
        "Written by redistrict init. Lines that begin with # are not read; delete the # to use one."
    )
    lines = [f"# {opening}", *_keys(beginning.stated)]
    found = {*beginning.units, *beginning.ledger}
    open_lines = [
        f'# {meaning} = "..."   # {_("the column of this meaning was not recognised")}'
        for meaning in NEEDED
        if meaning not in found
    ]
    if beginning.units:
        lines += ["", "# " + _("The layer of units, and which column means what."), "[units]"]
        lines += [*_keys(beginning.units), *open_lines]
    if beginning.ledger:
        lines += ["", "# " + _("The ledger; its columns go before those of the layer."), "[ledger]"]
        lines += [*_keys(beginning.ledger), *([] if beginning.units else open_lines)]
    if beginning.context:
        lines += ["", "# " + _("For orientation, and for the names of limits."), "[context]"]
        for key, layer in beginning.context.items():
            inside = ", ".join(_keys(layer))
            lines.append(f"{key} = {{ {inside} }}")
    elif beginning.units:
        lines += ["", *_example(language)]
    if beginning.units:
        lines += ["", *_adjacency(beginning.apart, language)]
    papers = _papers(language) if beginning.stated.get("profile") else []
    return "\n".join([*lines, "", *_rest(language), *papers]) + "\n"


def _example(language: str) -> list[str]:
    """Return the lines for roads and offices, to be filled in and uncommented."""
    _ = translator(language)
    return [
        "# " + _("Roads and offices: for splits along roads, limits in words and the map."),
        "# [context]",
        '# roads = { path = "roads.shp", name = "name" }',
        '# offices = { path = "offices.shp", community = "community", name = "name" }',
    ]


def _adjacency(apart: bool, language: str) -> list[str]:
    _ = translator(language)
    contact = _(
        'How units meet: "rook" (common border), "queen" (also a corner), "near" (across a street).'
    )
    lines = [f"# {contact}", "[adjacency]"]
    if not apart:
        return [*lines, 'contact = "rook"']
    gap = _("Metres between two units that still count as neighbours; nothing may lie between.")
    facing = _(
        "Metres along which they must face each other; aslant across a crossing is not enough."
    )
    return [
        *lines,
        'contact = "near"',
        f"max_gap_m = {USUAL_GAP_M}   # {gap}",
        f"min_shared_m = {USUAL_FACING_M}   # {facing}",
    ]


def _papers(language: str) -> list[str]:
    """Return the lines that the papers for approval need, to be filled in and uncommented."""
    _ = translator(language)
    return [
        "",
        "# " + _("For the papers that go up for approval; without this only tables are made."),
        "# [file]",
        '# district = "..."',
        '# issuer = "..."',
        '# addressee = "..."',
        '# approver = "..."',
        '# date = "2026-11-20"',
    ]


def _rest(language: str) -> list[str]:
    _ = translator(language)
    return [
        "# " + _("Numbers of your own instead of the standard's."),
        "# [rules]",
        "# min = 1000",
        "# max = 3000",
        "",
        "# " + _("An earlier plan as the base: its communities are today's."),
        "# [baseline]",
        '# path = "../plan-1/units.csv"',
        f'# frozen = "..."   # {_("a reason: all that it set up or changed stays as it is")}',
        f"# unfiled = true   # {_('what it set up is not filed yet')}",
        "",
        "# " + _("What may be done, and which plans to make."),
        "# " + _('"split" and "merge" keep whole communities together; "reshape" moves units.'),
        "[goals]",
        'actions = ["split", "merge", "reshape"]',
        'alternatives = ["split-merge", "least-change"]',
        "",
        "# " + _("Seconds for every subdistrict and alternative; the best plan by then is kept."),
        "# " + _("Without this limit a run takes longer and is the same on every machine."),
        "[solver]",
        "time_limit_s = 60",
        "",
        "# " + _("A decision that stays, with its reason."),
        "# [[locks]]",
        '# kind = "frozen"',
        '# community = "..."',
        '# reason = "..."',
    ]


def _keys(values: Mapping[str, str]) -> list[str]:
    return [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
