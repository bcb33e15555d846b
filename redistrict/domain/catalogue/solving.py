"""Codes about the solver and the exceptions."""

from redistrict.domain.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}
