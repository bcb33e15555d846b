"""Codes about the verifier and the proposal's folder."""

from redistrict.domain.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}
