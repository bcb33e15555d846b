"""Today's communities: which units belong to each, and where its home is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from redistrict.domain.findings import Fact, Finding, Place
from redistrict.domain.rules import Lock
from redistrict.domain.units import Community
from redistrict.intake.rows import Row

STRAY_PERCENT = 25
"""Beyond this share outside its home, a value may well name two communities."""


@dataclass(frozen=True)
class Today:
    """Communities of today, the community of every unit (empty: none), locks of their ledger."""

    communities: tuple[Community, ...]
    of_unit: Mapping[str, str]
    findings: tuple[Finding, ...]
    locks: tuple[Lock, ...] = ()


def today(rows: Sequence[Row], unique: bool | None) -> Today:
    """Return today's communities.

    The value of the community column is the id. A community's home is the subdistrict with most
    of its households (then most units, then the first name); its units elsewhere have none.

    Parameters
    ----------
    unique
        ``True``: a value names one community; ``False``: one per subdistrict, the id is then
        ``subdistrict/value``; ``None``: a value with more than a quarter of its households or
        units outside its home is refused.
    """
    members: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.community:
            repeated = unique is False
            members[f"{row.subdistrict}/{row.community}" if repeated else row.community].append(row)
    findings: list[Finding] = []
    communities = []
    of_unit = {row.id: "" for row in rows}
    for key, items in sorted(members.items()):
        home = _home(items)
        own = [row for row in items if row.subdistrict == home]
        strays = [row for row in items if row.subdistrict != home]
        if strays:
            findings.append(_stray(key, home, own, strays, stated=unique is True))
        of_unit.update((row.id, key) for row in own)
        names = sorted({row.community_name for row in own if row.community_name})
        if len(names) > 1:
            place = Place(own[0].place.file, own[0].place.sheet, subdistrict=home, community=key)
            findings.append(Finding("COMMUNITY_NAMES_DIFFER", place, {"names": tuple(names)}))
        name = names[0] if names else own[0].community
        communities.append(Community(key, name, home, tuple(sorted(row.id for row in own))))
    anchored, wrong = _anchored(communities, rows, of_unit)
    return Today(anchored, of_unit, (*findings, *wrong))


def _home(items: Iterable[Row]) -> str:
    weight: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in items:
        weight[row.subdistrict][0] += row.households
        weight[row.subdistrict][1] += 1
    return min(weight, key=lambda name: (-weight[name][0], -weight[name][1], name))


def _stray(
    key: str, home: str, own: Sequence[Row], strays: Sequence[Row], *, stated: bool
) -> Finding:
    outside = sum(row.households for row in strays)
    total = outside + sum(row.households for row in own)
    many = 100 * outside > STRAY_PERCENT * total
    many = many or 100 * len(strays) > STRAY_PERCENT * (len(own) + len(strays))
    place = strays[0].place
    return Finding(
        "COMMUNITY_TWO_HOMES" if many and not stated else "COMMUNITY_STRAYS",
        Place(place.file, place.sheet, place.row, subdistrict=home, community=key),
        {
            "units": tuple(row.id for row in strays[:10]),
            "count": len(strays),
            "households": outside,
            "home": home,
            "elsewhere": tuple(sorted({row.subdistrict for row in strays})),
        },
    )


def find(communities: Iterable[Community], word: str, subdistrict: str = "") -> str | None:
    """Return the id of the one community with this id or name, ``None`` where none or several."""
    items = [item for item in communities if not subdistrict or item.subdistrict == subdistrict]
    if any(item.id == word for item in items):
        return word
    named = [item.id for item in items if item.name == word]
    return named[0] if len(named) == 1 else None


def nearest(communities: Iterable[Community], word: str) -> tuple[str, ...]:
    """Return the ids and names most like a word."""
    known = sorted({text for item in communities for text in (item.id, item.name)})
    return tuple(get_close_matches(word, known, n=3, cutoff=0.4))


def office_of(communities: Sequence[Community], rows: Sequence[Row]) -> Mapping[str, str]:
    """Return the community whose office stands in a unit, by unit; unknown ones are left out."""
    found = {}
    for row in rows:
        if row.office:
            community = find(communities, row.office, row.subdistrict) or find(
                communities, row.office
            )
            if community is not None:
                found[row.id] = community
    return found


def _anchored(
    communities: Sequence[Community], rows: Sequence[Row], of_unit: Mapping[str, str]
) -> tuple[tuple[Community, ...], list[Finding]]:
    offices = office_of(communities, rows)
    findings: list[Finding] = []
    anchors: dict[str, str] = {}
    for row in rows:
        if not row.office:
            continue
        community = offices.get(row.id)
        if community is None:
            facts: dict[str, Fact] = {
                "office": row.office,
                "near": nearest(communities, row.office) or ("-",),
            }
            findings.append(Finding("OFFICE_UNKNOWN", row.place, facts))
        elif of_unit[row.id] != community:
            findings.append(Finding("OFFICE_OUTSIDE", row.place, {"community": community}))
        elif community in anchors:
            facts = {"community": community, "units": (anchors[community], row.id)}
            findings.append(Finding("OFFICE_TWICE", row.place, facts))
        else:
            anchors[community] = row.id
    result = tuple(replace(item, anchor=anchors.get(item.id, "")) for item in communities)
    return result, findings
