"""The words of the page: keys the scripts ask for, English texts, Chinese in ``map.po``."""

from __future__ import annotations

from redistrict.domain.catalogue.entry import N_
from redistrict.domain.words import translator
from redistrict.measure.resources import CENTRE, DEFERRED
from redistrict.report.map.wordlist import EDIT, READ

FACTS = {
    "staff": N_("staff"),
    "staff_needed": N_("staff by the standard"),
    "staff_gap": N_("staff lacking"),
    "office_address": N_("office address"),
    "office_area_m2": N_("office, m²"),
    "office_state": N_("state of the office"),
    "office_date": N_("office ready by"),
    "facility_needed": N_("facilities by the standard, m²"),
    "facility_gap": N_("facilities lacking, m²"),
    "walk_m": N_("mean walk to the service centre, m"),
    "walk_share": N_("households within a 15-minute walk, %"),
    "forecast": N_("households expected"),
    "stage": N_("when"),
    "overload_evidence": N_("evidence of overload"),
}
"""Facts of a community by their names in the record."""
BEFORE = "_before"
"""How the names of facts of today end."""
ELSEWHERE = frozenset({"index"})
"""Facts that the table of the card says already."""
STAGES = {
    DEFERRED: N_("deferred until it has a room"),
    CENTRE: N_("a regional service centre first"),
}
"""When a new community can be set up."""
SHOWN_IN_PUBLIC = frozenset({"office_address", "office_area_m2", "office_state", "office_date"})


INSIDE = (
    "verdict.", "standing.", "whatif.", "warn.", "stance.", "answer.", "comment.", "edit.",
    "review.", "line.", "today_is", "part.why", "part.state", "column.verdict", "column.cause",
    "total.out_of_band", "total.tolerated", "total.exceptions", "total.cut", "total.status",
    "band", "exception", "firm.",
)  # fmt: skip
"""How the keys begin whose words a page for the public has no use for."""


def words(language: str, *, public: bool = False) -> dict[str, str]:
    """Return every word of the page in the reader's language by its key."""
    _ = translator(language)
    return {
        key: _(text)
        for key, text in (READ | EDIT).items()
        if not (public and key.startswith(INSIDE))
    }
