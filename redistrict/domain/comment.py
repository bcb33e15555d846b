"""What readers of the map page said, and how it was answered; kept for the dossier."""

from collections.abc import Iterable
from dataclasses import dataclass

STANCES = ("object", "agree", "remark")
"""Objections come first wherever comments are listed."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said of a unit, a community or a place, and how it was answered.

    Parameters
    ----------
    kind
        ``unit``, ``community`` or ``place``.
    target
        Id of the unit or community; metres east and north on the page for a place.
    stance
        ``object``, ``agree`` or ``remark``.
    role
        Office or role of who speaks, never a resident's name.
    answer
        ``taken``, ``partly``, ``not taken`` or empty while open.
    """

    kind: str
    target: str
    name: str
    stance: str
    role: str
    text: str
    answer: str = ""
    answer_reason: str = ""


def merge_comments(earlier: Iterable[Comment], later: Iterable[Comment]) -> tuple[Comment, ...]:
    """Return all comments once, objections first; a later answer replaces an earlier one."""
    found: dict[tuple[str, str, str, str, str], Comment] = {}
    for item in (*earlier, *later):
        key = (item.kind, item.target, item.stance, item.role, item.text)
        if item.answer or key not in found:
            found[key] = item
    return tuple(sorted(found.values(), key=lambda item: STANCES.index(item.stance)))
