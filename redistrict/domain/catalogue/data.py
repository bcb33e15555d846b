"""Codes about the units, communities, ledger and adjacency."""

from redistrict.domain.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}
