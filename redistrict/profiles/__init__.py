"""The published standards as data, each number with place, year and source."""
