"""Subdistrict and community of units that lack them: by file, by answer, by the planner's rule."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from redistrict.intake.answers import Answers, Question
from redistrict.intake.draft import Draft
from redistrict.intake.stems import stem

RULES = ("ask", "none", "nearest")
NONE = ("none", "无", "没有")
"""Answers that leave a unit without a community: any may take it in."""
_TOUCH_M = 0.01
_SUBDISTRICT = re.compile(r"[一-鿿]+?(?:街道|镇|乡)")


def by_file(file: str, answers: Answers) -> tuple[Question, str]:
    """Return the question which subdistrict a whole file describes, and the answer to it.

    What the file's (or sheet's) name suggests is proposed and never taken unasked.
    """
    found = _SUBDISTRICT.search(file.partition(":")[2] or Path(file).stem)
    question = Question("subdistrict", file, 0, file, found[0] if found else "")
    return question, answers.to(question).text


def take_subdistricts(draft: Draft) -> None:
    """Give whole files of units the subdistrict that the planner answered, before ledgers join."""
    for file, units in _without_subdistrict(draft).items():
        question, answer = by_file(file, draft.answers)
        if not answer:
            continue
        draft.questions.append(question)
        for at in units:
            draft.column("subdistrict")[at] = answer
        draft.say("IMPORT_SUBDISTRICT_FILE", file=file, count=len(units), name=answer)


def ask_subdistricts(draft: Draft) -> None:
    """Ask for the subdistrict of every file of units in which still no unit has one."""
    for file, units in _without_subdistrict(draft).items():
        draft.questions.append(by_file(file, draft.answers)[0])
        known = tuple(item.name for item in draft.questions
                      if (item.kind, item.file) == ("column", file)) or ("-",)  # fmt: skip
        draft.say("IMPORT_SUBDISTRICT_OPEN", file=file, count=len(units), known=known)


def _without_subdistrict(draft: Draft) -> dict[str, list[int]]:
    of_file: dict[str, list[int]] = {}
    for at in range(len(draft)):
        of_file.setdefault(draft.place(at)[0], []).append(at)
    own = draft.columns.get("subdistrict", [""] * len(draft))
    return {file: units for file, units in of_file.items()
            if not any(own[at].strip() for at in units)}  # fmt: skip


def settle_communities(draft: Draft, rule: str) -> None:
    """Settle the community of units without one; what stays open is asked for.

    Parameters
    ----------
    rule
        ``ask``; ``none``: the unit has no community today and any may take it in; ``nearest``:
        that of the nearest unit in the same subdistrict, among those that touch it the one with
        the longest common border (ties: the first name).

    Notes
    -----
    An answer names a community of the unit's subdistrict, in any of its endings, or says
    :data:`NONE`.
    """
    if "community" not in draft.columns:
        return
    own = draft.columns["community"]
    lost = []
    for at, text in enumerate(own):
        if text.strip():
            draft.homes[at] = draft.homes[at] or "stated"
        elif draft.outside(at):
            draft.homes[at] = "outside"
        elif at not in draft.pending:
            lost.append(at)
    known = _known(draft)
    near = _nearest(draft, lost)
    for at in lost:
        guess = near.get(at, "")
        answer = draft.query("community", at, guess).text
        names = known.get(_parent(draft, at), {})
        if answer in NONE or (not answer and rule == "none"):
            draft.homes[at] = "none"
            draft.say("IMPORT_COMMUNITY_NONE", at)
        elif answer and (stem(answer) in names or not names):
            own[at], draft.homes[at] = names.get(stem(answer), answer), "answer"
            draft.say("IMPORT_ANSWERED", at, "community", before="-", after=own[at])
        elif answer:
            draft.say("IMPORT_ANSWER_UNKNOWN", at, answer=answer)
        elif rule == "nearest" and guess:
            own[at], draft.homes[at] = guess, "nearest"
            draft.say("IMPORT_COMMUNITY_NEAREST", at, community=guess)
        else:
            draft.say("IMPORT_COMMUNITY_MISSING", at)


def _parent(draft: Draft, at: int) -> str:
    return stem(draft.columns.get("subdistrict", [""] * len(draft))[at])


def _known(draft: Draft) -> dict[str, dict[str, str]]:
    """Return the communities of every subdistrict by their stem."""
    found: dict[str, dict[str, str]] = {}
    for at, name in enumerate(draft.columns["community"]):
        if name.strip():
            found.setdefault(_parent(draft, at), {}).setdefault(stem(name), name.strip())
    return found


def _nearest(draft: Draft, lost: list[int]) -> dict[int, str]:
    """Return the community of the nearest unit in the same subdistrict, where there is a map."""
    shapes: Any = draft.shapes
    if shapes is None or not lost:
        return {}
    own = draft.columns["community"]
    drawn = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    members: dict[str, list[int]] = {}
    for at in range(len(draft)):
        if own[at].strip() and drawn[at] and not draft.outside(at):
            members.setdefault(_parent(draft, at), []).append(at)
    found = {}
    for at in lost:
        others = np.array(members.get(_parent(draft, at), []), dtype=int)
        if not len(others) or not drawn[at]:
            continue
        metres = shapely.distance(shapes[at], shapes[others])
        close = others[metres <= metres.min() + _TOUCH_M]
        common = shapely.length(shapely.intersection(shapes[at], shapes[close]))
        border: dict[str, float] = {}
        for other, length in zip(close.tolist(), common.tolist(), strict=True):
            border[own[other].strip()] = border.get(own[other].strip(), 0.0) + length
        found[at] = min(border, key=lambda name: (-round(border[name], 2), name))
    return found
