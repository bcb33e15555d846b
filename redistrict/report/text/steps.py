"""The steps of a phased plan, one line each."""

from collections.abc import Sequence

from redistrict.domain.record import Record
from redistrict.domain.words import translator
from redistrict.report.text.labels import STATUSES, alternative
from redistrict.report.text.table import table


def step_lines(records: Sequence[Record], language: str) -> list[str]:
    """Return the table of the records of one level in their order, nothing for a single one."""
    steps = [item for item in records if item.statement.level == records[0].statement.level]
    if len(steps) < 2:
        return []
    _ = translator(language)
    header = [
        _("step"), _("alternative"), _("communities before"), _("communities"), _("set up"),
        _("merged away"), _("touched"), _("households moved"), _("outside the range"), _("status"),
    ]  # fmt: skip
    rows = [
        [
            f"{at} {item.statement.title}",
            alternative(item.alternative, language),
            f"{item.totals.communities_before:,}",
            f"{item.totals.communities_after:,}",
            f"{item.totals.set_up:,}",
            f"{item.totals.abolished:,}",
            f"{item.totals.touched_communities:,}",
            f"{item.totals.moved_households:,}",
            f"{item.totals.out_of_band:,}",
            _(STATUSES[item.outcome.status]),
        ]
        for at, item in enumerate(steps, 1)
    ]
    return [_("Step by step"), *table(header, rows)]
