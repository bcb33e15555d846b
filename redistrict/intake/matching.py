"""Rows of a ledger matched to units: exactly, by what the eye sees, or by stem; else asked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redistrict.domain.findings import Finding
from redistrict.intake.answers import DROP, Question
from redistrict.intake.draft import Draft
from redistrict.intake.keys import folded
from redistrict.intake.ledger import Ledger
from redistrict.intake.safety import finding
from redistrict.intake.stems import alike, stem

SHOWN = 6


@dataclass
class Match:
    """Which unit every row of a ledger means.

    Parameters
    ----------
    key
        The meaning that both share, ``id`` or ``name``; empty where there is none.
    unit
        Position of the unit by position of the row.
    open
        Candidates (positions of units, may be none) of rows whose meaning is not sure.
    left
        Rows that the planner leaves out.
    """

    key: str = ""
    unit: dict[int, int] = field(default_factory=dict)
    open: dict[int, list[int]] = field(default_factory=dict)
    left: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


class _Names:
    """Units by their name in one subdistrict or, where none is known, in all."""

    def __init__(self, names: Sequence[str], parents: Sequence[str]) -> None:
        self.names = names
        self.parents = [stem(parent) for parent in parents]
        self._by: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for at, name in enumerate(names):
            for kind, text in (
                ("same", name.strip()),
                ("seen", folded(name)),
                ("stem", stem(name)),
                ("number", _number(name)),
            ):
                for parent in {self.parents[at], ""}:
                    self._by[kind, parent, text].append(at)

    def find(self, name: str, parent: str, *, stems: bool) -> tuple[list[int], bool]:
        """Return positions that a name may mean, and whether the meaning is sure.

        A name (`stems`) counts within its subdistrict only; an id wherever it stands once.
        """
        home = stem(parent)
        parent = home if stems else ""
        kinds = {"same": name.strip(), "seen": folded(name)}
        kinds |= {"stem": stem(name)} if stems else {"number": _number(name)}
        for kind, text in kinds.items():
            found = self._by.get((kind, parent, text), [])
            if len(found) > 1 and home:
                found = [at for at in found if self.parents[at] == home] or found
            if found:
                return found, len(found) == 1
        inside = [at for at, own in enumerate(self.parents) if parent in ("", own)] if stems else []
        near = set(alike(name, {self.names[at] for at in inside}))
        return [at for at in inside if self.names[at] in near], False


def _number(name: str) -> str:
    """Return an id without the leading zeros that a spreadsheet cuts; no key where it is none."""
    text = folded(name)
    return (text.lstrip("0") or "0") if text.isdecimal() else f"no number: {text}"


def match(ledger: Ledger, path: Path, draft: Draft) -> Match:
    """Match by id where both have one, else by name within the subdistrict.

    The planner's answers win. Rows that stay open are left to the caller, who may know more.
    """
    stated = {"id": draft.stated_ids, "name": draft.columns.get("name", [])}
    key = next((name for name, own in stated.items() if name in ledger.cells and any(own)), "")
    found = Match(key)
    if not key:
        return found
    parents = "subdistrict" in ledger.cells and "subdistrict" in draft.columns
    none = [""] * max(len(draft), len(ledger.rows))
    labels = stated[key]
    names = _Names(labels, draft.columns["subdistrict"] if parents else none[: len(draft)])
    own = ledger.cells["subdistrict"] if parents else none
    if parents and key == "name":
        found.findings += _parents(ledger, path, set(draft.columns["subdistrict"]))
    taken: dict[int, int] = {}
    for position, number in enumerate(ledger.rows):
        name = ledger.cells[key][position].strip()
        answer = draft.answers.to(Question("match", path.name, number, name)).text
        if answer == DROP:
            found.left.add(position)
            found.findings.append(finding("IMPORT_ROW_LEFT_OUT", path, number, name=name or "-"))
            continue
        if answer:
            candidates = _answered(answer, draft)
            sure = len(candidates) == 1
        else:
            candidates, sure = names.find(name, own[position], stems=key == "name")
        if not name and not answer:
            candidates, sure = [], False
        if answer and not candidates:
            found.findings.append(finding("IMPORT_ANSWER_UNKNOWN", path, number, answer=answer))
        if not sure:
            found.open[position] = candidates
            continue
        at = candidates[0]
        if at in taken:
            found.findings.append(
                finding("IMPORT_ROW_TWICE", path, number, name=name, first=taken[at])
            )
            continue
        taken[at] = number
        found.unit[position] = at
        if labels[at].strip() != name:
            found.findings.append(
                finding("IMPORT_MATCHED", path, number, name=name, unit=labels[at])
            )
    return found


def _answered(answer: str, draft: Draft) -> list[int]:
    """Return the units that an answer names, by id first."""
    for key in ("id", "name"):
        found = [at for at, text in enumerate(draft.columns.get(key, ())) if text.strip() == answer]
        if found:
            return found
    return []


def _parents(ledger: Ledger, path: Path, known: set[str]) -> list[Finding]:
    """Return a fault for every subdistrict of the ledger that the layer does not know."""
    stems = {stem(name) for name in known}
    lost: dict[str, int] = {}
    for position, number in enumerate(ledger.rows):
        name = ledger.cells["subdistrict"][position].strip()
        if name and stem(name) not in stems:
            lost.setdefault(name, number)
    return [
        finding("IMPORT_PARENT_UNKNOWN", path, number, name=name,
                known=tuple(sorted(known - {""}))[:SHOWN] or ("-",))
        for name, number in sorted(lost.items())
    ]  # fmt: skip
