"""Codes about the scenario file."""

from redistrict.domain.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}
