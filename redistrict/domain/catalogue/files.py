"""Codes about reading files (encodings, formats, safety)."""

from redistrict.domain.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}
