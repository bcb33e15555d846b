"""The words of the page: keys the scripts ask for, English texts, Chinese in ``map.po``."""

from __future__ import annotations

from redistrict.domain.catalogue.entry import N_
from redistrict.domain.words import translator
from redistrict.report.map.wordlist import EDIT, READ

FACTS = {
    "staff": N_("staff"),
    "staff_needed": N_("staff by the standard"),
    "office_address": N_("office address"),
    "office_area_m2": N_("office, m²"),
    "office_state": N_("state of the office"),
    "office_date": N_("office ready by"),
    "facility_needed": N_("facilities by the standard, m²"),
    "overload_evidence": N_("evidence of overload"),
}
"""Facts of a community by their names in the record."""


def words(language: str) -> dict[str, str]:
    """Return every word of the page in the reader's language by its key."""
    _ = translator(language)
    return {key: _(text) for key, text in (READ | EDIT).items()}
