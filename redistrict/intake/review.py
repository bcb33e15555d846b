"""The reviewer's file ``review.json``, as the map page saves it: read strictly or refused.

The page is not trusted: everything is checked again against the proposal, see :func:`match`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from redistrict.domain.comment import Comment
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.fault import reason
from redistrict.domain.findings import Finding, Place
from redistrict.domain.record import Record

MAX_BYTES = 20_000_000
FORMAT = "redistrict-review/1"
Text = Annotated[str, Field(max_length=5000)]
Stance = Literal["agree", "object", "remark"]
Answer = Literal["", "taken", "partly", "not taken"]


@dataclass(frozen=True, slots=True)
class NewCommunity:
    """A community that the reviewer founded; its id is provisional."""

    id: str
    name: str
    subdistrict: str


@dataclass(frozen=True, slots=True)
class Reassignment:
    """A unit that the reviewer takes from one community of the plan to another."""

    unit: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ReviewLock:
    """A unit that the reviewer wants to stay in a community."""

    unit: str
    community: str


@dataclass(frozen=True)
class Review:
    """A review of one alternative of one proposal."""

    proposal: str
    alternative: str
    communities: tuple[NewCommunity, ...]
    moves: tuple[Reassignment, ...]
    locks: tuple[ReviewLock, ...]
    comments: tuple[Comment, ...]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Community(_Strict):
    id: Text
    name: Text
    subdistrict: Text


class _Move(_Strict):
    unit: Text
    source: Text = Field(alias="from")
    to: Text


class _Lock(_Strict):
    unit: Text
    community: Text


class _Target(_Strict):
    kind: Literal["unit", "community", "place"]
    id: Text
    name: Text = ""


class _Comment(_Strict):
    target: _Target
    stance: Stance
    role: Annotated[str, Field(max_length=200)]
    text: Text
    answer: Answer
    answer_reason: Text


class _File(_Strict):
    format: Literal["redistrict-review/1"]
    proposal: Text
    alternative: Text
    communities: list[_Community]
    moves: list[_Move]
    locks: list[_Lock]
    comments: list[_Comment]


def read_review(path: Path) -> Review:
    """Return the review in a file.

    Raises
    ------
    Failure
        Exit ``INPUT``: not UTF-8 JSON, or a field is missing, unknown or of another type; all
        such fields at once.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError(f"> {MAX_BYTES} bytes")
        made = json.loads(path.read_bytes().decode("utf-8-sig"))
        found = _File.model_validate(made)
    except ValidationError as error:
        fields = [".".join(str(part) for part in item["loc"]) or "." for item in error.errors()]
        raise Failure(
            Exit.INPUT,
            [_finding("REVIEW_FIELD", path, field=field) for field in sorted(set(fields))],
        ) from None
    except OSError as error:
        raise Failure(
            Exit.INPUT, [_finding("REVIEW_UNREADABLE", path, reason=reason(error))]
        ) from None
    except (ValueError, RecursionError) as error:
        place = Place(path.name, row=getattr(error, "lineno", None))
        raise Failure(Exit.INPUT, [Finding("REVIEW_NOT_JSON", place)]) from None
    return _frozen(found)


def match(review: Review, record: Record, path: Path) -> None:
    """Check a review against the proposal it claims to be made from.

    Raises
    ------
    Failure
        Exit ``INPUT``: another proposal, unknown or double units, a starting community that is
        not the plan's, an unknown community, or a move across a subdistrict limit.
    """
    if (review.proposal, review.alternative) != (record.check_code, record.alternative):
        code = f"{review.proposal} {review.alternative}".strip()
        expected = f"{record.check_code} {record.alternative}".strip()
        raise Failure(Exit.INPUT, [_finding("REVIEW_OTHER", path, code=code, expected=expected)])
    homes = {row.id: row.subdistrict for row in record.communities}
    homes |= {row.id: row.subdistrict for row in review.communities if row.id not in homes}
    findings = [*_moves(review.moves, record, homes, path), *_locks(review, record, homes, path)]
    if findings:
        raise Failure(Exit.INPUT, findings)


def _moves(
    moves: Sequence[Reassignment], record: Record, homes: dict[str, str], path: Path
) -> list[Finding]:
    units = {row.id: row for row in record.units}
    seen: set[str] = set()
    found = []
    for move in moves:
        row = units.get(move.unit)
        if row is None:
            found.append(_finding("REVIEW_UNIT", path, unit=move.unit))
            continue
        if move.unit in seen:
            found.append(_finding("REVIEW_TWICE", path, unit=move.unit))
        seen.add(move.unit)
        if move.before != row.after:
            facts = {"unit": move.unit, "said": move.before, "community": row.after}
            found.append(_finding("REVIEW_FROM", path, **facts))
        if move.after not in homes:
            found.append(_finding("REVIEW_COMMUNITY", path, community=move.after))
        elif homes[move.after] != row.subdistrict:
            facts = {"unit": move.unit, "subdistrict": row.subdistrict}
            found.append(_finding("REVIEW_LIMIT", path, **facts))
    return found


def _locks(review: Review, record: Record, homes: dict[str, str], path: Path) -> list[Finding]:
    units = {row.id for row in record.units}
    found = [
        _finding("REVIEW_UNIT", path, unit=lock.unit)
        for lock in review.locks
        if lock.unit not in units
    ]
    found += [
        _finding("REVIEW_COMMUNITY", path, community=lock.community)
        for lock in review.locks
        if lock.community and lock.community not in homes
    ]
    return found


def _frozen(found: _File) -> Review:
    return Review(
        found.proposal,
        found.alternative,
        tuple(NewCommunity(row.id, row.name, row.subdistrict) for row in found.communities),
        tuple(Reassignment(row.unit, row.source, row.to) for row in found.moves),
        tuple(ReviewLock(row.unit, row.community) for row in found.locks),
        tuple(
            Comment(
                row.target.kind, row.target.id, row.target.name, row.stance, row.role, row.text,
                row.answer, row.answer_reason,
            )
            for row in found.comments
        ),
    )  # fmt: skip


def _finding(code: str, path: Path, /, **facts: str) -> Finding:
    return Finding(code, Place(file=path.name), facts)
