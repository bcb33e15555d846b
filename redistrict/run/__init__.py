"""One story per command; the only place that joins siblings."""
