"""Names of communities and subdistricts that only a ledger gives: spelt in several ways."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from redistrict.domain.findings import Fact
from redistrict.intake.draft import Draft
from redistrict.intake.stems import near, stem

RARE, COMMON = 2, 8
"""A slip of the pen stands in at most so many units, the right name in at least so many."""
_SERIES = frozenset("一二三四五六七八九十零〇东西南北中前后上下左右新老大小甲乙丙丁0123456789")


def unify(draft: Draft) -> None:
    """Give communities of one stem in one subdistrict one name; ask where one sign differs.

    The spelling that most units have is kept (ties: the longer one). A rare name that differs from
    a common one in a single sign may be a slip of the pen: it is asked for, never joined silently;
    numbers and directions (文苑一社区, 文苑二社区) make names of their own. Of names of two signs
    only one that a single unit has is asked for. Other pairs one sign apart are taken as two
    communities and listed to be confirmed.
    """
    if "community" not in draft.columns:
        return
    own = draft.columns["community"]
    parents = draft.columns.get("subdistrict", [""] * len(draft))
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, name in enumerate(own):
        if name.strip():
            groups[stem(parents[at]), stem(name)].append(at)
    usual: dict[tuple[str, str], str] = {}
    pairs = []
    for key, members in sorted(groups.items()):
        counted = Counter(own[at].strip() for at in members)
        best = max(counted, key=lambda name: (counted[name], len(name), name))
        usual[key] = best
        pairs += [f"{name} → {best}" for name in sorted(counted) if name != best]
        for at in members:
            own[at] = best
    _settle_endings(draft, pairs)
    if pairs:
        draft.say("IMPORT_SPELLINGS", None, "community", count=len(pairs), pairs=tuple(pairs[:6]))
    for key, members in sorted(groups.items()):
        common = [
            usual[other]
            for other, rows in groups.items()
            if other[0] == key[0]
            and len(members) <= RARE
            and len(rows) >= COMMON
            and near(key[1], other[1], 2 if len(members) == 1 and len(key[1]) == 2 else 3)
            and not _in_series(key[1], other[1])
        ]
        for at in members if common else ():
            answer = draft.query("community", at, "|".join([*common, usual[key]])).text
            if answer:
                draft.say("IMPORT_ANSWERED", at, "community", before=usual[key], after=answer)
                own[at], draft.homes[at] = answer, "answer"
            else:
                draft.say("IMPORT_COMMUNITY_SLIP", at, name=usual[key], other=common[0])
    _list_alike(draft, groups, usual)


def _settle_endings(draft: Draft, pairs: Sequence[str]) -> None:
    """Take back that the layer's name stays where another spelling of it is the usual one."""
    changed = {pair.split(" → ")[0] for pair in pairs}
    for place, item in enumerate(draft.findings):
        told = item.facts.get("pairs", ())
        if item.code == "IMPORT_ENDINGS" and isinstance(told, tuple):
            kept = tuple(str(pair) for pair in told if str(pair).split(" → ")[1] not in changed)
            count = int(str(item.facts["count"])) - len(told) + len(kept)
            facts: dict[str, Fact] = {**item.facts, "count": count, "pairs": kept}
            draft.findings[place] = replace(item, facts=facts)
    draft.findings[:] = [item for item in draft.findings
                         if item.code != "IMPORT_ENDINGS" or item.facts["count"]]  # fmt: skip


def _list_alike(
    draft: Draft, groups: Mapping[tuple[str, str], list[int]], usual: Mapping[tuple[str, str], str]
) -> None:
    """Name pairs of communities one sign apart that are taken as two; to be confirmed."""
    for (key, members), (other, rows) in combinations(sorted(groups.items()), 2):
        counts = sorted((len(members), len(rows)))
        slip = counts[0] <= RARE and counts[1] >= COMMON
        alike = key[0] == other[0] and near(key[1], other[1])
        if alike and not slip and not _in_series(key[1], other[1]):
            draft.say("IMPORT_COMMUNITY_ALIKE", None, "community", a=usual[key], b=usual[other],
                      count_a=len(members), count_b=len(rows))  # fmt: skip


def _in_series(one: str, other: str) -> bool:
    """Whether two names of one length differ in a number or direction."""
    pairs = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    return len(one) == len(other) and all({*pair} <= _SERIES for pair in pairs)
