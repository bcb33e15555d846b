"""Codes about the diagnosis before solving."""

from redistrict.domain.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}
