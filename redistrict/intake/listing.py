"""Neighbours of a ledger's compounds written as ids: stated, made mutual, or told by 四至."""

import re

from redistrict.intake.draft import Draft
from redistrict.intake.sides import neighbours, sides_of
from redistrict.intake.stems import stem

_WHY = {"named": "IMPORT_SIDE_NAMES", "block": "IMPORT_SAME_BLOCK", "across": "IMPORT_ACROSS"}
_SEPARATORS = re.compile(r"[;,、，；|\n]+")


def list_neighbours(draft: Draft) -> None:
    """Fill the column ``neighbours`` with ids of adjacent units, joined by ``;``.

    Stated neighbours count both ways. Where compounds have four sides, what these tell is added;
    who still has no neighbour is asked for.
    """
    count = len(draft)
    ids = draft.columns["id"]
    names = draft.columns.get("name", ids)
    parents = [stem(text) for text in draft.columns.get("subdistrict", [""] * count)]
    met: dict[int, set[int]] = {at: set() for at in range(count)}
    _stated(draft, met, names, parents)
    sides = sides_of(draft.columns, count)
    for item in neighbours(names, parents, sides):
        if item.b not in met[item.a] and parents[item.a] == parents[item.b]:
            met[item.a].add(item.b)
            met[item.b].add(item.a)
            draft.say(_WHY[item.why], item.a, a=draft.label(item.a), b=draft.label(item.b),
                      line=item.line or "-")  # fmt: skip
    for at in range(count):
        if met[at]:
            continue
        asked = draft.query("neighbours", at)
        for text in filter(None, map(str.strip, _SEPARATORS.split(asked.text))):
            others = _meant(text, names, ids, [""] * count, "")
            if len(others) == 1 and others[0] != at:
                met[at].add(others[0])
                met[others[0]].add(at)
            else:
                draft.say("IMPORT_ANSWER_UNKNOWN", at, answer=text)
        if not met[at]:
            draft.say("IMPORT_NEIGHBOURS_NONE", at)
    draft.columns["neighbours"] = [";".join(sorted(ids[other] for other in met[at]))
                                   for at in range(count)]  # fmt: skip


def _stated(draft: Draft, met: dict[int, set[int]], names: list[str], parents: list[str]) -> None:
    ids = draft.columns["id"]
    one_sided: set[tuple[int, int]] = set()
    for at, text in enumerate(draft.columns.get("neighbours", [])):
        for word in filter(None, map(str.strip, _SEPARATORS.split(text))):
            others = _meant(word, names, ids, parents, parents[at])
            if len(others) != 1:
                draft.say("IMPORT_NEIGHBOUR_UNKNOWN", at, name=word, found=len(others))
            elif others[0] != at:
                met[at].add(others[0])
    for at, others_of in met.items():
        one_sided |= {(at, other) for other in others_of if at not in met[other]}
    for at, other in sorted(one_sided):
        met[other].add(at)
        draft.say("IMPORT_NEIGHBOUR_MUTUAL", at, a=draft.label(at), b=draft.label(other))


def _meant(
    word: str, names: list[str], ids: list[str], parents: list[str], parent: str
) -> list[int]:
    """Return the rows that an id or name may mean, within the own subdistrict first."""
    for fits in (
        [at for at, own in enumerate(ids) if own == word],
        [at for at, own in enumerate(names) if own.strip() == word and parents[at] == parent],
        [at for at, own in enumerate(names) if stem(own) == stem(word) and parents[at] == parent],
        [at for at, own in enumerate(names) if stem(own) == stem(word)],
    ):
        if fits:
            return fits
    return []
