"""What was made of a review, in a few lines for the planner."""

from collections.abc import Sequence

from redistrict.domain.comment import STANCES, Comment
from redistrict.domain.record import CommunityRow, Record
from redistrict.domain.words import translator
from redistrict.report.text.labels import outcome_words, reason
from redistrict.report.text.summary import cover_line


def revision(
    before: Record,
    after: Record,
    comments: Sequence[Comment],
    *,
    moves: int,
    locks: int,
    widened: bool,
    language: str,
) -> str:
    """Return what was taken from a review, what it changes, and what is outside the range now.

    Parameters
    ----------
    before, after
        The plan that was reviewed and the plan made from it.
    widened
        Whether the moves needed an action that the reviewed alternative does not allow.
    """
    _ = translator(language)
    count = {stance: sum(item.stance == stance for item in comments) for stance in STANCES}
    lines = [
        cover_line(after, language),
        "",
        _("Taken from the review: units given elsewhere {moves}, held in place {locks}.").format(
            moves=moves, locks=locks
        ),
        _(
            "Comments kept for the dossier: {count} (object {object}, agree {agree}, remark"
            " {remark}); not answered yet: {open}."
        ).format(count=len(comments), open=sum(not item.answer for item in comments), **count),
    ]
    if widened:
        lines.append(
            _("The moves need actions that the reviewed alternative does not use: now allowed.")
        )
    lines += ["", *_differences(before, after, language), *_outside(before, after, language)]
    return "\n".join([*lines, "", outcome_words(after.outcome, language)])


def _differences(before: Record, after: Record, language: str) -> list[str]:
    _ = translator(language)
    homes = {row.id: row.after for row in before.units}
    moved = [row for row in after.units if homes[row.id] != row.after]
    if not moved:
        return [_("The plan is the one that was reviewed.")]
    old, new = _households(before), _households(after)
    lines = [
        _("What differs from the plan reviewed: units {units}, households {households}:").format(
            units=len(moved), households=f"{sum(row.households for row in moved):,}"
        )
    ]
    for key in sorted({*(homes[row.id] for row in moved), *(row.after for row in moved)} - {""}):
        row = new.get(key) or old[key]
        line = _("{place}: {before} → {after}").format(
            place=f"{row.subdistrict} · {row.name}", before=_count(old, key), after=_count(new, key)
        )
        lines.append(f"  {line}")
    return lines


def _households(record: Record) -> dict[str, CommunityRow]:
    return {row.id: row for row in record.communities if row.after is not None}


def _count(rows: dict[str, CommunityRow], key: str) -> str:
    row = rows.get(key)
    return f"{row.after.households:,}" if row and row.after else "—"


def _outside(before: Record, after: Record, language: str) -> list[str]:
    """Return the special cases that the reviewed plan did not have."""
    _ = translator(language)
    known = {row.id for row in before.communities if row.exemption}
    found = [row for row in after.communities if row.exemption and row.id not in known]
    if not found:
        return []
    lines = ["", _("Outside the range now:")]
    for row in found:
        count = f"{row.after.households:,}" if row.after else "—"
        why = reason(row.exemption, language) if row.exemption else ""
        place = f"{row.subdistrict} · {row.name}"
        lines.append("  " + _("{place}: {count} ({why})").format(place=place, count=count, why=why))
    return lines
